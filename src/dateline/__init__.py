"""Dateline reads news reports of armed conflict into an auditable ledger.

Who did what to whom, where, when, with what toll, according to whom: every value beside the words that it was read from::

    import dateline

    reading = dateline.code("Gunmen killed at least 12 people in Gao on Friday, the army said.", published="2024-05-12")
    for claim in reading.claims:
        print(claim.type, reading.document.quote(claim.trigger), claim.counts)
    reading.to_dict()  # the public format, dateline/1

    with dateline.Ledger("sahel.ledger") as ledger:  # reports that are kept, merged into events, judged by people
        for kept in ledger.add(["report.txt"]):
            print(kept.label, kept.became)
        for event in ledger.events():
            print(event.id, event.type, event.tolls)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dateline.version import __version__ as __version__

if TYPE_CHECKING:
    from dateline.config import Config, config_from_file
    from dateline.domain.document import Document
    from dateline.domain.event import Event
    from dateline.domain.issue import Issue
    from dateline.domain.reading import Reading
    from dateline.domain.source import Source
    from dateline.domain.span import Span
    from dateline.errors import DatelineError
    from dateline.service import (
        Box,
        EventQuery,
        Ledger,
        NewClaim,
        Pin,
        code,
        code_each,
        event_type,
        event_types,
        export_readings,
        exports,
        schema,
    )

#: Where each name lives; it is imported when it is asked for, so that ``import dateline`` costs nothing.
_HOMES = {
    "Box": "dateline.service",
    "Config": "dateline.config",
    "DatelineError": "dateline.errors",
    "Document": "dateline.domain.document",
    "Event": "dateline.domain.event",
    "EventQuery": "dateline.service",
    "Issue": "dateline.domain.issue",
    "Ledger": "dateline.service",
    "NewClaim": "dateline.service",
    "Pin": "dateline.service",
    "Reading": "dateline.domain.reading",
    "Source": "dateline.domain.source",
    "Span": "dateline.domain.span",
    "code": "dateline.service",
    "code_each": "dateline.service",
    "config_from_file": "dateline.config",
    "event_type": "dateline.service",
    "event_types": "dateline.service",
    "export_readings": "dateline.service",
    "exports": "dateline.service",
    "schema": "dateline.service",
}

__all__ = [
    "Box",
    "Config",
    "DatelineError",
    "Document",
    "Event",
    "EventQuery",
    "Issue",
    "Ledger",
    "NewClaim",
    "Pin",
    "Reading",
    "Source",
    "Span",
    "code",
    "code_each",
    "config_from_file",
    "event_type",
    "event_types",
    "export_readings",
    "exports",
    "schema",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
