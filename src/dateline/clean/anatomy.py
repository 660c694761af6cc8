"""The parts of a report around its story: title, byline, date, dateline and credits.

The text is only looked at, so that what is found holds for cleaned text and for text that is taken as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from dateline.clean.byline import byline
from dateline.clean.dates import FoundDate, date_at, date_line
from dateline.clean.layout import Line, ends_sentence, lines_of, wrap_width
from dateline.clean.place_line import place_line
from dateline.clean.tail import tail_credits
from dateline.clean.wording import Wording
from dateline.domain.document import Part, PartKind
from dateline.domain.span import Span

#: A head has a kicker, a title, a line under it, a byline and two dates at most; more lines are the story.
_HEAD_LINES = 14
_TITLE_CHARS = 220
_TITLE_WORDS = 30
_BODY_CHARS = 60
_SENTENCE_INSIDE = re.compile(r"[a-z]{3,}[.!?]\s+[A-Z]")
#: So far into a text without lines may its title and date stand.
_INLINE_CHARS = 600
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_REPEATED = re.compile(r"(?:[A-Z][A-Z /,'&-]{2,40}:\s+)?(\S.{20,200}?)\.?\s+\1(?=[.\s])", re.S)
_LABEL = re.compile(r"(?:title|headline):\s*", re.I)


@dataclass(slots=True)
class Anatomy:
    """What was found; the dates by what they date, the outlets by how well the words vouch for them."""

    parts: list[Part] = field(default_factory=list)
    title: Span | None = None
    authors: list[str] = field(default_factory=list)
    published: FoundDate | None = None
    updated: FoundDate | None = None
    plain: FoundDate | None = None
    filed: FoundDate | None = None
    byline_outlet: str | None = None
    source_outlet: str | None = None
    agency: str | None = None
    address: str | None = None
    #: Where the story begins.
    body: int = 0

    def add(self, kind: PartKind, start: int, end: int) -> None:
        """Note a part, unless one that was found before holds it."""
        span = Span(start, end)
        if not any(part.span.touches(span) for part in self.parts):
            self.parts.append(Part(kind, span))

    def day(self, year: int | None) -> date | None:
        """The day of publication, a year from elsewhere put to a date that has none."""
        for found in (self.published, self.plain, self.filed, self.updated):
            if found is not None:
                day = found.day if year is None else found.in_year(year)
                if day is not None:
                    return day
        return None


def anatomy(text: str, wording: Wording, *, title: str | None = None, heading: int | None = None) -> Anatomy:
    """The parts of the text; ``title`` is what the container says it is, ``heading`` where a marked heading begins."""
    found = Anatomy()
    lines = lines_of(text, limit=400)
    if not lines:
        return found
    width = wrap_width(text, lines)
    _read_head(text, lines, found, wording, _Head(title, heading, width))
    _read_inline(text, found, wording, title)
    _read_place_lines(text, lines, found, wording)
    for credit in tail_credits(text, wording):
        found.add(PartKind.CREDIT, credit.start, credit.end)
        found.source_outlet = found.source_outlet or credit.outlet
        if not found.authors:
            found.authors += credit.authors
    found.parts.sort(key=lambda part: part.span)
    return found


@dataclass(frozen=True, slots=True)
class _Head:
    """What is known before the head is read."""

    title: str | None
    heading: int | None
    width: int | None


def _read_head(text: str, lines: list[Line], found: Anatomy, wording: Wording, head: _Head) -> None:
    index = 0
    bare: tuple[Line, list[str], str | None] | None = None
    lone = 0
    while index < min(len(lines), _HEAD_LINES):
        line = lines[index]
        words = text[line.start : line.end]
        is_last = index == len(lines) - 1
        dated = date_line(text, line.start, line.end, wording)
        if dated is not None:
            _note_date(found, dated.date, dated.office)
            found.add(PartKind.DATE, line.start, line.end)
        elif _ADDRESS.fullmatch(words):
            found.address = found.address or words
        elif wording.outlet(words.strip("()")) is not None and not is_last:
            known = wording.outlet(words.strip("()"))
            found.byline_outlet = found.byline_outlet or (known.name if known else None)
            found.add(PartKind.BYLINE, line.start, line.end)
        elif (written := byline(words, wording)) is not None and written.sure:
            _note_byline(found, line, list(written.authors), written.outlet)
        elif found.title is None and (end := _title_end(text, lines, index, wording, head)) is not None:
            found.title = Span(line.start, lines[end].end)
            found.add(PartKind.TITLE, line.start, lines[end].end)
            index = end
        elif written is not None and found.title is not None and not is_last:
            if written.outlet is not None or _has_place(words, wording) or _date_is_near(text, lines, index, wording):
                _note_byline(found, line, list(written.authors), written.outlet)
            else:
                bare = bare or (line, list(written.authors), written.outlet)
        elif _is_body(text, lines, index, wording) or lone >= 2:
            break
        else:
            lone += 1
        index += 1
    found.body = lines[index].start if index < len(lines) else lines[-1].start
    # A lone name counts where a date stood in the head too.
    if bare is not None and not found.authors and found.plain is not None:
        _note_byline(found, *bare)


def _note_byline(found: Anatomy, line: Line, authors: list[str], outlet: str | None) -> None:
    found.authors += [author for author in authors if author not in found.authors]
    found.byline_outlet = found.byline_outlet or outlet
    found.add(PartKind.BYLINE, line.start, line.end)


def _note_date(found: Anatomy, dated: FoundDate, office: str | None) -> None:
    if office == "published":
        found.published = found.published or dated
    elif office == "updated":
        found.updated = found.updated or dated
    else:
        found.plain = found.plain or dated


def _has_place(words: str, wording: Wording) -> bool:
    return any(f" {word} " in words for word in wording.list("byline", "in"))


def _date_is_near(text: str, lines: list[Line], index: int, wording: Wording) -> bool:
    near = [other for other in (index - 1, index + 1) if 0 <= other < len(lines)]
    return any(date_line(text, lines[other].start, lines[other].end, wording) is not None for other in near)


def _is_body(text: str, lines: list[Line], index: int, wording: Wording) -> bool:
    """Whether the story begins at the line: it is a sentence or long, or begins with a dateline."""
    line = lines[index]
    if place_line(text, line.start, wording) is not None:
        return True
    if line.length > _TITLE_CHARS or (
        index + 1 < len(lines) and lines[index + 1].follows and line.length > _BODY_CHARS
    ):
        return True
    return ends_sentence(text[line.start : line.end]) and line.length > _BODY_CHARS


def _title_end(text: str, lines: list[Line], index: int, wording: Wording, head: _Head) -> int | None:
    """The index of the title's last line where it begins at the line; None where it does not."""
    line = lines[index]
    words = text[line.start : line.end]
    if head.heading is not None:
        return index if line.start == head.heading else None
    if head.title is not None:
        wanted = _folded(head.title)
        for last in range(index, min(index + 3, len(lines))):
            if _folded(text[line.start : lines[last].end]) == wanted:
                return last
        return None
    if any(sweep.takes(words) for sweep in wording.sweeps if not sweep.at_end):
        return None
    if index == len(lines) - 1 or line.length > _TITLE_CHARS or place_line(text, line.start, wording) is not None:
        return None
    if not words[0].isupper() and not words[0].isdigit() and words[0] not in "\"'“‘":
        return None
    last = index
    while last + 1 < len(lines) and lines[last + 1].follows and last - index < 2:
        behind = lines[last + 1]
        behind_words = text[behind.start : behind.end]
        if date_line(text, behind.start, behind.end, wording) or byline(behind_words, wording):
            return index if _is_headline(text[line.start : lines[last].end]) else None
        if head.width is None and not behind_words[0].islower():
            # Each line is a paragraph of its own.
            return index if _is_headline(words) and len(lines) > index + 2 else None
        last += 1
    if last + 1 < len(lines) and lines[last + 1].follows:
        return None
    title = text[line.start : lines[last].end]
    return last if _is_headline(title) and len(title) <= _TITLE_CHARS else None


def _is_headline(words: str) -> bool:
    """Whether the words end as no sentence does and are one phrase; captions have a credit in brackets behind them."""
    if words[-1] in ".,;:…-–—)" or words.endswith(('."', ".”", ".'")) or _SENTENCE_INSIDE.search(words):
        return False
    return 2 <= len(words.split()) <= _TITLE_WORDS


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", " ", words.casefold()).strip()


def _read_inline(text: str, found: Anatomy, wording: Wording, title: str | None) -> None:
    """Title and date of a text whose head runs on into the story without a line's end."""
    start = found.body
    head = text[start : start + _INLINE_CHARS]
    day = date_at(text, start, start + 80, wording)
    if day is not None and day.yearless is None and re.match(r"\s+(?:[A-Z\"“'‘]|title:)", text[day.end : day.end + 8]):
        clock = re.match(r"\s+\d{1,2}:\d{2}(?=\s)", text[day.end : day.end + 10])
        end = day.end + (len(clock[0]) if clock else 0)
        if place_line(text, start, wording) is None:
            found.add(PartKind.DATE, start, end)
            _note_date(found, day, None)
            start = end + len(text[end : end + 4]) - len(text[end : end + 4].lstrip())
    elif day is not None and (clock := re.match(r"\s+\d{1,2}:\d{2}\s+(?=\S)", text[day.end : day.end + 12])):
        found.add(PartKind.DATE, start, day.end + len(clock[0].rstrip()))
        _note_date(found, day, None)
        start = day.end + len(clock[0])
    if found.title is None:
        label = _LABEL.match(text, start)
        start = label.end() if label else start
        _read_inline_title(text, start, found, title)
    match = re.search(r"\S", head)
    if match is not None:
        _read_inline_agency(text, found, wording)


def _read_inline_title(text: str, start: int, found: Anatomy, title: str | None) -> None:
    at = text.find(title, found.body, found.body + _INLINE_CHARS) if title else -1
    if title and at >= 0 and len(title) < len(text) - at:
        found.title = Span(at, at + len(title))
        found.add(PartKind.TITLE, at, at + len(title))
        return
    repeated = _REPEATED.match(text, start, start + _INLINE_CHARS)
    if title is None and repeated is not None and "\n" not in repeated[1]:
        found.title = Span(repeated.start(1), repeated.end(1))
        found.add(PartKind.TITLE, repeated.start(1), repeated.end(1))
        again = repeated.end() - len(repeated[1])
        found.add(PartKind.TITLE, again, repeated.end())


def _read_inline_agency(text: str, found: Anatomy, wording: Wording) -> None:
    """An agency and a day side by side in the running head: "AFP Tuesday 6 Aug 2013"."""
    upto = min(len(text), found.body + _INLINE_CHARS)
    for match in re.finditer(
        r"\b[A-Z][\w'’-]*(?:\s(?:[A-Z][\w'’-]*|and))?(?=\s*,?\s+(?:[A-Z][a-z]+day\b|\d{1,2}\s))",
        text[found.body : upto],
    ):
        known = wording.outlet(match[0]) or wording.outlet(match[0].split()[0])
        at = found.body + match.end()
        at += len(text[at : at + 4]) - len(text[at : at + 4].lstrip(" ,\n"))
        day = date_at(text, at, min(upto, at + 60), wording)
        if known is not None and day is not None and day.yearless is None:
            found.add(PartKind.DATE, day.start, day.end)
            _note_date(found, day, None)
            found.agency = found.agency or known.name
            return


def _read_place_lines(text: str, lines: list[Line], found: Anatomy, wording: Wording) -> None:
    """The first dateline at the start of the story's first lines, or behind an inline title or date."""
    starts = [line.start for line in lines if line.start >= found.body][:4]
    starts += [part.span.end for part in found.parts if part.kind is not PartKind.BYLINE]
    for start in sorted(starts):
        at = start + len(text[start : start + 8]) - len(text[start : start + 8].lstrip(" .\n"))
        dated = place_line(text, at, wording)
        if dated is not None:
            found.add(PartKind.DATELINE, dated.start, dated.end)
            found.filed = found.filed or dated.date
            found.agency = found.agency or dated.agency
            return
