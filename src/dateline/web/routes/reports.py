"""Reports: lists, one beside its claims, and what is to be added."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Any

from fastapi import APIRouter, File, Path, Query, Request, Response, UploadFile

from dateline import service
from dateline.domain.issue import Issue
from dateline.domain.person import Right
from dateline.domain.work import JobInput
from dateline.errors import ConfigError, DocumentError
from dateline.service import REPORT_SORTS, ReportQuery, address_input, days_of, text_input
from dateline.web import shown
from dateline.web.asked import Cursor, Day, Limit, cursor_of, parts_of
from dateline.web.described import DOCUMENT, REPORT, body_of, file_of
from dateline.web.problems import ProblemError
from dateline.web.shapes import JobOut, ReportIn, Reports, TextIn
from dateline.web.shapes_of_claims import Claimed, ClaimIn
from dateline.web.shapes_of_review import Issues
from dateline.web.who import Adder, HereNow, Judge, Reader, Seer
from dateline.web.wire import WireResponse, is_known, tag_of, tagged, unchanged

router = APIRouter(tags=["reports"])
Key = Annotated[str, Path(max_length=200, description="a report's key, or the id that it is printed under")]


@router.get("/reports", response_model=Reports)
def reports(
    asker: Reader,
    here: HereNow,
    text: Annotated[str | None, Query(max_length=200, description="words of the title")] = None,
    outlet: Annotated[str | None, Query(max_length=200)] = None,
    since: Day = None,
    until: Day = None,
    sort: Annotated[str, Query(json_schema_extra={"enum": list(REPORT_SORTS)}, max_length=40)] = "-added",
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Reports, the latest first."""
    if sort not in REPORT_SORTS:
        raise ConfigError(f"no order {sort!r:.40}", hint="known: " + ", ".join(REPORT_SORTS))
    parts_of(cursor, str, int)
    query = ReportQuery(
        text=text,
        outlet=outlet,
        since=days_of(since)[0] if since else None,
        until=days_of(until)[1] if until else None,
        sort=sort,
    )
    found, more = here.ledger.desk.reports(query, cursor=cursor, limit=limit)
    rows = []
    for one in found:
        row = asdict(one)
        row["published"] = None if one.published is None else one.published.isoformat()
        row["at"] = one.at.isoformat()
        rows.append(row)
    return WireResponse(shown.listed(rows, more))


@router.get("/reports/{key}", responses=body_of(REPORT))
def report(request: Request, key: Key, asker: Reader, here: HereNow) -> Response:
    """A report beside its claims, its text cut where values begin and end."""
    store, is_whole = here.ledger.store, asker.may(Right.RESTRICTED)
    page = here.ledger.desk.report(key, is_whole=is_whole)
    kin = here.ledger.desk.kin(page.key, is_whole=is_whole)
    undone = sorted(store.undone() & {one.id for one in page.judgements})
    seq = page.versions[-1].seq if page.versions else 0
    decided = (len(page.judgements), *undone)
    alike = [(one.report.key, one.report.seq) for one in kin.versions]
    alike += [(one.report.key, one.report.seq) for one in kin.copies]
    tag = tag_of("report", page.key, seq, here.ledger.desk.state(), decided, alike, is_whole)
    if is_known(request, tag):
        return unchanged(tag)
    return WireResponse(shown.report(page, kin, frozenset(store.undone())), headers=dict(tagged(tag)))


@router.post("/reports/{key}/claims", response_model=Claimed, status_code=201)
def add_claim(key: Key, body: ClaimIn, asker: Judge, here: HereNow) -> Response:
    """Add a claim that no reader found, by the words of the report that tell of it."""
    # Who may not see the report may not add to it either.
    here.ledger.desk.report(key, is_whole=asker.may(Right.RESTRICTED))
    made = here.ledger.claim(key, body.new_claim(), by=asker.person.name, note=body.note)
    answer = {
        "judgement": shown.judgement(made.judgement, frozenset()),
        "step": shown.step(made.step),
        "claim": made.claim,
        "event": made.event,
    }
    return WireResponse(answer, status_code=201)


@router.get(
    "/reports/{key}/raw",
    response_class=Response,
    responses=file_of("application/octet-stream", "The bytes as they came."),
)
def raw(key: Key, asker: Seer, here: HereNow) -> Response:
    """The bytes of a report as they came, never to be opened in the page."""
    content, uri = here.ledger.desk.raw(key)
    name = _name_of(uri)
    plain = "".join(one if one.isascii() and (one.isalnum() or one in "._-") else "_" for one in name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


def _name_of(given: str | None) -> str:
    """The last part of a path or address, whatever system it is from, without what cannot be seen."""
    last = PureWindowsPath(PurePosixPath(given or "").name).name
    return "".join(one for one in last if one.isprintable())[:200] or "report"


@router.post("/reports", response_model=JobOut, status_code=202)
def add(body: ReportIn, asker: Adder, here: HereNow) -> Response:
    """Have a text or what is at an address read and added, in the background."""
    if (body.text is None) == (body.url is None):
        raise ConfigError("give a text or an address")
    if body.text is not None:
        given = text_input(body.text, body.fields())
    else:
        if not here.options.does_fetch:
            raise ProblemError("forbidden", "this server fetches no addresses", hint="dateline serve --fetch")
        given = address_input(body.url or "", body.fields())
    job = here.ledger.desk.submit([given], by=asker.person.name)
    return WireResponse(shown.job(job), status_code=202, headers={"Location": f"/api/v1/jobs/{job.id}"})


@router.post("/reports/files", response_model=JobOut, status_code=202)
async def add_files(
    files: Annotated[list[UploadFile], File(min_length=1, description="anything that `dateline add` reads")],
    asker: Adder,
    here: HereNow,
) -> Response:
    """Have files read and added, in the background."""
    if len(files) > 1000:
        raise ConfigError(f"{len(files)} files are too many at once", hint="a thousand at most; or an archive of them")
    inputs, contents = [], []
    for one in files:
        content = await one.read()
        if not content:
            raise ConfigError(f"{one.filename!r:.80} is empty")
        sha256 = hashlib.sha256(content).hexdigest()
        inputs.append(JobInput(name=_name_of(one.filename), size=len(content), sha256=sha256))
        contents.append(content)
    job = here.ledger.desk.submit(inputs, by=asker.person.name, contents=contents)
    return WireResponse(shown.job(job), status_code=202, headers={"Location": f"/api/v1/jobs/{job.id}"})


@router.post("/code", responses=body_of(DOCUMENT))
def code(body: TextIn, asker: Adder, here: HereNow) -> Response:
    """Read a text and keep nothing."""
    source = service.source_from_text(body.text, **body.fields())
    found = next(iter(service.code_each([source], config=here.options.config)), None)
    if found is None or isinstance(found, Issue):
        raise ConfigError("nothing could be read" if found is None else found.detail)
    try:
        return WireResponse(found.to_dict())
    except DocumentError as error:
        raise ConfigError(error.message) from error


@router.get("/issues", response_model=Issues)
def issues(asker: Reader, here: HereNow, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Trouble that belongs to no report, such as a file that could not be read; the newest first."""
    before = parts_of(cursor, int)
    found: list[dict[str, Any]] = [
        {"seq": seq, "room": one.room, "kind": one.kind, "detail": one.detail, "uri": one.uri}
        for seq, one in here.ledger.store.issues()
    ]
    rows = found[::-1] if before is None else found[: before[0]][::-1]
    more = len(rows) - limit
    return WireResponse(shown.listed(rows[:limit], cursor_of(more) if more > 0 else None))
