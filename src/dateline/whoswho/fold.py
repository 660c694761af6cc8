"""Names made comparable: case, diacritics, dots, apostrophes, hyphens and articles out of the way.

A name becomes a row of *pieces*. Every piece has an exact form (marks and dots gone, case kept) and a folded form
(casefolded, the spellings of one transliterated word made one).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae"})
_APOSTROPHES = re.compile("['’‘`´ʿʾʼʻ\"“”«»]")
_POSSESSIVE = re.compile("['’`][sS]$")
_SPLIT = re.compile(r"[\s\-‐‑/_]+")
_DOTTED = re.compile(r"(?<=\w)\.")
# Before a hyphen these are the Arabic article, assimilated to the next letter; alone most of them are English words.
_HYPHENED_ARTICLES = frozenset(["al", "el", "ul", "ash", "an", "as", "ar", "ad", "at", "az", "es"])
_ARTICLE = "al"
_CACHE_LIMIT = 100_000

Piece = tuple[str, str]
"""``(folded, exact)``."""


@dataclass(slots=True)
class Folder:
    """Turns words into pieces; ``spellings`` maps a folded variant to the folded form that stands for it."""

    spellings: Mapping[str, str] = field(default_factory=dict)
    _seen: dict[str, tuple[Piece, ...]] = field(default_factory=dict)

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """The pieces of one word or name, in order; none for a lone hyphen, quotation mark or possessive."""
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) > _CACHE_LIMIT:
                self._seen.clear()
            found = self._seen[word] = tuple(self._split(word))
        return found

    def name(self, text: str) -> tuple[Piece, ...]:
        """The pieces of a whole name, without a leading "the"."""
        pieces = tuple([piece for word in text.split() for piece in self.pieces(word)])
        return pieces[1:] if len(pieces) > 1 and pieces[0][0] == "the" else pieces

    def _split(self, word: str) -> list[Piece]:
        if word.isascii() and word.isalnum():
            folded = word.casefold()
            return [(_ARTICLE if folded == "el" else self.spellings.get(folded, folded), word)]
        plain = _APOSTROPHES.sub("", _POSSESSIVE.sub("", word))
        if not plain.isascii():
            # NFKD would turn some spacing modifiers into blanks, so apostrophes go first.
            plain = unicodedata.normalize("NFKD", plain)
            plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
        parts = [part for part in _SPLIT.split(_DOTTED.sub("", plain)) if part]
        pieces = []
        for place, part in enumerate(parts):
            folded = part.casefold()
            if folded in ("al", "el") or (place + 1 < len(parts) and folded in _HYPHENED_ARTICLES):
                folded = _ARTICLE
            pieces.append((self.spellings.get(folded, folded), part))
        return pieces


def is_article_before_hyphen(word: str) -> bool:
    """Whether a word that a hyphen follows is the Arabic article: "an", "ash" of "ash-Sham"."""
    return word.casefold() in _HYPHENED_ARTICLES


def without_articles(folded: tuple[str, ...]) -> tuple[str, ...]:
    """The folded pieces less Arabic articles, where enough is left to know the name by; else nothing."""
    if _ARTICLE not in folded:
        return ()
    rest = tuple(piece for piece in folded if piece != _ARTICLE)
    if not rest or (len(rest) == 1 and len(rest[0]) < 5):
        return ()
    return rest
