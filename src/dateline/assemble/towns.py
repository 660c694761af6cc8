"""Streets, parks, hospitals and quarters: they lie in the town that the report names.

A name may be of a street that no gazetteer knows, of a quarter ("the Eastgate neighborhood"), or of a place far off that
shares it: "a shooting in Austin" told by a paper of Chicago, where nothing else of Texas is named, is in a quarter of Chicago.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from math import asin, cos, radians, sin, sqrt

from dateline.domain.document import Document
from dateline.domain.ids import PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.span import Span
from dateline.domain.value import Where
from dateline.lang import table
from dateline.lang.streets import streets_of

#: Why an account is put in a town where its claims name a street, a quarter, or a place far off.
AROUND = "the town named nearest to the street"
QUARTER = "the town that the report names, of which the words name a quarter"
ADRIFT = "the report's own town: nothing else near the place of that name is told of"

_TOWNS = frozenset({PlacePrecision.SETTLEMENT, PlacePrecision.DISTRICT})
_NAMED_AS_TOWN = frozenset({PlacePrecision.SETTLEMENT, PlacePrecision.UNRESOLVED})
#: A place of the same name is another one only where it is at least so far from the report's town.
_FAR_KM = 100.0
#: A reading of a name that is surer than this stands, unless its country is told of nowhere in the report.
_SURE = 0.95
_CAPITAL = "PPLC"
_EARTH_RADIUS_KM = 6371.0
#: Shorter names in capitals ("UAE") are abbreviations wherever they stand.
_SHORTEST_CAPITALS = 5
#: After a name that heads a report: "GAO, Mali (Reuters) -", "Gao —".
_BYLINE = re.compile(r"\s*(?:,[^.()\n]{0,40})?(?:\([A-Z][A-Za-z. ]{1,25}\)\s*(?:--?|–|—)|(?:—|--|–| -)\s)")
#: After a name in capitals that does.
_AFTER_CAPITALS = re.compile(r"\s*(?:,|\(|--?|–|—)")
#: Before a name that is the end of a longer one, and the characters before a name that are looked at.
_INNER = re.compile(r"\b[A-Z][\w'’]*\s+\Z")
_BEFORE = 20
_LINE_START = re.compile(r"(?:\A|\n)[\W\d_]*\Z")


@dataclass(frozen=True, slots=True)
class _Words:
    last: frozenset[str]
    sides: frozenset[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    common: frozenset[str]
    force: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    rows = table(language, "towns")
    quarters = "|".join(rows["quarters"]["nouns"])
    return _Words(
        last=frozenset(rows["inside"]["last"]),
        sides=frozenset(rows["quarters"]["sides"]),
        after=re.compile(rf"\s+(?:{quarters})\b(?! of\b)", re.IGNORECASE),
        before=re.compile(rf"\b(?:{quarters}) of (?:the )?\Z", re.IGNORECASE),
        common=frozenset(rows["quarters"]["common"]),
        force=re.compile(rf"\s+(?:{'|'.join(rows['quarters']['of_town'])})\b", re.IGNORECASE),
    )


class Towns:
    """The towns of one document, and what lies inside of them."""

    def __init__(self, places: Collection[Place], document: Document, language: str = "en") -> None:
        self._places = {place.id: place for place in places}
        self._document = document
        self._words = _words(language)
        self._streets = streets_of(language)

    def is_inside(self, place: Place) -> bool:
        """Whether it is a place inside of a town, and not one beside it."""
        return self._why_inside(place.id) is not None

    def around(self, where: Where) -> Where:
        """The town for a street, a quarter, or a place adrift; any other place as it is."""
        place = self._places.get(where.place)
        why = self._why_inside(where.place)
        if place is None or why is None:
            return where
        spans = (where.span,) if where.span is not None else place.mentions
        towns = [other for other in self._fixed if other.id != place.id]
        if why != AROUND and self.home is not None and self.home.id != place.id:
            towns = [self.home]
        named = [
            (min(_gap(span, mention) for span in spans), mention, other.id)
            for other in towns
            for mention in other.mentions
        ]
        if not named or not spans:
            return where
        _, mention, town = min(named)
        return Where(span=mention, place=town, reason=why)

    @cached_property
    def _reasons(self) -> dict[PlaceId, str | None]:
        return {}

    def _why_inside(self, identifier: PlaceId) -> str | None:
        if identifier not in self._reasons:
            place = self._places.get(identifier)
            self._reasons[identifier] = None if place is None else self._reason(place)
        return self._reasons[identifier]

    def _reason(self, place: Place) -> str | None:
        words = place.name.lower().split()
        if self._is_common(place) or self._is_street(place) or self._is_direction(place, words):
            return AROUND
        if place.precision is PlacePrecision.UNRESOLVED and words:
            if words[-1] in self._words.last:
                return AROUND
            if self._is_side(words):
                return QUARTER
        if self.home is None or self.home.id == place.id or place.precision not in _NAMED_AS_TOWN:
            return None
        if self._is_quarter(place):
            return QUARTER
        return ADRIFT if self._is_adrift(place) else None

    def _is_direction(self, place: Place, words: list[str]) -> bool:
        """Whether a direction was read as a province far off that is called so, of whose country nothing is told."""
        return (
            bool(words)
            and all(word in self._words.sides for word in words)
            and not any(other.country == place.country and other.id != place.id for other in self._places.values())
        )

    def _is_side(self, words: list[str]) -> bool:
        """Whether a direction and a town's own name make up the words: "East Selmun", "Selmun North"."""
        names = {town.name.lower() for town in self._fixed}
        if len(words) < 2:
            return False
        first, last = words[0] in self._words.sides, words[-1] in self._words.sides
        return (first and " ".join(words[1:]) in names) or (last and " ".join(words[:-1]) in names)

    def _is_quarter(self, place: Place) -> bool:
        """Whether the text calls it a quarter: "the Eastgate neighborhood", "the neighborhood of Eastgate"."""
        text = self._document.text
        return any(
            self._words.after.match(text, mention.end)
            or self._words.before.search(text[max(0, mention.start - 30) : mention.start])
            for mention in place.mentions
        )

    @cached_property
    def home(self) -> Place | None:
        """The report's own town: that of its dateline, else the one whose region is named most; None without towns."""
        towns = [
            place
            for place in self._places.values()
            if (self._is_town(place) and not self._is_quarter(place)) or self._is_county_told_from(place)
        ]
        return max(
            towns,
            key=lambda town: (
                any(self._is_dateline(mention) for mention in town.mentions),
                self._is_of_force(town),
                self._regions[town.country, town.admin1],
                len(town.mentions),
                -town.mentions[0].start,
            ),
            default=None,
        )

    @cached_property
    def _fixed(self) -> list[Place]:
        """The towns and districts that are where the gazetteer has them."""
        known = [place for place in self._places.values() if place.precision in _TOWNS and place.lat is not None]
        return [
            place
            for place in known
            if place.mentions
            and not self._is_common(place)
            and not self._is_street(place)
            and not self._is_quarter(place)
            and not self._is_adrift(place)
        ]

    @cached_property
    def _regions(self) -> Counter[tuple[str | None, str | None]]:
        """How often each first-level division and what lies in it is named."""
        named: Counter[tuple[str | None, str | None]] = Counter()
        for place in self._places.values():
            if place.lat is not None and not self._is_common(place):
                named[place.country, place.admin1] += len(place.mentions)
        return named

    def _is_town(self, place: Place) -> bool:
        known = place.precision is PlacePrecision.SETTLEMENT and place.lat is not None and bool(place.mentions)
        return known and not self._is_common(place) and not self._is_street(place)

    def _is_county_told_from(self, place: Place) -> bool:
        """Whether the report comes from a county or district: "NORDA COUNTY —"."""
        is_district = place.precision is PlacePrecision.DISTRICT
        return is_district and any(self._is_dateline(mention) for mention in place.mentions)

    def _is_street(self, place: Place) -> bool:
        """Whether the text goes on after the name, wherever it stands, with a word for a street: "Davison Street"."""
        text = self._document.text
        return place.precision in _NAMED_AS_TOWN and all(
            self._streets.is_street(text, mention) for mention in place.mentions
        )

    def _is_of_force(self, place: Place) -> bool:
        """Whether the text names the town's own police or mayor: "Selmun police"."""
        text = self._document.text
        return any(
            self._words.force.match(text, mention.end)
            # "Selmun Harbour police" are not those of Harbour.
            and not _INNER.search(text[max(0, mention.start - _BEFORE) : mention.start])
            for mention in place.mentions
        )

    def _is_of_facility(self, place: Place) -> bool:
        """Whether the name, wherever it stands, is that of a hospital or a school: "Mount Sinai Hospital"."""
        text = self._document.text
        return all(self._streets.is_house(text, mention) for mention in place.mentions)

    def _is_common(self, place: Place) -> bool:
        """Whether the name is a word for a street, a house or a ground, which some village is called as well: "Street"."""
        words = place.name.lower().split()
        if len(words) == 1 and words[0] in self._words.common:
            return True
        rest = [word for word in words if word not in self._words.sides]
        ground = (*_NAMED_AS_TOWN, PlacePrecision.DISTRICT)
        return len(rest) == 1 and rest[0] in self._words.last and place.precision in ground

    def _surroundings(self, place: Place) -> set[str]:
        """The names of other places in the same first-level division, and of the division itself."""
        return {
            other.name
            for other in self._places.values()
            if other.lat is not None
            and (other.country, other.admin1) == (place.country, place.admin1)
            and place.admin1 is not None
            and place.name not in other.name
            and other.name not in place.name
        }

    def _is_adrift(self, place: Place) -> bool:
        """Whether a town of that name lies far from the report's own, and nothing else of its region is named.

        Within one country it must besides be one of several places of that name.
        """
        home = self.home
        if home is None or home.id == place.id or not self._is_town(place) or place.feature == _CAPITAL:
            return False
        if not self._is_alone_and_far(place, home):
            return False
        if self._is_of_facility(place):
            return True
        if place.country != home.country:
            return not any(
                other.country == place.country and other.id != place.id and other.name != place.name
                for other in self._places.values()
            )
        several = len(place.candidates) > 1 and place.candidates[0].score < _SURE
        settled = bool(self._surroundings(home)) or any(self._is_dateline(mention) for mention in home.mentions)
        return several and settled and len(place.mentions) <= max(2, len(home.mentions))

    def _is_alone_and_far(self, place: Place, home: Place) -> bool:
        """Whether it is far from the report's own town, nothing else of its region is named, and nobody reports from it."""
        if self._surroundings(place) or _kilometres(place, home) < _FAR_KM:
            return False
        return not any(self._is_dateline(mention) for mention in place.mentions)

    def _is_dateline(self, span: Span) -> bool:
        text = self._document.text
        if len(span) >= _SHORTEST_CAPITALS and text[span.start : span.end].isupper():
            return _AFTER_CAPITALS.match(text, span.end) is not None
        return _BYLINE.match(text, span.end) is not None and _LINE_START.search(text[: span.start]) is not None


def _kilometres(one: Place, other: Place) -> float:
    """Great-circle distance between two places that have points, in kilometres."""
    points = (one.lat, one.lon, other.lat, other.lon)
    lat, lon, to_lat, to_lon = (radians(degrees or 0.0) for degrees in points)
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def _gap(one: Span, other: Span) -> int:
    """Characters between two spans; 0 where they touch."""
    return max(other.start - one.end, one.start - other.end, 0)
