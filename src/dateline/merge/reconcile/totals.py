"""One report's total for a measure: which of its figures it stands by, with the rivals that it also gives.

A report gives many figures: of the whole, of parts, of others in passing. Each speaks with the confidence of its reading, and
the earlier the stronger: reports open with what they stand by. Single victims, told one by one, are one voice for one victim.
A figure of all who were struck counts those who died too. Where a report says that people were killed or hurt and gives no
number, at least one was.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dateline.domain.claim import Polarity, Role
from dateline.domain.ids import ClaimId
from dateline.domain.telling import Teller, Telling, ToldClaim, ToldCount
from dateline.domain.value import CountScope, Measure
from dateline.merge.reconcile.voting import weight_of

#: Code points after which a figure speaks half as strongly as at the start.
HALVED_AT = 500
#: Share of the strongest figure's weight from which another is a rival that widens the report's bounds.
RIVAL_WEIGHT = 0.25
#: Share of the total's size below which a figure tells of a part, and by which a greater one exceeds it where it tells of more.
RIVAL_SIZE = 0.5
#: How a figure's size adds to its weight: parts and others in passing are smaller than the whole that holds them.
SIZE_POWER, GREATEST = 0.15, 300
#: What a figure told as history, or whose confidence is not known, speaks with.
HISTORY, UNSURE = 0.5, 0.5
#: How strongly an account speaks beside its report's weightiest.
BESIDE = 0.5
#: How far a claim's own time lies from its account's where it tells of something else.
OTHER_TIME = timedelta(days=45)
#: What a report tells without a number, by the effect that its words give somebody.
_UNNUMBERED = {Measure.KILLED: "killed", Measure.INJURED: "injured"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A report's total; an end that is None is not said."""

    telling: Telling
    low: int | None
    best: int
    high: int | None
    tellers: tuple[Teller, ...] = ()
    #: False where the report says that there were some and not how many.
    numbered: bool = True
    #: Whether a person has set it.
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """One figure with its weight; a sum of figures side by side is one too."""

    low: int | None
    high: int | None
    weight: float
    claim: ToldClaim
    #: Where its words begin in the report.
    start: int = -1
    #: Whether it counts all who were struck, the dead among them.
    all_struck: bool = False
    #: Whether it counts some of a whole.
    of_part: bool = False

    @property
    def size(self) -> int:
        """The number that it comes to."""
        return self.low if self.low is not None else self.high or 0


def total_of(measure: Measure, report: Sequence[Telling], rejected: Collection[ClaimId] = ()) -> Total | None:
    """The total of one report for an event, from those of its accounts that tell it; None where it gives none."""
    ordered = sorted(report, key=lambda one: (-weight_of(one), one.account))
    given = (_given(measure, telling) for telling in ordered)
    return next((total for total in given if total is not None), None) or (
        _weighed(measure, ordered, rejected) or _unnumbered(measure, ordered, rejected)
    )


def _given(measure: Measure, telling: Telling) -> Total | None:
    """What a person has set."""
    toll = next((toll for toll in telling.tolls if toll.measure is measure and toll.by_hand), None)
    if toll is None or toll.best is None:
        return None
    return Total(telling=telling, low=toll.low, best=toll.best, high=toll.high, by_hand=True)


def _weighed(measure: Measure, report: Sequence[Telling], rejected: Collection[ClaimId]) -> Total | None:
    said = _figures(measure, report, rejected)
    if measure is Measure.INJURED and any(one.all_struck for one in said):
        killed = _weighed(Measure.KILLED, report, rejected)
        said = [_of_the_living(one, killed.best if killed is not None else 0) for one in said]
    said = _each_once(said)
    whole = _wholes(said)
    if not said:
        return None
    said = whole or said
    votes = _votes(said)
    best = max(votes, key=lambda size: (round(votes[size], 9), size))
    stands = [
        one
        for one in said
        if votes[one.size] >= RIVAL_WEIGHT * votes[best] and RIVAL_SIZE * best <= one.size <= best / RIVAL_SIZE
    ]
    # A part tells how many there were at least, and no less than that.
    lows = [one.low for one in stands if one.low is not None and (whole or one.size == best)]
    highs = [one.high for one in stands]
    first = min((one for one in said if one.size == best), key=_voice_first)
    return Total(
        telling=report[0],
        low=min(lows) if lows else None,
        best=best,
        high=None if None in highs or not whole else max(high for high in highs if high is not None),
        tellers=first.claim.tellers,
        numbered=bool(whole),
    )


def _each_once(said: Sequence[_Said]) -> list[_Said]:
    """One voice for each figure of the text, the loudest: two claims of one sentence give its numbers twice."""
    loudest: dict[tuple[int, int], _Said] = {}
    for number, one in enumerate(said):
        key = (one.start, one.size) if one.start >= 0 else (-1 - number, 0)
        known = loudest.get(key)
        loudest[key] = (
            one
            if known is None
            else replace(max(one, known, key=lambda said: said.weight), of_part=one.of_part or known.of_part)
        )
    return list(loudest.values())


def _wholes(said: Sequence[_Said]) -> list[_Said]:
    return [one for one in said if not one.of_part]


def _voice_first(said: _Said) -> tuple[int, int, str]:
    """Who says it in most words goes first: a headline says less of its source, or nothing, than the text under it."""
    tellers = said.claim.tellers
    named = tellers[0].name or tellers[0].text if tellers else ""
    return -len(named.split()), said.claim.trigger.start, said.claim.id


def _figures(measure: Measure, report: Sequence[Telling], rejected: Collection[ClaimId]) -> list[_Said]:
    said: list[_Said] = []
    for telling in report:
        claims = [one for one in telling.claims if one.id not in rejected and not is_of_another_time(telling, one)]
        own = [one for claim in claims for one in _said(measure, claim)]
        own += _sums(measure, telling, own)
        said += own if telling is report[0] else [replace(one, weight=BESIDE * one.weight) for one in own]
    return said


def _of_the_living(said: _Said, killed: int) -> _Said:
    """The figure without the dead, where it counts them too and more than them."""
    if not said.all_struck or said.size <= max(killed, 1):
        return said
    return replace(
        said,
        low=None if said.low is None else said.low - killed,
        high=None if said.high is None else said.high - killed,
    )


def _votes(said: Sequence[_Said]) -> dict[int, float]:
    """The weight behind each size; single victims are each told apart, and do not add up to a louder "one"."""
    votes: dict[int, float] = {}
    for one in said:
        vote = one.weight * min(max(one.size, 1), GREATEST) ** SIZE_POWER
        known = votes.get(one.size, 0.0)
        votes[one.size] = max(known, vote) if one.size <= 1 else known + vote
    return votes


def _said(measure: Measure, claim: ToldClaim) -> list[_Said]:
    return [
        _Said(count.low, count.high, _weight(claim, count), claim, count.words.start, count.all_struck, count.of_part)
        for count in claim.counts
        if count.measure is measure and is_toll(claim, count)
    ]


def is_toll(claim: ToldClaim, count: ToldCount) -> bool:
    """Whether a figure can be a toll of its claim's event at all; a denied death with the figure 0 is one."""
    if count.scope is CountScope.RUNNING_TOTAL:
        return False
    return claim.is_real or (count.high == 0 and claim.polarity is Polarity.NEGATED)


def is_of_another_time(telling: Telling, claim: ToldClaim) -> bool:
    """Whether a claim's own words put it at another time than its account: last year's dead are not this attack's."""
    own, whole = claim.when, telling.when
    if own is None or own.words is None or whole is None:
        return False
    first, last = own.earliest or own.latest, own.latest or own.earliest
    begin, end = whole.earliest or whole.latest, whole.latest or whole.earliest
    if first is None or last is None or begin is None or end is None:
        return False
    return max(first - end, begin - last) > OTHER_TIME


def _weight(claim: ToldClaim, count: ToldCount) -> float:
    sure = (count.confidence if count.confidence is not None else UNSURE) * claim.confidence
    return sure * (HISTORY if claim.background else 1.0) / (1 + claim.trigger.start / HALVED_AT)


def _sums(measure: Measure, telling: Telling, said: Sequence[_Said]) -> list[_Said]:
    """The report's own sum of figures side by side, where no single figure says as much."""
    toll = next((toll for toll in telling.tolls if toll.measure is measure), None)
    if toll is None or toll.best is None or any(one.size == toll.best for one in said):
        return []
    for claim in telling.claims:
        parts = [one for one in said if one.claim is claim]
        if len(parts) > 1 and sum(one.size for one in parts) >= toll.best > max(one.size for one in parts):
            weight, of_part = sum(one.weight for one in parts), all(one.of_part for one in parts)
            return [_Said(toll.low, toll.high, weight, claim, of_part=of_part)]
    return []


def _unnumbered(measure: Measure, report: Sequence[Telling], rejected: Collection[ClaimId]) -> Total | None:
    """At least one, where the title or somebody's fate says so without a number.

    A title's word for the hurt may stand for the dead, so it says something only where the report tells of none.
    """
    effect = _UNNUMBERED.get(measure)
    if effect is None:
        return None
    for telling in report:
        for claim in telling.claims:
            if claim.id not in rejected and claim.is_real and _has_effect(claim, effect):
                return Total(telling=telling, low=1, best=1, high=None, tellers=claim.tellers, numbered=False)
        if (
            telling.focus
            and measure in telling.titled
            and not (measure is Measure.INJURED and _tells_of_dead(report, rejected))
        ):
            return Total(telling=telling, low=1, best=1, high=None, numbered=False)
    return None


def _tells_of_dead(report: Sequence[Telling], rejected: Collection[ClaimId]) -> bool:
    return (_weighed(Measure.KILLED, report, rejected) or _unnumbered(Measure.KILLED, report, rejected)) is not None


def _has_effect(claim: ToldClaim, effect: str) -> bool:
    return any(party.role is Role.RECIPIENT and party.effect == effect for party in claim.parties)
