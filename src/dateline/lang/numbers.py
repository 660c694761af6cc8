"""Finds the words that say how many, and reads them with their doubt.

The words are in a language's ``numbers.toml``. What a number counts is for an extractor to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.span import Span


class NumberKind(StrEnum):
    """What sort of number the words around it make it."""

    #: Counts things: "27", "two dozen", "hundreds".
    CARDINAL = "cardinal"
    #: "the third", "14th".
    ORDINAL = "ordinal"
    #: "30 percent", "40%".
    PERCENTAGE = "percentage"
    #: "$3 million", "500 dollars"; ``unit`` is the currency.
    MONEY = "money"
    #: "25-year-old", "aged 30".
    AGE = "age"
    #: Reads like a calendar year, a date or a time of day: "in 2011", "14 March", "8:30".
    DATE = "date"
    #: Of a unit of length, weight, time, …: "30 km", "three hours"; ``unit`` is the unit's word.
    MEASURE = "measure"
    #: Not whole and not of a scale word: "3.5".
    DECIMAL = "decimal"
    #: A part of a name: "Flight 370", "Route 9", "AK-47", "No. 2".
    LABEL = "label"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberExpression:
    """A number with its doubt: "at least 27" has no high, "as many as 170" no low."""

    #: The words of the number alone: "27", "hundreds", "20 to 30".
    span: Span
    #: The same with the words that bound it: "at least 27", "30 or more".
    full: Span
    low: int | None
    high: int | None
    approximate: bool = False
    #: The rule that gave the bounds: "at least", "dozens", "a couple"; None for a plain number.
    rule: str | None = None
    kind: NumberKind = NumberKind.CARDINAL
    #: Currency or unit of measure, where there is one.
    unit: str | None = None
    #: True for "each", "apiece", "per day": not a total.
    distributive: bool = False
    #: True for "another 3", "3 more", "3 others": on top of a number told before.
    additional: bool = False


def find_numbers(text: str, language: str = "en") -> tuple[NumberExpression, ...]:
    """Every number in a text, in order and apart from each other, with the bound words around it.

    Raises MissingPackError for a language without a table ``numbers``.
    """
    return ()
