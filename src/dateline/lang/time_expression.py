"""A time expression taken apart, before anybody asks which time it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.span import Span


class TimeShape(StrEnum):
    """How the words point at a time."""

    #: Parts of a date: "20 November 2015", "March", "2013", "the third quarter of 1984", "the early 1990s".
    CALENDAR = "calendar"
    #: A day of the week, with or without a direction: "Friday", "last Friday", "late on Friday night".
    WEEKDAY = "weekday"
    #: A unit counted from now: "today", "last week", "this year"; ``offset`` is -1, 0 or 1.
    RELATIVE = "relative"
    #: A distance from now or from the time told of: "two years ago", "three days later", "in two weeks' time".
    SHIFT = "shift"
    #: A length of time: "three hours", "10-day".
    DURATION = "duration"
    #: A length of time that ends or begins now: "the past two weeks", "the next few days".
    STRETCH = "stretch"
    #: Something that comes back: "daily", "every Friday".
    SET = "set"
    #: A feast or a known day: "Christmas", "Eid al-Fitr", "9/11".
    FEAST = "feast"
    #: No date at all: "now", "recently", "the future"; ``ref`` is the TIMEX3 value.
    REFERENCE = "reference"
    #: A time of the day alone: "8 a.m.", "dawn", "overnight".
    CLOCK = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """The words of a time with what they say, before anybody asks which time that is.

    Numbers are None where the words do not say; days of the week count from Monday = 0.
    """

    #: The words as TIMEX3 takes them: no preposition before.
    span: Span
    #: The words with the prepositions before them.
    full: Span
    text: str
    shape: TimeShape
    #: TIMEX3 type: DATE, TIME, DURATION or SET.
    type: str
    #: Key of the preposition before ("since", "from", "until", "before", "in", …; ``leads`` of ``dates.toml``), or empty.
    lead: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    #: Last day of a run of days in one month: "5-7 May".
    day_to: int | None = None
    weekday: int | None = None
    #: "SP", "SU", "FA" or "WI".
    season: str | None = None
    #: 1 to 4.
    quarter: int | None = None
    #: 1 or 2.
    half: int | None = None
    #: First year of a decade.
    decade: int | None = None
    #: First two digits of the years of a century: 19 for the 20th.
    century: int | None = None
    #: Last year of a run: "1992-95", "the 2015/16 school year".
    year_to: int | None = None
    #: Which of the units in a longer time: "the first week" of May, "the third day of Ramadan"; -1 for the last.
    nth: int | None = None
    #: True where the count goes on up to the day told of: "for the third straight day".
    running: bool = False
    #: "day", "week", "month", "year", …: of an offset, a distance or a length.
    unit: str | None = None
    #: Of a distance or a length; None where it is vague ("days ago").
    count: float | None = None
    #: The upper end of a length: "two to three weeks".
    count_to: float | None = None
    #: -1 towards the past, 1 towards the future, 0 the present one.
    offset: int | None = None
    #: True where the words count from the time told of and not from now ("a year earlier", "the next morning").
    narrative: bool = False
    #: "MO", "MI", "AF", "EV", "NI", "DT" or a clock time "08:00".
    part: str | None = None
    #: TIMEX3 modifier: START, MID, END, APPROX, LESS_THAN, MORE_THAN, EQUAL_OR_LESS, EQUAL_OR_MORE; and EARLIER, LATER
    #: for "earlier this month", which ends now and not with the month's first days.
    mod: str | None = None
    #: Key of a feast in ``dates.toml``.
    feast: str | None = None
    #: PRESENT_REF, PAST_REF or FUTURE_REF.
    ref: str | None = None
