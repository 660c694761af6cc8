"""Words of a report as a person selects them: held to the very text, by their offsets, by themselves, or by both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dateline.domain.claim import Claim
from dateline.domain.document import Document
from dateline.domain.judgement import JudgedWords
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.domain.telling import Words
from dateline.errors import ConfigError, UnknownError
from dateline.store import Ledger as Store
from dateline.store import ReportListing

#: How much of a text around words is told where they are not what they should be.
_SHOWN = 60
#: Where a sentence ends: a mark, perhaps closing quotation marks, and a blank before what may begin one; or a line's end.
_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-Þ])|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Words of a report, and the value that they are taken to mean where they do not say it by themselves.

    ``start`` and ``end`` are half-open, in code points of the report's text; with ``text`` beside them, both must agree.
    ``text`` alone must stand in the report once. A pin without words is a value that a person gives without any.
    """

    start: int | None = None
    end: int | None = None
    text: str | None = None
    value: Any = None

    @property
    def has_words(self) -> bool:
        """Whether it names words at all."""
        return self.text is not None or self.start is not None


def report_reading(store: Store, name: str) -> Reading:
    """The present reading of a report, by its key or the id that it is printed under; raises UnknownError."""
    key = ReportListing(store).report_key(name)
    reading = None if key is None else store.reading(key)
    if reading is None:
        raise UnknownError(f"no report {name!r:.80} is in the ledger", hint="`GET /reports` lists them")
    return reading


def words_at(document: Document, pin: Pin, what: str) -> Words:
    """The words of a pin; raises ConfigError where the text does not have them, or not there, or more than once."""
    if pin.start is None or pin.end is None:
        if pin.start is not None or pin.end is not None:
            raise ConfigError(f"{what}: words have a start and an end")
        if not pin.text:
            raise ConfigError(f"{what}: no words are given", hint="select the words of the report that say it")
        return _only(document, pin.text, what)
    if not 0 <= pin.start < pin.end <= len(document.text):
        raise ConfigError(
            f"{what}: no words stand from {pin.start} to {pin.end}; the text has {len(document.text):,} code points"
        )
    found = document.text[pin.start : pin.end]
    if pin.text is not None and pin.text != found:
        raise ConfigError(
            f"{what}: from {pin.start} to {pin.end} the report says {found!r:.{_SHOWN}}, not {pin.text!r:.{_SHOWN}}",
            hint="offsets count code points of the report's text, the end not included",
        )
    if not found.strip():
        raise ConfigError(f"{what}: from {pin.start} to {pin.end} there are blanks and no words")
    return Words(pin.start, pin.end, found)


def _only(document: Document, text: str, what: str) -> Words:
    """The one place where those words stand, whole words only."""
    edges = [r"\b" if one.isalnum() else "" for one in (text[0], text[-1])]
    found = [match.start() for match in re.finditer(edges[0] + re.escape(text) + edges[1], document.text)]
    if not found:
        raise ConfigError(f"{what}: the report does not say {text!r:.{_SHOWN}}")
    if len(found) > 1:
        places = ", ".join(f"{start}..{start + len(text)}" for start in found[:6])
        raise ConfigError(
            f"{what}: the report says {text!r:.{_SHOWN}} {len(found)} times", hint=f"give the place too: {places}"
        )
    return Words(found[0], found[0] + len(text), text)


def sentence_at(document: Document, words: Words, claims: Iterable[Claim] = ()) -> Words:
    """The sentence that the words stand in: as it was read for a claim, where one is told in it, else as its marks show."""
    span = Span(words.start, words.end)
    read = [claim.evidence for claim in claims if claim.evidence.holds(span)]
    if read:
        best = min(read, key=lambda one: (len(one), one))
        return Words(best.start, best.end, document.quote(best))
    text = document.text
    ends = [match.end() for match in _ENDS.finditer(text)]
    start = max((end for end in ends if end <= words.start), default=0)
    end = min((end for end in ends if end >= words.end), default=len(text))
    while start < words.start and text[start].isspace():
        start += 1
    while end > words.end and text[end - 1].isspace():
        end -= 1
    return Words(start, end, text[start:end])


def judged_words(store: Store, report: str, pin: Pin) -> JudgedWords:
    """Words of a report as the ground of a decision; raises ConfigError where they are not there."""
    reading = report_reading(store, report)
    words = words_at(reading.document, pin, "words")
    evidence = sentence_at(reading.document, words, reading.claims)
    return JudgedWords(
        report=reading.document.key, start=words.start, end=words.end, text=words.text, evidence=evidence.text
    )
