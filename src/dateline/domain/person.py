"""People who use a ledger together: who they are, what they may, how they prove it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PersonRole(StrEnum):
    """What a person does in a ledger; each may do all that the one before may."""

    READER = "reader"
    CODER = "coder"
    EDITOR = "editor"
    ADMIN = "admin"


class Right(StrEnum):
    """One thing that may be done."""

    READ = "read"
    #: See fields that are restricted.
    RESTRICTED = "restricted"
    ADD = "add"
    JUDGE = "judge"
    #: Restrict fields, undo what others decided, settle where coders differ.
    EDIT = "edit"
    #: Say who else may what.
    PEOPLE = "people"


class Scope(StrEnum):
    """What a token is for; it never gives more than its person's role."""

    READ = "read"
    ADD = "add"
    JUDGE = "judge"
    PEOPLE = "people"


_READER = frozenset({Right.READ})
_CODER = _READER | {Right.RESTRICTED, Right.ADD, Right.JUDGE}
_EDITOR = _CODER | {Right.EDIT}

RIGHTS = {
    PersonRole.READER: _READER,
    PersonRole.CODER: _CODER,
    PersonRole.EDITOR: _EDITOR,
    PersonRole.ADMIN: _EDITOR | {Right.PEOPLE},
}

_OF_SCOPE = {
    Scope.READ: frozenset({Right.READ, Right.RESTRICTED}),
    Scope.ADD: frozenset({Right.ADD}),
    Scope.JUDGE: frozenset({Right.JUDGE, Right.EDIT}),
    Scope.PEOPLE: frozenset({Right.PEOPLE}),
}


def rights_of(role: PersonRole, scopes: frozenset[Scope] | None = None) -> frozenset[Right]:
    """What a role may; with scopes, only what they cover of it."""
    rights = RIGHTS[role]
    if scopes is None:
        return rights
    return rights & frozenset(right for scope in scopes for right in _OF_SCOPE[scope])


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who signs in; every decision carries this name."""

    name: str
    role: PersonRole
    #: An Argon2id line; empty for one who cannot sign in with a password.
    password: str = ""
    is_active: bool = True
    #: Who made it so, last.
    by: str
    #: When the name was first taken, UTC; None until it is kept.
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Leave to become a person in a role, for whoever holds its token."""

    id: str
    #: Hex SHA-256 of the token.
    digest: str
    role: PersonRole
    by: str
    #: UTC.
    expires: datetime
    note: str | None = None
    is_open: bool = True
    #: UTC; None until it is kept.
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A way in for a program, under its person's name."""

    id: str
    #: Hex SHA-256 of the token.
    digest: str
    #: What it is for, in its person's words.
    name: str
    person: str
    scopes: frozenset[Scope]
    #: UTC.
    expires: datetime
    is_active: bool = True
    #: UTC; None until it is kept.
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody is signed in until then."""

    #: Hex SHA-256 of what the cookie holds.
    digest: str
    person: str
    #: UTC.
    expires: datetime
    is_active: bool = True
