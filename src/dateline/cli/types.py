"""``dateline types``: every event type in a line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from dateline import service
from dateline.cli.options import CONFIG, config_of


def types(config: Annotated[Path | None, CONFIG] = None) -> None:
    """List the event types, with their modes."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("type", "quad", "modes", "what it is"):
        table.add_column(heading, overflow="fold")
    for kind in sorted(service.event_types(config_of(config)).types.values(), key=lambda kind: (kind.quad, kind.id)):
        table.add_row(f"[bold]{kind.id}[/]", str(kind.quad), ", ".join(mode.id for mode in kind.modes), kind.label)
    Console().print(table)
    typer.echo("\nquad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", err=True)
    typer.echo("dateline show TYPE tells one of them in full", err=True)
