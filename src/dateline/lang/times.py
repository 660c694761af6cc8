"""Finds the words that say when, and takes them apart; which day they mean is for ``normalise/when`` to say.

The words and the forms are in a language's ``dates.toml``. Spans follow TIMEX3 (TimeML 1.2.1 annotation guidelines): a
preposition stays outside ("since 2008" is "2008"), a modifier inside ("late Friday", "nearly two years ago").
"""

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
    #: A distance from now or from the time told of: "two years ago", "three days later", "in two weeks".
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
    #: The preposition before, in lower case: "since", "between", "until", "in"; empty where there is none.
    lead: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    #: "SP", "SU", "FA" or "WI".
    season: str | None = None
    #: 1 to 4.
    quarter: int | None = None
    #: 1 or 2.
    half: int | None = None
    #: First year of a decade or a century.
    decade: int | None = None
    century: int | None = None
    #: "day", "week", "month", "year", …: of an offset, a distance or a length.
    unit: str | None = None
    #: Of a distance or a length; None where it is vague ("days ago").
    count: float | None = None
    #: -1 towards the past, 1 towards the future, 0 the present one.
    offset: int | None = None
    #: True where the words count from the time told of and not from now ("a year earlier", "the next morning").
    narrative: bool = False
    #: "MO", "MI", "AF", "EV", "NI", "DT" or a clock time "08:00".
    part: str | None = None
    #: TIMEX3 modifier: START, MID, END, APPROX, LESS_THAN, MORE_THAN, EQUAL_OR_LESS, EQUAL_OR_MORE.
    mod: str | None = None
    #: Key of a feast in ``dates.toml``.
    feast: str | None = None
    #: PRESENT_REF, PAST_REF or FUTURE_REF.
    ref: str | None = None


def find_times(text: str, language: str = "en") -> tuple[TimeExpression, ...]:
    """Every expression of time in a text, in order and apart from each other; the longest reading wins.

    Raises MissingPackError for a language without a table ``dates``.
    """
    return ()
