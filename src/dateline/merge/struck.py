"""Figures that count all who were struck, the dead among them: "four people were shot, one of them fatally"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from dateline import lang

#: The table of a language that holds the words.
TABLE = "struck_words"
#: Words between a number and what sets those whom it counts beside the dead, at most.
BETWEEN = 2

Json = Mapping[str, Any]


def counts_all_struck(claim: Json, count: Json, language: str) -> bool:
    """Whether a printed figure of a printed claim counts the dead with the hurt, as far as its words tell."""
    words = _words(language.partition("-")[0].lower())
    if words is None or count["measure"] != "injured":
        return False
    struck, living, beside = words
    trigger = claim["trigger"]["text"]
    if not struck.search(trigger) or living.search(trigger):
        return False
    evidence = claim["evidence"]
    return not beside.match(evidence["text"], max(0, count["span"]["end"] - evidence["start"]))


@cache
def _words(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]] | None:
    if language not in lang.languages() or TABLE not in lang.tables(language):
        return None
    table = lang.table(language, TABLE)
    struck, living, beside = ("|".join(map(re.escape, table[name])) for name in ("struck", "living", "beside"))
    return (
        re.compile(rf"\b(?:{struck})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{living})\b", re.IGNORECASE),
        re.compile(rf"\W*(?:\w+\W+){{0,{BETWEEN}}}?(?:{beside})\b", re.IGNORECASE),
    )
