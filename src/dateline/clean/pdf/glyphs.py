"""The lines of a page as they lie on it: words with their boxes, gathered from the characters that pdfium gives."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

#: pdfium's mark for the hyphen at a line's end.
_LINE_HYPHEN = 0x02
#: A gap this many times the size of the type parts two columns' lines, which pdfium may give as one.
_GAP_SIZES = 1.6
#: A page with more characters than this is no page of print.
MOST_CHARS_A_PAGE = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, of one column; in points, with ``top`` above ``bottom`` and the page's foot at 0."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    #: The size of the type.
    size: float

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom


def lines_of_page(text_page: Any) -> Iterator[Line]:
    """The page's lines in pdfium's order, each cut where a column's gap stands in it."""
    n_chars = min(pdfium.FPDFText_CountChars(text_page), MOST_CHARS_A_PAGE)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    held = _Held()
    for index in range(max(n_chars, 0)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in (0x0D, 0x0A):
            yield from held.ended()
            continue
        if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            # Half of a pair, or a glyph without a meaning: the mark that a word is not whole.
            code = 0xFFFD
        if code in (0x20, 0xA0, 0x09):
            held.space()
            continue
        if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            continue
        size = pdfium.FPDFText_GetFontSize(text_page, index)
        box = (left.value, bottom.value, right.value, top.value)
        if held.is_apart(box):
            yield from held.ended()
        held.add("-" if code == _LINE_HYPHEN else chr(code), box, size)
    yield from held.ended()


class _Held:
    """The line that is being gathered."""

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._pieces: list[str] = []
        self._box: tuple[float, float, float, float] | None = None
        self._size = 0.0
        self._sizes = 0.0
        self._n = 0

    def space(self) -> None:
        if self._pieces and self._pieces[-1] != " ":
            self._pieces.append(" ")

    def is_apart(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a character there is of another line or of another column."""
        if self._box is None:
            return False
        left, bottom, right, top = self._box
        height = max(top - bottom, 1.0, self._size)
        if box[0] - right > _GAP_SIZES * height or box[0] < left - 2 * height:
            return True
        return box[1] > top or box[3] < bottom

    def add(self, char: str, box: tuple[float, float, float, float], size: float) -> None:
        self._pieces.append(char)
        self._sizes += size
        self._n += 1
        self._size = self._sizes / self._n
        if self._box is None:
            self._box = box
        else:
            old = self._box
            self._box = (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]))

    def ended(self) -> Iterator[Line]:
        """The line, where words were gathered; and a new one begins."""
        text = "".join(self._pieces).strip()
        if text and self._box is not None:
            left, bottom, right, top = self._box
            yield Line(text, left, bottom, right, top, self._size)
        self._clear()
