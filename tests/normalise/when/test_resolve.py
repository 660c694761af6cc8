"""Which days the words for a time mean, seen from Saturday 21 November 2015."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.domain.value import TimePrecision, When
from dateline.lang.times import find_times
from dateline.normalise.when.anchors import Anchors
from dateline.normalise.when.calendar_units import Stretch, day, duration
from dateline.normalise.when.resolve import when_from_expression

PUBLISHED = date(2015, 11, 21)

#: words, where the verb looks (-1 back, 1 ahead, 0 not said), TIMEX3 value, first day, last day, precision.
READINGS = [
    ("on Friday", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("on Saturday", 0, "2015-11-21", "2015-11-21", "2015-11-21", "day"),
    ("on Sunday", 0, "2015-11-15", "2015-11-15", "2015-11-15", "day"),
    ("on Monday", 0, "2015-11-16", "2015-11-16", "2015-11-16", "day"),
    ("on Monday", 1, "2015-11-23", "2015-11-23", "2015-11-23", "day"),
    ("on Saturday", 1, "2015-11-21", "2015-11-21", "2015-11-21", "day"),
    ("on Friday", 1, "2015-11-27", "2015-11-27", "2015-11-27", "day"),
    ("last Friday", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("last Saturday", 0, "2015-11-14", "2015-11-14", "2015-11-14", "day"),
    ("next Friday", 0, "2015-11-27", "2015-11-27", "2015-11-27", "day"),
    ("next Saturday", 0, "2015-11-28", "2015-11-28", "2015-11-28", "day"),
    ("this Friday", 0, "2015-11-27", "2015-11-27", "2015-11-27", "day"),
    ("this Friday", -1, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("late Friday", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("Friday night", 0, "2015-11-20TNI", "2015-11-20", "2015-11-20", "part_of_day"),
    ("early on Tuesday morning", 0, "2015-11-17TMO", "2015-11-17", "2015-11-17", "part_of_day"),
    ("Monday last week", 0, "2015-11-09", "2015-11-09", "2015-11-09", "day"),
    ("as early as Tuesday", 0, "2015-11-24", "2015-11-24", "2015-11-24", "day"),
    ("today", 0, "2015-11-21", "2015-11-21", "2015-11-21", "day"),
    ("tonight", 0, "2015-11-21TNI", "2015-11-21", "2015-11-21", "part_of_day"),
    ("yesterday", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("yesterday evening", 0, "2015-11-20TEV", "2015-11-20", "2015-11-20", "part_of_day"),
    ("tomorrow", 0, "2015-11-22", "2015-11-22", "2015-11-22", "day"),
    ("last night", 0, "2015-11-20TNI", "2015-11-20", "2015-11-20", "part_of_day"),
    ("this morning", 0, "2015-11-21TMO", "2015-11-21", "2015-11-21", "part_of_day"),
    ("the day before yesterday", 0, "2015-11-19", "2015-11-19", "2015-11-19", "day"),
    ("the day after tomorrow", 0, "2015-11-23", "2015-11-23", "2015-11-23", "day"),
    ("this week", 0, "2015-W47", "2015-11-16", "2015-11-22", "week"),
    ("last week", 0, "2015-W46", "2015-11-09", "2015-11-15", "week"),
    ("next week", 0, "2015-W48", "2015-11-23", "2015-11-29", "week"),
    ("earlier this week", 0, "2015-W47", "2015-11-16", "2015-11-22", "week"),
    ("this month", 0, "2015-11", "2015-11-01", "2015-11-30", "month"),
    ("last month", 0, "2015-10", "2015-10-01", "2015-10-31", "month"),
    ("next month", 0, "2015-12", "2015-12-01", "2015-12-31", "month"),
    ("earlier this month", 0, "2015-11", "2015-11-01", "2015-11-30", "month"),
    ("this year", 0, "2015", "2015-01-01", "2015-12-31", "year"),
    ("last year", 0, "2014", "2014-01-01", "2014-12-31", "year"),
    ("next year", 0, "2016", "2016-01-01", "2016-12-31", "year"),
    ("late last year", 0, "2014", "2014-01-01", "2014-12-31", "year"),
    ("this decade", 0, "201", "2010-01-01", "2019-12-31", "span"),
    ("last century", 0, "19", "1900-01-01", "1999-12-31", "span"),
    ("the weekend", 0, "2015-W47-WE", "2015-11-21", "2015-11-22", "span"),
    ("last weekend", 0, "2015-W46-WE", "2015-11-14", "2015-11-15", "span"),
    ("next weekend", 0, "2015-W48-WE", "2015-11-28", "2015-11-29", "span"),
    ("this quarter", 0, "2015-Q4", "2015-10-01", "2015-12-31", "span"),
    ("last quarter", 0, "2015-Q3", "2015-07-01", "2015-09-30", "span"),
    ("the end of the year", 0, "2015", "2015-01-01", "2015-12-31", "year"),
    ("the end of the month", 0, "2015-11", "2015-11-01", "2015-11-30", "month"),
    ("earlier in the year", 0, "2015", "2015-01-01", "2015-12-31", "year"),
    ("two years ago", 0, "2013", "2013-01-01", "2013-12-31", "year"),
    ("more than two years ago", 0, "2013", None, "2013-11-21", "unknown"),
    ("less than two years ago", 0, "2013", "2013-11-21", "2015-11-21", "span"),
    ("a year ago", 0, "2014", "2014-01-01", "2014-12-31", "year"),
    ("ten years ago", 0, "2005", "2005-01-01", "2005-12-31", "year"),
    ("a decade ago", 0, "2005", "2005-01-01", "2005-12-31", "year"),
    ("two decades ago", 0, "1995", "1995-01-01", "1995-12-31", "year"),
    ("three months ago", 0, "2015-08", "2015-08-01", "2015-08-31", "month"),
    ("18 months ago", 0, "2014-05", "2014-05-01", "2014-05-31", "month"),
    ("a week ago", 0, "2015-11-14", "2015-11-14", "2015-11-14", "day"),
    ("seven weeks ago", 0, "2015-10-03", "2015-10-03", "2015-10-03", "day"),
    ("two days ago", 0, "2015-11-19", "2015-11-19", "2015-11-19", "day"),
    ("ten days ago", 0, "2015-11-11", "2015-11-11", "2015-11-11", "day"),
    ("an hour ago", 0, "2015-11-21", "2015-11-21", "2015-11-21", "day"),
    ("days ago", 0, "PAST_REF", None, "2015-11-20", "unknown"),
    ("several years ago", 0, "PAST_REF", None, "2015-11-20", "unknown"),
    ("a few weeks ago", 0, "PAST_REF", None, "2015-11-20", "unknown"),
    ("two weeks from now", 0, "2015-12-05", "2015-12-05", "2015-12-05", "day"),
    ("the past two weeks", 0, "P2W", "2015-11-07", "2015-11-21", "span"),
    ("the past week", 0, "P1W", "2015-11-14", "2015-11-21", "span"),
    ("the past year", 0, "P1Y", "2014-11-21", "2015-11-21", "span"),
    ("the last three months", 0, "P3M", "2015-08-21", "2015-11-21", "span"),
    ("the past 24 hours", 0, "PT24H", "2015-11-20", "2015-11-21", "span"),
    ("the past few days", 0, "PXD", None, "2015-11-21", "span"),
    ("the next two weeks", 0, "P2W", "2015-11-21", "2015-12-05", "span"),
    ("the next few days", 0, "PXD", "2015-11-21", None, "span"),
    ("recent days", 0, "PXD", None, "2015-11-21", "span"),
    ("recent years", 0, "PAST_REF", None, "2015-11-21", "unknown"),
    ("coming weeks", 0, "PXW", "2015-11-21", None, "span"),
    ("20 November 2015", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("November 20, 2015", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("Nov. 20", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("Nov. 21", 0, "2015-11-21", "2015-11-21", "2015-11-21", "day"),
    ("Nov. 22", 0, "2015-11-22", "2015-11-22", "2015-11-22", "day"),
    ("Dec. 15", 0, "2015-12-15", "2015-12-15", "2015-12-15", "day"),
    ("Dec. 15", -1, "2015-12-15", "2015-12-15", "2015-12-15", "day"),
    ("Dec. 15", 1, "2015-12-15", "2015-12-15", "2015-12-15", "day"),
    ("Jan. 3", 0, "2016-01-03", "2016-01-03", "2016-01-03", "day"),
    ("Jan. 3", 1, "2016-01-03", "2016-01-03", "2016-01-03", "day"),
    ("March 12", 0, "2015-03-12", "2015-03-12", "2015-03-12", "day"),
    ("March 12", -1, "2015-03-12", "2015-03-12", "2015-03-12", "day"),
    ("July 1", 1, "2016-07-01", "2016-07-01", "2016-07-01", "day"),
    ("5-7 May", 0, "2015-05-05", "2015-05-05", "2015-05-07", "span"),
    ("5-7 May 2013", 0, "2013-05-05", "2013-05-05", "2013-05-07", "span"),
    ("Feb. 29", 0, "2012-02-29", "2012-02-29", "2012-02-29", "day"),
    ("Feb. 29, 2012", 0, "2012-02-29", "2012-02-29", "2012-02-29", "day"),
    ("2015-11-20", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("11/20/2015", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("20/11/2015", 0, "2015-11-20", "2015-11-20", "2015-11-20", "day"),
    ("3/4/15", 0, "2015-03-04", "2015-03-04", "2015-03-04", "day"),
    ("9 November", 0, "2015-11-09", "2015-11-09", "2015-11-09", "day"),
    ("in January", 0, "2015-01", "2015-01-01", "2015-01-31", "month"),
    ("in January", 1, "2016-01", "2016-01-01", "2016-01-31", "month"),
    ("in November", 0, "2015-11", "2015-11-01", "2015-11-30", "month"),
    ("in December", 0, "2015-12", "2015-12-01", "2015-12-31", "month"),
    ("in December", 1, "2015-12", "2015-12-01", "2015-12-31", "month"),
    ("in October 2014", 0, "2014-10", "2014-10-01", "2014-10-31", "month"),
    ("last April", 0, "2015-04", "2015-04-01", "2015-04-30", "month"),
    ("last November", 0, "2014-11", "2014-11-01", "2014-11-30", "month"),
    ("this September", 0, "2015-09", "2015-09-01", "2015-09-30", "month"),
    ("next March", 0, "2016-03", "2016-03-01", "2016-03-31", "month"),
    ("July last year", 0, "2014-07", "2014-07-01", "2014-07-31", "month"),
    ("January this year", 0, "2015-01", "2015-01-01", "2015-01-31", "month"),
    ("early May", 0, "2015-05", "2015-05-01", "2015-05-31", "month"),
    ("mid-2014", 0, "2014", "2014-01-01", "2014-12-31", "year"),
    ("the beginning of October", 0, "2015-10", "2015-10-01", "2015-10-31", "month"),
    ("in 2013", 0, "2013", "2013-01-01", "2013-12-31", "year"),
    ("since 2008", 0, "2008", "2008-01-01", "2008-12-31", "year"),
    ("nineteen ninety-six", 0, "1996", "1996-01-01", "1996-12-31", "year"),
    ("the early 1990s", 0, "199", "1990-01-01", "1999-12-31", "span"),
    ("the 1980s", 0, "198", "1980-01-01", "1989-12-31", "span"),
    ("the '60s", 0, "196", "1960-01-01", "1969-12-31", "span"),
    ("the nineties", 0, "199", "1990-01-01", "1999-12-31", "span"),
    ("the 19th century", 0, "18", "1800-01-01", "1899-12-31", "span"),
    ("the 20th century", 0, "19", "1900-01-01", "1999-12-31", "span"),
    ("the third quarter of 2014", 0, "2014-Q3", "2014-07-01", "2014-09-30", "span"),
    ("the third quarter", 0, "2015-Q3", "2015-07-01", "2015-09-30", "span"),
    ("the fourth quarter", 0, "2015-Q4", "2015-10-01", "2015-12-31", "span"),
    ("the first quarter", 0, "2015-Q1", "2015-01-01", "2015-03-31", "span"),
    ("Q2 2014", 0, "2014-Q2", "2014-04-01", "2014-06-30", "span"),
    ("the first half of 2014", 0, "2014-H1", "2014-01-01", "2014-06-30", "span"),
    ("the second half of 2014", 0, "2014-H2", "2014-07-01", "2014-12-31", "span"),
    ("the summer of 2014", 0, "2014-SU", "2014-06-01", "2014-08-31", "season"),
    ("last spring", 0, "2015-SP", "2015-03-01", "2015-05-31", "season"),
    ("this summer", 0, "2015-SU", "2015-06-01", "2015-08-31", "season"),
    ("last winter", 0, "2014-WI", "2014-12-01", "2015-02-28", "season"),
    ("autumn 2013", 0, "2013-FA", "2013-09-01", "2013-11-30", "season"),
    ("fiscal 2014", 0, "2014", "2014-01-01", "2014-12-31", "year"),
    ("the week of March 9", 0, "2015-W11", "2015-03-09", "2015-03-15", "week"),
    ("Christmas", 0, "2015-12-25", "2015-12-25", "2015-12-25", "day"),
    ("last Christmas", 0, "2014-12-25", "2014-12-25", "2014-12-25", "day"),
    ("Christmas Eve 2014", 0, "2014-12-24", "2014-12-24", "2014-12-24", "day"),
    ("New Year's Eve", 0, "2015-12-31", "2015-12-31", "2015-12-31", "day"),
    ("New Year's Day 2014", 0, "2014-01-01", "2014-01-01", "2014-01-01", "day"),
    ("Thanksgiving", 0, "2015-11-26", "2015-11-26", "2015-11-26", "day"),
    ("Thanksgiving 2014", 0, "2014-11-27", "2014-11-27", "2014-11-27", "day"),
    ("Easter 2014", 0, "2014-04-20", "2014-04-20", "2014-04-20", "day"),
    ("Easter Monday 2014", 0, "2014-04-21", "2014-04-21", "2014-04-21", "day"),
    ("Good Friday 2014", 0, "2014-04-18", "2014-04-18", "2014-04-18", "day"),
    ("Orthodox Easter 2015", 0, "2015-04-12", "2015-04-12", "2015-04-12", "day"),
    ("Orthodox Christmas 2015", 0, "2015-01-07", "2015-01-07", "2015-01-07", "day"),
    ("Ramadan", 0, "2015-06-17", "2015-06-17", "2015-07-16", "span"),
    ("Ramadan 2014", 0, "2014-06-28", "2014-06-28", "2014-07-27", "span"),
    ("Eid al-Fitr 2014", 0, "2014-07-28", "2014-07-28", "2014-07-30", "span"),
    ("Eid al-Adha 2015", 0, "2015-09-23", "2015-09-23", "2015-09-26", "span"),
    ("Ashura 2015", 0, "2015-10-23", "2015-10-23", "2015-10-23", "day"),
    ("Yom Kippur 2014", 0, "2014-10-04", "2014-10-04", "2014-10-04", "day"),
    ("Rosh Hashanah 2014", 0, "2014-09-25", "2014-09-25", "2014-09-26", "span"),
    ("Passover 2014", 0, "2014-04-15", "2014-04-15", "2014-04-22", "span"),
    ("Hanukkah 2014", 0, "2014-12-17", "2014-12-17", "2014-12-24", "span"),
    ("Nowruz 2014", 0, "2014-03-20", "2014-03-20", "2014-03-21", "span"),
    ("9/11", 0, "2001-09-11", "2001-09-11", "2001-09-11", "day"),
    ("the Sept. 11 attacks", 0, "2001-09-11", "2001-09-11", "2001-09-11", "day"),
    ("Labor Day 2015", 0, "2015-09-07", "2015-09-07", "2015-09-07", "day"),
    ("Memorial Day 2015", 0, "2015-05-25", "2015-05-25", "2015-05-25", "day"),
    ("Election Day 2014", 0, "2014-11-04", "2014-11-04", "2014-11-04", "day"),
    ("now", 0, "PRESENT_REF", "2015-11-21", "2015-11-21", "day"),
    ("currently", 0, "PRESENT_REF", "2015-11-21", "2015-11-21", "day"),
    ("recently", 0, "PAST_REF", None, "2015-11-21", "unknown"),
    ("the future", 0, "FUTURE_REF", "2015-11-21", None, "unknown"),
    ("three hours", 0, "PT3H", None, None, "unknown"),
    ("10-day", 0, "P10D", None, None, "unknown"),
    ("two weeks", 0, "P2W", None, None, "unknown"),
    ("a month", 0, "P1M", None, None, "unknown"),
    ("a year and a half", 0, "P1Y6M", None, None, "unknown"),
    ("half an hour", 0, "PT30M", None, None, "unknown"),
    ("2 1/2 years", 0, "P2Y6M", None, None, "unknown"),
    ("5 1/2 hours", 0, "PT5H30M", None, None, "unknown"),
    ("two decades", 0, "P20Y", None, None, "unknown"),
    ("nearly two years", 0, "P2Y", None, None, "unknown"),
    ("several days", 0, "PXD", None, None, "unknown"),
    ("a few hours", 0, "PTXH", None, None, "unknown"),
    ("a few minutes", 0, "PXM", None, None, "unknown"),
    ("daily", 0, "P1D", None, None, "unknown"),
    ("weekly", 0, "P1W", None, None, "unknown"),
    ("every day", 0, "P1D", None, None, "unknown"),
    ("every Friday", 0, "XXXX-WXX-5", None, None, "unknown"),
    ("each month", 0, "P1M", None, None, "unknown"),
    ("every summer", 0, "XXXX-SU", None, None, "unknown"),
    ("every July", 0, "XXXX-07", None, None, "unknown"),
    ("twice a week", 0, "P1W", None, None, "unknown"),
    ("at 8 a.m.", 0, "2015-11-21T08:00", "2015-11-21", "2015-11-21", "part_of_day"),
    ("at 8:30 p.m.", 0, "2015-11-21T20:30", "2015-11-21", "2015-11-21", "part_of_day"),
    ("at 12 a.m.", 0, "2015-11-21T00:00", "2015-11-21", "2015-11-21", "part_of_day"),
    ("at noon", 0, "2015-11-21T12:00", "2015-11-21", "2015-11-21", "part_of_day"),
    ("at dawn", 0, "2015-11-21TMO", "2015-11-21", "2015-11-21", "part_of_day"),
    ("overnight", 0, "2015-11-21TNI", "2015-11-20", "2015-11-21", "part_of_day"),
    ("8 a.m. on Friday", 0, "2015-11-20T08:00", "2015-11-20", "2015-11-20", "part_of_day"),
    ("Friday at 14:30 GMT", 0, "2015-11-20T14:30", "2015-11-20", "2015-11-20", "part_of_day"),
    ("dawn on Tuesday", 0, "2015-11-17TMO", "2015-11-17", "2015-11-17", "part_of_day"),
    ("midnight on Friday", 0, "2015-11-20T24:00", "2015-11-20", "2015-11-20", "part_of_day"),
    ("noon Thursday", 0, "2015-11-19T12:00", "2015-11-19", "2015-11-19", "part_of_day"),
]  # fmt: skip


def read(words: str, anchors: Anchors) -> When:
    (expression,) = find_times(f"They {words} there.")
    return when_from_expression(expression, anchors)


@pytest.mark.parametrize(("words", "direction", "value", "first", "last", "precision"), READINGS)
def test_words_mean_these_days(
    words: str, direction: int, value: str | None, first: str | None, last: str | None, precision: str
) -> None:
    when = read(words, Anchors(PUBLISHED, direction=direction))
    assert when.value == value
    assert when.earliest == (date.fromisoformat(first) if first else None)
    assert when.latest == (date.fromisoformat(last) if last else None)
    assert when.precision == TimePrecision(precision)
    assert when.reason


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("on Friday", "XXXX-WXX-5"),
        ("on 5 May", "XXXX-05-05"),
        ("in May", "XXXX-05"),
        ("at 8 a.m.", "XXXX-XX-XXT08:00"),
        ("yesterday", None),
        ("last week", None),
        ("two years ago", None),
        ("recently", "PAST_REF"),
        ("the past two weeks", "P2W"),
    ],
)
def test_without_a_publication_date_the_days_stay_open(words: str, value: str | None) -> None:
    when = read(words, Anchors(None))
    assert (when.earliest, when.latest, when.value, when.precision) == (None, None, value, TimePrecision.UNKNOWN)
    assert when.reason == "no publication date"


@pytest.mark.parametrize(
    ("words", "first"), [("on 5 May 2013", "2013-05-05"), ("in 2013", "2013-01-01"), ("9/11", "2001-09-11")]
)
def test_a_full_date_needs_no_publication_date(words: str, first: str) -> None:
    assert read(words, Anchors(None)).earliest == date.fromisoformat(first)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the next morning", "2013-05-06TMO"),
        ("the next day", "2013-05-06"),
        ("that day", "2013-05-05"),
        ("the previous day", "2013-05-04"),
        ("three days later", "2013-05-08"),
        ("two days earlier", "2013-05-03"),
        ("a year earlier", "2012"),
        ("at 8 a.m.", "2013-05-05T08:00"),
        ("the following Friday", "2013-05-10"),
        ("two days ago", "2015-11-19"),
        ("yesterday", "2015-11-20"),
    ],
)
def test_the_time_told_of_carries_on(words: str, value: str) -> None:
    told = day(date(2013, 5, 5))
    assert read(words, Anchors(PUBLISHED, told, told)).value == value


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [
        ("day", 3, "P3D"),
        ("week", 2, "P2W"),
        ("hour", 1.5, "PT1H30M"),
        ("year", 0.5, "P6M"),
        ("decade", 2, "P20Y"),
        ("day", None, "PXD"),
    ],
)
def test_a_length_is_an_iso_duration(unit: str, count: float | None, value: str) -> None:
    assert duration(unit, count) == value
    assert read("three days", Anchors(PUBLISHED)).duration == "P3D"


def test_no_such_day_is_said() -> None:
    when = read("on 30 February 2015", Anchors(PUBLISHED))
    assert (when.earliest, when.reason) == (None, "no such day")


_WORDS = st.sampled_from([row[0] for row in READINGS])


@given(_WORDS, st.dates(min_value=date(2, 1, 1), max_value=date(9998, 1, 1)), st.sampled_from([-1, 0, 1]))
def test_the_first_day_is_never_after_the_last(words: str, published: date, direction: int) -> None:
    when = read(words, Anchors(published, day(published), direction=direction))
    if when.earliest and when.latest:
        assert when.earliest <= when.latest
    assert when.span is not None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_within_the_week_before(published: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    back = read(f"on {name}", Anchors(published)).earliest
    ahead = read(f"on {name}", Anchors(published, direction=1)).earliest
    assert back is not None and ahead is not None
    assert back.weekday() == ahead.weekday() == weekday
    assert timedelta(0) <= published - back < timedelta(7)
    assert timedelta(0) <= ahead - published < timedelta(7)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_written_date_comes_back(written: date) -> None:
    for words in (
        f"{written.day} {written:%B} {written.year}",
        f"{written:%B} {written.day}, {written.year}",
        written.isoformat(),
    ):
        when = read(words, Anchors(PUBLISHED))
        assert (when.earliest, when.latest, when.value) == (written, written, written.isoformat())


def test_a_stretch_knows_its_ends() -> None:
    assert day(PUBLISHED) == Stretch(PUBLISHED, PUBLISHED, "2015-11-21", TimePrecision.DAY)


@pytest.mark.parametrize("published", [date.min, date(1, 1, 3), date.max, date(9999, 12, 29)])
@pytest.mark.parametrize(
    "words",
    [
        *("yesterday", "tomorrow", "last week", "next week", "this week", "last weekend", "next weekend", "overnight"),
        *("last Friday", "next Friday", "on Sunday", "last quarter", "next month", "last year", "two years ago"),
        *("the past two weeks", "the next two weeks", "days ago", "a year earlier", "last winter", "at Christmas"),
    ],
)
@pytest.mark.parametrize("direction", [-1, 0, 1])
def test_words_at_the_ends_of_the_calendar_are_read_without_a_mistake(
    published: date, words: str, direction: int
) -> None:
    told = Stretch(published, published, published.isoformat(), TimePrecision.DAY)
    anchors = Anchors(published, told, told, told, direction)
    for expression in find_times(f"They met {words}."):
        assert isinstance(when_from_expression(expression, anchors), When)


def test_a_weekday_beyond_the_end_of_the_calendar_keeps_its_own_value() -> None:
    (expression,) = find_times("They met next Friday.")
    when = when_from_expression(expression, Anchors(date.max))
    assert (when.earliest, when.latest, when.value, when.reason) == (None, None, "XXXX-WXX-5", "no such day")
