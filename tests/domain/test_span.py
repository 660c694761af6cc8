from __future__ import annotations

import pytest

from dateline.domain.span import Span
from dateline.errors import SpanError


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_a_span_without_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError):
        Span(start, end)


def test_neighbours_do_not_touch() -> None:
    assert not Span(0, 3).touches(Span(3, 5))
    assert Span(0, 4).touches(Span(3, 5))


def test_a_span_holds_itself_but_not_a_longer_one() -> None:
    assert Span(2, 5).holds(Span(2, 5))
    assert not Span(2, 5).holds(Span(2, 6))


def test_hull_and_shift() -> None:
    assert Span(4, 6).hull(Span(1, 2)) == Span(1, 6)
    assert Span(1, 2).shifted(3) == Span(4, 5)
    assert len(Span(3, 9)) == 6
