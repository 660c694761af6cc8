"""Which plug-in read a value, and in which version."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A plug-in and its version: ``extract/local`` 1."""

    plugin: str
    version: int

    def __str__(self) -> str:
        return f"{self.plugin}@{self.version}"


#: Of a claim that a person added.
BY_HAND = Origin("person", 1)
