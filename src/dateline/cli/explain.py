"""``dateline explain``: why an event is as it is."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dateline.cli.explanation_view import print_explanation
from dateline.cli.options import AS_OF, LEDGER, POLICY, Format, as_of_from, ledger_of
from dateline.domain.event_wire import event_row
from dateline.domain.plain import plain_from


def explain(
    event: Annotated[
        str,
        typer.Argument(
            metavar="EVENT", help="An event's id, or the beginning of it; an account's or a claim's will do."
        ),
    ],
    ledger: Annotated[str | None, LEDGER] = None,
    policy: Annotated[str | None, POLICY] = None,
    as_of: Annotated[str | None, AS_OF] = None,
    form: Annotated[
        Format, typer.Option("--format", help="A page for people, or one JSON object on a line.")
    ] = Format.TABLE,
) -> None:
    """Tell where each value of an event was read and who says so, why its reports are one, and what else was considered."""
    with ledger_of(ledger) as opened:
        answer = opened.explain(event, policy=policy, as_of=as_of_from(as_of))
        if form is Format.TABLE:
            print_explanation(answer, opened)
            return
        found = answer.explanation
        row = event_row(found.event) | {
            "explanation": {
                part: [plain_from(one) for one in getattr(found, part)] for part in ("values", "merged", "considered")
            }
        }
        print(json.dumps(row))
