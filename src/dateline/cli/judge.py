"""The verbs by which people decide: ``accept amend reject merge split restrict undo``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from dateline import service
from dateline.cli.event_phrases import one_line, reports_phrase
from dateline.cli.options import BY, LEDGER, NOTE, Format, ledger_of
from dateline.domain.event import Event
from dateline.domain.judgement import Verdict
from dateline.errors import ConfigError
from dateline.service import Decision, Judged

_IDS = typer.Argument(
    metavar="ID...", help="Ids of events, accounts or claims, or beginnings of ids.", show_default=False
)
Ids = Annotated[list[str], _IDS]
LedgerName = Annotated[str | None, LEDGER]
By = Annotated[str, BY]
Note = Annotated[str | None, NOTE]
Form = Annotated[Format, typer.Option("--format", help="Lines for people, or one JSON object a judgement.")]


def accept(ids: Ids, by: By = "", note: Note = None, ledger: LedgerName = None, form: Form = Format.TABLE) -> None:
    """Say that you have looked at events and found them right: their status is then *reviewed*."""
    _judge(ids, Decision(verdict=Verdict.ACCEPT, by=by, note=note), ledger, form)


def amend(
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID... FIELD=VALUE...", help="Ids, then what is so: type, mode, when, where, counts.MEASURE."
        ),
    ],
    by: By = "",
    note: Note = None,
    words: Annotated[
        str | None,
        typer.Option(
            help="The words of a report that say so, or their place (120..128).", metavar="WORDS", show_default=False
        ),
    ] = None,
    report: Annotated[
        str | None, typer.Option("--in", help="The report that has the words.", metavar="REPORT", show_default=False)
    ] = None,
    ledger: LedgerName = None,
    form: Form = Format.TABLE,
) -> None:
    """Set a field right: `counts.killed=12`, `counts.killed=10..15`, `when=2024-05-10`, `where="Gao, MLI"`, `type=assault`.

    On a claim or an account it takes the place of what was read there; on an event, of what the reports come to. What was
    read stays, and `undo` brings it back.
    """
    names = [word for word in ids if "=" not in word]
    values = [word for word in ids if "=" in word]
    if not values or not names:
        fields = ", ".join(service.AMENDABLE)
        raise ConfigError(
            "amend needs an id and a FIELD=VALUE", hint=f"as in amend e1f2a3 counts.killed=12; fields: {fields}"
        )
    if (words is None) != (report is None):
        raise ConfigError("words are those of a report", hint='as in --words "at least 27" --in REPORT')
    ground = None if words is None or report is None else (report, service.pin_from(words))
    for word in values:
        field, _, value = word.partition("=")
        amended = Decision(verdict=Verdict.AMEND, by=by, note=note, field=field.strip(), value=value, words=ground)
        _judge(names, amended, ledger, form)


def reject(ids: Ids, by: By = "", note: Note = None, ledger: LedgerName = None, form: Form = Format.TABLE) -> None:
    """Say that an event did not happen or does not belong here, or that an account or a claim was misread.

    A rejected event stays in the ledger with that status; a rejected account is taken out of its event.
    """
    _judge(ids, Decision(verdict=Verdict.REJECT, by=by, note=note), ledger, form)


def merge(ids: Ids, by: By = "", note: Note = None, ledger: LedgerName = None, form: Form = Format.TABLE) -> None:
    """Say that events (or accounts) are one and the same event."""
    _judge(ids, Decision(verdict=Verdict.MERGE, by=by, note=note), ledger, form)


def split(ids: Ids, by: By = "", note: Note = None, ledger: LedgerName = None, form: Form = Format.TABLE) -> None:
    """Say that accounts are not of the event that they are in: `split EVENT ACCOUNT...`; `explain EVENT` lists them."""
    _judge(ids, Decision(verdict=Verdict.SPLIT, by=by, note=note), ledger, form)


def restrict(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID... FIELD", help="Ids of events, then the field, as in where or participants."),
    ],
    by: By = "",
    note: Note = None,
    ledger: LedgerName = None,
    form: Form = Format.TABLE,
) -> None:
    """Mark a field of events as one that some roles may not see, and that exports leave out or coarsen."""
    fields = [word for word in ids if word in service.RESTRICTABLE]
    names = [word for word in ids if word not in fields]
    if not names or not fields:
        hint = "fields: " + ", ".join(service.RESTRICTABLE[:10]) + ", counts.MEASURE"
        raise ConfigError("restrict needs an id and a field", hint=hint)
    for field in fields:
        _judge(names, Decision(verdict=Verdict.RESTRICT, by=by, note=note, field=field), ledger, form)


def undo(
    judgements: Annotated[
        list[str], typer.Argument(metavar="JUDGEMENT...", help="Ids of judgements; `dateline history` lists them.")
    ],
    by: By = "",
    note: Note = None,
    ledger: LedgerName = None,
    form: Form = Format.TABLE,
) -> None:
    """Take judgements back: the ledger is then as if they had not been made. Both are kept, and an undoing can be undone."""
    _judge(judgements, Decision(verdict=Verdict.UNDO, by=by, note=note), ledger, form)


def _judge(names: Sequence[str], decision: Decision, ledger: str | None, form: Format) -> None:
    with ledger_of(ledger, writes=True) as opened:
        print_judged(opened.judge(names, decision), opened, form)


def print_judged(judged: Judged, ledger: service.Ledger, form: Format) -> None:
    """Print a judgement and what it did to the events."""
    if form is Format.JSONL:
        _print_line(judged)
    else:
        _print_lines(judged, ledger)


def _print_line(judged: Judged) -> None:
    made, step = judged.judgement, judged.step
    row = {
        "judgement": made.id, "verdict": str(made.verdict), "about": list(made.about), "by": made.by,
        "at": made.at.isoformat(), "field": made.field, "note": made.note,
        "events": {"new": list(step.new), "changed": list(step.changed), "gone": dict(step.gone)},
    }  # fmt: skip
    print(json.dumps(row))


def _print_lines(judged: Judged, ledger: service.Ledger) -> None:
    made, step = judged.judgement, judged.step
    console = Console(highlight=False)
    short = ledger.short_ids(
        [made.id, *made.about, *step.new, *step.changed, *step.gone, *filter(None, step.gone.values())]
    )
    field = f" {made.field}" if made.field else ""
    about = ", ".join(short[name] for name in made.about)
    console.print(
        Text.assemble((short[made.id], "bold"), f"  {made.verdict}{field} {about}, {made.by}"), soft_wrap=True
    )
    for label, names, style in (("new", step.new, "green"), ("changed", step.changed, "yellow")):
        for name in names:
            console.print(_row(label, short[name], ledger.event(name), style), soft_wrap=True)
    for name, into in step.gone.items():
        rest = f"its reports are now in {short[into]}" if into is not None else "nothing tells of it any more"
        console.print(Text.assemble((f"  {'gone':<8}", "red"), (short[name], "bold"), f"  {rest}"), soft_wrap=True)
    if step.is_nothing:
        console.print("  no event is other than before", style="dim")


def _row(label: str, short: str, event: Event, style: str) -> Text:
    line = f"  {one_line(event)} · {reports_phrase(event)} · {event.status}"
    return Text.assemble((f"  {label:<8}", style), (short, "bold"), line)
