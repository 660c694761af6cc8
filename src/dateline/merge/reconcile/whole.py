"""The whole event: kind, time, place, people and tolls from all accounts, then what people have decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.domain.event import Event, EventAccount
from dateline.domain.ids import ClaimId, event_id
from dateline.domain.telling import UNTYPED, Telling
from dateline.merge.reconcile.mattering import salience_of
from dateline.merge.reconcile.people import participants_of, responsibility_of
from dateline.merge.reconcile.setting import when_of, where_of
from dateline.merge.reconcile.tolls import tolls_of
from dateline.merge.reconcile.voting import tallied, weight_of

#: Share of its focus's relevance that another account of a report has at most.
BESIDE_FOCUS = 0.95


@dataclass(frozen=True, slots=True)
class Ruling:
    """What reconciling follows beside the accounts."""

    policy: str
    #: Claims that people have rejected: kept and shown, counted for nothing.
    rejected: frozenset[ClaimId] = frozenset()


def reconciled(told: Sequence[Telling], ruling: Ruling, confidence: float) -> Event:
    """One event from its accounts; what it comes to does not depend on the order that they are given in."""
    told = sorted(
        told, key=lambda telling: (telling.published is None, telling.published, telling.document, telling.account)
    )
    counted = [_counted(telling, ruling.rejected) for telling in told]
    lead = _lead(counted)
    when, when_conflicts = when_of(counted)
    place, place_supporters, place_conflicts = where_of(counted)
    participants, people_conflicts = participants_of(counted)
    tolls, toll_conflicts = tolls_of(told, ruling.policy, ruling.rejected)
    return Event(
        id=event_id(min(telling.account for telling in told)),
        type=lead.type,
        mode=_mode(counted, lead.type),
        codes=next((telling.codes for telling in (lead, *counted) if telling.type == lead.type and telling.codes), ()),
        accounts=tuple(_account(telling) for telling in told),
        when=when,
        place=place,
        place_supporters=place_supporters,
        participants=participants,
        tolls=tolls,
        responsibility=responsibility_of(counted),
        conflicts=(*when_conflicts, *place_conflicts, *people_conflicts, *toll_conflicts),
        confidence=confidence,
        salience=salience_of(counted, tolls),
    )


def _counted(telling: Telling, rejected: frozenset[ClaimId]) -> Telling:
    """The telling without the claims that people have rejected; as it is, where that would leave nothing."""
    kept = tuple(claim for claim in telling.claims if claim.id not in rejected)
    spoken_of = tuple(claim for claim in telling.spoken_of if claim.id not in rejected)
    if kept and len(kept) < len(telling.claims):
        telling = replace(telling, claims=kept)
    return telling if len(spoken_of) == len(telling.spoken_of) else replace(telling, spoken_of=spoken_of)


def _lead(told: Sequence[Telling]) -> Telling:
    """The account that stands for the event: of the type that most weight stands behind, the weightiest."""
    types = tallied((telling.type, weight_of(telling)) for telling in told)
    best = min(types, key=lambda type_: (type_ == UNTYPED, -types[type_], type_))
    return min((one for one in told if one.type == best), key=lambda one: (-weight_of(one), one.account))


def _mode(told: Sequence[Telling], type_: str) -> str | None:
    modes = tallied((one.mode, weight_of(one)) for one in told if one.type == type_ and one.mode is not None)
    return min(modes, key=lambda mode: (-modes[mode], mode or ""), default=None)


def _account(telling: Telling) -> EventAccount:
    return EventAccount(
        account=telling.account,
        document=telling.label,
        outlet=telling.outlet,
        published=telling.published,
        relevance=_relevance(telling),
        background=telling.background and not telling.focus,
    )


def _relevance(telling: Telling) -> float:
    """How far the report is about the event: its focus as far as it is about anything, the rest a little less at most."""
    if telling.focus:
        return max(telling.relevance, telling.report_relevance)
    return min(telling.relevance, BESIDE_FOCUS * telling.report_relevance)
