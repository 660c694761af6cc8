"""Who claims, denies and is accused of an event, in the accounts of it and in what is said about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Modality, Polarity, Role
from dateline.domain.event import ResponsibilityAct
from dateline.domain.ids import ActorId
from dateline.domain.telling import Party, Telling, ToldClaim
from dateline.merge.reconcile.people import responsibility_of
from tests.merge.told import telling

FRONT = Actor(id=ActorId("afront"), name="Valley Front", kind=ActorKind.GROUP, named=True)
ARMY = Actor(id=ActorId("aarmy"), name="Army of the Hills", kind=ActorKind.GROUP, named=True)


def spoken(base: Telling, type_: str, actor: Actor, role: Role = Role.ACTOR, **held: Any) -> ToldClaim:
    """A claim of another account that speaks of that one."""
    party = Party(role=role, text=actor.name, actor=actor.id)
    claim = replace(base.claims[0], type=type_, parties=(party,), about=base.account, counts=())
    return replace(claim, **held)


def acts(*claims: ToldClaim, base: Telling) -> list[tuple[str, ResponsibilityAct]]:
    """Name and act of each."""
    told = replace(base, spoken_of=claims, actors=(*base.actors, FRONT, ARMY))
    return [(one.actor.name, one.act) for one in responsibility_of([told])]


def test_competing_claims_stand_side_by_side() -> None:
    """Two who claim it, and one of them who is accused as well."""
    base = telling("d1")
    claims = (
        spoken(base, "claim_responsibility", FRONT),
        spoken(base, "claim_responsibility", ARMY),
        spoken(base, "accuse", FRONT, Role.RECIPIENT),
    )
    assert acts(*claims, base=base) == [
        ("Valley Front", ResponsibilityAct.CLAIMED),
        ("Army of the Hills", ResponsibilityAct.CLAIMED),
        ("Valley Front", ResponsibilityAct.ACCUSED),
    ]


@pytest.mark.parametrize(
    ("type_", "held", "act"),
    [
        ("claim_responsibility", {}, ResponsibilityAct.CLAIMED),
        ("claim_responsibility", {"polarity": Polarity.NEGATED}, None),
        ("claim_responsibility", {"modality": Modality.DENIED}, ResponsibilityAct.DENIED),
        ("deny_responsibility", {}, ResponsibilityAct.DENIED),
        ("deny_responsibility", {"polarity": Polarity.NEGATED}, None),
        ("accuse", {}, None),
    ],
)
def test_what_each_says_of_its_actor(type_: str, held: dict[str, Any], act: ResponsibilityAct | None) -> None:
    """Who has not claimed it claims nothing; who accuses is not accused."""
    base = telling("d1")
    assert acts(spoken(base, type_, FRONT, **held), base=base) == ([] if act is None else [("Valley Front", act)])
