"""What another claim of its sentence tells as well is folded into that one, with what it alone says.

A killing and its means in one clause are one claim (the conventions of the ledger set): "thirty were killed when a plane
bombed a market" is a bombing with thirty dead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.domain.claim import Claim, Role
from dateline.domain.ids import ClaimId

_PARTIES = (Role.ACTOR, Role.RECIPIENT, Role.INSTRUMENT)


def with_folded(claims: Sequence[Claim], tellers: Sequence[Claim | None]) -> list[Claim]:
    """The claims without those that another tells; ``tellers`` has for each claim the one that tells it, or None."""
    kept: dict[ClaimId, Claim] = {
        claim.id: claim for claim, teller in zip(claims, tellers, strict=True) if teller is None
    }
    told_by = {claim.id: teller for claim, teller in zip(claims, tellers, strict=True)}
    for claim, teller in zip(claims, tellers, strict=True):
        # At most as many steps as there are claims: two may tell each other, and then the later one stays.
        for _ in claims:
            if teller is None or teller.id in kept:
                break
            teller = told_by.get(teller.id)
        if teller is not None and teller.id in kept:
            kept[teller.id] = _folded(kept[teller.id], claim)
        elif claim.id not in kept:
            kept[claim.id] = claim
    return [kept[claim.id] for claim in claims if claim.id in kept]


def _folded(teller: Claim, told: Claim) -> Claim:
    """The teller with the numbers that only the other has, and with its parties where the teller has none of that part."""
    numbers = [
        quantity
        for quantity in told.quantities
        if not any(quantity.span.touches(own.span) for own in teller.quantities)
    ]
    parties = [
        argument
        for argument in told.arguments
        if argument.role in _PARTIES
        and not any(own.role is argument.role or own.span.touches(argument.span) for own in teller.arguments)
    ]
    quantities = tuple(sorted((*teller.quantities, *numbers), key=lambda quantity: (quantity.span, quantity.measure)))
    return replace(teller, quantities=quantities, arguments=(*teller.arguments, *parties))
