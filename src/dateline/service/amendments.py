"""Values as people type them (``12``, ``10..15``, ``2024-05``, ``Gao, MLI``), made what an amendment's field holds."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline.domain.value import Measure
from dateline.errors import ConfigError
from dateline.gazetteer import GazetteerPlace, key_from_name, open_gazetteer
from dateline.service.coding import event_type, event_types

#: Fields that an amendment may set.
AMENDABLE = ("type", "mode", "when", "where", "counts.MEASURE")

_COUNTS = "counts."
_NUMBER = r"(\d[\d,]*)"


def amendment_of(field: str, value: Any) -> Any:
    """The value in the form that the field holds, from what a person typed or from JSON's own values.

    Raises ConfigError for a field that cannot be amended or words that are no value of it.
    """
    measure = field.removeprefix(_COUNTS) if field.startswith(_COUNTS) else None
    if measure is not None and measure not in set(Measure):
        raise ConfigError(f"no measure {measure!r}", hint="known: " + ", ".join(Measure))
    if measure is None and field not in AMENDABLE:
        raise ConfigError(f"no field {field!r} can be amended", hint="known: " + ", ".join(AMENDABLE))
    if not isinstance(value, str):
        return value
    words = value.strip()
    if words.startswith(("{", "[")):
        return _json(field, words)
    if measure is not None:
        return _number(field, words)
    if field == "type":
        return event_type(words).id
    if field == "mode":
        return _mode(words)
    return _days(words) if field == "when" else _place(words)


def _json(field: str, words: str) -> Any:
    try:
        return json.loads(words)
    except ValueError as error:
        raise ConfigError(f"{field}={words!r:.80} is no JSON: {error}") from error


def _number(field: str, words: str) -> Any:
    if found := re.fullmatch(_NUMBER, words):
        return _whole(found[1])
    if found := re.fullmatch(rf"{_NUMBER}?\s*(?:\.\.|-|–)\s*{_NUMBER}?", words):
        ends = {name: _whole(one) for name, one in (("low", found[1]), ("high", found[2])) if one}
        if ends:
            return ends
    if found := re.fullmatch(rf"{_NUMBER}/{_NUMBER}/{_NUMBER}", words):
        return {"low": _whole(found[1]), "best": _whole(found[2]), "high": _whole(found[3])}
    hint = "as in 12, 10..15, 10.. (at least), ..15 (at most), 10/12/15 (low, best, high)"
    raise ConfigError(f"{field} cannot be {words!r}", hint=hint)


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))


def _mode(words: str) -> str | None:
    if words in ("", "none", "null"):
        return None
    modes = {mode.id for kind in event_types().types.values() for mode in kind.modes}
    if words not in modes:
        raise ConfigError(f"no mode {words!r}", hint="`dateline show TYPE` lists its modes; `none` takes the mode away")
    return words


def _days(words: str) -> Any:
    first, mark, last = (part.strip() for part in re.sub(r"\.\.|/", "\0", words, count=1).partition("\0"))
    if not mark:
        earliest, latest = days_of(words)
        return words if earliest == latest else {"earliest": earliest.isoformat(), "latest": latest.isoformat()}
    ends = {}
    if first:
        ends["earliest"] = days_of(first)[0].isoformat()
    if last:
        ends["latest"] = days_of(last)[1].isoformat()
    return ends


def days_of(words: str) -> tuple[date, date]:
    """The first and last day of a day, a month or a year in ISO 8601; raises ConfigError for anything else."""
    try:
        if found := re.fullmatch(r"(\d{4})(?:-(\d\d))?", words):
            year, month = int(found[1]), int(found[2] or 0)
            if not month:
                return date(year, 1, 1), date(year, 12, 31)
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        day = date.fromisoformat(words)
    except ValueError as error:
        raise ConfigError(f"{words!r:.40} is no day", hint="as in 2024-05-10, 2024-05 or 2024") from error
    return day, day


def _place(words: str) -> Any:
    name, mark, point = (part.strip() for part in words.rpartition("@"))
    if mark:
        if not (name and (found := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)", point))):
            raise ConfigError(
                f"{words!r:.60} is no place with a point", hint="as in Gao@16.27,-0.04 (latitude, longitude)"
            )
        return {"name": name, "lat": float(found[1]), "lon": float(found[2]), "precision": "point"}
    return _plain(_one_place(words))


def _one_place(words: str) -> GazetteerPlace:
    """The one place that is meant; the gazetteer knows many of a name, and which one it is must be said."""
    name, *areas = (part.strip() for part in words.split(","))
    of_name = [place for place in open_gazetteer().find(name) if place.matched != "sound"]
    found = [place for place in of_name if all(_lies_in(place, area) for area in areas)]
    towns = [place for place in found if place.precision == "settlement"]
    wholes = [place for place in found if place.precision in ("country", "region", "sea")]
    for some in (wholes, towns, found):
        if len(some) == 1:
            return some[0]
    hint = "give its country or division (Gao, MLI), or its point (Gao@16.27,-0.04)"
    if not found:
        known = f"; of that name are known: {_listed(of_name)}" if of_name else ""
        raise ConfigError(f"the gazetteer has no place {words!r:.60}{known}", hint=hint)
    raise ConfigError(f"{words!r:.60} may be any of: {_listed(found)}", hint=hint)


def _lies_in(place: GazetteerPlace, area: str) -> bool:
    country = open_gazetteer().country(place.country) if place.country else None
    names = (place.country, country.name if country else None, place.admin1, place.admin2)
    return key_from_name(area) in {key_from_name(one) for one in names if one}


def _listed(places: Sequence[GazetteerPlace]) -> str:
    shown = [", ".join(part for part in (one.name, one.admin1, one.country) if part) for one in places[:5]]
    return "; ".join(dict.fromkeys(shown)) + ("; …" if len(places) > 5 else "")


def _plain(place: GazetteerPlace) -> dict[str, Any]:
    return {
        "name": place.name, "lat": place.lat, "lon": place.lon, "country": place.country, "admin1": place.admin1,
        "admin2": place.admin2, "precision": place.precision,
    }  # fmt: skip
