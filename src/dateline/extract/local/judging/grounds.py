"""Places that hang on another deed are that deed's: the Paris of "after the attacks in Paris, Friday's attack on the hotel"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim
from dateline.domain.ids import ClaimId
from dateline.domain.span import Span


def with_own_places(claims: Sequence[Claim], analysis: Analysis) -> list[Claim]:
    """The claims without the places that the parse hangs on a claim of one such event beside theirs.

    Only where the two are no one event for sure: one of several, told by the same noun ("attacks", "attack").
    """
    told: Mapping[int, ClaimId] = {
        token.index: claim.id for claim in claims for token in analysis.tokens_in(claim.trigger)
    }
    nouns = {claim.id: _noun(claim, analysis) for claim in claims}

    def is_own(claim: Claim, place: Span) -> bool:
        owner = _owner(place, told, analysis)
        ours, theirs = nouns[claim.id], nouns[owner] if owner is not None else None
        return ours is None or theirs is None or ours[0] != theirs[0] or ours[1] == theirs[1]

    return [
        replace(claim, places=tuple(place for place in claim.places if is_own(claim, place))) if claim.places else claim
        for claim in claims
    ]


def _noun(claim: Claim, analysis: Analysis) -> tuple[str, str] | None:
    """The lemma and number of the noun that tells a claim."""
    tokens = analysis.tokens_in(claim.trigger)
    last = tokens[-1] if tokens else None
    return (last.lemma.lower(), last.tag) if last is not None and last.pos == "NOUN" else None


def _owner(place: Span, told: Mapping[int, ClaimId], analysis: Analysis) -> ClaimId | None:
    """The first claim that is told on the way up the parse from a place."""
    tokens = analysis.tokens_in(place)
    token = tokens[-1] if tokens else None
    while token is not None:
        if token.index in told:
            return told[token.index]
        above = analysis.tokens[token.head]
        token = None if above.index == token.index else above
    return None
