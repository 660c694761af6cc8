"""The language's table ``relations``, ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline import lang
from dateline.domain.relation import RelationType
from dateline.errors import ConfigError
from dateline.plugins import DEFAULTS, Settings


@dataclass(frozen=True, slots=True)
class Tie:
    """What a word makes of its two ends."""

    type: RelationType
    #: Whether the noun that goes with the word ("US" of "US-backed") is the subject.
    named_is_subject: bool
    prepositions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Side:
    """What a verb or noun says of two actors, and how the other hangs on it: after a preposition, as its object, or both."""

    type: RelationType
    prepositions: frozenset[str] = frozenset()
    takes_object: bool = False


@dataclass(frozen=True, slots=True)
class TieWords:
    """Which words tie actors to each other, to offices and to places."""

    offices: frozenset[str]
    portfolios: frozenset[str]
    leading: frozenset[str]
    belonging: frozenset[str]
    ranks: frozenset[str]
    qualifiers: frozenset[str]
    suffixes: dict[str, Tie]
    prefixes: dict[str, Tie]
    participles: dict[str, Tie]
    verbs: dict[str, Tie]
    nouns: dict[str, RelationType]
    splits: frozenset[str]
    known_as: frozenset[str]
    led: frozenset[str]
    fighting: frozenset[str]
    actors: frozenset[str]
    persons: frozenset[str]
    side_verbs: dict[str, Side]
    side_nouns: dict[str, Side]
    #: Head words of bodies under arms: "forces", "coalition".
    armed: frozenset[str]
    #: Head words of people who take no side as such: "people", "citizens".
    no_fighters: frozenset[str]
    #: Head words of peoples and the like, who can be supported: "people", "citizens", "victims".
    peoples: frozenset[str]


@cache
def tie_words(settings: Settings = DEFAULTS) -> TieWords:
    """The tie words of the settings' language; raises MissingPackError or ConfigError where ``relations`` is amiss."""
    table = lang.table(settings.language, "relations", settings.overlay("lang"))
    try:
        offices, verbs = table["offices"], dict(table["verbs"])
        backwards = _words(verbs.pop("reversed"))
        return TieWords(
            offices=_words(offices["words"]),
            portfolios=_words(offices["portfolios"]),
            leading=_words(offices["leading"]),
            belonging=_words(offices["belonging"]),
            ranks=_words(offices["ranks"]),
            qualifiers=_words(offices["qualifiers"]),
            suffixes={
                word: Tie(RelationType(kind), end == "subject") for word, (kind, end) in table["suffixes"].items()
            },
            prefixes={
                word: Tie(RelationType(kind), end == "subject") for word, (kind, end) in table["prefixes"].items()
            },
            participles={
                word: Tie(RelationType(kind), end == "subject", _words(leads))
                for word, (leads, kind, end) in table["participles"].items()
            },
            verbs={word: Tie(RelationType(kind), word not in backwards) for word, kind in verbs.items()},
            nouns={word: RelationType(kind) for word, kind in table["nouns"].items()},
            splits=_words(table["splits"]["words"]),
            known_as=_words(table["names"]["known_as"]),
            led=_words(table["names"]["led"]),
            fighting=_words(table["fighting"]["words"]),
            actors=_words(table["actors"]["words"]),
            persons=_words(table["actors"]["persons"]),
            side_verbs={word: _side(given) for word, given in table["sides"]["verbs"].items()},
            side_nouns={word: _side(given) for word, given in table["sides"]["nouns"].items()},
            armed=_words(table["sides"]["armed"]),
            no_fighters=_words(table["sides"]["no_fighters"]),
            peoples=_words(table["sides"]["peoples"]),
        )
    except (KeyError, ValueError, AttributeError) as error:
        raise ConfigError(f"lang/{settings.language}/relations.toml: {error}") from error


def _side(given: list[str]) -> Side:
    kind, leads = given
    return Side(RelationType(kind), _words(leads) - {"object"}, "object" in _words(leads))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())
