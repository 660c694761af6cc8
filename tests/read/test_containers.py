"""Archives, mails, feeds and lists: what is in them comes out, each with its own name, and nothing leads outside."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read import read
from tests.files import HEADLINE, STORY, docx, item, mail, page, pdf, rss, typeset, warc, wet, zipped

TEXT = "\n\n".join(STORY).encode()
HTML = page().encode()
PDF = pdf(typeset(STORY, left=72, top=700, chars=80))
LINES = b"".join(json.dumps({"id": str(n), "text": STORY[n]}).encode() + b"\n" for n in range(3))
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def found_in(path: Path, raw: bytes, settings: Settings | None = None) -> list[RawDocument | Issue]:
    path.write_bytes(raw)
    return list(read(Source(uri=path.name, path=path), settings))


def told(found: list[RawDocument | Issue]) -> list[tuple[str, str]]:
    """Each document's place and media type, each issue's place and kind."""
    return [
        (one.uri or "", one.kind) if isinstance(one, Issue) else (one.uri, one.media_type.partition(";")[0])
        for one in found
    ]


class TestZip:
    def test_members_of_every_kind_come_in_the_order_of_their_names(self, tmp_path: Path) -> None:
        members = {
            "b/page.html": HTML, "a.txt": TEXT, "c.pdf": PDF, "d.docx": docx(*STORY), "e.eml": mail(), "f.jsonl": LINES,
            "g.xml": rss(item(1, *STORY)).encode(), "h.warc.gz": warc(("https://delta.example/", "text/html", HTML)),
            "i.zip": zipped({"in.md": TEXT}), "j.png": b"\x89PNG\r\n\x1a\n\0", "__MACOSX/a.txt": b"x", ".hidden": b"x",
        }  # fmt: skip
        found = found_in(tmp_path / "in.zip", zipped(members))
        assert told(found) == [
            ("in.zip#a.txt", "text/plain"),
            ("in.zip#b/page.html", "text/html"),
            ("in.zip#c.pdf", "application/pdf"),
            ("in.zip#d.docx", DOCX_TYPE),
            ("in.zip#e.eml", "message/rfc822"),
            ("in.zip#f.jsonl#L1", "text/plain"),
            ("in.zip#f.jsonl#L2", "text/plain"),
            ("in.zip#f.jsonl#L3", "text/plain"),
            ("in.zip#g.xml#1", "text/html"),
            ("in.zip#h.warc.gz#2", "text/html"),
            ("in.zip#i.zip#in.md", "text/markdown"),
            ("in.zip#j.png", "unsupported"),
        ]
        raws = [one.raw for one in found if isinstance(one, RawDocument)]
        assert raws[:4] == [TEXT, HTML, PDF, members["d.docx"]]

    def test_names_that_lead_out_lead_nowhere(self, tmp_path: Path) -> None:
        names = ("../../up.txt", "/etc/passwd.txt", "c:\\win.txt", "ok.txt")
        found = found_in(tmp_path / "in.zip", zipped(dict.fromkeys(names, TEXT)))
        assert [one.uri for one in found if isinstance(one, RawDocument)] == [
            "in.zip#up.txt", "in.zip#etc/passwd.txt", "in.zip#c:/win.txt", "in.zip#ok.txt",
        ]  # fmt: skip
        assert sum(isinstance(one, Issue) and one.kind == "unsafe_name" for one in found) == 3
        assert [path.name for path in tmp_path.iterdir()] == ["in.zip"]

    def test_links_encrypted_and_broken_members_are_issues_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            link = zipfile.ZipInfo("a-link.txt")
            link.external_attr = 0o120777 << 16
            archive.writestr(link, "/etc/passwd")
            archive.writestr("broken.txt", b"words that will not be there")
            archive.writestr("ok.txt", TEXT)
            archive.writestr("secret.txt", TEXT)
        raw = bytearray(out.getvalue().replace(b"words that will not", b"words that were not"))
        at = raw.rindex(b"secret.txt") - 46
        raw[at + 8] |= 1
        assert told(found_in(tmp_path / "in.zip", bytes(raw))) == [
            ("in.zip#a-link.txt", "link"),
            ("in.zip#broken.txt", "unreadable"),
            ("in.zip#ok.txt", "text/plain"),
            ("in.zip#secret.txt", "encrypted"),
        ]

    def test_a_word_file_is_one_document_and_other_office_files_are_named(self, tmp_path: Path) -> None:
        assert told(found_in(tmp_path / "in.docx", docx(*STORY))) == [("in.docx", DOCX_TYPE)]
        [issue] = found_in(tmp_path / "in.xlsx", zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}))
        assert isinstance(issue, Issue) and "spreadsheet" in issue.detail

    def test_it_may_come_through_a_pipe(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stream = io.BytesIO(zipped({"a.txt": TEXT}))
        monkeypatch.setattr(sys, "stdin", type("Input", (), {"buffer": stream}))
        assert told(list(read(Source(uri="-")))) == [("-#a.txt", "text/plain")]


class TestGzip:
    @pytest.mark.parametrize(
        ("name", "raw", "documents"),
        [
            ("a.txt.gz", TEXT, [("a.txt.gz", "text/plain")]),
            ("a.html.gz", HTML, [("a.html.gz", "text/html")]),
            ("a.jsonl.gz", LINES, [(f"a.jsonl.gz#L{n}", "text/plain") for n in (1, 2, 3)]),
        ],
    )
    def test_what_is_packed_is_read(
        self, tmp_path: Path, name: str, raw: bytes, documents: list[tuple[str, str]]
    ) -> None:
        found = found_in(tmp_path / name, gzip.compress(raw))
        assert told(found) == documents

    def test_a_file_that_was_cut_is_an_issue(self, tmp_path: Path) -> None:
        [(_, kind)] = told(found_in(tmp_path / "a.txt.gz", gzip.compress(TEXT)[:-20]))
        assert kind == "unreadable"


class TestWarc:
    def test_pages_come_with_their_address_and_the_day_they_were_fetched(self, tmp_path: Path) -> None:
        raw = warc(
            ("https://delta.example/a", "text/html; charset=utf-8", HTML),
            ("https://delta.example/b.pdf", "application/pdf", PDF),
            ("https://delta.example/x.png", "image/png", b"\x89PNG"),
        )
        found = found_in(tmp_path / "news.warc.gz", raw)
        assert told(found) == [
            ("news.warc.gz#2", "text/html"),
            ("news.warc.gz#3", "application/pdf"),
            ("news.warc.gz", "passed_over"),
        ]
        first = found[0]
        assert isinstance(first, RawDocument)
        assert (first.raw, first.given.url) == (HTML, "https://delta.example/a")
        assert first.fetched_at == datetime(2024, 5, 15, 4, tzinfo=UTC)

    def test_answers_that_say_no_are_passed_over(self, tmp_path: Path) -> None:
        raw = warc(("https://delta.example/a", "text/html", HTML), status="404 Not Found")
        [issue] = found_in(tmp_path / "a.warc.gz", raw)
        assert isinstance(issue, Issue) and "status 404 1" in issue.detail

    def test_texts_of_wet_archives_are_texts(self, tmp_path: Path) -> None:
        [document] = found_in(tmp_path / "a.warc.wet.gz", wet("https://delta.example/a", TEXT.decode()))
        assert isinstance(document, RawDocument)
        assert (document.raw, document.media_type, document.given.url) == (
            TEXT,
            "text/plain",
            "https://delta.example/a",
        )

    def test_an_archive_that_was_cut_gives_what_came_before(self, tmp_path: Path) -> None:
        raw = warc(*[(f"https://delta.example/{n}", "text/html", HTML) for n in range(3)], packed=False)
        found = found_in(tmp_path / "a.warc", raw[: len(raw) * 2 // 3])
        assert told(found)[0] == ("a.warc#2", "text/html")


class TestMail:
    def test_a_mail_is_a_document_and_so_is_what_is_attached(self, tmp_path: Path) -> None:
        attached = {
            "report.pdf": ("application/pdf", PDF),
            "map.png": ("image/png", b"\x89PNG"),
            "in.eml": ("text/plain", mail()),
        }
        raw = mail(attached=attached)
        found = found_in(tmp_path / "a.eml", raw)
        assert told(found) == [
            ("a.eml", "message/rfc822"),
            ("a.eml#report.pdf", "application/pdf"),
            ("a.eml#map.png", "unsupported"),
            ("a.eml#in.eml", "message/rfc822"),
        ]
        assert [one.raw for one in found[:2] if isinstance(one, RawDocument)] == [raw, PDF]

    def test_a_box_is_its_messages(self, tmp_path: Path) -> None:
        start = b"From news@delta.example Tue May 14 23:30:00 2024\n"
        mails = [mail(STORY[n], "From now on a curfew holds.").replace(b"\nFrom now", b"\n>From now") for n in range(3)]
        box = b"\n".join(start + one for one in mails)
        found = found_in(tmp_path / "a.mbox", box)
        assert told(found) == [(f"a.mbox#{n}", "message/rfc822") for n in (1, 2, 3)]
        assert all(b"\nFrom now on" in one.raw for one in found if isinstance(one, RawDocument))

    def test_a_memo_that_begins_with_from_is_a_text(self, tmp_path: Path) -> None:
        memo = b"From: the governor\nDate: Tuesday\n\n" + TEXT
        assert told(found_in(tmp_path / "memo.txt", memo)) == [("memo.txt", "text/plain")]


class TestFeed:
    def test_entries_are_documents_with_what_the_feed_tells(self, tmp_path: Path) -> None:
        raw = rss(item(1, *STORY), item(2, title="Without a text")).encode()
        document, issue = found_in(tmp_path / "feed.xml", raw)
        assert isinstance(document, RawDocument) and isinstance(issue, Issue)
        given = document.given
        assert (given.title, given.url, given.outlet, given.authors) == (
            HEADLINE, "https://delta.example/1", "The Delta Courier", ("Ann Poe",),
        )  # fmt: skip
        assert given.published == date(2024, 5, 14)
        assert STORY[0].encode() in document.raw
        assert (issue.kind, "https://delta.example/2" in issue.detail) == ("empty", True)

    def test_atom_feeds_tell_of_changes(self, tmp_path: Path) -> None:
        raw = (
            '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Delta Wire</title><entry><id>urn:1</id>'
            f'<title>{HEADLINE}</title><link href="https://delta.example/1"/><published>2024-05-14T23:30:00-03:00'
            '</published><updated>2024-05-15T06:00:00Z</updated><content type="html">'
            f"&lt;p&gt;{STORY[0]}&lt;/p&gt;</content></entry></feed>"
        )
        [document] = found_in(tmp_path / "feed.atom", raw.encode())
        assert isinstance(document, RawDocument)
        assert document.given.published == date(2024, 5, 14)
        assert document.given.modified == datetime(2024, 5, 15, 6, tzinfo=UTC)


class TestAddresses:
    def test_each_address_is_to_be_fetched_once(self, tmp_path: Path) -> None:
        raw = b"https://delta.example/1\n\nhttp://delta.example/2\nhttps://delta.example/1\n"
        found = found_in(tmp_path / "urls.txt", raw)
        assert told(found) == [("https://delta.example/1", "unsupported"), ("http://delta.example/2", "unsupported")]

    @pytest.mark.parametrize(("columns", "at"), [(58, 57), (61, 60), (16, 5), (27, 4)])
    def test_tables_of_gdelt_name_their_pages(self, tmp_path: Path, columns: int, at: int) -> None:
        rows = [["x"] * columns for _ in range(3)]
        for number, row in enumerate(rows):
            row[at] = f"https://delta.example/{number}"
        rows[2][at] = "no address"
        raw = "\n".join("\t".join(row) for row in rows[:2]).encode()
        found = found_in(tmp_path / "x.export.CSV.zip", zipped({"x.export.CSV": raw}))
        assert told(found) == [(f"https://delta.example/{n}", "unsupported") for n in (0, 1)]

    def test_a_text_with_an_address_in_it_is_a_text(self, tmp_path: Path) -> None:
        raw = b"https://delta.example/1\n\n" + TEXT
        assert told(found_in(tmp_path / "a.txt", raw)) == [("a.txt", "text/plain")]
