"""People, invitations and tokens."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from dateline.domain.person import Right
from dateline.errors import AccessError
from dateline.web import shown
from dateline.web.shapes import (
    InvitationIn,
    InvitationOut,
    Invitations,
    People,
    PersonChange,
    PersonOut,
    TokenIn,
    TokenOut,
    Tokens,
)
from dateline.web.who import Admin, HereNow, SignedIn
from dateline.web.wire import WireResponse

router = APIRouter(tags=["people"])
Name = Annotated[str, Path(max_length=100)]


@router.get("/people", response_model=People)
def people(asker: Admin, here: HereNow) -> Response:
    """Everybody, active or not."""
    return WireResponse(shown.listed(map(shown.person, here.ledger.desk.members.all())))


@router.patch("/people/{name}", response_model=PersonOut)
def change(name: Name, body: PersonChange, asker: Admin, here: HereNow) -> Response:
    """Give somebody another role, or take their access; their sessions end."""
    changed = here.ledger.desk.members.change(name, by=asker.person.name, role=body.role, is_active=body.is_active)
    return WireResponse(shown.person(changed))


@router.get("/invitations", response_model=Invitations)
def invitations(asker: Admin, here: HereNow) -> Response:
    """Invitations that can still be taken up."""
    return WireResponse(shown.listed(map(shown.invitation, here.ledger.desk.members.invitations())))


@router.post("/invitations", response_model=InvitationOut, status_code=201)
def invite(body: InvitationIn, asker: Admin, here: HereNow) -> Response:
    """Invite somebody; the token is told once."""
    secret, made = here.ledger.desk.members.invite(body.role, by=asker.person.name, days=body.days, note=body.note)
    return WireResponse(shown.invitation(made, secret), status_code=201)


@router.delete("/invitations/{id}", status_code=204)
def withdraw(id: Name, asker: Admin, here: HereNow) -> Response:
    """Take an invitation back."""
    here.ledger.desk.members.withdraw(id)
    return Response(status_code=204)


@router.get("/tokens", response_model=Tokens)
def tokens(asker: SignedIn, here: HereNow) -> Response:
    """One's own tokens; everybody's, for who may see to people."""
    of = None if asker.may(Right.PEOPLE) else asker.person.name
    return WireResponse(shown.listed(map(shown.api_token, here.ledger.desk.members.tokens(of=of))))


@router.post("/tokens", response_model=TokenOut, status_code=201)
def give_token(body: TokenIn, asker: SignedIn, here: HereNow) -> Response:
    """Make a token for a program; its secret is told once, and it may no more than who makes it."""
    if here.ledger.desk.members.is_token(asker.digest):
        raise AccessError("a token makes no tokens", hint="sign in, and make it there")
    secret, made = here.ledger.desk.members.give_token(asker, body.name, frozenset(body.scopes), days=body.days)
    return WireResponse(shown.api_token(made, secret), status_code=201)


@router.delete("/tokens/{id}", status_code=204)
def revoke(id: Name, asker: SignedIn, here: HereNow) -> Response:
    """End a token."""
    here.ledger.desk.members.revoke(id, asker)
    return Response(status_code=204)
