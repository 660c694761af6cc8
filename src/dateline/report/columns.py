"""The columns of each table of events: what a cell holds and in which kind of value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dateline.domain.event import ResponsibilityAct
from dateline.domain.value import Measure

#: Measures of people, that stand in every table of events, told or not.
TOLLS = (Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.ARRESTED, Measure.DISPLACED)


class Rows(StrEnum):
    """What a table has a row for."""

    EVENTS = "events"
    FIGURES = "figures"
    PARTICIPANTS = "participants"
    ACCOUNTS = "accounts"
    CONFLICTS = "conflicts"


class Kind(StrEnum):
    """What a column's values are."""

    TEXT = "text"
    WHOLE = "whole number"
    REAL = "number"
    DAY = "day"
    FLAG = "yes or no"


@dataclass(frozen=True, slots=True)
class Column:
    """A kind of value, and what it says."""

    kind: Kind
    about: str


_TEXT, _WHOLE, _REAL, _DAY, _FLAG = Kind


def _tolls() -> dict[str, Column]:
    found = {}
    for measure in TOLLS:
        found[f"{measure}_low"] = Column(
            _WHOLE, f"{measure}: the lowest figure that is told; missing where no lower bound is"
        )
        found[f"{measure}_best"] = Column(_WHOLE, f"{measure}: the figure that the policy takes")
        found[f"{measure}_high"] = Column(_WHOLE, f"{measure}: the highest; missing where no upper bound is told")
        found[f"{measure}_sources"] = Column(_WHOLE, f"{measure}: independent sources that give figures")
    return found


_EVENT = Column(_TEXT, "the event's id")

COLUMNS: Mapping[Rows, Mapping[str, Column]] = {
    Rows.EVENTS: {
        "event": _EVENT,
        "type": Column(_TEXT, "the type of the ontology"),
        "mode": Column(_TEXT, "the mode, where one is told"),
        "earliest": Column(_DAY, "the first day on which it may have happened"),
        "latest": Column(_DAY, "the last one"),
        "date_precision": Column(_TEXT, "how closely the time is known: day, month, year, span …"),
        "place": Column(_TEXT, "the place's name"),
        "admin1": Column(_TEXT, "its first-order division"),
        "country": Column(_TEXT, "ISO 3166-1 alpha-3"),
        "lat": Column(_REAL, "WGS 84 degrees of the place's representative point, however wide the place is"),
        "lon": Column(_REAL, "the same"),
        "place_precision": Column(_TEXT, "point, settlement, district, province, country, region, sea or unresolved"),
        "radius_km": Column(_REAL, "how far from the point it may have been"),
        "actors": Column(_TEXT, "who did it, joined by semicolons"),
        "recipients": Column(_TEXT, "to whom"),
        "instruments": Column(_TEXT, "with what"),
        **_tolls(),
        **{act.value: Column(_TEXT, f"who is said to have {act.value} responsibility" if act is not ResponsibilityAct.ACCUSED
                             else "who is blamed by others") for act in ResponsibilityAct},
        "reports": Column(_WHOLE, "reports that tell of it"),
        "outlets": Column(_TEXT, "their outlets"),
        "disputed": Column(_TEXT, "the fields on which claims differ"),
        "background": Column(_FLAG, "told only in passing, as history"),
        "salience": Column(_TEXT, "how much reports are about it"),
        "confidence": Column(_REAL, "0 to 1: that the accounts are of one event, or of a single one, that it is told"),
        "status": Column(_TEXT, "machine, reviewed or rejected"),
        "restricted": Column(_TEXT, "fields that were left out or coarsened here"),
    },
    Rows.FIGURES: {
        "event": _EVENT,
        "measure": Column(_TEXT, "what is counted"),
        "low": Column(_WHOLE, "the lower bound; missing where none is told"),
        "high": Column(_WHOLE, "the upper bound; missing where none is told"),
        "approximate": Column(_FLAG, "told as about so many"),
        "scope": Column(_TEXT, "of the incident, or a total that runs over several"),
        "standing": Column(_TEXT, "what it counts for in the toll: total, part, repeated, superseded …"),
        "witness": Column(_WHOLE, "a number for each independent source of the event"),
        "sources": Column(_TEXT, "who says so, nearest first; empty where the reporter does"),
        "outlet": Column(_TEXT, "the outlet"),
        "published": Column(_DAY, "the day of the report"),
        "document": Column(_TEXT, "the report's id"),
        "claim": Column(_TEXT, "the claim's id"),
        "text": Column(_TEXT, "the sentence"),
        "toll_low": Column(_WHOLE, "the event's toll for the measure: low"),
        "toll_best": Column(_WHOLE, "best"),
        "toll_high": Column(_WHOLE, "high"),
        "policy": Column(_TEXT, "the policy that took the best"),
    },
    Rows.PARTICIPANTS: {
        "event": _EVENT,
        "role": Column(_TEXT, "actor, recipient, instrument …"),
        "actor": Column(_TEXT, "the name or the words"),
        "kind": Column(_TEXT, "person, group, government …"),
        "sector": Column(_TEXT, "PLOVER's code, where one is known"),
        "countries": Column(_TEXT, "ISO 3166-1 alpha-3, joined by semicolons"),
        "named": Column(_FLAG, "no for words such as \u201cgunmen\u201d"),
        "identity": Column(_TEXT, "scheme and identifier, where it was made out"),
        "claims": Column(_WHOLE, "claims that say so"),
        "disputed": Column(_FLAG, "others say otherwise"),
    },
    Rows.ACCOUNTS: {
        "event": _EVENT,
        "account": Column(_TEXT, "the account's id"),
        "document": Column(_TEXT, "the report's id"),
        "outlet": Column(_TEXT, "the outlet"),
        "published": Column(_DAY, "the day of the report"),
        "relevance": Column(_REAL, "0 to 1: how far the report is about the event"),
        "background": Column(_FLAG, "told in passing"),
    },
    Rows.CONFLICTS: {
        "event": _EVENT,
        "field": Column(_TEXT, "the field on which claims differ"),
        "values": Column(_TEXT, "its values, joined by semicolons"),
        "claims": Column(_TEXT, "the claims that give them"),
    },
}  # fmt: skip
