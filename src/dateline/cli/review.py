"""``dateline queue``, ``agreement`` and ``sources``: what to look at next, how far people agree, who says what."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli.options import LEDGER, Format, ledger_of
from dateline.cli.reading_view import harmless_words

_FORM = typer.Option("--format", help="A table for people, or one JSON object a line.")


class SourceKind(StrEnum):
    """Who says so."""

    OUTLET = "outlet"
    SPEAKER = "speaker"


def queue(
    ledger: Annotated[str | None, LEDGER] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            help="Only questions of that kind (toll, same, real, type, when, where, who); may be repeated.",
            metavar="KIND",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[int, typer.Option(help="So many questions, or a few more.", metavar="N", min=1)] = 20,
    form: Annotated[Format, _FORM] = Format.TABLE,
) -> None:
    """Ask what is most in doubt, first that whose answer settles the most; each answer is a decision, such as `amend`."""
    with ledger_of(ledger) as opened:
        found, after = opened.desk.queue(kinds=kind or (), limit=limit)
        while after is not None and len(found) < limit:
            more, after = opened.desk.queue(kinds=kind or (), limit=limit - len(found), after=after)
            found += more
        names = [name for one in found for name in (one.question.event, one.question.other) if name is not None]
        shorts = opened.short_ids(dict.fromkeys(names))
    if form is Format.JSONL:
        for one in found:
            print(json.dumps(asdict(one.question)))
        return
    table = _table("worth", "event", "about", "question", "answers")
    for one in found:
        brief, asked = one.brief, one.question
        about = ", ".join(part for part in (brief.type, brief.earliest or brief.latest, brief.place) if part)
        answers = " | ".join(option.label for option in asked.options)
        prompt = asked.prompt if asked.other is None else f"{asked.prompt} (the other: {shorts[asked.other]})"
        cells = (f"{asked.score:.2f}", shorts[asked.event], about, prompt, answers)
        table.add_row(*(Text(harmless_words(cell)) for cell in cells))
    Console(highlight=False).print(table)


def agreement(
    ledger: Annotated[str | None, LEDGER] = None,
    form: Annotated[Format, _FORM] = Format.TABLE,
) -> None:
    """Tell how far people agree who coded the same events apart from each other: Krippendorff's alpha, field by field."""
    with ledger_of(ledger) as opened:
        found = opened.desk.agreement()
    if form is Format.JSONL:
        for one in found.fields:
            print(json.dumps(asdict(one)))
        return
    table = _table("field", "alpha", "metric", "events", "values")
    for one in found.fields:
        alpha = "" if one.alpha is None else f"{one.alpha:.3f}"
        table.add_row(one.field, alpha, str(one.metric), str(one.units), str(one.values))
    Console(highlight=False).print(table)
    people = ", ".join(map(harmless_words, found.coders)) or "nobody"
    told = f"{found.events} events coded by two people or more ({people}), {found.adjudicated} settled\n"
    sys.stderr.write(told)


def sources(
    ledger: Annotated[str | None, LEDGER] = None,
    kind: Annotated[SourceKind, typer.Option(help="Outlets, or the speakers whom they quote.")] = SourceKind.OUTLET,
    sort: Annotated[
        str, typer.Option(help="The order: -events, -alone, -contradicted or name.", metavar="ORDER")
    ] = "-events",
    limit: Annotated[int, typer.Option(help="So many at most; 0 for all.", metavar="N", min=0)] = 50,
    form: Annotated[Format, _FORM] = Format.TABLE,
) -> None:
    """List outlets or speakers: of how many events they tell, how often alone, and how often others contradict them."""
    with ledger_of(ledger) as opened:
        found = opened.desk.sources(kind, sort=sort)[: limit or None]
    if form is Format.JSONL:
        for one in found:
            print(json.dumps(asdict(one)))
        return
    table = _table(str(kind), "events", "figures", "alone", "contradicted")
    for one in found:
        numbers = (one.events, one.figures, one.alone, one.contradicted)
        table.add_row(Text(harmless_words(one.name)), *(f"{number:,}" for number in numbers))
    Console(highlight=False).print(table)


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table
