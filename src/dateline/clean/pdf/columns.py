"""The order in which a page is read: rows of lines in bands, and each band column by column (after the XY cut of Nagy 1984)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.clean.pdf.glyphs import Line

#: A gutter is at least this wide, in sizes of the type; blanks between words are a quarter of one.
_GUTTER_SIZES = 0.8
#: A column has at least so many rows: fewer beside others are a table's cells or a date in the margin.
_FEWEST_ROWS = 3
_DEEPEST = 6

Interval = tuple[float, float]


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
        lines: list[Line] = list(rows[start])
        best, best_end = None, start + 1
        for end in range(start + 1, len(rows)):
            free = _common(free, frees[end], width)
            if not free:
                break
            lines += rows[end]
            # Only what has an end on both sides can lie between two columns.
            inner = [one for one in free if one[0] != float("-inf") and one[1] != float("inf")]
            gutter = _gutter(lines, inner) if inner and end - start >= _FEWEST_ROWS - 1 else None
            if gutter is not None:
                best, best_end = gutter, end + 1
        bands.append((rows[start:best_end], best))
        start = best_end
    return bands


def _free(row: list[Line]) -> list[Interval]:
    """Where nothing of the row stands."""
    free: list[Interval] = []
    at = float("-inf")
    for line in sorted(row, key=lambda one: one.left):
        if line.left > at:
            free.append((at, line.left))
        at = max(at, line.right)
    free.append((at, float("inf")))
    return free


def _common(ours: list[Interval], theirs: list[Interval], width: float) -> list[Interval]:
    found = [(max(a, c), min(b, d)) for a, b in ours for c, d in theirs if min(b, d) - max(a, c) >= width]
    return found[:64]


def _gutter(lines: list[Line], free: list[Interval]) -> Interval | None:
    """The widest of the free stretches that has a column on either side."""
    found: list[Interval] = []
    for low, high in free:
        left = [line for line in lines if line.right <= low + 0.01]
        right = [line for line in lines if line.left >= high - 0.01]
        if min(len(left), len(right)) >= _FEWEST_ROWS and not _is_table(left, right):
            found.append((low, high))
    return max(found, key=lambda one: one[1] - one[0], default=None)


def _is_table(left: list[Line], right: list[Line]) -> bool:
    """Whether the two sides are cells: short words in most rows, which are read row by row."""
    return all(sum(len(line.text.split()) <= 3 for line in side) > 0.7 * len(side) for side in (left, right))
