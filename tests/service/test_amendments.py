"""Values as people type them."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.errors import ConfigError
from dateline.service.amendments import amendment_of


@pytest.mark.parametrize(
    ("field", "words", "held"),
    [
        ("counts.killed", "12", 12),
        ("counts.displaced", "12,500", 12_500),
        ("counts.killed", "10..15", {"low": 10, "high": 15}),
        ("counts.killed", "10-15", {"low": 10, "high": 15}),
        ("counts.killed", "10..", {"low": 10}),
        ("counts.killed", "..15", {"high": 15}),
        ("counts.killed", "10/12/15", {"low": 10, "best": 12, "high": 15}),
        ("counts.killed", '{"low": 3}', {"low": 3}),
        ("when", "2024-05-10", "2024-05-10"),
        ("when", "2024-02", {"earliest": "2024-02-01", "latest": "2024-02-29"}),
        ("when", "2023", {"earliest": "2023-01-01", "latest": "2023-12-31"}),
        ("when", "2024-05-10..2024-05-12", {"earliest": "2024-05-10", "latest": "2024-05-12"}),
        ("when", "2024-05..", {"earliest": "2024-05-01"}),
        ("when", "..2024-05", {"latest": "2024-05-31"}),
        ("type", "assault", "assault"),
        ("mode", "firearms", "firearms"),
        ("mode", "none", None),
        ("where", "Osmal@12.5,-8", {"name": "Osmal", "lat": 12.5, "lon": -8.0, "precision": "point"}),
        ("counts.killed", 12, 12),
    ],
)
def test_words_become_what_the_field_holds(field: str, words: Any, held: Any) -> None:
    assert amendment_of(field, words) == held


def test_a_place_is_looked_up_where_it_is_one() -> None:
    found = amendment_of("where", "Gao, Mali")
    assert (found["name"], found["country"], found["precision"]) == ("Gao", "MLI", "settlement")
    assert 16 < found["lat"] < 17
    assert amendment_of("where", "Mali")["precision"] == "country"


@pytest.mark.parametrize(
    ("field", "words", "said"),
    [
        ("counts.killed", "a dozen", "cannot be 'a dozen'"),
        ("counts.kiled", "12", "no measure 'kiled'"),
        ("status", "reviewed", "no field 'status'"),
        ("when", "Friday", "'Friday' is no day"),
        ("when", "2024-13", "is no day"),
        ("type", "murder", "no event type"),
        ("mode", "poetry", "no mode 'poetry'"),
        ("where", "Gao", "may be any of"),
        ("where", "Gao, Peru", "has no place"),
        ("where", "Osmal@north", "no place with a point"),
        ("counts.killed", "{12", "is no JSON"),
    ],
)
def test_what_is_no_value_is_refused(field: str, words: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        amendment_of(field, words)
