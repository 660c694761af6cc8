"""Who is signed in, and signing in and out."""

from __future__ import annotations

import math
from pathlib import PurePath
from typing import Any

from fastapi import APIRouter, Request, Response

from dateline.domain.person import Right
from dateline.errors import AccessError
from dateline.service import Asker
from dateline.version import __version__
from dateline.web import shown
from dateline.web.problems import ProblemError
from dateline.web.shapes import Acceptance, NewPassword, PersonOut, SessionOut, SignIn
from dateline.web.who import COOKIE, Here, HereNow, SignedIn, asker_of, check_origin
from dateline.web.wire import WireResponse

router = APIRouter(tags=["session"])
_TOKEN = "authorization"


def _session(here: Here, asker: Asker | None, secret: str) -> dict[str, Any]:
    name = here.ledger.shown
    return {
        "mode": "single-user" if here.options.is_single_user else "people",
        "person": None if asker is None else shown.person(asker.person),
        "rights": [] if asker is None else [right for right in Right if asker.may(right)],
        "csrf": here.csrf_of(secret) if asker is not None else "",
        "version": __version__,
        # A path tells what a machine is like; its last part is enough to know a ledger by.
        "ledger": name if "://" in name else PurePath(name).name,
        "fetch": here.options.does_fetch,
        "max_bytes": here.options.max_bytes,
        "has_people": here.options.is_single_user or bool(here.ledger.desk.members.all()),
    }


def _signed_in(here: Here, asker: Asker, secret: str, *, status: int = 200) -> Response:
    answer = WireResponse(_session(here, asker, secret), status_code=status)
    answer.set_cookie(
        COOKIE, secret, httponly=True, samesite="strict", secure=here.options.has_secure_cookies, path="/"
    )
    return answer


@router.get("/session", response_model=SessionOut)
def session(request: Request, here: HereNow) -> Response:
    """Who is signed in, what they may, and the token that their changes must carry."""
    try:
        asker = asker_of(request)
    except AccessError:
        asker = None
    return WireResponse(_session(here, asker, request.cookies.get(COOKIE, "")))


@router.post("/session", response_model=SessionOut)
def sign_in(request: Request, body: SignIn, here: HereNow) -> Response:
    """Sign in with a name and a password."""
    check_origin(request)
    if here.options.is_single_user:
        return WireResponse(_session(here, here.single_user(), ""))
    keys = (f"name {body.name.casefold()}", f"from {request.client.host if request.client else ''}")
    wait_s = here.throttle.wait_s(*keys)
    if wait_s > 0:
        seconds = math.ceil(wait_s)
        raise ProblemError(
            "too-many", f"wait {seconds} seconds before the next try", headers={"Retry-After": str(seconds)}
        )
    try:
        secret, asker = here.ledger.desk.members.sign_in(body.name, body.password)
    except AccessError:
        here.throttle.failed(*keys)
        raise
    here.throttle.succeeded(keys[0])
    return _signed_in(here, asker, secret)


@router.delete("/session", status_code=204)
def sign_out(asker: SignedIn, here: HereNow, request: Request) -> Response:
    """Sign out; a token stays what it is."""
    if asker.digest and not request.headers.get(_TOKEN):
        here.ledger.desk.members.sign_out(asker.digest)
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict", secure=here.options.has_secure_cookies)
    return answer


@router.get("/me", response_model=PersonOut)
def me(asker: SignedIn) -> Response:
    """Who one is."""
    return WireResponse(shown.person(asker.person))


@router.post("/me/password", status_code=204)
def set_password(request: Request, body: NewPassword, asker: SignedIn, here: HereNow) -> Response:
    """Set another password for oneself; other sessions end."""
    if request.headers.get(_TOKEN) or here.options.is_single_user:
        raise ProblemError("forbidden", "a password is set by who is signed in with one")
    key = f"name {asker.person.name.casefold()}"
    if here.throttle.wait_s(key) > 0:
        raise ProblemError("too-many", "wait before the next try", headers={"Retry-After": "60"})
    members = here.ledger.desk.members
    if not members.is_password_of(asker.person.name, body.old):
        here.throttle.failed(key)
        raise ProblemError("forbidden", "the old password is another one")
    members.set_password(asker.person.name, body.new, by=asker.person.name, keep=asker.digest)
    return Response(status_code=204)


@router.post("/invitations/accept", response_model=SessionOut, status_code=201)
def accept(request: Request, body: Acceptance, here: HereNow) -> Response:
    """Take up an invitation, and be signed in."""
    check_origin(request)
    key = f"from {request.client.host if request.client else ''}"
    if here.throttle.wait_s(key) > 0:
        raise ProblemError("too-many", "wait before the next try", headers={"Retry-After": "60"})
    try:
        secret, asker = here.ledger.desk.members.accept(body.token, body.name, body.password)
    except AccessError:
        here.throttle.failed(key)
        raise
    return _signed_in(here, asker, secret, status=201)
