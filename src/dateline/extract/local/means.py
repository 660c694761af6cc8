"""Finds with what: weapons, vehicles and other means, with the category of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from dateline.extract.local.grammar import Grammar
from dateline.extract.local.triggers import Trigger
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

_CARRYING = frozenset({"use", "arm", "carry", "wield", "fire", "equip"})
_POISON = "chemical"
_LEADING_IN = frozenset({"with", "by", "from", "using", "in"})
#: Verbs whose object is the means itself.
_USING = frozenset(
    {"fire", "use", "drop", "plant", "detonate", "throw", "lob", "hurl", "explode", "set", "lay", "toss", "deploy"}
)


@cache
def weapon_categories(settings: Settings = DEFAULTS) -> Mapping[str, str]:
    """Words for weapons to the instrument's category (FORMAT)."""
    rows = table(settings.language, "weapons", settings.overlay("lang"))["weapons"]
    return {word: category for category, words in rows.items() for word in words}


@cache
def _word_lists(settings: Settings = DEFAULTS) -> Mapping[str, frozenset[str]]:
    found = table(settings.language, "weapons", settings.overlay("lang"))
    return {name: frozenset(found[name]["words"]) for name in ("amounts", "poisonous", "filled")}


class MeansFinder:
    """The means of the triggers of one document."""

    def __init__(self, grammar: Grammar, settings: Settings = DEFAULTS) -> None:
        self._grammar = grammar
        self._weapons = weapon_categories(settings)
        self._words = _word_lists(settings)

    def category(self, noun: int) -> str | None:
        """The category of a weapon, by its words; None for anything else. One that spreads poison is chemical."""
        found = self._plain_category(noun)
        return _POISON if found is not None and found != _POISON and self._is_poisonous(noun) else found

    def _is_poisonous(self, noun: int) -> bool:
        """ "Toxic shells", "chlorine bombs", "mortars filled with chlorine gas"."""
        for child in self._grammar.children(noun, "compound", "amod", "nmod"):
            if child.lemma.lower() in self._words["poisonous"] or self._weapons.get(child.lemma.lower()) == _POISON:
                return True
        for child in self._grammar.children(noun, "acl", "amod", "relcl"):
            if child.lemma.lower() in self._words["filled"] and any(
                self._plain_category(inner) == _POISON for inner in self._contents(child.index)
            ):
                return True
        return False

    def _contents(self, word: int) -> list[int]:
        grammar = self._grammar
        heads = [
            *grammar.objects_after(word, "with"),
            *grammar.objects_after(word, "of"),
            *grammar.children(word, "dobj"),
        ]
        inner = [deeper for head in heads for deeper in self._contents_of(head.index)]
        return [noun for head in heads for noun in grammar.conjuncts(head.index)] + inner

    def _contents_of(self, noun: int) -> list[int]:
        """What a vessel holds in its turn: "loaded with cylinders containing poison gas"."""
        return [
            deeper
            for child in self._grammar.children(noun, "acl")
            if child.lemma.lower() in self._words["filled"]
            for deeper in self._contents(child.index)
        ]

    def _plain_category(self, noun: int) -> str | None:
        token = self._grammar.token(noun)
        lemma = token.lemma.lower()
        inner = next(iter(self._grammar.objects_after(noun, "of")), None) if lemma in self._words["amounts"] else None
        if inner is not None:
            return self._plain_category(inner.index)
        for child in self._grammar.children(noun, "compound", "amod"):
            found = self._weapons.get(f"{child.lemma.lower()} {lemma}")
            if found is not None:
                return found
        return self._weapons.get(lemma) or self._weapons.get(token.text.lower())

    def instruments(self, trigger: Trigger) -> list[int]:
        """The nouns of the means that hang on a trigger or on who acts, in the order found."""
        grammar = self._grammar
        out: list[int] = []
        for word in trigger.words:
            if self._is_told_of_its_means(word):
                out += self._weapons_among([grammar.token(word).head])
            for child in grammar.children(word):
                if child.dep in ("compound", "amod") and trigger.entry.kind == "noun":
                    out += self._weapons_among([child.index])
                elif child.dep in ("prep", "agent") and child.lemma.lower() in _LEADING_IN:
                    for noun in grammar.children(child.index, "pobj"):
                        out += self._weapons_among(grammar.conjuncts(noun.index))
                elif child.dep in ("advcl", "xcomp", "acl") and child.lemma in _CARRYING:
                    out += self._weapons_among(self._objects(child.index))
                elif child.dep in ("dobj", "nsubjpass") and grammar.token(word).lemma in _USING:
                    out += self._weapons_among(grammar.conjuncts(child.index))
        if trigger.is_verb and trigger.entry.type == "assault":
            out += self._of_subject(trigger.head)
        return out

    def _is_told_of_its_means(self, word: int) -> bool:
        """ "The bomb planted near the bridge": a participle of using behind what was used."""
        token = self._grammar.token(word)
        return token.dep == "acl" and token.tag == "VBN" and token.lemma in _USING

    def _of_subject(self, verb: int) -> list[int]:
        """What the one who acts is armed with, and the subject itself where it is a weapon."""
        grammar = self._grammar
        subject = grammar.subject(verb)
        if subject is None:
            return []
        out: list[int] = []
        for clause in grammar.children(subject, "acl"):
            if clause.lemma in _CARRYING:
                out += self._weapons_among(self._objects(clause.index))
        return out if grammar.is_passive(verb) else out + self._weapons_among([subject])

    def _weapons_among(self, nouns: Iterable[int]) -> list[int]:
        return [noun for noun in nouns if self.category(noun) is not None]

    def _objects(self, verb: int) -> list[int]:
        grammar = self._grammar
        heads = [noun.index for noun in grammar.children(verb, "dobj")]
        heads += [noun.index for noun in grammar.objects_after(verb, "with")]
        return [noun for head in heads for noun in grammar.conjuncts(head)]
