"""Ties numbers to what they count: the killed, the arrested, the deployed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from dateline.domain.analysis import Token
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.domain.value import Measure, Quantity
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.roles import Parts
from dateline.extract.local.triggers import Trigger
from dateline.extract.local.word_classes import Classes
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

#: Of these, one person told of is a count of one.
_OF_PERSONS = frozenset(
    {Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.ARRESTED, Measure.RELEASED, Measure.RESCUED}
)
#: Of these, one person told of by name is a count of one as well.
_OF_NAMED = frozenset({Measure.KILLED, Measure.INJURED, Measure.RELEASED})
#: How many words on the state of the harmed may stand: "left two soldiers dead".
_STATE_REACH = 8
_FATALLY = frozenset({"fatally", "mortally"})
#: How many words after a noun "including" may follow.
_INCLUDED = 5
_OF_THINGS = frozenset({Measure.VEHICLES, Measure.WEAPONS, Measure.BUILDINGS, Measure.STRIKES, Measure.MONEY})
_THINGS = {"vehicles": Measure.VEHICLES, "weapons": Measure.WEAPONS, "buildings": Measure.BUILDINGS}


@cache
def measure_words(settings: Settings = DEFAULTS) -> Mapping[str, frozenset[str]]:
    """The words of the table of measures, by its lists, and those by which an age stands for a person."""
    rows = table(settings.language, "measures", settings.overlay("lang"))["measures"]
    one = table(settings.language, "numbers", settings.overlay("lang"))["one"]
    return {name: frozenset(words) for name, words in (*rows.items(), *((key, one[key]) for key in ("aged", "ages")))}


class QuantityFinder:
    """The numbers of the triggers of one document."""

    def __init__(
        self, grammar: Grammar, classes: Classes, mentions: Iterable[Mention], settings: Settings = DEFAULTS
    ) -> None:
        self._grammar = grammar
        self._classes = classes
        self._words = measure_words(settings)
        self._numbers: dict[int, Span] = {}
        self._barred: set[int] = set()
        for mention in mentions:
            for token in grammar.analysis.tokens_in(mention.span):
                if mention.kind is MentionKind.NUMBER:
                    self._numbers[token.index] = mention.span
                elif mention.kind is MentionKind.TIME:
                    self._barred.add(token.index)

    def quantities(self, trigger: Trigger, parts: Parts) -> tuple[Quantity, ...]:
        """The numbers that the clause of a trigger gives, in order of the text."""
        found: list[Quantity] = []
        entry = trigger.entry
        measure = entry.measure
        if measure is Measure.INJURED and self._is_fatal(trigger):
            measure = Measure.KILLED
        if measure is not None:
            for noun in self._affected(trigger, parts):
                found += self._of_noun(noun, self._state_of(trigger, measure, noun))
            found += self._fatally(trigger, measure)
            found += self._number_alone(trigger, measure)
            if entry.kind == "noun":
                found += (
                    self._of_noun(trigger.head, measure, alone=True)
                    if entry.casualty or entry.guards.get("needs")
                    else []
                )
                if not found and entry.casualty:
                    found += self._of_toll(trigger, measure)
        elif entry.type in ("assault", "coerce"):
            for noun in parts.recipients:
                kind = self._kind_of_thing(noun)
                if kind is not None and (entry.effect is not None or entry.mode == "seize"):
                    found += self._of_noun(noun, kind, counted=True)
        if entry.type == "assault" and entry.kind == "noun" and measure is None:
            found += self._of_noun(trigger.head, Measure.STRIKES, counted=True)
        if entry.type == "assault":
            for noun in parts.instruments:
                if not self._classes.of(noun) & {"vehicles", "armed"}:
                    found += self._of_noun(noun, Measure.WEAPONS, counted=True)
            for noun in parts.actors:
                names = self._classes.of(noun)
                if "vehicles" in names:
                    found += self._of_noun(noun, Measure.VEHICLES, counted=True)
                elif names & {"armed", "people"}:
                    found += self._of_noun(noun, Measure.ATTACKERS, counted=True)
        unique: dict[tuple[Span, Measure], Quantity] = {}
        for quantity in found:
            unique.setdefault((quantity.span, quantity.measure), quantity)
        return tuple(sorted(unique.values(), key=lambda quantity: quantity.span))

    def _state_of(self, trigger: Trigger, measure: Measure, noun: int) -> Measure:
        """ "left 20 wounded" counts the wounded, "left two dead and five wounded" both."""
        if "complement" in trigger.entry.guards:
            first = max(trigger.head, noun) + 1
            for token in self._grammar.analysis.tokens[first : first + _STATE_REACH]:
                if token.text.lower() in ("wounded", "injured", "hurt"):
                    return Measure.INJURED
                if token.lemma.lower() == "dead":
                    break
        return measure

    def _is_fatal(self, trigger: Trigger) -> bool:
        """ "Fatally shot his two children": the word right beside the verb tells of all of them."""
        beside = self._grammar.analysis.tokens[max(0, trigger.head - 1) : trigger.head + 2]
        return any(token.text.lower() in _FATALLY and token.head == trigger.head for token in beside)

    def _fatally(self, trigger: Trigger, measure: Measure) -> list[Quantity]:
        """ "Three people were shot, one fatally"."""
        tokens = self._grammar.analysis.tokens
        if measure is not Measure.INJURED:
            return []
        for token in tokens[trigger.head + 1 : trigger.head + 1 + _STATE_REACH]:
            if token.text.lower() in _FATALLY:
                before = tokens[token.index - 1]
                if before.pos == "NUM" and before.sentence == token.sentence:
                    return [Quantity(span=before.span, measure=Measure.KILLED, of=None)]
        return []

    def _affected(self, trigger: Trigger, parts: Parts) -> list[int]:
        entry, grammar = trigger.entry, self._grammar
        if entry.affects == "subject":
            if entry.kind == "adjective" or not entry.actor:
                return list(parts.recipients)
            return list(parts.actors)
        if parts.recipients:
            return list(parts.recipients)
        if entry.type == "mobilize":
            target = grammar.deep_object(trigger.head)
            return [] if target is None else grammar.conjuncts(target)
        if "complement" in entry.guards:
            target_token = grammar.child(trigger.head, "dobj", "nsubj")
            return (
                [
                    token.index
                    for token in grammar.analysis.tokens[trigger.head + 1 : trigger.head + 7]
                    if token.pos in ("NOUN", "NUM")
                ][:1]
                if target_token is None
                else [target_token.index]
            )
        return []

    def _kind_of_thing(self, noun: int) -> Measure | None:
        names = self._classes.of(noun)
        return next((measure for name, measure in _THINGS.items() if name in names), None)

    def _of_noun(self, noun: int, measure: Measure, counted: bool = False, alone: bool = False) -> list[Quantity]:
        """The numbers on a noun; one person without a number is one, unless ``counted`` asks for a number."""
        grammar = self._grammar
        token = grammar.token(noun)
        out: list[Quantity] = []
        names = self._classes.of(noun)
        if measure not in _OF_THINGS and "territory" in names and not names & {"people", "armed", "fighters"}:
            return out
        number = self._number_at(noun)
        if number is not None:
            out.append(Quantity(span=number, measure=measure, of=self._inner(noun)))
        else:
            modifier = self._number_on(noun, counted)
            if modifier is not None:
                out.append(Quantity(span=modifier, measure=measure, of=self._after(noun, modifier)))
        if not out:
            above = self._amount_above(noun)
            number = None if above is None else self._number_at(above)
            if number is not None:
                out.append(Quantity(span=number, measure=measure, of=grammar.phrase(noun)))
        if not out and token.lemma.lower() in self._words["bodies"]:
            for inner in self._grammar.objects_after(noun, "of"):
                out += self._of_noun(inner.index, measure, counted=True)
        if not out and not counted and not alone and measure in _OF_PERSONS and self._is_one_person(token, measure):
            out.append(Quantity(span=self._one(noun), measure=measure, of=token.span))
        if not counted:
            out += self._included(noun, measure)
        return out

    def _amount_above(self, noun: int) -> int | None:
        """ "Hundreds" of "hundreds of civilians killed"."""
        preposition = self._grammar.head(noun)
        if self._grammar.token(noun).dep != "pobj" or preposition.lemma != "of":
            return None
        above = self._grammar.head(preposition.index)
        return above.index if above.lemma.lower() in self._words["scale"] else None

    def _number_at(self, noun: int) -> Span | None:
        token = self._grammar.token(noun)
        if noun in self._barred:
            return None
        if token.pos == "NUM" or token.lemma.lower() in self._words["scale"]:
            if token.lemma.lower() in ("one",) and self._grammar.child(noun, "prep") is None:
                return None
            first = noun
            for child in self._grammar.children(noun, "nummod", "compound", "quantmod"):
                if child.pos == "NUM":
                    first = min(first, child.index)
            return self._numbers.get(noun) or self._grammar.analysis.span_of(first, noun + 1)
        return None

    def _number_on(self, noun: int, counted: bool = False) -> Span | None:
        grammar = self._grammar
        for child in grammar.children(noun, "nummod", "det", "amod"):
            if child.index in self._barred:
                continue
            nearer = self._nearer_number(child, noun)
            if nearer is not None:
                return self._numbers.get(nearer.index) or nearer.span
            if child.dep == "nummod" or child.lemma.lower() in self._words["quantifiers"]:
                first = min(
                    [
                        child.index,
                        *(inner.index for inner in grammar.children(child.index, "compound") if inner.pos == "NUM"),
                    ]
                )
                return self._numbers.get(child.index) or grammar.analysis.span_of(first, child.index + 1)
            if child.dep == "det" and child.text.lower() == "no" and not counted:
                return child.span
        return self._number_before(noun)

    def _nearer_number(self, number: Token, noun: int) -> Token | None:
        """The 16 of "killed three and 16 people were hurt", where the parser gives the noun both numbers."""
        joined = self._grammar.children(number.index, "conj")
        ands = [word for word in self._grammar.children(number.index, "cc") if word.lemma.lower() == "and"]
        if number.dep != "nummod" or not ands:
            return None
        return next((one for one in joined if one.pos == "NUM" and number.index < one.index < noun), None)

    def _number_alone(self, trigger: Trigger, measure: Measure) -> list[Quantity]:
        """The three of "killed three and 16 people were hurt"."""
        number = self._grammar.analysis.tokens[trigger.head + 1 : trigger.head + 2]
        if (
            not trigger.is_verb
            or not number
            or number[0].pos != "NUM"
            or number[0].sentence != self._grammar.token(trigger.head).sentence
        ):
            return []
        noun = self._grammar.head(number[0].index)
        if self._nearer_number(number[0], noun.index) is None or noun.head == trigger.head:
            return []
        return [Quantity(span=self._numbers.get(number[0].index) or number[0].span, measure=measure)]

    def _number_before(self, noun: int) -> Span | None:
        """A number in the phrase, or right before it, that the parser hung elsewhere."""
        first, _ = self._grammar.phrase_bounds(noun)
        for index in range(noun - 1, max(first - 2, -1), -1):
            token = self._grammar.token(index)
            if token.sentence != self._grammar.token(noun).sentence or index in self._barred:
                return None
            if token.pos == "NUM" and token.dep == "nummod" and token.head >= first - 2:
                return self._numbers.get(index)
        return None

    def _is_one_person(self, token: Token, measure: Measure) -> bool:
        if token.text.lower() in self._words["singular"]:
            return True
        if token.pos == "PROPN":
            return measure in _OF_NAMED and "person" in self._classes.of(token.index)
        if token.text.lower() in self._words["aged"]:
            return any(child.lemma.lower() in self._words["ages"] for child in self._grammar.children(token.index))
        if token.tag != "NN" or not self._classes.of(token.index) & {"people", "fighters"}:
            return False
        if (
            token.lemma.lower() in self._words["collective"]
            or self._grammar.child(token.index, "prep") is not None
            and (token.lemma.lower() in ("number", "member_of"))
        ):
            return False
        return token.pos == "NOUN"

    def _one(self, noun: int) -> Span:
        """The article that says one, else the whole phrase."""
        article = self._grammar.child(noun, "det")
        if article is not None and article.text.lower() in ("a", "an", "one", "another"):
            return article.span
        return self._grammar.phrase(noun)

    def _included(self, noun: int, measure: Measure) -> list[Quantity]:
        """ "27 people, including two soldiers", "27 people were killed, among them two soldiers"."""
        grammar = self._grammar
        out: list[Quantity] = []
        leads = [child.index for child in grammar.children(noun, "prep", "acl")]
        tokens = grammar.analysis.tokens
        _, last = grammar.phrase_bounds(noun)
        reach = tokens[last : last + _INCLUDED]
        leads += [word.index for word in reach if word.index not in leads and word.text.lower() == "including"]
        for index in leads:
            if tokens[index].lemma.lower() in ("include", "including"):
                for inner in grammar.children(index, "pobj", "dobj"):
                    for item in grammar.conjuncts(inner.index):
                        out += self._of_noun(item, measure)
        return out + self._among(noun, measure)

    def _among(self, noun: int, measure: Measure) -> list[Quantity]:
        """ "Six children were among the 12 killed", "among those killed were six children"."""
        grammar = self._grammar
        preposition = grammar.head(noun)
        verb = grammar.head(preposition.index)
        if grammar.token(noun).dep != "pobj" or preposition.lemma.lower() != "among" or verb.lemma != "be":
            return []
        told = grammar.child(verb.index, "nsubj", "attr")
        if told is None or told.index == noun:
            return []
        return [quantity for item in grammar.conjuncts(told.index) for quantity in self._of_noun(item, measure)]

    def _of_toll(self, trigger: Trigger, measure: Measure) -> list[Quantity]:
        """ "The death toll rose to 112", "a toll of 30"."""
        grammar = self._grammar
        heads = [trigger.head]
        head = grammar.head(trigger.head)
        if grammar.token(trigger.head).dep in ("nsubj", "nsubjpass", "dobj") and head.pos in ("VERB", "AUX"):
            heads.append(head.index)
        for index in heads:
            for child in grammar.children(index, "prep", "dobj", "attr", "npadvmod", "acomp", "nummod", "appos"):
                nouns = grammar.children(child.index, "pobj") if child.dep == "prep" else [child]
                if child.dep == "prep" and child.lemma not in ("to", "at", "of", "above", "past", "by"):
                    continue
                for noun in nouns:
                    found = self._of_noun(noun.index, measure, alone=True)
                    if found:
                        return found
        return []

    def _inner(self, noun: int) -> Span | None:
        for inner in self._grammar.objects_after(noun, "of"):
            return self._grammar.phrase(inner.index)
        return None

    def _after(self, noun: int, number: Span) -> Span | None:
        span = self._grammar.phrase(noun)
        token = self._grammar.token(noun)
        following = [
            word
            for word in self._grammar.analysis.tokens_in(Span(min(number.end, token.span.start), span.end))
            if word.span.start >= number.end
        ]
        return Span(following[0].span.start, span.end) if following and following[0].span.start < span.end else None
