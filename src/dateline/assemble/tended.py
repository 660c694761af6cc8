"""The wounded who were taken to a hospital: what is told of them counts those whom an attack hurt.

"Five teens were hospitalized after the shooting" tells of an aid, and of how many the shooting wounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.assemble.grouping import Scene, are_apart
from dateline.domain.claim import Claim
from dateline.domain.ids import ClaimId
from dateline.domain.value import Measure

_AID, _VIOLENCE = "aid", "assault"
#: Sentences that the attack may be told away from the aid.
REACH = 12


def tended_of(groups: Sequence[Sequence[Claim]], scene: Scene) -> dict[ClaimId, list[Claim]]:
    """By the smallest id of a group of violence, the claims of aid that count its wounded: those told nearest to it."""
    acts = [
        (claim, min(one.id for one in group))
        for group in groups
        for claim in group
        if claim.type == _VIOLENCE and not claim.background and claim.stance.is_real
    ]
    found: dict[ClaimId, list[Claim]] = {}
    for claim in (claim for group in groups for claim in group):
        counts = tuple(count for count in claim.counts if count.measure is Measure.INJURED)
        if claim.type != _AID or claim.background or not counts:
            continue
        near = [(_distance(claim, act, scene), group) for act, group in acts if _may_be_of(claim, act, scene)]
        if near:
            found.setdefault(min(near)[1], []).append(replace(claim, counts=counts))
    return found


def _distance(aid: Claim, act: Claim, scene: Scene) -> tuple[int, bool]:
    """Sentences between the two; what is told before goes before what is told after."""
    return abs(scene.sentence(act) - scene.sentence(aid)), act.trigger > aid.trigger


def _may_be_of(aid: Claim, act: Claim, scene: Scene) -> bool:
    """Whether nothing says that it is of another attack: far off in the text, or another day."""
    if abs(scene.sentence(aid) - scene.sentence(act)) > REACH:
        return False
    if aid.when and act.when and aid.when.latest and act.when.earliest and aid.when.latest < act.when.earliest:
        return False
    places = (aid.where.place, act.where.place) if aid.where and act.where else None
    country = [scene.places[place].country for place in places or () if place in scene.places]
    return len(set(country)) < 2 or not (places and are_apart(*places, scene))
