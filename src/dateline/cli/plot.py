"""``dateline plot``: events as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dateline.cli.event_filters import filtered
from dateline.cli.options import AS_OF, LEDGER, POLICY, as_of_from, ledger_of
from dateline.domain.value import Measure
from dateline.report.plots import Period, Plotted
from dateline.service import EventQuery
from dateline.service.asking import EVERYTHING


@filtered()
def plot(
    what: Annotated[Plotted, typer.Argument(help="How many over time, when, where, or who says how many.")],
    out: Annotated[
        Path, typer.Option("--out", help="The picture: a name that ends in .png, .svg or .pdf.", metavar="PATH")
    ],
    ledger: Annotated[str | None, LEDGER] = None,
    measure: Annotated[Measure, typer.Option(help="What is counted.", metavar="MEASURE")] = Measure.KILLED,
    by: Annotated[
        Period | None,
        typer.Option(
            help="Tolls by so much time; chosen by the length of the whole where nobody says.", show_default=False
        ),
    ] = None,
    query: EventQuery = EVERYTHING,
    policy: Annotated[str | None, POLICY] = None,
    as_of: Annotated[str | None, AS_OF] = None,
) -> None:
    """Draw events: tolls over time with their bands, a timeline, a map, or the figures of each source.

    What is not known is seen not to be known: bars for times that are not known to the day, circles for places that are not
    known to the town, countries in a list. What people restricted is left out or coarsened. Needs `pip install dateline[plot]`.
    """
    with ledger_of(ledger) as opened:
        picture = opened.events(query, policy=policy, as_of=as_of_from(as_of)).plot(what, measure, by=by, out=out)
    print(out)
    console = Console(stderr=True, highlight=False)
    console.print(picture.told, style="dim", markup=False)
    for note in picture.notes:
        console.print(note, style="dim", markup=False)
