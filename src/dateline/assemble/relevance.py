"""How far an account is what its document is about, and whether the document tells of events at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod, sqrt

from dateline.assemble.grouping import Scene
from dateline.domain.account import Account
from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim, Polarity
from dateline.domain.value import Measure

#: What an account of another kind weighs beside news of violence that killed or hurt somebody.
AFTERMATH = 0.5
VIOLENCE = "assault"
HARM = frozenset({Measure.KILLED, Measure.INJURED})


def account_relevance(told: Sequence[Claim], scene: Scene) -> float:
    """0 to 1: surer claims, more of them, tolls and an early place in the text make an account weigh more."""
    sure = 1 - prod(1 - 0.8 * claim.confidence for claim in told)
    first = min(scene.sentence(claim) for claim in told)
    early = 1.0 if first <= 1 else 0.8 if first <= 4 else 0.6
    toll = 1.0 if any(claim.counts for claim in told) else 0.85
    news = 0.3 if all(claim.background for claim in told) else 1.0
    told_so = 1.0 if any(claim.stance.polarity is Polarity.AFFIRMED for claim in told) else 0.6
    return sure * early * toll * news * told_so


def beside_violence(accounts: Sequence[Account]) -> list[Account]:
    """The accounts, of which those of other kinds weigh less beside news of violence that killed or hurt somebody.

    An arrest, a search or a plea for witnesses follows from the violence that the report is about. On the training half of
    the counts set the weightiest account then gives the right number of dead in 67 of 100 reports and not in 63, and of
    injured in 60 and not in 56 (120 reports, 2026-11-26).
    """
    if not any(account.type == VIOLENCE and not account.background and _tells_harm(account) for account in accounts):
        return list(accounts)
    return [
        account if account.type == VIOLENCE else replace(account, relevance=account.relevance * AFTERMATH)
        for account in accounts
    ]


def _tells_harm(account: Account) -> bool:
    return any(toll.measure in HARM and toll.best for toll in account.counts)


def relevance_of(claims: Sequence[Claim], accounts: Sequence[Account], analysis: Analysis | None = None) -> float:
    """0 to 1: that a document tells of events of the ontology, by its three weightiest accounts.

    Where a trained reader looked at the whole, the geometric mean of that and its answer: news of something else may tell
    of an event in passing, and news of a conflict may tell of none that can be read.
    """
    if not claims:
        return 0.0
    weights = sorted((account.relevance for account in accounts), reverse=True)[:3]
    told = 1 - prod(1 - 0.9 * weight for weight in weights)
    sighting = analysis.sighting if analysis is not None else None
    return told if sighting is None else sqrt(told * sighting.whole.get("contentious", told))
