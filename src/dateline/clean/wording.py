"""The table ``boilerplate`` of a language, compiled: what stands around a story and how it is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline import lang
from dateline.plugins import Settings

_TABLE = "boilerplate"
_EDGES = " \t\n.,:;!|•·*_-–—[](){}<>«»\"'"
_ADDRESS = re.compile(
    r"https?://|www\.|\S@\S|@\w{3,}|\b[\w-]+\.(?:com|org|net|info|news|co|int|gov|edu)\b|\+?\d[\d ()-]{7,}\d"
)


@dataclass(frozen=True, slots=True)
class Sweep:
    """How the units of one reason are recognised."""

    reason: str
    starts: re.Pattern[str]
    weak: re.Pattern[str]
    contains: re.Pattern[str] | None
    whole: frozenset[str]
    max_chars: int
    at_end: bool

    def takes(self, words: str, *, leads: bool = False) -> bool:
        """Whether the unit is to go; ``leads``: an address follows right behind it."""
        if len(words) > self.max_chars:
            return False
        folded = words.casefold()
        if (
            folded.strip(_EDGES) in self.whole
            or self.starts.match(folded)
            or (self.contains and self.contains.search(folded))
        ):
            return True
        return bool(self.weak.match(folded) and (_ADDRESS.search(words) or (leads and folded.endswith(":"))))


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet by one of its names; ``agency``: its name in a dateline does not say who published the story."""

    name: str
    agency: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """The compiled table."""

    sweeps: tuple[Sweep, ...]
    photo_agency: re.Pattern[str]
    page_lines: re.Pattern[str]
    outlets: Mapping[str, Outlet]
    domains: Mapping[str, Outlet]
    words: Mapping[str, Any]
    months: Mapping[str, int]
    weekdays: frozenset[str]

    def outlet(self, name: str) -> Outlet | None:
        """The outlet of that name, an article before it or not, as the table writes it."""
        folded = name.strip().strip(".,;:()[]/").casefold()
        return self.outlets.get(folded) or self.outlets.get(folded.removeprefix("the "))

    def outlet_of_address(self, address: str) -> Outlet | None:
        """The outlet whose site the address is on."""
        host = re.sub(r"^[a-z]+://", "", address.strip().casefold()).split("/")[0].split(":")[0].split("@")[-1]
        parts = host.split(".")
        for first in range(len(parts) - 1):
            found = self.domains.get(".".join(parts[first:]))
            if found is not None:
                return found
        return None

    def list(self, section: str, key: str) -> tuple[str, ...]:
        """The words of a key, in the table's order."""
        return tuple(self.words[section][key])


def wording(settings: Settings) -> Wording:
    """The wording of the settings' language, a project's own table laid over it."""
    return _wording(settings.language, settings.overlay("lang"))


@cache
def _wording(language: str, overlay: Path | None) -> Wording:
    words = lang.table(language, _TABLE, overlay)
    dates = lang.table(language, "dates", overlay)
    outlets: dict[str, Outlet] = {}
    domains: dict[str, Outlet] = {}
    for entry in words["outlet"]:
        agency = bool(entry.get("agency", False))
        for name in entry["names"]:
            outlets[name.casefold()] = Outlet(name, agency)
        for owner in entry.get("owners", ()):
            outlets[owner.casefold()] = Outlet(entry["names"][0], agency)
        for domain in entry["domains"]:
            domains[domain] = Outlet(entry["names"][0], agency)
    agencies = alternation(words["remove"]["photo_credit"]["agencies"])
    return Wording(
        sweeps=tuple(_sweep(reason, rule) for reason, rule in words["remove"].items()),
        photo_agency=re.compile(
            rf"(?:{agencies})\s?/\s?[A-Z][\w.'’ -]{{2,50}}\.?|\([A-Z][\w.'’ -]{{2,50}}/\s?(?:{agencies})[\w ]{{0,20}}\)"
        ),
        page_lines=_page_lines(words["page_break"]["lines"]),
        outlets=outlets,
        domains=domains,
        words=words,
        months=dates["months"],
        weekdays=frozenset([*dates["weekdays"], *dates.get("weekday_shorts", ())]),
    )


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first; none of them matches nothing."""
    escaped = [re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))]
    return "|".join(escaped) or r"(?!)"


def _sweep(reason: str, rule: Mapping[str, Any]) -> Sweep:
    lead = r"[\s*•|>»#\[(–—-]{0,6}"
    return Sweep(
        reason=reason,
        starts=re.compile(lead + _bounded(rule.get("starts", ()))),
        weak=re.compile(lead + _bounded(rule.get("weak", ()))),
        contains=re.compile(_bounded(rule["contains"])) if rule.get("contains") else None,
        whole=frozenset(phrase.strip(_EDGES) for phrase in rule.get("whole", ())),
        max_chars=rule["max_chars"],
        at_end=bool(rule.get("at_end", False)),
    )


def _bounded(phrases: Iterable[str]) -> str:
    """The phrases, each ending where a word ends."""
    return rf"(?:{alternation(phrases)})(?!\w)"


def _page_lines(forms: Iterable[str]) -> re.Pattern[str]:
    patterns = (
        re.escape(form).replace(r"\ ", r"\s+").replace(r"\{number\}", r"\d{1,4}").replace(r"\{of\}", r"\d{1,4}")
        for form in forms
    )
    return re.compile("|".join(patterns), re.I)
