"""``dateline report``: a situation report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dateline.cli.event_filters import filtered
from dateline.cli.options import AS_OF, LEDGER, POLICY, as_of_from, ledger_of
from dateline.service import EventQuery
from dateline.service.asking import EVERYTHING

FROM = typer.Option(
    "--from", "--since", help="From that day on: 2024-05-10, 2024-05 or 2024.", metavar="DAY", show_default=False
)
TO = typer.Option("--to", "--until", help="Up to that day.", metavar="DAY", show_default=False)


@filtered(since=Annotated[str | None, FROM], until=Annotated[str | None, TO])
def report(
    out: Annotated[Path, typer.Option("--out", help="The report: a name that ends in .html or .pdf.", metavar="PATH")],
    ledger: Annotated[str | None, LEDGER] = None,
    query: EventQuery = EVERYTHING,
    title: Annotated[
        str | None, typer.Option("--title", help="What stands above it.", metavar="TEXT", show_default=False)
    ] = None,
    policy: Annotated[str | None, POLICY] = None,
    as_of: Annotated[str | None, AS_OF] = None,
) -> None:
    """Write a situation report: events by country and day, tolls with ranges and sources, a map, what is disputed, the method.

    The HTML is one file that fetches nothing. A PDF is made by WeasyPrint (`pip install dateline[pdf]`) or by a Chromium on the
    path. The same ledger gives the same report. What people restricted is left out or coarsened.
    """
    with ledger_of(ledger) as opened:
        made = opened.report(out, query, title=title, policy=policy, as_of=as_of_from(as_of)).situation
    print(out)
    told = f"{len(made.numbered):,} events in full, {len(made.lesser):,} in a line, {len(made.sources):,} reports"
    Console(stderr=True, highlight=False).print(told, style="dim")
