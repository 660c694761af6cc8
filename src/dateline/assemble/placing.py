"""Gives each claim the place that its signs speak for, and says where that was taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.assemble.grouping import Scene
from dateline.assemble.siting import Sites, best_site
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.ids import ClaimId, PlaceId
from dateline.domain.span import Span
from dateline.domain.value import Where

#: Reasons of a place that the claim's own words do not tell: the words that name it stand elsewhere.
BESIDE, ELSEWHERE = "named in the sentence", "named elsewhere in the report"


#: Probability that the report says where, below which a claim takes no place that its own words do not tell.
PLACED = 0.5


def is_inferred(where: Where) -> bool:
    """Whether a place is not told by the claim's own words."""
    return where.span is None or where.reason in (BESIDE, ELSEWHERE)


def with_places(
    claims: Mapping[ClaimId, Claim], members: Sequence[Sequence[ClaimId]], scene: Scene
) -> dict[ClaimId, Claim]:
    """The claims with their likeliest places.

    A place of the claim's own words stays as it is; another one is inherited from a claim that tells it, of the same
    account before others, or else pinned to the nearest words that name it.
    """
    sites = Sites(scene, claims, members)
    account_of = {one: ids for ids in members for one in ids}
    telling: dict[PlaceId, list[Claim]] = {}
    for claim in sorted(claims.values(), key=lambda claim: (claim.trigger, claim.id)):
        site = sites.site(claim)
        if site is not None:
            telling.setdefault(site, []).append(claim)
    told = {}
    for one, claim in claims.items():
        site = best_site(sites, claim)
        if site is None or (site != sites.site(claim) and scene.placed(claim) < PLACED):
            told[one] = replace(claim, where=None)
        elif site == sites.site(claim):
            told[one] = claim
        else:
            source = _source(claim, telling.get(site, ()), account_of[one], scene)
            told[one] = _placed(claim, site, source, sites, scene)
    return told


def _source(claim: Claim, telling: Sequence[Claim], account: Sequence[ClaimId], scene: Scene) -> Claim | None:
    """The claim to inherit from: of the same account, then the nearest."""
    here = scene.sentence(claim)
    return min(
        telling,
        key=lambda other: (other.id not in account, abs(scene.sentence(other) - here), other.trigger),
        default=None,
    )


def _placed(claim: Claim, site: PlaceId, source: Claim | None, sites: Sites, scene: Scene) -> Claim:
    """The claim at another place than its first words tell; those become a further place of it."""
    sentence = scene.sentence(claim)
    beside = sites.namings.in_sentence(site, sentence)
    naming = beside[0] if beside else sites.namings.nearest(site, sentence)
    if beside or source is None or source.where is None:
        where = Where(span=naming.span, place=naming.place, reason=BESIDE if beside else ELSEWHERE)
    else:
        where = Where(span=None, place=source.where.place, reason="inherited", inherited_from=source.id)
    return replace(claim, where=where, arguments=_arguments(claim, where.span))


def _arguments(claim: Claim, chosen: Span | None) -> tuple[Argument, ...]:
    kept = tuple(
        argument for argument in claim.arguments if argument.role is not Role.LOCATION or argument.span != chosen
    )
    if claim.where is None or claim.where.span is None:
        return kept
    known = {argument.span for argument in kept if argument.role is Role.LOCATION}
    return kept if claim.where.span in known else (*kept, Argument(role=Role.LOCATION, span=claim.where.span))
