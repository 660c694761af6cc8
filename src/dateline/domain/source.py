"""Where a document came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Source:
    """Something that a reader can open: a file, a directory, standard input, an address, or what a program gives."""

    uri: str
    path: Path | None = None
    #: The text itself where the caller already has it; then nothing is opened.
    text: str | None = None
    #: What the caller knows of it and the text may not say: published, outlet, title and so on, as in JSON Lines input.
    fields: tuple[tuple[str, str], ...] = field(default=())
    #: The text is to be taken as it is, as that of JSON Lines is, so that the caller's own offsets stay valid.
    verbatim: bool = False
    #: The bytes themselves where they are at hand: a member of an archive, an attachment, what an address answered.
    raw: bytes | None = None
    #: The name of the file that it is, where the path or address is not that; it tells the kind by its ending.
    name: str | None = None
    #: The media type that came with ``raw``, with its charset where one was said.
    media_type: str | None = None
    #: In how many archives it lies.
    depth: int = 0
    #: UTC; when ``raw`` was fetched, where that was not now.
    fetched_at: datetime | None = None

    @property
    def ending(self) -> str:
        """The ending of its name, in lower case and with its dot; empty where there is none."""
        if self.name is not None:
            return PurePosixPath(self.name).suffix.lower()
        if self.path is not None:
            return self.path.suffix.lower()
        try:
            return PurePosixPath(urlsplit(self.uri).path).suffix.lower() if self.is_address else ""
        except ValueError:
            return ""

    @property
    def is_address(self) -> bool:
        """Whether it is to be fetched over the network, once nothing of it is at hand."""
        return self.uri.lower().startswith(("http://", "https://"))
