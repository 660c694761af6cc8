"""``dateline worker``: does what is waiting in a ledger, in a process of its own."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer
from rich.console import Console

from dateline import service
from dateline.cli.options import CONFIG, LEDGER, config_of, ledger_of
from dateline.read import PoliteFetcher


def worker(
    ledger: Annotated[str | None, LEDGER] = None,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch addresses that people give, public ones alone.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="End when nothing waits any more.")] = False,
    lease: Annotated[
        float,
        typer.Option(
            help="Seconds without a sign of life after which another may take a job over.", min=1, metavar="S"
        ),
    ] = 60.0,
    config: Annotated[Path | None, CONFIG] = None,
) -> None:
    """Read and add the reports that people have handed in; any number of workers may share a ledger.

    A worker that is killed loses its job when its lease is over, and another takes it up where it was.
    """
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    console = Console(stderr=True, highlight=False)
    with ledger_of(ledger, writes=True) as opened:
        one = service.Worker(
            store=opened.store,
            config=config_of(config),
            fetcher=PoliteFetcher() if fetch else None,
            lease_s=lease,
            moved=lambda job: console.print(f"job {job}", style="dim", soft_wrap=True),
        )
        count = one.run(stop, is_once=once)
    console.print(f"{count:,} job{'s' if count != 1 else ''} taken up", style="dim")
