from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.domain.event import Event
from dateline.domain.event_from_wire import event_from_row
from dateline.domain.event_wire import event_row
from dateline.domain.withheld import withheld
from tests.report.made import attack


def printed(event: Event) -> str:
    return str(event_row(event))


def test_an_event_without_restrictions_is_the_same() -> None:
    assert withheld(attack()) is attack() or withheld(attack()) == attack()


@pytest.mark.parametrize(
    ("field", "secrets"),
    [
        ("where", ["Osmal", "16.27", "-0.04", "Gao"]),
        ("when", ["2024-05-10", "2024-05-11", "Friday"]),
        ("participants", ["Red Hand", "Ada Lund"]),
        ("participants.recipient", ["Ada Lund"]),
        ("participants.actor", ["Red Hand"]),
        ("responsibility", ["Red Hand claimed"]),
        ("counts.killed", ["14"]),
        ("counts", ["14", "injured"]),
        ("accounts", ["Eastern Courier", "River Post", "rp-1"]),
        ("type", ["assault", "firearms", "ASSAULT"]),
        ("mode", ["firearms"]),
    ],
)
def test_what_is_restricted_is_nowhere(field: str, secrets: list[str]) -> None:
    assert not [secret for secret in secrets if secret not in printed(attack())]
    shown = printed(withheld(replace(attack(), restricted=(field,))))
    assert not [secret for secret in secrets if secret in shown]


def test_a_place_is_told_as_its_country_and_a_time_as_its_year() -> None:
    shown = withheld(replace(attack(), restricted=("where", "when")))
    assert shown.place is not None and shown.place.precision == "country" and shown.place.lat is None
    assert shown.when is not None
    assert (shown.when.earliest, shown.when.latest) == (date(2024, 1, 1), date(2024, 12, 31))


def test_what_is_left_is_still_of_the_public_format() -> None:
    shown = withheld(replace(attack(), restricted=("where", "when", "participants", "counts.killed")))
    assert event_from_row(event_row(shown)) == shown
