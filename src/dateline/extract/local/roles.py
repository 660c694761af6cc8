"""Finds who did it, to whom and with what: the parts that hang on a trigger in the parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dateline.domain.analysis import Token
from dateline.domain.claim import Argument, Role
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.grammar import THIRD_PERSON, Grammar
from dateline.extract.local.lexicon import lexicon
from dateline.extract.local.means import MeansFinder
from dateline.extract.local.triggers import Classes, Trigger
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """Indices of the nouns that play a part; each is one noun, without those joined to it."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    instruments: tuple[int, ...] = ()


@cache
def light_verbs(settings: Settings = DEFAULTS) -> Mapping[str, frozenset[str]]:
    """Verbs that lend a noun their subject, by what the subject is: "actor" or "recipient"."""
    rows = table(settings.language, "stance", settings.overlay("lang"))["light"]
    return {part: frozenset(words) for part, words in rows.items()}


class RoleFinder:
    """The parts of the triggers of one document."""

    def __init__(
        self, grammar: Grammar, classes: Classes, mentions: Iterable[Mention], settings: Settings = DEFAULTS
    ) -> None:
        self._grammar = grammar
        self._classes = classes
        self._means = MeansFinder(grammar, settings)
        self._light = light_verbs(settings)
        self._not_actors = lexicon(settings).not_actors
        self._places: set[int] = set()
        self._demonyms: set[int] = set()
        self._times: set[int] = set()
        self._refers: dict[int, Span] = {}
        for mention in mentions:
            tokens = [token.index for token in grammar.analysis.tokens_in(mention.span)]
            if mention.kind is MentionKind.PLACE:
                (self._demonyms if mention.label == "demonym" else self._places).update(tokens)
            elif mention.kind is MentionKind.TIME:
                self._times.update(tokens)
            elif mention.kind is MentionKind.ACTOR and mention.refers_to is not None and len(tokens) == 1:
                self._refers[tokens[0]] = mention.refers_to
        for named in grammar.analysis.entities:
            tokens = [token.index for token in grammar.analysis.tokens_in(named.span)]
            if named.label in ("DATE", "TIME"):
                self._times.update(tokens)
            elif named.label in ("GPE", "LOC", "FAC"):
                self._places.update(tokens)
            elif named.label == "NORP":
                self._demonyms.update(tokens)

    # ------------------------------------------------------------------ parts
    def parts(self, trigger: Trigger) -> Parts:
        """The parts of a trigger, conjuncts included."""
        if trigger.entry.kind == "noun":
            actors, recipients = self._noun_parts(trigger)
        elif trigger.entry.kind == "adjective":
            actors, recipients = [], self._adjective_subject(trigger)
        else:
            actors, recipients = self._verb_parts(trigger)
        instruments = self._means.instruments(trigger)
        weapons = [noun for noun in actors if self._means.category(noun) is not None]
        instruments += [noun for noun in weapons if noun not in instruments]
        actors = [noun for noun in actors if noun not in weapons or self._is_manned(noun)]
        used = set(trigger.words)
        return Parts(
            actors=self._clean(actors, used),
            recipients=self._clean([noun for noun in recipients if noun not in actors], used),
            instruments=tuple(dict.fromkeys(instruments)),
        )

    def _is_manned(self, noun: int) -> bool:
        return "armed" in self._classes.of(noun) or "vehicles" in self._classes.of(noun)

    def _clean(self, nouns: Iterable[int], used: set[int]) -> tuple[int, ...]:
        out: list[int] = []
        for noun in nouns:
            token = self._grammar.token(noun)
            if noun in used or noun in out or token.lemma.lower() in self._not_actors or noun in self._times:
                continue
            if token.pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET") or token.tag in ("VBG", "NNS"):
                out.append(noun)
        return tuple(out)

    def _verb_parts(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        grammar, entry, verb = self._grammar, trigger.entry, trigger.head
        subject, target = grammar.deep_subject(verb), grammar.deep_object(verb)
        if target in trigger.words:
            target = None
        if self._is_headline_passive(trigger, subject, target):
            subject, target = None, subject
        sources = {"subject": subject, "object": target}
        actors = self._from(entry.actor, sources, trigger)
        recipients = self._from(entry.recipient, sources, trigger, first_only=True)
        if entry.type == "assault" and subject is None and grammar.is_passive(verb):
            actors += [noun.index for noun in grammar.objects_after(verb, "by")]
        return actors, recipients

    def _is_headline_passive(self, trigger: Trigger, subject: int | None, target: int | None) -> bool:
        """ "25 militants killed in raid": a subject that in fact suffers it."""
        grammar, verb = self._grammar, trigger.head
        return (
            trigger.entry.measure is not None
            and trigger.entry.affects == "object"
            and target is None
            and subject is not None
            and len(trigger.words) <= 2
            and grammar.token(verb).tag in ("VBN", "VBD", "NNP", "NN")
            and not grammar.is_passive(verb)
            and "weapons" not in self._classes.of(subject)
            and grammar.child(verb, "dobj", "ccomp", "xcomp") is None
        )

    def _from(
        self, places: tuple[str, ...], sources: Mapping[str, int | None], trigger: Trigger, first_only: bool = False
    ) -> list[int]:
        grammar = self._grammar
        out: list[int] = []
        for place in places:
            found: list[int] = []
            if place in sources:
                noun = sources[place]
                found = [noun] if noun is not None else []
            elif place == "object-person":
                noun = sources["object"]
                if noun is not None and self._classes.of(noun) & {"people", "armed"}:
                    found = [noun]
            elif place == "object-of":
                found = []
            else:
                for word in trigger.words:
                    found += [noun.index for noun in grammar.objects_after(word, place)]
                    if place == "dative":
                        found += [noun.index for noun in grammar.children(word, "dative") if noun.pos != "ADP"]
            for noun in found:
                if noun not in trigger.words:
                    out += grammar.conjuncts(noun)
            if out and first_only:
                break
        return out

    def _adjective_subject(self, trigger: Trigger) -> list[int]:
        grammar, word = self._grammar, trigger.head
        head = grammar.head(word)
        if grammar.token(word).dep == "amod":
            return [head.index]
        if grammar.token(word).dep in ("acomp", "oprd", "ccomp", "attr") and head.pos in ("VERB", "AUX"):
            target = grammar.child(head.index, "dobj")
            subject = grammar.subject(head.index) if target is None else target.index
            own = grammar.child(word, "nsubj")
            return [own.index] if own is not None else [] if subject is None else [subject]
        own = grammar.child(word, "nsubj", "nummod")
        return [own.index] if own is not None else []

    # ------------------------------------------------------------------ nouns
    def _noun_parts(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        grammar, entry, noun = self._grammar, trigger.entry, trigger.head
        actors: list[int] = []
        recipients: list[int] = []
        self._before_noun(trigger, actors, recipients)
        for word in trigger.words:
            for preposition in grammar.children(word, "prep", "agent"):
                self._after_noun(preposition, trigger, actors, recipients)
        self._from_light_verb(noun, actors, recipients)
        for clause in grammar.children(noun, "acl", "relcl"):
            if clause.lemma in self._light["actor"]:
                agent = (
                    grammar.agent(clause.index) if grammar.is_passive(clause.index) else grammar.subject(clause.index)
                )
                if agent is not None and agent != noun:
                    actors += grammar.conjuncts(agent)
            elif clause.lemma in ("target", "hit", "strike") and clause.dep == "acl":
                target = grammar.child(clause.index, "dobj")
                recipients += [] if target is None else grammar.conjuncts(target.index)
        if entry.type == "assault" and not actors and not recipients:
            return actors, recipients
        return actors, recipients

    def _before_noun(self, trigger: Trigger, actors: list[int], recipients: list[int]) -> None:
        grammar, entry = self._grammar, trigger.entry
        for word in grammar.children(trigger.head, "poss", "compound", "amod", "nmod"):
            if word.index in trigger.words or word.index in self._times:
                continue
            if word.dep == "poss":
                if word.index in self._places and word.index not in self._demonyms and entry.possessor == "recipient":
                    continue
                (actors if entry.possessor == "actor" else recipients).append(word.index)
            elif "modifier" in entry.actor:
                classes = self._classes.of(word.index)
                led = word.text.lower().endswith(("-led", "-backed"))
                if led or word.index in self._demonyms or ("armed" in classes and word.index not in self._places):
                    actors.append(word.index)

    def _after_noun(self, preposition: Token, trigger: Trigger, actors: list[int], recipients: list[int]) -> None:
        grammar, entry = self._grammar, trigger.entry
        lemma = preposition.lemma.lower()
        for noun in grammar.children(preposition.index, "pobj"):
            if noun.index in trigger.words:
                continue
            group = grammar.conjuncts(noun.index)
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
            elif (lemma in entry.recipient and noun.index not in self._times) or (
                lemma == "with" and entry.type in ("assault", "consult", "agree", "cooperate")
            ):
                recipients += group

    def _from_light_verb(self, noun: int, actors: list[int], recipients: list[int]) -> None:
        grammar = self._grammar
        top = noun
        for _ in range(3):
            token = grammar.token(top)
            head = grammar.head(top)
            if token.dep == "conj" and head.pos in ("NOUN", "PROPN"):
                top = head.index
            elif (
                token.dep == "pobj"
                and head.lemma == "of"
                and grammar.head(head.index).lemma
                in (
                    "series",
                    "string",
                    "wave",
                    "spate",
                    "number",
                    "campaign",
                    "dozen",
                    "hundred",
                )
            ):
                top = grammar.head(head.index).index
            else:
                break
        token, head = grammar.token(top), grammar.head(top)
        if token.dep == "pobj" and head.dep == "prep":
            governor = grammar.head(head.index)
            if governor.pos in ("VERB", "AUX") and governor.lemma in self._light["participant"]:
                subject = grammar.subject(governor.index)
                actors += [] if subject is None or actors else grammar.conjuncts(subject)
            elif head.lemma in ("behind", "for") and governor.lemma in ("be", "responsible"):
                verb = governor.index if governor.pos == "AUX" else grammar.head(governor.index).index
                subject = grammar.subject(verb)
                actors += [] if subject is None or actors else grammar.conjuncts(subject)
            return
        if token.dep not in ("dobj", "nsubjpass") or head.pos != "VERB":
            return
        if head.lemma in self._light["actor"] and not actors:
            subject = grammar.deep_subject(head.index)
            actors += [] if subject is None else grammar.conjuncts(subject)
        elif head.lemma in self._light["recipient"] and not recipients:
            subject = grammar.deep_subject(head.index)
            recipients += [] if subject is None else grammar.conjuncts(subject)

    # ------------------------------------------------------------------ words
    def argument(self, role: Role, noun: int, effect: str | None = None) -> Argument:
        """The argument with its words; a pronoun gives way to the phrase that it stands for, where that is plain."""
        category = self._means.category(noun) if role is Role.INSTRUMENT else None
        return Argument(role=role, span=self.words(noun), category=category, effect=effect)

    def words(self, noun: int) -> Span:
        """The phrase of a noun, or of what the pronoun stands for."""
        token = self._grammar.token(noun)
        if token.lemma.lower() in THIRD_PERSON or token.text.lower() in THIRD_PERSON:
            referred = self._refers.get(noun)
            if referred is not None:
                return referred
            found = self._antecedent(noun)
            if found is not None:
                return self._grammar.phrase(found)
        if token.dep in ("compound", "amod", "nmod"):
            return self._modifier_words(noun)
        if token.dep == "poss":
            first, _ = self._grammar.phrase_bounds(noun)
            left = min([child.index for child in self._grammar.children(noun) if child.index < noun] or [noun])
            return self._grammar.analysis.span_of(max(min(left, noun), first if first <= noun else noun), noun + 1)
        return self._grammar.phrase(noun)

    def _modifier_words(self, noun: int) -> Span:
        inner = [child.index for child in self._grammar.children(noun, "compound", "amod") if child.index < noun]
        first = noun
        while first - 1 in inner:
            first -= 1
        return self._grammar.analysis.span_of(first, noun + 1)

    def _antecedent(self, pronoun: int) -> int | None:
        """The subject told last that agrees with the pronoun, in this sentence before it or in the one before."""
        grammar = self._grammar
        token = grammar.token(pronoun)
        sentences = grammar.analysis.sentences
        here = sentences[token.sentence]
        ranges = [(here.first, pronoun)]
        if token.sentence > 0:
            before = sentences[token.sentence - 1]
            ranges.append((before.first, before.last))
        for first, last in ranges:
            candidates = [
                noun
                for noun in grammar.analysis.tokens[first:last]
                if noun.dep in ("nsubj", "nsubjpass") and noun.pos in ("NOUN", "PROPN") and self._agrees(token, noun)
            ]
            if candidates:
                return (candidates[-1] if (first, last) == ranges[0] else candidates[0]).index
        return None

    def _agrees(self, pronoun: Token, noun: Token) -> bool:
        text = pronoun.text.lower()
        classes = self._classes.of(noun.index)
        plural = noun.tag in ("NNS", "NNPS") or self._grammar.child(noun.index, "conj") is not None
        if text in ("he", "him", "she", "her", "himself", "herself"):
            return not plural and "people" in classes and "territory" not in classes
        if text in ("they", "them", "themselves"):
            return (
                plural
                and bool(classes & {"people", "armed", "vehicles", "weapons"})
                or (not plural and "armed" in classes and "people" not in classes)
            )
        return not plural and "people" not in classes and bool(classes & {"armed", "territory"})
