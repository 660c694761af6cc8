"""Names that streets, hospitals and schools are called by, told by the words beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.domain.span import Span
from dateline.lang import table

#: Characters before a name that are looked at.
_BEFORE = 20


@dataclass(frozen=True, slots=True)
class Streets:
    """The words for streets and houses of one language."""

    _followed: re.Pattern[str]
    _ending: re.Pattern[str]
    _crossing: re.Pattern[str]
    _crossed: re.Pattern[str]
    _house_after: re.Pattern[str]
    _house_before: re.Pattern[str]

    def is_street(self, text: str, name: Span) -> bool:
        """Whether a word for a street follows a name, or another street's name at a crossing: "at Elm and Pine streets"."""
        if self._followed.match(text, name.end):
            return True
        before = text[max(0, name.start - _BEFORE) : name.start]
        return self._crossing.search(before) is not None and self._crossed.match(text, name.end) is not None

    def ends_in_street(self, text: str, name: Span) -> bool:
        """Whether a word for a street is the last of a name: "Elm Street"."""
        return self._ending.search(text[name.start : name.end]) is not None

    def is_house(self, text: str, name: Span) -> bool:
        """Whether a hospital or a school is called by the name: "Elmdale Hospital", "Fort Elmdale"."""
        before = text[max(0, name.start - _BEFORE) : name.start]
        return self._house_after.match(text, name.end) is not None or self._house_before.search(before) is not None


@cache
def streets_of(language: str = "en") -> Streets:
    """The words of the table of towns of a language."""
    words = table(language, "towns")["quarters"]
    streets, both, crossing, after, before = (
        "|".join(words[key]) for key in ("streets", "streets_after_two", "crossing", "facilities", "facilities_before")
    )
    second = r"(?:and|&)\s+(?:[A-Z][\w'’]*\s+){1,2}"
    return Streets(
        _followed=re.compile(rf"\s+(?:{streets}|{both}|{second}(?:{both}))(?!\w)"),
        _ending=re.compile(rf"\s(?:{streets})\Z"),
        _crossing=re.compile(rf"\b(?:{crossing})\s+\Z", re.IGNORECASE),
        _crossed=re.compile(rf"\s+{second}(?:{streets})(?!\w)"),
        _house_after=re.compile(rf"\s+(?:{after})(?!\w)"),
        _house_before=re.compile(rf"\b(?:{before})\s+\Z"),
    )
