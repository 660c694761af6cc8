"""True positives, false positives and false negatives of one field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.evaluate.rows import same_wording


def f1_of(precision: float, recall: float) -> float:
    """F1 in per cent with one decimal, of shares between 0 and 1."""
    total = precision + recall
    return round(100 * 2 * precision * recall / total, 1) if total else 0.0


class Tally:
    """Counts fills; adding is all that it does."""

    def __init__(self) -> None:
        self.tp = self.fp = self.fn = 0

    def add(self, *, tp: bool = False, fp: bool = False, fn: bool = False) -> None:
        """Count one comparison."""
        self.tp += tp
        self.fp += fp
        self.fn += fn

    def add_filler(self, wanted: Sequence[str], given: Sequence[str]) -> None:
        """Count a slot of words: right where any given wording matches any wanted one."""
        if wanted and any(same_wording(want, word) for want in wanted for word in given):
            self.add(tp=True)
        else:
            self.add(fp=bool(given), fn=bool(wanted))

    def add_multiset(self, wanted: Sequence[Any], given: Sequence[Any]) -> None:
        """Count values of which there may be several, each used once."""
        rest = list(given)
        for value in wanted:
            if value in rest:
                rest.remove(value)
                self.add(tp=True)
            else:
                self.add(fn=True)
        for _ in rest:
            self.add(fp=True)

    def scores(self) -> tuple[float, float, float]:
        """Precision, recall and F1 in per cent with one decimal."""
        precision = self.tp / (self.tp + self.fp) if self.tp + self.fp else 0.0
        recall = self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0
        return round(100 * precision, 1), round(100 * recall, 1), f1_of(precision, recall)
