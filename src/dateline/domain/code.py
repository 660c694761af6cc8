"""A code of an event taxonomy, with its scheme and version."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A code, the versioned scheme it belongs to ("cameo-1.1b3") and, where the scheme has modes, the mode."""

    scheme: str
    code: str
    mode: str | None = None
