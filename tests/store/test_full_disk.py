"""A server whose disk is full: what was committed is kept, the trouble is told, and with room again the run goes on.

The server's whole cluster, its log of writes included, lies on a small file system in memory. That is mounted in a name space
of the server's own, which needs the rights of root and ends with the server; where they are not given, the tests are skipped.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.errors import LedgerError
from dateline.store import Ledger, Merged
from dateline.store.connect import refusal
from tests.store import made
from tests.store.conftest import programs

NOBODY = 65534
#: Room that is left beside an empty cluster, in bytes, and bytes of one source.
ROOM, SOURCE_BYTES = 16_000_000, 500_000
#: Makes the small file system where only what comes after sees it, and runs the server, again where it ends.
SERVER = """
set -e
mount -t tmpfs -o size=400m,uid={nobody},gid={nobody},mode=0700 tmpfs "$1/disk"
as="setpriv --reuid={nobody} --regid={nobody} --clear-groups"
$as "$0/initdb" -D "$1/disk/cluster" --auth=trust --username=dateline --encoding=UTF8 --locale=C --no-sync --wal-segsize=1 >&2
used=$(df -B1 --output=used "$1/disk" | tail -n 1)
mount -o remount,size=$((used + {room})) "$1/disk"
cd "$1/disk"
while :; do
  $as "$0/postgres" -D "$1/disk/cluster" -c listen_addresses= -c unix_socket_directories="$1" -c fsync=off \
    -c max_connections=20 -c autovacuum=off -c min_wal_size=2MB -c max_wal_size=4MB || sleep 0.5
done
"""


@dataclass(frozen=True)
class Small:
    """A server on a small disk."""

    place: Path
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        return f"postgresql://dateline@/postgres?host={self.place}"

    def fill_up(self) -> None:
        """Leaves no byte."""
        inside = ["nsenter", "-t", str(self.process.pid), "-m"]
        subprocess.run([*inside, "dd", "if=/dev/zero", f"of={self.place}/disk/rest", "bs=4096"], capture_output=True)

    def make_room(self) -> None:
        """As if somebody put in a larger disk."""
        inside = ["nsenter", "-t", str(self.process.pid), "-m"]
        subprocess.run([*inside, "mount", "-o", "remount,size=400m", f"{self.place}/disk"], check=True)


@pytest.fixture
def small() -> Iterator[Small]:
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL's server programs are not on this machine: `apt-get install postgresql`")
    tried = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if os.geteuid() != 0 or shutil.which("setpriv") is None or subprocess.run(tried, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root alone, where the machine lets it")
    place = Path(tempfile.mkdtemp(prefix="dateline-full-"))
    (place / "disk").mkdir()
    os.chown(place, NOBODY, NOBODY)
    script = SERVER.format(nobody=NOBODY, room=ROOM)
    command = ["unshare", "-m", "--propagation", "private", "sh", "-c", script, str(folder), str(place)]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", start_new_session=True)
    try:
        wait_for(place, process)
        yield Small(place, process)
    finally:
        os.killpg(process.pid, signal.SIGQUIT)
        process.wait(30)
        shutil.rmtree(place, ignore_errors=True)


def wait_for(place: Path, process: subprocess.Popen[bytes]) -> None:
    import psycopg

    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(f"postgresql://dateline@/postgres?host={place}").close()
            return
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail((place / "log").read_text(encoding="utf-8", errors="replace"))
            time.sleep(0.1)


def keep(ledger: Ledger, number: int) -> str:
    """One report with a source that no compression makes smaller, and the event that it makes."""
    source = made.raw_document(made.report(number), raw=os.urandom(SOURCE_BYTES), uri=f"{number}")
    reading = made.reading(source, made.report(number))
    with ledger.transaction():
        added = ledger.add_reading(source, reading)
        ledger.add_merge(Merged(through=added.seq, events=[made.event(f"e{number}"), made.event("e0", killed=number)]))
    return str(reading.document.key)


def test_a_server_s_full_disk_loses_nothing_that_was_committed(small: Small) -> None:
    kept: list[str] = []
    with Ledger(small.address) as ledger:
        with pytest.raises(LedgerError, match="no room is left") as refused:
            for number in range(1, 300):
                kept.append(keep(ledger, number))
        assert "could not extend" in refused.value.message and refused.value.hint
        head = ledger.head()
        with pytest.raises(LedgerError, match="no room is left"):
            keep(ledger, 300)
        assert ledger.head() == head
        assert ledger.verify().is_sound and [one.key for one in ledger.documents()] == kept
        small.make_room()
        kept.append(keep(ledger, 300))
        assert ledger.verify().is_sound and [one.key for one in ledger.documents()] == kept
        assert ledger.count_events() == len(kept) + 1


def test_a_server_that_falls_over_on_its_full_disk_loses_nothing_either(small: Small) -> None:
    with Ledger(small.address) as ledger:
        kept = [keep(ledger, number) for number in range(1, 4)]
        small.fill_up()
        fall_over(small)
        with pytest.raises(LedgerError, match="went away") as refused:
            keep(ledger, 4)
        assert refused.value.hint
        small.make_room()
        wait_for(small.place, small.process)
        assert ledger.verify().is_sound and [one.key for one in ledger.documents()] == kept
        kept.append(keep(ledger, 4))
        assert [one.key for one in ledger.documents()] == kept


def fall_over(small: Small) -> None:
    """Writes to the server's log of writes until it has no more room for that, which ends it."""
    import psycopg

    write = "SELECT pg_logical_emit_message(false, 'full', repeat('x', 900000))"
    connection = psycopg.connect(small.address, autocommit=True)
    with connection, pytest.raises(psycopg.OperationalError, match="closed the connection"):
        for _ in range(100):
            connection.execute(write)


def test_a_server_without_room_for_a_connection_is_told_as_a_full_disk() -> None:
    said = "connection to server on socket failed: FATAL:  could not write init file"
    assert "no room is left" in refusal(Exception(said), "here").message
