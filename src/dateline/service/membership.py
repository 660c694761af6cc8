"""Who may do what in a ledger: people, invitations, tokens, sessions."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from dateline.domain.person import ApiToken, Invitation, Person, PersonRole, Right, Scope, Session, rights_of
from dateline.errors import AccessError, ConfigError, LedgerError, MissingPackError, UnknownError
from dateline.store import Ledger as Store
from dateline.store import People

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: A session, an invitation and a token at longest.
SESSION = timedelta(hours=12)
MOST_INVITATION_DAYS = 30
MOST_TOKEN_DAYS = 366
FEWEST_CHARACTERS = 10
MOST_CHARACTERS = 200
MOST_NAME = 64
#: What tokens of the API begin with, so that one that leaked is known for what it is.
TOKEN_PREFIX = "dl_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Somebody who asks, known and with rights."""

    person: Person
    rights: frozenset[Right]
    #: Of the session or the token; empty where there is neither.
    digest: str = ""

    def may(self, right: Right) -> bool:
        """Whether the right is among theirs."""
        return right in self.rights

    def check(self, right: Right) -> None:
        """Raises AccessError without the right."""
        if right not in self.rights:
            raise AccessError(f"{self.person.name} may not do this: it needs the right {right!s}")


class Membership:
    """The people of a ledger. Secrets are given out once, and kept as digests alone."""

    def __init__(self, store: Store) -> None:
        self._people = People(store)
        self._store = store

    # -- people -----------------------------------------------------------------------------------------------------------

    def all(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        return self._people.all()

    def person(self, name: str) -> Person:
        """Somebody; raises UnknownError."""
        found = self._people.person(name)
        if found is None:
            raise UnknownError(f"nobody is called {name!r:.80}")
        return found

    def add(self, name: str, role: PersonRole, password: str, *, by: str) -> Person:
        """A new person; raises ConfigError for a name or password that will not do, LedgerError for a name that is taken."""
        made = Person(name=checked_name(name), role=role, password=_hashed(checked_password(password)), by=by)
        with self._store.transaction():
            if any(one.name.casefold() == made.name.casefold() for one in self._people.all()):
                raise LedgerError(f"somebody is called {name!r} already")
            self._people.keep(made)
        return self.person(made.name)

    def change(self, name: str, *, by: str, role: PersonRole | None = None, is_active: bool | None = None) -> Person:
        """Another role, or no access any more; the last administrator stays one. Sessions end with it."""
        with self._store.transaction():
            known = self.person(name)
            made = replace(
                known,
                role=role if role is not None else known.role,
                is_active=is_active if is_active is not None else known.is_active,
                by=by,
            )
            others = [one for one in self._people.all() if one.name != name and _is_admin(one)]
            if _is_admin(known) and not _is_admin(made) and not others:
                raise LedgerError(f"{name} is the last administrator", hint="make somebody else one first")
            if made != replace(known, by=by):
                self._people.keep(made)
                self._end_sessions(name)
        return self.person(name)

    def set_password(self, name: str, password: str, *, by: str, keep: str = "") -> None:
        """Another password; all sessions end but the one of the digest ``keep``."""
        with self._store.transaction():
            known = self.person(name)
            self._people.keep(replace(known, password=_hashed(checked_password(password)), by=by))
            self._end_sessions(name, keep=keep)

    def is_password_of(self, name: str, password: str) -> bool:
        """Whether that is somebody's password."""
        return _is_password(self.person(name).password, password)

    def _end_sessions(self, name: str, *, keep: str = "") -> None:
        open_ones = [one for one in self._people.sessions_of(name) if one.digest != keep]
        self._people.keep_sessions(*(replace(one, is_active=False) for one in open_ones))

    # -- sessions ---------------------------------------------------------------------------------------------------------

    def sign_in(self, name: str, password: str) -> tuple[str, Asker]:
        """A new session's secret, and who it is; raises AccessError, which does not say what of both was wrong."""
        known = self._people.person(name)
        # As much work for a name that is not there, so that time does not tell which names are.
        is_right = _is_password(known.password if known is not None else _of_nobody(), password)
        if known is None or not is_right or not known.is_active:
            raise AccessError("that name and password do not go together", is_known=False)
        return self._begin(known)

    def _begin(self, person: Person) -> tuple[str, Asker]:
        secret = secrets.token_urlsafe(32)
        session = Session(digest=digest_of_secret(secret), person=person.name, expires=_now() + SESSION)
        self._people.keep_sessions(session)
        return secret, Asker(person=person, rights=rights_of(person.role), digest=session.digest)

    def sign_out(self, digest: str) -> None:
        """Ends a session."""
        found = self._people.session(digest)
        if found is not None and found.is_active:
            self._people.keep_sessions(replace(found, is_active=False))

    def of_session(self, secret: str) -> Asker | None:
        """Who holds that session; None where it is over."""
        found = self._people.session(digest_of_secret(secret))
        if found is None or not found.is_active or found.expires <= _now():
            return None
        person = self._people.person(found.person)
        if person is None or not person.is_active:
            return None
        return Asker(person=person, rights=rights_of(person.role), digest=found.digest)

    # -- invitations ------------------------------------------------------------------------------------------------------

    def invite(self, role: PersonRole, *, by: str, days: int = 7, note: str | None = None) -> tuple[str, Invitation]:
        """Leave to become a person in that role, and the secret that gives it."""
        if not 1 <= days <= MOST_INVITATION_DAYS:
            raise ConfigError(f"an invitation holds 1 to {MOST_INVITATION_DAYS} days, not {days}")
        secret = secrets.token_urlsafe(24)
        digest = digest_of_secret(secret)
        made = Invitation(
            id="i" + digest[:16], digest=digest, role=role, by=by, expires=_now() + timedelta(days=days), note=note,
            at=_now(),
        )  # fmt: skip
        self._people.keep_invitation(made)
        return secret, made

    def invitations(self) -> tuple[Invitation, ...]:
        """Those that can still be taken up."""
        return tuple(one for one in self._people.invitations() if one.is_open and one.expires > _now())

    def withdraw(self, name: str) -> None:
        """Takes an invitation back; raises UnknownError."""
        found = next((one for one in self.invitations() if one.id == name), None)
        if found is None:
            raise UnknownError(f"there is no open invitation {name!r:.40}")
        self._people.keep_invitation(replace(found, is_open=False))

    def accept(self, secret: str, name: str, password: str) -> tuple[str, Asker]:
        """Makes whoever holds the secret a person, and signs them in; raises AccessError where it is not open."""
        digest = digest_of_secret(secret)
        with self._store.transaction():
            found = next((one for one in self.invitations() if secrets.compare_digest(one.digest, digest)), None)
            if found is None:
                raise AccessError("this invitation is not open", is_known=False, hint="ask for another one")
            person = self.add(name, found.role, password, by=found.by)
            self._people.keep_invitation(replace(found, is_open=False))
            return self._begin(person)

    # -- tokens -----------------------------------------------------------------------------------------------------------

    def give_token(self, asker: Asker, name: str, scopes: frozenset[Scope], *, days: int = 90) -> tuple[str, ApiToken]:
        """A way in for a program of theirs, and its secret."""
        if not 1 <= days <= MOST_TOKEN_DAYS:
            raise ConfigError(f"a token holds 1 to {MOST_TOKEN_DAYS} days, not {days}")
        if not scopes:
            raise ConfigError("a token needs a scope", hint="one of " + ", ".join(Scope))
        secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
        digest = digest_of_secret(secret)
        made = ApiToken(
            id="t" + digest[:16], digest=digest, name=checked_name(name), person=asker.person.name, scopes=scopes,
            expires=_now() + timedelta(days=days), at=_now(),
        )  # fmt: skip
        self._people.keep_token(made)
        return secret, made

    def tokens(self, *, of: str | None = None) -> tuple[ApiToken, ...]:
        """Those that still hold: all, or somebody's."""
        found = (one for one in self._people.tokens() if one.is_active and one.expires > _now())
        return tuple(one for one in found if of is None or one.person == of)

    def revoke(self, name: str, asker: Asker) -> None:
        """Ends a token of one's own, or with the right to it anybody's; raises UnknownError."""
        of = None if asker.may(Right.PEOPLE) else asker.person.name
        found = next((one for one in self.tokens(of=of) if one.id == name), None)
        if found is None:
            raise UnknownError(f"there is no token {name!r:.40}")
        self._people.keep_token(replace(found, is_active=False))

    def is_token(self, digest: str) -> bool:
        """Whether the digest is a token's."""
        return bool(digest) and bool(self._people.tokens(digest=digest))

    def of_token(self, secret: str) -> Asker | None:
        """Who holds that token; None where it holds no longer."""
        found = next(iter(self._people.tokens(digest=digest_of_secret(secret))), None)
        if found is None or not found.is_active or found.expires <= _now():
            return None
        person = self._people.person(found.person)
        if person is None or not person.is_active:
            return None
        return Asker(person=person, rights=rights_of(person.role, found.scopes), digest=found.digest)


def digest_of_secret(secret: str) -> str:
    """Hex SHA-256: secrets are long and random, so that a slow hash would protect nothing more."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def checked_name(name: str) -> str:
    """A name without what would mislead in a list; raises ConfigError."""
    found = " ".join(name.split())
    if not found or len(found) > MOST_NAME or not found.isprintable():
        raise ConfigError(f"a name has 1 to {MOST_NAME} characters that can be seen, unlike {name!r:.80}")
    return found


def checked_password(password: str) -> str:
    """A password that is long enough; raises ConfigError."""
    if not FEWEST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise ConfigError(f"a password has {FEWEST_CHARACTERS} to {MOST_CHARACTERS} characters")
    return password


def _now() -> datetime:
    return datetime.now(UTC)


def _is_admin(person: Person) -> bool:
    return person.is_active and person.role is PersonRole.ADMIN


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise MissingPackError(
            "people with passwords need the package argon2-cffi", hint="python -m pip install 'dateline[web]'"
        ) from error
    return PasswordHasher()


def _hashed(password: str) -> str:
    return _hasher().hash(password.encode("utf-8", "surrogatepass"))


@cache
def _of_nobody() -> str:
    return _hashed(secrets.token_urlsafe(32))


def _is_password(line: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(line, password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
