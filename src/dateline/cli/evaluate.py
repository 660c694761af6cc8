"""``dateline evaluate``: how right the readings are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from dateline import service


def evaluate(
    name: Annotated[str, typer.Argument(metavar="SET", help="What to score: ledger (whole readings).")],
    gold: Annotated[Path, typer.Option(help="Gold, JSON Lines.", metavar="FILE")],
    pred: Annotated[Path, typer.Option(help="What `dateline code --format jsonl` printed.", metavar="FILE")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as one JSON object.")] = False,
    errors: Annotated[int, typer.Option(help="List the first N misses.", metavar="N", min=0)] = 0,
) -> None:
    """Score predictions against gold: precision, recall and F1 of every field, in per cent."""
    scores = service.evaluate(name, gold, pred)
    if as_json:
        print(json.dumps(scores.to_dict()))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field")
    for heading in ("P", "R", "F1"):
        table.add_column(heading, justify="right")
    for row in scores.fields:
        table.add_row(row.field, f"{row.precision:.1f}", f"{row.recall:.1f}", f"{row.f1:.1f}")
    console = Console()
    console.print(table)
    for line in scores.errors[:errors]:
        console.print(line, markup=False, highlight=False)
    console.print(f"[bold]headline {scores.headline:.1f}[/]  ({scores.read} of {scores.documents} documents read)")
