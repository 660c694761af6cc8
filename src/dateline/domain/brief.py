"""An event in brief: what a list, a map and a timeline show of it, flat and small; and who gave which figures for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from math import log2
from typing import Any

_WHOLE = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventBrief:
    """One event as one row; what is not said is None."""

    id: str
    type: str
    mode: str | None = None
    status: str = "machine"
    #: ISO 8601 days.
    earliest: str | None = None
    latest: str | None = None
    time_precision: str | None = None
    place: str | None = None
    #: ISO 3166-1 alpha-3.
    country: str | None = None
    admin1: str | None = None
    #: WGS 84 degrees.
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None
    radius_km: float | None = None
    #: Names, joined by "; ".
    actors: str | None = None
    recipients: str | None = None
    killed_low: int | None = None
    killed_best: int | None = None
    killed_high: int | None = None
    injured_low: int | None = None
    injured_best: int | None = None
    injured_high: int | None = None
    #: Documents, and different outlets among them.
    reports: int = 0
    outlets: int = 0
    #: Independent sources of the toll of killed.
    sources: int | None = None
    #: Fields in dispute.
    conflicts: int = 0
    #: 0 to 1: the share of pairs of independent witnesses whose tolls exclude each other, at its worst.
    disagreement: float = 0.0
    confidence: float = 0.0
    #: How many fields are hidden from some roles.
    restricted: int = 0

    def row(self) -> tuple[Any, ...]:
        """The values in the order of ``COLUMNS``."""
        return astuple(self)

    @property
    def worth(self) -> float:
        """What a look at it is worth: how much of it is in doubt, times how much hangs on it; 0 where nothing is.

        A ledger keeps it in its index: where the reckoning changes, that is made anew.
        """
        unsure = 1 - abs(2 * self.confidence - 1)
        doubt = 1 - (1 - unsure) * (1 - self.disagreement) * (0.7 if self.conflicts else 1.0)
        known = (self.killed_high, self.killed_best, self.killed_low)
        dead = next((number for number in known if number is not None), 0)
        return doubt * log2(2 + self.conflicts + max(self.reports - 1, 0) + log2(1 + dead))


#: The names of a row's values, in their order.
COLUMNS = tuple(one.name for one in fields(EventBrief))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one outlet or one speaker has in one event; ``kind`` is "outlet" or "speaker"."""

    kind: str
    name: str
    #: Figures that it gave.
    figures: int = 0
    #: Those of them that an independent source's figure excludes.
    contradicted: int = 0
    #: Whether nobody else tells of the event; of a speaker: whether nobody else gives figures for it.
    is_alone: bool = False


def brief_from_row(row: Iterable[Any]) -> EventBrief:
    """The inverse of ``row``."""
    return EventBrief(**dict(zip(COLUMNS, row, strict=True)))


def brief_of(body: Mapping[str, Any]) -> EventBrief:
    """The brief of an event, from its object in the public format."""
    when = body.get("when") or {}
    place = (body.get("where") or {}).get("place") or {}
    accounts = body.get("accounts") or ()
    tolls = {toll["measure"]: toll for toll in body.get("counts") or ()}
    killed, injured = tolls.get("killed", {}), tolls.get("injured", {})
    return EventBrief(
        id=str(body["id"]),
        type=str(body.get("type") or ""),
        mode=body.get("mode"),
        status=str(body.get("status") or "machine"),
        earliest=when.get("earliest"),
        latest=when.get("latest"),
        time_precision=when.get("precision"),
        place=place.get("name"),
        country=place.get("country"),
        admin1=place.get("admin1"),
        lat=place.get("lat"),
        lon=place.get("lon"),
        precision=place.get("precision"),
        radius_km=place.get("radius_km"),
        actors=_names(body, "actor"),
        recipients=_names(body, "recipient"),
        killed_low=killed.get("low"),
        killed_best=killed.get("best"),
        killed_high=killed.get("high"),
        injured_low=injured.get("low"),
        injured_best=injured.get("best"),
        injured_high=injured.get("high"),
        reports=len({one.get("document") or one.get("account") for one in accounts}),
        outlets=len({one["outlet"] for one in accounts if one.get("outlet")}),
        sources=killed.get("independent_sources"),
        conflicts=len(body.get("conflicts") or ()),
        disagreement=max((float(toll.get("disagreement") or 0.0) for toll in tolls.values()), default=0.0),
        confidence=float(body.get("confidence") or 0.0),
        restricted=len(body.get("restricted") or ()),
    )


def _names(body: Mapping[str, Any], role: str) -> str | None:
    found = [one["actor"].get("name") for one in body.get("participants") or () if one.get("role") == role]
    return "; ".join(dict.fromkeys(name for name in found if name)) or None


def voices_of(body: Mapping[str, Any]) -> tuple[Voice, ...]:
    """The outlets that tell of an event and the speakers who give figures for it, from its object in the public format."""
    outlets = dict.fromkeys(one["outlet"] for one in body.get("accounts") or () if one.get("outlet"))
    nameless = any(not one.get("outlet") for one in body.get("accounts") or ())
    given: dict[tuple[str, str], int] = {("outlet", name): 0 for name in outlets}
    excluded: dict[tuple[str, str], int] = {}
    speakers: set[str | None] = set()
    for toll in body.get("counts") or ():
        figures = toll.get("figures") or ()
        for figure in figures:
            speaker = next(iter(figure.get("sources") or ()), None)
            speakers.add(speaker)
            is_excluded = any(_exclude(figure, other) for other in figures)
            for who in (("outlet", figure.get("outlet")), ("speaker", speaker)):
                if who[1]:
                    key = (who[0], str(who[1]))
                    given[key] = given.get(key, 0) + 1
                    excluded[key] = excluded.get(key, 0) + is_excluded
    alone = {"outlet": len(outlets) == 1 and not nameless, "speaker": len(speakers) == 1}
    return tuple(
        Voice(kind=kind, name=name, figures=count, contradicted=excluded.get((kind, name), 0), is_alone=alone[kind])
        for (kind, name), count in given.items()
    )


def _exclude(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two whole tolls of different witnesses cannot both be right."""
    if one.get("standing", _WHOLE) != _WHOLE or other.get("standing", _WHOLE) != _WHOLE:
        return False
    if one.get("witness", 0) == other.get("witness", 0):
        return False
    return _below(one, other) or _below(other, one)


def _below(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    high, low = one.get("high"), other.get("low")
    return high is not None and low is not None and high < low
