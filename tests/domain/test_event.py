from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import UTC, datetime

import pytest

from dateline.domain.event import Event, EventAccount, EventStatus
from dateline.domain.ids import AccountId, EventId, JudgementId
from dateline.domain.judgement import Judgement, Verdict


def test_verdicts_are_those_of_the_public_format() -> None:
    assert {str(verdict) for verdict in Verdict} == {
        "accept",
        "amend",
        "reject",
        "merge",
        "split",
        "restrict",
        "claim",
        "undo",
    }


def test_a_judgement_cannot_be_changed() -> None:
    judgement = Judgement(
        id=JudgementId("j1"),
        verdict=Verdict.MERGE,
        about=("e1", "e2"),
        by="A. Coder",
        at=datetime(2024, 5, 12, tzinfo=UTC),
    )
    with pytest.raises(FrozenInstanceError):
        judgement.note = "changed my mind"  # type: ignore[misc]


def test_an_event_is_the_machine_s_until_a_person_has_looked() -> None:
    event = Event(
        id=EventId("e1"), type="assault", mode=None, accounts=(EventAccount(account=AccountId("k1"), document="d1"),)
    )
    assert event.status is EventStatus.MACHINE
    assert event.restricted == ()
