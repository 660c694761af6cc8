"""A text that remembers, through every change, where its words stood in the raw text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.domain.document import OffsetMap
from dateline.errors import BugError

Run = tuple[int, int, int]
"""``(start, raw_start, length)``: a run of the text that stands in the raw text too."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words between two offsets, replaced by others; nothing replaced is an insertion, no words a deletion."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """A text and its runs, in rising order of both offsets."""

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def from_raw(cls, raw: str) -> Tracked:
        """The raw text itself, before any change."""
        return cls(raw, ((0, 0, len(raw)),) if raw else ())

    def edited(self, edits: Iterable[Edit]) -> Tracked:
        """The text after the edits, which rise and do not overlap; in time linear in runs and edits.

        A single character put in another's place counts as that character: a blank for a line's end stands where the
        line ended.
        """
        pieces: list[str] = []
        kept: list[Run] = []
        at = new_at = 0
        for edit in edits:
            if edit.start < at or edit.end < edit.start:
                raise BugError(f"edits overlap at {edit.start}")
            is_exchange = len(edit.words) == 1 and edit.end - edit.start == 1
            upto = edit.end if is_exchange else edit.start
            _keep(kept, (new_at, at, upto - at))
            pieces += (self.text[at : edit.start], edit.words)
            new_at += edit.start - at + len(edit.words)
            at = edit.end
        if not pieces:
            return self
        _keep(kept, (new_at, at, len(self.text) - at))
        pieces.append(self.text[at:])
        return Tracked("".join(pieces), tuple(_composed(kept, self.runs)))

    def raw_starts(self, offsets: Iterable[int]) -> Iterator[int]:
        """The raw offsets of rising offsets; an offset outside the runs stands for the next run's start."""
        index = 0
        for offset in offsets:
            while index < len(self.runs) and self.runs[index][0] + self.runs[index][2] <= offset:
                index += 1
            if index == len(self.runs):
                yield self.runs[-1][1] + self.runs[-1][2] if self.runs else 0
            else:
                start, raw_start, _ = self.runs[index]
                yield raw_start + max(offset - start, 0)

    def offset_map(self) -> OffsetMap:
        """The way back to the raw text."""
        return OffsetMap(self.runs)


def _keep(runs: list[Run], run: Run) -> None:
    """Add a run, joined to the last one where the two touch in both texts."""
    start, raw_start, length = run
    if length <= 0:
        return
    if runs:
        last_start, last_raw, last_length = runs[-1]
        if last_start + last_length == start and last_raw + last_length == raw_start:
            runs[-1] = (last_start, last_raw, last_length + length)
            return
    runs.append(run)


def _composed(kept: list[Run], runs: tuple[Run, ...]) -> list[Run]:
    """Runs from new to raw, out of those from new to old and those from old to raw."""
    composed: list[Run] = []
    index = 0
    for new_start, old_start, length in kept:
        old_end = old_start + length
        while index < len(runs) and runs[index][0] + runs[index][2] <= old_start:
            index += 1
        at = index
        while at < len(runs) and runs[at][0] < old_end:
            start, raw_start, run_length = runs[at]
            low, high = max(start, old_start), min(start + run_length, old_end)
            _keep(composed, (new_start + low - old_start, raw_start + low - start, high - low))
            at += 1
        index = max(at - 1, index)
    return composed
