"""People, invitations, tokens and sessions: the latest row counts, and none is lost."""

from __future__ import annotations

from dataclasses import replace

from dateline.domain.person import PersonRole
from dateline.store import Ledger, People
from tests.store import made


def test_the_latest_of_a_person_counts(ledger: Ledger) -> None:
    people = People(ledger)
    people.keep(made.person("Ada"))
    people.keep(made.person("Bo", PersonRole.READER))
    first = people.person("Ada")
    assert first is not None
    people.keep(replace(first, role=PersonRole.EDITOR, is_active=False, by="Bo"))
    now = people.person("Ada")
    assert now is not None
    assert (now.role, now.is_active, now.by, now.since) == (PersonRole.EDITOR, False, "Bo", first.since)
    assert [one.name for one in people.all()] == ["Ada", "Bo"]
    assert people.person("Cy") is None
    assert ledger.verify().is_sound


def test_an_invitation_is_closed_by_a_later_row(ledger: Ledger) -> None:
    people = People(ledger)
    people.keep_invitation(made.invitation("i1", note="for the night shift"))
    people.keep_invitation(replace(made.invitation("i1"), is_open=False))
    (found,) = people.invitations()
    assert not found.is_open
    assert len(list(ledger.log(subject="i1"))) == 2


def test_a_token_is_found_by_its_digest_and_withdrawn(ledger: Ledger) -> None:
    people = People(ledger)
    people.keep_token(made.token("t1"))
    people.keep_token(made.token("t2"))
    (found,) = people.tokens(digest="t1" * 32)
    assert (found.id, found.is_active, found.scopes) == ("t1", True, made.token().scopes)
    people.keep_token(replace(found, is_active=False))
    assert [one.is_active for one in people.tokens()] == [False, True]
    assert people.tokens(digest="x" * 64) == ()


def test_sessions_end_and_the_others_go_on(ledger: Ledger) -> None:
    people = People(ledger)
    people.keep_sessions(made.session("a" * 64), made.session("b" * 64), made.session("c" * 64, person="Bo"))
    people.keep_sessions(replace(made.session("a" * 64), is_active=False))
    people.keep_sessions()
    ended = people.session("a" * 64)
    assert ended is not None and not ended.is_active
    assert [one.digest for one in people.sessions_of("Ada")] == ["b" * 64]
    assert people.session("x" * 64) is None
