"""Review: questions in order, coding apart from each other, agreement, settling what differs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from dateline.domain.person import Right
from dateline.review import KINDS
from dateline.web import shown
from dateline.web.asked import Cursor, Limit, cursor_of, parts_of
from dateline.web.routes.events import resolved
from dateline.web.shapes_of_review import (
    AdjudicatedOut,
    AgreementOut,
    CodingIn,
    CodingOut,
    Codings,
    Differences,
    Questions,
    Waitings,
)
from dateline.web.who import Editor, HereNow, Judge
from dateline.web.wire import WireResponse

router = APIRouter(tags=["review"])
Name = Annotated[str, Path(max_length=80)]


@router.get("/queue", response_model=Questions)
def queue(
    asker: Judge,
    here: HereNow,
    kind: Annotated[list[str] | None, Query(max_length=10, json_schema_extra={"items": {"enum": list(KINDS)}})] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Cursor = None,
) -> Response:
    """Questions whose answer settles something, those of the event that is most worth a look first."""
    at = parts_of(cursor, float, str)
    found, more = here.ledger.desk.queue(kinds=kind or (), limit=limit, after=(at[0], at[1]) if at else None)
    return WireResponse(shown.listed(map(shown.question, found), None if more is None else cursor_of(*more)))


@router.get("/codings/next", response_model=Waitings)
def waiting(asker: Judge, here: HereNow, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Response:
    """Events to code: those that somebody else has coded first."""
    rows = [
        {"event": one.event, "coders": one.coders, "brief": shown.brief(one.brief)}
        for one in here.ledger.desk.waiting(asker.person.name, limit=limit)
    ]
    return WireResponse(shown.listed(rows))


@router.get("/codings/{event}", response_model=Codings)
def codings(event: Name, asker: Judge, here: HereNow) -> Response:
    """What one has made of an event, and once one has, what others have."""
    name, given = here.ledger.desk.codings(resolved(here, event)[0])
    own = [one for one in given if not one.is_final]
    mine = next((one for one in own if one.by == asker.person.name), None)
    others = [one for one in own if one.by != asker.person.name]
    sees = mine is not None or asker.may(Right.EDIT)
    body = {
        "event": name,
        "mine": None if mine is None else shown.coding(mine),
        "others": [shown.coding(one) for one in others] if sees else [],
    }
    return WireResponse(body)


@router.put("/codings/{event}", response_model=CodingOut)
def keep_coding(event: Name, body: CodingIn, asker: Judge, here: HereNow) -> Response:
    """Code an event, apart from what others make of it; no event is changed by it."""
    name, _ = resolved(here, event)
    made = here.ledger.desk.keep_coding(name, body.values, by=asker.person.name, note=body.note)
    return WireResponse(shown.coding(made))


@router.get("/agreement", response_model=AgreementOut)
def agreement(asker: Judge, here: HereNow) -> Response:
    """Krippendorff's alpha, field by field."""
    found = here.ledger.desk.agreement()
    fields = [
        {
            "field": one.field,
            "metric": one.metric,
            "alpha": None if one.alpha is None else round(one.alpha, 4),
            "units": one.units,
            "values": one.values,
        }
        for one in found.fields
    ]
    body = {
        "fields": fields, "coders": list(found.coders), "events": found.events, "adjudicated": found.adjudicated,
    }  # fmt: skip
    return WireResponse(body)


@router.get("/adjudications", response_model=Differences)
def disputed(asker: Editor, here: HereNow, limit: Limit = 50, cursor: Cursor = None) -> Response:
    """Events on which coders differ and nobody has settled."""
    at = parts_of(cursor, int)
    start = at[0] if at else 0
    found = here.ledger.desk.disputed()
    rows = []
    for one in found[start : start + limit]:
        brief = here.ledger.desk.brief(one.event)
        rows.append(
            {
                "event": one.event,
                "brief": None if brief is None else shown.brief(brief),
                "codings": [shown.coding(coding) for coding in one.codings],
                "fields": list(one.fields),
            }
        )
    more = cursor_of(start + limit) if len(found) > start + limit else None
    return WireResponse(shown.listed(rows, more))


@router.post("/adjudications/{event}", response_model=AdjudicatedOut, status_code=201)
def adjudicate(event: Name, body: CodingIn, asker: Editor, here: HereNow) -> Response:
    """Settle an event: what differs from it becomes amendments, and where nothing does it is accepted."""
    name, _ = resolved(here, event)
    made = here.ledger.desk.adjudicate(name, body.values, by=asker.person.name, note=body.note)
    judgements = [shown.judgement(one, frozenset()) for one in made.judgements]
    return WireResponse({"judgements": judgements, "step": shown.step(made.step)}, status_code=201)
