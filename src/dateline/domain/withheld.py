"""An event as it may leave the ledger: what people restricted is left out, or told no more closely than is safe."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.domain.claim import Role
from dateline.domain.event import Event, EventAccount, EventTime, EventToll, Figure
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import TimePrecision

#: Stands where a field that every event has is restricted.
WITHHELD = "withheld"


def withheld(event: Event) -> Event:
    """The event without what its ``restricted`` fields hold; an event without any is given back as it is.

    A place becomes its country, without a point; a time its year, and the days of its reports go; participants, counts
    and responsibility go; of accounts, outlet, document and day go. As soon as anything is restricted, the sentences
    of its figures, the words of their speakers and the notes and grounds of judgements go too, since any of them may tell
    it, and so do conflicts on a field that is restricted.
    """
    hidden = frozenset(event.restricted)
    if not hidden:
        return event
    roles = _hidden_roles(hidden)
    shown = replace(
        event,
        participants=tuple(one for one in event.participants if one.role not in roles),
        tolls=tuple(_toll(toll, hidden) for toll in event.tolls if not _hides_toll(toll, hidden)),
        accounts=tuple(_account(account, hidden) for account in event.accounts),
        conflicts=tuple(one for one in event.conflicts if not _hides(one.field, hidden)),
        judgements=tuple(replace(one, note=None, words=None) for one in event.judgements),
    )
    if "type" in hidden:
        shown = replace(shown, type=WITHHELD, mode=None, codes=())
    if "mode" in hidden:
        # A code of another scheme may tell the mode.
        shown = replace(shown, mode=None, codes=())
    if "when" in hidden:
        shown = replace(shown, when=_year(event.when))
    if "where" in hidden:
        shown = replace(shown, place=_country(event.place))
    if hidden & {"responsibility", "participants", "participants.actor"}:
        shown = replace(shown, responsibility=())
    return shown


def _hides(field: str, hidden: frozenset[str]) -> bool:
    """Whether a field, or what it is a part of, is restricted, or a part of it is."""
    return any(field == one or field.startswith(f"{one}.") or one.startswith(f"{field}.") for one in hidden)


def _hidden_roles(hidden: frozenset[str]) -> frozenset[Role]:
    if "participants" in hidden:
        return frozenset(Role)
    # A place that someone plays a part in tells where it was, as well as a place's own name does.
    roles = {Role.LOCATION} if "where" in hidden else set()
    return frozenset(roles | {role for role in Role if f"participants.{role}" in hidden})


def _hides_toll(toll: EventToll, hidden: frozenset[str]) -> bool:
    return bool(hidden & {"counts", f"counts.{toll.measure}"})


def _toll(toll: EventToll, hidden: frozenset[str]) -> EventToll:
    return replace(toll, figures=tuple(_figure(figure, hidden) for figure in toll.figures))


def _figure(figure: Figure, hidden: frozenset[str]) -> Figure:
    shown = replace(figure, text="", sources=())
    if "accounts" in hidden:
        shown = replace(shown, outlet=None, document="", published=None)
    return replace(shown, published=None) if "when" in hidden else shown


def _account(account: EventAccount, hidden: frozenset[str]) -> EventAccount:
    shown = account
    if "accounts" in hidden:
        shown = replace(shown, outlet=None, document="", published=None)
    return replace(shown, published=None) if "when" in hidden else shown


def _year(when: EventTime | None) -> EventTime | None:
    if when is None:
        return None
    first = None if when.earliest is None else date(when.earliest.year, 1, 1)
    last = None if when.latest is None else date(when.latest.year, 12, 31)
    precision = TimePrecision.YEAR if first and last and first.year == last.year else TimePrecision.SPAN
    return replace(when, earliest=first, latest=last, precision=precision)


def _country(place: Place | None) -> Place | None:
    if place is None or place.country is None:
        return None
    return Place(id=place.id, name=place.country, precision=PlacePrecision.COUNTRY, country=place.country)
