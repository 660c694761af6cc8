"""What requests ask for: the filters of events, pages, moments."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from datetime import UTC, datetime, time
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from pydantic import Field

from dateline import service
from dateline.domain.event import EventStatus
from dateline.domain.value import Measure
from dateline.errors import ConfigError
from dateline.service import Box, EventQuery

#: What every path of the API begins with.
API = "/api/v1"

_DAY = r"[1-9]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
_MOMENT = rf"{_DAY}([T ]{_CLOCK}(:[0-5]\d(\.\d{{6}})?)?(Z|[+-]{_CLOCK})?)?"
_DEGREES = r"-?\d{1,3}(\.\d+)?"
#: As the description has it; what is meant by it is read by the service, which says what cannot be.
_Moment = Annotated[str, Field(json_schema_extra={"pattern": rf"^(\d{{1,7}}|{_MOMENT})$"})]
_Box = Annotated[str, Field(json_schema_extra={"pattern": rf"^{_DEGREES}(,{_DEGREES}){{3}}$"})]
_Toll = Annotated[str, Query(pattern=rf"^({'|'.join(Measure)})=\d{{1,10}}$")]
_Type = Annotated[str, Field(json_schema_extra={"enum": sorted(service.event_types().types)})]
_Policy = Annotated[str, Field(json_schema_extra={"enum": sorted(service.POLICIES)})]

Day = Annotated[
    str | None,
    Query(pattern=r"^[1-9]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$", description="a day, a month or a year"),
]
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=2000, description="of the page before, as it is")]
AsOfWords = Annotated[_Moment | None, Query(max_length=40, description="a moment, or the number of a log entry")]
Policy = Annotated[_Policy | None, Query(max_length=60, description="how tolls are weighed")]
Many = Annotated[list[str] | None, Query(max_length=100)]
Words = Annotated[str | None, Query(max_length=400)]


def said_once(request: Request) -> None:
    """Refuse a parameter that takes one value and is given twice: which of the two was meant, nobody can know.

    Raises ConfigError. Which parameters take several is what the description of the API says.
    """
    given = Counter(name for name, _ in request.query_params.multi_items())
    twice = [name for name, times in given.items() if times > 1]
    if not twice:
        return
    # The route knows its path without the prefix that all have.
    operations = request.app.openapi()["paths"][API + request.scope["route"].path]
    for parameter in operations[request.method.lower()].get("parameters", ()):
        if parameter["name"] in twice and '"array"' not in json.dumps(parameter["schema"]):
            raise ConfigError(f"{parameter['name']} is given twice", hint="it takes one value")


def query_of(
    since: Day = None,
    until: Day = None,
    place: Words = None,
    country: Annotated[list[Annotated[str, Query(pattern="^[A-Za-z]{3}$")]] | None, Query(max_length=250)] = None,
    box: Annotated[_Box | None, Query(max_length=120, description="west,south,east,north")] = None,
    actor: Words = None,
    type: Annotated[list[_Type] | None, Query(max_length=100)] = None,
    mode: Many = None,
    toll: Annotated[list[_Toll] | None, Query(max_length=30)] = None,
    text: Words = None,
    status: Annotated[list[EventStatus] | None, Query(max_length=3)] = None,
    id: Annotated[
        list[Annotated[str, Query(pattern="^e[0-9a-f]{3,}$", max_length=40)]] | None, Query(max_length=500)
    ] = None,
    all: Annotated[bool, Query(description="minor events too")] = False,
) -> EventQuery:
    """The query of the filters; raises ConfigError for words that mean nothing."""
    return EventQuery(
        ids=tuple(id or ()),
        first_day=service.days_of(since)[0] if since else None,
        last_day=service.days_of(until)[1] if until else None,
        types=tuple(service.event_type(name).id for name in type or ()),
        modes=tuple(mode or ()),
        statuses=tuple(status or ()),
        countries=tuple(code.upper() for code in country or ()),
        place=place or None,
        box=_box(box) if box else None,
        actor=actor or None,
        tolls=tuple(_toll(one) for one in toll or ()),
        text=text or None,
        notable=not (all or id or status),
    )


AskedEvents = Annotated[EventQuery, Depends(query_of)]


def _box(words: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError as error:
        raise ConfigError(f"box cannot be {words!r:.60}", hint="west,south,east,north in degrees") from error
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise ConfigError(f"box {words:.60} lies on no map", hint="west,south,east,north in degrees")
    return Box(south=south, west=west, north=north, east=east)


def _toll(words: str) -> tuple[Measure, int]:
    measure, _, least = words.partition("=")
    if measure not in set(Measure):
        raise ConfigError(f"no measure {measure!r:.40}", hint="known: " + ", ".join(Measure))
    return Measure(measure), min(int(least), 2**31 - 1)


def as_of_from(as_of: AsOfWords = None) -> datetime | int | None:
    """A moment or the number of a log entry; a day means its end, and a time without a zone is UTC."""
    if as_of is None or as_of == "":
        return None
    if re.fullmatch(r"[0-9]{1,9}", as_of) and len(as_of) != 8:
        return int(as_of)
    try:
        moment = datetime.fromisoformat(as_of)
    except ValueError as error:
        raise ConfigError(f"as_of cannot be {as_of!r:.40}", hint="as in 2024-05-10 or 2024-05-10T12:00Z") from error
    if not re.search(r"\d[T ]\d", as_of):
        moment = datetime.combine(moment.date(), time.max)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


AskedMoment = Annotated[datetime | int | None, Depends(as_of_from)]


def cursor_of(*parts: Any) -> str:
    """A cursor that holds those parts."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode("ascii")


def parts_of(cursor: str | None, *kinds: type) -> list[Any] | None:
    """The parts of a cursor, each of its kind; None without one; raises ConfigError for what is no cursor."""
    if cursor is None:
        return None
    try:
        found = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
    except (ValueError, RecursionError):
        found = None
    is_fit = isinstance(found, list) and len(found) == len(kinds)
    if not is_fit or not all(isinstance(one, kind) for one, kind in zip(found or (), kinds, strict=True)):
        raise ConfigError(f"{cursor!r:.60} is no cursor", hint="give the cursor of the page before, as it is")
    numbers = [one for one in found or () if isinstance(one, int) and not isinstance(one, bool)]
    if any(not 0 <= number < 2**31 for number in numbers):
        raise ConfigError(f"{cursor!r:.60} is no cursor", hint="give the cursor of the page before, as it is")
    return list(found or ())
