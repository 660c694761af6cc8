"""Keeps things by where they stand, so that long documents cost no more a word than short ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Generic, TypeVar

from dateline.domain.span import Span

_WIDTH = 512

T = TypeVar("T")


class Shelves(Generic[T]):
    """Things by the spans that they cover."""

    def __init__(self) -> None:
        self._shelves: dict[int, list[T]] = defaultdict(list)

    def put(self, spans: Sequence[Span], thing: T) -> None:
        """Keep a thing under each of its spans."""
        numbers = {number for span in spans for number in range(span.start // _WIDTH, (span.end - 1) // _WIDTH + 1)}
        for number in numbers:
            self._shelves[number].append(thing)

    def near(self, offset: int) -> Sequence[T]:
        """What may cover a code point, in the order in which it was put: a few more things than do."""
        return self._shelves.get(offset // _WIDTH, ())
