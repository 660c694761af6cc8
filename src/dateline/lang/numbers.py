"""Finds the words that say how many, and reads them with their doubt.

The words are in a language's ``numbers.toml``. What a number counts is for an extractor to say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from dateline.domain.span import Span
from dateline.lang.number_words import Amount, NumberWords, number_words

__all__ = ["NumberExpression", "NumberKind", "find_numbers", "value_from_words"]


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
    """A number with its doubt: "at least 27" has no high, "as many as 63" no low.

    Bounds are whole: a fraction is rounded down for ``low`` and up for ``high``.
    """

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


def value_from_words(words: str, language: str = "en") -> Fraction | None:
    """The number that the words stand for ("twenty-one", "1.5 million", "half a dozen"), or None for other words."""
    return number_words(language).value_from_words(words)


# Extractors and normalisers ask for the same text one after the other.
@lru_cache(maxsize=4)
def find_numbers(text: str, language: str = "en") -> tuple[NumberExpression, ...]:
    """Every number in a text, in order and apart from each other, with the bound words around it.

    Raises MissingPackError for a language without a table ``numbers``.
    """
    known = number_words(language)
    found = []
    end = 0
    for start in known.starts(text):
        if start < end:
            continue
        expression = _read(text, start, known)
        if expression is not None:
            found.append(expression)
            end = expression.full.end
    return tuple(found)


def _read(text: str, start: int, known: NumberWords) -> NumberExpression | None:
    amount = known.amount_at(text, start)
    if amount is None:
        return None
    amount = known.ranged(text, start, amount)
    span = Span(start, amount.end)
    kind, unit = _kind(text, span, amount, known)
    full, low, high = span, amount.low, amount.high
    approximate, rule = amount.approximate, amount.rule
    before, reads = known.bound_before(text, start)
    if before < start and kind is not NumberKind.ORDINAL:
        full = Span(before, span.end)
    if full.start < start and reads:
        low, high, approximate, rule = _bounded(low, high, approximate, reads, known.rule(text[before:start]))
    after, reads_after = known.bound_after(text, span.end)
    if reads_after and kind in (NumberKind.CARDINAL, NumberKind.MEASURE) and amount.rule is None:
        low, high, approximate, rule = _bounded(low, high, approximate, reads_after, known.rule(text[span.end : after]))
        full = Span(full.start, after)
    return NumberExpression(
        span=span,
        full=full,
        low=None if low is None else math.floor(low),
        high=None if high is None else math.ceil(high),
        approximate=approximate,
        rule=rule,
        kind=kind,
        unit=unit,
        distributive=known.is_distributive(text, full.end),
        additional=known.is_additional(text, full),
    )


def _bounded(
    low: Fraction | None, high: Fraction | None, approximate: bool, reads: str, rule: str
) -> tuple[Fraction | None, Fraction | None, bool, str]:
    """The bounds after a bound word; an open number ("dozens") keeps its low end."""
    if reads == "low":
        return (low if low is not None else high), None, approximate, rule
    if reads == "high":
        return None, (high if high is not None else low), approximate, rule
    return low, high, True, rule


def _kind(text: str, span: Span, amount: Amount, known: NumberWords) -> tuple[NumberKind, str | None]:
    currency = known.currency(text, span)
    tests = (
        (amount.ordinal, NumberKind.ORDINAL),
        (known.is_percentage(text, span.end), NumberKind.PERCENTAGE),
        (currency is not None, NumberKind.MONEY),
        (known.is_age(text, span, amount), NumberKind.AGE),
        (known.labels.is_label(text, span), NumberKind.LABEL),
        (known.is_date(text, span, amount), NumberKind.DATE),
    )
    for holds, kind in tests:
        if holds:
            return kind, currency if kind is NumberKind.MONEY else None
    unit = known.measure(text, span.end)
    if unit is not None:
        return NumberKind.MEASURE, unit
    if amount.low is not None and amount.low.denominator > 1:
        return NumberKind.DECIMAL, None
    return NumberKind.CARDINAL, None
