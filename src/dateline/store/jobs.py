"""Jobs with leases: whoever takes one up has it alone for a while, and a worker that dies loses it when that is over."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dateline.domain.ids import digest_of
from dateline.domain.plain import noun_from, plain_from
from dateline.domain.work import ENDED, Job, JobInput, JobKind, JobState
from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.chain import Row, append, moment_line, moment_of
from dateline.store.ledger import Ledger
from dateline.store.pack import json_line, packed

_steps = schema.job_step


class Jobs:
    """The jobs of a ledger; all methods raise LedgerError where it refuses."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def submit(self, kind: JobKind, by: str, inputs: Sequence[JobInput], contents: Iterable[bytes] = ()) -> Job:
        """Keeps a job with the bytes that its inputs name, to be taken up by a worker."""
        with self._ledger._writing() as connection:
            now = self._ledger._clock()
            given = json_line([plain_from(one) for one in inputs])
            last = connection.execute(select(func.max(schema.log.c.seq))).scalar_one()
            name = "w" + digest_of(kind, by, given, moment_line(now), last)
            rows: dict[Any, list[Row]] = {
                schema.raw: _raw_rows(connection, contents),
                schema.job: [{"id": name, "kind": str(kind), "by": by, "inputs": given}],
                schema.job_step: [{"job": name, "state": str(JobState.WAITING), "attempt": 0}],
            }
            append(connection, kind="job", subject=name, rows=rows, now=now)
            return _known(connection, name)

    def job(self, name: str) -> Job | None:
        """A job by its id."""
        with self._ledger._reading() as connection:
            return next(_jobs(connection, schema.job.c.id == name), None)

    def page(self, *, before: int | None = None, limit: int = 50) -> tuple[tuple[Job, ...], int | None]:
        """Jobs, the newest first, that were submitted before that log entry; and where the next page begins."""
        asked = [] if before is None else [schema.job.c.seq < before]
        with self._ledger._reading() as connection:
            rows = select(schema.job.c.seq, schema.job.c.id).where(*asked).order_by(schema.job.c.seq.desc())
            found = connection.execute(rows.limit(limit + 1)).all()
            shown = found[:limit]
            by_name = {one.id: one for one in _jobs(connection, schema.job.c.id.in_([row.id for row in shown]))}
            more = shown[-1].seq if len(found) > limit else None
            return tuple(by_name[row.id] for row in shown), more

    def take(self, worker: str, *, lease_s: float) -> Job | None:
        """The oldest job that waits or whose lease ran out, now that worker's alone; None where there is none."""
        with self._ledger._reading() as connection:
            if _free(connection, self._ledger._clock()) is None:
                return None
        with self._ledger._writing() as connection:
            now = self._ledger._clock()
            free = _free(connection, now)
            if free is None:
                return None
            attempt = free.attempt + 1
            self._step(connection, free.job, JobState.RUNNING, worker=worker, attempt=attempt, lease_s=lease_s)
            return _known(connection, free.job)

    def go_on(self, job: Job, result: Mapping[str, Any] | None, *, lease_s: float) -> Job | None:
        """Keeps what came of one report, and the lease for longer; None where the job is no longer that worker's."""
        with self._ledger._writing() as connection:
            if not _is_held(connection, job):
                return None
            line = None if result is None else json_line(result)
            self._step(
                connection,
                job.id,
                JobState.RUNNING,
                worker=job.worker,
                attempt=job.attempts,
                lease_s=lease_s,
                result=line,
            )
            return _known(connection, job.id)

    def end(self, job: Job, state: JobState, error: str | None = None) -> Job | None:
        """Ends a job that is still that worker's; None where it is not."""
        with self._ledger._writing() as connection:
            if not _is_held(connection, job):
                return None
            self._step(connection, job.id, state, worker=job.worker, attempt=job.attempts, error=error)
            return _known(connection, job.id)

    def cancel(self, name: str, by: str) -> Job:
        """Ends a job that waits or runs; its worker stops after the report that it is at."""
        with self._ledger._writing() as connection:
            found = _known(connection, name)
            if found.state in ENDED:
                raise LedgerError(f"job {name} has ended: it is {found.state}")
            error = f"cancelled by {by}"
            self._step(connection, name, JobState.CANCELLED, worker=None, attempt=found.attempts, error=error)
            return _known(connection, name)

    def _step(
        self,
        connection: Connection,
        name: str,
        state: JobState,
        *,
        worker: str | None,
        attempt: int,
        lease_s: float | None = None,
        **fields: str | None,
    ) -> None:
        now = self._ledger._clock()
        lease = None if lease_s is None else moment_line(now + timedelta(seconds=lease_s))
        row = {"job": name, "state": str(state), "worker": worker, "attempt": attempt, "lease": lease, **fields}
        append(connection, kind="job", subject=name, rows={_steps: [row]}, now=now)


def _raw_rows(connection: Connection, contents: Iterable[bytes]) -> list[Row]:
    rows = {}
    for content in contents:
        sha256 = hashlib.sha256(content).hexdigest()
        known = select(select(1).where(schema.raw.c.sha256 == sha256).exists())
        if not connection.execute(known).scalar_one():
            rows[sha256] = {"sha256": sha256, "size": len(content), "content": packed(content)}
    return list(rows.values())


def _is_last() -> ColumnElement[bool]:
    later = _steps.alias("later")
    last = select(func.max(later.c.seq)).where(later.c.job == _steps.c.job).scalar_subquery()
    return _steps.c.seq == last


def _free(connection: Connection, now: datetime) -> Any | None:
    """The last step of the oldest job that can be taken up."""
    step = _steps.c
    left = and_(step.state == str(JobState.RUNNING), step.lease < moment_line(now))
    rows = (
        select(_steps)
        .join(schema.job, schema.job.c.id == step.job)
        .where(_is_last(), or_(step.state == str(JobState.WAITING), left))
        .order_by(schema.job.c.seq)
    )
    return connection.execute(rows.limit(1)).one_or_none()


def _is_held(connection: Connection, job: Job) -> bool:
    last = connection.execute(select(_steps).where(_steps.c.job == job.id, _is_last())).one_or_none()
    return (
        last is not None
        and last.state == JobState.RUNNING
        and (last.worker, last.attempt) == (job.worker, job.attempts)
    )


def _known(connection: Connection, name: str) -> Job:
    found = next(_jobs(connection, schema.job.c.id == name), None)
    if found is None:
        raise LedgerError(f"there is no job {name}")
    return found


def _jobs(connection: Connection, condition: ColumnElement[bool]) -> Iterator[Job]:
    table, log = schema.job, schema.log
    for row in connection.execute(select(table, log.c.at).join(log, log.c.seq == table.c.seq).where(condition)).all():
        made = Job(
            id=row.id,
            kind=JobKind(row.kind),
            by=row.by,
            inputs=tuple(noun_from(JobInput, one) for one in json.loads(row.inputs)),
            state=JobState.WAITING,
            step=row.seq,
            at=moment_of(row.at),
        )
        steps = select(_steps, log.c.at).join(log, log.c.seq == _steps.c.seq).where(_steps.c.job == row.id)
        for step in connection.execute(steps.order_by(_steps.c.seq)):
            made = _after(made, step)
        yield made


def _after(job: Job, step: Any) -> Job:
    at, state = moment_of(step.at), JobState(step.state)
    results = job.results
    if step.result is not None:
        result = json.loads(step.result)
        known = {(one.get("uri"), one.get("id")) for one in results}
        # A worker that took the job up again passes over what the one before it has kept.
        if result.get("became") != "in already" or (result.get("uri"), result.get("id")) not in known:
            results = (*results, result)
    return replace(
        job,
        state=state,
        step=step.seq,
        started=job.started or (at if state is JobState.RUNNING else None),
        finished=at if state in ENDED else None,
        attempts=step.attempt,
        worker=step.worker,
        lease=None if step.lease is None else moment_of(step.lease),
        results=results,
        error=step.error,
    )
