"""Finds who did it, to whom and with what: the parts that hang on a trigger in the parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dateline.domain.attribution import Attribution
from dateline.domain.claim import Argument, Role
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.lexicon import Lexicon
from dateline.extract.local.means import MeansFinder
from dateline.extract.local.nominals import Nominals
from dateline.extract.local.parties import PartyFinder
from dateline.extract.local.triggers import Trigger
from dateline.extract.local.word_classes import Classes
from dateline.extract.local.wording import Wording
from dateline.plugins import DEFAULTS, Settings

#: Types whose recipient is somebody: of a thing ("the UN's allegations") it is who is behind it.
_OF_SOMEBODY = frozenset({"accuse", "reject", "request", "agree", "consult", "threaten", "cooperate", "concede"})
#: Types of deeds that members of a body do for it, and that befall several at once.
_DEEDS = frozenset({"assault", "coerce", "threaten", "mobilize", "retreat"})
#: Verbs of two sides: the second of "troops and rebels clashed" is the recipient.
_RECIPROCAL = frozenset(
    {"clash", "fight", "battle", "skirmish", "meet", "talk", "negotiate", "confer", "exchange", "trade"}
)
_SOMEBODY = frozenset({"people", "armed", "fighters", "number"})
#: Endings of nouns of deeds and ideas, which never act.
_ABSTRACT = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ism",
    "ence",
    "ance",
    "ship",
    "ure",
    "ity",
    "ing",
    "idea",
    "guideline",
    "up",
)
#: Classes of papers, and of what else never acts.
_PAPERS = frozenset({"media", "offer", "pact"})
_THINGS = _PAPERS | {"any", "act", "talks", "measure", "deed", "work", "claim", "situation", "evidence", "intelligence"}
_NOUN_TAGS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_WH = frozenset({"WDT", "WP", "WP$"})


@dataclass(frozen=True, slots=True)
class Parts:
    """Indices of the nouns that play a part, those joined by "and" one by one."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    instruments: tuple[int, ...] = ()


class RoleFinder:
    """The parts of the triggers of one document."""

    def __init__(
        self,
        grammar: Grammar,
        words: Lexicon,
        classes: Classes,
        mentions: Iterable[Mention],
        settings: Settings = DEFAULTS,
    ) -> None:
        mentions = tuple(mentions)
        self._grammar = grammar
        self._lexicon = words
        self._classes = classes
        self._means = MeansFinder(grammar, settings)
        self._wording = Wording(grammar, mentions, settings)
        self._marks = _marks(grammar, mentions)
        self._parties = PartyFinder(grammar, mentions)
        self._nominals = Nominals(grammar, classes, self._marks, settings)

    def parts(self, trigger: Trigger) -> Parts:
        """The parts of a trigger, conjuncts included."""
        kind = trigger.entry.kind
        if kind == "noun":
            actors, recipients = self._nominals.parts(trigger)
        elif kind == "adjective":
            actors, recipients = [], self._adjective_subject(trigger)
        elif self._grammar.token(trigger.head).pos not in ("VERB", "AUX"):
            actors, recipients = self._headline_parts(trigger)
        else:
            actors, recipients = self._verb_parts(trigger)
        instruments = self._means.instruments(trigger)
        weapons = [noun for noun in actors if self._means.category(noun) is not None]
        instruments += [noun for noun in weapons if noun not in instruments]
        unmanned = [noun for noun in weapons if not self._is_manned(noun)]
        actors = [noun for noun in actors if noun not in unmanned]
        if not actors and trigger.is_verb:
            behind = [doer for noun in unmanned for doer in self._nominals.doers(noun)]
            actors = [doer for doer in behind if self._means.category(doer) is None]
        actors = [noun for noun in actors if not self._is_event(noun)]
        actors = [doer for noun in actors for doer in self._doers_of(noun)]
        if trigger.entry.type in ("assault", "coerce"):
            recipients = [noun for noun in recipients if not self._is_event(noun)]
        elif trigger.entry.type in ("aid", "support") and not trigger.is_verb:
            recipients = [
                doer
                for noun in recipients
                for doer in (self._nominals.doers(noun) if self._is_event(noun) else (noun,))
            ]
        actors = self._clean(actors, trigger)
        recipients = self._clean(self._somebody(recipients, trigger), trigger)
        return Parts(
            actors=tuple(actors),
            recipients=tuple(noun for noun in recipients if noun not in actors and noun not in instruments),
            instruments=tuple(dict.fromkeys(instruments)),
        )

    def widened(self, trigger: Trigger, parts: Parts) -> Parts:
        """The parts with the bodies that actors belong to and, of an assault, those who suffer with the others."""
        if trigger.entry.type not in _DEEDS:
            return parts
        bodies = [body for noun in parts.actors for body in self._parties.bodies_of(noun)]
        known = {*parts.actors, *parts.recipients, *parts.instruments, *trigger.words}
        actors = [*parts.actors, *(body for body in dict.fromkeys(bodies) if body not in known)]
        beside = self._parties.beside(trigger.head, parts.recipients) if parts.recipients else []
        recipients = [*parts.recipients, *(noun for noun in beside if noun not in known and noun not in actors)]
        return replace(parts, actors=tuple(actors), recipients=tuple(recipients))

    def argument(
        self, role: Role, noun: int, effect: str | None = None, attribution: Attribution | None = None
    ) -> Argument:
        """The argument with its words, which may be those that a pronoun refers to."""
        category = self._means.category(noun) if role is Role.INSTRUMENT else None
        span = self._wording.words(noun, attribution)
        return Argument(role=role, span=self._without_deed(noun, span), category=category, effect=effect)

    def _without_deed(self, noun: int, span: Span) -> Span:
        """ "The army" of "accused the army of the killings"."""
        names = self._classes.of(noun)
        if "armed" in names and "people" not in names:
            for preposition in self._grammar.children(noun, "prep"):
                deeds = [
                    word for word in self._grammar.children(preposition.index, "pobj") if self._is_event(word.index)
                ]
                if preposition.lemma == "of" and deeds and span.start < preposition.span.start < span.end:
                    return self._grammar.analysis.span_of(self._grammar.phrase_bounds(noun)[0], preposition.index)
        return span

    def is_bare_number(self, noun: int) -> bool:
        """Whether a part is a number of people without a word for them: "killing at least 27"."""
        token = self._grammar.token(noun)
        return token.pos == "NUM" and self._grammar.child(noun, "prep", "amod", "compound", "relcl", "acl") is None

    def _is_manned(self, noun: int) -> bool:
        return bool(self._classes.of(noun) & {"armed", "vehicles"})

    def _is_event(self, noun: int) -> bool:
        """Whether a noun tells an event and so cannot act: "fighting has driven people out"."""
        token = self._grammar.token(noun)
        names = self._classes.of(noun)
        return token.pos == "NOUN" and not names & _SOMEBODY and ("noun", token.lemma.lower()) in self._lexicon.entries

    def _doers_of(self, noun: int) -> list[int]:
        """The noun, or who is behind it where it is a deed or an idea: "the dissolution of the union opened"."""
        token = self._grammar.token(noun)
        if token.text.lower() in self._lexicon.nobody:
            return []
        if token.pos == "NOUN" and not self._classes.of(noun) - _THINGS and self._classes.of(noun) & _PAPERS:
            return self._nominals.doers(noun)
        if token.pos != "NOUN" or self._classes.of(noun) - {"any"}:
            return [noun]
        return self._nominals.doers(noun) if token.lemma.lower().endswith(_ABSTRACT) else [noun]

    def _somebody(self, nouns: list[int], trigger: Trigger) -> list[int]:
        """Where the type wants somebody, who is behind a thing takes the thing's place."""
        if trigger.entry.type not in _OF_SOMEBODY:
            return nouns
        out: list[int] = []
        for noun in nouns:
            names = self._classes.of(noun)
            token = self._grammar.token(noun)
            named = token.pos in ("PROPN", "PRON") or noun in self._marks["places"]
            somebody = bool(names & _SOMEBODY or named) and not self._is_event(noun)
            if somebody or trigger.entry.mode == "visit":
                out.append(noun)
            else:
                out += self._nominals.doers(noun)
        return out

    def _clean(self, nouns: Iterable[int], trigger: Trigger) -> list[int]:
        out: list[int] = []
        for noun in nouns:
            token = self._grammar.token(noun)
            if token.tag in _WH:
                found = self._relative(noun)
                if found is None:
                    continue
                noun, token = found, self._grammar.token(found)
            if self._wording.is_open(noun):
                meant = self._meant(noun)
                if meant is None:
                    continue
                noun, token = meant, self._grammar.token(meant)
            if noun in trigger.words or noun in out or noun in self._marks["times"]:
                continue
            if token.lemma.lower() in self._lexicon.not_actors:
                continue
            if token.pos in _NOUN_TAGS or token.tag == "NNS":
                out.append(noun)
        return out

    def _meant(self, pronoun: int) -> int | None:
        """The subject of the clause that a possessive stands in, which it most often means."""
        grammar = self._grammar
        if grammar.token(pronoun).dep != "poss":
            return None
        index = pronoun
        for _ in range(6):
            above = grammar.head(index)
            if above.index == index:
                return None
            if above.pos in ("VERB", "AUX"):
                break
            index = above.index
        else:
            return None
        if grammar.token(index).dep in ("nsubj", "nsubjpass"):
            return None
        subject = grammar.deep_subject(above.index)
        return None if subject is None or grammar.token(subject).pos == "PRON" or self._is_event(subject) else subject

    def _relative(self, pronoun: int) -> int | None:
        """The noun that a relative pronoun stands for."""
        index = pronoun
        for _ in range(5):
            token = self._grammar.token(index)
            if token.dep == "relcl":
                return token.head
            if token.head == index:
                return None
            index = token.head
        return None

    # ------------------------------------------------------------------ verbs
    def _verb_parts(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        grammar, entry, verb = self._grammar, trigger.entry, trigger.head
        subject, target = grammar.deep_subject(verb), grammar.deep_object(verb)
        target = self._own_number(verb, self._whole_list(verb, target))
        if target in trigger.words:
            target = None
        if self._is_headline_passive(trigger, subject, target):
            subject, target = None, subject
        sources = {"subject": subject, "object": target}
        actors = self._from(entry.actor, sources, trigger)
        recipients = self._from(entry.recipient, sources, trigger, first_only=True)
        for noun in grammar.objects_after(verb, "between"):
            group = grammar.conjuncts(noun.index)
            actors, recipients = actors or group[:1], group[1:] or recipients
        if entry.casualty and not actors:
            actors += self._opponent(verb)
        if entry.type == "mobilize" and not actors and target is not None and self._classes.of(target) & _SOMEBODY:
            actors += grammar.conjuncts(target)
        if not recipients and len(actors) > 1 and grammar.token(verb).lemma in _RECIPROCAL:
            actors, recipients = actors[:1], actors[1:]
        if entry.type == "request" and not recipients:
            for clause in grammar.children(verb, "ccomp", "xcomp"):
                asked = grammar.child(clause.index, "nsubj", "nsubjpass")
                recipients += [] if asked is None else grammar.conjuncts(asked.index)
        return actors, recipients

    def _whole_list(self, verb: int, target: int | None) -> int | None:
        """The first of the nouns that a participle after "with" tells of: "with four children and a man killed"."""
        grammar = self._grammar
        if target is None or grammar.token(verb).dep != "acl" or grammar.token(target).dep != "conj":
            return target
        first = grammar.head(target)
        return first.index if first.dep == "pobj" and grammar.head(first.index).lemma == "with" else target

    def _own_number(self, verb: int, target: int | None) -> int | None:
        """ "Five" of "left two dead and five wounded", where the parser takes "two"."""
        before = self._grammar.token(verb - 1) if verb else None
        if before is None or self._grammar.token(verb).dep != "oprd" or before.pos != "NUM":
            return target
        return before.index if before.dep == "conj" else target

    def _opponent(self, verb: int) -> list[int]:
        """ "were killed fighting X"."""
        for clause in self._grammar.children(verb, "advcl", "xcomp"):
            if clause.lemma in _RECIPROCAL and clause.tag == "VBG":
                target = self._grammar.child(clause.index, "dobj")
                nouns = [target] if target is not None else self._grammar.objects_after(clause.index, "with")
                return [item for noun in nouns for item in self._grammar.conjuncts(noun.index)]
        return []

    def _is_headline_passive(self, trigger: Trigger, subject: int | None, target: int | None) -> bool:
        """ "25 militants killed in raid": a subject that in fact suffers it."""
        grammar, verb = self._grammar, trigger.head
        return (
            trigger.entry.measure is not None
            and trigger.entry.affects == "object"
            and target is None
            and subject is not None
            and len(trigger.words) <= 2
            and grammar.token(verb).tag in ("VBN", "VBD")
            and not grammar.is_passive(verb)
            and "weapons" not in self._classes.of(subject)
            and grammar.child(verb, "dobj", "ccomp", "xcomp") is None
        )

    def _headline_parts(self, trigger: Trigger) -> tuple[list[int], list[int]]:
        """Of a verb in title case that the tagger took for a name: the nouns right before and after it."""
        grammar, verb = self._grammar, trigger.head
        sentence = grammar.analysis.sentences[grammar.token(verb).sentence]
        actors = []
        if verb > sentence.first and grammar.token(verb - 1).pos in ("PROPN", "NOUN"):
            actors.append(verb - 1)
        index = max(trigger.words) + 1
        last = None
        while index < sentence.last and grammar.token(index).pos in ("PROPN", "NOUN", "ADJ", "DET", "NUM"):
            last = index
            index += 1
        return actors, [] if last is None else [last]

    def _from(
        self, places: tuple[str, ...], sources: Mapping[str, int | None], trigger: Trigger, first_only: bool = False
    ) -> list[int]:
        out: list[int] = []
        for place in places:
            for noun in self._at(place, sources, trigger):
                if noun not in trigger.words and noun not in self._marks["times"]:
                    out += self._grammar.conjuncts(noun)
            if out and first_only:
                break
        return out

    def _at(self, place: str, sources: Mapping[str, int | None], trigger: Trigger) -> list[int]:
        """The nouns at one of the places where an entry looks for a part."""
        grammar = self._grammar
        if place in sources:
            noun = sources[place]
            return [noun] if noun is not None else []
        if place == "object-person":
            noun = sources["object"]
            return [noun] if noun is not None and self._classes.of(noun) & _SOMEBODY else []
        found = []
        for word in trigger.words:
            found += [noun.index for noun in grammar.objects_after(word, place)]
            if place == "dative":
                found += [noun.index for noun in grammar.children(word, "dative") if noun.pos != "ADP"]
        return [noun for noun in found if place != "with" or self._means.category(noun) is None]

    def _adjective_subject(self, trigger: Trigger) -> list[int]:
        grammar, word = self._grammar, trigger.head
        above = grammar.head(word)
        label = grammar.token(word).dep
        if label == "amod":
            return [above.index]
        own = grammar.child(word, "nsubj", "nummod")
        if own is not None:
            return [own.index]
        before = grammar.token(word - 1) if word else None
        if before is not None and before.pos == "NUM" and before.dep != "nummod":
            return [before.index]
        if label in ("acomp", "oprd", "ccomp", "attr") and above.pos in ("VERB", "AUX"):
            target = grammar.child(above.index, "dobj")
            subject = grammar.subject(above.index) if target is None else target.index
            return [] if subject is None else [subject]
        return []


def _marks(grammar: Grammar, mentions: Iterable[Mention]) -> dict[str, set[int]]:
    """The tokens of times, places and demonyms."""
    marks: dict[str, set[int]] = {"times": set(), "places": set(), "demonyms": set()}
    for mention in mentions:
        if mention.kind is MentionKind.PLACE:
            name = "demonyms" if mention.label == "demonym" else "places"
        elif mention.kind is MentionKind.TIME:
            name = "times"
        else:
            continue
        marks[name].update(token.index for token in grammar.analysis.tokens_in(mention.span))
    for named in grammar.analysis.entities:
        if named.label in ("DATE", "TIME"):
            marks["times"].update(token.index for token in grammar.analysis.tokens_in(named.span))
    return marks
