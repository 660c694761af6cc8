"""Languages as data: one folder a language, one TOML table a kind of words.

In: a language's code (BCP 47) and the name of a table ("numbers", "dates", "triggers", …).
Out: the table, parsed once, with a project's own words laid over it; the room that uses it compiles it.
Never: hold a rule about meaning; words live here, meaning lives in ``ontology`` and in the rooms.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
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
def table(language: str, name: str, overlay: Path | None = None) -> dict[str, Any]:
    """One table of a language, with the table of the same name in ``overlay/LANGUAGE/`` laid over it.

    Where both hold a table or a list under one key, the tables are joined key by key and the lists one after the other;
    any other value of the overlay takes the place of the built-in one. Raises MissingPackError where there is no such
    table and ConfigError where it is not TOML.
    """
    if name not in tables(language):
        raise MissingPackError(f"language {language!r} has no table {name!r}; it has {', '.join(tables(language))}")
    words = _parsed(f"lang/{language}/{name}.toml", files(__name__).joinpath(language, f"{name}.toml").read_bytes())
    own = overlay / language / f"{name}.toml" if overlay is not None else None
    if own is not None and own.is_file():
        words = _laid_over(words, _parsed(str(own), own.read_bytes()))
    return words


@cache
def digest(language: str, overlay: Path | None = None) -> str:
    """The hex SHA-256 of a language's tables, for the record of a run."""
    folder = files(__name__).joinpath(language)
    joined = hashlib.sha256()
    for name in tables(language):
        joined.update(name.encode() + b"\0" + folder.joinpath(f"{name}.toml").read_bytes() + b"\0")
    for path in sorted((overlay / language).glob("*.toml")) if overlay is not None else ():
        joined.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return joined.hexdigest()


def _parsed(label: str, raw: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(raw.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{label}: {error}") from error


def _laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    joined = dict(below)
    for key, value in above.items():
        known = joined.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            joined[key] = _laid_over(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            joined[key] = [*known, *value]
        else:
            joined[key] = value
    return joined
