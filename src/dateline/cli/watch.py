"""``dateline watch``: poll feeds into a ledger."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.add import print_kept
from dateline.cli.options import CONFIG, LEDGER, Format, config_of, ledger_of
from dateline.errors import ConfigError
from dateline.read import WatchOptions

_UNITS_S = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
#: A feed is not asked more often than that, however it is wished.
_LEAST_S = 60.0


def watch(
    feeds: Annotated[
        list[str], typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds.", show_default=False)
    ],
    ledger: Annotated[str | None, LEDGER] = None,
    every: Annotated[str, typer.Option(help="Look at each feed so often: 90s, 15m, 6h, 1d.", metavar="TIME")] = "15m",
    rounds: Annotated[
        int | None,
        typer.Option(
            help="Look so many times, then end; until it is stopped where nobody says.",
            metavar="N",
            min=1,
            show_default=False,
        ),
    ] = None,
    memory: Annotated[
        Path | None,
        typer.Option(
            help="The file that keeps what was seen; beside the ledger, where that is a file.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow/--no-follow", help="Fetch each whole report, or take what the feed holds of it.")
    ] = True,
    form: Annotated[
        Format, typer.Option("--format", help="A table of what became of each report, or one JSON object a report.")
    ] = Format.TABLE,
    config: Annotated[Path | None, CONFIG] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there were issues.")] = False,
) -> None:
    """Poll feeds, and read, keep and merge what is new in them.

    It keeps to robots.txt, asks only for what has changed, waits between two requests to one site, and leaves a feed that fails
    alone for longer and longer. A watch that was stopped is started again with the same words, and goes on where it was.
    """
    options = WatchOptions(interval_s=max(_LEAST_S, _seconds(every)), rounds=rounds, follow=follow)
    chosen = config_of(config)
    with ledger_of(ledger, create=True, writes=True) as opened:
        print_kept(opened.watch(feeds, memory=memory, options=options, config=chosen), opened, form, strict=strict)


def _seconds(words: str) -> float:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", words.strip().casefold())
    if found is None:
        raise ConfigError(f"--every cannot be {words!r:.40}", hint="as in 90s, 15m, 6h, 1d")
    return float(found[1]) * _UNITS_S[found[2]]
