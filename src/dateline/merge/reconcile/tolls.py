"""Tolls: every figure of every account with what it counts for, and what a policy makes of the totals.

A report's total is the toll that its own account comes to. Copies and shared speakers are one witness, a later figure of a
witness supersedes an earlier one, totals that run over several events never become this one's, and figures of what did not
happen are no toll.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.domain.event import Conflict, EventToll, Figure, Standing
from dateline.domain.ids import ClaimId, DocumentKey
from dateline.domain.telling import Teller, Telling, ToldClaim, ToldCount, ToldToll
from dateline.domain.value import CountScope, Measure
from dateline.merge.reconcile.policies import POLICIES, Statement
from dateline.merge.reconcile.voting import weight_of
from dateline.merge.reconcile.witnesses import speaker_of, voices_of


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure where it is told."""

    telling: Telling
    claim: ToldClaim
    count: ToldCount


@dataclass(frozen=True, slots=True)
class _Total:
    """A report's total, with who says it."""

    telling: Telling
    toll: ToldToll
    speaker: str | None
    tellers: tuple[Teller, ...]


def tolls_of(
    told: Sequence[Telling], policy: str, rejected: Collection[ClaimId] = ()
) -> tuple[tuple[EventToll, ...], tuple[Conflict, ...]]:
    """The tolls of an event by measure, and the conflicts among their totals; ``told`` in the order of publication."""
    figures: dict[Measure, list[_Told]] = {}
    for telling in told:
        for claim in telling.claims:
            for count in claim.counts:
                figures.setdefault(count.measure, []).append(_Told(telling, claim, count))
    voices = voices_of(told)
    tolls: list[EventToll] = []
    conflicts: list[Conflict] = []
    for measure in sorted(figures):
        toll, rivals = _toll_of(measure, figures[measure], voices, policy, rejected)
        tolls.append(toll)
        conflicts += rivals
    return tuple(tolls), tuple(conflicts)


def _toll_of(
    measure: Measure, told: Sequence[_Told], voices: dict[str, int], policy: str, rejected: Collection[ClaimId]
) -> tuple[EventToll, tuple[Conflict, ...]]:
    totals = _totals(measure, told, rejected)
    witnesses = _witnesses(totals, voices)
    current = _current(totals, witnesses)
    statements = [_statement(total, witnesses[index]) for index, total in enumerate(totals) if index in current]
    figures = tuple(_figures(told, totals, witnesses, current, rejected))
    rivals = _conflict(measure, statements, figures)
    if not statements:
        toll = EventToll(
            measure=measure, low=None, best=None, high=None, policy=policy, independent_sources=0, figures=figures
        )
        return toll, ()
    lows = [one.low for one in statements]
    highs = [one.high for one in statements]
    best = POLICIES[policy](statements)
    toll = EventToll(
        measure=measure,
        low=None if None in lows else min(best, *(low for low in lows if low is not None)),
        best=best,
        high=None if None in highs else max(best, *(high for high in highs if high is not None)),
        policy=policy,
        independent_sources=len({one.witness for one in statements}),
        disagreement=_disagreement(statements),
        figures=figures,
    )
    return toll, rivals


def _totals(measure: Measure, told: Sequence[_Told], rejected: Collection[ClaimId]) -> list[_Total]:
    """One total a report: that of the account which tells the event best among those that give one."""
    reports: dict[DocumentKey, list[Telling]] = {}
    for one in told:
        if one.claim.id not in rejected and one.telling not in reports.setdefault(one.telling.document, []):
            reports[one.telling.document].append(one.telling)
    totals = []
    for tellings in reports.values():
        given = [
            (telling, toll)
            for telling in tellings
            for toll in telling.tolls
            if toll.measure is measure and toll.best is not None
        ]
        if given:
            telling, toll = max(given, key=lambda pair: (weight_of(pair[0]), pair[0].account))
            tellers = _tellers(measure, telling, toll)
            totals.append(_Total(telling, toll, speaker_of(tellers), tellers))
    return totals


def _tellers(measure: Measure, telling: Telling, toll: ToldToll) -> tuple[Teller, ...]:
    """Who says a total: the tellers of the first claim that gives the figure."""
    for claim in telling.claims:
        for count in claim.counts:
            if count.measure is measure and toll.best in (count.low, count.high):
                return claim.tellers
    return ()


def _witnesses(totals: Sequence[_Total], voices: dict[str, int]) -> list[int]:
    """A number for each total's witness: the speaker where one is quoted, else the report with its copies."""
    names: dict[object, int] = {}
    home: list[int] = []
    for total in totals:
        keys: list[object] = [("voice", voices[total.telling.document])]
        if total.speaker is not None:
            keys.append(("speaker", total.speaker))
        known = min((names[key] for key in keys if key in names), default=len(home))
        for key in keys[-1:] if total.speaker is not None else keys:
            names.setdefault(key, known)
        home.append(known)
    order = {number: rank for rank, number in enumerate(dict.fromkeys(home), start=1)}
    return [order[number] for number in home]


def _current(totals: Sequence[_Total], witnesses: Sequence[int]) -> set[int]:
    """The totals that no later one of their witness supersedes."""
    last: dict[int, int] = {}
    for index, witness in enumerate(witnesses):
        known = last.get(witness)
        if known is None or _day(totals[index]) >= _day(totals[known]):
            last[witness] = index
    kept = set(last.values())
    # Reports of one day by one witness stand beside each other: none is known to be the later.
    return {
        index for index, witness in enumerate(witnesses) if _day(totals[index]) == _day(totals[last[witness]])
    } | kept


def _day(total: _Total) -> int:
    return total.telling.published.toordinal() if total.telling.published is not None else 0


def _statement(total: _Total, witness: int) -> Statement:
    toll = total.toll
    return Statement(
        low=toll.low,
        best=toll.best or 0,
        high=toll.high,
        document=total.telling.document,
        published=total.telling.published,
        witness=witness,
        weight=weight_of(total.telling),
        speaker_kind=total.tellers[0].kind if total.tellers else None,
    )


def _figures(
    told: Sequence[_Told], totals: Sequence[_Total], witnesses: Sequence[int], current: set[int],
    rejected: Collection[ClaimId],
) -> Iterator[Figure]:  # fmt: skip
    of_document = {total.telling.document: index for index, total in enumerate(totals)}
    seen: set[tuple[int, int | None, int | None]] = set()
    for one in told:
        index = of_document.get(one.telling.document)
        witness = witnesses[index] if index is not None else 0
        standing = _standing(one, totals[index] if index is not None else None, rejected)
        if standing is Standing.TOTAL:
            value = (witness, one.count.low, one.count.high)
            if index not in current:
                standing = Standing.SUPERSEDED
            elif value in seen:
                standing = Standing.REPEATED
            seen.add(value)
        yield Figure(
            low=one.count.low,
            high=one.count.high,
            claim=one.claim.id,
            document=one.telling.label,
            outlet=one.telling.outlet,
            published=one.telling.published,
            sources=tuple(teller.text for teller in one.claim.tellers),
            text=one.claim.evidence.text,
            approximate=one.count.approximate,
            scope=one.count.scope,
            standing=standing,
            witness=witness,
        )


def _standing(one: _Told, total: _Total | None, rejected: Collection[ClaimId]) -> Standing:
    if one.claim.id in rejected:
        return Standing.REJECTED
    if one.count.scope is CountScope.RUNNING_TOTAL:
        return Standing.RUNNING_TOTAL
    if not one.claim.is_real:
        return Standing.UNREAL
    if total is None:
        return Standing.PART
    size = max(one.count.low or 0, one.count.high or 0)
    return Standing.TOTAL if total.toll.low is None or size >= total.toll.low else Standing.PART


def _disagreement(statements: Sequence[Statement]) -> float:
    """The share of pairs of witnesses whose totals exclude each other."""
    own: dict[int, Statement] = {}
    for statement in statements:
        own.setdefault(statement.witness, statement)
    pairs = list(combinations(own.values(), 2))
    return sum(_exclude(one, other) for one, other in pairs) / len(pairs) if pairs else 0.0


def _exclude(one: Statement, other: Statement) -> bool:
    return _above(one, other) or _above(other, one)


def _above(one: Statement, other: Statement) -> bool:
    return one.low is not None and other.high is not None and one.low > other.high


def _conflict(measure: Measure, statements: Sequence[Statement], figures: Sequence[Figure]) -> tuple[Conflict, ...]:
    """The totals of a measure that differ, with the claims of the figures that give them."""
    values = sorted({_printed(one.low, one.high) for one in statements}, key=lambda value: (len(value), value))
    if len(values) < 2:
        return ()
    claims = dict.fromkeys(figure.claim for figure in figures if figure.standing in (Standing.TOTAL, Standing.REPEATED))
    return (Conflict(f"counts.{measure}", tuple(values), tuple(claims)),)


def _printed(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'' if low is None else low}-{'' if high is None else high}"
