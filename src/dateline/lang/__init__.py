"""Languages as data: one folder a language, one TOML table a kind of words.

In: a language's code (BCP 47) and the name of a table ("numbers", "dates", "triggers", …).
Out: the table, parsed once; the room that uses it compiles it.
Never: hold a rule about meaning; words live here, meaning lives in ``ontology`` and in the rooms.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.errors import ConfigError, MissingPackError

__all__ = ["digest", "languages", "table", "tables"]


def languages() -> tuple[str, ...]:
    """The codes of the languages that have a folder."""
    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if entry.is_dir() and len(entry.name) == 2))


def tables(language: str) -> tuple[str, ...]:
    """The names of the tables of a language; raises MissingPackError for a language without a folder."""
    if language not in languages():
        raise MissingPackError(
            f"no language {language!r}; known: {', '.join(languages())}", hint="add a folder in dateline/lang/"
        )
    folder = files(__name__).joinpath(language)
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))


@cache
def table(language: str, name: str) -> dict[str, Any]:
    """One table of a language; raises MissingPackError where it is not there and ConfigError where it is not TOML."""
    if name not in tables(language):
        raise MissingPackError(f"language {language!r} has no table {name!r}; it has {', '.join(tables(language))}")
    try:
        return tomllib.loads(files(__name__).joinpath(language, f"{name}.toml").read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"lang/{language}/{name}.toml: {error}") from error


@cache
def digest(language: str) -> str:
    """The hex SHA-256 of a language's tables, for the record of a run."""
    folder = files(__name__).joinpath(language)
    joined = hashlib.sha256()
    for name in tables(language):
        joined.update(name.encode() + b"\0" + folder.joinpath(f"{name}.toml").read_bytes() + b"\0")
    return joined.hexdigest()
