"""Where a document came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Something that a reader can open: a file, a directory, standard input, or text given by a program."""

    uri: str
    path: Path | None = None
    #: The text itself where the caller already has it; then nothing is opened.
    text: str | None = None
    #: What the caller knows of it and the text may not say: published, outlet, title and so on, as in JSON Lines input.
    fields: tuple[tuple[str, str], ...] = field(default=())
    #: The text is to be taken as it is, as that of JSON Lines is, so that the caller's own offsets stay valid.
    verbatim: bool = False
