"""Finds names in a run of words: the longest first, at the price of about a microsecond a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from dateline.gazetteer.filter import NameFilter
from dateline.gazetteer.naming import ARTICLES, NEVER_ALONE, key_from_name
from dateline.gazetteer.place import NameMatch

_HYPHENS = frozenset("-‐‑–/")
_APOSTROPHES = tuple("'’‘ʻʼʿ`")
_MOST_WORDS = 10


class Scanner:
    """Reads tokens against the names of one index."""

    def __init__(
        self,
        names: NameFilter,
        adjectives: Mapping[str, str | None],
        abbreviations: Mapping[str, bool],
        holds: Callable[[str], bool],
    ) -> None:
        """Take the filter of names, adjectives (and their country), abbreviations (true: only after a comma), the index."""
        self._names = names
        self._adjectives = adjectives
        self._abbreviations = abbreviations
        self._holds = holds
        self._key = lru_cache(maxsize=65536)(key_from_name)

    def scan(self, tokens: Sequence[str]) -> tuple[NameMatch, ...]:
        """The names in ``tokens``, as ``Gazetteer.names_in`` says."""
        found = []
        at, count = 0, len(tokens)
        while at < count:
            token = tokens[at]
            match = None
            if _may_begin(token, tokens, at):
                match = self._abbreviation(tokens, at)
                longer = self._longest(tokens, at)
                if longer is not None and (match is None or longer.end > match.end):
                    match = longer
            if match is None:
                at += 1
            else:
                found.append(match)
                at = match.end
        return tuple(found)

    def _abbreviation(self, tokens: Sequence[str], at: int) -> NameMatch | None:
        """An abbreviation as it is written, in one token, in two (``W. Va.``), or with its full stop apart."""
        known = self._abbreviations
        texts = [(tokens[at], at + 1)]
        if at + 1 < len(tokens):
            follower = tokens[at + 1]
            texts.insert(0, (f"{tokens[at]} {follower}", at + 2))
            if follower == ".":
                texts.insert(1, (tokens[at] + ".", at + 2))
        for text, end in texts:
            after_comma = known.get(text)
            if after_comma is None or (after_comma and not (at and tokens[at - 1] == ",")):
                continue
            key = self._key(text)
            return NameMatch(at, end, key, True, key in self._adjectives, self._adjectives.get(key))
        return None

    def _longest(self, tokens: Sequence[str], at: int) -> NameMatch | None:
        """The longest run from ``at`` on that is a name or an adjective."""
        names = self._names
        runs = []
        key = self._key(tokens[at])
        end, count = at + 1, min(len(tokens), at + 2 * _MOST_WORDS)
        while key and names.begins(key):
            if names.holds(key):
                runs.append((end, key))
            if end < count and tokens[end] in _HYPHENS:
                end += 1
            if end >= count:
                break
            token = tokens[end]
            word = self._key(token)
            if not word:
                break
            joined = token.startswith(_APOSTROPHES)
            if joined and word == "s" and " " not in key:
                word, joined = "s", True
                key, end = key + word, end + 1
                if not names.begins(key):
                    break
                continue
            key = key + word if joined else f"{key} {word}"
            end += 1
        for end, key in reversed(runs):
            match = self._match(at, end, key, tokens)
            if match is not None:
                return match
        return None

    def _match(self, start: int, end: int, key: str, tokens: Sequence[str]) -> NameMatch | None:
        alone = " " not in key
        if alone and (len(key) < 3 or key in NEVER_ALONE):
            return None
        if alone and end - start > 1 and tokens[end - 1].lower() in {"'s", "’s"}:
            return None
        is_name = self._holds(key)
        is_adjective = key in self._adjectives
        if not is_name and not is_adjective:
            return None
        return NameMatch(start, end, key, is_name, is_adjective, self._adjectives.get(key))


def _may_begin(token: str, tokens: Sequence[str], at: int) -> bool:
    """Whether a name may begin here: a capital, or the Arabic article joined to a capital by a hyphen."""
    if not token:
        return False
    if token[0].isupper():
        return True
    if token.startswith(_APOSTROPHES):
        return token[1:2].isupper()
    article, hyphen, rest = token.partition("-")
    if article not in ARTICLES:
        return False
    if hyphen:
        return rest[:1].isupper() or rest[1:2].isupper()
    return at + 2 < len(tokens) and tokens[at + 1] in _HYPHENS and tokens[at + 2][:1].isupper()
