"""JSON Lines: one object an event in the public format, which holds everything; and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from dateline.domain.event import Event
from dateline.domain.event_from_wire import event_from_row
from dateline.domain.event_wire import event_row
from dateline.errors import DocumentError
from dateline.export.contract import Lost, Material, Need, Sheet, Written
from dateline.export.json_text import line_of
from dateline.plugins import DEFAULTS, Settings

__all__ = ["JsonlExporter", "events_from_lines"]


class JsonlExporter:
    """One line an event, as ``dateline events --format jsonl`` prints it."""

    name: ClassVar[str] = "jsonl"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "One JSON object an event in the public format; nothing is lost, and it can be read back."
    ending: ClassVar[str] = ".jsonl"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset()
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(
            name="*.jsonl", meaning="One event a line; `dateline schema --of event` prints the JSON Schema of a line."
        ),
    )
    lost: ClassVar[tuple[Lost, ...]] = ()
    conventions: ClassVar[tuple[str, ...]] = ()

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One line at a time is held in memory."""
        written = Written()
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            for told in material.told:
                stream.write(line_of(event_row(told.event)) + "\n")
                written.count("events")
        return written


def events_from_lines(path: Path) -> Iterator[Event]:
    """The events of a file that ``JsonlExporter`` wrote; raises DocumentError naming the line that is none."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield event_from_row(json.loads(line))
            except (KeyError, TypeError, ValueError) as error:
                raise DocumentError(f"{path}:{number}: no event of dateline/1: {error}", room="export") from error
