"""Every exception that Dateline raises on purpose.

::

    DatelineError              shows the offending value and, where there is one, a hint
    ├── ConfigError            the configuration or a name in it is wrong; lists all faults at once; exit 2
    │   └── UnknownPluginError no plug-in of that name
    ├── DocumentError          one document cannot pass a room; the pipeline records an issue and goes on
    │   ├── UnreadableError    the bytes are not what the reader takes (binary, empty, too large, undecodable)
    │   └── SpanError          a span does not lie in its document
    ├── LedgerError            the store refuses; exit 3
    │   └── UnknownError       no such thing is in the ledger
    ├── AccessError            who asks is not known, or may not
    ├── MissingPackError       a model or data file is not installed; says the command that installs it
    └── BugError               an invariant broke: the fault is Dateline's

Doubt about a value is never an exception: it is a value. Trouble with data is an ``Issue``.
"""

from __future__ import annotations

from collections.abc import Sequence


class DatelineError(Exception):
    """The root of the tree; ``hint`` says what to do about it, where something can be done."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ConfigError(DatelineError):
    """The configuration is wrong; ``faults`` names every fault found, not only the first."""

    def __init__(self, message: str, *, faults: Sequence[str] = (), hint: str | None = None) -> None:
        super().__init__("\n".join([message, *(f"  - {fault}" for fault in faults)]), hint=hint)
        self.faults = tuple(faults)


class UnknownPluginError(ConfigError):
    """No plug-in of that name is known in the group."""


class DocumentError(DatelineError):
    """One document cannot pass a room; caught in ``pipeline`` and nowhere else, and recorded as an issue.

    ``room`` is the room that gave up and ``kind`` the issue's kind, so that the record says where and why.
    """

    room: str = "read"
    kind: str = "document"

    def __init__(
        self, message: str, *, room: str | None = None, kind: str | None = None, hint: str | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.room = room or type(self).room
        self.kind = kind or type(self).kind


class UnreadableError(DocumentError):
    """The bytes are not what the reader takes."""

    kind = "unreadable"


class SpanError(DocumentError):
    """A span does not lie in its document, or does not quote the words it should."""

    kind = "span"


class LedgerError(DatelineError):
    """The store refuses."""


class UnknownError(LedgerError):
    """No such thing is in the ledger."""


class AccessError(DatelineError):
    """Who asks is not known (``is_known`` is false), or may not have what is asked for."""

    def __init__(self, message: str, *, is_known: bool = True, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.is_known = is_known


class MissingPackError(DatelineError):
    """A model or data file is not installed; the hint is the command that installs it."""


class BugError(DatelineError):
    """An invariant broke; the fault is Dateline's and not the caller's."""
