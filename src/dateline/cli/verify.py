"""``dateline verify``: look through a whole ledger for anything that is not as it was written."""

from __future__ import annotations

import re
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from dateline import service
from dateline.cli.options import LEDGER
from dateline.errors import ConfigError


def verify(
    ledger: Annotated[str | None, LEDGER] = None,
    noted: Annotated[
        str | None,
        typer.Option(
            help="An entry that was noted before, as this command prints it: it must still be there.",
            metavar="SEQ:HASH",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Check every link of the log and every row against its digest; exit with 3 where something is wrong.

    Whoever notes the last entry elsewhere can tell later, with --noted, that nothing was taken off the end.
    """
    if not ledger:
        raise ConfigError("no ledger is named", hint="--ledger FILE, or the variable DATELINE_LEDGER")
    found = service.verify_ledger(ledger, noted=_noted(noted))
    console = Console(highlight=False)
    for problem in found.problems:
        where = f"entry {problem.seq}: " if problem.seq is not None else ""
        mend = " (only the index; it can be made anew)" if problem.is_mendable else ""
        console.print(Text.assemble(("broken  ", "red"), f"{where}{problem.what}{mend}"), soft_wrap=True)
    if not found.is_sound:
        raise typer.Exit(3)
    console.print(f"sound: {found.entries:,} entries of the log, {found.rows:,} rows")
    if found.head is not None:
        console.print(f"last entry {found.head.seq}:{found.head.hash}", soft_wrap=True)


def _noted(words: str | None) -> tuple[int, str] | None:
    if words is None:
        return None
    found = re.fullmatch(r"(\d+):([0-9a-f]{64})", words.strip())
    if found is None:
        raise ConfigError(
            f"--noted cannot be {words!r:.80}",
            hint="the number of an entry, a colon and its hash, as `verify` prints it",
        )
    return int(found[1]), found[2]
