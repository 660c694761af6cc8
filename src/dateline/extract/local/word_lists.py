"""The words of ``lang/*/names.toml`` as sets, ready for look-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.domain.actor import ActorKind
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Words around and in the names of places; all in lower case."""

    directions: frozenset[str]
    parts: frozenset[str]
    locative: frozenset[str]
    strictly_locative: frozenset[str]
    ground_after: frozenset[str]
    ground_before: frozenset[str]
    ground_in_name: frozenset[str]
    bodies_after: frozenset[str]
    people_after: frozenset[str]
    person_titles: frozenset[str]
    distance_units: frozenset[str]
    compass: frozenset[str]
    never: frozenset[str]
    reporting: frozenset[str]


@cache
def place_words(settings: Settings = DEFAULTS) -> PlaceWords:
    """The words of the settings' language; raises MissingPackError for one that has none."""
    words = table(settings.language, "names", settings.overlay("lang"))["places"]
    return PlaceWords(**{name: frozenset(words[name]) for name in PlaceWords.__slots__})


@dataclass(frozen=True, slots=True)
class ActorWords:
    """Words in and before the names of actors; all in lower case."""

    titles: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    person_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    thing_pronouns: frozenset[str]
    speaker_pronouns: frozenset[str]
    relative_pronouns: frozenset[str]
    #: Kind of body by the last word of its name.
    heads: Mapping[str, ActorKind]


@cache
def actor_words(settings: Settings = DEFAULTS) -> ActorWords:
    """The words of the settings' language; raises MissingPackError for one that has none."""
    words = table(settings.language, "names", settings.overlay("lang"))["actors"]
    heads: dict[str, ActorKind] = {}
    for kind, nouns in words["heads"].items():
        for noun in nouns:
            heads.setdefault(noun, ActorKind(kind))
    return ActorWords(heads=heads, **{name: frozenset(words[name]) for name in ActorWords.__slots__ if name != "heads"})
