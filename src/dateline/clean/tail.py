"""The credits at a text's end: who else worked on the story, and where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.clean.byline import byline
from dateline.clean.layout import lines_of
from dateline.clean.wording import Wording, alternation

_TAIL_CHARS = 1500
_TAIL_LINES = 8
_CREDIT_CHARS = 400


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit: where it stands, and the authors and the outlet that it names."""

    start: int
    end: int
    authors: tuple[str, ...]
    outlet: str | None


@cache
def _starts(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words)})(?!\w)", re.I)


@cache
def _in_brackets(words: tuple[str, ...]) -> re.Pattern[str]:
    inside = alternation(word.lstrip("(") for word in words)
    return re.compile(rf"\((?:{inside})(?!\w)[^()]{{0,{_CREDIT_CHARS}}}\)", re.I)


def tail_credits(text: str, wording: Wording) -> Iterator[Credit]:
    """The credits among the last lines, and those in brackets near the end, in order."""
    start = max(0, len(text) - _TAIL_CHARS)
    starts = _starts(wording.list("credit", "starts"))
    contains = wording.list("credit", "contains")
    taken: list[tuple[int, int]] = []
    for line in lines_of(text[start:])[-_TAIL_LINES:]:
        low, high = start + line.start, start + line.end
        if low == start > 0 or low == 0:
            # The first line of the window may be cut, and that of the text is no credit.
            continue
        words = text[low:high]
        if len(words) <= _CREDIT_CHARS and (
            starts.match(words) or any(phrase in words.casefold() for phrase in contains)
        ):
            taken.append((low, high))
    for match in _in_brackets(wording.list("credit", "starts")).finditer(text, start):
        if not any(low <= match.start() < high for low, high in taken):
            taken.append(match.span())
    for low, high in sorted(taken):
        yield Credit(low, high, _authors(text[low:high], wording), _outlet(text[low:high], wording))


def _authors(words: str, wording: Wording) -> tuple[str, ...]:
    lead = _starts(wording.list("credit", "authors")).match(words)
    if lead is None:
        return ()
    names = re.split(r"[;.)]", words[lead.end() :])[0].strip()
    by = wording.list("byline", "by")[0]
    written = byline(f"{by} {names}", wording)
    return written.authors if written else ()


def _outlet(words: str, wording: Wording) -> str | None:
    lead = _starts(wording.list("credit", "outlets")).match(words)
    if lead is None:
        return None
    name = words[lead.end() :].strip(" .:()")
    known = wording.outlet(name) or wording.outlet(re.split(r"[/,;]", name)[0]) or wording.outlet_of_address(name)
    if known is not None:
        return known.name
    return name if 2 <= len(name) <= 40 and name[0].isupper() and "/" not in name else None
