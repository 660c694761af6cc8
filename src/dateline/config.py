"""The configuration of a run: which plug-ins read, in which language, with which project's data.

A configuration file is TOML::

    language = "en"
    project = "my-project"                    # holds ontology/, lang/, whoswho/ that go before the built-in ones
    analyse = "encoder"
    extract = "local"
    normalise = ["when", "where", "who", "count", "code"]
    max_bytes = 67108864

Every key may be left out. ``project`` is taken from the folder of the file. All faults of a file are reported at once.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dateline import gazetteer, lang, ontology, whoswho
from dateline.analyse import ANALYSERS
from dateline.errors import ConfigError, UnknownPluginError
from dateline.extract import EXTRACTORS
from dateline.normalise import NORMALISERS
from dateline.plugins import Registry, Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a run is made of; equal configurations give equal readings."""

    language: str = "en"
    project: Path | None = None
    analyse: str = "encoder"
    extract: str = "local"
    #: In the order in which they run.
    normalise: tuple[str, ...] = ("when", "where", "who", "count", "code")
    max_bytes: int = 64 * 1024 * 1024

    def __post_init__(self) -> None:
        if isinstance(self.project, str):
            object.__setattr__(self, "project", Path(self.project))

    def settings(self) -> Settings:
        """What plug-ins are made with."""
        return Settings(language=self.language, project=self.project, max_bytes=self.max_bytes)

    def digest(self) -> str:
        """The hex SHA-256 of everything that decides a reading besides the text: the choices and the knowledge floor."""
        settings = self.settings()
        parts = {
            "language": self.language,
            "analyse": self.analyse,
            "extract": self.extract,
            "normalise": list(self.normalise),
            "ontology": ontology.load_ontology(settings.overlay("ontology")).digest,
            "lang": lang.digest(self.language, settings.overlay("lang")),
            "gazetteer": gazetteer.open_gazetteer().digest,
            "whoswho": whoswho.load_whoswho(settings.overlay("whoswho")).digest,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def config_from_file(path: Path) -> Config:
    """The configuration in a TOML file; raises ConfigError with all its faults."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read configuration {path}: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"configuration {path} is not TOML: {error}") from error
    return config_from_dict(values, origin=str(path), folder=path.parent)


def config_from_dict(values: Mapping[str, Any], *, origin: str = "configuration", folder: Path | None = None) -> Config:
    """The configuration of plain values; relative paths are taken from ``folder``."""
    faults: list[str] = []
    known = {field.name for field in fields(Config)}
    faults += [f"unknown key {key!r}; known: {', '.join(sorted(known))}" for key in sorted(set(values) - known)]
    taken: dict[str, Any] = {}
    for key, check in _CHECKS.items():
        if key in values:
            fault, value = check(values[key], folder)
            if fault:
                faults.append(f"{key}: {fault}")
            else:
                taken[key] = value
    if faults:
        raise ConfigError(f"{origin} has {len(faults)} fault{'s' if len(faults) > 1 else ''}", faults=faults)
    return Config(**taken)


_Checked = tuple[str | None, Any]


def _language(value: object, folder: Path | None) -> _Checked:
    if value in lang.languages():
        return None, value
    return f"no language {value!r}; known: {', '.join(lang.languages())}", None


def _project(value: object, folder: Path | None) -> _Checked:
    if not isinstance(value, str):
        return f"expected a folder's path, not {value!r}", None
    path = (folder or Path()) / value
    return (None, path) if path.is_dir() else (f"no folder {path}", None)


def _plugin(registry: Registry[Any]) -> Callable[[object, Path | None], _Checked]:
    def check(value: object, folder: Path | None) -> _Checked:
        try:
            registry.get(str(value))
        except UnknownPluginError as error:
            return error.message, None
        return None, value

    return check


def _plugins(value: object, folder: Path | None) -> _Checked:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        return f"expected a list of names, not {value!r}", None
    unknown = [name for name in value if name not in NORMALISERS.names()]
    if unknown:
        return f"no {', '.join(map(repr, unknown))}; known: {', '.join(NORMALISERS.names())}", None
    return None, tuple(value)


def _size(value: object, folder: Path | None) -> _Checked:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        return f"expected a number of bytes, not {value!r}", None
    return None, value


_CHECKS: dict[str, Callable[[object, Path | None], _Checked]] = {
    "language": _language,
    "project": _project,
    "analyse": _plugin(ANALYSERS),
    "extract": _plugin(EXTRACTORS),
    "normalise": _plugins,
    "max_bytes": _size,
}
