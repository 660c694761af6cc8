"""``dateline schema``: the JSON Schema of the public format."""

from __future__ import annotations

import json

from dateline import service


def schema() -> None:
    """Print the JSON Schema of what `dateline code --format jsonl` prints."""
    print(json.dumps(service.schema(), indent=2, ensure_ascii=False))
