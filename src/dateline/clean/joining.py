"""Paragraphs put together again: wrapped lines joined, broken words mended, pages' breaks healed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.clean.layout import Line, ends_sentence, wrap_width
from dateline.clean.tracked import Edit, Tracked
from dateline.clean.wording import Wording
from dateline.domain.document import Removed

_BROKEN_WORD = re.compile(r"([^\W\d_]{2,30})-\Z")
_NEXT_WORD = re.compile(r"[^\W\d_]{1,30}")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
#: A paragraph shorter than this that a page broke is more likely a heading.
_HEALED_CHARS = 30
_SPACES = re.compile(r"[ ]{2,}|(?:(?<=\n)|\A)[ ]|[ ](?=\n|\Z)")
_INDENTED = re.compile(r"\n([ ]{2,8})(?=[^\s])")


def with_indents_as_breaks(tracked: Tracked) -> Tracked:
    """An indented line begins a paragraph where few lines are indented, as in typescripts."""
    text = tracked.text
    indented = list(_INDENTED.finditer(text))
    n_lines = text.count("\n") + 1
    if not 2 <= len(indented) <= 0.5 * n_lines:
        return tracked
    return tracked.edited(
        Edit(match.start(1), match.end(1), "\n")
        for match in indented
        if text[match.start() - 1 : match.start()] != "\n"
    )


@dataclass(frozen=True, slots=True)
class LineKinds:
    """What is known of the lines, by the offsets of their starts.

    ``alone`` are not to be joined to others (title, byline, date, list item, heading), ``goes_on`` belong to the line
    before (a title of several lines); ``broke`` tells whether a page broke between two offsets.
    """

    alone: frozenset[int]
    goes_on: frozenset[int]
    broke: Callable[[int, int], bool]


def joined(
    tracked: Tracked, lines: Sequence[Line], wording: Wording, kinds: LineKinds
) -> tuple[Tracked, tuple[Removed, ...]]:
    """The text in whole paragraphs, with one empty line between two; and the words whose hyphen went."""
    text = tracked.text
    width = wrap_width(text, lines)
    known = _Vocabulary(text, wording)
    edits, removed = [], []
    if lines and lines[0].start > 0:
        edits.append(Edit(0, lines[0].start))
    for line, behind in zip(lines, lines[1:], strict=False):
        between = _between(text, line, behind, width, kinds)
        hyphen = (
            _BROKEN_WORD.search(text, max(line.start, line.end - 32), line.end)
            if text[line.end - 1] == "-" and between == " "
            else None
        )
        goes_on = _NEXT_WORD.match(text, behind.start, behind.end) if hyphen else None
        if hyphen is not None and goes_on is not None and goes_on[0].islower():
            if known.is_one_word(hyphen[1], goes_on[0]):
                removed.append(Removed("hyphenation", f"{hyphen[0]}\n{goes_on[0]}"))
                edits.append(Edit(line.end - 1, behind.start))
            else:
                edits.append(Edit(line.end, behind.start))
            continue
        if text[line.end : behind.start] != between:
            edits += _blanks(text, line.end, behind.start, between)
    if lines and lines[-1].end < len(text):
        edits.append(Edit(lines[-1].end, len(text)))
    return tracked.edited(edits), tuple(removed)


def _blanks(text: str, start: int, end: int, between: str) -> Iterator[Edit]:
    """White space exchanged for other white space; one line's end for one blank keeps its place."""
    at = text.find("\n", start, end)
    if between == " " and at >= 0:
        if at > start:
            yield Edit(start, at)
        yield Edit(at, at + 1, " ")
        if end > at + 1:
            yield Edit(at + 1, end)
        return
    yield Edit(start, end, between)


def _between(text: str, line: Line, behind: Line, width: int | None, kinds: LineKinds) -> str:
    """What goes between two lines: a blank, a line's end or an empty line."""
    if behind.start in kinds.goes_on:
        return " "
    alone = line.start in kinds.alone, behind.start in kinds.alone
    is_open = not ends_sentence(text[line.start : line.end])
    goes_on = is_open and text[behind.start].islower()
    if behind.follows:
        if alone[1]:
            return "\n"
        if alone[0]:
            return " " if goes_on else "\n"
        if goes_on:
            return " "
        if width is None:
            return "\n"
        first = _first_word_length(text, behind)
        # The next word would have fitted: the line was ended on purpose.
        return "\n" if line.length + 1 + first <= 0.8 * width and not is_open else " "
    if any(alone) or not is_open or line.length < _HEALED_CHARS:
        return "\n\n"
    return " " if goes_on or kinds.broke(line.end, behind.start) else "\n\n"


def _first_word_length(text: str, line: Line) -> int:
    end = text.find(" ", line.start, line.end)
    return (end if end >= 0 else line.end) - line.start


class _Vocabulary:
    """The words of the text, which tell a word that a line's end broke from one that has a hyphen."""

    def __init__(self, text: str, wording: Wording) -> None:
        self._text = text
        self._words: frozenset[str] | None = None
        self._suffixes = frozenset(wording.list("hyphenation", "suffixes"))
        self._prefixes = frozenset(wording.list("hyphenation", "prefixes"))

    def is_one_word(self, head: str, tail: str) -> bool:
        """Whether the two halves are one word: it stands elsewhere, or its end is no word by itself."""
        if self._words is None:
            self._words = frozenset(word.casefold() for word in _WORD.findall(self._text))
        head, tail = head.casefold(), tail.casefold()
        if f"{head}-{tail}" in self._words:
            return False
        if head + tail in self._words:
            return True
        return head not in self._prefixes and tail in self._suffixes


def spaced(tracked: Tracked) -> Tracked:
    """The text with one blank where several stood, and none at the ends of lines."""
    return tracked.edited(_space_edits(tracked.text))


def _space_edits(text: str) -> Iterator[Edit]:
    for match in _SPACES.finditer(text):
        start, end = match.span()
        is_inner = start > 0 and text[start - 1] != "\n" and end < len(text) and text[end] != "\n"
        yield Edit(start + 1 if is_inner else start, end)


def raw_lines(tracked: Tracked, lines: Sequence[Line]) -> dict[int, int]:
    """The raw offset of each line's start, by the start."""
    starts = [line.start for line in lines]
    return dict(zip(starts, tracked.raw_starts(starts), strict=True))
