"""The codebook of a release, made from the ontology and the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.export.contract import Column
from dateline.export.tables import EVENT_COLUMNS, TABLES
from dateline.ontology import Crosswalk, EventType, Ontology


def codebook_of(ontology: Ontology) -> str:
    """Types with their definitions, roles, modes and borders; columns of the tables; code lists with their versions."""
    return "\n".join(_lines(ontology)) + "\n"


def _lines(ontology: Ontology) -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield "What the columns, types, modes and codes of this release mean. Made from the ontology whose SHA-256 is"
    yield f"`{ontology.digest}`."
    yield ""
    yield "## Tables"
    tables: dict[str, Sequence[Column[Any]]] = {"events": EVENT_COLUMNS, **TABLES}
    for name, columns in tables.items():
        yield ""
        yield f"### {'data/events.csv' if name == 'events' else f'data/events.{name}.csv'}"
        yield ""
        yield "| column | holds | meaning |"
        yield "|---|---|---|"
        for column in columns:
            yield f"| `{column.name}` | {column.kind} | {_cell(column.meaning)} |"
    yield ""
    yield "## Event types"
    for kind in ontology.types.values():
        yield from _type(kind)
    yield ""
    yield "## Code lists"
    for scheme in ontology.schemes.values():
        yield from _scheme(scheme)


def _type(kind: EventType) -> Iterator[str]:
    yield ""
    yield f"### {kind.id}"
    yield ""
    yield " ".join(kind.definition.split())
    if kind.conventions:
        yield ""
        yield from (f"- {' '.join(convention.split())}" for convention in kind.conventions)
    if kind.roles:
        yield ""
        yield "| role | who or what |"
        yield "|---|---|"
        yield from (f"| {role.name} | {_cell(role.description)} |" for role in kind.roles)
    if kind.modes:
        yield ""
        yield "| mode | meaning |"
        yield "|---|---|"
        yield from (f"| {mode.id} | {_cell(mode.definition)} |" for mode in kind.modes)
    if kind.borders:
        yield ""
        yield from (f"- Not {border.neighbour}: {' '.join(border.rule.split())}" for border in kind.borders)


def _scheme(scheme: Crosswalk) -> Iterator[str]:
    yield ""
    yield f"### {scheme.scheme}"
    yield ""
    yield f"{scheme.label}, version: {scheme.version}. Source: {scheme.source}. Licence: {scheme.licence}"
    yield ""
    yield " ".join(scheme.note.split())
    yield ""
    yield f"{len(scheme.entries)} codes: `codes/{scheme.scheme}.csv`."


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
