"""Finds names in a run of words: the longest first, at the price of about a microsecond a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from dateline.gazetteer.filter import NameFilter
from dateline.gazetteer.naming import ARTICLES, NEVER_ALONE, key_from_name
from dateline.gazetteer.place import NameMatch

_HYPHENS = frozenset("-‐‑–/")
_APOSTROPHES = frozenset("'’‘ʻʼʿ`")
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
        self._first = lru_cache(maxsize=65536)(self._first_key)
        self._first_of_abbreviation = {text.split(" ")[0].removesuffix(".") for text in abbreviations}

    def scan(self, tokens: Sequence[str]) -> tuple[NameMatch, ...]:
        """The names in ``tokens``, as ``Gazetteer.names_in`` says."""
        found = []
        at, count = 0, len(tokens)
        while at < count:
            token = tokens[at]
            match = None
            if token[:1].isupper() or _begins_without_capital(token, tokens, at):
                match = self._longest(tokens, at)
                if token.removesuffix(".") in self._first_of_abbreviation:
                    short = self._abbreviation(tokens, at)
                    match = short if short and (match is None or match.end <= short.end) else match
            if match is None:
                at += 1
            else:
                found.append(match)
                at = match.end
        return tuple(found)

    def _first_key(self, token: str) -> str:
        """The key of a first word, or the empty string where no name begins with it."""
        key = key_from_name(token)
        return key if self._names.begins(key) else ""

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
        key = self._first(tokens[at])
        if not key:
            return None
        names = self._names
        runs = [(at + 1, key)]
        end, count = at + 1, min(len(tokens), at + 2 * _MOST_WORDS)
        while end < count:
            token = tokens[end]
            if token in _HYPHENS:
                end += 1
                if end == count:
                    break
                token = tokens[end]
            word = self._key(token)
            if not word:
                break
            key = key + word if token[0] in _APOSTROPHES else f"{key} {word}"
            if not names.begins(key):
                break
            end += 1
            if names.holds(key):
                runs.append((end, key))
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


def _begins_without_capital(token: str, tokens: Sequence[str], at: int) -> bool:
    """Whether a name may begin at a word without a capital: after an apostrophe, or with the Arabic article and a hyphen."""
    if token[:1] in _APOSTROPHES:
        return token[1:2].isupper()
    article, hyphen, rest = token.partition("-")
    if article not in ARTICLES:
        return False
    if hyphen:
        return rest[:1].isupper() or rest[1:2].isupper()
    return at + 2 < len(tokens) and tokens[at + 1] in _HYPHENS and tokens[at + 2][:1].isupper()
