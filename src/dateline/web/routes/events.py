"""Events: pages, columns, one in full, why it is so, what befell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import StreamingResponse

from dateline.domain.event_wire import event_row
from dateline.domain.person import Right
from dateline.domain.withheld import withheld
from dateline.errors import LedgerError, UnknownError
from dateline.service import SORTS, Asker, Wishes
from dateline.web import shown
from dateline.web.asked import AskedEvents, AskedMoment, Cursor, Limit, Policy
from dateline.web.described import COLUMNS_BODY, EVENT_DETAIL, EVENT_PAGE, EXPLANATION, body_of
from dateline.web.shapes import History
from dateline.web.who import Here, HereNow, Reader
from dateline.web.wire import WireResponse, dumped, is_known, tag_of, tagged, unchanged

router = APIRouter(tags=["events"])
Sort = Annotated[str, Query(json_schema_extra={"enum": list(SORTS)}, max_length=40)]
EventName = Annotated[str, Path(max_length=80, description="an id, an old one, or the beginning of one")]


def wishes_of(asker: Asker, sort: str, policy: str | None, as_of: Any) -> Wishes:
    """How a list is wanted, by who asks."""
    return Wishes(sort=sort, is_whole=asker.may(Right.RESTRICTED), policy=policy, as_of=as_of)


def event_tag(event: str, seq: int, is_whole: bool, policy: str | None = None, as_of: Any = None) -> str:
    """The tag of an event's answer: it changes when the event does."""
    return tag_of("event", event, seq, is_whole, policy, as_of)


@router.get("/events", responses=body_of(EVENT_PAGE))
def events(
    request: Request,
    asker: Reader,
    here: HereNow,
    query: AskedEvents,
    as_of: AskedMoment,
    sort: Sort = "-day",
    policy: Policy = None,
    limit: Limit = 50,
    cursor: Cursor = None,
    count: Annotated[bool, Query(description="tell how many there are in all")] = False,
) -> Response:
    """Events that the filters ask for, a page at a time."""
    desk, wishes = here.ledger.desk, wishes_of(asker, sort, policy, as_of)
    state = desk.state()
    tag = tag_of("events", state, wishes.is_whole, request.url.query)
    if is_known(request, tag):
        return unchanged(tag)
    page = desk.page(query, wishes, cursor=cursor, limit=limit)
    total = desk.count(query, wishes) if count else None
    body = {"items": list(page.items), "cursor": page.cursor, "total": total, "seq": state}
    return WireResponse(body, headers=dict(tagged(tag)))


@router.get("/events/columns", response_class=Response, responses=COLUMNS_BODY)
def columns(
    request: Request,
    asker: Reader,
    here: HereNow,
    query: AskedEvents,
    as_of: AskedMoment,
    sort: Sort = "-day",
) -> Response:
    """All events that the filters ask for, in brief, as columns in lines of JSON."""
    desk, wishes = here.ledger.desk, wishes_of(asker, sort, None, as_of)
    tag = tag_of("columns", desk.state(), wishes.is_whole, request.url.query)
    if is_known(request, tag):
        return unchanged(tag)
    lines = desk.columns(query, wishes)
    # The first line is made before anything is sent, so that what is refused is refused in full.
    first = next(lines)

    def sent() -> Iterator[bytes]:
        yield first.encode("ascii")
        yield from (line.encode("ascii") for line in lines)

    return StreamingResponse(sent(), media_type="application/x-ndjson", headers=dict(tagged(tag)))


@router.get("/events/{event}", responses=body_of(EVENT_DETAIL))
def event(
    request: Request,
    event: EventName,
    asker: Reader,
    here: HereNow,
    as_of: AskedMoment,
    policy: Policy = None,
) -> Response:
    """One event in full, with its reports."""
    name, seq = resolved(here, event, as_of)
    is_whole = asker.may(Right.RESTRICTED)
    tag = event_tag(name, seq, is_whole, policy, as_of)
    if is_known(request, tag):
        return unchanged(tag)
    found = here.ledger.event(name, policy=policy, as_of=as_of)
    shown_event = found if is_whole else withheld(found)
    row = event_row(shown_event)
    ids = [name, *(one.account for one in found.accounts), *(one.event for one in found.links)]
    body = {
        **row,
        "seq": seq,
        "asked": event,
        "short": here.ledger.short_ids(ids),
        "reports": _reports(here, row["event"]),
    }
    return WireResponse(body, headers=dict(tagged(tag)))


def resolved(here: Here, event: str, as_of: Any = None) -> tuple[str, int]:
    """The id that an event's id leads to, and the entry of its version; raises UnknownError."""
    store = here.ledger.store
    try:
        names = store.names_beginning(event, most=6) if event.startswith("e") and len(event) > 3 else ()
        led = {store.resolve(name, as_of=as_of) for name in names if name == event or event not in names} - {None}
    except LedgerError as error:
        raise UnknownError(error.message, hint=error.hint) from error
    if len(led) > 1:
        raise UnknownError(f"{event} is short for {len(led)} events", hint="give more of it")
    stored = store.event(str(led.pop()), as_of=as_of) if led else None
    if stored is None:
        hint = f"GET /events/{event}/history says what became of it" if names else None
        raise UnknownError(f"there is no event {event!r:.60}", hint=hint)
    return stored.id, stored.seq


def _reports(here: Here, body: dict[str, Any]) -> list[dict[str, Any]]:
    """The reports of an event, each under the id that it is printed under in the event."""
    accounts: dict[str, list[str]] = {}
    for one in body["accounts"]:
        accounts.setdefault(one["document"], []).append(one["account"])
    accounts.pop("", None)
    store = here.ledger.store
    keys = {}
    for printed, some in accounts.items():
        key = store.document_of(some[0])
        if key is not None:
            keys[key] = printed
    return [
        {
            "key": document.key,
            "id": keys[document.key],
            "title": document.title if not body["restricted"] else None,
            "outlet": document.outlet,
            "published": None if document.published is None else document.published.isoformat(),
            "url": document.url if not body["restricted"] else None,
            "accounts": accounts[keys[document.key]],
        }
        for document in store.documents(keys)
    ]


@router.get("/events/{event}/explanation", responses=body_of(EXPLANATION))
def explanation(event: EventName, asker: Reader, here: HereNow, as_of: AskedMoment, policy: Policy = None) -> Response:
    """Where each value was read, why its reports are taken for one event, and what else was considered."""
    name, _ = resolved(here, event, as_of)
    answer = here.ledger.explain(name, policy=policy, as_of=as_of)
    found = answer.explanation
    is_whole = asker.may(Right.RESTRICTED)
    if not is_whole:
        open_ones = tuple(
            one for one in found.considered if (other := answer.considered.get(one.event)) and not other.restricted
        )
        answer = replace(answer, explanation=replace(found, considered=open_ones))
        is_whole = not found.event.restricted
    keys: dict[str, str] = {}
    for account in found.event.accounts:
        key = here.ledger.store.document_of(account.account)
        if key is not None:
            keys[account.document] = key
    return WireResponse(shown.explanation(answer, keys, is_whole=is_whole))


@router.get("/events/{event}/history", response_model=History)
def history(event: EventName, asker: Reader, here: HereNow) -> Response:
    """What befell an event, in order."""
    try:
        found = here.ledger.history(event)
    except LedgerError as error:
        raise UnknownError(error.message) from error
    is_whole = asker.may(Right.RESTRICTED)
    if not is_whole:
        store = here.ledger.store
        led = store.resolve(event) if event in store.names_beginning(event, most=2) else None
        stored = store.event(led) if led is not None else None
        is_whole = stored is not None and stored.body is not None and not stored.body.get("restricted")
    return WireResponse(shown.listed(shown.past(one, is_whole=is_whole) for one in found))


def jsonl_of(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    """Objects of the public format, one a line."""
    for row in rows:
        yield dumped(row) + b"\n"
