"""Title, authors, outlet and day of a document: what the container says first, then what the text says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.clean.anatomy import Anatomy
from dateline.clean.wording import Wording, alternation
from dateline.domain.document import Removed
from dateline.domain.raw_document import Given

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)(?:\s*(?:©|\(c\)))?[\s:]*(?P<year>(?:19|20)\d{2})?(?:\s*[-–]\s*(?P<last>(?:19|20)\d{2}))?,?\s*"
    r"(?:by\s+)?(?P<name>(?:the\s+)?[A-Z][^.|\n,;©]{1,60})?",
    re.I,
)
_NAME_END = re.compile(
    r"\s*(?:all rights|all right|inc\b|ltd\b|llc\b|plc\b|limited\b|company\b|corp\b|via\b|contributed\b|[-–—]\s).*$",
    re.I | re.S,
)
_SITE = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,12})(?=[/\s)\]>,;:'\"]|\.?$|\.\s)", re.I | re.M)
_DAY_IN_URL = re.compile(r"/(19\d\d|20\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)")


@dataclass(frozen=True, slots=True)
class Fields:
    """What is known of the document as a whole."""

    title: str | None
    authors: tuple[str, ...]
    outlet: str | None
    published: date | None


def fields_of(text: str, found: Anatomy, given: Given, removed: Sequence[Removed], wording: Wording) -> Fields:
    """The fields; the container's own win, and words that only point at an outlet or day come last."""
    swept = [part.text for part in removed]
    address = given.url or found.address
    title = given.title
    if title is None and found.title is not None:
        title = " ".join(text[found.title.start : found.title.end].split())
    outlet = given.outlet or _outlet(found, address, swept, wording)
    authors = given.authors or tuple(author for author in found.authors if author != outlet)
    return Fields(
        title=title,
        authors=authors,
        outlet=outlet,
        published=given.published or _published(found, address, swept),
    )


def _outlet(found: Anatomy, address: str | None, swept: Sequence[str], wording: Wording) -> str | None:
    """The publisher before the agency: who prints a story is not always who wrote it."""
    site = wording.outlet_of_address(address) if address else None
    if site is not None:
        return site.name
    return (
        _rights_holder(swept, wording)
        or _called_upon(swept, wording)
        or _site_owner(swept, wording)
        or found.byline_outlet
        or found.source_outlet
        or found.agency
    )


def _rights_holder(swept: Sequence[str], wording: Wording) -> str | None:
    for words in swept:
        for match in _COPYRIGHT.finditer(words):
            owner = wording.outlet((match["name"] or "").strip(" .,-"))
            if owner is not None:
                return owner.name
            name = _NAME_END.sub("", match["name"] or "").strip(" .,-")
            if len(name) >= 2 and name.split()[0].casefold() not in (
                "notice",
                "policy",
                "holder",
                "owner",
                "law",
                "protected",
            ):
                known = wording.outlet(name)
                # Capitals alone tell a name from the words of a notice.
                if known is not None or (name[0].isupper() and not name.isupper()) or len(name) <= 6:
                    return known.name if known else name
    return None


def _called_upon(swept: Sequence[str], wording: Wording) -> str | None:
    """The name in a call to get in touch, where it is a known outlet or fits a site that the page names."""
    sites = [match[1].casefold() for words in swept for match in _SITE.finditer(words)]
    leads = alternation(wording.list("contact", "before_outlet"))
    for words in swept:
        for match in re.finditer(rf"\b(?i:{leads})\s+(?i:the\s+)?((?:[A-Z][\w'’&-]*\s?){{1,5}})", words):
            tokens = match[1].split()
            for size in range(len(tokens), 0, -1):
                name = " ".join(tokens[:size])
                known = wording.outlet(name)
                if known is not None:
                    # As the page writes it: it knows its own name.
                    return name
                squeezed = re.sub(r"\W", "", name).casefold()
                if len(squeezed) >= 3 and any(site.split(".")[-2] == squeezed for site in sites):
                    return name
    return None


def _site_owner(swept: Sequence[str], wording: Wording) -> str | None:
    for words in swept:
        for match in _SITE.finditer(words):
            known = wording.outlet_of_address(match[1])
            if known is not None and not known.agency:
                return known.name
    return None


def _published(found: Anatomy, address: str | None, swept: Sequence[str]) -> date | None:
    """The head's day; the address' and the copyright's year stand in where the head says none."""
    day = found.day(None)
    if day is not None:
        return day
    in_url = _DAY_IN_URL.search(address) if address else None
    if in_url is not None:
        try:
            day = date(int(in_url[1]), int(in_url[2]), int(in_url[3]))
        except ValueError:
            day = None
    if day is not None:
        return found.day(day.year) or day
    years = [match["last"] or match["year"] for words in swept for match in _COPYRIGHT.finditer(words)]
    year = next((int(year) for year in years if year), None)
    return found.day(year) if year is not None else None
