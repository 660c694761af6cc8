"""The hostile corpus: every file ends as documents or issues that name it, within its limits, and the run goes on.

Here the bombs are of tens and hundreds of megabytes and the limits low; ``DATELINE_HOSTILE=large`` makes the bombs of
gigabytes, for the limits as they are: ``python -m benchmarks.fuzz.hostile`` prints that table.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.fuzz.hostile import FILES, GOOD, IS_LARGE, Outcome, outcome_of, outcomes
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.source import Source
from dateline.plugins import DEFAULTS
from dateline.read import read
from dateline.sandbox import Limits

#: What must come of those that have one right answer; on a machine that is busy any parser may be too slow.
EXPECTED = {
    "zip-of-zeros.zip": "bomb",
    "zip-of-many-small-bombs.zip": "bomb",
    "zip-overlapping.zip": "bomb",
    "zip-in-zip.zip": "too_deep",
    "zip-of-zips.zip": "bomb",
    "zip-that-lies.zip": "unreadable",
    "zip-with-too-many.zip": "too_many_members",
    "gzip-of-zeros.gz": "too_large",
    "pdf-of-itself.pdf": "unreadable",
    "docx-that-unpacks.docx": "too_large",
    "docx-nested.docx": "unreadable",
    "warc-packed.warc.gz": "too_large",
    "warc-random.warc": "empty",
    "mail-of-many-parts.eml": "too_many_members",
    "json-nested.jsonl": "bad_line",
    "random.zip": "unreadable",
    "random.gz": "unreadable",
    "empty.pdf": "empty",
}
#: What holds the good sentence and must give it, whatever lies around it.
READ = ("encoding-broken.txt", "encoding-half-pairs.txt", "encoding-nobodys.eml", "feed-outside.xml", GOOD)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of memory and processor time")


@pytest.fixture
def low_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    if IS_LARGE:
        return
    limits = Limits(memory_bytes=500 * 1024 * 1024, cpu_s=2, wall_s=60.0)
    for module in ("clean.html", "clean.pdf", "clean.docx", "clean.mail", "read.archive", "read.gzip", "read.warc"):
        monkeypatch.setattr(f"dateline.{module}.LIMITS", limits)
    monkeypatch.setattr("dateline.read.mail.LIMITS", limits)
    monkeypatch.setattr("dateline.read.feed.entry.LIMITS", limits)
    monkeypatch.setattr("dateline.read.archive.MOST_MEMBERS", 2000)
    monkeypatch.setattr("dateline.read.choose.MOST_UNPACKED_BYTES", 16 * 1024 * 1024)
    monkeypatch.setattr("dateline.read.choose.MOST_TIMES", 1)
    monkeypatch.setattr("dateline.read.gzip.MOST_BYTES", 16 * 1024 * 1024)


@pytest.mark.slow
@pytest.mark.usefixtures("low_limits")
def test_every_hostile_file_ends_as_documents_or_issues(tmp_path: Path) -> None:
    found: dict[str, Outcome] = {outcome.name: outcome for outcome in outcomes(tmp_path)}
    assert set(found) == set(FILES)
    assert not [name for name, outcome in found.items() if not outcome.n_documents and not outcome.kinds]
    wrong = {
        name: found[name].kinds
        for name, kind in EXPECTED.items()
        if kind not in found[name].kinds and "too_slow" not in found[name].kinds
    }
    assert not wrong
    assert not [name for name in READ if found[name].n_documents != 1 and "too_slow" not in found[name].kinds]
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("low_limits")
def test_a_run_over_a_folder_goes_on_behind_a_bomb(tmp_path: Path) -> None:
    for name in ("zip-of-many-small-bombs.zip", "zip-in-zip.zip", "warc-random.warc", GOOD):
        (tmp_path / name).write_bytes(FILES[name]())
    found = list(read(Source(str(tmp_path), tmp_path)))
    assert isinstance(found[-1], RawDocument) and found[-1].uri.endswith(GOOD)
    for name in ("zip-of-many-small-bombs.zip", "zip-in-zip.zip", "warc-random.warc"):
        assert [one for one in found if isinstance(one, Issue) and name in one.detail and name in (one.uri or "")]


def test_no_file_of_this_machine_gets_into_a_document(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(FILES["feed-outside.xml"]())
    [document] = read(Source("feed.xml", tmp_path / "feed.xml"))
    assert isinstance(document, RawDocument)
    assert b"root:" not in document.raw and b"nine traders" in document.raw
    assert outcome_of(tmp_path / "feed.xml", DEFAULTS) == (1, [])
