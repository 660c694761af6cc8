"""A registry of plug-ins: a name to a factory, imported only when asked for.

Every plug-in room holds one ``Registry`` with its built-ins; another package adds to it with an entry point in the same
group (``dateline.readers``, ``dateline.extractors``, ``dateline.normalisers``). A name that two packages claim is an
error, never a silent win.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import Generic, TypeVar, cast

from dateline.errors import ConfigError, UnknownPluginError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Settings:
    """What every plug-in is made with: the language to read, and the project folder whose data go before the built-in."""

    #: BCP 47.
    language: str = "en"
    #: A folder that may hold ``ontology/``, ``lang/`` and ``whoswho/``, laid out as the built-in ones.
    project: Path | None = None
    #: The largest file that is read, in bytes.
    max_bytes: int = 64 * 1024 * 1024

    def overlay(self, name: str) -> Path | None:
        """The project's folder of that name, or None where there is none."""
        if self.project is None:
            return None
        folder = self.project / name
        return folder if folder.is_dir() else None


#: English, without a project.
DEFAULTS = Settings()


class Registry(Generic[T]):
    """The plug-ins of one group, by name; ``T`` is the protocol that they satisfy."""

    def __init__(self, group: str, builtins: Mapping[str, str]) -> None:
        """Take the entry-point group and the built-ins as ``{"name": "package.module:attribute"}``."""
        self.group = group
        self._builtins = dict(builtins)

    def names(self) -> tuple[str, ...]:
        """Every known name, sorted; raises ConfigError where two packages claim one name."""
        return tuple(sorted(self._targets()))

    def get(self, name: str) -> T:
        """The plug-in of that name, imported now; raises UnknownPluginError."""
        targets = self._targets()
        if name not in targets:
            near = get_close_matches(name, targets, n=1)
            raise UnknownPluginError(
                f"no {name!r} in {self.group}; known: {', '.join(sorted(targets)) or 'none'}",
                hint=f"did you mean {near[0]!r}?" if near else None,
            )
        module, _, attribute = targets[name].partition(":")
        return cast(T, getattr(import_module(module), attribute))

    def _targets(self) -> dict[str, str]:
        targets = dict(self._builtins)
        for point in entry_points(group=self.group):
            if targets.setdefault(point.name, point.value) != point.value:
                raise ConfigError(
                    f"two plug-ins called {point.name!r} in {self.group}: {targets[point.name]} and {point.value}",
                    hint="uninstall one of the packages, or rename its entry point",
                )
        return targets
