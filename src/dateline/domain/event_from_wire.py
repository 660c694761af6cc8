"""Events out of the public format: the way back of ``event_wire``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dateline.domain.event import Event
from dateline.domain.plain import noun_from


def event_from_row(row: Mapping[str, Any]) -> Event:
    """The event of an object of the public format; raises KeyError, TypeError or ValueError where it is none.

    Codes, actors and places come without what the format leaves out of them; a probability as it was rounded there.
    """
    held = row["event"]
    where = held["where"]
    return noun_from(
        Event,
        dict(held)
        | {
            "place": None if where is None else where["place"],
            "place_supporters": [] if where is None else where["supporters"],
            "tolls": held["counts"],
        },
    )
