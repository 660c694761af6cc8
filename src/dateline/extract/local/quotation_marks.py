"""Finds what stands between quotation marks, straight and curly, over several paragraphs where a quotation runs on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.domain.span import Span

#: Below this many words a quotation may be a scare quote, a title or a loaded word.
FEW_WORDS = 4

#: Speech that is not closed runs on at most this many characters to the mark that opens its next line.
_LONGEST = 1500

_WORD = re.compile(r"\w+(?:['’\-.]\w+)*")
_PARAGRAPH = re.compile(r"\S(?:.|\n(?![^\S\n]*\n))*")
#: Two single marks or backquotes stand for a double one, as in wire copy; the filler keeps the offsets.
_DOUBLED = re.compile(r"''|``")
_FILLER = "\u2060"
_BEFORE_OPENING = frozenset("([{—–-/")
_AFTER_CLOSING = frozenset(".,;:!?)]}")
_CLOSER = {"“": "”", "‘": "’", '"': '"', "«": "»", "`": "'"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """One pair of marks: its pieces, marks included, one a paragraph."""

    pieces: tuple[Span, ...]
    words: int
    #: Whether it is speech of its own by its form: it begins with a capital and ends with a stop inside the marks.
    whole: bool

    @property
    def span(self) -> Span:
        """From the first mark to the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    @property
    def spoken(self) -> bool:
        """Whether it is more than a name, a title or a loaded word."""
        return self.whole or self.words >= FEW_WORDS


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a text in order, apart from each other; quotations inside quotations are not told apart.

    A mark that is never closed ends with its paragraph, and the next paragraph goes on with it where that opens with a
    mark again, as printers do for speech of several paragraphs.
    """
    text = _DOUBLED.sub('"' + _FILLER, text)
    found: list[Quotation] = []
    running: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        position, end = paragraph.start(), paragraph.end()
        if running and text[position] not in _CLOSER:
            found.append(_quotation(text, running))
            running = []
        while position < end:
            mark = text[position]
            if mark not in _CLOSER or not _opens(text, position, paragraph.start(), end):
                position += 1
                continue
            close = _closing(text, position, end)
            if close is not None:
                after = close + 2 if text[close + 1 : close + 2] == _FILLER else close + 1
                running.append(Span(position, after))
                found.append(_quotation(text, running))
                running = []
                position = after
                continue
            again = _line_opened_by(text, mark, position, end)
            runs_on = again is not None or _leads_in(text, position, paragraph.start()) or _goes_on(text, mark, end)
            if mark in "‘`" or not runs_on:
                position += 1
                continue
            stop = again if again is not None and again - position < _LONGEST else _line_end(text, position, end)
            if _goes_on(text, mark, end):
                stop = end
            running.append(Span(position, len(text[:stop].rstrip())))
            position = stop
    if running:
        found.append(_quotation(text, running))
    return tuple(found)


def _quotation(text: str, pieces: list[Span]) -> Quotation:
    words = sum(len(_WORD.findall(text, piece.start, piece.end)) for piece in pieces)
    inside = text[pieces[0].start : pieces[-1].end].strip("\"“”‘’«»`'" + _FILLER).strip()
    whole = bool(inside) and inside[0].isupper() and inside[-1] in ".,?!…"
    return Quotation(tuple(pieces), words, whole)


def _opens(text: str, position: int, start: int, end: int) -> bool:
    """Whether a mark can open a quotation; a straight one always can, save where it hangs on the word before it."""
    mark = text[position]
    after = text[position + 1 : min(end, position + 3)].lstrip(_FILLER)[:1] or " "
    before = text[position - 1] if position > start else " "
    if mark == "`":
        return not before.isalnum()
    if mark == "‘":
        return not before.isalnum() and not after.isspace()
    if mark == '"':
        return before.isspace() or before in _BEFORE_OPENING or not (after.isspace() or after in _AFTER_CLOSING)
    return True


def _leads_in(text: str, position: int, start: int) -> bool:
    """Whether speech that is not closed may run to the end of its paragraph: it fills it, or a colon or comma leads."""
    lead = text[start:position].rstrip()
    return not lead or lead[-1] in ":," or text[position - 1] == "\n"


def _goes_on(text: str, mark: str, end: int) -> bool:
    """Whether the next paragraph begins with the same mark."""
    return text[end : end + 20].lstrip()[:1] == mark


def _line_end(text: str, position: int, end: int) -> int:
    found = text.find("\n", position, end)
    return found if found >= 0 else end


def _line_opened_by(text: str, mark: str, position: int, end: int) -> int | None:
    """Where the next line stands that begins with the same mark."""
    found = text.find("\n" + mark, position + 1, end)
    return found + 1 if found >= 0 else None


def _straight_closing(text: str, start: int, limit: int) -> int:
    """The straight mark that closes a curly one, as mixed copy has it, before the next curly one opens; -1 for none."""
    again = text.find("“", start, limit)
    stop = limit if again < 0 else again
    at = text.find('"', start, stop)
    while at > start and (text[at - 1].isspace() or text[at + 1 : at + 2].isalnum()):
        at = text.find('"', at + 1, stop)
    return at


def _closing(text: str, position: int, end: int) -> int | None:
    """The mark that closes, or None where the same mark opens a line before it."""
    mark = text[position]
    closer = _CLOSER[mark]
    again = _line_opened_by(text, mark, position, end)
    limit = min(end, again or end)
    at = position + 1
    while True:
        at = text.find(closer, at, limit)
        if mark == "“" and (at < 0 or "“" in text[position + 1 : at]):
            at = _straight_closing(text, position + 1, limit)
        if at < 0 or at == position + 1:
            return None
        if closer in "’'":
            after = text[at + 1] if at + 1 < end else " "
            if after.isalnum() or text[at - 1].isspace():
                at += 1
                continue
        return at
