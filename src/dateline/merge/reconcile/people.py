"""Who took part in an event, and who is said to have done it, from all accounts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.domain.actor import Actor
from dateline.domain.claim import Modality, Polarity, Role
from dateline.domain.event import Conflict, Participant, Responsibility, ResponsibilityAct
from dateline.domain.ids import ActorId, ClaimId
from dateline.domain.telling import Party, Telling, ToldClaim

#: Roles that make somebody a participant.
_ROLES = (Role.ACTOR, Role.RECIPIENT, Role.PARTNER, Role.BENEFICIARY)
#: What marks a claim that says of an actor that they did not do it, or that others only think so.
_DOUBTED = (Modality.ALLEGED, Modality.SUSPECTED)

Key = tuple[str, str]


def key_of(actor: Actor) -> Key:
    """What makes an actor of one document that of another: a public identity, else the name."""
    if actor.identity is not None:
        return (actor.identity.scheme, actor.identity.id)
    words = actor.name.casefold().split()
    return ("name", " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words))


def participants_of(told: Sequence[Telling]) -> tuple[tuple[Participant, ...], tuple[Conflict, ...]]:
    """Every actor in every role, those with most supporters first; named rivals for who acted are a conflict."""
    supporters: dict[tuple[Role, Key], list[ClaimId]] = {}
    against: dict[tuple[Role, Key], list[ClaimId]] = {}
    chosen: dict[tuple[Role, Key], Actor] = {}
    for claim, party, actor in _parts(told):
        name = (party.role, key_of(actor))
        chosen.setdefault(name, actor)
        said = supporters if claim.polarity is Polarity.AFFIRMED and claim.modality is not Modality.DENIED else against
        if claim.id not in said.setdefault(name, []):
            said[name].append(claim.id)
    rivals = _rivals(told)
    order = {role: rank for rank, role in enumerate(_ROLES)}
    found = [
        Participant(
            role=role, actor=chosen[role, key], supporters=tuple(supporters.get((role, key), ())),
            disputed=bool(against.get((role, key))) or (role is Role.ACTOR and key in rivals),
        )
        for role, key in chosen
    ]  # fmt: skip
    found.sort(
        key=lambda one: (order[one.role], not one.actor.named, -len(one.supporters), one.actor.name, one.actor.id)
    )
    if not rivals:
        return tuple(found), ()
    names = tuple(chosen[Role.ACTOR, key].name for key in rivals)
    claims = tuple(claim for key in rivals for claim in supporters.get((Role.ACTOR, key), ()))
    return tuple(found), (Conflict("participants.actor", names, claims),)


def _parts(told: Sequence[Telling], *, spoken_of: bool = False) -> Iterator[tuple[ToldClaim, Party, Actor]]:
    """Who plays which part in the tellings' own claims, or in those that speak of who did it."""
    for telling in told:
        actors = {actor.id: actor for actor in telling.actors}
        for claim in telling.spoken_of if spoken_of else telling.claims:
            for party in claim.parties:
                if party.role in _ROLES and party.actor is not None and party.actor in actors:
                    yield claim, party, actors[ActorId(party.actor)]


def _rivals(told: Sequence[Telling]) -> tuple[Key, ...]:
    """Named actors whom different documents have act alone: no document names both."""
    of_document: dict[str, set[Key]] = {}
    for telling in told:
        for claim, party, actor in _parts([telling]):
            if party.role is Role.ACTOR and actor.named and claim.is_real:
                of_document.setdefault(telling.document, set()).add(key_of(actor))
    every = sorted(set().union(*of_document.values())) if of_document else []
    return tuple(
        one for one in every
        if any(other != one and not any({one, other} <= names for names in of_document.values()) for other in every)
    )  # fmt: skip


def responsibility_of(told: Sequence[Telling]) -> tuple[Responsibility, ...]:
    """Claims, denials and accusations of responsibility, of the accounts and about them, in the order of the accounts.

    A claim of the deed that its own doer tells is a claim of responsibility, a denied one a denial, and one that a teller only
    suspects or alleges an accusation. That nobody has claimed it is no responsibility of anybody's.
    """
    found: dict[tuple[Key, ResponsibilityAct], Responsibility] = {}
    for claim, party, actor in (*_parts(told), *_parts(told, spoken_of=True)):
        act = _act_of(claim, party, actor)
        if act is not None:
            found.setdefault((key_of(actor), act), Responsibility(actor, act, claim.id))
    return tuple(found.values())


def _act_of(claim: ToldClaim, party: Party, actor: Actor) -> ResponsibilityAct | None:
    denied = claim.modality is Modality.DENIED
    negated = claim.polarity is Polarity.NEGATED
    if claim.type == "accuse":
        stands = not denied and not negated and claim.about is not None and party.role is Role.RECIPIENT
        return ResponsibilityAct.ACCUSED if stands else None
    if party.role is not Role.ACTOR:
        return None
    if claim.type == "claim_responsibility":
        if denied:
            return ResponsibilityAct.DENIED
        return None if negated else ResponsibilityAct.CLAIMED
    if claim.type == "deny_responsibility":
        return None if denied or negated else ResponsibilityAct.DENIED
    itself = any(
        teller.name is not None and teller.name.casefold() == actor.name.casefold() for teller in claim.tellers
    )
    if denied or negated:
        return ResponsibilityAct.DENIED if itself else None
    if itself and actor.named:
        return ResponsibilityAct.CLAIMED
    return ResponsibilityAct.ACCUSED if claim.modality in _DOUBTED else None
