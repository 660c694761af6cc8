"""The ledger: the one door of the room. Every method is safe to call from several threads and several processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from dateline.domain.ids import AccountId, DocumentKey, EventId, JudgementId
from dateline.domain.issue import Issue
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.errors import LedgerError
from dateline.store import events, index, judgements, migrate, names, readings, rows, schema
from dateline.store.chain import Entry, entry_of, last_entry, moment_line
from dateline.store.connect import (
    Advance,
    engine_of,
    outside,
    reading_from,
    refusals,
    streamed,
    unheard,
    whereabouts,
    writing_to,
)
from dateline.store.events import EventPage, StoredEvent
from dateline.store.for_merge import AsOf, ForMerge
from dateline.store.query import EventQuery
from dateline.store.readings import Added, ReadingVersion, StoredDocument
from dateline.store.stats import Stats, stats
from dateline.store.tellings import KeyedTelling
from dateline.store.verify import Problem, Verification, verify

#: Asks for all events.
EVERYTHING = EventQuery()


def _now() -> datetime:
    return datetime.now(UTC)


class Ledger(ForMerge):
    """An open ledger. Reading methods take ``as_of`` and then show it as it was; all raise LedgerError where it refuses.

    Each writing method is one transaction of its own, unless it stands in ``transaction()``.
    """

    def __init__(
        self,
        ledger: str | Path,
        *,
        create: bool = True,
        busy_s: float = 30.0,
        max_bytes: int | None = None,
        clock: Callable[[], datetime] = _now,
        advance: Advance = unheard,
    ) -> None:
        """Opens a file or a ``postgresql://`` address; makes it where it is not there, unless ``create`` is false.

        An older ledger is migrated and a newer one refused. ``busy_s``: how long to wait for another writer, in seconds.
        ``max_bytes``: how large an SQLite file may grow. ``advance`` is told of work that takes long, now and later.
        """
        self.advance = advance
        self._place = whereabouts(ledger)
        self._clock = clock
        self._local = threading.local()
        self._engine = engine_of(self._place, busy_s=busy_s, max_bytes=max_bytes)
        try:
            with refusals(self.shown):
                migrate.bring_up(self._engine, self._place, create=create, now=clock(), advance=advance)
        except BaseException:
            # Whoever stops a long migration too must find no connection left open.
            self._engine.dispose()
            raise

    @property
    def shown(self) -> str:
        """Where the ledger is, for people: without a password."""
        return self._place.shown

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # -- transactions and views ---------------------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written in the block is kept together or, on an exception, not at all.

        Nobody else writes meanwhile, and what is read in the block is what the writing will find: a merge that reads the
        neighbourhood of a report and writes its events belongs in one.
        """
        if self._open is not None:
            with self._step(self._open):
                yield
            return
        with refusals(self.shown), writing_to(self._engine) as connection:
            self._local.connection, self._local.given_up = connection, False
            try:
                yield
                if self._local.given_up:
                    raise LedgerError(f"{self.shown}: nothing of this was kept, since a step of it failed")
            finally:
                self._local.connection = None

    @contextmanager
    def _step(self, connection: Connection) -> Iterator[None]:
        """A part of a transaction that can fail alone."""
        if self._local.given_up:
            raise LedgerError(f"{self.shown}: nothing more can be written here, since a step before this one failed")
        savepoint = connection.begin_nested()
        try:
            yield
        except BaseException:
            try:
                savepoint.rollback()
            except SQLAlchemyError:
                # A full disk makes SQLite take back the whole transaction: what follows would be kept without it.
                self._local.given_up = True
            raise
        savepoint.commit()

    @property
    def _open(self) -> Connection | None:
        found: Connection | None = getattr(self._local, "connection", None)
        return found

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.transaction(), refusals(self.shown):
            connection = self._open
            if connection is None:
                raise LedgerError(f"{self.shown} was closed")
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with refusals(self.shown):
            if self._open is not None:
                yield self._open
            else:
                with reading_from(self._engine) as connection:
                    yield connection

    def _seq(self, connection: Connection, as_of: AsOf) -> int | None:
        if not isinstance(as_of, datetime):
            return as_of
        log = schema.log.c
        found = connection.execute(select(func.max(log.seq)).where(log.at <= moment_line(as_of))).scalar_one()
        return found or 0

    # -- sources, documents, readings ---------------------------------------------------------------------------------------

    def add_reading(
        self,
        raw_document: RawDocument,
        reading: Reading,
        tellings: Iterable[KeyedTelling] = (),
        *,
        whole: Reading | None = None,
    ) -> Added:
        """Keeps a reading with its bytes, document, index rows and tellings; once, however often it is given.

        The same bytes by the same run are passed over. A run new to the ledger takes over from an older one for the document;
        both readings are kept. ``whole`` is the reading with the claims that people added to it, which are found by their
        rows too.
        """
        with self._writing() as connection:
            found = readings.Told(reading=reading, whole=whole or reading, tellings=tuple(tellings))
            return readings.add_reading(connection, raw_document, found, self._clock())

    def is_done(self, raw_document: RawDocument, run: Run) -> bool:
        """Whether a source is in by that run already: same place, same bytes, same things said of it."""
        with self._reading() as connection:
            return readings.is_done(connection, raw_document, rows.run_id(run))

    def done(self, run: Run) -> tuple[tuple[str, str], ...]:
        """The uri and sha256 of every source that is in by that run, in the order they came."""
        with self._reading() as connection:
            return tuple(readings.done(connection, rows.run_id(run)))

    def labels(self) -> dict[str, DocumentKey]:
        """The document that each given id stood for first."""
        with self._reading() as connection:
            return readings.labels(connection)

    def documents(self, keys: Iterable[str] | None = None, *, as_of: AsOf = None) -> Iterator[StoredDocument]:
        """What is known of each document, or of those, in the order they came."""
        with self._reading() as connection:
            yield from readings.documents(connection, self._seq(connection, as_of), _listed(keys))

    def readings(self, keys: Iterable[str] | None = None, *, as_of: AsOf = None) -> Iterator[Reading]:
        """The present reading of each document, or of those, in the order they came."""
        with self._reading() as connection:
            yield from readings.readings(connection, self._seq(connection, as_of), _listed(keys))

    def reading(self, document: str, *, as_of: AsOf = None) -> Reading | None:
        """The present reading of a document, by its key; None where there is none."""
        return next(iter([*self.readings([document], as_of=as_of)]), None)

    def reading_under(self, seq: int) -> Reading:
        """The reading that was written under a log entry, superseded or not."""
        with self._reading() as connection:
            return readings.reading_under(connection, seq)

    def reading_versions(self, document: str, *, as_of: AsOf = None) -> tuple[ReadingVersion, ...]:
        """Every reading of a document, the first one first."""
        with self._reading() as connection:
            return readings.versions(connection, document, self._seq(connection, as_of))

    def document_of(self, claim_or_account: str, *, as_of: AsOf = None) -> DocumentKey | None:
        """The document that tells a claim or an account."""
        with self._reading() as connection:
            return readings.document_of(connection, claim_or_account, self._seq(connection, as_of))

    def raw(self, sha256: str) -> bytes:
        """The bytes of a source, bit for bit."""
        with self._reading() as connection:
            return readings.raw_bytes(connection, sha256)

    def raw_documents(self, *, as_of: AsOf = None) -> Iterator[RawDocument]:
        """Every source as it was first met: what a better pipeline reads to code the whole ledger again."""
        with self._reading() as connection:
            yield from readings.raw_documents(connection, self._seq(connection, as_of))

    # -- events -------------------------------------------------------------------------------------------------------------

    def events(
        self, query: EventQuery = EVERYTHING, *, cursor: str | None = None, limit: int = 100, as_of: AsOf = None
    ) -> EventPage:
        """A page of the events that the query asks for, newest first; give its cursor for the next one."""
        with self._reading() as connection:
            return events.page(connection, query, self._seq(connection, as_of), cursor=cursor, limit=limit)

    def all_events(self, query: EventQuery = EVERYTHING, *, as_of: AsOf = None) -> Iterator[StoredEvent]:
        """All events that the query asks for, newest first, as they are at one moment."""
        with self._reading() as connection:
            cursor, seq, is_first = None, self._seq(connection, as_of), True
            while is_first or cursor is not None:
                page = events.page(connection, query, seq, cursor=cursor, limit=500)
                cursor, is_first = page.cursor, False
                yield from page.events

    def count_events(self, query: EventQuery = EVERYTHING, *, as_of: AsOf = None) -> int:
        """How many events the query asks for."""
        with self._reading() as connection:
            return events.count(connection, query, self._seq(connection, as_of))

    def event(self, event: str, *, as_of: AsOf = None) -> StoredEvent | None:
        """The event that an id stands for, the old id of a merged one too; None where it is unknown or gone for good."""
        with self._reading() as connection:
            return events.event(connection, event, self._seq(connection, as_of))

    def resolve(self, event: str, *, as_of: AsOf = None) -> EventId | None:
        """The id of the event that an id stands for."""
        with self._reading() as connection:
            return events.resolve(connection, event, self._seq(connection, as_of))

    def event_versions(self, event: str, *, as_of: AsOf = None) -> tuple[StoredEvent, ...]:
        """Every version of an event under that very id, the first one first; one without a body is its end."""
        with self._reading() as connection:
            return events.versions(connection, event, self._seq(connection, as_of))

    def names_beginning(self, beginning: str, *, most: int = 10) -> tuple[str, ...]:
        """Ids of events, accounts, claims or judgements that begin so, gone or not; in order, so many at most."""
        with self._reading() as connection:
            return names.names_beginning(connection, beginning, most)

    def events_of_accounts(self, accounts: Iterable[str], *, as_of: AsOf = None) -> dict[AccountId, EventId]:
        """The event that each account is in; accounts in none are left out."""
        with self._reading() as connection:
            return events.events_of_accounts(connection, accounts, self._seq(connection, as_of))

    # -- judgements and trouble ---------------------------------------------------------------------------------------------

    def add_judgement(self, judgement: Judgement) -> int:
        """Keeps a decision; returns its log entry. The same judgement again is passed over."""
        with self._writing() as connection:
            return judgements.add_judgement(connection, judgement, self._clock())

    def judgements(
        self, about: str | None = None, *, verdicts: Sequence[Verdict] = (), as_of: AsOf = None
    ) -> tuple[Judgement, ...]:
        """All judgements in the order they were taken in, undone ones and undoings included; or those that name a thing.

        With ``verdicts``, those of such a verdict alone.
        """
        with self._reading() as connection:
            return judgements.judgements(connection, self._seq(connection, as_of), about, verdicts)

    def undone(self, *, as_of: AsOf = None) -> frozenset[JudgementId]:
        """The judgements that do not hold, since an undo that holds names them."""
        return judgements.undone(self.judgements(as_of=as_of))

    def add_issues(self, issues: Iterable[Issue], *, subject: str = "") -> int:
        """Keeps trouble that belongs to no reading, such as a source that could not be read; returns the log entry."""
        with self._writing() as connection:
            return judgements.add_issues(connection, issues, subject, self._clock())

    def issues(self, *, since: int = 0, as_of: AsOf = None) -> Iterator[tuple[int, Issue]]:
        """Recorded trouble with its log entry, from behind the entry ``since`` on; that of readings stands in them."""
        with self._reading() as connection:
            yield from judgements.issues(connection, self._seq(connection, as_of), since)

    # -- the log and the whole ----------------------------------------------------------------------------------------------

    def head(self) -> Entry | None:
        """The last entry of the log: its ``seq`` and ``hash`` are worth noting elsewhere."""
        with self._reading() as connection:
            return last_entry(connection)

    def log(self, *, since: int = 0, subject: str | None = None, as_of: AsOf = None) -> Iterator[Entry]:
        """The log from behind the entry ``since`` on, or what it says of one subject."""
        with self._reading() as connection:
            seq, table = self._seq(connection, as_of), schema.log
            statement = select(table).where(table.c.seq > since).order_by(table.c.seq)
            if subject is not None:
                statement = statement.where(table.c.subject == subject)
            for row in streamed(connection, statement if seq is None else statement.where(table.c.seq <= seq)):
                yield entry_of(row._mapping)

    def verify(self, *, noted: tuple[int, str] | None = None) -> Verification:
        """Looks through the whole ledger; ``noted`` is the ``seq`` and ``hash`` of an entry noted before.

        A chain alone cannot show that its last entries were taken off: a noted entry can.
        """
        # A connection of its own, thrown away after: it takes text as it comes, which others must not.
        with refusals(self.shown), reading_from(self._engine) as connection:
            found = verify(connection, noted)
            connection.invalidate()
        return found

    def reindex(self) -> int:
        """Makes the index of events anew from the record; returns how many versions of events it holds."""
        with self._writing() as connection:
            return index.make_anew(connection)

    def stats(self) -> Stats:
        """How much is in the ledger."""
        with self._reading() as connection:
            return stats(connection, migrate.REVISIONS[-1])

    def copy_to(self, path: Path) -> None:
        """Copies an SQLite ledger, as it is at one moment, into a new file; for PostgreSQL there is ``pg_dump``."""
        if self._place.path is None:
            raise LedgerError(f"{self.shown} is kept by a server", hint="copy it with pg_dump")
        if path.exists():
            raise LedgerError(f"{path} is there already", hint="name a new file")
        with refusals(self.shown):
            outside(self._engine, "VACUUM INTO ?", str(path))


def verify_ledger(ledger: str | Path, *, noted: tuple[int, str] | None = None) -> Verification:
    """Looks through a ledger that may be too damaged to open: what keeps it shut is then the problem that is told."""
    try:
        with Ledger(ledger, create=False) as found:
            return found.verify(noted=noted)
    except LedgerError as error:
        return Verification(entries=0, rows=0, head=None, problems=(Problem(what=error.message),))


def _listed(names: Iterable[str] | None) -> list[str] | None:
    return None if names is None else list(dict.fromkeys(names))
