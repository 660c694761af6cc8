"""Which claim of the rules and which happening of the trained reader are one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.domain.claim import Claim
from dateline.domain.happening import Happening


def paired(claims: Sequence[Claim], happenings: Sequence[Happening]) -> Iterator[tuple[Claim | None, int | None]]:
    """Claims with the index of the happening that their trigger touches, and what is left of either, in order of the text.

    A happening goes to one claim, the surer ones first.
    """
    by_start = sorted(range(len(claims)), key=lambda index: claims[index].trigger)
    taken: dict[int, int] = {}
    used: set[int] = set()
    touching = _touching([claims[index] for index in by_start], happenings)
    for number, order in sorted(touching, key=lambda pair: (-happenings[pair[0]].score, pair)):
        index = by_start[order]
        if index not in taken and number not in used:
            taken[index] = number
            used.add(number)
    pairs: list[tuple[Claim | None, int | None]] = [(claim, taken.get(index)) for index, claim in enumerate(claims)]
    pairs += [(None, number) for number in range(len(happenings)) if number not in used]

    def place(pair: tuple[Claim | None, int | None]) -> tuple[int, int]:
        claim, number = pair
        span = claim.trigger if claim is not None else happenings[number or 0].trigger
        return span.start, span.end

    yield from sorted(pairs, key=place)


def _touching(claims: Sequence[Claim], happenings: Sequence[Happening]) -> Iterator[tuple[int, int]]:
    """Pairs (happening, claim) that share a code point; both are in order of the text."""
    first = 0
    for number, happening in enumerate(happenings):
        while first < len(claims) and claims[first].trigger.end <= happening.trigger.start:
            first += 1
        for order in range(first, len(claims)):
            if claims[order].trigger.start >= happening.trigger.end:
                break
            if claims[order].trigger.touches(happening.trigger):
                yield number, order
