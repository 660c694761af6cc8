"""Finds what stands between quotation marks, straight and curly, over several paragraphs where a quotation runs on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.domain.span import Span

#: Below this many words a quotation may be a scare quote, a title or a loaded word.
FEW_WORDS = 4

_WORD = re.compile(r"\w+(?:['’\-.]\w+)*")
_CLOSER = {"“": "”", "‘": "’", '"': '"', "«": "»"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One pair of marks: its pieces, marks included, one a paragraph."""

    pieces: tuple[Span, ...]
    words: int

    @property
    def span(self) -> Span:
        """From the first mark to the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    @property
    def long(self) -> bool:
        """Whether it is more than a name, a title or a loaded word."""
        return self.words >= FEW_WORDS


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in order, apart from each other; quotations inside quotations are not told apart.

    A mark that is never closed ends with its line, and the next line goes on with it where that line opens with a mark
    again, as printers do for speech of several paragraphs.
    """
    found: list[Quotation] = []
    running: list[Span] = []
    start = 0
    for line in re.split(r"(?<=\n)", text):
        end = start + len(line.rstrip())
        position = start + len(line) - len(line.lstrip())
        if running and (position >= end or text[position] not in _CLOSER) and position < end:
            found.append(_quotation(text, running))
            running = []
        while position < end:
            mark = text[position]
            if mark in _CLOSER and _opens(text, position, start, end):
                close = _closing(text, position, end)
                if close is None:
                    if mark in "‘'" or not _whole_line(text, position, start):
                        position += 1
                        continue
                    running.append(Span(position, end))
                    break
                running.append(Span(position, close + 1))
                found.append(_quotation(text, running))
                running = []
                position = close + 1
            else:
                position += 1
        start += len(line)
    if running:
        found.append(_quotation(text, running))
    return tuple(found)


def _quotation(text: str, pieces: list[Span]) -> Quotation:
    words = sum(len(_WORD.findall(text, piece.start, piece.end)) for piece in pieces)
    return Quotation(tuple(pieces), words)


def _opens(text: str, position: int, start: int, end: int) -> bool:
    mark = text[position]
    after = text[position + 1] if position + 1 < end else " "
    before = text[position - 1] if position > start else " "
    if mark == "‘":
        return not before.isalnum() and not after.isspace()
    if mark != '"':
        return True
    if position == start or not before.isspace():
        return not before.isalnum() or not after.isspace()
    return True


def _whole_line(text: str, position: int, start: int) -> bool:
    """Whether speech that is not closed may run to the end of its line: it fills the line or follows a colon or comma."""
    lead = text[start:position].rstrip()
    return not lead or lead[-1] in ":,"


def _closing(text: str, position: int, end: int) -> int | None:
    mark = text[position]
    closer = _CLOSER[mark]
    at = position + 1
    while True:
        at = text.find(closer, at, end)
        if at < 0:
            return None
        if closer == "’":
            after = text[at + 1] if at + 1 < end else " "
            if after.isalnum() or text[at - 1].isspace():
                at += 1
                continue
        if at == position + 1:
            return None
        return at
