"""``dateline export``: the events of a ledger in the formats of others."""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from dateline import service
from dateline.cli.event_filters import filtered
from dateline.cli.options import AS_OF, LEDGER, POLICY, as_of_from, ledger_of
from dateline.errors import ConfigError
from dateline.service import EventQuery
from dateline.service.asking import EVERYTHING

TO = typer.Option(
    "--to",
    "--format",
    help="The format: " + ", ".join(service.exports()) + ".",
    metavar="FORMAT",
    show_default=False,
)
OUT = typer.Option(
    "--out",
    help="Write there; a text format without it goes to standard output.",
    metavar="PATH",
    show_default=False,
)


@filtered()
def export(
    to: Annotated[str, TO],
    out: Annotated[Path | None, OUT] = None,
    ledger: Annotated[str | None, LEDGER] = None,
    query: EventQuery = EVERYTHING,
    policy: Annotated[str | None, POLICY] = None,
    as_of: Annotated[str | None, AS_OF] = None,
) -> None:
    """Write the events of a ledger in a format that others work with: those that `dateline events` lists.

    All filters that are given must hold; `--all` also takes what reports tell in passing.

    Beside the file, `PATH.lost.json` says what the format could not hold, what its columns mean, and holds its code lists.
    What people restricted is left out or coarsened in every format.
    """
    moment = as_of_from(as_of)
    with ledger_of(ledger) as opened, Target(to, out) as target:
        done = opened.export(to, target.path, query, policy=policy, as_of=moment)
        if query.notable:
            others = opened.count_events(replace(query, notable=False), as_of=moment)
            done = replace(done, n_passing=others - opened.count_events(query, as_of=moment))
        target.tell(done)


class Target:
    """Where an export goes: the path that is named, or by way of a file that is thrown away to standard output."""

    def __init__(self, to: str, out: Path | None) -> None:
        self._folder: str | None = None
        self._to = to
        if out is not None and str(out) != "-":
            self.path = out
            return
        if not service.is_text_export(to):
            raise ConfigError(
                f"{to} is no single text file: it cannot go to standard output", hint="name a file: --out PATH"
            )
        self._folder = tempfile.mkdtemp(prefix="dateline-")
        self.path = Path(self._folder) / "export"

    def __enter__(self) -> Target:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def tell(self, exported: service.Exported) -> None:
        """Prints what goes to standard output, and says on standard error what was written and what was not."""
        if self._folder is not None:
            with self.path.open("rb") as stream:
                shutil.copyfileobj(stream, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        console = Console(stderr=True, highlight=False)
        rows = ", ".join(f"{number:,} {name}" for name, number in exported.rows.items()) or "nothing"
        console.print(f"{exported.to}: {escape(rows)}", style="dim", soft_wrap=True)
        for why, number in exported.left_out.items():
            console.print(
                f"[yellow]left out:[/] {number:,} event{'s' if number != 1 else ''}, {escape(why)}", soft_wrap=True
            )
        if exported.n_passing:
            console.print(f"{exported.n_passing:,} more that reports tell in passing (--all)", style="dim")
        if exported.lost:
            where = f"{self.path}.lost.json" if self._folder is None else "docs/exports, or the sidecar of a file"
            where = f"{self.path}/lost.json" if self.path.is_dir() else where
            console.print(
                f"{len(exported.lost)} fields that it cannot hold: {escape(where)}", style="dim", soft_wrap=True
            )
