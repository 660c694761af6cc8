"""Ids by how they begin: what a person types of one, as of a commit in git."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select

from dateline.store import schema

#: Where ids of each kind stand, by their first letter. What stands for a report without claims is among the tellings alone.
_HOMES = {
    "e": (schema.event_version.c.id,),
    "k": (schema.account.c.id, schema.telling.c.account),
    "c": (schema.claim.c.id,),
    "j": (schema.judgement.c.id,),
}


def names_beginning(connection: Connection, beginning: str, most: int) -> tuple[str, ...]:
    """Ids of events, accounts, claims or judgements that begin so, gone or not; in order, so many at most."""
    found = re.fullmatch(r"([ekcj])([0-9a-f]*)", beginning)
    if found is None:
        return ()
    names: set[str] = set()
    for column in _HOMES[found[1]]:
        # Digits are hexadecimal, so what begins so lies before the next letter after "f".
        rows = select(column).where(column >= beginning, column < beginning + "g").distinct().order_by(column)
        names.update(connection.execute(rows.limit(most)).scalars())
    return tuple(sorted(names)[:most])
