"""Options that several verbs share, and what their words mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path

import typer
from rich.console import Console

from dateline import service
from dateline.cli.long_work import LongWork
from dateline.config import Config, config_from_file
from dateline.domain.source import Source
from dateline.errors import ConfigError
from dateline.read import Fetcher, PoliteFetcher

FETCH = typer.Option(
    "--fetch", help="Fetch what lists of addresses hold too; an address that is named itself always is."
)
CONFIG = typer.Option("--config", help="A configuration file (TOML).", metavar="FILE", show_default=False)

LEDGER = typer.Option(
    "--ledger",
    envvar="DATELINE_LEDGER",
    help="The ledger: a file, or a postgresql:// address.",
    metavar="LEDGER",
    show_default=False,
)
BY = typer.Option(
    "--by", envvar="DATELINE_BY", help="The name of the person who decides.", metavar="NAME", show_default=False
)
NOTE = typer.Option("--note", help="Why it was decided so.", metavar="TEXT", show_default=False)
AS_OF = typer.Option(
    "--as-of",
    help="Show the ledger as it was: after that day or moment (ISO 8601, UTC), or that entry of the log.",
    metavar="WHEN",
    show_default=False,
)
POLICY = typer.Option(
    "--policy",
    help="Weigh tolls so: most-supported, latest-most-authoritative, most-conservative, most-informative, ucdp-like.",
    metavar="NAME",
    show_default=False,
)


class Format(StrEnum):
    """What is printed."""

    TABLE = "table"
    JSONL = "jsonl"


def config_of(path: Path | None) -> Config:
    """The configuration in a file, or the built-in one."""
    return Config() if path is None else config_from_file(path)


def ledger_of(name: str | None, *, create: bool = False, writes: bool = False) -> service.Ledger:
    """The ledger that is named, open; raises ConfigError where none is named, LedgerError where it cannot be opened.

    What an older Dateline has kept is brought up to date: its schema, and with ``writes`` its events too. That is shown where
    it takes long, and where it is stopped what was done is kept or, of the schema, taken back.
    """
    if not name:
        raise ConfigError("no ledger is named", hint="--ledger FILE, or the variable DATELINE_LEDGER")
    opened: service.Ledger | None = None
    with LongWork() as work:
        try:
            opened = service.Ledger(name, create=create, advance=work)
            if writes:
                opened.catch_up()
        except BaseException as error:
            work.end()
            if opened is not None:
                opened.close()
            if isinstance(error, KeyboardInterrupt):
                Console(stderr=True).print("stopped; the ledger is whole, and the next run goes on", style="dim")
            raise
    # From here on a verb draws its own line.
    work.may_move = False
    return opened


def sources_of(words: Sequence[str]) -> list[Source]:
    """The sources that words of a command line name; raises ConfigError where not one of them is there."""
    missing = [name for name in words if name != "-" and "://" not in name and not Path(name).exists()]
    if len(missing) == len(words):
        raise ConfigError(f"no such file or directory: {', '.join(missing)}")
    return [service.source_named(name) for name in words]


def fetcher_for(sources: Sequence[Source], *, lists: bool) -> Fetcher | None:
    """What fetches addresses; None where none is to be fetched."""
    return PoliteFetcher() if lists or any(one.is_address for one in sources) else None


def as_of_from(words: str | None) -> datetime | int | None:
    """A moment, or the number of a log entry; a day means its end, and a time without a zone is UTC."""
    if words is None:
        return None
    if re.fullmatch(r"\d{1,9}", words) and len(words) != 8:
        return int(words)
    try:
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        hint = "as in 2024-05-10, 2024-05-10T12:00Z or the number of a log entry"
        raise ConfigError(f"--as-of cannot be {words!r:.40}", hint=hint) from error
    if not re.search(r"\d[T ]\d", words):
        moment = datetime.combine(moment.date(), time.max)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
