"""``dateline gazetteer``: look places up, and make an index of all of GeoNames."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from dateline.cli.options import Format
from dateline.errors import ConfigError
from dateline.gazetteer import VARIABLE
from dateline.service.places import CLASSES, Candidate, build_gazetteer, find_places

gazetteer = typer.Typer(no_args_is_help=True, help="Look places up, and make an index of all of GeoNames.")


@gazetteer.command("find")
def find(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A place's name, as a report writes it.", show_default=False)
    ],
    country: Annotated[
        list[str] | None,
        typer.Option("--country", help="A country that the report is about (ISO 3166-1 alpha-3).", metavar="CODE"),
    ] = None,
    index: Annotated[
        Path | None,
        typer.Option(
            "--gazetteer",
            help="An index that gazetteer build made.",
            metavar="FILE",
            envvar=VARIABLE,
            show_default=False,
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="Show at most that many.", metavar="N", min=1)] = 10,
    form: Annotated[Format, typer.Option("--format", help="A table, or one JSON object a place.")] = Format.TABLE,
) -> None:
    """List the places that a name may mean, first the one that a report would take, each with its score.

    Scores are the chances among the places of that name where nothing but the countries given is known; a report's other
    places weigh in when it is read. Exit status 1: no place of that name.
    """
    found = find_places(name, [code.upper() for code in country or ()], path=index)
    if form is Format.JSONL:
        for candidate in found[:limit]:
            typer.echo(json.dumps(_row(candidate), ensure_ascii=False))
    elif found:
        Console().print(_table(found[:limit]))
    if not found:
        typer.echo(f"no place of the name {name!r}, and none that sounds like it", err=True)
        raise typer.Exit(1)
    if found[0].place.matched == "sound":
        typer.echo(f"nothing is written {name!r}; these sound like it", err=True)
    if len(found) > limit:
        typer.echo(f"{len(found) - limit} more; --limit shows them", err=True)


@gazetteer.command("build")
def build(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="GeoNames dumps: allCountries.zip, a country's, cities500.zip; .txt or .gz.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Where the index goes.", metavar="FILE")] = Path("places.sqlite3"),
    classes: Annotated[
        str, typer.Option("--classes", help="The feature classes to take, as GeoNames letters them.", metavar="LETTERS")
    ] = CLASSES,
) -> None:
    """Make an index of places from GeoNames dumps, with all that the embedded one knows besides.

    The dumps are at download.geonames.org/export/dump (CC BY 4.0). Memory stays bounded however large they are; the rows
    are sorted in a file beside the index. Reports are read with it where DATELINE_GAZETTEER names it.
    """
    missing = [str(path) for path in files if not path.is_file()]
    if missing:
        raise ConfigError(f"no such file: {', '.join(missing)}")
    start = time.perf_counter()
    with _progress() as report:
        built = build_gazetteer(files, out, classes=classes.upper(), report=report)
    seconds = time.perf_counter() - start
    typer.echo(
        f"{built.places:,} places and {built.names:,} names of {built.rows:,} rows in {built.path}, "
        f"{built.size_bytes / 1e6:,.1f} MB, in {seconds:,.0f} s",
        err=True,
    )
    typer.echo(f"read with it: {VARIABLE}={built.path}", err=True)


def _row(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "score": round(candidate.score, 4),
        "identity": {"scheme": place.scheme, "id": place.id},
        "name": place.name,
        "precision": place.precision,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "feature": place.feature,
        "population": place.population,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
        "matched": place.matched,
    }


def _table(found: Sequence[Candidate]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("score", "name", "what", "where", "people", "point", "identity"):
        table.add_column(heading, justify="right" if heading in ("score", "people") else "left", overflow="fold")
    for candidate in found:
        place = candidate.place
        table.add_row(
            f"{candidate.score:.2f}",
            f"[bold]{escape(place.name)}[/]",
            place.precision + (f" {place.feature}" if place.feature else ""),
            ", ".join(part for part in (place.admin2, place.admin1, place.country) if part),
            f"{place.population:,}" if place.population else "",
            f"{place.lat:.4f} {place.lon:.4f}",
            f"{place.scheme} {place.id}",
        )
    return table


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error for the stage at work."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("", total=1)
        stage_now = ""

        def report(stage: str, done: int, total: int) -> None:
            nonlocal stage_now
            if stage != stage_now:
                stage_now = stage
                progress.reset(task, description=stage, total=max(total, 1))
            progress.update(task, completed=done)

        yield report
