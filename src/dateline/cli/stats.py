"""``dateline stats``: how much is in a ledger."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from dateline.cli.options import LEDGER, ledger_of


def stats(
    ledger: Annotated[str | None, LEDGER] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False,
) -> None:
    """Count what is in a ledger: reports, readings, claims, events, judgements, issues, bytes."""
    with ledger_of(ledger) as opened:
        found = asdict(opened.stats())
    if as_json:
        print(json.dumps(found, default=lambda value: value.isoformat()))
        return
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim")
    table.add_column(justify="right")
    for name, value in found.items():
        table.add_row(name.replace("_", " "), _shown(name, value))
    Console(highlight=False).print(table)


def _shown(name: str, value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, int):
        return f"{value / 1_000_000:,.1f} MB" if name.endswith("bytes") and value >= 100_000 else f"{value:,}"
    return "none" if value is None else str(value)
