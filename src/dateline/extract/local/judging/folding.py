"""What another claim of its sentence tells as well is folded into that one, with what it alone says.

A killing and its means in one clause are one claim (the conventions of the ledger set): "thirty were killed when a plane
crashed into a market" is a crash with thirty dead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.domain.claim import Claim, Role
from dateline.domain.ids import ClaimId
from dateline.domain.span import Span

_PARTIES = (Role.ACTOR, Role.RECIPIENT, Role.INSTRUMENT)


def with_folded(claims: Sequence[Claim], tellers: Sequence[Claim | None]) -> list[Claim]:
    """The claims without those that another tells; ``tellers`` has for each claim the one that tells it, or None."""
    kept: dict[ClaimId, Claim] = {
        claim.id: claim for claim, teller in zip(claims, tellers, strict=True) if teller is None
    }
    for claim, teller in zip(claims, tellers, strict=True):
        if teller is not None and teller.id in kept:
            kept[teller.id] = _folded(kept[teller.id], claim)
    return list(kept.values())


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


def with_own_numbers(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each number with the surest of those of its sentence that count it: a clause tells its figure once."""
    surest: dict[tuple[Span, Span], float] = {}
    for claim in claims:
        for quantity in claim.quantities:
            number = (claim.evidence, quantity.span)
            surest[number] = max(surest.get(number, 0.0), quantity.confidence or 0.0)
    return [
        replace(claim, quantities=own)
        if len(own := tuple(
            quantity
            for quantity in claim.quantities
            if (quantity.confidence or 0.0) >= surest[claim.evidence, quantity.span]
        )) < len(claim.quantities)
        else claim
        for claim in claims
    ]  # fmt: skip
