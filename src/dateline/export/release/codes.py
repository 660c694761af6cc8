"""The columns of the code lists of a release."""

from __future__ import annotations

from dateline.export.contract import Cell, Column, Kind

Row = tuple[Cell, ...]


def _column(index: int, name: str, meaning: str, kind: Kind = "text") -> Column[Row]:
    return Column(name, meaning, lambda row: row[index], kind=kind)


CODES: tuple[Column[Row], ...] = (
    _column(0, "code", "the code"),
    _column(1, "label", "what it means, in Dateline's words"),
    _column(2, "parent", "the code that it is a part of"),
    _column(3, "quad", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", "whole"),
    _column(4, "modes", 'its modes, by ";"'),
)
TYPES: tuple[Column[Row], ...] = (
    _column(0, "type", "the type's id"),
    _column(1, "label", "its name"),
    _column(2, "definition", "what it is"),
    _column(3, "quad", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", "whole"),
)
MODES: tuple[Column[Row], ...] = (
    _column(0, "type", "the type's id"),
    _column(1, "mode", "the mode's id"),
    _column(2, "definition", "what it is"),
    _column(3, "source", "plover for PLOVER's own modes, dateline for the rest"),
)
