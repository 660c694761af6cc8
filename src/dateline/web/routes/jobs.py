"""Work in the background: lists, one, its progress as it comes, an end to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from dateline.domain.work import ENDED, Job
from dateline.web import shown
from dateline.web.asked import Cursor, Limit, cursor_of, parts_of
from dateline.web.shapes import JobOut, Jobs, RebuildIn
from dateline.web.who import Adder, Admin, Here, HereNow
from dateline.web.wire import WireResponse, dumped

router = APIRouter(tags=["jobs"])
Name = Annotated[str, Path(max_length=80)]
#: How often it is looked whether a job has moved, in seconds; a line now and then keeps the connection.
_LOOK_S = 0.25
_LINE_S = 15.0


@router.get("/jobs", response_model=Jobs)
def jobs(asker: Adder, here: HereNow, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Jobs, the newest first."""
    before = parts_of(cursor, int)
    found, more = here.ledger.desk.jobs(before=before[0] if before else None, limit=limit)
    return WireResponse(shown.listed(map(shown.job, found), None if more is None else cursor_of(more)))


@router.get("/jobs/{id}", response_model=JobOut)
def job(id: Name, asker: Adder, here: HereNow) -> Response:
    """One job, with what came of it so far."""
    return WireResponse(shown.job(here.ledger.desk.job(id)))


@router.delete("/jobs/{id}", response_model=JobOut)
def cancel(id: Name, asker: Adder, here: HereNow) -> Response:
    """End a job; what it has added stays."""
    return WireResponse(shown.job(here.ledger.desk.cancel(id, by=asker.person.name)))


@router.get(
    "/jobs/{id}/events",
    response_class=Response,
    responses={200: {"description": "Its steps.", "content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def progress(
    request: Request,
    id: Name,
    asker: Adder,
    here: HereNow,
    last_event_id: Annotated[str | None, Header(max_length=40)] = None,
) -> Response:
    """A job as it moves, as server-sent events, until it has ended."""
    first = await run_in_threadpool(here.ledger.desk.job, id)
    seen = int(last_event_id) if last_event_id and last_event_id.isascii() and last_event_id.isdigit() else 0
    return StreamingResponse(_moves(request, here, first, seen), media_type="text/event-stream")


async def _moves(request: Request, here: Here, job: Job, seen: int) -> AsyncIterator[bytes]:
    still_s = 0.0
    while True:
        if job.step > seen:
            yield b"event: job\nid: %d\ndata: %s\n\n" % (job.step, dumped(shown.job(job)))
            seen, still_s = job.step, 0.0
        elif still_s >= _LINE_S:
            yield b": still there\n\n"
            still_s = 0.0
        if job.state in ENDED or await request.is_disconnected():
            return
        await asyncio.sleep(_LOOK_S)
        still_s += _LOOK_S
        job = await run_in_threadpool(here.ledger.desk.job, job.id)


@router.post("/rebuild", response_model=JobOut, status_code=202)
def rebuild(body: RebuildIn, asker: Admin, here: HereNow) -> Response:
    """Have the events made anew in the background; with ``recode``, every report is read anew first."""
    made = here.ledger.desk.submit_rebuild(by=asker.person.name, recode=body.recode)
    return WireResponse(shown.job(made), status_code=202, headers={"Location": f"/api/v1/jobs/{made.id}"})
