"""JSON as text: equal values give equal bytes."""

from __future__ import annotations

import json
from typing import Any


def line_of(value: Any) -> str:
    """A value on one line, without spaces; a lone surrogate, which no encoder takes, is written as JSON's escape of it."""
    return _encodable(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False))


def page_of(value: Any) -> str:
    """A value indented for people, with a line end."""
    return _encodable(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def _encodable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
