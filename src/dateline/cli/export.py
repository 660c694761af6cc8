"""``dateline export``: the events of a ledger in the formats of others."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from dateline import service
from dateline.cli.event_filters import (
    ACTOR,
    ALL,
    BOX,
    COUNTRY,
    ID,
    MODE,
    PLACE,
    SINCE,
    STATUS,
    TEXT,
    TOLL,
    TYPE,
    UNTIL,
    query_of,
)
from dateline.cli.options import AS_OF, LEDGER, POLICY, as_of_from, ledger_of
from dateline.domain.event import EventStatus
from dateline.errors import ConfigError

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


def export(
    to: Annotated[str, TO],
    out: Annotated[Path | None, OUT] = None,
    ledger: Annotated[str | None, LEDGER] = None,
    since: Annotated[str | None, SINCE] = None,
    until: Annotated[str | None, UNTIL] = None,
    place: Annotated[str | None, PLACE] = None,
    country: Annotated[list[str] | None, COUNTRY] = None,
    box: Annotated[str | None, BOX] = None,
    actor: Annotated[str | None, ACTOR] = None,
    type_: Annotated[list[str] | None, TYPE] = None,
    mode: Annotated[list[str] | None, MODE] = None,
    toll: Annotated[list[str] | None, TOLL] = None,
    text: Annotated[str | None, TEXT] = None,
    status: Annotated[list[EventStatus] | None, STATUS] = None,
    id_: Annotated[list[str] | None, ID] = None,
    all_: Annotated[bool, ALL] = False,
    policy: Annotated[str | None, POLICY] = None,
    as_of: Annotated[str | None, AS_OF] = None,
) -> None:
    """Write the events of a ledger in a format that others work with: those that `dateline events` lists.

    All filters that are given must hold; `--all` also takes what reports tell in passing.

    Beside the file, `PATH.lost.json` says what the format could not hold, what its columns mean, and holds its code lists.
    What people restricted is left out or coarsened in every format.
    """
    query = query_of(
        since=since, until=until, place=place, country=country, box=box, actor=actor, type_=type_, mode=mode, toll=toll,
        text=text, status=status, id_=id_, notable=not all_,
    )  # fmt: skip
    with ledger_of(ledger) as opened, Target(to, out) as target:
        target.tell(opened.export(to, target.path, query, policy=policy, as_of=as_of_from(as_of)))


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
        if exported.lost:
            where = f"{self.path}.lost.json" if self._folder is None else "docs/exports, or the sidecar of a file"
            where = f"{self.path}/lost.json" if self.path.is_dir() else where
            console.print(
                f"{len(exported.lost)} fields that it cannot hold: {escape(where)}", style="dim", soft_wrap=True
            )
