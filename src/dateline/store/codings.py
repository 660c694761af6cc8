"""Codings: what people make of events apart from each other, kept beside the events and never laid over them."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from dateline.domain.coding import Coding
from dateline.domain.ids import EventId
from dateline.store import schema
from dateline.store.chain import append, moment_of
from dateline.store.events import resolve
from dateline.store.ledger import Ledger
from dateline.store.pack import json_line


class Codings:
    """The codings of a ledger; all methods raise LedgerError where it refuses."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def keep(self, coding: Coding) -> int:
        """Keeps what somebody makes of an event, in place of what they made of it before; returns the log entry."""
        row = {
            "event": coding.event,
            "by": coding.by,
            "told": json_line(dict(coding.values)),
            "note": coding.note,
            "is_final": coding.is_final,
        }
        with self._ledger._writing() as connection:
            rows = {schema.coding: [row]}
            return append(connection, kind="coding", subject=coding.event, rows=rows, now=self._ledger._clock())

    def all(self) -> tuple[Coding, ...]:
        """The codings that count, the first one first: one a person and event, each of the event that its id leads to now."""
        table, log = schema.coding, schema.log
        found: dict[tuple[str, str, bool], Coding] = {}
        with self._ledger._reading() as connection:
            rows = connection.execute(
                select(table, log.c.at).join(log, log.c.seq == table.c.seq).order_by(table.c.seq)
            ).all()
            homes: dict[str, EventId | None] = {}
            for row in rows:
                if row.event not in homes:
                    homes[row.event] = resolve(connection, row.event, None)
                event = homes[row.event]
                if event is not None:
                    found[event, row.by, row.is_final] = _coding(row, event)
        return tuple(found.values())


def _coding(row: Any, event: EventId) -> Coding:
    return Coding(
        event=event,
        by=row.by,
        values=json.loads(row.told),
        note=row.note,
        is_final=row.is_final,
        at=moment_of(row.at),
    )
