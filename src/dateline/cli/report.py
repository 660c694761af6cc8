"""``dateline report``: a situation report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dateline.cli.event_filters import (
    ACTOR,
    ALL,
    BOX,
    COUNTRY,
    ID,
    MODE,
    PLACE,
    STATUS,
    TEXT,
    TOLL,
    TYPE,
    query_of,
)
from dateline.cli.options import AS_OF, LEDGER, POLICY, as_of_from, ledger_of
from dateline.domain.event import EventStatus


def report(
    out: Annotated[Path, typer.Option("--out", help="The report: a name that ends in .html or .pdf.", metavar="PATH")],
    ledger: Annotated[str | None, LEDGER] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--from",
            "--since",
            help="From that day on: 2024-05-10, 2024-05 or 2024.",
            metavar="DAY",
            show_default=False,
        ),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", "--until", help="Up to that day.", metavar="DAY", show_default=False)
    ] = None,
    title: Annotated[
        str | None, typer.Option("--title", help="What stands above it.", metavar="TEXT", show_default=False)
    ] = None,
    place: Annotated[str | None, PLACE] = None,
    country: Annotated[list[str] | None, COUNTRY] = None,
    box: Annotated[str | None, BOX] = None,
    actor: Annotated[str | None, ACTOR] = None,
    type_: Annotated[list[str] | None, TYPE] = None,
    mode: Annotated[list[str] | None, MODE] = None,
    toll: Annotated[list[str] | None, TOLL] = None,
    text: Annotated[str | None, TEXT] = None,
    status: Annotated[list[EventStatus] | None, STATUS] = None,
    id_: Annotated[list[str] | None, ID] = None,
    all_: Annotated[bool, ALL] = False,
    policy: Annotated[str | None, POLICY] = None,
    as_of: Annotated[str | None, AS_OF] = None,
) -> None:
    """Write a situation report: events by country and day, tolls with ranges and sources, a map, what is disputed, the method.

    The HTML is one file that fetches nothing. A PDF is made by WeasyPrint (`pip install dateline[pdf]`) or by a Chromium on the
    path. The same ledger gives the same report. What people restricted is left out or coarsened.
    """
    query = query_of(
        since=since, until=until, place=place, country=country, box=box, actor=actor, type_=type_, mode=mode, toll=toll,
        text=text, status=status, id_=id_, notable=not all_,
    )  # fmt: skip
    with ledger_of(ledger) as opened:
        made = opened.report(out, query, title=title, policy=policy, as_of=as_of_from(as_of)).situation
    print(out)
    told = f"{len(made.numbered):,} events in full, {len(made.lesser):,} in a line, {len(made.sources):,} reports"
    Console(stderr=True, highlight=False).print(told, style="dim")
