"""Parties of incidents that the trained reader marks and no claim has: each goes to the nearest claim of violence.

The marks are learnt from the keys of MUC-4, which name the parties of an incident wherever a report names them; the parts
of a claim are learnt from readings, clause by clause. A party that is marked and stands in no claim is one that its
incident's claims leave out, most often because it is named in a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis, NamedSpan
from dateline.domain.claim import Claim, Role
from dateline.domain.span import Span
from dateline.extract.local.judging.parts import MARKS, PartJudge
from dateline.extract.local.judging.weights import weights

_OF_DEEDS = frozenset({"claim_responsibility", "deny_responsibility"})


def with_marked_parties(claims: Sequence[Claim], analysis: Analysis, judge: PartJudge) -> tuple[Claim, ...]:
    """The claims, those of violence with the marked parties that no claim of violence has."""
    # Who claims or denies a deed is told so by that claim; that the deed is theirs, nobody else has said.
    claimants = [argument.span for claim in claims if claim.type in _OF_DEEDS for argument in claim.arguments]
    found = [_without_claimants(claim, claimants) for claim in claims]
    violent = [index for index, claim in enumerate(found) if is_violent(claim)]
    if not violent:
        return tuple(found)
    factors = weights()["marks"]
    for role, names in MARKS.items():
        marks = sorted((mark for name in names for mark in analysis.layers.get(name, ())), key=lambda mark: mark.span)
        for mark in marks:
            if any(mark.span.touches(argument.span) for index in violent for argument in found[index].arguments):
                continue
            if any(mark.span.touches(claimant) for claimant in claimants):
                continue
            index, apart = _nearest(mark, [(index, found[index]) for index in violent], analysis)
            empty = not found[index].words_of(role)
            least = factors["apart" if apart else "beside" if empty else "more"]
            if apart > factors["reach"] or mark.score < least:
                continue
            argument = judge.marked(role, mark.span, mark.score)
            if argument is not None:
                found[index] = replace(found[index], arguments=(*found[index].arguments, argument))
    return tuple(found)


def _without_claimants(claim: Claim, claimants: Sequence[Span]) -> Claim:
    """The claim of violence without those as who did it whom another sentence tells to claim or deny the deed."""
    if not is_violent(claim) or not claimants:
        return claim
    kept = tuple(
        argument
        for argument in claim.arguments
        if argument.role is not Role.ACTOR
        or claim.evidence.touches(argument.span)
        or not any(argument.span.touches(claimant) for claimant in claimants)
    )
    return claim if len(kept) == len(claim.arguments) else replace(claim, arguments=kept)


def is_violent(claim: Claim) -> bool:
    """Whether a claim is of what the marks are about: attacks, threats of them and abductions."""
    return claim.type in ("assault", "threaten") or claim.mode == "abduct"


def _nearest(mark: NamedSpan, claims: Sequence[tuple[int, Claim]], analysis: Analysis) -> tuple[int, int]:
    """The index of the claim that a mark stands nearest to, and how many sentences apart."""
    sentence = analysis.sentence_of(mark.span)
    here = sentence.index if sentence is not None else 0

    def distance(entry: tuple[int, Claim]) -> tuple[int, bool, int]:
        told = analysis.sentence_of(entry[1].trigger)
        there = told.index if told is not None else 0
        return abs(there - here), there > here, abs(entry[1].trigger.start - mark.span.start)

    best = min(claims, key=distance)
    return best[0], distance(best)[0]
