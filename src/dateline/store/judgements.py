"""What people decided, and trouble that was recorded: appended, and read in order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from dateline.domain.ids import JudgementId
from dateline.domain.issue import Issue
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.span import Span
from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.chain import Row, append, moment_line, moment_of
from dateline.store.connect import streamed
from dateline.store.events import issue_rows
from dateline.store.pack import json_line


def add_judgement(connection: Connection, judgement: Judgement, now: datetime) -> int:
    """Writes a judgement, and returns its log entry: the old one where the very same is in already."""
    known = connection.execute(select(schema.judgement).where(schema.judgement.c.id == judgement.id)).one_or_none()
    if known is not None:
        if judgement_of(known) != judgement:
            raise LedgerError(f"another judgement has the id {judgement.id}")
        return int(known.seq)
    if not judgement.by.strip():
        raise LedgerError("a judgement is a person's: it needs a name", hint="say who decided: --by NAME")
    if judgement.verdict is Verdict.UNDO:
        _check_undo(connection, judgement)
    rows: dict[Any, list[Row]] = {
        schema.judgement: [
            {
                "id": judgement.id,
                "verdict": str(judgement.verdict),
                "about": json_line(list(judgement.about)),
                "by": judgement.by,
                "at": moment_line(judgement.at),
                "field": judgement.field,
                "value": judgement.value,
                "note": judgement.note,
            }
        ],
        schema.judgement_about: [
            {"judgement": judgement.id, "subject": subject} for subject in dict.fromkeys(judgement.about)
        ],
    }
    return append(connection, kind="judgement", subject=judgement.id, rows=rows, now=now)


def _check_undo(connection: Connection, judgement: Judgement) -> None:
    if not judgement.about:
        raise LedgerError("an undo names no judgement", hint="`dateline history` lists them")
    table = schema.judgement.c
    known = set(connection.execute(select(table.id).where(table.id.in_(judgement.about))).scalars())
    unknown = [name for name in judgement.about if name not in known]
    if unknown:
        raise LedgerError(f"no judgement {', '.join(unknown)} is in the ledger", hint="`dateline history` lists them")


def judgements(
    connection: Connection, as_of: int | None, about: str | None, verdicts: Sequence[Verdict] = ()
) -> tuple[Judgement, ...]:
    """All judgements in the order they were taken in, undone ones and undoings included; or those that name a thing.

    With ``verdicts``, those of such a verdict alone.
    """
    table, subjects = schema.judgement, schema.judgement_about
    rows = select(table).order_by(table.c.seq)
    if as_of is not None:
        rows = rows.where(table.c.seq <= as_of)
    if verdicts:
        rows = rows.where(table.c.verdict.in_([str(verdict) for verdict in verdicts]))
    if about is not None:
        rows = rows.join(subjects, subjects.c.seq == table.c.seq).where(subjects.c.subject == about)
    return tuple(judgement_of(row) for row in connection.execute(rows))


def undone(found: Iterable[Judgement]) -> frozenset[JudgementId]:
    """Which of all judgements do not hold: those named by an undo that itself holds."""
    out: set[JudgementId] = set()
    for judgement in reversed(list(found)):
        # An undo can only name what came before it, so from the end each is settled before what it names.
        if judgement.verdict is Verdict.UNDO and judgement.id not in out:
            out.update(JudgementId(name) for name in judgement.about)
    return frozenset(out)


def judgement_of(row: Any) -> Judgement:
    """The judgement of a row."""
    return Judgement(
        id=JudgementId(row.id),
        verdict=Verdict(row.verdict),
        about=tuple(json.loads(row.about)),
        by=row.by,
        at=moment_of(row.at),
        field=row.field,
        value=row.value,
        note=row.note,
    )


def add_issues(connection: Connection, issues: Iterable[Issue], subject: str, now: datetime) -> int:
    """Writes trouble that has no reading to stand in, such as a source that could not be read."""
    return append(connection, kind="issues", subject=subject, rows={schema.issue: issue_rows(issues)}, now=now)


def issues(connection: Connection, as_of: int | None, since: int) -> Iterator[tuple[int, Issue]]:
    """Recorded trouble with its log entry, from behind the entry ``since`` on."""
    table = schema.issue.c
    rows = select(schema.issue).where(table.seq > since, *([] if as_of is None else [table.seq <= as_of]))
    for row in streamed(connection, rows.order_by(table.seq, table.ordinal)):
        span = None if row.start is None else Span(row.start, row.end)
        yield row.seq, Issue(row.room, row.kind, row.detail, span, row.uri)
