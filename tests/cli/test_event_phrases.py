"""An event's values as a table tells them."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.cli.event_phrases import bounds, day_phrase, who_phrase
from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Role
from dateline.domain.event import Event, EventAccount, EventTime, Participant
from dateline.domain.ids import AccountId, ActorId, EventId
from dateline.domain.value import TimePrecision


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [
        (12, 12, 12, "12"),
        (12, 14, 19, "14 (12–19)"),
        (12, 12, None, "12+"),
        (18, 62, None, "62 (18 or more)"),
        (None, 170, 170, "up to 170"),
        (None, 9, 12, "9 (up to 12)"),
        (None, 1_400, None, "1,400"),
        (None, None, None, "?"),
    ],
)
def test_a_toll_with_its_bounds(low: int | None, best: int | None, high: int | None, said: str) -> None:
    assert bounds(low, best, high) == said


@pytest.mark.parametrize(
    ("first", "last", "precision", "said"),
    [
        (date(2024, 5, 10), date(2024, 5, 10), TimePrecision.DAY, "2024-05-10"),
        (date(2024, 5, 1), date(2024, 5, 31), TimePrecision.MONTH, "2024-05"),
        (date(2024, 1, 1), date(2024, 12, 31), TimePrecision.YEAR, "2024"),
        (date(2024, 5, 10), date(2024, 5, 12), TimePrecision.SPAN, "2024-05-10..12"),
        (date(2024, 5, 30), date(2024, 6, 2), TimePrecision.SPAN, "2024-05-30..2024-06-02"),
        (None, date(2024, 5, 10), TimePrecision.SPAN, "until 2024-05-10"),
        (date(2024, 5, 10), None, TimePrecision.SPAN, "from 2024-05-10"),
        (None, None, TimePrecision.UNKNOWN, "no date"),
    ],
)
def test_a_time_as_precise_as_it_is_known(
    first: date | None, last: date | None, precision: TimePrecision, said: str
) -> None:
    assert day_phrase(EventTime(earliest=first, latest=last, precision=precision)) == said


def test_who_to_whom_names_each_once_and_no_bare_numbers() -> None:
    def one(role: Role, name: str, *, named: bool = False, disputed: bool = False) -> Participant:
        actor = Actor(id=ActorId(f"a{name}"), name=name, kind=ActorKind.GROUP, named=named)
        return Participant(role=role, actor=actor, supporters=(), disputed=disputed)

    event = Event(
        id=EventId("e1"),
        type="assault",
        mode=None,
        accounts=(EventAccount(account=AccountId("k1"), document="d1"),),
        participants=(
            one(Role.ACTOR, "gunmen"),
            one(Role.ACTOR, "Motorcycle gunmen"),
            one(Role.ACTOR, "Red Hand", named=True, disputed=True),
            one(Role.RECIPIENT, "17"),
            one(Role.RECIPIENT, "villagers\x1b[31m"),
        ),
    )
    assert who_phrase(event) == "Red Hand?, gunmen → villagers␛[31m"
