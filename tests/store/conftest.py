"""Ledgers to test on: a file, and a PostgreSQL server of the test run's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from dateline.store import Ledger
from tests.store.made import Clock

#: Opens another connection to the test's own ledger, or another ledger where a name is given.
Opener = Callable[..., Ledger]


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server's programs, or None."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if (on_path := shutil.which("initdb")) and shutil.which("postgres"):
        found.append(Path(on_path).parent)
    return max(found, key=lambda path: [int(part) for part in path.parts if part.isdigit()], default=None)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that listens on a socket in a folder and on no port."""
    folder = programs()
    if folder is None:
        pytest.skip(
            "PostgreSQL's server programs (initdb, postgres) are not on this machine: `apt-get install postgresql`"
        )
    # Not under pytest's own folder, which others may not enter: the server refuses to run as root.
    place = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    own: dict[str, int] = {}
    if os.geteuid() == 0:
        os.chown(place, 65534, 65534)
        own = {"user": 65534, "group": 65534}

    def call(*command: str) -> None:
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, **own)  # type: ignore[call-overload]
        if done.returncode:
            pytest.fail(f"{command[0]}: {done.stdout}{done.stderr}")

    initdb = ("--auth=trust", "--username=dateline", "--encoding=UTF8", "--locale=C", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={place} -c fsync=off -c max_connections=40"
    try:
        with _stopped_when_nobody_is_left(folder, place, own):
            call(str(folder / "initdb"), "-D", str(place / "cluster"), *initdb)
            start = ("-l", str(place / "log"), "-w", "-o", options, "start")
            call(str(folder / "pg_ctl"), "-D", str(place / "cluster"), *start)
            yield f"postgresql://dateline@/postgres?host={place}"
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _stopped_when_nobody_is_left(folder: Path, place: Path, own: dict[str, int]) -> Iterator[None]:
    """Stops the server at the end, and also where the test run is killed: a shell waits for the end of a pipe."""
    script = 'read -r _; "$0" -D "$1/cluster" -m immediate -w stop; rm -rf "$1"'
    command = ["sh", "-c", script, str(folder / "pg_ctl"), str(place)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd="/", stdin=subprocess.PIPE, start_new_session=True, **quiet, **own) as waiting:  # type: ignore[call-overload]
        try:
            yield
        finally:
            waiting.stdin.close()
            waiting.wait(60)


_numbers = count()


@pytest.fixture
def address(request: pytest.FixtureRequest, backend: str, tmp_path: Path) -> Callable[[str], str]:
    """Where a ledger of that name is kept; on the server each has a schema of its own."""
    number = next(_numbers)

    def of(name: str) -> str:
        if backend == "sqlite":
            return str(tmp_path / f"{name}.dateline")
        server: str = request.getfixturevalue("server")
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS test_{number}_{name}")
        return f"{server}&options=-csearch_path%3Dtest_{number}_{name}"

    return of


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Each test that takes it runs on both."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new ledger as a file, to copy: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("blank") / "ledger"
    Ledger(path, clock=Clock()).close()
    return path


@pytest.fixture(scope="session")
def blank_schema(server: str) -> str:
    """The statements that make a new ledger in the schema ``blank``."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA blank")
    Ledger(f"{server}&options=-csearch_path%3Dblank", clock=Clock()).close()
    command = [str((programs() or Path()) / "pg_dump"), "--inserts", "-n", "blank", server]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in dumped.splitlines() if not line.startswith(("--", "\\", "SET ", "SELECT ")))


@pytest.fixture
def opener(request: pytest.FixtureRequest, backend: str, address: Callable[[str], str]) -> Iterator[Opener]:
    """Opens ledgers and closes them after the test; without a name it is the test's own.

    A ledger that is not there is copied from a blank one, unless ``is_made`` asks for it to be made by the test.
    """
    opened: list[Ledger] = []
    known: set[str] = set()
    clock = Clock()

    def copy(name: str) -> None:
        if backend == "sqlite":
            shutil.copy(request.getfixturevalue("blank_file"), address(name))
            return
        import psycopg

        schema = address(name).rpartition("%3D")[2]
        statements = request.getfixturevalue("blank_schema").replace("CREATE SCHEMA blank", f"CREATE SCHEMA {schema}")
        with psycopg.connect(request.getfixturevalue("server")) as connection:
            connection.execute(f"DROP SCHEMA {schema}")
            connection.execute(statements.replace("blank.", f"{schema}."))

    def opens(name: str = "ledger", *, is_made: bool = False, **options: object) -> Ledger:
        if name not in known and not is_made:
            copy(name)
        known.add(name)
        ledger = Ledger(address(name), **({"clock": clock} | options))  # type: ignore[arg-type]
        opened.append(ledger)
        return ledger

    yield opens
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(opener: Opener) -> Ledger:
    """A new ledger."""
    return opener()
