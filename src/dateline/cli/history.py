"""``dateline history``: what befell an event, and what people decided."""

from __future__ import annotations

import json
import re
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli.options import AS_OF, LEDGER, Format, as_of_from, ledger_of
from dateline.cli.reading_view import harmless_words

_ID = re.compile(r"\b[ekcj][0-9a-f]{16}\b")


def history(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="An event, account, claim or judgement; without one, all judgements.",
            show_default=False,
        ),
    ] = None,
    ledger: Annotated[str | None, LEDGER] = None,
    as_of: Annotated[str | None, AS_OF] = None,
    form: Annotated[
        Format, typer.Option("--format", help="A table for people, or one JSON object a line.")
    ] = Format.TABLE,
) -> None:
    """Tell what befell a thing, the first first: when it was read, what merges made of it, and what people decided, by name."""
    with ledger_of(ledger) as opened:
        past = opened.history(name, as_of=as_of_from(as_of))
        named = {name for one in past for line in one.lines for name in _ID.findall(line)}
        short = opened.short_ids([*named, *(one.judgement for one in past if one.judgement)])
    if form is Format.JSONL:
        for one in past:
            row = {"entry": one.seq, "at": one.at.isoformat(), "what": one.what, "by": one.by, "judgement": one.judgement,
                   "undone": one.is_undone, "lines": list(one.lines)}  # fmt: skip
            print(json.dumps(row))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("entry", "when (UTC)", "what", "who"):
        table.add_column(heading, no_wrap=True, justify="right" if heading == "entry" else "left")
    table.add_column("", overflow="fold")
    for one in past:
        label = f"{one.what} {short[one.judgement]}" if one.judgement else one.what
        style = "strike dim" if one.is_undone else ("bold" if one.judgement else "")
        lines = [_ID.sub(lambda found: short[found[0]], harmless_words(line)) for line in one.lines] + (
            ["undone"] if one.is_undone else []
        )
        table.add_row(
            str(one.seq),
            f"{one.at:%Y-%m-%d %H:%M}",
            Text(label, style=style),
            harmless_words(one.by or ""),
            Text("\n".join(lines)),
        )
    if past:
        Console(highlight=False).print(table)
    else:
        Console(stderr=True).print("nobody has decided anything yet", style="dim")
