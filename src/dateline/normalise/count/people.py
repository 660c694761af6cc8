"""Whom a number counts: civilians or combatants, and of which countries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dateline.domain.analysis import Token
from dateline.errors import MissingPackError
from dateline.lang import table


class People:
    """The words for people of one language."""

    def __init__(self, language: str, country_by_adjective: Callable[[str], str | None]) -> None:
        """Take the language and what tells a country by its adjective or people's name, ISO 3166-1 alpha-3."""
        words = table(language, "numbers")["people"]
        self._civilian = frozenset(words["civilian"])
        self._combatant = frozenset(words["combatant"])
        self._neither = frozenset(words["neither"])
        self._country_by_adjective = country_by_adjective

    def civilian(self, tokens: Sequence[Token]) -> bool | None:
        """True for civilians, False for combatants, None where the words do not say or say both."""
        lemmas = {token.lemma.lower() for token in tokens} | {token.text.lower() for token in tokens}
        if lemmas & self._neither:
            return None
        civilian, combatant = bool(lemmas & self._civilian), bool(lemmas & self._combatant)
        return civilian if civilian != combatant else None

    def countries(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """The countries that adjectives or names of peoples among the words tell of, each once, in order."""
        found: dict[str, None] = {}
        for token in tokens:
            if token.text[0].isupper():
                code = self._country(token.text)
                if code:
                    found[code] = None
        return tuple(found)

    def _country(self, word: str) -> str | None:
        try:
            return self._country_by_adjective(word)
        except MissingPackError:
            # Without the gazetteer a count simply has no countries.
            return None
