"""``dateline schema``: the JSON Schema of the public format."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from dateline import service


class Of(StrEnum):
    """What a line is of."""

    DOCUMENT = "document"
    EVENT = "event"


def schema(
    of: Annotated[Of, typer.Option("--of", help="Of what `code` prints, or of what `events` prints.")] = Of.DOCUMENT,
) -> None:
    """Print the JSON Schema of what `dateline code` or `dateline events` prints with `--format jsonl`."""
    print(json.dumps(service.schema(of), indent=2, ensure_ascii=False))
