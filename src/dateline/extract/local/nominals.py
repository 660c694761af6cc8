"""Who acts and who suffers in an event told by a noun: "the rebels' attack on the town", "clashes between X and Y"."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from dateline.domain.analysis import Token
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.triggers import Trigger
from dateline.extract.local.word_classes import Classes
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

#: Nouns of amount between an event and its verb: "carried out a series of attacks".
_AMOUNTS = frozenset({"series", "string", "wave", "spate", "number", "campaign", "dozen", "hundred", "round", "act"})
#: Short names of states and bodies that stand as modifiers like an adjective: "U.S. air strikes".
_SHORT_NAMES = frozenset({"u.s.", "us", "uk", "u.k.", "un", "u.n.", "nato", "eu", "usa"})
_WITH_TYPES = frozenset({"assault", "consult", "agree", "cooperate"})
_STRIKING = frozenset({"target", "hit", "strike", "kill", "destroy"})
_CLIMB = 3


@cache
def light_verbs(settings: Settings = DEFAULTS) -> Mapping[str, frozenset[str]]:
    """Verbs that lend a noun their subject, by what the subject is: "actor", "recipient" or "participant"."""
    rows = table(settings.language, "stance", settings.overlay("lang"))["light"]
    return {part: frozenset(words) for part, words in rows.items()}


class Nominals:
    """The parts of events told by nouns, in one document."""

    def __init__(
        self,
        grammar: Grammar,
        classes: Classes,
        marks: Mapping[str, Collection[int]],
        settings: Settings = DEFAULTS,
    ) -> None:
        """``marks`` holds the tokens of "times", "places" and "demonyms"."""
        self._grammar = grammar
        self._classes = classes
        self._marks = marks
        self._light = light_verbs(settings)

    def parts(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        """The nouns that act and those that suffer."""
        grammar, noun = self._grammar, trigger.head
        actors: list[int] = []
        recipients: list[int] = []
        self._before(trigger, actors, recipients)
        for word in trigger.words:
            for preposition in grammar.children(word, "prep", "agent"):
                self._after(preposition, trigger, actors, recipients)
        self._from_verb(trigger, actors, recipients)
        for clause in grammar.children(noun, "acl", "relcl"):
            self._from_clause(clause, noun, actors, recipients)
        return actors, recipients

    def doers(self, noun: int) -> list[int]:
        """Who is behind a thing: "UN" of "UN allegations", "Russia" of "a plan by Russia"."""
        grammar = self._grammar
        out = [
            word.index
            for word in grammar.children(noun, "poss", "compound", "amod")
            if word.dep == "poss" or self._acts_as_modifier(word)
        ]
        out += [item.index for item in grammar.objects_after(noun, "by")]
        for clause in grammar.children(noun, "acl", "relcl"):
            agent = grammar.agent(clause.index)
            out += [] if agent is None else grammar.conjuncts(agent)
        return out + [item.index for item in grammar.objects_after(noun, "from")]

    def _acts_as_modifier(self, word: Token) -> bool:
        text = word.text.lower()
        if text.endswith(("-led", "-backed")) or text in _SHORT_NAMES:
            return True
        if word.index in self._marks["demonyms"]:
            # "intra-Syrian" is three words of one mention, and only one of them is a people.
            return word.text[:1].isupper()
        return "armed" in self._classes.of(word.index) and word.index not in self._marks["places"]

    def _before(self, trigger: Trigger, actors: list[int], recipients: list[int]) -> None:
        entry = trigger.entry
        labels = ("poss", "compound", "amod", "nmod")
        modifiers = [word for part in trigger.words for word in self._grammar.children(part, *labels)]
        for word in modifiers:
            if word.index in trigger.words or word.index in self._marks["times"]:
                continue
            in_place = word.index in self._marks["places"] or word.index in self._marks["demonyms"]
            if entry.type == "protest" and in_place:
                continue
            if word.dep == "poss":
                if in_place and entry.possessor == "recipient":
                    continue
                (actors if entry.possessor == "actor" else recipients).append(word.index)
            elif "modifier" in entry.actor and not entry.casualty and self._acts_as_modifier(word):
                actors.append(word.index)

    def _after(self, preposition: Token, trigger: Trigger, actors: list[int], recipients: list[int]) -> None:
        entry = trigger.entry
        lemma = preposition.lemma.lower()
        for noun in self._grammar.children(preposition.index, "pobj"):
            if noun.index in trigger.words or noun.index in self._marks["times"]:
                continue
            group = self._grammar.conjuncts(noun.index)
            if lemma == "between":
                actors += group[:1]
                recipients += group[1:]
            elif lemma == "by":
                actors += group
            elif lemma == "of":
                if entry.of == "recipient":
                    recipients += group
                elif entry.of == "actor" and self._classes.of(noun.index) & {"armed", "people"}:
                    actors += group
            elif lemma in entry.recipient or (lemma == "with" and entry.type in _WITH_TYPES):
                recipients += group

    def _from_clause(self, clause: Token, noun: int, actors: list[int], recipients: list[int]) -> None:
        """ "the attack carried out by X", "a raid which Y said was launched by X", "an attack targeting Z"."""
        grammar = self._grammar
        told = clause
        if clause.lemma not in self._light["actor"]:
            told = grammar.child(clause.index, "ccomp") or clause
        if told.lemma in self._light["actor"]:
            passive = grammar.is_passive(told.index)
            agent = grammar.agent(told.index) if passive else grammar.subject(told.index)
            if agent is not None and agent != noun:
                actors += grammar.conjuncts(agent)
        elif clause.lemma in _STRIKING:
            target = grammar.child(clause.index, "dobj")
            recipients += [] if target is None else grammar.conjuncts(target.index)

    def _from_verb(self, trigger: Trigger, actors: list[int], recipients: list[int]) -> None:
        """What the verb over the noun lends it: "launched an attack on X", "suffered a raid"."""
        grammar = self._grammar
        top = self._top(trigger.head)
        token, above = grammar.token(top), grammar.head(top)
        if token.dep == "pobj" and above.dep == "prep":
            subject = self._participant(above)
            actors += [] if subject is None or actors else grammar.conjuncts(subject)
            return
        if token.dep in ("nsubj", "nsubjpass") and above.pos in ("VERB", "AUX") and not actors:
            for preposition in grammar.children(above.index, "prep"):
                if preposition.lemma.lower() == "between":
                    self._after(preposition, trigger, actors, recipients)
        if token.dep not in ("dobj", "nsubjpass") or above.pos != "VERB":
            return
        light = above.lemma in self._light["actor"]
        if light and not actors:
            subject = grammar.deep_subject(above.index)
            actors += [] if subject is None else grammar.conjuncts(subject)
        elif above.lemma in self._light["recipient"] and not recipients:
            subject = grammar.deep_subject(above.index)
            recipients += [] if subject is None else grammar.conjuncts(subject)
        if light and not recipients:
            for preposition in grammar.children(above.index, "prep"):
                if preposition.lemma.lower() in ("on", "against", "with", "at", "between"):
                    self._after(preposition, trigger, actors, recipients)

    def _participant(self, preposition: Token) -> int | None:
        """ "took part in the attack", "was behind the attack", "is responsible for the attack"."""
        grammar = self._grammar
        governor = grammar.head(preposition.index)
        if governor.pos in ("VERB", "AUX") and governor.lemma in self._light["participant"]:
            return grammar.subject(governor.index)
        if governor.lemma == "part" and grammar.head(governor.index).lemma == "take":
            return grammar.subject(grammar.head(governor.index).index)
        if preposition.lemma in ("behind", "for") and governor.lemma in ("be", "responsible"):
            return grammar.subject(governor.index if governor.pos == "AUX" else grammar.head(governor.index).index)
        return None

    def _top(self, noun: int) -> int:
        """The noun that stands for this one in its clause: the first of a list, or an amount of it."""
        grammar = self._grammar
        top = noun
        for _ in range(_CLIMB):
            token, above = grammar.token(top), grammar.head(top)
            if token.dep == "conj" and above.pos in ("NOUN", "PROPN"):
                top = above.index
            elif token.dep == "pobj" and above.lemma == "of" and grammar.head(above.index).lemma in _AMOUNTS:
                top = grammar.head(above.index).index
            else:
                break
        return top
