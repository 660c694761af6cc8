"""What made a reading: the version of Dateline, its configuration and its plug-ins."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """The same run on the same text prints the same bytes, so it holds no time and no machine."""

    dateline: str
    #: Hex SHA-256 of the configuration and of the knowledge floor it reads.
    config: str
    plugins: tuple[tuple[str, str], ...] = field(default=())
