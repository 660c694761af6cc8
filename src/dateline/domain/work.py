"""Work that is done in the background: jobs, and what became of them so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobKind(StrEnum):
    """What is to be done."""

    ADD = "add"
    REBUILD = "rebuild"


class JobState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


#: States that nothing follows.
ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class JobInput:
    """One thing that is given to a job: a text, bytes by their SHA-256, or an address."""

    name: str
    #: Size in bytes; 0 for an address.
    size: int = 0
    text: str | None = None
    sha256: str | None = None
    url: str | None = None
    #: What is known beside it: title, published, outlet, …
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work that somebody asked for."""

    id: str
    kind: JobKind
    by: str
    inputs: tuple[JobInput, ...]
    state: JobState
    #: The log entry of its last step; it grows with each.
    step: int
    #: UTC.
    at: datetime
    started: datetime | None = None
    finished: datetime | None = None
    #: How often a worker has taken it up.
    attempts: int = 0
    #: Who works on it, and until when it is theirs alone.
    worker: str | None = None
    lease: datetime | None = None
    #: What came of each report, as ``dateline add --format jsonl`` prints it.
    results: tuple[Mapping[str, Any], ...] = ()
    error: str | None = None
