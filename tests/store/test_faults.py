"""A ledger under a kill, a full disk, two writers, and a file that was cut or changed: nothing committed is lost."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from dateline.errors import LedgerError
from dateline.store import Ledger, Merged, ReadingVersion, verify_ledger
from tests.architecture.sources import ROOT
from tests.store import made
from tests.store.conftest import Opener

#: How many times a writer is killed; set DATELINE_KILLS=50 for the long run.
KILLS = int(os.environ.get("DATELINE_KILLS", "3"))

#: Adds reports and merges one after another and says so after each, until it is killed.
WRITER = """
import sys
from dateline.store import Ledger, Merged
from tests.store import made
ledger = Ledger(sys.argv[1])
for number in range(int(sys.argv[2]), int(sys.argv[2]) + 500):
    source, reading = made.added(number)
    added = ledger.add_reading(source, reading, [made.telling(reading, "key")])
    print("reading", reading.document.key, flush=True)
    ledger.add_merge(Merged(through=added.seq, events=[made.event(f"e{number}"), made.event("e0", killed=number)]))
    print("merge", f"e{number}", flush=True)
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    committed: set[tuple[str, str]] = set()
    for kill in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), str(kill * 500)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as writer:
            if writer.stdout is None:
                pytest.fail("no pipe")
            # Some time after so many steps, so that it falls into every part of a step, the making of the ledger included.
            lines = [writer.stdout.readline() for _ in range(kill * 7 % 20)]
            time.sleep((kill * 37 % 50) / 1000)
            writer.send_signal(signal.SIGKILL)
            lines += writer.stdout.read().splitlines()
        committed |= {(line.split()[0], line.split()[1]) for line in lines if len(line.split()) == 2}
        with Ledger(path) as ledger:
            found = ledger.verify()
            assert found.problems == (), f"after kill {kill}"
            documents = {("reading", document.key) for document in ledger.documents()}
            events = {("merge", event.id) for event in ledger.all_events()}
            assert committed <= documents | events, f"after kill {kill}"
    assert committed


# PRAGMA max_page_count is SQLite's; test_full_disk.py fills a server's disk.
@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_full_disk_is_told_and_leaves_the_ledger_whole(opener: Opener) -> None:
    opener().close()
    small = opener(max_bytes=700_000)
    kept = 0
    with pytest.raises(LedgerError, match="no room is left") as refused:
        for number in range(200):
            source = made.raw_document(made.report(number), raw=os.urandom(8000), uri=f"{number}")
            small.add_reading(source, made.reading(source, made.report(number)))
            kept += 1
    assert refused.value.hint

    def on_and_on() -> None:
        for number in range(300, 400):
            source = made.raw_document(made.report(number), raw=os.urandom(8000), uri=f"{number}")
            small.add_reading(source, made.reading(source, made.report(number)))

    with pytest.raises(LedgerError, match="no room is left"), small.transaction():
        on_and_on()
    with pytest.raises(LedgerError, match="nothing of this was kept"), small.transaction():
        with pytest.raises(LedgerError, match="no room is left"):
            on_and_on()
        with pytest.raises(LedgerError, match="nothing more can be written here"):
            small.add_judgement(made.judgement("j1"))
    small.close()
    roomy = opener()
    assert roomy.verify().is_sound
    assert len(list(roomy.documents())) == kept > 3
    source, reading = made.added(999)
    assert roomy.add_reading(source, reading).is_new


def write(address: str, first: int) -> None:
    """Adds reports, each in its turn with another writer."""
    with Ledger(address) as ledger:
        for number in range(first, first + 12):
            source, reading = made.added(number)
            ledger.add_reading(source, reading, [made.telling(reading, "key")])
            ledger.add_merge(Merged(through=1, events=[made.event("e0", killed=number), made.event(f"e{number}")]))


def test_two_writers_at_once_make_one_chain(opener: Opener, address: object) -> None:
    # Both find no ledger and make it.
    where = address("ledger")  # type: ignore[operator]
    context = get_context("spawn")
    writers = [context.Process(target=write, args=(where, first)) for first in (100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    assert [writer.exitcode for writer in writers] == [0, 0]
    ledger = opener(is_made=True)
    assert ledger.verify().is_sound
    assert len(list(ledger.documents())) == 24
    assert ledger.count_events() == 25
    entries = list(ledger.log())
    migrations = sum(entry.kind == "schema" for entry in entries)
    assert len({entry.subject for entry in entries if entry.kind == "schema"}) == migrations
    assert [entry.seq for entry in entries] == list(range(1, migrations + 2 * 24 + 1))


def test_a_writer_that_waits_too_long_is_told(opener: Opener) -> None:
    ledger, other = opener(), opener(busy_s=0.2)
    with ledger.transaction():
        ledger.add_judgement(made.judgement("j1"))
        assert other.judgements() == (), "a reader does not wait, and does not see what is not committed"
        with pytest.raises(LedgerError, match="another writer"):
            other.add_judgement(made.judgement("j2"))
    other.add_judgement(made.judgement("j2"))
    assert len(ledger.judgements()) == 2


def closed(path: Path, reports: int) -> list[str]:
    """A ledger of so many reports, all of it in its file; the raw bytes of each cannot be compressed."""
    with Ledger(path) as ledger, ledger.transaction():
        for number in range(reports):
            source = made.raw_document("", raw=bytes([number]) + os.urandom(9000), uri=f"{number}")
            ledger.add_reading(source, made.reading(source, made.report(number)))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = [sha256 for (sha256,) in connection.execute("SELECT sha256 FROM raw")]
    connection.close()
    return found


@pytest.mark.parametrize("share", [0.0001, 0.3, 0.6, 0.98])
def test_a_file_that_was_cut_is_told(tmp_path: Path, share: float) -> None:
    path = tmp_path / "ledger"
    closed(path, 20)
    os.truncate(path, int(path.stat().st_size * share))
    found = verify_ledger(path)
    assert not found.is_sound
    assert any("damaged" in problem.what or "no ledger" in problem.what for problem in found.problems)


def test_a_flipped_byte_is_found_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    closed(path, 5)
    content = path.read_bytes()
    connection = sqlite3.connect(path)
    rows = connection.execute("SELECT seq, content FROM raw").fetchall()
    connection.close()
    seq, stored = rows[3]
    at = content.index(stored[100:200])
    path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    found = verify_ledger(path)
    assert {problem.seq for problem in found.problems} == {seq}
    assert any("are not those that were read" in problem.what for problem in found.problems)
    with Ledger(path) as ledger:
        assert ledger.raw(next(one.raw for one in _versions(ledger) if one.seq != seq))
        with pytest.raises(LedgerError, match="not what they were"):
            ledger.raw(next(one.raw for one in _versions(ledger) if one.seq == seq))


def _versions(ledger: Ledger) -> list[ReadingVersion]:
    return [version for document in ledger.documents() for version in ledger.reading_versions(document.key)]


def test_any_flipped_byte_that_changes_what_is_read_is_found(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    closed(path, 2)
    content = path.read_bytes()
    with Ledger(path) as ledger:
        whole = list(ledger.readings())
    unseen = 0
    for at in range(1000, len(content), len(content) // 40):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0x10]) + content[at + 1 :])
        if verify_ledger(path).is_sound:
            # Nobody's byte: of a free page, or between the cells of one.
            with Ledger(path) as ledger:
                assert list(ledger.readings()) == whole
            unseen += 1
    assert unseen < 40


def test_a_ledger_that_is_not_there_is_a_problem_and_not_a_new_one(tmp_path: Path) -> None:
    found = verify_ledger(tmp_path / "none")
    assert "no ledger" in found.problems[0].what
    assert not (tmp_path / "none").exists()
