"""The lines of a page as they lie on it: words with their boxes, gathered from the characters that pdfium gives."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

import pypdfium2.raw as pdfium

#: pdfium's mark for the hyphen at a line's end; a font without a table of letters may give the same for any glyph.
_HYPHEN_MARK = 0x02
_LINE_ENDS = frozenset([0x0A, 0x0D])
#: Blanks of every width, of which programs that set type in full lines use many.
_BLANKS = _LINE_ENDS | {code for code in range(0x3001) if chr(code).isspace()}
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
    #: The size of the type, in points.
    size: float

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom


def lines_of_page(text_page: Any, *, most_chars: int = MOST_CHARS_A_PAGE) -> Iterator[Line]:
    """The page's lines in pdfium's order, each cut where a column's gap stands in it; of its first so many characters."""
    n_chars = min(pdfium.FPDFText_CountChars(text_page), most_chars)
    code_of = pdfium.FPDFText_GetUnicode
    held = _Held()
    word: list[str] = []
    start = 0
    for index in range(max(n_chars, 0)):
        code = code_of(text_page, index)
        if code in _BLANKS:
            if word:
                yield from _with_word(held, text_page, "".join(word), start, index - 1)
                word = []
            if code in _LINE_ENDS:
                yield from held.ended()
            continue
        if not word:
            start = index
        if code == _HYPHEN_MARK and pdfium.FPDFText_IsHyphen(text_page, index) == 1:
            # It stands for the line's end too.
            word.append("-")
            yield from _with_word(held, text_page, "".join(word), start, index)
            yield from held.ended()
            word = []
            continue
        word.append(_char(code))
    if word:
        yield from _with_word(held, text_page, "".join(word), start, n_chars - 1)
    yield from held.ended()


def _char(code: int) -> str:
    # Half of a pair, or a glyph without a meaning: the mark that a word is not whole.
    return "\ufffd" if code < 0x20 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _with_word(held: _Held, text_page: Any, word: str, first: int, last: int) -> Iterator[Line]:
    """The line before the word, where the word is of another; the word is added to the line that it is of."""
    # The boxes of a word's two ends are enough, and asking for each takes longer than all the rest.
    boxes = [box for index in dict.fromkeys((first, last)) if (box := _box(text_page, index)) is not None]
    if not boxes:
        return
    box = boxes[0] if len(boxes) == 1 else _hull(*boxes)
    if held.is_apart(box):
        yield from held.ended()
    held.add(word, box, _size(text_page, first))


def _size(text_page: Any, index: int) -> float:
    """The size of the type as it stands on the page, in points: programs write 1 or pixels, and scale the whole."""
    size = float(pdfium.FPDFText_GetFontSize(text_page, index))
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        return size
    return size * (hypot(matrix.c, matrix.d) or 1.0)


Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def _box(text_page: Any, index: int) -> Box | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _hull(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


class _Held:
    """The line that is being gathered."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._box: Box | None = None
        self._weighed = 0.0
        self._n_chars = 0

    @property
    def _size(self) -> float:
        return self._weighed / self._n_chars if self._n_chars else 0.0

    def is_apart(self, box: Box) -> bool:
        """Whether a word there is of another line or of another column."""
        if self._box is None:
            return False
        left, bottom, right, top = self._box
        height = max(top - bottom, 1.0, self._size)
        if box[0] - right > _GAP_SIZES * height or box[0] < left - 2 * height:
            return True
        return box[1] > top or box[3] < bottom

    def add(self, word: str, box: Box, size: float) -> None:
        """Add a word to the line."""
        self._words.append(word)
        self._weighed += size * len(word)
        self._n_chars += len(word)
        self._box = box if self._box is None else _hull(self._box, box)

    def ended(self) -> Iterator[Line]:
        """The line, where words were gathered; and a new one begins."""
        if self._words and self._box is not None:
            left, bottom, right, top = self._box
            yield Line(" ".join(self._words), left, bottom, right, top, self._size)
        self._words, self._box, self._weighed, self._n_chars = [], None, 0.0, 0
