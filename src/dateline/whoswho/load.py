"""Reads the directory's TOML files and a project's overlay; every fault is told at once."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError
from dateline.whoswho.check import ambiguity_faults, relation_faults
from dateline.whoswho.directory import Contents, WhosWho
from dateline.whoswho.entries import Draft, draft_from_files

_HOME = Path(__file__).parent


def load_whoswho(overlay: Path | None = None) -> WhosWho:
    """The directory that ships with the package, with the TOML files of the folder ``overlay`` laid over it.

    An overlay's entry replaces the shipped entry of the same key (its ``key``, else the slug of its name) and is added
    where there is none; ``remove = ["key"]`` in a file takes entries out. Cached by folder and by what its files
    hold. Raises ConfigError with every fault of every file.
    """
    if overlay is None:
        return _load(None, "")
    folder = Path(overlay)
    if not folder.is_dir():
        raise ConfigError(
            f"no folder {str(folder)!r} to lay over the actors", hint="make the folder, or leave the overlay out"
        )
    return _load(folder, _digest(_texts(folder)))


@lru_cache(maxsize=8)
def _load(overlay: Path | None, _digest_of_overlay: str) -> WhosWho:
    texts = _texts(_HOME)
    faults: list[str] = []
    draft = draft_from_files(_parsed(texts, faults), Draft(), faults)
    if overlay is not None:
        more = {f"overlay/{name}": text for name, text in _texts(overlay).items()}
        texts |= more
        draft = draft_from_files(_parsed(more, faults), draft, faults)
    actors = tuple(draft.actors.values())
    faults.extend(relation_faults(actors))
    who = WhosWho(
        Contents(
            actors=actors,
            nouns=tuple(draft.nouns.values()),
            organs=draft.organs,
            countries=draft.countries,
            demonyms=draft.demonyms,
            ambiguous=frozenset(draft.ambiguous),
            common_words=frozenset(draft.common_words),
            titles=frozenset(draft.titles),
            collectives=frozenset(draft.collectives),
            spellings=draft.spellings,
            digest=_digest(texts),
        )
    )
    faults.extend(ambiguity_faults(who))
    if faults:
        raise ConfigError("the files of known actors have faults", faults=faults)
    return who


def _texts(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.toml"))}


def _digest(texts: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, text in texts.items():
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
    return digest.hexdigest()


def _parsed(texts: Mapping[str, bytes], faults: list[str]) -> dict[str, dict[str, Any]]:
    tables = {}
    for name, text in texts.items():
        try:
            tables[name] = tomllib.loads(text.decode("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(f"{name}: {error}")
    return tables
