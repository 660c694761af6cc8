"""Codes that follow from what a report tells around an event, on whole readings of our own sentences."""

from __future__ import annotations

import pytest

import dateline

pytestmark = pytest.mark.model

ACLED = "acled-like-2025"

CASES: list[tuple[str, str, str]] = [
    ("Several hundred nurses marched through Kelmat on Sunday to ask for back pay.", "marched", "Peaceful protest"),
    (
        "Several hundred nurses marched through Kelmat on Sunday. Police fired tear gas to disperse the demonstrators.",
        "marched",
        "Protest with intervention",
    ),
    (
        "Thousands of students marched in Kelmat on Sunday. Soldiers shot dead four of the protesters near the bridge.",
        "marched",
        "Excessive force against protesters",
    ),
    (
        "Thousands marched in Kelmat on Sunday. Rioters clashed with police and burned two buses.",
        "marched",
        "Violent demonstration",
    ),
    ("Rioters clashed with police near the central market in Kelmat on Sunday.", "clashed", "Violent demonstration"),
    ("A mob beat two travelling salesmen outside Kelmat on Sunday.", "beat", "Mob violence"),
    ("Rebels attacked an army checkpoint near Kelmat on Sunday.", "attacked", "Armed clash"),
    ("Gunmen opened fire on a restaurant in Kelmat on Sunday.", "opened fire", "Attack"),
    ("The army found 40 rifles in a cave near Kelmat on Sunday.", "found", "Disrupted weapons use"),
    ("Rebels fired mortars filled with chlorine gas at Kelmat on Sunday.", "fired", "Chemical weapon"),
    ("The army abducted 30 villagers from their homes in Kelmat on Sunday.", "abducted", "Arrests"),
]


@pytest.mark.parametrize(("text", "trigger", "code"), CASES)
def test_the_code_follows_from_what_is_told_around_it(text: str, trigger: str, code: str) -> None:
    reading = dateline.code(text, published="2024-05-12")
    told = {
        reading.document.quote(claim.trigger): [one.code for one in claim.codes if one.scheme == ACLED]
        for claim in reading.claims
    }
    assert any(trigger in words and codes == [code] for words, codes in told.items()), told
