"""Alpha against the worked examples of its author, and what must hold of it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.review import Metric, alpha

#: Krippendorff (2011), part C: four observers, twelve units, some values missing.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = [[value for value in values if value is not None] for values in zip(*OBSERVERS, strict=True)]


@pytest.mark.parametrize(
    ("metric", "published"),
    [(Metric.NOMINAL, 0.743), (Metric.ORDINAL, 0.815), (Metric.INTERVAL, 0.849), (Metric.RATIO, 0.797)],
)
def test_the_worked_example(metric: Metric, published: float) -> None:
    found = alpha(UNITS, metric)
    assert found == pytest.approx(published, abs=0.0006)


def test_two_observers_and_two_values() -> None:
    """Part A of the same: ten units, two observers who differ on four."""
    one, other = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert alpha(list(zip(one, other, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_nothing_to_compare_is_no_number() -> None:
    assert alpha([]) is None
    assert alpha([[1], [2], []]) is None
    assert alpha([["a", "a"], ["a", "a"]]) == 1.0


def test_words_are_no_numbers() -> None:
    with pytest.raises(TypeError, match="no number"):
        alpha([["a", "b"]], Metric.INTERVAL)


UNITS_OF_NUMBERS = st.lists(st.lists(st.integers(0, 6), max_size=4), max_size=8)


@given(UNITS_OF_NUMBERS, st.sampled_from(Metric), st.randoms(use_true_random=False))
def test_the_order_of_units_and_of_coders_makes_no_difference(
    units: list[list[int]], metric: Metric, drawn: random.Random
) -> None:
    mixed = [drawn.sample(unit, len(unit)) for unit in units]
    drawn.shuffle(mixed)
    one, other = alpha(units, metric), alpha(mixed, metric)
    assert one == other if one is None or other is None else one == pytest.approx(other)
    assert one is None or one <= 1.0 + 1e-9


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(2, 4)), min_size=1, max_size=8), st.sampled_from(Metric))
def test_who_always_agrees_agrees_in_full(told: list[tuple[int, int]], metric: Metric) -> None:
    assert alpha([[value] * times for value, times in told], metric) == pytest.approx(1.0)


@given(UNITS_OF_NUMBERS, st.integers(1, 5))
def test_days_may_be_counted_from_any_day(units: list[list[int]], shift: int) -> None:
    one, other = alpha(units, Metric.INTERVAL), alpha([[v + shift for v in unit] for unit in units], Metric.INTERVAL)
    assert one == other if one is None or other is None else one == pytest.approx(other)
