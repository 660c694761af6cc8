"""``dateline rebuild``: make the events of a ledger anew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.long_work import LongWork
from dateline.cli.options import CONFIG, LEDGER, config_of, ledger_of


def rebuild(
    ledger: Annotated[str | None, LEDGER] = None,
    recode: Annotated[
        bool, typer.Option("--recode", help="Read every source anew first, with the Dateline that is installed.")
    ] = False,
    config: Annotated[Path | None, CONFIG] = None,
    jobs: Annotated[int, typer.Option(help="Read with that many processes.", metavar="N", min=1)] = 1,
) -> None:
    """Merge everything anew from what was read and what people decided; only what comes out otherwise is written.

    Sources, earlier readings and judgements are kept, so nothing is needed but the ledger itself.
    """
    with ledger_of(ledger) as opened, LongWork() as work:
        opened.store.advance = work

        def advance(n_done: int) -> None:
            work("looking through the reports", n_done, None)

        done = opened.rebuild(recode=recode, config=config_of(config), jobs=jobs, advance=advance)
        n_events = opened.count_events()
    step = done.step
    parts = [f"{done.read_anew:,} reports read anew"] if recode else []
    if done.unread:
        parts.append(f"{done.unread:,} could not be read and are as they were")
    if done.retold:
        parts.append(f"{done.retold:,} told otherwise")
    moved = [(len(step.new), "new"), (len(step.changed), "changed"), (len(step.gone), "gone")]
    parts.append(
        ", ".join(f"{number:,} {noun}" for number, noun in moved) if not step.is_nothing else "all is as it was"
    )
    sys.stdout.write(f"{n_events:,} events: {'; '.join(parts)}\n")
