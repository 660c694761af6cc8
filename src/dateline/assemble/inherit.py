"""What a claim does not say of time and place is taken from its account, and says so; the publication date comes last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.assemble.grouping import Scene
from dateline.domain.claim import Claim, Modality, Stage
from dateline.domain.document import Document
from dateline.domain.ids import ClaimId
from dateline.domain.value import TimePrecision, When, Where

#: A claim takes its place from a claim of another account only from so few sentences before.
NEAR_SENTENCES = 2

_SPEECH = {"request", "accuse", "reject", "threaten", "consult", "support", "agree", "concede", "sanction"}
_TIMELESS = {Modality.PLANNED, Modality.PROMISED, Modality.HYPOTHETICAL, Modality.REQUESTED, Modality.THREATENED}


def with_times(
    claims: Mapping[ClaimId, Claim], members: Sequence[Sequence[ClaimId]], document: Document
) -> dict[ClaimId, Claim]:
    """The claims with a time inherited inside their account, else, for the news, the publication date."""
    told = dict(claims)
    for ids in members:
        source = next((one for one in ids if _dated(told[one])), None)
        for one in ids:
            claim = told[one]
            if _dated(claim):
                continue
            if source is not None:
                when = told[source].when
                if when is not None:
                    told[one] = replace(
                        claim, when=replace(when, span=None, reason="inherited", inherited_from=source, value=None)
                    )
            elif _is_news(claim) and document.published is not None:
                told[one] = replace(claim, when=_published(document))
    return told


def with_places(
    claims: Mapping[ClaimId, Claim], members: Sequence[Sequence[ClaimId]], scene: Scene
) -> dict[ClaimId, Claim]:
    """The claims with a place inherited inside their account, else from the claim told just before."""
    told = dict(claims)
    for ids in members:
        placed = [one for one in ids if told[one].where is not None]
        if placed:
            source = min(placed, key=lambda one: (_breadth(told[one], scene), told[one].trigger))
            for one in ids:
                if told[one].where is None:
                    told[one] = _with_place_of(told[one], told[source])
    ordered = sorted(told.values(), key=lambda claim: (claim.trigger, claim.id))
    last: Claim | None = None
    for claim in ordered:
        if claims[claim.id].where is not None:
            last = claim
        elif last is not None and claim.where is None and _near(claim, last, scene):
            told[claim.id] = _with_place_of(claim, last)
    return told


def _near(claim: Claim, last: Claim, scene: Scene) -> bool:
    """Whether a claim without a place goes on telling of where the last placed one was."""
    if claim.type in _SPEECH or claim.background != last.background:
        return False
    return 0 <= scene.sentence(claim) - scene.sentence(last) <= NEAR_SENTENCES


def _breadth(claim: Claim, scene: Scene) -> int:
    return 9 if claim.where is None else scene.breadth(claim.where.place)


def _with_place_of(claim: Claim, source: Claim) -> Claim:
    if source.where is None:
        return claim
    origin = source.where.inherited_from or source.id
    return replace(claim, where=Where(span=None, place=source.where.place, reason="inherited", inherited_from=origin))


def _dated(claim: Claim) -> bool:
    return claim.when is not None and (claim.when.earliest is not None or claim.when.latest is not None)


def _is_news(claim: Claim) -> bool:
    return not claim.background and claim.stance.modality not in _TIMELESS and claim.stance.stage is not Stage.FUTURE


def _published(document: Document) -> When:
    return When(
        span=None,
        earliest=document.published,
        latest=document.published,
        precision=TimePrecision.DAY,
        reason="publication_date",
    )
