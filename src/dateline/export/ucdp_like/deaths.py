"""Whose the dead are: of side A, of side B, civilians, or not said.

A report's figures are taken apart only where they come to the event's best figure, and a side's dead are told only where no
such report tells them otherwise; everybody else is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.domain.actor import Actor
from dateline.domain.claim import Role
from dateline.domain.event import EventToll, Figure, Participant, Standing
from dateline.domain.ids import ClaimId
from dateline.domain.telling import Telling, ToldClaim, ToldCount
from dateline.domain.value import Measure
from dateline.export.sides import force_of

Sides = tuple[Sequence[Participant], Sequence[Participant]]
#: 0 is side A, 1 side B, 2 civilians.
CIVILIANS = 2
_COUNTING = (Standing.TOTAL, Standing.PART)


class Deaths(NamedTuple):
    """The four columns, which sum to the best figure."""

    a: int = 0
    b: int = 0
    civilians: int = 0
    unknown: int = 0


def deaths_of(toll: EventToll, tellings: Iterable[Telling], sides: Sides, *, best: int, one_sided: bool) -> Deaths:
    """The best figure of killed by side; in one-sided violence whoever is told to be of side B is a civilian."""
    figures: dict[ClaimId, list[Figure]] = {}
    for figure in toll.figures:
        if figure.standing in _COUNTING:
            figures.setdefault(figure.claim, []).append(figure)
    told = [found for one in tellings if (found := _told(one, figures, sides, best, one_sided=one_sided))]
    a, b, civilians = (_agreed({one[side] for one in told if side in one}) for side in (0, 1, CIVILIANS))
    rest = best - a - b - civilians
    return Deaths(a, b, civilians, rest) if rest >= 0 else Deaths(unknown=best)


def _agreed(numbers: set[int]) -> int:
    return next(iter(numbers)) if len(numbers) == 1 else 0


def _told(
    telling: Telling, figures: dict[ClaimId, list[Figure]], sides: Sides, best: int, *, one_sided: bool
) -> dict[int, int]:
    """The dead of each side as one report tells them; nothing where its figures do not come to the best one."""
    by_side: dict[int, list[int]] = {}
    unsided = set()
    for claim in telling.claims:
        for count in claim.counts:
            number = count.low if count.low is not None else count.high
            standing = _standing(count, figures.get(claim.id, ()))
            if count.measure is not Measure.KILLED or number is None or standing is None:
                continue
            side = _side(count, claim, telling, sides, one_sided=one_sided)
            if side is not None:
                by_side.setdefault(side, []).append(number)
            elif standing is Standing.TOTAL:
                unsided.add(number)
    # Two figures for one side are two parts of it, or a part and the whole, or one that is told again.
    for told in ({side: pick(numbers) for side, numbers in by_side.items()} for pick in (sum, max)):
        whole = sum(told.values())
        if whole == best or (whole < best and best in unsided):
            return told
    return {side: best for side, numbers in by_side.items() if best in numbers}


def _standing(count: ToldCount, figures: Iterable[Figure]) -> Standing | None:
    same = (one.standing for one in figures if (one.low, one.high) == (count.low, count.high))
    return next(same, None)


def _side(count: ToldCount, claim: ToldClaim, telling: Telling, sides: Sides, *, one_sided: bool) -> int | None:
    """The side of the people counted, by what they are called; None where it is not said."""
    if count.civilian:
        return CIVILIANS
    words = (count.of or "").casefold()
    counted = count.words.text.casefold()
    actors = {one.id: one for one in telling.actors}
    for party in claim.parties:
        called = party.text.casefold()
        is_meant = bool(words) and (words in called or called in words) or (not words and counted in called)
        if party.role is Role.RECIPIENT and is_meant and party.actor in actors:
            side = side_of(actors[party.actor], sides)
            return CIVILIANS if side == 1 and one_sided else side
    return None


def side_of(actor: Actor, sides: Sides) -> int | None:
    """The side that an actor is on: where it is named there, else where its like is and the other side has none."""
    named = [index for index, side in enumerate(sides) if any(_is_same(actor, one.actor) for one in side)]
    if len(named) == 1:
        return named[0]
    if named:
        return None
    alike = [index for index, side in enumerate(sides) if any(_is_alike(actor, one.actor) for one in side)]
    return alike[0] if len(alike) == 1 else None


def _is_same(one: Actor, other: Actor) -> bool:
    if one.identity is not None and other.identity is not None:
        return one.identity == other.identity
    return one.name.casefold() == other.name.casefold()


def _is_alike(one: Actor, other: Actor) -> bool:
    """Whether both bear arms for the same: a state, of one country where both tell theirs, or against one."""
    force = force_of(one)
    if force is None or force != force_of(other):
        return False
    return not one.countries or not other.countries or bool(set(one.countries) & set(other.countries))
