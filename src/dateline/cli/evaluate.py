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
    name: Annotated[
        str, typer.Argument(metavar="SET", help="What to score: ledger (whole readings) or calibration (confidences).")
    ],
    gold: Annotated[Path, typer.Option(help="Gold, JSON Lines.", metavar="FILE")],
    pred: Annotated[Path, typer.Option(help="What `dateline code --format jsonl` printed.", metavar="FILE")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as one JSON object.")] = False,
    errors: Annotated[int, typer.Option(help="List the first N misses.", metavar="N", min=0)] = 0,
) -> None:
    """Score predictions against gold, field by field: how much is right, or whether confidences say how often."""
    scores = service.evaluate(name, gold, pred)
    if as_json:
        print(json.dumps(scores.to_dict()))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field")
    for column in scores.columns:
        table.add_column(column.heading, justify="right")
    for row in scores.fields:
        figures = zip(row.figures, scores.columns, strict=True)
        table.add_row(row.field, *(f"{figure:.{column.decimals}f}" for figure, column in figures))
    console = Console()
    console.print(table)
    for line in scores.errors[:errors]:
        console.print(line, markup=False, highlight=False)
    headline = "" if scores.headline is None else f"[bold]headline {scores.headline:.1f}[/]  "
    console.print(f"{headline}({scores.read} of {scores.documents} documents read)")
