"""``dateline events``: the events of a ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline import service
from dateline.cli.event_filters import filtered
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
from dateline.service import EventQuery
from dateline.service.asking import EVERYTHING

#: Events in a table, where nobody says how many.
_PAGE = 50
#: Columns of a terminal below which an event takes two lines.
_WIDE = 116

_STATUS_STYLES = {EventStatus.MACHINE: "dim", EventStatus.REVIEWED: "green", EventStatus.REJECTED: "red"}


@filtered()
def events(
    ledger: Annotated[str | None, LEDGER] = None,
    query: EventQuery = EVERYTHING,
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

    Shown are what reports are about, what people came to harm in, and what a person has looked at; `--all` shows the rest
    too. All filters that are given must hold. A toll shows its best figure with the lowest and the highest that are told.
    """
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
        others = opened.count_events(replace(query, notable=False), as_of=moment) - total if query.notable else 0
    note = (
        f"{len(shown):,} of {total:,} events (--limit 0 for all)"
        if total > len(shown)
        else f"{total:,} event{'s' if total != 1 else ''}"
    )
    console = Console(stderr=True, highlight=False)
    console.print(note if total else "no event", style="dim")
    if others:
        console.print(f"{others:,} more that reports tell in passing (--all)", style="dim")


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
