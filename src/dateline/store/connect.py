"""The way to the database: where a ledger is, its connections, and what a database's refusals mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, create_engine, event, exc, text
from sqlalchemy.engine import URL, make_url

from dateline.errors import LedgerError, MissingPackError

#: Marks an SQLite file as a ledger of Dateline: "DtLn".
APPLICATION_ID = 0x44744C6E
#: The advisory lock that every writer of a PostgreSQL ledger takes: the same four letters.
_LOCK = APPLICATION_ID
_PAGE_BYTES = 4096

Advance = Callable[[str, int, int | None], None]
"""Is told of long work: what is done, how far it is, and how much there is (None where that is not known); done ends it."""


def unheard(doing: str, done: int, total: int | None) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a ledger is: a file, or a database of a PostgreSQL server."""

    url: URL
    path: Path | None
    #: As it is shown to people: without a password.
    shown: str


def whereabouts(ledger: str | Path) -> Whereabouts:
    """What a caller's word for a ledger means; raises LedgerError for an address of another kind."""
    word = str(ledger)
    if word.startswith(("postgresql://", "postgres://", "postgresql+psycopg://")):
        if find_spec("psycopg") is None:
            raise MissingPackError(
                "a PostgreSQL ledger needs the package psycopg", hint="python -m pip install 'dateline[postgres]'"
            )
        try:
            url = make_url(word).set(drivername="postgresql+psycopg")
        except exc.ArgumentError as error:
            raise LedgerError(f"not an address of a PostgreSQL database: {error}") from error
        return Whereabouts(url, None, url.set(drivername="postgresql").render_as_string(hide_password=True))
    word = word.removeprefix("sqlite:///")
    if "://" in word:
        raise LedgerError(
            f"no ledger can be kept at {word.split('://')[0]}://…", hint="name a file, or a postgresql:// address"
        )
    if not word.strip() or word == ":memory:":
        raise LedgerError(f"{word!r} names no file", hint="name a file, or a postgresql:// address")
    path = Path(word)
    return Whereabouts(URL.create("sqlite", database=str(path)), path, str(path))


def engine_of(place: Whereabouts, *, busy_s: float, max_bytes: int | None) -> Engine:
    """Connections to a ledger; opens none yet.

    ``busy_s`` is how long to wait for another writer. ``max_bytes`` is how large an SQLite file may grow.
    """
    if place.path is None:
        options = f"-c lock_timeout={int(busy_s * 1000)} -c timezone=UTC"
        given = place.url.query.get("options", "")
        joined = " ".join([*([given] if isinstance(given, str) else given), options]).strip()
        engine = create_engine(place.url, connect_args={"options": joined, "application_name": "dateline"})
    else:
        engine = create_engine(place.url, connect_args={"timeout": busy_s, "check_same_thread": False})
        _as_wanted(engine, max_bytes)
    return engine


def _as_wanted(engine: Engine, max_bytes: int | None) -> None:
    """Takes the transactions of an SQLite connection out of the driver's hands, and sets what Dateline relies on."""

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver would begin late and commit early; "begin" below says when.
        connection.isolation_level = None
        # FULL: a commit is on the disk when it returns, so that a power cut loses nothing either. recursive_triggers: an
        # INSERT OR REPLACE would else delete a row without asking the trigger that refuses it.
        for pragma in ("synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "cell_size_check=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA cache_size=-65536")
        if max_bytes is not None:
            connection.execute(f"PRAGMA max_page_count={max(1, max_bytes // _PAGE_BYTES)}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        # A writer takes the lock before it looks, so that what it saw is still so when it writes.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading_from(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the ledger from its first look to its last."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def streamed(connection: Connection, statement: Select[Any], rows: int = 500) -> Iterator[Row[Any]]:
    """The rows of a statement as they come, at most so many of them in memory."""
    with connection.execute(statement.execution_options(stream_results=True, max_row_buffer=rows)) as result:
        yield from result


@contextmanager
def writing_to(engine: Engine) -> Iterator[Connection]:
    """A connection that alone may write until the block ends; all of it is kept, or on an exception none."""
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection


def outside(engine: Engine, statement: str, *values: object) -> None:
    """Runs a statement of SQLite that must stand in no transaction."""
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute(statement, values)
        cursor.close()


@contextmanager
def refusals(shown: str) -> Iterator[None]:
    """Turns what a database refuses into LedgerError in plain words."""
    try:
        yield
    except (exc.SQLAlchemyError, sqlite3.Error) as error:
        raise refusal(error, shown) from error


def refusal(error: Exception, shown: str) -> LedgerError:
    """What a database's error means for a person."""
    cause = getattr(error, "orig", None) or error
    said = " ".join(str(cause).split())
    for marks, meaning, hint in _MEANINGS:
        if any(mark in said for mark in marks):
            return LedgerError(f"{shown}: {meaning} ({said})", hint=hint)
    return LedgerError(f"{shown}: the database refuses: {said}")


_MEANINGS: tuple[tuple[tuple[str, ...], str, str | None], ...] = (
    (
        ("database or disk is full", "No space left", "could not extend file", "could not write init file"),
        "no room is left; nothing of this step was kept, and what was committed before is whole",
        "make room and run it again: what is in already is passed over",
    ),
    (
        ("database is locked", "lock timeout", "database table is locked"),
        "another writer holds the ledger and did not let go in time",
        "run it again when the other has ended",
    ),
    (("insert-only",), "a ledger is only ever added to", "a correction is a judgement, and undo is one too"),
    (
        ("malformed", "disk I/O error", "invalid page", "could not read block"),
        "the file is damaged: truncated, or changed from outside",
        "restore it from a copy; `dateline verify` says how far the rest can be trusted",
    ),
    (
        ("server closed the connection", "terminating connection", "connection is lost"),
        "the server went away in the middle of this; a step is kept whole or not at all",
        "its log says why (a full disk, or somebody stopped it); run it again: what is in already is passed over",
    ),
    (("file is not a database",), "this file is no ledger", "name another file"),
    (("unable to open database file",), "the file cannot be opened or made", "is its folder there, and may you write in it?"),
    (("readonly database",), "the file may only be read", "writing needs leave to write the file and its folder"),
    (("could not connect", "connection failed", "Connection refused", "connection to server"), "no server answers there", None),
)  # fmt: skip
