"""Paragraphs out of a column's lines: where one ends is told by gaps, indents, the type's size and short last lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from dateline.clean.layout import ends_sentence
from dateline.clean.pdf.columns import Column
from dateline.clean.pdf.glyphs import Line


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its office: whether it goes on with the paragraph before it, and the level of a heading or 0."""

    text: str
    goes_on: bool
    level: int = 0


def placed(pages: Sequence[Sequence[Column]]) -> Iterator[Placed]:
    """Every line in the order of reading."""
    plain = _plain_size([line for page in pages for column in page for line in column.lines])
    last: tuple[Line, Column] | None = None
    for page in pages:
        for column in page:
            leading = _leading(column.lines)
            for before, line in zip((None, *column.lines), column.lines, strict=False):
                if before is not None:
                    goes_on = _goes_on(before, line, column, leading)
                else:
                    goes_on = last is not None and _goes_over(*last, line)
                yield Placed(line.text, goes_on, _level(line, plain))
                last = (line, column)


def _plain_size(lines: Sequence[Line]) -> float:
    """The size of most of the type."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _leading(lines: Sequence[Line]) -> float:
    steps = [
        before.bottom - line.bottom
        for before, line in zip(lines, lines[1:], strict=False)
        if before.bottom > line.bottom
    ]
    return median(steps) if steps else 0.0


def _level(line: Line, plain: float) -> int:
    if not plain or len(line.text) > 200:
        return 0
    larger = line.size / plain
    return 1 if larger >= 1.5 else 2 if larger >= 1.15 else 0


def _goes_on(before: Line, line: Line, column: Column, leading: float) -> bool:
    size = max(before.size, line.size, 1.0)
    if abs(before.size - line.size) > 0.12 * size:
        return False
    step = before.bottom - line.bottom
    if step <= 0 or (leading and step > 1.35 * leading):
        return False
    is_indented = 0.6 * size < line.left - column.left < 6 * size
    was_indented = 0.6 * size < before.left - column.left < 6 * size
    if is_indented and not was_indented:
        return False
    width = column.right - column.left
    is_short = before.right < column.right - 0.2 * width
    return not (is_short and ends_sentence(before.text))


def _goes_over(before: Line, column: Column, line: Line) -> bool:
    """Whether a paragraph goes on at the top of the next column or page: its line is full and its sentence is open."""
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size, 1.0) or ends_sentence(before.text):
        return False
    is_full = before.right >= column.right - 0.12 * (column.right - column.left)
    return len(column.lines) >= 3 and (is_full or line.text[0].islower())
