"""How a text lies on the page: its lines, its blocks of lines, and whether its paragraphs were wrapped by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$|[\"”»]$|:$")
#: Typewriters, mail and wire services wrap between 60 and 80; up to this is taken for wrapping.
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 35


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words, without the blanks around it."""

    start: int
    end: int
    #: No empty line stands between it and the line before.
    follows: bool

    @property
    def length(self) -> int:
        """In characters."""
        return self.end - self.start


def lines_of(text: str, limit: int | None = None) -> list[Line]:
    """The lines that hold words, at most ``limit`` of them."""
    lines: list[Line] = []
    start, n_ends = 0, 0
    while start < len(text) and (limit is None or len(lines) < limit):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        words = text[start:end]
        stripped = words.strip()
        n_ends += 1
        if stripped:
            first = start + len(words) - len(words.lstrip())
            lines.append(Line(first, first + len(stripped), follows=bool(lines) and n_ends == 1))
            n_ends = 0
        start = end + 1
    return lines


def blocks_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines in blocks that empty lines part."""
    blocks: list[list[Line]] = []
    for line in lines:
        if line.follows and blocks:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def ends_sentence(words: str) -> bool:
    """Whether the words end as a sentence does, quotation marks and brackets behind it allowed; a colon counts."""
    return _FINAL.search(words[-6:].rstrip()) is not None


def wrap_width(text: str, lines: Sequence[Line]) -> int | None:
    """The width at which the paragraphs were wrapped by hand; None where each line is a paragraph of its own.

    A wrapped line ends where the next word would not have fitted, and hardly ever at a sentence's end.
    """
    inner = [line for line, after in zip(lines, lines[1:], strict=False) if after.follows]
    if not inner:
        return None
    lengths = sorted(line.length for line in inner)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP or lengths[-1] > 2 * _WIDEST_WRAP:
        return None
    n_final = sum(ends_sentence(text[line.start : line.end]) for line in inner)
    if n_final > 0.6 * len(inner) and len(inner) >= 3:
        return None
    n_full = sum(line.length >= 0.75 * width for line in inner)
    return width if n_full >= 0.5 * len(inner) else None
