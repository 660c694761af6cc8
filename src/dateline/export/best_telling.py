"""Which report's words stand for an event, and how the event is told: negated, planned, in passing."""

from __future__ import annotations

from dateline.domain.claim import UNREAL, Modality, Polarity, Stage
from dateline.domain.telling import Telling, ToldClaim
from dateline.export.contract import Told

_HYPOTHETICAL = frozenset({Modality.HYPOTHETICAL, Modality.REQUESTED, Modality.THREATENED})


def best_telling(told: Told) -> Telling | None:
    """The telling of the report that is most about the event: the focus of its report first; None where none has a claim."""
    order = sorted(
        (one for one in told.tellings if one.claims), key=lambda one: (not one.focus, -one.relevance, one.account)
    )
    return order[0] if order else None


def first_claim(telling: Telling) -> ToldClaim:
    """The claim of the telling that stands for it: of its own type, the surest."""
    return min(telling.claims, key=lambda claim: (claim.type != telling.type, -claim.confidence, claim.trigger.start))


def is_negated(claim: ToldClaim) -> bool:
    """Whether it says that it did not happen."""
    return claim.polarity is Polarity.NEGATED or claim.modality is Modality.DENIED


def is_future(claim: ToldClaim) -> bool:
    """Whether it is yet to happen."""
    return claim.stage is Stage.FUTURE or claim.modality in (Modality.PLANNED, Modality.PROMISED)


def is_hypothetical(claim: ToldClaim) -> bool:
    """Whether it is asked for, threatened or only thought of."""
    return claim.modality in _HYPOTHETICAL or (
        claim.modality in UNREAL and not is_negated(claim) and not is_future(claim)
    )
