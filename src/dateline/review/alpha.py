"""Krippendorff's alpha: how far people agree beyond what chance would give, whoever coded what and however much is missing.

Krippendorff, K. (2011): Computing Krippendorff's Alpha-Reliability. Checked against the worked example there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import StrEnum


class Metric(StrEnum):
    """How far apart two values are."""

    #: Equal or not.
    NOMINAL = "nominal"
    #: By how many values lie between them.
    ORDINAL = "ordinal"
    #: By their difference.
    INTERVAL = "interval"
    #: By their difference, in proportion to what they come to.
    RATIO = "ratio"


def alpha(units: Iterable[Sequence[Hashable]], metric: Metric = Metric.NOMINAL) -> float | None:
    """1 for perfect agreement, 0 for what chance gives, below 0 for less; None where nothing can be compared.

    Each unit holds the values that its coders gave, in any order; units with fewer than two say nothing. All values but
    those of NOMINAL are numbers.
    """
    told = [tuple(values) for values in units if len(values) > 1]
    totals = Counter(value for values in told for value in values)
    n_values = sum(totals.values())
    distance = _distance(metric, totals)
    observed = sum(
        sum(distance(one, other) for one in values for other in values) / (len(values) - 1) for values in told
    )
    expected = sum(
        count * other_count * distance(one, other)
        for one, count in totals.items()
        for other, other_count in totals.items()
    )
    if not told:
        return None
    if expected == 0:
        # All values are one: there is nothing that they could differ by.
        return 1.0
    return 1.0 - (n_values - 1) * observed / expected


def _distance(metric: Metric, totals: Mapping[Hashable, int]) -> Callable[[Hashable, Hashable], float]:
    if metric is Metric.NOMINAL:
        return lambda one, other: float(one != other)
    if metric is Metric.ORDINAL:
        return _ordinal(totals)

    def interval(one: Hashable, other: Hashable) -> float:
        return (_number(one) - _number(other)) ** 2

    def ratio(one: Hashable, other: Hashable) -> float:
        whole = _number(one) + _number(other)
        return 0.0 if whole == 0 else ((_number(one) - _number(other)) / whole) ** 2

    return interval if metric is Metric.INTERVAL else ratio


def _ordinal(totals: Mapping[Hashable, int]) -> Callable[[Hashable, Hashable], float]:
    order = sorted(totals, key=_number)
    below: dict[Hashable, float] = {}
    so_far = 0
    for value in order:
        below[value] = so_far + totals[value] / 2
        so_far += totals[value]
    return lambda one, other: (below[one] - below[other]) ** 2


def _number(value: Hashable) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return float(value)
