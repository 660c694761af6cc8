"""``read``: every sort of source gives documents, and every sort of trouble an issue that names the file."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read import READERS, read, source_from_argument

STORY = "Two soldiers died on Monday when a mine went off near the river.\n"


def documents(source: Source, settings: Settings | None = None) -> list[RawDocument]:
    return [found for found in read(source, settings) if isinstance(found, RawDocument)]


def issues(source: Source, settings: Settings | None = None) -> list[Issue]:
    return [found for found in read(source, settings) if isinstance(found, Issue)]


def file(path: Path, content: str | bytes) -> Source:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Source(uri=str(path), path=path)


class FakeInput:
    """Standard input as a program sees it: only its buffer matters."""

    def __init__(self, buffer: object) -> None:
        self.buffer = buffer


def test_table_holds_the_built_in_readers() -> None:
    kinds = {"addresses", "feed", "folder", "gzip", "html", "jsonl", "mail", "pdf", "text", "warc", "zip"}
    assert kinds <= set(READERS.names())


def test_a_text_file_keeps_its_bytes(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + STORY.encode() + b"\x93quoted\x94\r\n"
    [document] = documents(file(tmp_path / "a.txt", raw))
    assert document.raw == raw
    assert document.sha256 == hashlib.sha256(raw).hexdigest()
    assert not document.verbatim
    assert document.fetched_at.utcoffset() is not None


def test_markdown_is_told_by_its_ending(tmp_path: Path) -> None:
    [document] = documents(file(tmp_path / "a.md", STORY))
    assert document.media_type == "text/markdown"


def test_a_given_text_opens_nothing_and_takes_fields() -> None:
    fields = (("published", "2016-02-03"), ("authors", "Ann Poe"), ("authors", "Lee Roe"), ("outlet", "The Lamp"))
    [document] = documents(Source(uri="text", text='{"text": "no JSON here"}', fields=fields))
    assert document.raw == b'{"text": "no JSON here"}'
    assert document.given.published == date(2016, 2, 3)
    assert document.given.authors == ("Ann Poe", "Lee Roe")
    assert document.given.outlet == "The Lamp"


def test_a_given_text_may_be_taken_as_it_is() -> None:
    [document] = documents(Source(uri="text", text=STORY, verbatim=True))
    assert document.verbatim


def test_a_given_field_that_does_not_hold_is_an_issue_and_the_text_is_kept() -> None:
    found = list(read(Source(uri="text", text=STORY, fields=(("published", "soon"),))))
    assert [type(item) for item in found] == [Issue, RawDocument]


@pytest.mark.parametrize("buffered", [True, False])
def test_standard_input_may_be_text(monkeypatch: pytest.MonkeyPatch, *, buffered: bool) -> None:
    with _input(STORY.encode(), seekable=buffered) as stream:
        monkeypatch.setattr(sys, "stdin", FakeInput(stream))
        [document] = documents(source_from_argument("-"))
    assert document.raw == STORY.encode()


@pytest.mark.parametrize("buffered", [True, False])
def test_standard_input_may_be_json_lines(monkeypatch: pytest.MonkeyPatch, *, buffered: bool) -> None:
    lines = b"\n".join(json.dumps({"id": str(n), "text": STORY}).encode() for n in range(3))
    with _input(lines, seekable=buffered) as stream:
        monkeypatch.setattr(sys, "stdin", FakeInput(stream))
        found = documents(source_from_argument("-"))
    assert [document.given.id for document in found] == ["0", "1", "2"]


def _input(content: bytes, *, seekable: bool) -> io.BufferedIOBase:
    if seekable:
        return io.BytesIO(content)
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as stream:
        stream.write(content)
    return os.fdopen(reading, "rb")


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"", "empty", "no text"),
        (b" \n\n\t", "empty", "no text"),
        (b"PK\x03\x04....", "unreadable", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0", "unsupported", "PNG"),
        (b"\xff\xd8\xff\xe0", "unsupported", "JPEG"),
        (b"\x1f\x8b\x08\0", "unreadable", "gzip"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "unsupported", "WebP"),
        (b"{\\rtf1\\ansi hello}", "unsupported", "Rich Text"),
        (b"<?xml version='1.0'?><rss/>", "empty", "no entries"),
        (b"<?xml version='1.0'?><office/>", "unsupported", "XML"),
        (b"Some words\0and a zero", "binary", "zero byte at 10"),
    ],
)
def test_what_is_no_text_is_named(tmp_path: Path, content: bytes, kind: str, words: str) -> None:
    source = file(tmp_path / "thing", content)
    [issue] = read(source)
    assert isinstance(issue, Issue)
    assert issue.kind == kind
    assert words in issue.detail
    assert "thing" in issue.detail
    assert issue.uri == source.uri


def test_utf_16_is_text_with_and_without_its_mark(tmp_path: Path) -> None:
    for name, raw in (
        ("a", STORY.encode("utf-16")),
        ("b", STORY.encode("utf-16-le")),
        ("c", STORY.encode("utf-16-be")),
    ):
        [document] = documents(file(tmp_path / name, raw))
        assert "utf-16" in document.media_type


def test_a_text_over_the_limit_is_an_issue(tmp_path: Path) -> None:
    source = file(tmp_path / "long.txt", STORY * 10)
    [issue] = issues(source, Settings(max_bytes=100))
    assert issue.kind == "too_large"
    assert "100" in issue.detail
    assert documents(source, Settings(max_bytes=len(STORY) * 10))


def test_a_missing_file_is_an_issue(tmp_path: Path) -> None:
    [issue] = read(source_from_argument(str(tmp_path / "nowhere.txt")))
    assert isinstance(issue, Issue)
    assert (issue.kind, "nowhere.txt" in issue.detail) == ("missing", True)


def test_a_file_without_permission_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = file(tmp_path / "secret.txt", STORY)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    [issue] = read(source)
    assert isinstance(issue, Issue)
    assert (issue.kind, "secret.txt" in issue.detail) == ("unreadable", True)


def test_an_address_is_not_fetched() -> None:
    [issue] = read(source_from_argument("https://news.example/a"))
    assert isinstance(issue, Issue)
    assert issue.kind == "unsupported"


class TestFolder:
    def test_files_come_by_name_and_hidden_ones_do_not(self, tmp_path: Path) -> None:
        (tmp_path / "b").mkdir()
        for name in ("c.txt", "a.md", "b/z.txt", "b/.hidden.txt", ".git", "README"):
            (tmp_path / name).write_text(STORY + name)
        found = documents(Source(uri=str(tmp_path), path=tmp_path))
        assert [document.uri.removeprefix(f"{tmp_path}/") for document in found] == [
            "README",
            "a.md",
            "b/z.txt",
            "c.txt",
        ]

    def test_an_unknown_type_is_an_issue_and_the_rest_goes_on(self, tmp_path: Path) -> None:
        file(tmp_path / "a.xyz", "some words")
        file(tmp_path / "b.png", b"\x89PNG\r\n\x1a\n\0")
        file(tmp_path / "c.txt", b"")
        file(tmp_path / "d.txt", STORY)
        found = list(read(Source(uri=str(tmp_path), path=tmp_path)))
        assert [getattr(item, "kind", "document") for item in found] == [
            "unsupported",
            "unsupported",
            "empty",
            "document",
        ]
        assert isinstance(found[0], Issue)
        assert "a.xyz" in found[0].detail
        assert isinstance(found[1], Issue)
        assert "PNG" in found[1].detail

    def test_json_lines_in_a_folder_are_read(self, tmp_path: Path) -> None:
        file(tmp_path / "a.jsonl", '{"text": "one"}\n{"text": "two"}\n')
        assert [document.raw for document in documents(Source(uri="d", path=tmp_path))] == [b"one", b"two"]

    def test_links_that_lead_back_do_not_loop(self, tmp_path: Path) -> None:
        (tmp_path / "a").mkdir()
        file(tmp_path / "a" / "x.txt", STORY)
        (tmp_path / "a" / "loop").symlink_to(tmp_path)
        (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
        found = list(read(Source(uri=str(tmp_path), path=tmp_path)))
        assert len([item for item in found if isinstance(item, RawDocument)]) == 1
        assert sorted(item.kind for item in found if isinstance(item, Issue)) == ["link_loop", "missing"]

    def test_a_pipe_is_passed_over(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.txt")
        [issue] = read(Source(uri=str(tmp_path), path=tmp_path))
        assert isinstance(issue, Issue)
        assert issue.kind == "not_a_file"

    def test_an_empty_folder_is_an_issue(self, tmp_path: Path) -> None:
        [issue] = read(Source(uri=str(tmp_path), path=tmp_path))
        assert isinstance(issue, Issue)
        assert issue.kind == "empty"
