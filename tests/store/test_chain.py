"""The chain, the guards, and what looking through a ledger finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, text

from dateline.domain.judgement import Verdict
from dateline.domain.work import JobKind
from dateline.errors import LedgerError
from dateline.store import Codings, EventQuery, Jobs, Ledger, Merged, People, schema
from dateline.store.chain import START, append, hash_of
from dateline.store.connect import writing_to
from dateline.store.verify import verify
from tests.store import made
from tests.store.conftest import Opener

ALL = [table.name for table in (schema.log, *schema.RECORD)]


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """A ledger with a row in every table."""
    for number in (1, 2):
        source, reading = made.added(number)
        ledger.add_reading(source, reading, [made.telling(reading, "key")])
    accounts = [telling.account for telling in ledger.tellings()]
    compared = made.comparison(*accounts)
    ledger.add_merge(
        Merged(through=5, events=[made.event("e1", words="market"), made.event("e2")], comparisons=[compared])
    )
    ledger.add_merge(Merged(through=5, events=[made.event("e1", killed=8)], issues=reading.issues))
    ledger.add_judgement(made.judgement("j1", Verdict.REJECT, "e2"))
    people = People(ledger)
    people.keep(made.person())
    people.keep_invitation(made.invitation())
    people.keep_token(made.token())
    people.keep_sessions(made.session())
    Jobs(ledger).submit(JobKind.ADD, "Ada", [made.job_input()], [b"bytes of a report"])
    Codings(ledger).keep(made.coding())
    return ledger


def write(ledger: Ledger, *statements: str) -> None:
    """Writes past the ledger's own methods."""
    with writing_to(ledger._engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


@contextmanager
def forced(ledger: Ledger, *statements: str, keep: bool = False) -> Iterator[Connection]:
    """Writes as somebody would who takes the guards away and puts them back; undone at the end unless it is kept."""
    with ledger._engine.connect() as connection, connection.execution_options(writes=True).begin() as transaction:
        triggers: Sequence[Any] = ()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        for name, _ in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(text(statement))
        for _, sql in triggers:
            connection.exec_driver_sql(sql)
        yield connection
        if not keep:
            transaction.rollback()
            # It took text as it came while it was looked through, which others must not.
            connection.invalidate()


def force(ledger: Ledger, *statements: str) -> None:
    """The same, kept."""
    with forced(ledger, *statements, keep=True):
        pass


def told(ledger: Ledger) -> str:
    """What looking through a ledger tells, in one line."""
    return " | ".join(problem.what for problem in ledger.verify().problems)


def test_a_sound_ledger_is_sound(full: Ledger) -> None:
    found = full.verify()
    assert found.problems == ()
    assert found.is_sound
    assert found.entries == len(list(full.log())) == 16
    assert found.head == full.head()
    assert found.rows > 20


def test_every_entry_follows_from_the_one_before(full: Ledger) -> None:
    previous = START
    for entry in full.log():
        assert entry.previous == previous
        previous = entry.hash
    assert [entry.kind for entry in full.log()] == [
        "schema",
        "schema",
        "schema",
        "schema",
        "schema",
        "reading",
        "reading",
        "merge",
        "merge",
        "judgement",
        "person",
        "invitation",
        "token",
        "session",
        "job",
        "coding",
    ]
    assert [entry.seq for entry in full.log(since=14)] == [15, 16]


@pytest.mark.parametrize("verb", ["UPDATE {} SET seq = seq", "DELETE FROM {}"])
def test_no_table_of_the_record_takes_an_update_or_a_delete(full: Ledger, verb: str) -> None:
    for name in ALL:
        with pytest.raises(Exception, match="insert-only"):
            write(full, verb.format(name))
    assert full.verify().is_sound


def test_no_row_is_replaced_or_truncated(full: Ledger, backend: str) -> None:
    statement = "INSERT OR REPLACE INTO log SELECT * FROM log" if backend == "sqlite" else "TRUNCATE merge"
    with pytest.raises(Exception, match="insert-only"):
        write(full, statement)


TAMPERED = [
    ("UPDATE log SET kind = 'judgement' WHERE seq = 6", "entry 6 was changed"),
    ("DELETE FROM log WHERE seq = 6", "entry 6 is missing before entry 7"),
    ("UPDATE reading SET outlet = 'Other' WHERE seq = 6", "under entry 6 .* is not what is there now"),
    ("UPDATE account SET type = 'protest' WHERE seq = 6", "under entry 6 "),
    ("DELETE FROM claim WHERE seq = 6", "under entry 6 "),
    ("INSERT INTO account_key SELECT seq, account, 'new', document FROM account_key", "under entry 6 "),
    ("UPDATE account_key SET seq = 109", "under entry 6 .* 2 rows of the table account_key stand under no entry"),
    ("UPDATE judgement SET verdict = 'accept'", "under entry 10 "),
    ("UPDATE merge SET through = 4 WHERE seq = 8", "under entry 8 "),
    ("UPDATE alembic_version SET version_num = '0001'", "schema is said to be 0001, and the log says 0005"),
    ("UPDATE event_index SET type = 'protest' WHERE id = 'e1'", "index of events is not what the record gives"),
    ("UPDATE event_index SET until = NULL", "does not know which versions stand now"),
    ("DELETE FROM event_index", "index of events"),
]


def test_what_was_changed_behind_its_back_is_told(full: Ledger) -> None:
    for statement, what in TAMPERED:
        with forced(full, statement) as connection:
            found = " | ".join(problem.what for problem in verify(connection, None).problems)
        assert re.search(what, found), statement
    assert full.verify().is_sound


def test_a_change_with_its_digest_and_hash_mended_breaks_the_next_link(full: Ledger) -> None:
    entry = dict(zip(("seq", "at", "kind", "subject", "digest", "previous"), _columns(full, 6), strict=True))
    entry["subject"] = "other"
    force(full, f"UPDATE log SET subject = 'other', hash = '{hash_of(entry)}' WHERE seq = 6")
    found = full.verify().problems
    assert (found[0].seq, len(found)) == (7, 1)
    assert "does not follow" in found[0].what


def _columns(ledger: Ledger, seq: int) -> list[object]:
    entry = next(entry for entry in ledger.log() if entry.seq == seq)
    return [entry.seq, f"{entry.at:%Y-%m-%dT%H:%M:%S.%fZ}", entry.kind, entry.subject, entry.digest, entry.previous]


def test_a_ledger_that_lost_its_end_is_known_by_a_noted_entry(full: Ledger) -> None:
    head = full.head()
    assert head is not None
    noted = (head.seq, head.hash)
    assert full.verify(noted=noted).is_sound
    assert "another hash" in full.verify(noted=(5, head.hash)).problems[0].what
    force(full, "DELETE FROM coding", "DELETE FROM log WHERE seq = 16")
    assert full.verify().is_sound
    assert "its end is missing" in full.verify(noted=noted).problems[0].what


def test_a_table_that_lost_its_guards_is_told(full: Ledger, backend: str) -> None:
    lost = "DROP TRIGGER claim_no_delete" + ("" if backend == "sqlite" else " ON claim")
    write(full, lost if backend == "sqlite" else "ALTER TABLE claim DISABLE TRIGGER USER")
    assert told(full) == "the table claim has lost the triggers that keep its rows from being changed"


def test_the_index_is_mended_from_the_record(full: Ledger) -> None:
    wanted = [event.id for event in full.all_events(EventQuery(text="market", actor="red", place="osmal"), as_of=8)]
    assert wanted == ["e1"]
    force(full, "DELETE FROM event_index", "DELETE FROM event_index_actor")
    assert all(problem.is_mendable for problem in full.verify().problems)
    assert full.reindex() == 3
    assert full.verify().is_sound
    assert [
        event.id for event in full.all_events(EventQuery(text="market", actor="red", place="osmal"), as_of=8)
    ] == wanted


def test_a_clock_set_back_does_not_put_entries_out_of_order(opener: Opener) -> None:
    moments = iter([made.START.replace(hour=9), made.START.replace(hour=8), made.START.replace(hour=10)])
    ledger = opener(is_made=True, clock=lambda: next(moments))
    ledger.add_judgement(made.judgement("j1"))
    ledger.add_judgement(made.judgement("j2"))
    assert [entry.at.hour for entry in ledger.log()] == [9, 9, 9, 9, 9, 9, 10]


def test_columns_of_a_later_version_leave_earlier_digests_as_they_are(full: Ledger) -> None:
    """A nullable column is what a migration may add; the digest leaves out what is null."""

    def digest_of(change: Callable[[Connection], None]) -> str:
        with writing_to(full._engine) as connection:
            change(connection)
        head = full.head()
        return "" if head is None else head.digest

    row = {"through": 9, "settings": "x"}
    plain = digest_of(lambda connection: _append(connection, row))
    force(full, "ALTER TABLE merge ADD COLUMN later TEXT")
    assert digest_of(lambda connection: _append(connection, row)) != plain, "the seq is in the digest"
    assert full.verify().is_sound


def _append(connection: Connection, row: dict[str, object]) -> None:
    append(connection, kind="merge", subject="", rows={schema.merge: [row]}, now=made.START)


def test_a_moment_is_asked_for_with_its_zone(ledger: Ledger) -> None:
    with pytest.raises(LedgerError):
        ledger.unmerged(as_of=made.START.replace(tzinfo=None))
