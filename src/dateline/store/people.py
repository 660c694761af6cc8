"""People, invitations, tokens and sessions: every change is a row more, and the latest counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from dateline.domain.person import ApiToken, Invitation, Person, PersonRole, Scope, Session
from dateline.store import schema
from dateline.store.chain import Row, append, moment_line, moment_of
from dateline.store.ledger import Ledger


class People:
    """The people of a ledger; all methods raise LedgerError where it refuses."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    # -- persons ----------------------------------------------------------------------------------------------------------

    def all(self) -> tuple[Person, ...]:
        """Everybody, active or not, by name."""
        with self._ledger._reading() as connection:
            return tuple(map(_person, _latest(connection, schema.person, schema.person.c.name)))

    def person(self, name: str) -> Person | None:
        """Somebody by name, active or not."""
        with self._ledger._reading() as connection:
            found = _latest(connection, schema.person, schema.person.c.name, schema.person.c.name == name)
            return next(map(_person, found), None)

    def keep(self, person: Person) -> None:
        """Keeps a new person, or what is otherwise about one."""
        row = {
            "name": person.name,
            "role": str(person.role),
            "password": person.password,
            "is_active": person.is_active,
            "by": person.by,
        }
        self._append("person", person.name, schema.person, [row])

    # -- invitations ------------------------------------------------------------------------------------------------------

    def invitations(self) -> tuple[Invitation, ...]:
        """All of them, open or not."""
        with self._ledger._reading() as connection:
            return tuple(map(_invitation, _latest(connection, schema.invitation, schema.invitation.c.id)))

    def keep_invitation(self, invitation: Invitation) -> None:
        """Keeps a new one, or that one is no longer open."""
        row = {
            "id": invitation.id,
            "digest": invitation.digest,
            "role": str(invitation.role),
            "by": invitation.by,
            "expires": moment_line(invitation.expires),
            "note": invitation.note,
            "is_open": invitation.is_open,
        }
        self._append("invitation", invitation.id, schema.invitation, [row])

    # -- tokens -----------------------------------------------------------------------------------------------------------

    def tokens(self, *, digest: str | None = None) -> tuple[ApiToken, ...]:
        """All of them, or the one of that digest; active or not."""
        table = schema.api_token
        asked = [] if digest is None else [table.c.digest == digest]
        with self._ledger._reading() as connection:
            return tuple(map(_token, _latest(connection, table, table.c.id, *asked)))

    def keep_token(self, token: ApiToken) -> None:
        """Keeps a new one, or that one holds no longer."""
        row = {
            "id": token.id,
            "digest": token.digest,
            "name": token.name,
            "person": token.person,
            "scopes": " ".join(sorted(token.scopes)),
            "expires": moment_line(token.expires),
            "is_active": token.is_active,
        }
        self._append("token", token.id, schema.api_token, [row])

    # -- sessions ---------------------------------------------------------------------------------------------------------

    def session(self, digest: str) -> Session | None:
        """The session of that digest, whether it still holds or not."""
        table = schema.session
        with self._ledger._reading() as connection:
            found = next(_latest(connection, table, table.c.digest, table.c.digest == digest), None)
            return None if found is None else _session(found)

    def sessions_of(self, person: str) -> tuple[Session, ...]:
        """The sessions of somebody that were not ended."""
        table = schema.session
        with self._ledger._reading() as connection:
            found = map(_session, _latest(connection, table, table.c.digest, table.c.person == person))
            return tuple(one for one in found if one.is_active)

    def keep_sessions(self, *sessions: Session) -> None:
        """Keeps new ones, or that some have ended."""
        rows: list[Row] = [
            {
                "digest": one.digest,
                "person": one.person,
                "expires": moment_line(one.expires),
                "is_active": one.is_active,
            }
            for one in sessions
        ]
        if rows:
            self._append("session", sessions[0].person, schema.session, rows)

    def _append(self, kind: str, subject: str, table: Table, rows: list[Row]) -> None:
        with self._ledger._writing() as connection:
            append(connection, kind=kind, subject=subject, rows={table: rows}, now=self._ledger._clock())


def _latest(
    connection: Connection, table: Table, key: ColumnElement[Any], *conditions: ColumnElement[bool]
) -> Iterator[Any]:
    """The latest row of each key, with the moment ``at`` of the first one; by key."""
    spans = (
        select(key.label("key"), func.max(table.c.seq).label("last"), func.min(table.c.seq).label("first"))
        .where(*conditions)
        .group_by(key)
        .subquery()
    )
    rows = (
        select(table, schema.log.c.at)
        .join(spans, (spans.c.key == key) & (spans.c.last == table.c.seq))
        .join(schema.log, schema.log.c.seq == spans.c.first)
        .order_by(key)
    )
    yield from connection.execute(rows).all()


def _person(row: Any) -> Person:
    return Person(
        name=row.name,
        role=PersonRole(row.role),
        password=row.password,
        is_active=row.is_active,
        by=row.by,
        since=moment_of(row.at),
    )


def _invitation(row: Any) -> Invitation:
    return Invitation(
        id=row.id,
        digest=row.digest,
        role=PersonRole(row.role),
        by=row.by,
        expires=moment_of(row.expires),
        note=row.note,
        is_open=row.is_open,
        at=moment_of(row.at),
    )


def _token(row: Any) -> ApiToken:
    return ApiToken(
        id=row.id,
        digest=row.digest,
        name=row.name,
        person=row.person,
        scopes=frozenset(map(Scope, row.scopes.split())),
        expires=moment_of(row.expires),
        is_active=row.is_active,
        at=moment_of(row.at),
    )


def _session(row: Any) -> Session:
    return Session(digest=row.digest, person=row.person, expires=moment_of(row.expires), is_active=row.is_active)
