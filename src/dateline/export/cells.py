"""Text as cells of a table that a spreadsheet may open: no formula, no control character, no broken character."""

from __future__ import annotations

import re

from dateline.export.contract import Cell

#: A cell that begins so is run as a formula by spreadsheet programs; white space before it does not help.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
#: Control characters other than the tab and line ends.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def sound(text: str) -> str:
    """The text without what no encoder takes: a lone surrogate is written as an escape."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def guarded(text: str) -> str:
    """The text such that no spreadsheet takes it for a formula: one that begins like one has an apostrophe before it.

    So do texts that begin with an apostrophe, so that ``unguarded`` gives back each text as it was.
    """
    plain = _CONTROL.sub("", sound(text))
    return f"'{plain}" if plain.startswith("'") or _begins_formula(plain) else plain


def unguarded(text: str) -> str:
    """The text before it was guarded."""
    return text[1:] if text.startswith("'") and (text[1:2] == "'" or _begins_formula(text[1:])) else text


def _begins_formula(text: str) -> bool:
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def written(cell: Cell) -> str:
    """A cell as text: empty for None, ``true`` and ``false``, numbers as they are, texts guarded."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # A whole degree is 12.0 and not 12, so that readers which guess a column's type guess one type.
        return repr(cell)
    return guarded(cell) if isinstance(cell, str) else str(cell)


def one_line(cell: Cell) -> str:
    """The same on one line, for tables whose cells no quotes hold: every run of white space is a space."""
    return " ".join(written(cell).split()) if isinstance(cell, str) else written(cell)


def joined(parts: list[str] | tuple[str, ...]) -> str | None:
    """Several values in one cell, by "; "; None where there are none."""
    return "; ".join(parts) or None
