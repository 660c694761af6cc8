"""The schema of a ledger brought up to date, forward only: an older ledger is migrated, a newer one is refused.

Alembic's own table holds the version and is the one table of a ledger that is updated; what it says must agree with the
entries of kind "schema" in the log, which ``verify`` looks at.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, inspect, text

from dateline.errors import LedgerError
from dateline.store import index
from dateline.store.chain import append
from dateline.store.connect import APPLICATION_ID, Advance, Whereabouts, outside, reading_from, unheard, writing_to

#: The migrations, oldest first; a test holds them to the files in ``migrations/versions``.
REVISIONS = ("0001", "0002", "0003", "0004", "0005")
#: From here on a migration fills what it adds to the index by itself; an older ledger has its index made anew.
FILLS_BY_ITSELF = "0004"


def bring_up(engine: Engine, place: Whereabouts, *, create: bool, now: datetime, advance: Advance = unheard) -> None:
    """Makes the ledger where there is none, migrates an older one; raises LedgerError for a newer or a strange one.

    A migration is one transaction: where it is stopped, the ledger is as it was. ``advance`` is told of a long one.
    """
    if place.path is not None and not place.path.exists() and not create:
        raise LedgerError(f"no ledger at {place.shown}", hint=f"make one: dateline init --ledger {place.shown}")
    with reading_from(engine) as connection:
        if _revision(connection, place) == REVISIONS[-1]:
            return
        _refuse_strange(connection, place, create=create)
    if place.path is not None:
        # Kept in the file from then on, and not to be set inside a transaction.
        outside(engine, "PRAGMA journal_mode=WAL")
    with writing_to(engine) as connection:
        # Another process may have come first.
        revision = _revision(connection, place)
        _refuse_strange(connection, place, create=create)
        if revision != REVISIONS[-1]:
            _migrate(connection, revision, now, advance)


def revision_of(connection: Connection) -> str | None:
    """What Alembic says is there."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.execute(text("SELECT version_num FROM alembic_version")).one_or_none()
    return None if row is None else str(row[0])


def _revision(connection: Connection, place: Whereabouts) -> str | None:
    revision = revision_of(connection)
    if revision is not None and revision not in REVISIONS:
        raise LedgerError(
            f"{place.shown}: its schema is {revision}, and this version of Dateline knows none after {REVISIONS[-1]}",
            hint="a newer Dateline made it: install that one",
        )
    return revision


def _refuse_strange(connection: Connection, place: Whereabouts, *, create: bool) -> None:
    if revision_of(connection) is not None:
        return
    names = set(inspect(connection).get_table_names())
    # A PostgreSQL database may be shared with other things, a file may not; and nothing of that name may stand in the way.
    strange = names if place.path is not None else names & {"log", "reading", "event_version"}
    if strange:
        raise LedgerError(f"{place.shown} is no ledger: it has the tables {', '.join(sorted(strange)[:5])}")
    if not create:
        raise LedgerError(f"no ledger at {place.shown}", hint=f"make one: dateline init --ledger {place.shown}")
    if place.path is None:
        encoding = connection.execute(text("SELECT current_setting('server_encoding')")).scalar_one()
        if encoding != "UTF8":
            raise LedgerError(f"{place.shown} is kept in {encoding}", hint="a ledger needs a database in UTF8")


def _migrate(connection: Connection, revision: str | None, now: datetime, advance: Advance) -> None:
    if revision is not None:
        advance("migrating the schema", 0, None)
    # Takes a third of a second to import, which only a new or older ledger must wait for.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "dateline.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    done = 0 if revision is None else REVISIONS.index(revision) + 1
    for one in REVISIONS[done:]:
        append(connection, kind="schema", subject=one, rows={}, now=now)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    if revision is not None and revision < FILLS_BY_ITSELF:
        index.make_anew(connection, advance)
    if revision is not None:
        advance("migrating the schema", 1, 1)
