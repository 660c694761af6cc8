"""Who did what to whom with what, how many and according to whom: the rules' words and the reader's, judged together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.happening import Happening
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.domain.value import Measure, Quantity
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.judging.tolls import HARM
from dateline.extract.local.judging.weights import calibrated, raised, weights
from dateline.extract.local.lexicon import lexicon
from dateline.extract.local.means import MeansFinder
from dateline.extract.local.setting import SettingFinder
from dateline.extract.local.shelves import Shelves
from dateline.lang import table
from dateline.plugins import Settings

#: Probability of words that the reader does not mention for a part that the rules give them.
_UNSEEN = 0.05
_LEAST = 0.5
_BEFALLS_PERSONS = frozenset({Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.ARRESTED, Measure.MISSING})
_JUDGED = (Role.ACTOR, Role.RECIPIENT, Role.INSTRUMENT)
_PEACEFUL = "protest"
#: Numbers alone are nobody: they are counts.
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "X"})
#: Characters before a number that are looked at.
_NEAR = 24
#: Kinds of mentions that can be counted one by one.
_PERSONS = frozenset({"person", "population"})
_PARTIES = (Role.ACTOR, Role.RECIPIENT)
_NO_BEGINNING = frozenset({"CCONJ", "SCONJ", "ADP", "PUNCT", "VERB", "AUX", "PART", "ADV"})
#: Marks of the parties of incidents, whatever claim they belong to, that speak for a role in an assault.
MARKS: Final = {
    Role.ACTOR: ("perpetrator", "perpetrating_organisation"),
    Role.RECIPIENT: ("victim", "target"),
    Role.INSTRUMENT: ("weapon",),
}


class PartJudge:
    """The parts of the claims of one document."""

    def __init__(
        self,
        analysis: Analysis,
        claims: Iterable[Claim],
        mentions: Sequence[Mention],
        attributions: Iterable[Attribution],
        settings: Settings,
    ) -> None:
        self._analysis = analysis
        self._grammar = Grammar(analysis, lexicon(settings).object_control)
        self._settings_of = SettingFinder(self._grammar, mentions)
        self._means = MeansFinder(self._grammar, settings)
        self.numbers = [mention.span for mention in mentions if mention.kind is MentionKind.NUMBER]
        self._places = [
            mention.span for mention in mentions if mention.kind is MentionKind.PLACE and mention.label != "demonym"
        ]
        self._times = [mention.span for mention in mentions if mention.kind is MentionKind.TIME]
        self._persons = [mention.span for mention in mentions if mention.label in _PERSONS]
        parts = table(settings.language, "tolls", settings.overlay("lang"))["parts"]
        self._of_them = re.compile(rf"\b(?:{'|'.join(parts['between'])})\s+(?:at least\s+)?\Z", re.IGNORECASE)
        self._some_of_them = re.compile(rf"\s+{parts['of_them']}", re.IGNORECASE)
        self._attributions = tuple(attributions)
        #: What the rules found each number to count, in whichever claim.
        self.ruled = {quantity.span: quantity.measure for claim in claims for quantity in claim.quantities}
        words = table(settings.language, "parties", settings.overlay("lang"))
        self._bodies = words["bodies"]
        self._of_act: Mapping[str, str] = table(settings.language, "measures", settings.overlay("lang"))["of_act"]
        self._empty = words["empty"]["nouns"]
        sighting = analysis.sighting
        incident = sighting.whole.get("terrorism", 0.0) if sighting is not None else 0.0
        # Reports of wars look somewhat like it too.
        self._incident = incident ** weights()["parts"]["incident"]
        self._marks: dict[Role, Shelves[Span]] = {}
        for role, names in MARKS.items():
            self._marks[role] = Shelves()
            for name in names:
                for marked in analysis.layers.get(name, ()):
                    self._marks[role].put((marked.span,), marked.span)

    def setting(self, happening: Happening) -> dict[str, Any]:
        """Time, duration and places of a happening that the rules have no claim for."""
        words = tuple(token.index for token in self._analysis.tokens_in(happening.trigger))
        if not words:
            return {}
        return {
            "time": self._settings_of.time(words),
            "duration": self._settings_of.duration(words),
            "places": self._settings_of.places(words),
        }

    def arguments(self, claim: Claim, happening: Happening) -> tuple[Argument, ...]:
        """The arguments; those of roles that the reader does not know stay as they are."""
        made: list[Argument] = []
        for role in _JUDGED:
            made += self._of_role(role, claim, happening)
        made = [argument for argument in made if not _plays_other_part(argument, made)]
        made = [argument for argument in made if not self._is_scene(argument, made)]
        made += [argument for argument in claim.arguments if argument.role not in _JUDGED]
        return tuple(made)

    def _is_scene(self, argument: Argument, arguments: Sequence[Argument]) -> bool:
        """Whether words are the place where others suffered: "killed three soldiers in Gao" is no attack on Gao."""
        if argument.role is not Role.RECIPIENT or not self._is_place(argument):
            return False
        return any(other.role is Role.RECIPIENT and not self._is_place(other) for other in arguments)

    def _is_place(self, argument: Argument) -> bool:
        return any(place.holds(argument.span) for place in self._places)

    def _of_role(self, role: Role, claim: Claim, happening: Happening) -> list[Argument]:
        factors = weights()["parts"]
        ruled = claim.words_of(role)
        parts = happening.parts_of(role.value)
        found: list[tuple[float, Argument]] = []
        for argument in ruled:
            score = max((part.score for part in parts if part.span.touches(argument.span)), default=_UNSEEN)
            factor = factors[role.value] * self._marked(role, claim, argument.span)
            found.append((raised(score, factor * factors["all"]), self._as_marked(role, claim, argument)))
        for part in parts:
            span = self._phrase(part.span)
            if span is None or any(span.touches(argument.span) for _, argument in found):
                continue
            score = raised(part.score, factors["all"] * self._marked(role, claim, part.span))
            found.append((score, self._as_marked(role, claim, self._argument(role, span))))
        ordered = sorted(found, key=lambda pair: -pair[0])
        return [replace(argument, confidence=calibrated(role, score)) for score, argument in ordered if score >= _LEAST]

    def _marked(self, role: Role, claim: Claim, span: Span) -> float:
        """What it adds to the odds that words are marked as a party of an incident, and takes from them that they are not.

        Only reports of incidents have such marks: the less a report looks like one, the less it says that words have none.
        """
        if claim.type != "assault":
            return 1.0
        factors = weights()["parts"]
        if any(marked.touches(span) for marked in self._marks[role].near(span.start)):
            return float(factors["marked"])
        return 1.0 if role not in MARKS else float(factors["unmarked"] ** self._incident)

    def _as_marked(self, role: Role, claim: Claim, argument: Argument) -> Argument:
        """An argument in the words that are marked as a party of an incident, where these are surer than its own."""
        if claim.type != "assault" or role not in (Role.RECIPIENT, Role.INSTRUMENT) or self._incident < 0.5:
            return argument
        near = [mark for mark in self._marks[role].near(argument.span.start) if mark.touches(argument.span)]
        if len(near) != 1:
            return argument
        return replace(argument, span=near[0])

    def _phrase(self, span: Span) -> Span | None:
        """The words of a part without what belongs to no noun phrase; of an article alone its phrase, of no noun None."""
        tokens = list(self._analysis.tokens_in(span))
        if tokens and not any(token.pos in _NOUNS for token in tokens):
            last = tokens[-1].index
            around = next((chunk for chunk in self._analysis.chunks if chunk[0] <= last < chunk[1]), None)
            return None if around is None else self._analysis.span_of(*around)
        while tokens and tokens[0].pos in _NO_BEGINNING:
            tokens.pop(0)
        while tokens and tokens[-1].pos not in _NOUNS:
            tokens.pop()
        if not tokens:
            return None
        return self._analysis.span_of(*self._whole_words(tokens[0].index, tokens[-1].index + 1))

    def _whole_words(self, first: int, last: int) -> tuple[int, int]:
        """The tokens of a part, half-open, with the rest of a name that it cuts, and with what an empty noun is made of.

        "Bernardo" of "Bernardo Jaramillo" is the whole name, "a group" of "a group of rebels" the whole phrase.
        """
        tokens = self._analysis.tokens
        same = self._analysis.sentence_of(tokens[first].span)
        least, most = (same.first, same.last) if same is not None else (first, last)
        if tokens[first].pos == "PROPN":
            while first > least and tokens[first - 1].pos == "PROPN" and self._is_one_name(first - 1, first):
                first -= 1
        if tokens[last - 1].pos == "PROPN":
            while last < most and tokens[last].pos == "PROPN" and self._is_one_name(last - 1, last):
                last += 1
        if last + 1 < most and tokens[last - 1].lemma.lower() in self._empty and tokens[last].text.lower() == "of":
            around = next((chunk for chunk in self._analysis.chunks if chunk[0] <= last + 1 < chunk[1]), None)
            last = around[1] if around is not None else last
        return first, last

    def _is_one_name(self, left: int, right: int) -> bool:
        """Whether two neighbours hang together in the parse, one on the other or both on a third."""
        one, other = self._analysis.tokens[left], self._analysis.tokens[right]
        return other.head in (left, one.head) or one.head in (right, other.head)

    def _argument(self, role: Role, span: Span) -> Argument:
        return Argument(role=role, span=span, category=self.category(span) if role is Role.INSTRUMENT else None)

    def category(self, span: Span) -> str | None:
        """The category of the weapon that a noun phrase names."""
        tokens = self._analysis.tokens_in(span)
        return next(
            (found for token in reversed(tokens) if (found := self._means.category(token.index)) is not None), None
        )

    def marked(self, role: Role, span: Span, score: float) -> Argument | None:
        """The argument that a marked party makes, or None where it is no noun phrase."""
        phrase = self._phrase(span)
        return None if phrase is None else replace(self._argument(role, phrase), confidence=score)

    def quantities(self, claim: Claim, happening: Happening) -> tuple[Quantity, ...]:
        """The numbers of a claim."""
        factor = weights()["parts"]["count"]
        parts = happening.parts_of("count")
        made: dict[tuple[Span, Measure], Quantity] = {}
        for quantity in claim.quantities:
            touching = [part for part in parts if part.span.touches(quantity.span)]
            score = max((part.score for part in touching), default=_UNSEEN)
            if raised(score, factor) >= _LEAST:
                sure = calibrated("count", raised(score, factor))
                made[quantity.span, quantity.measure] = replace(quantity, confidence=sure)
        for part in parts:
            measure = part.measure or self._of_act.get(f"{claim.type}/{claim.mode}") or self._of_act.get(claim.type)
            if part.score < _LEAST or measure is None:
                continue
            if any(part.span.touches(span) for span, _ in made):
                continue
            if not claim.evidence.touches(part.span):
                # The figure of another sentence is of that sentence's claim.
                continue
            act = self._of_act.get(f"{claim.type}/{claim.mode}")
            if (act == Measure.ABDUCTED and measure == Measure.INJURED) or (
                claim.type == _PEACEFUL and measure in HARM
            ):
                # Nobody is told to be hurt: "the captives are four reporters and a driver", a "march of millions".
                measure = act or self._of_act[_PEACEFUL]
            span = next((number for number in self.numbers if number.touches(part.span)), part.span)
            counted = self._counted(span)
            whole = self._whole_of(span, made.values())
            quantity = Quantity(
                span=span,
                measure=whole.measure if whole is not None else self._measure_of(Measure(measure), span, counted),
                of=counted,
                confidence=calibrated("count", part.score),
            )
            made[quantity.span, quantity.measure] = quantity
        for quantity in list(made.values()):
            if quantity.measure in HARM:
                for other in self._listed_with(quantity, happening, claim):
                    if not any(other.span.touches(span) for span, _ in made):
                        made[other.span, other.measure] = other
        return tuple(sorted(made.values(), key=lambda quantity: (quantity.span, quantity.measure)))

    def _whole_of(self, span: Span, made: Iterable[Quantity]) -> Quantity | None:
        """The dead or wounded of whom a number counts some: "executed 48 people, among them ten children" killed the ten."""
        sentence = self._analysis.sentence_of(span)
        before = [
            one for one in made
            if one.measure in HARM and sentence is not None and sentence.span.start <= one.span.start < span.start
        ]  # fmt: skip
        text = self._analysis.document.text
        among = self._of_them.search(text[max(0, span.start - _NEAR) : span.start])
        is_some = among is not None or self._some_of_them.match(text, span.end) is not None
        return max(before, key=lambda one: one.span) if before and is_some else None

    def _listed_with(self, quantity: Quantity, happening: Happening, claim: Claim) -> Iterator[Quantity]:
        """The others of a list of whom the reader counts one: the children of "shot his partner and their two children".

        Only of lists that the reader as a whole takes for those who suffered.
        """
        head = self._grammar.head_of(quantity.of or quantity.span)
        if head is None or head.pos not in _NOUNS or not claim.evidence.touches(quantity.span):
            return
        while head.dep == "conj" and self._grammar.head(head.index).pos in _NOUNS:
            head = self._grammar.head(head.index)
        suffered = [part.span for part in happening.parts_of(Role.RECIPIENT.value) if part.score >= _LEAST]
        for index in self._grammar.conjuncts(head.index):
            noun = self._grammar.token(index)
            if not any(span.holds(noun.span) and span.holds(head.span) for span in suffered):
                continue
            number = next(
                (
                    span
                    for child in self._grammar.children(index, "nummod")
                    for span in self.numbers
                    if span.touches(child.span)
                ),
                None,
            )
            if number is not None:
                yield replace(quantity, span=number, of=noun.span)
            elif noun.tag == "NN" and any(person.touches(noun.span) for person in self._persons):
                yield replace(quantity, span=self._grammar.phrase(index), of=noun.span)

    def _measure_of(self, measure: Measure, span: Span, counted: Span | None) -> Measure:
        """The reader's measure; of those who, as the rules found, were taken and not killed, the rules'.

        Of bodies that can neither die nor be hurt it is the number of bodies.
        """
        ruled = self.ruled.get(span)
        if ruled is not None and measure in HARM and ruled not in HARM:
            return ruled
        if counted is None or measure not in _BEFALLS_PERSONS:
            return measure
        nouns = {token.lemma.lower() for token in self._analysis.tokens_in(counted)}
        return next((Measure(name) for name, words in self._bodies.items() if nouns & set(words)), measure)

    def _counted(self, span: Span) -> Span | None:
        """What a number counts: the noun that it hangs on."""
        tokens = self._analysis.tokens_in(span)
        if not tokens:
            return None
        last = tokens[-1]
        head = self._grammar.head(last.index)
        if (
            last.dep in ("nummod", "compound", "amod", "det")
            and head.pos in ("NOUN", "PROPN")
            and head.index > last.index
        ):
            return Span(min(head.span.start, last.span.end + 1), head.span.end)
        return None

    def places(self, claim: Claim, happening: Happening) -> tuple[Span, ...]:
        """The places, the likeliest first where the reader is sure of one."""
        factor = weights()["parts"]["location" if claim.places else "location_alone"]
        sure = [part for part in happening.parts_of("location") if raised(part.score, factor) >= _LEAST]
        named = [place for part in sure for place in self._places if place.touches(part.span)]
        return tuple(dict.fromkeys((*named, *claim.places)))

    def time(self, claim: Claim, happening: Happening) -> Span | None:
        """The words for the time: the rules' or those that the reader points at, whichever is likelier."""
        found: list[tuple[float, Span]] = []
        parts = happening.parts_of("time")
        if claim.time is not None:
            score = max((part.score for part in parts if part.span.touches(claim.time)), default=_UNSEEN)
            found.append((raised(score, weights()["parts"]["time"]), claim.time))
        for part in parts:
            near = next((span for span in self._times if span.touches(part.span)), None)
            if near is not None and near != claim.time:
                found.append((part.score, near))
        score, span = max(found, default=(0.0, None), key=lambda pair: pair[0])
        return span if score >= _LEAST else None

    def attribution(self, happening: Happening, told_by: Attribution | None) -> Attribution | None:
        """Who tells: the attribution whose content the words stand in, or the one whose source the reader is sure of."""
        parts = happening.parts_of("attribution")
        if told_by is not None:
            seen = [part.score for part in parts for source in told_by.sources if part.span.touches(source.span)]
            likely = raised(max(seen, default=_UNSEEN), weights()["parts"]["attribution"])
            if likely >= _LEAST or not told_by.sources:
                return told_by
        for part in parts:
            if part.score < _LEAST:
                break
            if self._tells_itself(happening.trigger, part.span):
                continue
            near = [
                attribution
                for attribution in self._attributions
                if any(source.span.touches(part.span) for source in attribution.sources)
                and self._in_sentence(attribution, happening.trigger)
            ]
            if near:
                return min(near, key=lambda item: _gap(item, happening.trigger))
        return None

    def _in_sentence(self, attribution: Attribution, trigger: Span) -> bool:
        """Whether somebody tells in the sentence of the words: what another sentence says is not of its teller."""
        sentence = self._analysis.sentence_of(trigger)
        words = [speaker.span for speaker in attribution.sources]
        words += [attribution.cue] if attribution.cue is not None else []
        return sentence is not None and any(sentence.span.touches(one) for one in words)

    def _tells_itself(self, trigger: Span, source: Span) -> bool:
        """Whether the words are another's telling: "experts called for", after a paragraph in which Lund speaks."""
        own = [one for one in self._attributions if one.cue is not None and one.cue.touches(trigger)]
        return bool(own) and not any(speaker.span.touches(source) for one in own for speaker in one.sources)


def _plays_other_part(argument: Argument, arguments: Sequence[Argument]) -> bool:
    """Whether the same words act and suffer in one claim, and more surely do the other."""
    if argument.role not in _PARTIES:
        return False
    mine = (argument.confidence or 0.0, argument.role is Role.ACTOR)
    return any(
        other.role in _PARTIES
        and other.role is not argument.role
        and other.span.touches(argument.span)
        and (other.confidence or 0.0, other.role is Role.ACTOR) > mine
        for other in arguments
    )


def _gap(attribution: Attribution, span: Span) -> int:
    pieces = attribution.content or tuple(source.span for source in attribution.sources)
    return min(max(piece.start - span.end, span.start - piece.end, 0) for piece in pieces)
