"""Ties claims, denials and accusations of responsibility to the account that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.domain.account import Account
from dateline.domain.claim import Claim, Role

_OWN = frozenset({"claim_responsibility", "deny_responsibility"})


def with_deeds(claims: Sequence[Claim], accounts: Sequence[Account]) -> tuple[Claim, ...]:
    """The claims, those of responsibility with the account of the assault that they are most likely about.

    That is the assault that the words for the deed tell, else one told in the same sentence, else the last one told
    before, else the report's first. An accusation is tied only where it names a deed or stands in a sentence with one.
    """
    acts = [claim for claim in claims if claim.type == "assault" and not claim.background]
    if not acts:
        return tuple(claims)
    account_of = {one: account.id for account in accounts for one in account.claims}
    tied = []
    for claim in claims:
        act = _deed_of(claim, acts)
        tied.append(claim if act is None else replace(claim, about=account_of[act.id]))
    return tuple(tied)


def _deed_of(claim: Claim, acts: Sequence[Claim]) -> Claim | None:
    if claim.type not in _OWN and claim.type != "accuse":
        return None
    deeds = [argument.span for argument in claim.words_of(Role.ABOUT)]
    told = [act for act in acts if any(span.touches(act.trigger) for span in deeds)]
    near = [act for act in acts if act.evidence == claim.evidence]
    before = [act for act in acts if act.trigger < claim.trigger]
    if claim.type == "accuse" and not (near or deeds):
        return None
    return (told or near or before[-1:] or list(acts))[0]
