"""How a noun shows itself where HTML is shown, as in a notebook: by whatever draws it, once somebody has named that.

Nouns know no room, and a notebook asks the noun. So what draws a noun is named here from above (``draw_with``), and the noun
asks here. Where nothing was named, a notebook falls back on plain text.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_DRAWN_WITH: dict[str, Callable[[Any], str]] = {}


def draw_with(noun: str, drawing: Callable[[Any], str]) -> None:
    """Names what draws a noun: a function from one such to HTML in which every word is escaped."""
    _DRAWN_WITH[noun] = drawing


def html_of(thing: object) -> str | None:
    """The noun as HTML, or None where nothing draws it."""
    drawing = _DRAWN_WITH.get(type(thing).__name__)
    return None if drawing is None else drawing(thing)
