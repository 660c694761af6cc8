"""``dateline events``: the events of a ledger."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline import service
from dateline.cli.event_phrases import (
    day_phrase,
    place_words,
    reports_phrase,
    toll_words,
    tolls_of,
    what_phrase,
    who_phrase,
)
from dateline.cli.options import AS_OF, LEDGER, POLICY, Format, as_of_from, ledger_of
from dateline.cli.reading_view import STYLES
from dateline.domain.event import Event, EventStatus
from dateline.domain.event_wire import event_row
from dateline.domain.value import Measure
from dateline.errors import ConfigError
from dateline.service import Box, EventQuery

#: Events in a table, where nobody says how many.
_PAGE = 50
#: Columns of a terminal below which an event takes two lines.
_WIDE = 116

_STATUS_STYLES = {EventStatus.MACHINE: "dim", EventStatus.REVIEWED: "green", EventStatus.REJECTED: "red"}


def events(
    ledger: Annotated[str | None, LEDGER] = None,
    since: Annotated[
        str | None,
        typer.Option(help="That day or later: 2024-05-10, 2024-05 or 2024.", metavar="DAY", show_default=False),
    ] = None,
    until: Annotated[str | None, typer.Option(help="That day or earlier.", metavar="DAY", show_default=False)] = None,
    place: Annotated[
        str | None, typer.Option(help="At a place or in a division of that name.", metavar="NAME", show_default=False)
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(help="In that country (ISO 3166-1 alpha-3); may be repeated.", metavar="CODE", show_default=False),
    ] = None,
    box: Annotated[
        str | None,
        typer.Option(help="Within those degrees: west,south,east,north.", metavar="W,S,E,N", show_default=False),
    ] = None,
    actor: Annotated[
        str | None,
        typer.Option(help="With an actor of those words in its name, or that id.", metavar="NAME", show_default=False),
    ] = None,
    type_: Annotated[
        list[str] | None,
        typer.Option(
            "--type", help="Of that type (see `dateline types`); may be repeated.", metavar="TYPE", show_default=False
        ),
    ] = None,
    mode: Annotated[
        list[str] | None, typer.Option(help="In that mode; may be repeated.", metavar="MODE", show_default=False)
    ] = None,
    toll: Annotated[
        list[str] | None,
        typer.Option(
            help="With that many or more, as in killed=10; may be repeated.", metavar="MEASURE=N", show_default=False
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option(
            help='With those words in its reports; "in a row" in quotes, beginnings as word*.',
            metavar="WORDS",
            show_default=False,
        ),
    ] = None,
    status: Annotated[
        list[EventStatus] | None, typer.Option(help="Of that status; may be repeated.", show_default=False)
    ] = None,
    id_: Annotated[
        list[str] | None, typer.Option("--id", help="That event; may be repeated.", metavar="ID", show_default=False)
    ] = None,
    policy: Annotated[str | None, POLICY] = None,
    as_of: Annotated[str | None, AS_OF] = None,
    limit: Annotated[
        int | None,
        typer.Option(help="So many at most; 0 for all. A table shows 50.", metavar="N", min=0, show_default=False),
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="A table for people, or one JSON object an event.")
    ] = Format.TABLE,
) -> None:
    """List the events of a ledger, newest first, with their tolls and how many independent sources give them.

    All filters that are given must hold. A toll shows its best figure with the lowest and the highest that are told.
    """
    query = EventQuery(
        ids=tuple(id_ or ()),
        first_day=service.days_of(since)[0] if since else None,
        last_day=service.days_of(until)[1] if until else None,
        types=tuple(service.event_type(name).id for name in type_ or ()),
        modes=tuple(mode or ()),
        statuses=tuple(status or ()),
        countries=tuple(code.upper() for code in country or ()),
        place=place,
        box=_box(box) if box else None,
        actor=actor,
        tolls=tuple(_toll(one) for one in toll or ()),
        text=text,
    )
    moment = as_of_from(as_of)
    most = limit if limit is not None else (_PAGE if form is Format.TABLE else 0)
    with ledger_of(ledger) as opened:
        found = opened.events(query, policy=policy, as_of=moment, limit=most or None)
        if form is Format.JSONL:
            for event in found:
                print_event_line(event)
            return
        shown = list(found)
        print_events(shown, opened)
        total = opened.count_events(query, as_of=moment) if len(shown) == most else len(shown)
    note = (
        f"{len(shown):,} of {total:,} events (--limit 0 for all)"
        if total > len(shown)
        else f"{total:,} event{'s' if total != 1 else ''}"
    )
    Console(stderr=True, highlight=False).print(note if total else "no event", style="dim")


def print_event_line(event: Event) -> None:
    """An event as one line of JSON on standard output."""
    line = json.dumps(event_row(event), ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def print_events(shown: Sequence[Event], ledger: service.Ledger) -> None:
    """Events for people: a table where there is room, else two lines each."""
    if not shown:
        return
    console = Console(highlight=False)
    short = ledger.short_ids([event.id for event in shown])
    if console.width < _WIDE:
        for event in shown:
            console.print(_stacked(event, short[event.id]))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, ratio in (
        ("id", 0),
        ("when", 0),
        ("what", 3),
        ("where", 3),
        ("who → whom", 6),
        ("toll", 5),
        ("reports", 0),
        ("status", 0),
    ):
        if ratio:
            # No name of a type is longer, and half a word is no word.
            width = max(len(event.type) for event in shown) if heading == "what" else None
            table.add_column(heading, ratio=ratio, min_width=width, overflow="fold")
        else:
            table.add_column(heading, no_wrap=True, justify="right" if heading == "reports" else "left")
    for event in shown:
        table.add_row(
            Text(short[event.id], style="bold"),
            Text(day_phrase(event.when), style=STYLES["when"]),
            Text(what_phrase(event)),
            Text(place_words(event.place), style=STYLES["where"]),
            Text(who_phrase(event), style=STYLES["who"]),
            _tolls(event),
            str(len({one.document for one in event.accounts})),
            _status(event),
        )
    console.print(table)


def _stacked(event: Event, short: str) -> RenderableType:
    head = Text.assemble((short, "bold"), "  ", (day_phrase(event.when), STYLES["when"]), "  ", what_phrase(event))
    if event.place is not None:
        head.append("  ").append(place_words(event.place), style=STYLES["where"])
    rest = Text.assemble((who_phrase(event), STYLES["who"]))
    for part in (_tolls(event), Text(reports_phrase(event), style="dim"), _status(event)):
        if part.plain:
            rest.append(" · " if rest.plain else "").append_text(part)
    return Group(head, Padding(rest, (0, 0, 0, 9)))


def _tolls(event: Event) -> Text:
    return Text("; ".join(toll_words(toll) for toll in tolls_of(event)), style=STYLES["how many"])


def _status(event: Event) -> Text:
    hidden = f", {len(event.restricted)} hidden" if event.restricted else ""
    return Text(f"{event.status}{hidden}", style=_STATUS_STYLES[event.status])


def _box(words: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError as error:
        raise ConfigError(f"--box cannot be {words!r:.60}", hint="as in --box=-12.3,10.1,4.3,25.0 (degrees)") from error
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise ConfigError(f"--box {words:.60} lies on no map", hint="west,south,east,north in degrees")
    return Box(south=south, west=west, north=north, east=east)


def _toll(words: str) -> tuple[Measure, int]:
    found = re.fullmatch(r"([a-z]+)\s*(?:>=|=|:)\s*(\d+)", words.strip())
    if found is None or found[1] not in set(Measure):
        raise ConfigError(f"--toll cannot be {words!r:.60}", hint="as in killed=10; measures: " + ", ".join(Measure))
    return Measure(found[1]), int(found[2])
