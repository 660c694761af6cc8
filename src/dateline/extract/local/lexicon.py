"""The table of triggers of a language, made ready for look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.domain.value import Measure
from dateline.errors import ConfigError
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

#: Where an entry says nothing, its parts are looked for here.
VERB_ACTOR = ("subject",)
VERB_RECIPIENT = ("object", "against")
NOUN_ACTOR = ("possessor", "modifier", "by")
NOUN_RECIPIENT = ("on", "against")

#: Senses of this type tell no event; they keep their words from the others: "took part".
NO_EVENT = "nothing"

#: The prior of an entry that gives none.
PRIOR = 0.7

_KINDS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
_TUPLES = (
    "subject",
    "object",
    "not_subject",
    "not_object",
    "with",
    "not_with",
    "with_class",
    "particle",
    "not_particle",
    "needs",
    "complement",
    "after",
    "not_after",
    "over",
)
_FLAGS = (
    "casualty",
    "bare",
    "complement_place",
    "complement_clause",
    "negated",
    "not_statement",
    "others",
    "own",
    "finite",
)
_FIELDS = {
    *_KINDS,
    *_TUPLES,
    "mode",
    "actor",
    "recipient",
    "measure",
    "affects",
    "effect",
    "prior",
    "of",
    "possessor",
    *_FLAGS,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of some words: the event type they tell, and what must stand around them."""

    type: str
    mode: str | None
    kind: str
    #: The words of the phrase, the head first.
    words: tuple[str, ...]
    #: The same as the table writes it.
    phrase: str
    prior: float
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    measure: Measure | None
    affects: str
    effect: str | None
    casualty: bool
    bare: bool
    #: What "of" after a noun leads in: "recipient", "actor", "place" or "none".
    of: str
    #: What a possessor before a noun is: "actor" or "recipient".
    possessor: str
    #: Classes of the noun, by the names of the table's fields.
    guards: Mapping[str, tuple[str, ...]]
    complement_place: bool
    complement_clause: bool
    #: Whether the verb must be denied for this sense: "was not to blame".
    negated: bool
    #: Whether a plain statement after the verb bars this sense: "agreed that the winter had been cold".
    not_statement: bool
    #: Whether somebody else must act in the clause under the verb, or the one who speaks.
    others: bool
    own: bool
    #: Whether the verb must be finite.
    finite: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every sense by its head word, and the word classes."""

    #: Part of speech and head lemma to the senses, longer phrases first.
    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    #: Lemma to the names of its classes.
    classes: Mapping[str, frozenset[str]]
    #: Verbs whose object acts in the clause under them.
    object_control: frozenset[str]
    #: Nouns that never act: times and quantities.
    not_actors: frozenset[str]
    #: Pronouns that name nobody.
    nobody: frozenset[str]
    #: Verbs that put an end to a measure: "lifted the curfew" tells no curfew.
    ending: frozenset[str]
    #: Verbs of finding, which of a body or a spent case tell no seizure.
    finding: frozenset[str]
    #: Nouns of what is told, which has a day of its own: "a story on Friday".
    telling: frozenset[str]
    #: Lemmas that the tagger gives wrongly, to the right ones: "rap" for "raped".
    lemmas: Mapping[str, str]


@cache
def lexicon(settings: Settings = DEFAULTS) -> Lexicon:
    """The triggers of the settings' language; raises MissingPackError for one that has none, ConfigError for a bad one."""
    words = table(settings.language, "triggers", settings.overlay("lang"))
    classes: dict[str, set[str]] = {}
    for name, members in words.get("classes", {}).items():
        for member in members:
            classes.setdefault(member, set()).add(name)
    priors: Mapping[str, float] = words.get("priors", {})
    found: dict[tuple[str, str], list[Entry]] = {}
    for type_id, rows in words.items():
        if type_id in ("classes", "priors", "words"):
            continue
        for row in rows:
            for entry in _entries(type_id, row, priors):
                found.setdefault((entry.kind, entry.words[0]), []).append(entry)
    return Lexicon(
        entries={key: tuple(sorted(senses, key=lambda entry: -len(entry.words))) for key, senses in found.items()},
        classes={member: frozenset(names) for member, names in classes.items()},
        object_control=frozenset(words["words"]["object_control"]),
        not_actors=frozenset(words["words"]["not_actors"]),
        nobody=frozenset(words["words"]["nobody"]),
        ending=frozenset(words["words"].get("ending", ())),
        finding=frozenset(words["words"].get("finding", ())),
        telling=frozenset(words["words"].get("telling", ())),
        lemmas=words["words"].get("lemmas", {}),
    )


def _entries(type_id: str, row: Mapping[str, Any], priors: Mapping[str, float]) -> list[Entry]:
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise ConfigError(f"triggers: {type_id} has unknown fields {', '.join(unknown)}")
    out = []
    for field, kind in _KINDS.items():
        for phrase in row.get(field, ()):
            of = row.get("of", "actor" if kind == "noun" else "none")
            out.append(
                Entry(
                    type=type_id,
                    mode=row.get("mode"),
                    kind=kind,
                    words=_head_first(phrase.split(), kind),
                    phrase=phrase,
                    prior=float(priors.get(f"{kind}:{phrase}", row.get("prior", PRIOR))),
                    actor=tuple(row.get("actor", NOUN_ACTOR if kind == "noun" else VERB_ACTOR)),
                    recipient=tuple(row.get("recipient", NOUN_RECIPIENT if kind == "noun" else VERB_RECIPIENT)),
                    measure=Measure(row["measure"]) if "measure" in row else None,
                    affects=row.get("affects", "object"),
                    effect=row.get("effect"),
                    of=of,
                    possessor=row.get("possessor", "actor"),
                    guards={name: tuple(row[name]) for name in _TUPLES if name in row},
                    **{flag: bool(row.get(flag, False)) for flag in _FLAGS},
                )
            )
    return out


def _head_first(words: Sequence[str], kind: str) -> tuple[str, ...]:
    """The words of a phrase with its head in front: a noun's head is the last before a preposition."""
    if kind != "noun" or len(words) == 1:
        return tuple(words)
    end = next((index for index, word in enumerate(words) if word in ("of", "to", "for", "on", "and")), len(words))
    head = end - 1
    rest = [word for index, word in enumerate(words) if index != head and word != "-"]
    return (words[head], *rest)
