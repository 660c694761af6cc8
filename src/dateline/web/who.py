"""Who asks, by cookie or token, and whether they may; and that no other site asks in their name."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from dateline.domain.person import Person, PersonRole, Right, rights_of
from dateline.errors import AccessError
from dateline.service import Asker, Ledger
from dateline.web.options import WebOptions
from dateline.web.problems import ProblemError
from dateline.web.throttle import Throttle

COOKIE = "dateline_session"
CSRF = "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(slots=True)
class Here:
    """What every route of one server shares."""

    ledger: Ledger
    options: WebOptions
    throttle: Throttle = field(default_factory=Throttle)

    def single_user(self) -> Asker:
        """The one person of a server that nobody signs in to."""
        person = Person(name=self.options.by, role=PersonRole.ADMIN, by=self.options.by)
        return Asker(person=person, rights=rights_of(PersonRole.ADMIN))

    def csrf_of(self, secret: str) -> str:
        """The token that requests of a session carry beside its cookie."""
        key = secret if not self.options.is_single_user else self.options.secret
        return hmac.new(key.encode(), b"dateline csrf", hashlib.sha256).hexdigest()


def here_of(request: Request) -> Here:
    """What the routes of the server share."""
    found: Here = request.app.state.here
    return found


HereNow = Annotated[Here, Depends(here_of)]


def asker_of(request: Request) -> Asker | None:
    """Who asks, or None where nobody is signed in; raises ProblemError for a request that may be forged."""
    here = here_of(request)
    given = request.headers.get("authorization", "")
    if given and not here.options.is_single_user:
        scheme, _, secret = given.partition(" ")
        found = here.ledger.desk.members.of_token(secret.strip()) if scheme.casefold() == "bearer" else None
        if found is None:
            raise AccessError("this token does not hold", is_known=False)
        return found
    secret = request.cookies.get(COOKIE, "")
    if here.options.is_single_user:
        found = here.single_user()
    else:
        found = here.ledger.desk.members.of_session(secret) if secret else None
    if found is not None and request.method not in _SAFE:
        check_origin(request)
        token = request.headers.get(CSRF, "")
        if not secrets.compare_digest(token.encode(), here.csrf_of(secret).encode()):
            raise ProblemError(
                "csrf", "the request does not carry the session's token", hint="send X-CSRF-Token, from GET /session"
            )
    return found


def check_origin(request: Request) -> None:
    """Raises ProblemError where a browser says that another site has made the request."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    host = request.headers.get("host", "")
    if (origin is not None and urlsplit(origin).netloc != host) or site in ("cross-site", "same-site"):
        raise ProblemError("csrf", "another site has made this request")


@dataclass(frozen=True, slots=True)
class Needs:
    """A dependency: who asks, with that right; None for anybody who is signed in."""

    right: Right | None = None

    def __call__(self, request: Request) -> Asker:
        """Who asks; raises AccessError."""
        found = asker_of(request)
        if found is None:
            raise AccessError("nobody is signed in", is_known=False, hint="POST /api/v1/session, or send a token")
        if self.right is not None:
            found.check(self.right)
        return found


SignedIn = Annotated[Asker, Depends(Needs())]
Reader = Annotated[Asker, Depends(Needs(Right.READ))]
Seer = Annotated[Asker, Depends(Needs(Right.RESTRICTED))]
Adder = Annotated[Asker, Depends(Needs(Right.ADD))]
Judge = Annotated[Asker, Depends(Needs(Right.JUDGE))]
Editor = Annotated[Asker, Depends(Needs(Right.EDIT))]
Admin = Annotated[Asker, Depends(Needs(Right.PEOPLE))]
