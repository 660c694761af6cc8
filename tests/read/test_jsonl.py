"""JSON Lines: fields, faults of lines, and streaming."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read import read


def found_in(path: Path, content: str | bytes, settings: Settings | None = None) -> list[RawDocument | Issue]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(Source(uri=str(path), path=path), settings))


def test_all_fields_are_taken(tmp_path: Path) -> None:
    line = {
        "id": "x1",
        "text": "A\u00a0bomb \u201cwent off\u201d.\r\n",
        "title": "Bomb",
        "published": "2015-11-21",
        "outlet": "The Lamp",
        "authors": ["Ann Poe", "Lee Roe"],
        "url": "https://lamp.example/1",
        "language": "en-GB",
        "something_else": [1],
    }
    [document] = found_in(tmp_path / "a.jsonl", json.dumps(line) + "\n")
    assert isinstance(document, RawDocument)
    assert document.verbatim
    assert document.raw.decode() == line["text"]
    given = document.given
    assert (given.id, given.title, given.published) == ("x1", "Bomb", date(2015, 11, 21))
    assert (given.outlet, given.authors) == ("The Lamp", ("Ann Poe", "Lee Roe"))
    assert (given.url, given.language) == ("https://lamp.example/1", "en-GB")
    assert document.uri.endswith("a.jsonl#L1")


@pytest.mark.parametrize("name", ["a.txt", "a", "a.json", "a.ndjson", "a.jsonl"])
def test_json_lines_are_known_by_content_too(tmp_path: Path, name: str) -> None:
    found = found_in(tmp_path / name, '{"text": "one"}\n\n{"id": 7, "text": "two"}')
    assert [item.raw for item in found if isinstance(item, RawDocument)] == [b"one", b"two"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": ', "not JSON"),
        (b"[1, 2]", "a list, not an object"),
        (b'"words"', "a string, not an object"),
        (b'{"id": "x"}', "no 'text'"),
        (b'{"text": null}', "'text' is null"),
        (b'{"text": 3}', "'text' is a number"),
        (b'{"text": " \\n "}', "'text' is empty"),
        (b'{"text": "\xe9t\xe9"}', "not UTF-8"),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "not JSON that can be read"),
        (b'{"text": ' + b"[" * 200_000, "not JSON"),
    ],
)
def test_a_bad_line_is_an_issue_with_its_number_and_the_others_go_on(tmp_path: Path, line: bytes, words: str) -> None:
    found = found_in(tmp_path / "a.jsonl", b'{"text": "one"}\n' + line + b'\n{"text": "three"}\n')
    assert [item.raw for item in found if isinstance(item, RawDocument)] == [b"one", b"three"]
    [issue] = [item for item in found if isinstance(item, Issue)]
    assert issue.kind == "bad_line"
    assert "a.jsonl, line 2:" in issue.detail
    assert words in issue.detail


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("published", "21/11/2015"),
        ("published", 2015),
        ("title", 3),
        ("authors", {"a": 1}),
        ("language", "??"),
        ("id", []),
    ],
)
def test_a_bad_field_is_an_issue_and_the_document_is_kept(tmp_path: Path, field: str, value: object) -> None:
    issue, document = found_in(tmp_path / "a.jsonl", json.dumps({"text": "one", field: value}))
    assert isinstance(issue, Issue)
    assert isinstance(document, RawDocument)
    assert issue.kind == "bad_field"
    assert repr(field) in issue.detail
    assert not getattr(document.given, field)


@pytest.mark.parametrize("value", ["2015-11-21T23:59:00-05:00", "2015-11-21T10:00:00Z", "20151121"])
def test_a_date_and_time_gives_the_day_as_written(tmp_path: Path, value: str) -> None:
    [document] = found_in(tmp_path / "a.jsonl", json.dumps({"text": "one", "published": value}))
    assert isinstance(document, RawDocument)
    assert document.given.published == date(2015, 11, 21)


def test_half_a_surrogate_pair_keeps_its_place(tmp_path: Path) -> None:
    issue, document = found_in(tmp_path / "a.jsonl", '{"text": "a\\ud800b"}')
    assert isinstance(issue, Issue)
    assert isinstance(document, RawDocument)
    assert document.raw.decode() == "a\ufffdb"


def test_a_line_over_the_limit_is_passed_over(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * 3_000_000})
    content = f'{{"text": "one"}}\n{long}\n{{"text": "three"}}\n'
    found = found_in(tmp_path / "a.jsonl", content, Settings(max_bytes=1000))
    assert [getattr(item, "kind", "document") for item in found] == ["document", "too_large", "document"]
    assert isinstance(found[1], Issue)
    assert "line 2" in found[1].detail


@pytest.mark.parametrize(
    "content",
    ['{\n "text": "one"\n}\n', '[\n{"text": "one"}]', "%PDF-1.4\n1\n2\n3", '{"text": "one"}\n'.encode("utf-16")],
)
def test_a_file_that_is_no_json_lines_is_one_issue(tmp_path: Path, content: str | bytes) -> None:
    [issue] = found_in(tmp_path / "a.jsonl", content)
    assert isinstance(issue, Issue)
    assert issue.kind == "unsupported"


def test_an_empty_file_is_an_issue(tmp_path: Path) -> None:
    [issue] = found_in(tmp_path / "a.jsonl", "\n\n")
    assert isinstance(issue, Issue)
    assert issue.kind == "empty"


def test_lines_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "one"}\n' * 10 + "{broken")
    found: Iterator[RawDocument | Issue] = read(Source(uri="a", path=path))
    assert isinstance(next(found), RawDocument)
