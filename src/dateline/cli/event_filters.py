"""The filters of events that several verbs take, and what their words mean."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any

import typer

from dateline import service
from dateline.domain.event import EventStatus
from dateline.domain.value import Measure
from dateline.errors import ConfigError
from dateline.service import Box, EventQuery

SINCE = typer.Option(
    "--since", help="That day or later: 2024-05-10, 2024-05 or 2024.", metavar="DAY", show_default=False
)
UNTIL = typer.Option("--until", help="That day or earlier.", metavar="DAY", show_default=False)
PLACE = typer.Option("--place", help="At a place or in a division of that name.", metavar="NAME", show_default=False)
COUNTRY = typer.Option(
    "--country",
    help="In that country (ISO 3166-1 alpha-3); may be repeated.",
    metavar="CODE",
    show_default=False,
)
BOX = typer.Option("--box", help="Within those degrees: west,south,east,north.", metavar="W,S,E,N", show_default=False)
ACTOR = typer.Option(
    "--actor",
    help="With an actor of those words in its name, or that id.",
    metavar="NAME",
    show_default=False,
)
TYPE = typer.Option(
    "--type", help="Of that type (see `dateline types`); may be repeated.", metavar="TYPE", show_default=False
)
MODE = typer.Option("--mode", help="In that mode; may be repeated.", metavar="MODE", show_default=False)
TOLL = typer.Option(
    "--toll",
    help="With that many or more, as in killed=10; may be repeated.",
    metavar="MEASURE=N",
    show_default=False,
)
TEXT = typer.Option(
    "--text",
    help='With those words in its reports; "in a row" in quotes, beginnings as word*.',
    metavar="WORDS",
    show_default=False,
)
STATUS = typer.Option("--status", help="Of that status; may be repeated.", show_default=False)
ID = typer.Option("--id", help="That event; may be repeated.", metavar="ID", show_default=False)

ALL = typer.Option(
    "--all", help="Also what reports tell in passing: who met, warned or condemned, history, plans and denials."
)

#: The options of a query in their order, by the name of the parameter of `query_of`, with what they hold.
_FILTERS: dict[str, Any] = {
    "since": Annotated[str | None, SINCE],
    "until": Annotated[str | None, UNTIL],
    "place": Annotated[str | None, PLACE],
    "country": Annotated[list[str] | None, COUNTRY],
    "box": Annotated[str | None, BOX],
    "actor": Annotated[str | None, ACTOR],
    "type_": Annotated[list[str] | None, TYPE],
    "mode": Annotated[list[str] | None, MODE],
    "toll": Annotated[list[str] | None, TOLL],
    "text": Annotated[str | None, TEXT],
    "status": Annotated[list[EventStatus] | None, STATUS],
    "id_": Annotated[list[str] | None, ID],
}


def filtered(**others: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A verb that takes all filters: its parameter ``query`` becomes their options, and it is called with what they mean.

    ``others`` are options that stand for those of the same name, as `--from` does for `--since`.
    """

    def decorated(verb: Callable[..., None]) -> Callable[..., None]:
        told = inspect.signature(verb, eval_str=True)
        parameters: list[inspect.Parameter] = []
        for parameter in told.parameters.values():
            if parameter.name == "query":
                parameters += [_option(name, others.get(name, option), None) for name, option in _FILTERS.items()]
                parameters.append(_option("all_", Annotated[bool, ALL], False))
            else:
                parameters.append(parameter)

        @wraps(verb)
        def run(**given: Any) -> None:
            query = query_of(**{name: given.pop(name) for name in _FILTERS}, notable=not given.pop("all_"))
            verb(**given, query=query)

        # What typer reads the options from.
        run.__signature__ = told.replace(parameters=parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": None}
        return run

    return decorated


def _option(name: str, annotation: Any, default: object) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default, annotation=annotation)


def query_of(
    *,
    since: str | None = None,
    until: str | None = None,
    place: str | None = None,
    country: Sequence[str] | None = None,
    box: str | None = None,
    actor: str | None = None,
    type_: Sequence[str] | None = None,
    mode: Sequence[str] | None = None,
    toll: Sequence[str] | None = None,
    text: str | None = None,
    status: Sequence[EventStatus] | None = None,
    id_: Sequence[str] | None = None,
    notable: bool = False,
) -> EventQuery:
    """The query that the words of those options mean; raises ConfigError for words that mean nothing.

    With ``notable``, events that reports tell in passing are left out, unless they are asked for by id or status.
    """
    return EventQuery(
        ids=tuple(id_ or ()),
        first_day=service.days_of(since)[0] if since else None,
        last_day=service.days_of(until)[1] if until else None,
        types=tuple(service.event_type(name).id for name in type_ or ()),
        modes=tuple(mode or ()),
        statuses=tuple(status or ()),
        countries=tuple(code.upper() for code in country or ()),
        place=place,
        box=_box(box) if box else None,
        actor=actor,
        tolls=tuple(_toll(one) for one in toll or ()),
        text=text,
        notable=notable and not id_ and not status,
    )


def _box(words: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError as error:
        raise ConfigError(f"--box cannot be {words!r:.60}", hint="as in --box=-12.3,10.1,4.3,25.0 (degrees)") from error
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise ConfigError(f"--box {words:.60} lies on no map", hint="west,south,east,north in degrees")
    return Box(south=south, west=west, north=north, east=east)


def _toll(words: str) -> tuple[Measure, int]:
    found = re.fullmatch(r"([a-z]+)\s*(?:>=|=|:)\s*(\d+)", words.strip())
    if found is None or found[1] not in set(Measure):
        raise ConfigError(f"--toll cannot be {words!r:.60}", hint="as in killed=10; measures: " + ", ".join(Measure))
    return Measure(found[1]), int(found[2])
