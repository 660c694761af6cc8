"""Sides of a conflict as coded tables tell them: who is a state, an armed group or a civilian."""

from __future__ import annotations

from typing import Literal

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Role
from dateline.domain.event import Event, Participant
from dateline.export.aspects import playing

#: PLOVER sectors of those who act for a state with force or office.
STATE = frozenset({"MIL", "COP", "SPY", "GOV", "JUD", "LEG"})
_STATE_KINDS = frozenset({ActorKind.MILITARY, ActorKind.POLICE, ActorKind.GOVERNMENT})
_REBELS = frozenset({"REB", "IMG"})
_MILITIAS = frozenset({"UAF", "PRM"})
_INTERNATIONAL = frozenset({"IGO", "UNO", "EUR"})
_CIVIL = frozenset(
    {"CVL", "AGR", "BUS", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "REL", "SOC", "NGO", "PTY", "MNC", "PRE"}
)
_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.POPULATION})
#: Kinds of things, which are no side.
_THINGS = frozenset({ActorKind.FACILITY, ActorKind.VEHICLE, ActorKind.OBJECT, ActorKind.PLACE, ActorKind.OUTLET})

#: ACLED's actor types by their numbers.
INTER = {
    1: "State forces",
    2: "Rebel group",
    3: "Political militia",
    4: "Identity militia",
    5: "Rioters",
    6: "Protesters",
    7: "Civilians",
    8: "External/Other forces",
}


def is_state(actor: Actor) -> bool:
    """Whether it acts for a state."""
    return actor.sector in STATE if actor.sector is not None else actor.kind in _STATE_KINDS


def force_of(actor: Actor) -> Literal["state", "armed group"] | None:
    """What an actor bears arms as; None for everybody else."""
    if is_state(actor):
        return "state"
    return "armed group" if actor.sector in _REBELS | _MILITIAS else None


def sides_of(event: Event) -> tuple[list[Participant], list[Participant]]:
    """Who acts, and whom it is done to, with those who took part beside them; things that are struck are no side."""
    acting = playing(event, Role.ACTOR) + playing(event, Role.PARTNER)
    struck = playing(event, Role.RECIPIENT)
    return [one for one in acting if one.actor.kind not in _THINGS], [
        one for one in struck if one.actor.kind not in _THINGS
    ]


def inter_of(actor: Actor, event: Event, event_type: str, *, acts: bool) -> int | None:
    """The number of ACLED's actor type, or None where nothing tells it.

    Forces of a state elsewhere than in their own country, and international ones, are external. "Gunmen" of no known group are
    a political militia, as ACLED codes them. Whether a militia is one of identity is never known here.
    """
    if is_state(actor):
        country = event.place.country if event.place is not None else None
        return 1 if not actor.countries or country is None or country in actor.countries else 8
    if actor.sector in _INTERNATIONAL:
        return 8
    if actor.sector in _REBELS:
        return 2
    if actor.sector in _MILITIAS or (actor.sector == "CRM" and actor.kind is ActorKind.GROUP):
        return 3
    if acts and event_type in ("Protests", "Riots"):
        return 6 if event_type == "Protests" else 5
    if actor.sector in _CIVIL or (actor.sector is None and actor.kind in _PEOPLE):
        return 7
    return None


def interaction_of(one: int | None, other: int | None) -> str | None:
    """The two types joined, the lower number first; "X only" where there is one."""
    known = sorted(number for number in (one, other) if number is not None)
    if not known:
        return None
    return f"{INTER[known[0]]} only" if len(known) == 1 else "-".join(INTER[number] for number in known)
