"""``dateline explain``: why an event is as it is."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dateline.cli.explanation_view import print_explanation
from dateline.cli.kin_view import print_kin
from dateline.cli.options import AS_OF, LEDGER, POLICY, Format, as_of_from, ledger_of
from dateline.domain.event_wire import event_row
from dateline.domain.plain import plain_from
from dateline.errors import LedgerError, UnknownError
from dateline.service import Kin, Ledger


def explain(
    event: Annotated[
        str,
        typer.Argument(
            metavar="EVENT",
            help="An event's id, or the beginning of it; an account's or a claim's will do. A report's key or printed id tells "
            "its versions and copies.",
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
        try:
            answer = opened.explain(event, policy=policy, as_of=as_of_from(as_of))
        except LedgerError:
            kin = None if as_of else _kin(opened, event)
            if kin is None:
                raise
            if form is Format.TABLE:
                print_kin(kin)
            else:
                print(json.dumps({"report": plain_from(kin)}))
            return
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


def _kin(opened: Ledger, name: str) -> Kin | None:
    """The kin of the report of that key or id, if there is one."""
    try:
        return opened.kin(name)
    except UnknownError:
        return None
