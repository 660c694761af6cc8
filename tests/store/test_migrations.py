"""A ledger is made, found again, brought up to date, or refused."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Text, text

from dateline.errors import LedgerError
from dateline.store import EventQuery, Ledger, Listing, Merged, migrate, schema
from dateline.store.connect import reading_from, whereabouts, writing_to
from dateline.store.text import LedgerText
from tests.store import made
from tests.store.conftest import Opener


def test_the_migrations_are_those_that_are_listed() -> None:
    config = Config()
    config.set_main_option("script_location", "dateline.store:migrations")
    config.set_main_option("path_separator", "os")
    found = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == migrate.REVISIONS


def test_the_migrations_make_what_the_schema_says(ledger: Ledger) -> None:
    by_hand = ("event_words", "event_box", "event_days")

    def is_ours(_: object, name: str | None, kind: str, *rest: object) -> bool:
        return kind != "table" or not (name or "").startswith((*by_hand, "alembic_version"))

    def differs(_: object, __: object, ___: object, found: object, wanted: object) -> bool | None:
        # How it sorts is not in the type that the schema names.
        return not isinstance(found, Text) if isinstance(wanted, LedgerText) else None

    with reading_from(ledger._engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": differs})
        assert compare_metadata(context, schema.METADATA) == []


def test_an_older_ledger_is_migrated_and_its_events_are_found(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("alembic.command.upgrade", _upgrade_to("0001"))
        patched.setattr(migrate, "REVISIONS", ("0001",))
        old = opener(is_made=True)
        patched.setattr("dateline.store.index.take_in", lambda connection, versions: None)
        old.add_merge(Merged(through=0, events=[made.event("e1", words="market")]))
        assert [entry.subject for entry in old.log()][0] == "0001"
    ledger = opener()
    assert [(entry.kind, entry.subject) for entry in ledger.log()][-1] == ("schema", migrate.REVISIONS[-1])
    assert [event.id for event in ledger.events(EventQuery(text="market")).events] == ["e1"]
    assert ledger.verify().is_sound
    head = ledger.head()
    assert opener().head() == head


def test_a_migration_is_told_and_where_it_is_stopped_the_ledger_is_as_it_was(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("alembic.command.upgrade", _upgrade_to("0001"))
        patched.setattr(migrate, "REVISIONS", ("0001",))
        patched.setattr("dateline.store.index.take_in", lambda connection, versions: None)
        old = opener(is_made=True)
        old.add_merge(Merged(through=0, events=[made.event(f"e{number}") for number in range(5)]))
        head = old.head()
    monkeypatch.setattr("dateline.store.index._BATCH", 2)
    told: list[tuple[str, int, int | None]] = []

    def stopped(*one: object) -> None:
        told.append(one)  # type: ignore[arg-type]
        if one == ("indexing events", 4, 5):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        opener(advance=stopped)
    assert told == [("migrating the schema", 0, None), ("indexing events", 2, 5), ("indexing events", 4, 5)]
    assert old.head() == head
    told.clear()
    ledger = opener(advance=lambda *one: told.append(one))
    assert told[-2:] == [("indexing events", 5, 5), ("migrating the schema", 1, 1)]
    assert len(ledger.events().events) == 5 and ledger.verify().is_sound
    told.clear()
    opener(advance=lambda *one: told.append(one))
    assert told == []


def test_a_migration_that_fills_what_it_adds_makes_no_other_index_anew(
    opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("alembic.command.upgrade", _upgrade_to("0004"))
        patched.setattr(migrate, "REVISIONS", ("0001", "0002", "0003", "0004"))
        patched.setattr("dateline.store.index._open", lambda connection, versions: None)
        old = opener(is_made=True)
        old.add_merge(Merged(through=0, events=[made.event("e1"), made.event("e2", status="reviewed")]))
        old.add_merge(Merged(through=0, events=[made.event("e1", killed=90, confidence=0.5)]))
    monkeypatch.setattr("dateline.store.index.make_anew", lambda *_: pytest.fail("all is made anew"))
    [(worth, line)] = Listing(opener()).open_lines(5)
    assert json.loads(line.line)[0] == "e1" and worth > 0


def _upgrade_to(revision: str) -> object:
    from alembic import command

    original = command.upgrade
    return lambda config, _: original(config, revision)


def test_a_newer_ledger_is_refused(opener: Opener) -> None:
    ledger = opener()
    with writing_to(ledger._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(LedgerError, match="0099"):
        opener()


def test_without_leave_to_make_one_there_must_be_one(opener: Opener) -> None:
    with pytest.raises(LedgerError, match="no ledger at") as refused:
        opener(is_made=True, create=False)
    assert "dateline init" in (refused.value.hint or "")


def test_a_database_that_holds_other_things_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE users (id)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="users"):
        Ledger(path)
    assert path.read_bytes() == before
    text_file = tmp_path / "text.txt"
    text_file.write_text("no database " * 100, encoding="utf-8")
    with pytest.raises(LedgerError, match="no ledger"):
        Ledger(text_file)


@pytest.mark.parametrize("address", ["", " ", ":memory:", "mysql://host/x", "/nowhere/at/all/x.dateline"])
def test_an_address_that_cannot_be_one_is_refused(address: str) -> None:
    with pytest.raises(LedgerError):
        Ledger(address)


def test_an_address_is_shown_without_its_password() -> None:
    place = whereabouts("postgresql://ada:secret@host/base")
    assert place.shown == "postgresql://ada:***@host/base"
    assert whereabouts("postgres://host/base").url.drivername == "postgresql+psycopg"
    assert whereabouts("sqlite:////tmp/x").path == Path("/tmp/x")


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no server answers there"):
        Ledger(f"postgresql://ada:secret@/base?host={tmp_path}")


def test_a_copy_is_a_ledger(opener: Opener, tmp_path: Path, backend: str) -> None:
    ledger = opener()
    ledger.add_reading(*made.added())
    target = tmp_path / "copy.dateline"
    if backend == "postgresql":
        with pytest.raises(LedgerError, match="by a server") as refused:
            ledger.copy_to(target)
        assert "pg_dump" in (refused.value.hint or "")
        return
    ledger.copy_to(target)
    with Ledger(target) as copy:
        assert copy.head() == ledger.head()
        assert copy.verify().is_sound
    with pytest.raises(LedgerError, match="there already"):
        ledger.copy_to(target)
