"""The wording of a report made small: its weightiest words, its names, and a sketch that near-copies share."""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib.resources import files
from math import log, sqrt
from sys import intern

from dateline.domain.telling import Wording
from dateline.lang.sketch import sketch_of_words, words_of

#: Words kept of a report, and of a sentence or two.
MOST_TERMS = 64


@cache
def _rarities() -> tuple[dict[str, float], float]:
    """How rare known words are, and how rare one that is not: counted once over news of many kinds, so that it never moves.

    A table that grew with the ledger would make every comparison depend on what was added since.
    """
    lines = files("dateline.merge").joinpath("words.en.txt").read_text(encoding="utf-8").splitlines()
    reports = int(lines[0].split()[-1])
    known: dict[str, float] = {}
    for line in lines[1:]:
        number, *words = line.split()
        known.update(dict.fromkeys(map(intern, words), log((reports + 1) / (int(number) + 1))))
    return known, log(reports + 1)


def known_words() -> dict[str, float]:
    """The words that the table holds, with their rarity."""
    return dict(_rarities()[0])


def rarity(word: str) -> float:
    """How rarely reports use a word (lower case): the logarithm of reports per report that has it (Spärck Jones 1972)."""
    known, unknown = _rarities()
    return known.get(word, unknown)


def weighed(words: list[str], most: int = MOST_TERMS) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The weightiest of those words (lower case), and their weights from 1 to 255: the greater, the rarer and oftener."""
    found = {word: (1 + log(number)) * rarity(word) for word, number in Counter(words).items()}
    kept = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:most]
    length = sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    scaled = [(word, round(255 * weight / length)) for word, weight in kept]
    return tuple(intern(word) for word, weight in scaled if weight), tuple(weight for _, weight in scaled if weight)


def wording_of(text: str, title: str | None) -> Wording:
    """The wording of a report."""
    written = words_of(text)
    headed = words_of(title or "")
    lower = [word.lower() for word in written]
    terms, weights = weighed(lower + [word.lower() for word in headed])
    plain = {word for word in written if word[0].islower()}
    capital = {word.lower() for word in written if word[0].isupper() and len(word) > 2 and word.lower() not in plain}
    return Wording(
        terms=terms,
        weights=weights,
        names=tuple(term for term in terms if term in capital),
        title=tuple(dict.fromkeys(intern(word.lower()) for word in headed if rarity(word.lower()) > 1.0)),
        sketch=sketch_of_words(lower),
    )
