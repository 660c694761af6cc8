"""Values: when, where and how many, each beside the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.domain.ids import ClaimId, PlaceId
from dateline.domain.span import Span


class TimePrecision(StrEnum):
    """How closely a time is known."""

    DAY = "day"
    PART_OF_DAY = "part_of_day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    SPAN = "span"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days, ends included; an open end is None and means that it is not said.

    ``span`` is None only where the value was inherited (``inherited_from`` names the claim) or is the publication date.
    """

    span: Span | None
    earliest: date | None = None
    latest: date | None = None
    precision: TimePrecision = TimePrecision.UNKNOWN
    #: ISO 8601 duration ("P10D") where the words give one.
    duration: str | None = None
    #: TIMEX3 value ("2015-W47", "PT3H", "PAST_REF").
    value: str | None = None
    #: TIMEX3 type: DATE, TIME, DURATION or SET.
    type: str | None = None
    #: How the value was reached, for a person: "weekday on or before 2015-11-21".
    reason: str = ""
    inherited_from: ClaimId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a claim took place; ``span`` is None only where the place was inherited."""

    span: Span | None
    place: PlaceId
    reason: str | None = None
    inherited_from: ClaimId | None = None


class Measure(StrEnum):
    """What a number counts."""

    KILLED = "killed"
    INJURED = "injured"
    ABDUCTED = "abducted"
    MISSING = "missing"
    ARRESTED = "arrested"
    DISPLACED = "displaced"
    RELEASED = "released"
    RESCUED = "rescued"
    EVACUATED = "evacuated"
    DEPLOYED = "deployed"
    PRESENT = "present"
    SURRENDERED = "surrendered"
    PARTICIPANTS = "participants"
    ATTACKERS = "attackers"
    VEHICLES = "vehicles"
    WEAPONS = "weapons"
    STRIKES = "strikes"
    BUILDINGS = "buildings"
    GROUPS = "groups"
    COUNTRIES = "countries"
    MONEY = "money"


class CountScope(StrEnum):
    """Whether a number is of this incident or a total that runs over several."""

    INCIDENT = "incident"
    RUNNING_TOTAL = "running_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """The words of a number that an extractor tied to a claim, before anybody reads the number."""

    span: Span
    measure: Measure
    #: What or whom it counts: "soldiers" of "three soldiers".
    of: Span | None = None
    #: 0 to 1, given that the claim stands; None where the extractor does not say.
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number with its doubt: "at least 27" has no high, "as many as 170" no low."""

    span: Span
    measure: Measure
    low: int | None
    high: int | None
    approximate: bool = False
    of: Span | None = None
    #: Countries of the people counted, ISO 3166-1 alpha-3, where said.
    countries: tuple[str, ...] = ()
    #: True for civilians, False for combatants, None where it is not said.
    civilian: bool | None = None
    scope: CountScope = CountScope.INCIDENT
    #: The rule that gave the bounds: "at least", "dozens".
    rule: str | None = None
    #: 0 to 1, given that the claim stands; None where the extractor does not say.
    confidence: float | None = None
