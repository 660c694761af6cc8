"""What a fetcher is: the one way in which anything of Dateline reaches the network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Known:
    """What was told of an address when it was last fetched, so that an unchanged page need not be sent again."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address answered."""

    #: The address that answered in the end, behind all redirects.
    url: str
    raw: bytes
    media_type: str
    #: UTC.
    fetched_at: datetime
    known: Known = Known()
    #: The server says that nothing has changed since; ``raw`` is then empty.
    is_unchanged: bool = False


class Fetcher(Protocol):
    """Fetches addresses; made by whoever may decide that the network is used at all."""

    def fetch(self, url: str, known: Known | None = None) -> Page:
        """What the address answers; raises UnreadableError where it is refused, missing, too large or too slow."""
        ...
