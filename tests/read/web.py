"""A small web server for the tests, and a fetcher that may speak to it: it alone, told by name and address."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv6Address

from dateline.read import Manners, PoliteFetcher
from dateline.read.address import is_public


@dataclass(frozen=True, slots=True)
class Reply:
    """What a path answers."""

    body: bytes = b""
    status: int = 200
    head: Mapping[str, str] = field(default_factory=dict)


Site = dict[str, Reply | Callable[[Mapping[str, str]], Reply]]


@dataclass(slots=True)
class Web:
    """A server that is running: its port, what it was asked, and how long a fetcher slept."""

    port: int
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    time: float = 1000.0

    def url(self, path: str, host: str = "delta.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def fetcher(self, *, hosts: Mapping[str, list[str]] | None = None, **manners: float) -> PoliteFetcher:
        """Every name leads to the server, except those that are told otherwise; only the server's machine is let in."""
        told = hosts or {}

        def resolve(host: str, port: int) -> list[str]:
            del port
            return told.get(host, [host] if host[0].isdigit() or ":" in host else ["127.0.0.1"])

        def allow(address: IPv4Address | IPv6Address) -> bool:
            return address == IPv4Address("127.0.0.1") or is_public(address)

        def sleep(seconds: float) -> None:
            self.slept.append(seconds)
            self.time += seconds

        values = {"delay_s": 0.0, "timeout_s": 5.0, **manners}
        return PoliteFetcher(
            Manners(**values),  # type: ignore[arg-type]
            resolve=resolve, allow=allow, clock=lambda: self.time, sleep=sleep,
        )  # fmt: skip


@contextmanager
def serving(site: Site) -> Iterator[Web]:
    """The site, served on a free port of this machine."""
    web = Web(0)

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            head = {name.lower(): value for name, value in self.headers.items()}
            web.asked.append((head["host"], self.path, head))
            found = site.get(self.path, Reply(status=404))
            reply = found if isinstance(found, Reply) else found(head)
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.head}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
