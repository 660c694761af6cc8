"""``dateline show``: one event type in full."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline import service
from dateline.cli.options import CONFIG, config_of
from dateline.ontology import EventType


def show(
    name: Annotated[str, typer.Argument(metavar="TYPE", help="An event type, such as assault.")],
    config: Annotated[Path | None, CONFIG] = None,
) -> None:
    """Tell an event type in full: definition, roles, modes, borders with its neighbours, codes and examples."""
    chosen = config_of(config)
    kind = service.event_type(name, chosen)
    console = Console()
    console.print(Group(Text(kind.id, style="bold"), Text(f"{kind.label} · quad class {kind.quad}", style="dim")))
    console.print(Padding(Text(kind.definition), (1, 0)))
    for convention in kind.conventions:
        console.print(Padding(Text(f"• {convention}"), (0, 0, 0, 2)))
    _section(console, "Roles", _roles(kind))
    _section(console, "Modes", _modes(kind))
    if kind.borders:
        _section(console, "Borders", _two([(border.neighbour, border.rule) for border in kind.borders]))
    codes = service.codes_of_type(kind.id, chosen)
    if codes:
        _section(
            console, "Codes it may be given", _two([(scheme, ", ".join(names)) for scheme, names in codes.items()])
        )
    _section(console, "Examples", Group(*(_example(one.text, one.trigger, one.mode) for one in kind.examples)))
    if kind.counterexamples:
        _section(
            console,
            "Not this type",
            Group(*(_example(one.text, one.trigger, one.instead, one.because) for one in kind.counterexamples)),
        )


def _section(console: Console, heading: str, body: RenderableType) -> None:
    console.print()
    console.print(Text(heading, style="bold"))
    console.print(Padding(body, (0, 0, 0, 2)))


def _two(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for left, right in rows:
        table.add_row(Text(left), Text(right))
    return table


def _roles(kind: EventType) -> Table:
    return _two(
        [
            (role.name + (" *" if role.required else ""), f"{role.description} ({', '.join(role.kinds)})")
            for role in kind.roles
        ]
    )


def _modes(kind: EventType) -> RenderableType:
    if not kind.modes:
        return Text("none", style="dim")
    return _two([(mode.id, mode.definition) for mode in kind.modes])


def _example(text: str, trigger: str, mode: str | None, because: str | None = None) -> Text:
    shown = Text("• " + text)
    start = 2 + text.index(trigger)
    shown.stylize("bold yellow", start, start + len(trigger))
    if mode:
        shown.append(f"  → {mode}", style="cyan")
    if because:
        shown.append(f"  ({because})", style="dim")
    return shown
