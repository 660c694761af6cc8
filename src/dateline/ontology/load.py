"""The event types and crosswalks, read from the package and from a project's own folder."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dateline.errors import ConfigError
from dateline.ontology.crosswalk import Crosswalk
from dateline.ontology.event_type import EventType
from dateline.ontology.ontology import Ontology
from dateline.ontology.parse_crosswalk import crosswalk_from_toml
from dateline.ontology.parse_event_type import check_references, event_type_from_toml
from dateline.ontology.toml_table import Faults, TomlTable, table_from_text

_FOLDERS = ("events", "crosswalk")


class _File(NamedTuple):
    """One file: its folder, its name with the folder before it, and its bytes."""

    folder: str
    name: str
    content: bytes


def load_ontology(overlay: Path | None = None) -> Ontology:
    """The built-in ontology, with a project's own types and rules laid over it where ``overlay`` names a folder.

    The folder has the layout of the built-in one. A file of ``events/`` adds a type, or replaces the one of its id; a
    file of ``crosswalk/`` adds a scheme, or, where the scheme is known, adds codes and puts its rules before the
    scheme's own, and with ``replace = true`` stands in its place. Raises one ConfigError that names the file and the
    key of every fault.
    """
    built_in = _built_in()
    if overlay is None:
        return built_in
    if not overlay.is_dir():
        raise ConfigError(f"no ontology folder {str(overlay)!r}", hint="give a folder that holds events/ or crosswalk/")
    rows = tuple(_files_of(overlay))
    if not rows:
        raise ConfigError(
            f"no event type and no crosswalk in {str(overlay)!r}",
            hint="put TOML files in its subfolders events/ and crosswalk/",
        )
    return _ontology(rows, onto=built_in)


@cache
def _built_in() -> Ontology:
    empty = Ontology(types=MappingProxyType({}), schemes=MappingProxyType({}), digest="")
    return _ontology(tuple(_files_of(files(__package__))), onto=empty)


def _files_of(root: Traversable) -> Iterator[_File]:
    for folder in _FOLDERS:
        place = root / folder
        if not place.is_dir():
            continue
        for path in sorted(place.iterdir(), key=lambda path: path.name):
            if path.name.endswith(".toml"):
                yield _File(folder, f"{folder}/{path.name}", path.read_bytes())


def _ontology(rows: tuple[_File, ...], *, onto: Ontology) -> Ontology:
    faults = Faults()
    tables = {row.name: table for row in rows if (table := _table(row, faults)) is not None}
    folder_of = {row.name: row.folder for row in rows}
    events = {name: table for name, table in tables.items() if folder_of[name] == "events"}
    crosswalks = {name: table for name, table in tables.items() if folder_of[name] == "crosswalk"}
    types = _types(events, onto=onto, faults=faults)
    schemes = _schemes(crosswalks, types=types, onto=onto)
    if faults.found:
        raise ConfigError("the ontology has faults:", faults=faults.found)
    return Ontology(types=MappingProxyType(types), schemes=MappingProxyType(schemes), digest=_digest(rows, onto=onto))


def _table(row: _File, faults: Faults) -> TomlTable | None:
    try:
        text = row.content.decode("utf-8")
    except UnicodeDecodeError as error:
        faults.add(row.name, "", f"not UTF-8: {error.reason} at byte {error.start}")
        return None
    return table_from_text(text, file=row.name, faults=faults)


def _types(tables: dict[str, TomlTable], *, onto: Ontology, faults: Faults) -> dict[str, EventType]:
    given: dict[str, EventType] = {}
    file_of: dict[str, str] = {}
    for name, table in tables.items():
        event_type = event_type_from_toml(table)
        if event_type.id in file_of:
            table.fault("id", f"{event_type.id!r} is given by {file_of[event_type.id]} too")
        elif event_type.id:
            given[event_type.id] = event_type
            file_of[event_type.id] = name
    types = {**onto.types, **given}
    for type_id, name in file_of.items():
        check_references(given[type_id], file=name, types=types, faults=faults)
    return dict(sorted(types.items()))


def _schemes(tables: dict[str, TomlTable], *, types: dict[str, EventType], onto: Ontology) -> dict[str, Crosswalk]:
    schemes = dict(onto.schemes)
    file_of: dict[str, str] = {}
    for name, table in tables.items():
        scheme = table.text("scheme") if table.has("scheme") else ""
        replaces = table.flag("replace")
        if scheme in file_of:
            table.fault("scheme", f"{scheme!r} is given by {file_of[scheme]} too")
        crosswalk = crosswalk_from_toml(table, types=types, extends=None if replaces else onto.schemes.get(scheme))
        if crosswalk.scheme:
            schemes[crosswalk.scheme] = crosswalk
            file_of[crosswalk.scheme] = name
    return dict(sorted(schemes.items()))


def _digest(rows: tuple[_File, ...], *, onto: Ontology) -> str:
    """Over every file's name and bytes, and over what they are laid on; the order of the folder listing is sorted."""
    state = sha256(onto.digest.encode("ascii"))
    for row in rows:
        state.update(f"\0{row.name}\0{len(row.content)}\0".encode())
        state.update(row.content)
    return state.hexdigest()
