"""What an evaluation is, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Precision, recall and F1 of one field, in per cent with one decimal."""

    field: str
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What an evaluation found."""

    #: Documents in the gold, and how many of them have a prediction.
    documents: int
    read: int
    fields: tuple[FieldScore, ...]
    #: Per cent.
    headline: float
    #: A line a miss, for a person who wants to know why.
    errors: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The scores as plain values, fields by name as ``{"p", "r", "f1"}``."""
        fields = {score.field: {"p": score.precision, "r": score.recall, "f1": score.f1} for score in self.fields}
        return {"documents": self.documents, "read": self.read, **fields, "headline": self.headline}


class Evaluation(Protocol):
    """Scores one set."""

    def __call__(self, gold: Path, pred: Path) -> Scores:
        """The scores; raises ConfigError naming the file and line that is not what it should be."""
        ...
