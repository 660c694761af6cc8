"""What a title says that there were, without saying how many: "Deadly blast in Gao"."""

from __future__ import annotations

import re
from functools import cache

from dateline import lang
from dateline.domain.value import Measure

#: The table of a language that holds the words.
TABLE = "toll_words"


def titled_of(title: str | None, language: str) -> tuple[Measure, ...]:
    """The measures that a title speaks of."""
    if not title:
        return ()
    found = []
    for measure, words, taken_back in _words(language.partition("-")[0].lower()):
        if words.search(title) and not (taken_back and taken_back.search(title)):
            found.append(measure)
    return tuple(found)


@cache
def _words(language: str) -> tuple[tuple[Measure, re.Pattern[str], re.Pattern[str] | None], ...]:
    if language not in lang.languages() or TABLE not in lang.tables(language):
        return ()
    table = lang.table(language, TABLE)
    return tuple(
        (Measure(name), _any_of(words), _any_of(table[f"not_{name}"]) if f"not_{name}" in table else None)
        for name, words in table.items()
        if not name.startswith("not_")
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
