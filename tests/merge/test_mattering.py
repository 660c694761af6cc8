"""What a list of events shows unless it is asked for all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dateline.domain.claim import Modality
from dateline.domain.event import Salience
from dateline.domain.ids import JudgementId
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import Telling
from dateline.merge import anchored, merge
from tests.merge.told import Saying, telling

BESIDE: dict[str, Any] = {"focus": False, "offset": 400}


@pytest.mark.parametrize(
    ("told", "salience"),
    [
        (telling("d", Saying(type="consult")), Salience.MAIN),
        (telling("d", Saying(killed=3), **BESIDE), Salience.GRAVE),
        (telling("d", Saying(type="displace"), **BESIDE), Salience.GRAVE),
        (telling("d", Saying(type="consult", killed=2), **BESIDE), Salience.GRAVE),
        (telling("d", Saying(type="consult"), **BESIDE), Salience.MINOR),
        (telling("d", Saying(type="consult", killed=0), **BESIDE), Salience.MINOR),
        (telling("d", Saying(killed=40), background=True, **BESIDE), Salience.PASSING),
        (telling("d", Saying(claim={"modality": Modality.PLANNED}), **BESIDE), Salience.PASSING),
    ],
)
def test_an_event_matters_by_what_is_told_of_it(told: Telling, salience: Salience) -> None:
    assert [event.salience for event in merge([told])] == [salience]


def test_what_a_person_has_looked_at_matters() -> None:
    told = telling("d", Saying(type="consult"), **BESIDE)
    judgement = Judgement(
        id=JudgementId("j1"), verdict=Verdict.ACCEPT, about=(f"e{told.account[1:]}",), by="A. Coder",
        at=datetime(2024, 6, 1, tzinfo=UTC),
    )  # fmt: skip
    held = anchored(judgement, {judgement.about[0]: [told]})
    assert [event.salience for event in merge([told], [held])] == [Salience.MAIN]
