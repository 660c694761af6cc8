"""What people decide, and what was decided."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Response

from dateline.domain.judgement import Verdict
from dateline.domain.person import Right
from dateline.errors import UnknownError
from dateline.service import Asker, Decision, Pin
from dateline.web import shown
from dateline.web.asked import Cursor, Limit, cursor_of, parts_of
from dateline.web.problems import ProblemError
from dateline.web.routes.events import event_tag, resolved
from dateline.web.shapes import DecisionIn, History, Judged, JudgementOut, Judgements
from dateline.web.who import Here, HereNow, Judge, Reader
from dateline.web.wire import WireResponse

router = APIRouter(tags=["decisions"])


@router.post("/judgements", response_model=Judged, status_code=201)
def judge(
    body: DecisionIn,
    asker: Judge,
    here: HereNow,
    if_match: Annotated[str | None, Header(max_length=200, description="the tag of the event as it was seen")] = None,
) -> Response:
    """Decide: accept, amend, reject, merge, split, restrict, undo."""
    if body.verdict is Verdict.RESTRICT:
        asker.check(Right.EDIT)
    if body.verdict is Verdict.UNDO:
        _check_own(here, asker, body.about)
    if if_match is not None:
        _check_unchanged(here, asker, body.about, if_match)
    words = None
    if body.words is not None:
        # Who may not see a report may not quote it either.
        here.ledger.desk.report(body.words.report, is_whole=asker.may(Right.RESTRICTED))
        words = (body.words.report, Pin(start=body.words.start, end=body.words.end, text=body.words.text))
    decision = Decision(
        verdict=body.verdict, by=asker.person.name, note=body.note, field=body.field, value=body.value, words=words
    )
    judged = here.ledger.judge(body.about, decision)
    answer = {"judgement": shown.judgement(judged.judgement, frozenset()), "step": shown.step(judged.step)}
    return WireResponse(answer, status_code=201)


def _check_own(here: Here, asker: Asker, about: list[str]) -> None:
    """Raises AccessError for who undoes what others decided without the right to it."""
    if asker.may(Right.EDIT):
        return
    known = {one.id: one.by for one in here.ledger.store.judgements()}
    for name in about:
        if any(by != asker.person.name for full, by in known.items() if full.startswith(name)):
            asker.check(Right.EDIT)


def _check_unchanged(here: Here, asker: Asker, about: list[str], tags: str) -> None:
    """Raises ProblemError where none of the events is as it was when that tag was given for it."""
    given = set(re.findall(r'"[^"]*"', tags))
    for name in about:
        if name.startswith("e"):
            event, seq = resolved(here, name)
            if event_tag(event, seq, asker.may(Right.RESTRICTED)).removeprefix("W/") not in given:
                raise ProblemError("changed", f"event {event} has been changed since it was shown", hint="look again")
            return


@router.get("/judgements", response_model=Judgements)
def judgements(
    asker: Reader,
    here: HereNow,
    about: Annotated[str | None, Query(max_length=80)] = None,
    by: Annotated[str | None, Query(max_length=100)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """What was decided, the newest first."""
    before = parts_of(cursor, int)
    found, more = here.ledger.desk.judgements(
        about=[about] if about else (), by=by, before=before[0] if before else None, limit=limit
    )
    undone, is_whole = frozenset(here.ledger.store.undone()), asker.may(Right.RESTRICTED)
    rows = [shown.judgement(one, undone, is_whole=is_whole) for one in found]
    return WireResponse(shown.listed(rows, None if more is None else cursor_of(more)))


@router.get("/judgements/{id}", response_model=JudgementOut)
def judgement(id: Annotated[str, Path(max_length=80)], asker: Reader, here: HereNow) -> Response:
    """One decision."""
    store = here.ledger.store
    found = [one for one in store.judgements() if one.id == id]
    if not found:
        raise UnknownError(f"there is no judgement {id!r:.60}")
    return WireResponse(shown.judgement(found[0], frozenset(store.undone()), is_whole=asker.may(Right.RESTRICTED)))


@router.get("/history", response_model=History)
def history(asker: Reader, here: HereNow) -> Response:
    """Everything that people decided, in order."""
    is_whole = asker.may(Right.RESTRICTED)
    return WireResponse(shown.listed(shown.past(one, is_whole=is_whole) for one in here.ledger.history()))
