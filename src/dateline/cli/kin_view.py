"""A report's versions and copies for a person to read."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli.reading_view import harmless_words
from dateline.service import Kin, ReportBrief


def print_kin(kin: Kin) -> None:
    """Print it all to standard output; control characters of reports never reach the terminal."""
    console = Console(highlight=False)
    this = kin.report
    console.print(Text(harmless_words(this.title or this.id), style="bold"))
    console.print(Text(f"{_line(this)} \u00b7 {harmless_words(this.url or this.uri)}", style="dim"))
    rows = Table.grid(padding=(0, 2))
    for style in ("bold", "", "dim"):
        rows.add_column(style=style, overflow="fold")
    for version in kin.versions:
        what = "this version" if version.is_this else "version"
        newest = " (the newest)" if version.is_newest else ""
        rows.add_row(what + newest, Text(_line(version.report)), harmless_words(version.report.id))
    for copy in kin.copies:
        rows.add_row(f"copy, {copy.similarity:.0%}", Text(_line(copy.report)), harmless_words(copy.report.id))
    console.print(rows if rows.row_count else Text("no other version and no copy of it is in the ledger", style="dim"))


def _line(one: ReportBrief) -> str:
    """Whose it is and of when: "Osmal Courier, 2024-05-12, changed 2024-05-14 09:00"."""
    parts = [harmless_words(one.outlet or one.uri)]
    if one.published is not None:
        parts.append(str(one.published))
    if one.modified is not None:
        parts.append(f"changed {one.modified:%Y-%m-%d %H:%M}")
    return ", ".join([*parts, f"kept {one.at:%Y-%m-%d %H:%M}"])
