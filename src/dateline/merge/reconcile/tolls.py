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
from dateline.domain.telling import Telling, ToldClaim, ToldCount
from dateline.domain.value import CountScope, Measure
from dateline.merge.reconcile.policies import POLICIES, Statement
from dateline.merge.reconcile.totals import Total, is_of_another_time, is_toll, total_of
from dateline.merge.reconcile.voting import weight_of
from dateline.merge.reconcile.witnesses import speaker_of, voices_of

#: Share of a witness's earlier total below which a later one tells of a part: tolls are seldom revised by so much.
PART_OF_EARLIER = 0.5
#: Share of the best figure's size from which, and up to whose inverse, a report's total widens the bounds.
BOUNDING = 0.2


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure where it is told."""

    telling: Telling
    claim: ToldClaim
    count: ToldCount


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
    reports: dict[DocumentKey, list[Telling]] = {}
    for telling in told:
        reports.setdefault(telling.document, []).append(telling)
    tolls: list[EventToll] = []
    conflicts: list[Conflict] = []
    for measure in Measure:
        totals = [total for report in reports.values() if (total := total_of(measure, report, rejected)) is not None]
        if measure not in figures and not totals:
            continue
        toll, rivals = _toll_of(_Question(measure, policy, rejected), figures.get(measure, ()), totals, voices)
        tolls.append(toll)
        conflicts += rivals
    return tuple(tolls), tuple(conflicts)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of the figures."""

    measure: Measure
    policy: str
    rejected: Collection[ClaimId]


def _toll_of(
    question: _Question, told: Sequence[_Told], totals: Sequence[Total], voices: dict[str, int]
) -> tuple[EventToll, tuple[Conflict, ...]]:
    measure, policy = question.measure, question.policy
    witnesses = _witnesses(totals, voices)
    current = _current(totals, witnesses)
    statements = [_statement(total, witnesses[index]) for index, total in enumerate(totals) if index in current]
    figures = tuple(_figures(told, totals, witnesses, current, question.rejected))
    if not statements:
        toll = EventToll(
            measure=measure, low=None, best=None, high=None, policy=policy, independent_sources=0, figures=figures
        )
        return toll, ()
    # A report that says only that there were some bounds nothing where another gives a number.
    numbered = [one for one in statements if one.numbered] or statements
    best = POLICIES[policy](numbered)
    bounding = [one for one in numbered if _may_bound(one, best)]
    lows = [one.low for one in bounding]
    highs = [one.high for one in bounding]
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
    return toll, _conflict(measure, numbered, figures)


def _may_bound(statement: Statement, best: int) -> bool:
    """Whether a report's total widens the bounds: a far smaller one is of a part, a far greater one of more than the event.

    It is kept among the figures and in the conflict all the same.
    """
    return BOUNDING * best <= statement.best <= best / BOUNDING


def _witnesses(totals: Sequence[Total], voices: dict[str, int]) -> list[int]:
    """A number for each total's witness: the speaker where one is quoted, else the report with its copies."""
    names: dict[object, int] = {}
    home: list[int] = []
    for total in totals:
        keys: list[object] = [("voice", voices[total.telling.document])]
        speaker = speaker_of(total.tellers)
        if speaker is not None:
            keys.append(("speaker", speaker))
        known = min((names[key] for key in keys if key in names), default=len(home))
        for key in keys[-1:] if speaker is not None else keys:
            names.setdefault(key, known)
        home.append(known)
    order = {number: rank for rank, number in enumerate(dict.fromkeys(home), start=1)}
    return [order[number] for number in home]


def _current(totals: Sequence[Total], witnesses: Sequence[int]) -> set[int]:
    """The totals that no later one of their witness supersedes; a part, or some without a number, supersedes nothing."""
    last: dict[int, int] = {}
    dropped: set[int] = set()
    for index in sorted(range(len(totals)), key=lambda index: (_day(totals[index]), index)):
        known = last.get(witnesses[index])
        if known is not None and _is_less(totals[index], totals[known]):
            dropped.add(index)
        else:
            last[witnesses[index]] = index
    # Reports of one day by one witness stand beside each other: none is known to be the later.
    return {
        index
        for index, witness in enumerate(witnesses)
        if index not in dropped and _day(totals[index]) == _day(totals[last[witness]])
    }


def _is_less(later: Total, earlier: Total) -> bool:
    """Whether a later total of a witness tells less than the earlier: of a part, or that there were some."""
    if later.by_hand or not earlier.numbered:
        return False
    return not later.numbered or later.best < PART_OF_EARLIER * earlier.best


def _day(total: Total) -> int:
    return total.telling.published.toordinal() if total.telling.published is not None else 0


def _statement(total: Total, witness: int) -> Statement:
    return Statement(
        low=total.low,
        best=total.best,
        high=total.high,
        document=total.telling.document,
        published=total.telling.published,
        witness=witness,
        weight=weight_of(total.telling),
        speaker_kind=total.tellers[0].kind if total.tellers else None,
        numbered=total.numbered,
    )


def _figures(
    told: Sequence[_Told], totals: Sequence[Total], witnesses: Sequence[int], current: set[int],
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
            text=_said_in(one),
            approximate=one.count.approximate,
            scope=one.count.scope,
            standing=standing,
            witness=witness,
        )


def _said_in(one: _Told) -> str:
    """The sentence; with the words of the figure where a person took them from elsewhere in the report."""
    words, evidence = one.count.words, one.claim.evidence
    if words.start < evidence.start:
        return f"{words.text} … {evidence.text}"
    return evidence.text if words.end <= evidence.end else f"{evidence.text} … {words.text}"


def _standing(one: _Told, total: Total | None, rejected: Collection[ClaimId]) -> Standing:
    if one.claim.id in rejected:
        return Standing.REJECTED
    if one.count.scope is CountScope.RUNNING_TOTAL:
        return Standing.RUNNING_TOTAL
    if not is_toll(one.claim, one.count):
        return Standing.UNREAL
    if is_of_another_time(one.telling, one.claim):
        return Standing.OTHER_TIME
    if total is None:
        return Standing.PART
    size = max(one.count.low or 0, one.count.high or 0)
    return Standing.TOTAL if total.low is None or size >= total.low else Standing.PART


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
