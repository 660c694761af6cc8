"""What an evaluation is, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Column:
    """A kind of figure that an evaluation gives of every field."""

    #: In JSON.
    key: str
    #: In a table for people, with how many decimals.
    heading: str
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class FieldScore:
    """The figures of one field, one for each column of its scores."""

    field: str
    figures: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """What an evaluation found."""

    #: Documents in the gold, and how many of them have a prediction.
    documents: int
    read: int
    columns: tuple[Column, ...]
    fields: tuple[FieldScore, ...]
    #: The one figure that sums it up, per cent, where the evaluation has one.
    headline: float | None = None
    #: A line a miss, for a person who wants to know why.
    errors: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The scores as plain values: of every field its figures by the key of their column."""
        keys = [column.key for column in self.columns]
        out: dict[str, object] = {"documents": self.documents, "read": self.read}
        out |= {score.field: dict(zip(keys, score.figures, strict=True)) for score in self.fields}
        return out if self.headline is None else out | {"headline": self.headline}


class Evaluation(Protocol):
    """Scores one set."""

    def __call__(self, gold: Path, pred: Path) -> Scores:
        """The scores; raises ConfigError naming the file and line that is not what it should be."""
        ...
