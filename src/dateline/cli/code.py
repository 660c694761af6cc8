"""``dateline code``: read reports and print the ledger that they hold."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dateline import service
from dateline.cli.export import Target
from dateline.cli.options import CONFIG, FETCH, Format, config_of, fetcher_for, sources_of
from dateline.cli.part_file import PartFile
from dateline.cli.reading_view import print_reading
from dateline.cli.speaker_view import print_by_speaker
from dateline.config import Config
from dateline.domain.issue import Issue
from dateline.domain.reading import Reading
from dateline.domain.speech import speaker_view_of

#: Takes how many documents were read so far, and how many issues there were.
Advance = Callable[[int, int], None]


class View(StrEnum):
    """By what a report is laid out."""

    EVENT = "event"
    SPEAKER = "speaker"


def code(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE",
            help="Files (text, HTML, PDF, Word, mail, JSON Lines, WARC …), directories, addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    form: Annotated[
        Format, typer.Option("--format", help="A view for people, or one JSON object a document.")
    ] = Format.TABLE,
    by: Annotated[
        View, typer.Option("--by", help="Lay each report out by event, or by speaker: who says what, in whose words.")
    ] = View.EVENT,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            help="Merge what was read into events, and write them in a format of `dateline export`.",
            metavar="FORMAT",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write there instead of standard output; a run that was stopped is taken up again.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Export what reports tell in passing too.")] = False,
    config: Annotated[Path | None, CONFIG] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there were issues.")] = False,
    jobs: Annotated[int, typer.Option(help="Read with that many processes.", metavar="N", min=1)] = 1,
    fetch: Annotated[bool, FETCH] = False,
) -> None:
    """Read reports and print what they hold: events, tolls, quotations, ties, each with its words.

    Nothing is kept: what is printed is all there is. The same input and configuration give the same bytes. With `--to`, the
    events are those that `dateline events` would list, what reports are about and what people came to harm in; `--all` writes
    the rest too.
    """
    chosen = config_of(config)
    named = sources_of(sources)
    fetcher = fetcher_for(named, lists=fetch)
    if to is not None:
        n_issues = _export(
            service.code_each(named, config=chosen, jobs=jobs, fetcher=fetcher, lists=fetch),
            (to, out),
            chosen,
            notable=not all_,
        )
        if strict and n_issues:
            raise typer.Exit(1)
        return
    run = service.run_of(chosen)
    part = PartFile(out, sources=sources, run=run, resume=form is Format.JSONL and by is View.EVENT) if out else None
    n_read = n_issues = 0
    with _output(part) as console, _progress(to_file=part is not None) as advance:
        for found in service.code_each(
            named, config=chosen, jobs=jobs, done=part.done if part else None, fetcher=fetcher, lists=fetch
        ):
            if isinstance(found, Issue):
                n_issues += 1
                _warn(found)
            else:
                n_read += 1
                n_issues += len(found.issues)
                _print(found, (form, by), console, part)
            advance(n_read, n_issues)
    if part:
        part.finish()
    _sum_up(n_read, n_issues, part)
    if strict and n_issues:
        raise typer.Exit(1)


def _export(found: Iterator[Reading | Issue], where: tuple[str, Path | None], config: Config, *, notable: bool) -> int:
    """Writes the events that the readings come to; returns how many issues there were."""
    counts = [0, 0]

    def readings(advance: Advance) -> Iterator[Reading]:
        for one in found:
            if isinstance(one, Issue):
                counts[1] += 1
                _warn(one)
            else:
                counts[0] += 1
                counts[1] += len(one.issues)
                yield one
            advance(counts[0], counts[1])

    to, out = where
    with Target(to, out) as target, _progress(to_file=out is not None) as advance:
        target.tell(service.export_readings(readings(advance), target.path, to=to, config=config, notable=notable))
    _sum_up(counts[0], counts[1], None)
    return counts[1]


def line_of(reading: Reading, by: View = View.EVENT) -> str:
    """A reading as one line of JSON; a lone surrogate, which cannot be encoded, is printed as an escape."""
    row = speaker_view_of(reading).to_dict(reading) if by is View.SPEAKER else reading.to_dict()
    line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(row, separators=(",", ":"))
    return line


@contextmanager
def _output(part: PartFile | None) -> Iterator[Console]:
    if part is None:
        yield Console(highlight=False)
    else:
        with part:
            yield Console(file=part.stream, highlight=False, width=100)


def _print(reading: Reading, shown: tuple[Format, View], console: Console, part: PartFile | None) -> None:
    form, by = shown
    if form is Format.TABLE:
        (print_by_speaker if by is View.SPEAKER else print_reading)(reading, console)
        return
    line = line_of(reading, by)
    if part is not None:
        part.write_line(line)
    else:
        sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
        sys.stdout.buffer.flush()


@contextmanager
def _progress(*, to_file: bool) -> Iterator[Advance]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # Data on a terminal and a moving line on the same terminal would fight for it.
    hidden = not console.is_terminal or (not to_file and sys.stdout.isatty())
    started = time.monotonic()
    with Progress(*columns, console=console, disable=hidden, transient=True) as progress:
        task = progress.add_task("reading", total=None)

        def advance(n_read: int, n_issues: int) -> None:
            rate = n_read / max(time.monotonic() - started, 0.001)
            progress.update(task, description=f"{n_read:,} documents read ({rate:.1f}/s), {n_issues:,} issues")

        yield advance


def _warn(issue: Issue) -> None:
    console = Console(stderr=True, highlight=False)
    where = "" if not issue.uri or issue.uri in issue.detail else f"{issue.uri}: "
    said = f"[yellow]{issue.kind.replace('_', ' ')}:[/] {escape(where + issue.detail)}"
    console.print(said, soft_wrap=True)


def _sum_up(n_read: int, n_issues: int, part: PartFile | None) -> None:
    if n_read == 1 and not n_issues and part is None:
        return
    taken_up = f", {part.n_done:,} were there already" if part and part.n_done else ""
    noun = "document" if n_read == 1 else "documents"
    issues = "no issues" if not n_issues else f"{n_issues:,} issue{'s' if n_issues > 1 else ''}"
    Console(stderr=True, highlight=False).print(f"{n_read:,} {noun} read{taken_up}, {issues}", style="dim")
