"""What people decided: kept in order, undone by what comes later."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from dateline.domain.issue import Issue
from dateline.domain.judgement import Verdict
from dateline.domain.span import Span
from dateline.errors import LedgerError
from dateline.store import Ledger
from tests.store import made


def test_judgements_come_back_in_the_order_they_were_taken_in(ledger: Ledger) -> None:
    east = datetime(2024, 5, 13, 12, 30, 0, 123456, timezone(timedelta(hours=3)))
    given = (
        made.judgement("j2", Verdict.AMEND, "e1", field="counts.killed", value='{"best": 3}', note="hospital's list"),
        made.judgement("j1", Verdict.MERGE, "e1", "e2", at=east, by="Béa"),
    )
    seqs = [ledger.add_judgement(judgement) for judgement in given]
    assert ledger.judgements() == given
    assert ledger.judgements(as_of=seqs[0]) == given[:1]
    assert ledger.judgements("e2") == given[1:]
    assert ledger.judgements("e3") == ()


def test_the_same_judgement_again_is_passed_over_and_another_of_its_id_refused(ledger: Ledger) -> None:
    seq = ledger.add_judgement(made.judgement("j1"))
    assert ledger.add_judgement(made.judgement("j1")) == seq
    with pytest.raises(LedgerError, match="another judgement"):
        ledger.add_judgement(made.judgement("j1", note="other"))
    assert len(ledger.judgements()) == 1


def test_an_undo_can_be_undone(ledger: Ledger) -> None:
    ledger.add_judgement(made.judgement("j1"))
    first = ledger.add_judgement(made.judgement("j2", Verdict.UNDO, "j1"))
    assert ledger.undone() == {"j1"}
    ledger.add_judgement(made.judgement("j3", Verdict.UNDO, "j2"))
    assert ledger.undone() == {"j2"}
    assert ledger.undone(as_of=first) == {"j1"}
    assert ledger.undone(as_of=first - 1) == frozenset()
    ledger.add_judgement(made.judgement("j4", Verdict.UNDO, "j1"))
    assert ledger.undone() == {"j1", "j2"}
    assert ledger.stats().undone == 2


def test_an_undo_of_what_is_not_there_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no judgement j9"):
        ledger.add_judgement(made.judgement("j1", Verdict.UNDO, "j9"))
    with pytest.raises(LedgerError, match="needs a name"):
        ledger.add_judgement(made.judgement("j1", by=" "))
    with pytest.raises(LedgerError, match="no time zone"):
        ledger.add_judgement(made.judgement("j1", at=datetime(2024, 5, 13)))  # noqa: DTZ001
    assert ledger.judgements() == ()


def test_trouble_is_kept(ledger: Ledger) -> None:
    issues = [Issue("read", "unreadable", "binary", uri="a\udcff"), Issue("clean", "charset", "guessed", Span(1, 4))]
    seq = ledger.add_issues(issues, subject="run")
    ledger.add_issues(issues[:1])
    assert list(ledger.issues())[:2] == [(seq, issue) for issue in issues]
    assert [issue for _, issue in ledger.issues(since=seq)] == issues[:1]
    assert len(list(ledger.issues(as_of=seq))) == 2
