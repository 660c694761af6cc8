"""A coding: what one person makes of an event, apart from what others do; it changes no event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateline.domain.ids import EventId

#: What can be coded; a field that a coding leaves out was not looked at, and None is "not said".
CODED = ("real", "type", "mode", "when", "country", "place", "killed", "injured")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One person's values for one event, or with ``is_final`` what an editor settled on."""

    event: EventId
    by: str
    values: Mapping[str, Any]
    note: str | None = None
    is_final: bool = False
    #: UTC; None until it is kept.
    at: datetime | None = None
