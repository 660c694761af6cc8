"""``dateline add``: read reports into a ledger, and merge them."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from dateline import service
from dateline.cli.options import CONFIG, FETCH, LEDGER, Format, config_of, fetcher_for, ledger_of, sources_of
from dateline.cli.reading_view import harmless_words
from dateline.domain.issue import Issue
from dateline.service import Became, Kept

_STYLES = {Became.NEW: "green", Became.READ_ANEW: "yellow", Became.BESIDE: "yellow", Became.KNOWN: "dim"}
#: Reports that are listed one by one; of more, only those that something happened to are.
_MOST_KNOWN = 20


def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files (text, HTML, PDF, Word, mail, JSON Lines, WARC …), directories, addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    ledger: Annotated[str | None, LEDGER] = None,
    form: Annotated[
        Format, typer.Option("--format", help="A table of what became of each report, or one JSON object a report.")
    ] = Format.TABLE,
    config: Annotated[Path | None, CONFIG] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there were issues.")] = False,
    jobs: Annotated[int, typer.Option(help="Read with that many processes.", metavar="N", min=1)] = 1,
    fetch: Annotated[bool, FETCH] = False,
) -> None:
    """Read reports, keep them in a ledger, and merge them into its events.

    Each report is kept whole or not at all, so a run that was stopped is simply started again: what is in already is passed
    over. What cannot be read is recorded, and the others go on.
    """
    chosen = config_of(config)
    named = sources_of(sources)
    fetcher = fetcher_for(named, lists=fetch)
    with ledger_of(ledger, create=True, writes=True) as opened:
        print_kept(
            opened.add(named, config=chosen, jobs=jobs, fetcher=fetcher, lists=fetch), opened, form, strict=strict
        )


def print_kept(kept: Iterable[Kept | Issue], ledger: service.Ledger, form: Format, *, strict: bool) -> None:
    """What becomes of each report as it comes, then the sum; exits with 1 where there were issues and they are not let pass."""
    tally: Counter[str] = Counter()
    with _progress() as advance:
        try:
            for found in kept:
                _count(found, tally)
                if form is Format.JSONL:
                    _print_line(found)
                else:
                    _print_row(found, tally, ledger)
                advance(tally)
        except KeyboardInterrupt:
            # All that was printed is kept; the run can be taken up again.
            Console(stderr=True).print("stopped", style="dim")
    _sum_up(tally, ledger.count_events())
    if strict and tally["issues"]:
        raise typer.Exit(1)


def _count(found: Kept | Issue, tally: Counter[str]) -> None:
    if isinstance(found, Issue):
        tally["unread"] += 1
        tally["issues"] += 1
        return
    tally[found.became] += 1
    tally["issues"] += len(found.issues)
    tally["events new"] += len(found.step.new)
    tally["events changed"] += len(found.step.changed)


def _print_row(found: Kept | Issue, tally: Counter[str], ledger: service.Ledger) -> None:
    """A line for people, as soon as it is known; the last of many that were in already are only counted."""
    console = Console(highlight=False)
    if isinstance(found, Issue):
        where = found.uri or "a source"
        said = Text.assemble(
            (f"{'unread':<11}", "red"), harmless_words(where), (f": {harmless_words(found.detail)}", "dim")
        )
        console.print(said, soft_wrap=True)
        return
    if found.became is Became.KNOWN and tally[Became.KNOWN] > _MOST_KNOWN:
        return
    name = Path(found.label).name if found.label == found.uri and "://" not in found.uri else found.label
    facts = [found.outlet, str(found.published) if found.published else None, found.title]
    line = Text.assemble((f"{found.became:<11}", _STYLES[found.became]), (harmless_words(name), "bold"))
    line.append("".join(f"  {harmless_words(fact)[:60]}" for fact in facts if fact))
    effect = _effect(found, ledger)
    line.append(f"  {effect}" if effect else "", style="dim")
    console.print(line, soft_wrap=True)


def _effect(found: Kept, ledger: service.Ledger) -> str:
    if found.document is None:
        return ""
    if not found.accounts:
        return "tells of no event"
    parts = [
        f"{noun} {', '.join(ledger.short_ids(names).values())}"
        for noun, names in (("new:", found.step.new[:6]), ("joins:", found.step.changed[:6]))
        if names
    ]
    if found.step.gone:
        parts.append(f"{len(found.step.gone)} merged away")
    if found.issues:
        parts.append(f"{len(found.issues)} issue{'s' if len(found.issues) > 1 else ''}")
    return "; ".join(parts)


def _print_line(found: Kept | Issue) -> None:
    if isinstance(found, Issue):
        row: dict[str, object] = {"uri": found.uri, "became": "unread", "issues": [_issue_row(found)]}
    else:
        row = {
            "uri": found.uri,
            "id": found.label,
            "became": str(found.became),
            "document": found.document,
            "title": found.title,
            "outlet": found.outlet,
            "published": found.published.isoformat() if found.published else None,
            "accounts": found.accounts,
            "events": {
                "new": list(found.step.new),
                "changed": list(found.step.changed),
                "gone": dict(found.step.gone),
            },
            "issues": [_issue_row(issue) for issue in found.issues],
        }
    # Paths and titles may hold what cannot be encoded, so all that is not ASCII is escaped.
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def _issue_row(issue: Issue) -> dict[str, object]:
    return {"room": issue.room, "kind": issue.kind, "detail": issue.detail}


@contextmanager
def _progress() -> Iterator[Callable[[Counter[str]], None]]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # Rows on a terminal and a moving line on the same terminal would fight for it.
    hidden = not console.is_terminal or sys.stdout.isatty()
    started = time.monotonic()
    with Progress(*columns, console=console, disable=hidden, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def advance(tally: Counter[str]) -> None:
            n_done = sum(tally[became] for became in Became) + tally["unread"]
            rate = n_done / max(time.monotonic() - started, 0.001)
            said = f"{n_done:,} reports ({rate:.1f}/s), {tally[Became.KNOWN]:,} in already, {tally['issues']:,} issues"
            progress.update(task, description=said)

        yield advance


def _sum_up(tally: Counter[str], n_events: int) -> None:
    n_new = tally[Became.NEW]
    parts = [f"{n_new:,} new report{'s' if n_new != 1 else ''}" if n_new else "nothing new"]
    parts += [f"{tally[became]:,} {became}" for became in Became if became is not Became.NEW and tally[became]]
    if tally["unread"]:
        parts.append(f"{tally['unread']:,} could not be read")
    n_issues = tally["issues"] - tally["unread"]
    if n_issues:
        parts.append(f"{n_issues:,} issue{'s' if n_issues > 1 else ''} noted")
    events = f"; the ledger holds {n_events:,} event{'s' if n_events != 1 else ''}"
    Console(stderr=True, highlight=False).print(", ".join(parts) + events, style="dim", soft_wrap=True)
