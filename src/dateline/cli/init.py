"""``dateline init``: make a ledger."""

from __future__ import annotations

from typing import Annotated

from rich.console import Console

from dateline.cli.options import LEDGER, ledger_of


def init(ledger: Annotated[str | None, LEDGER] = None) -> None:
    """Make a ledger, or bring one that is there to the present schema.

    A ledger is one file (SQLite), or lives in a PostgreSQL database. `dateline add` makes one too where there is none.
    """
    with ledger_of(ledger, create=True) as opened:
        stats = opened.stats()
        said = "is ready" if not stats.documents else f"is there, with {stats.documents:,} reports"
        console = Console(stderr=True, highlight=False)
        console.print(f"{opened.shown} {said} (schema {stats.schema})", markup=False, soft_wrap=True)
