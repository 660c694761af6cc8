"""Figures that count some of a whole: "12 people, including two children", "those killed included six women"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline import lang

#: The table of a language that holds the words, and the part of it.
TABLE, PART = "tolls", "parts"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Words:
    between: re.Pattern[str]
    among: re.Pattern[str]


def parts_in(claim: Json, language: str) -> frozenset[int]:
    """The offsets of those of a printed claim's figures that count a part of those whom it tells of, as far as words tell.

    A figure behind "including" is a part of the greater one before it, or of those of whom the claim tells without a number;
    "among those killed" makes one of the figure before it.
    """
    words = _words(language.partition("-")[0].lower())
    if words is None:
        return frozenset()
    evidence = claim["evidence"]
    inside = [count for count in claim["counts"] if evidence["start"] <= count["span"]["start"] < evidence["end"]]
    found: set[int] = set()
    for measure in {count["measure"] for count in inside}:
        ordered = sorted(
            (count for count in inside if count["measure"] == measure), key=lambda count: count["span"]["start"]
        )
        found |= _parts(ordered, claim, words)
    return frozenset(found)


def _parts(ordered: Sequence[Json], claim: Json, words: _Words) -> set[int]:
    evidence, trigger = claim["evidence"], claim["trigger"]
    text, offset = evidence["text"], evidence["start"]
    found: set[int] = set()
    whole: Json | None = None
    for count in ordered:
        start, end = count["span"]["start"] - offset, count["span"]["end"] - offset
        begin = (trigger if whole is None else whole["span"])["end"] - offset
        is_behind = begin <= start and words.between.search(text, max(0, begin), start) is not None
        if (is_behind and (whole is None or _size(count) <= _size(whole))) or words.among.match(text, end):
            found.add(count["span"]["start"])
        elif whole is None or _size(count) >= _size(whole):
            whole = count
    return found


def _size(count: Json) -> int:
    return max(count["low"] or 0, count["high"] or 0)


@cache
def _words(language: str) -> _Words | None:
    if language not in lang.languages() or TABLE not in lang.tables(language):
        return None
    rows = lang.table(language, TABLE)[PART]
    between, among = ("|".join(one.replace(" ", r"\s+") for one in rows[name]) for name in ("between", "among"))
    return _Words(
        between=re.compile(rf"\b(?:{between})", re.IGNORECASE),
        among=re.compile(rf"(?:\W+\w+){{0,3}}?\W+(?:{among})", re.IGNORECASE),
    )
