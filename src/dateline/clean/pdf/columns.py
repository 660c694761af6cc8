"""The order in which a page is read: rows of lines in bands, and each band column by column (after the XY cut of Nagy 1984)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from dateline.clean.pdf.glyphs import Line

#: A gutter is at least this wide, in sizes of the type; blanks between words are a quarter of one.
_GUTTER_SIZES = 0.8
#: A column has at least so many rows: fewer beside others are a table's cells or a date in the margin.
_FEWEST_ROWS = 3
_DEEPEST = 6

#: So many stretches are followed from row to row.
_MOST_FREE = 64

Interval = tuple[float, float]


class _Side(NamedTuple):
    """The lines on one side of a stretch: how many, and how many of them are of a few words."""

    n_lines: int
    n_short: int

    def __add__(self, other: object) -> _Side:
        if not isinstance(other, _Side):
            return NotImplemented
        return _Side(self.n_lines + other.n_lines, self.n_short + other.n_short)

    @property
    def are_cells(self) -> bool:
        """Whether they are short words in most rows, as a table has them, which is read row by row."""
        return self.n_short > 0.7 * self.n_lines


class _Free(NamedTuple):
    """A stretch in which nothing of some rows stands, and what of those rows stands on either side of it."""

    low: float
    high: float
    left: _Side
    right: _Side

    def is_between_columns(self) -> bool:
        """Whether a column stands on either side; a stretch without an end has no lines beyond it."""
        if min(self.left.n_lines, self.right.n_lines) < _FEWEST_ROWS:
            return False
        return not (self.left.are_cells and self.right.are_cells)


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that are read one after the other, from top to bottom, between two edges."""

    lines: tuple[Line, ...]
    left: float
    right: float


def columns_of(lines: Sequence[Line]) -> list[Column]:
    """The page's columns in the order of reading; a stretch in one column is a column of its own."""
    return _read(list(lines), 0)


def _read(lines: list[Line], depth: int) -> list[Column]:
    if not lines:
        return []
    rows = _rows(lines)
    if depth >= _DEEPEST or max(line.left for line in lines) < min(line.right for line in lines):
        # All of them stand above one point: no gutter runs between them.
        return _single(rows)
    size = sorted(line.size or line.height for line in lines)[len(lines) // 2]
    columns: list[Column] = []
    single: list[list[Line]] = []
    for band, gutter in _bands(rows, max(_GUTTER_SIZES * size, 4.0)):
        if gutter is None:
            single += band
            continue
        columns += _single(single)
        single = []
        middle = (gutter[0] + gutter[1]) / 2
        flat = [line for row in band for line in row]
        for side in ([line for line in flat if line.right <= middle], [line for line in flat if line.right > middle]):
            columns += _read(side, depth + 1)
    return columns + _single(single)


def _single(rows: list[list[Line]]) -> list[Column]:
    lines = tuple(_across(row) for row in rows)
    if not lines:
        return []
    return [Column(lines, min(line.left for line in lines), max(line.right for line in lines))]


def _across(row: list[Line]) -> Line:
    """The pieces of one row as one line."""
    if len(row) == 1:
        return row[0]
    row = sorted(row, key=lambda line: line.left)
    return Line(
        " ".join(line.text for line in row),
        row[0].left,
        min(line.bottom for line in row),
        max(line.right for line in row),
        max(line.top for line in row),
        max(line.size for line in row),
    )


def _rows(lines: list[Line]) -> list[list[Line]]:
    """The lines in rows, from top to bottom: those whose middles lie within another's height."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: (-(one.top + one.bottom), one.left)):
        middle = (line.top + line.bottom) / 2
        if rows and rows[-1][0].bottom < middle < rows[-1][0].top:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _bands(rows: list[list[Line]], width: float) -> list[tuple[list[list[Line]], Interval | None]]:
    """The rows in bands; each with the gutter that runs through all of it, where it has two columns."""
    bands: list[tuple[list[list[Line]], Interval | None]] = []
    frees = [_free(row) for row in rows]
    start = 0
    while start < len(rows):
        free = frees[start]
        best, best_end = None, start + 1
        for end in range(start + 1, len(rows)):
            free = _common(free, frees[end], width)
            if not free:
                break
            gutter = _gutter(free) if end - start >= _FEWEST_ROWS - 1 else None
            if gutter is not None:
                best, best_end = gutter, end + 1
        bands.append((rows[start:best_end], best))
        start = best_end
    return bands


def _free(row: list[Line]) -> list[_Free]:
    """Where nothing of the row stands."""
    lines = sorted(row, key=lambda one: one.left)
    short = list(accumulate((_is_short(line) for line in lines), initial=0))
    free: list[_Free] = []
    at = float("-inf")
    for index, line in enumerate(lines):
        if line.left > at:
            free.append(
                _Free(at, line.left, _Side(index, short[index]), _Side(len(lines) - index, short[-1] - short[index]))
            )
        at = max(at, line.right)
    free.append(_Free(at, float("inf"), _Side(len(lines), short[-1]), _Side(0, 0)))
    return free


def _common(ours: list[_Free], theirs: list[_Free], width: float) -> list[_Free]:
    """What is free in both, from left to right, where it is as wide as a gutter."""
    found: list[_Free] = []
    one = other = 0
    while one < len(ours) and other < len(theirs) and len(found) < _MOST_FREE:
        a, b = ours[one], theirs[other]
        low, high = max(a.low, b.low), min(a.high, b.high)
        if high - low >= width:
            # What is left of a stretch is left of every part of it.
            found.append(_Free(low, high, a.left + b.left, a.right + b.right))
        if a.high <= b.high:
            one += 1
        else:
            other += 1
    return found


def _gutter(free: list[_Free]) -> Interval | None:
    """The widest of the free stretches that has a column on either side."""
    found = [(one.low, one.high) for one in free if one.is_between_columns()]
    return max(found, key=lambda one: one[1] - one[0], default=None)


def _is_short(line: Line) -> bool:
    return len(line.text.split()) <= 3
