"""One event as GDELT sees it: a CAMEO code, a first and a second actor, a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property

from dateline.domain.actor import Actor
from dateline.domain.claim import Role
from dateline.domain.event import Event
from dateline.domain.place import PlacePrecision
from dateline.export.aspects import country_of, days_of, documents_of, place_phrase, playing, point_of
from dateline.export.contract import Told
from dateline.ontology import CodeEntry

SCHEME = "cameo-1.1b3"

#: PLOVER sectors as CAMEO writes them, where that is otherwise; None where CAMEO has no such type of actor.
_CAMEO_TYPES: dict[str, str | None] = {
    "JRN": "MED", "MED": "HLH", "PRM": "UAF", "SOC": "CVL", "EUR": "IGO", "UNK": None, "REL": None, "PRE": None, "ISM": None,
}  # fmt: skip

_WORLD_CITY, _WORLD_STATE, _COUNTRY, _US_CITY, _US_STATE = 4, 5, 1, 3, 2


@dataclass(frozen=True)
class Row:
    """One event with a CAMEO code."""

    told: Told
    entry: CodeEntry

    @property
    def event(self) -> Event:
        return self.told.event

    @cached_property
    def number(self) -> int:
        """The first 52 bits of the event's id: a whole number that every program holds exactly."""
        return int(self.event.id[1:14], 16)

    @cached_property
    def day(self) -> date | None:
        """The first day; the last one where no first is said."""
        first, last = days_of(self.event)
        return first or last

    def actor(self, side: int) -> Actor | None:
        """The first of those who act (1) or to whom it is done (2)."""
        some = playing(self.event, Role.ACTOR if side == 1 else Role.RECIPIENT)
        return some[0].actor if some else None

    @cached_property
    def published(self) -> list[date]:
        return sorted(one.published for one in self.event.accounts if one.published is not None)

    @cached_property
    def place_type(self) -> int | None:
        """1 a country, 2 a state and 3 a city of the United States, 4 a city and 5 a division elsewhere; None for the rest."""
        place = self.event.place
        if place is None:
            return None
        is_american = place.country == "USA"
        if place.precision in (PlacePrecision.POINT, PlacePrecision.SETTLEMENT):
            return _US_CITY if is_american else _WORLD_CITY
        if place.precision in (PlacePrecision.DISTRICT, PlacePrecision.PROVINCE):
            return _US_STATE if is_american else _WORLD_STATE
        return _COUNTRY if place.precision is PlacePrecision.COUNTRY else None

    @cached_property
    def place_name(self) -> str | None:
        """Place, first-order division, country, as GDELT writes it."""
        place, country = self.event.place, country_of(self.event.place)
        if place is None:
            return None
        if place.precision in (PlacePrecision.REGION, PlacePrecision.SEA, PlacePrecision.UNRESOLVED):
            return place_phrase(place)
        parts = (place.name, place.admin1, country.name if country else None)
        return ", ".join(dict.fromkeys(part for part in parts if part))

    @cached_property
    def point(self) -> tuple[float, float] | None:
        return point_of(self.event)

    @cached_property
    def address(self) -> str | None:
        """The address of the first report that has one, else its id."""
        documents = documents_of(self.event)
        urls = [report.url for one in documents if (report := self.told.reports.get(one)) and report.url]
        return next(iter(urls or documents), None)


def cameo_type(actor: Actor | None) -> str | None:
    """The CAMEO type of an actor's PLOVER sector."""
    if actor is None or actor.sector is None:
        return None
    return _CAMEO_TYPES.get(actor.sector, actor.sector)


def cameo_country(actor: Actor | None) -> str | None:
    """The country of an actor, ISO 3166-1 alpha-3."""
    return actor.countries[0] if actor is not None and actor.countries else None


def cameo_code(actor: Actor | None) -> str | None:
    """Country and type run together, as CAMEO writes an actor."""
    return f"{cameo_country(actor) or ''}{cameo_type(actor) or ''}" or None


def stamp(day: date | None) -> str | None:
    """A day as GDELT writes a moment: YYYYMMDDHHMMSS, at midnight."""
    return None if day is None else datetime.combine(day, time.min, tzinfo=UTC).strftime("%Y%m%d%H%M%S")
