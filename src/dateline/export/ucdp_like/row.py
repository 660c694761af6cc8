"""One event as UCDP GED sees it: two sides, a class of violence, deaths, precisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import floor

from dateline.domain.actor import Actor
from dateline.domain.event import Event, EventToll, Participant
from dateline.domain.place import PlacePrecision
from dateline.export.aspects import country_of, documents_of, n_days, names_of
from dateline.export.contract import Told
from dateline.export.sides import is_state, sides_of
from dateline.export.ucdp_like.deaths import Deaths, deaths_of
from dateline.gazetteer.country_codes import CountryCodes, country_codes

SCHEME = "ucdp-ged-26.1"
STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"

_WHERE_PREC = {
    PlacePrecision.POINT: 1,
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 4,
    PlacePrecision.REGION: 5,
    PlacePrecision.COUNTRY: 6,
    PlacePrecision.SEA: 7,
}


def priogrid_of(lat: float, lon: float) -> int:
    """The PRIO-GRID cell of half a degree that a point lies in; numbered from the south-west, 720 cells a row."""
    row = min(floor((lat + 90) * 2), 359)
    return row * 720 + floor((lon + 180) * 2) % 720 + 1


@dataclass(frozen=True)
class Row:
    """One lethal event; ``violence`` is the class, ``toll`` that of killed."""

    told: Told
    violence: str
    toll: EventToll

    @property
    def event(self) -> Event:
        return self.told.event

    @cached_property
    def number(self) -> int:
        """The first 52 bits of the event's id: a whole number that every program holds exactly."""
        return int(self.event.id[1:14], 16)

    @cached_property
    def country(self) -> CountryCodes | None:
        return country_of(self.event.place)

    @cached_property
    def sides(self) -> tuple[list[Participant], list[Participant]]:
        """Side A and side B: in state-based violence a state comes first, in one-sided violence the perpetrator."""
        acting, struck = sides_of(self.event)
        if self.violence == STATE_BASED and not _has_state(acting) and _has_state(struck):
            return struck, acting
        return acting, struck

    def side(self, index: int) -> str | None:
        if index == 1 and self.violence == ONE_SIDED:
            return "Civilians"
        return ", ".join(names_of(self.sides[index])) or None

    def dyad(self) -> str | None:
        one, other = self.side(0), self.side(1)
        return f"{one} - {other}" if one and other else None

    def states(self, index: int) -> str | None:
        """Gleditsch and Ward's numbers of the states on a side, by "; "."""
        if index == 1 and self.violence == ONE_SIDED:
            return None
        numbers = [
            str(known.gw)
            for actor in _states(self.sides[index])
            for code in actor.countries
            if (known := country_codes().get(code)) is not None and known.gw is not None
        ]
        return "; ".join(dict.fromkeys(numbers)) or None

    @cached_property
    def best(self) -> int:
        """The best figure; the upper end where only that is said to be more than nobody."""
        return self.toll.best if self.toll.best is not None else int(self.toll.high or 0)

    @cached_property
    def low(self) -> int:
        return self.best if self.toll.low is None else min(self.toll.low, self.best)

    @cached_property
    def high(self) -> int:
        return self.best if self.toll.high is None else max(self.toll.high, self.best)

    @cached_property
    def deaths(self) -> Deaths:
        """The best figure by side."""
        return deaths_of(
            self.toll, self.told.tellings, self.sides, best=self.best, one_sided=self.violence == ONE_SIDED
        )

    @cached_property
    def where_prec(self) -> int | None:
        return None if self.event.place is None else _WHERE_PREC.get(self.event.place.precision)

    @cached_property
    def date_prec(self) -> int:
        days = n_days(self.event)
        if days is None or days > 31:
            return 5
        return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4

    @cached_property
    def clarity(self) -> int:
        """1 where it is told as an event of its own; 2 where its days are more than a week, or it has no place."""
        return 1 if self.date_prec <= 3 and self.where_prec is not None and self.where_prec <= 4 else 2

    def of_reports(self, name: str) -> str | None:
        """What is known of each report under that name, by "; "."""
        found = (getattr(self.told.reports.get(one), name, None) for one in documents_of(self.event))
        return "; ".join(dict.fromkeys(str(value) for value in found if value)) or None

    def articles(self) -> str | None:
        """Each report as outlet, day and headline."""
        listed = []
        for account in {one.document: one for one in self.event.accounts if one.document}.values():
            report = self.told.reports.get(account.document)
            parts = (account.outlet, account.published, report.title if report else None)
            listed.append(", ".join(str(part) for part in parts if part))
        return "; ".join(one for one in dict.fromkeys(listed) if one) or None


def _states(side: Iterable[Participant]) -> list[Actor]:
    return [one.actor for one in side if is_state(one.actor)]


def _has_state(side: Iterable[Participant]) -> bool:
    return bool(_states(side))
