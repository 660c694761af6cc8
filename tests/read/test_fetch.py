"""Fetching: polite to every site, and deaf to whatever would lead it to a machine that is not public."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

import pytest

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.errors import UnreadableError
from dateline.read import Known, PoliteFetcher, read, source_from_argument
from dateline.read.address import is_public, resolved, target_of
from dateline.read.exchange import ask
from tests.files import STORY, item, page, rss
from tests.read.web import Reply, Site, serving

HTML = {"Content-Type": "text/html; charset=utf-8"}
PAGE = Reply(page().encode(), head=HTML)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fec0::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_machines_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_machines_that_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://127.0.0.1/", "refused_address"),
        ("http://127.1/", "refused_address"),
        ("http://2130706433/", "refused_address"),
        ("http://0x7f000001/", "refused_address"),
        ("http://localhost/", "refused_address"),
        ("http://[::1]/", "refused_address"),
        ("http://[::ffff:169.254.169.254]/latest", "refused_address"),
        ("http://169.254.169.254/latest/meta-data", "refused_address"),
        ("http://user:word@8.8.8.8/", "bad_address"),
        ("file:///etc/passwd", "bad_address"),
        ("gopher://8.8.8.8/", "bad_address"),
        ("http://8.8.8.8:99999/", "bad_address"),
        ("http://[zz]/", "bad_address"),
        ("http:///x", "bad_address"),
    ],
)
def test_the_default_fetcher_refuses(url: str, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("no line may be opened")

    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(UnreadableError) as caught:
        PoliteFetcher().fetch(url)
    assert caught.value.kind == kind


def test_a_name_with_one_private_machine_among_others_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        target_of("http://delta.example/", lambda host, port: ["93.184.215.14", "10.0.0.7"], is_public)
    assert caught.value.kind == "refused_address"


def test_the_name_is_looked_up_once_and_the_machine_is_pinned() -> None:
    with serving({"/a": PAGE}) as web:
        looked_up: list[str] = []

        def resolve(host: str, port: int) -> list[str]:
            del port
            looked_up.append(host)
            # The second look-up of one request would lead elsewhere.
            return ["127.0.0.1"] if len(looked_up) <= 2 else ["10.0.0.7"]

        fetcher = PoliteFetcher(resolve=resolve, allow=lambda address: address == ip_address("127.0.0.1"))
        # Once for the page, once for the robots.txt.
        assert fetcher.fetch(web.url("/a")).raw == PAGE.body
        assert looked_up == ["delta.example"] * 2
        assert {host for host, _, _ in web.asked} == {f"delta.example:{web.port}"}


def test_every_redirect_is_checked_again() -> None:
    site = {
        "/in": Reply(status=302, head={"Location": "http://inner.example/secret"}),
        "/number": Reply(status=302, head={"Location": "http://169.254.169.254/latest"}),
        "/file": Reply(status=302, head={"Location": "file:///etc/passwd"}),
        "/round": Reply(status=302, head={"Location": "/round"}),
        "/there": Reply(status=301, head={"Location": "/a?x=ü"}),
        "/a?x=%C3%BC": PAGE,
    }
    with serving(dict(site)) as web:
        fetcher = web.fetcher(hosts={"inner.example": ["192.168.0.9"]})
        refused = {
            "/in": "refused_address",
            "/number": "refused_address",
            "/file": "bad_address",
            "/round": "too_many_redirects",
        }
        for path, kind in refused.items():
            with pytest.raises(UnreadableError) as caught:
                fetcher.fetch(web.url(path))
            assert caught.value.kind == kind
        assert fetcher.fetch(web.url("/there")).raw == PAGE.body
        assert "/secret" not in web.paths()


def test_robots_txt_is_asked_once_and_kept_to() -> None:
    rules = b"User-agent: *\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: other\nDisallow: /\n"
    with serving({"/robots.txt": Reply(rules), "/a": PAGE, "/b": PAGE, "/private/c": PAGE}) as web:
        fetcher = web.fetcher()
        fetcher.fetch(web.url("/a"))
        fetcher.fetch(web.url("/b"))
        with pytest.raises(UnreadableError) as caught:
            fetcher.fetch(web.url("/private/c"))
        assert caught.value.kind == "robots"
        assert [path for _, path, _ in web.asked] == ["/robots.txt", "/a", "/b"]
        assert web.slept[-1] == pytest.approx(7)
        assert web.asked[0][2]["user-agent"].startswith("Dateline/")


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone(status: int, allowed: bool) -> None:
    with serving({"/robots.txt": Reply(status=status), "/a": PAGE}) as web:
        try:
            web.fetcher().fetch(web.url("/a"))
        except UnreadableError as error:
            assert (error.kind, allowed) == ("robots", False)
        else:
            assert allowed


def test_robots_txt_cannot_lead_inside_either() -> None:
    with serving({"/robots.txt": Reply(status=302, head={"Location": "http://10.0.0.7/"}), "/a": PAGE}) as web:
        with pytest.raises(UnreadableError) as caught:
            web.fetcher().fetch(web.url("/a"))
        assert caught.value.kind == "refused_address"


def test_requests_to_one_host_keep_their_distance() -> None:
    with serving({"/a": PAGE}) as web:
        fetcher = web.fetcher(delay_s=3.0)
        for _ in range(3):
            fetcher.fetch(web.url("/a"))
        assert web.slept == [pytest.approx(3.0)] * 3


def test_a_busy_server_is_asked_again_later_and_not_for_ever() -> None:
    answers = iter([Reply(status=503, head={"Retry-After": "9"}), Reply(status=429), PAGE])
    busy, long = Reply(status=503), Reply(status=503, head={"Retry-After": "9999"})
    with serving({"/a": lambda _: next(answers), "/never": busy, "/later": long}) as web:
        fetcher = web.fetcher()
        assert fetcher.fetch(web.url("/a")).raw == PAGE.body
        assert web.slept == [9.0, 18.0]
        for path, n_asked in (("/never", 3), ("/later", 1)):
            with pytest.raises(UnreadableError) as caught:
                fetcher.fetch(web.url(path))
            assert (caught.value.kind, web.paths().count(path)) == ("http_error", n_asked)


def test_an_unchanged_page_is_not_sent_again() -> None:
    def answer(head: Mapping[str, str]) -> Reply:
        if head.get("if-none-match") == '"1"' and head.get("if-modified-since"):
            return Reply(status=304)
        return Reply(PAGE.body, head={**HTML, "ETag": '"1"', "Last-Modified": "Tue, 14 May 2024 23:30:00 GMT"})

    with serving({"/a": answer}) as web:
        fetcher = web.fetcher()
        first = fetcher.fetch(web.url("/a"))
        again = fetcher.fetch(web.url("/a"), first.known)
        assert (first.is_unchanged, again.is_unchanged, again.raw) == (False, True, b"")
        assert first.known == Known('"1"', "Tue, 14 May 2024 23:30:00 GMT")


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (Reply(b"x" * 3000), "too_large"),
        (Reply(gzip.compress(b"\0" * 10_000_000), head={"Content-Encoding": "gzip"}), "too_large"),
        (Reply(b"nothing packed", head={"Content-Encoding": "gzip"}), "unreachable"),
        (Reply(b"x", head={"Content-Encoding": "br"}), "unsupported"),
        (Reply(status=410), "gone"),
        (Reply(status=403), "http_error"),
        (Reply(b"x", head={f"X-{n}": "y" for n in range(200)}), "unreachable"),
    ],
)
def test_answers_that_are_not_taken(reply: Reply, kind: str) -> None:
    with serving({"/a": reply}) as web, pytest.raises(UnreadableError) as caught:
        web.fetcher(most_bytes=2000, retries=0).fetch(web.url("/a"))
    assert caught.value.kind == kind


def test_packed_pages_are_unpacked() -> None:
    with serving({"/a": Reply(gzip.compress(PAGE.body), head={**HTML, "Content-Encoding": "gzip"})}) as web:
        assert web.fetcher().fetch(web.url("/a")).raw == PAGE.body


def test_a_server_that_drips_is_cut_off() -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 200 OK\r\n")
                try:
                    for _ in range(200):
                        line.sendall(b"X-Slow: 1\r\n")
                        threading.Event().wait(0.05)
                except OSError:
                    continue

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        target = target_of(
            f"http://delta.example:{listening.getsockname()[1]}/", lambda *_: ["127.0.0.1"], lambda _: True
        )
        with pytest.raises(UnreadableError) as caught:
            ask(target, {}, most_bytes=1000, timeout_s=0.4)
        assert caught.value.kind == "too_slow"
    finally:
        listening.close()
        thread.join(timeout=5)


def test_an_unknown_name_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(8, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnreadableError) as caught:
        resolved("nowhere.example", 80)
    assert caught.value.kind == "unreachable"


class TestRead:
    def test_an_address_gives_its_page(self) -> None:
        with serving({"/a": PAGE}) as web:
            [document] = read(source_from_argument(web.url("/a")), fetcher=web.fetcher())
        assert isinstance(document, RawDocument)
        assert (document.raw, document.media_type) == (PAGE.body, "text/html; charset=utf-8")
        assert document.given.url == web.url("/a")

    def test_a_feeds_address_gives_its_entries(self) -> None:
        feed = Reply(rss(item(1, *STORY), item(2, *STORY)).encode(), head={"Content-Type": "application/rss+xml"})
        with serving({"/feed": feed}) as web:
            found = list(read(source_from_argument(web.url("/feed")), fetcher=web.fetcher()))
        assert [isinstance(one, RawDocument) for one in found] == [True, True]

    def test_a_list_of_addresses_gives_its_pages_and_the_issues_of_those_that_fail(self, tmp_path: Path) -> None:
        with serving({"/a": PAGE, "/b": PAGE}) as web:
            (tmp_path / "urls.txt").write_text("\n".join(map(web.url, ("/a", "/gone", "/b"))))
            found = list(read(Source("urls.txt", tmp_path / "urls.txt"), fetcher=web.fetcher()))
        assert [one.kind if isinstance(one, Issue) else one.uri[-2:] for one in found] == ["/a", "gone", "/b"]

    def test_what_a_page_lists_is_not_followed_beyond_the_users_own_address(self) -> None:
        site: Site = {}
        with serving(site) as web:
            site["/list"] = Reply(web.url("/other").encode(), head={"Content-Type": "text/plain"})
            site["/other"] = Reply(web.url("/third").encode(), head={"Content-Type": "text/plain"})
            site["/third"] = PAGE
            [issue] = read(source_from_argument(web.url("/list")), fetcher=web.fetcher())
        assert isinstance(issue, Issue) and issue.kind == "unsupported"
        assert web.paths() == ["/list", "/other"]
