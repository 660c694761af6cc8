"""Feasts on the days that almanacs give them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lang import table
from dateline.normalise.when.feasts import easter, feast_in, fixed_year, hebrew_day, islamic_day, orthodox_easter


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (2000, (4, 23)), (2011, (4, 24)), (2016, (3, 27)), (2024, (3, 31)), (2038, (4, 25))],
)
def test_western_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("year", "day"), [(2013, (5, 5)), (2015, (4, 12)), (2016, (5, 1)), (2017, (4, 16)), (2024, (5, 5))]
)
def test_orthodox_easter(year: int, day: tuple[int, int]) -> None:
    assert orthodox_easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2013, (9, 5)),
        (2014, (9, 25)),
        (2015, (9, 14)),
        (2016, (10, 3)),
        (2019, (9, 30)),
        (2023, (9, 16)),
        (2024, (10, 3)),
    ],
)
def test_the_hebrew_new_year(year: int, day: tuple[int, int]) -> None:
    assert hebrew_day(year + 3761, 7, 1) == date(year, *day)


#: The days as they were called in Saudi Arabia.
@pytest.mark.parametrize(
    ("year", "month", "day", "called"),
    [
        (1435, 10, 1, date(2014, 7, 28)),
        (1436, 10, 1, date(2015, 7, 17)),
        (1437, 10, 1, date(2016, 7, 6)),
        (1436, 12, 10, date(2015, 9, 24)),
        (1437, 12, 10, date(2016, 9, 12)),
        (1445, 9, 1, date(2024, 3, 11)),
    ],
)
def test_islamic_days_fall_within_a_day_of_the_day_called(year: int, month: int, day: int, called: date) -> None:
    assert abs((islamic_day(year, month, day) - called).days) <= 1


@given(st.sampled_from(sorted(table("en", "dates")["feast_days"])), st.integers(1900, 2100))
def test_a_feast_falls_in_its_year_in_order(key: str, year: int) -> None:
    falls = feast_in(key, year)
    for first, last in falls:
        assert first.year == year
        assert timedelta(0) <= last - first < timedelta(46)
    if fixed_year(key) is None:
        # An Islamic feast may fall twice in a year or, once in a generation, in none; every other falls once.
        assert len(falls) in (0, 1, 2)


@pytest.mark.parametrize(("name", "key"), sorted(table("en", "dates")["feasts"].items()))
def test_every_named_feast_has_a_day(name: str, key: str) -> None:
    if key == "independence_day":
        # Every country has its own: a time, and no day.
        assert feast_in(key, 2000) == ()
        return
    years = [fixed_year(key)] if fixed_year(key) else range(2000, 2003)
    assert any(feast_in(key, year) for year in years if year), name


def test_an_unknown_feast_has_no_day() -> None:
    assert feast_in("no_such_feast", 2020) == ()
