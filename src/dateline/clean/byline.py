"""Who wrote it: the line under a title that names the authors, and perhaps the place and the outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.clean.dates import CLOCK, found_dates
from dateline.clean.wording import Wording, alternation

_TOKEN = r"(?:[A-ZÀ-ÖØ-ÞĀ-ſ][\w.'’-]*|(?:al|el|ash|an|ar|as|at)-[A-Z][\w'’-]*)"
_PARTICLE = r"(?:de|da|do|dos|van|von|der|den|ter|bin|bint|ibn|el|al|la|le|du|del|della|di|abu|ben|y|e)"
_NAME = re.compile(rf"{_TOKEN}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_TOKEN}){{1,4}}")
_MAX_CHARS = 160
_SEPARATOR = re.compile(r"\s*(?:,|;|\||/|\s[–—-]\s|\(|\))\s*")
#: In a line without "by", words that a name of a person does not hold.
_NO_NAME = re.compile(
    r"\b(?:The|In|On|At|Of|For|And|Or|A|An|News|World|Report|Update|Analysis|Opinion|Attack|War|State|States|Army|Police|"
    r"President|Minister|Killed|Dead|How|Why|What|Who|Is|Are|Was|To|From|With|Today|Daily|Times|Post|Press|Agency|Group|"
    r"Front|Party|Council|Islamic|National|United|Crime|Coverage|South|North|East|West|Staff|Breaking|Government|Forces|Middle|Africa|Asia|Europe|America)\b"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The names in the line; an outlet where it names one; ``sure`` where a word such as "by" says what the line is."""

    authors: tuple[str, ...]
    outlet: str | None
    sure: bool


@cache
def _lead(by: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\s(]*(?:{alternation(by)})(?!\w)[:\s]+(?=\S)", re.I)


def byline(line: str, wording: Wording) -> Byline | None:
    """The line as one that names who wrote it; None where any word of it is left over."""
    if len(line) > _MAX_CHARS or line.rstrip()[-1:] in ("!", "?"):
        return None
    lead = _lead(wording.list("byline", "by")).match(line)
    words = line[lead.end() :] if lead else line
    for found in reversed(list(found_dates(words, 0, len(words), wording))):
        words = words[: found.start] + " | " + words[found.end :]
    words = CLOCK.sub(" | ", words).strip(" .)|")
    if not words:
        return None
    return _explained(words, wording, sure=lead is not None)


def _explained(words: str, wording: Wording, *, sure: bool) -> Byline | None:
    """Every piece of the line must be a name, an office, an outlet or a place."""
    authors: list[str] = []
    outlet: str | None = None
    has_office = False
    for piece, may_write in _pieces(words, wording):
        known = wording.outlet(piece)
        if known is not None:
            outlet = outlet or known.name
        elif _is_nobody(piece, wording):
            has_office = True
        elif _office(piece, wording):
            has_office = True
            agency = next((name for name in _named(piece, wording)), None)
            outlet = outlet or agency
        elif may_write and _is_name(piece) and (sure or _NO_NAME.search(piece) is None):
            authors.append(_in_mixed_case(piece))
        elif not (authors and re.fullmatch(rf"{_TOKEN}(?:\s+{_TOKEN}){{0,2}}", piece)):
            return None
    if not sure and not authors:
        return None
    if not authors and outlet is None and not has_office:
        return None
    return Byline(tuple(authors), outlet, sure)


def _pieces(words: str, wording: Wording) -> list[tuple[str, bool]]:
    """The pieces, and whether each may be an author; what follows "in" or "for" is a place or an outlet."""
    joined = alternation(wording.list("byline", "and"))
    places = alternation(wording.list("byline", "in"))
    pieces: list[tuple[str, bool]] = []
    for part in _SEPARATOR.split(words):
        for name in re.split(rf"\s+(?:{joined})\s+|^(?:{joined})\s+", part, flags=re.I):
            found = re.split(rf"(?:^|\s+)(?:{places})\s+(?:the\s+)?", name, flags=re.I)
            pieces += [(piece.strip(" .:"), index == 0) for index, piece in enumerate(found)]
    return [(piece, may_write) for piece, may_write in pieces if piece]


def _is_name(piece: str) -> bool:
    return _NAME.fullmatch(piece) is not None and not any(character.isdigit() for character in piece)


def _is_nobody(piece: str, wording: Wording) -> bool:
    return piece.casefold() in wording.list("byline", "nobody")


def _office(piece: str, wording: Wording) -> bool:
    folded = piece.casefold()
    return any(folded == role or folded.endswith(" " + role) for role in wording.list("byline", "roles"))


def _named(piece: str, wording: Wording) -> list[str]:
    """Outlets that an office names in its first words: "Reuters correspondent"."""
    words = piece.split()
    found = (wording.outlet(" ".join(words[:size])) for size in range(len(words), 0, -1))
    return [outlet.name for outlet in found if outlet is not None]


def _in_mixed_case(name: str) -> str:
    """A name in capitals as names are written; others as they are."""
    if not name.isupper():
        return " ".join(name.split())
    return " ".join(re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word) for word in name.split())
