"""Finds where those who ought to step in are told to have done nothing: "police stood by", "the army's failure to protect".

Nothing happens there, so that neither the words for events nor the trained reader look for it; but who watched an attack and
did not stop it is what reports on human rights ask. An omission is help that was not given: a claim of ``aid``, negated.
Acts that have a type of their own ("did not arrest") are claims already, and stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.domain.analysis import Analysis, Token
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Argument, Claim, Modality, Polarity, Role, Stance
from dateline.domain.ids import claim_id
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.origin import Origin
from dateline.domain.span import Span
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.judging import LEAST
from dateline.extract.local.lexicon import lexicon
from dateline.extract.local.scope import Scope
from dateline.extract.local.setting import SettingFinder
from dateline.extract.local.shelves import Shelves
from dateline.extract.local.stance import stance_words
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

_ORIGIN = Origin("extract/local", 2)
_TYPE = "aid"
#: Kinds of mentions that ought to step in.
_AUTHORITIES = frozenset({"police", "military", "government"})
_SURE = 0.7
#: Parts of speech that can head an idiom or an act.
_VERBS = frozenset({"VERB", "AUX"})
_HANGING = frozenset({"dobj", "nsubjpass", "prep", "pobj", "advmod", "acomp", "attr", "prt", "amod", "det", "oprd"}) | {
    *("nmod", "npadvmod", "xcomp", "poss", "neg"),
}
_PLACES_OF_POWER = frozenset({"poss", "compound", "nmod", "amod"})
_LEADS = ("of", "by", "from", "on")
#: Auxiliaries of what is not told as done.
_IRREAL = frozenset({"would", "will", "should", "must", "may", "might"})
#: Steps from a verb down to the words of an idiom.
_DEEP = 3


@dataclass(frozen=True)
class _Words:
    """The table of omissions of a language."""

    who: frozenset[str]
    not_with: frozenset[str]
    parties: frozenset[str]
    idioms: dict[str, tuple[tuple[str, ...], ...]]
    beside: frozenset[str]
    watching: frozenset[str]
    whiles: frozenset[str]
    acts: dict[str, tuple[tuple[str, ...], ...]]
    failing: frozenset[str]
    of_others: frozenset[str]
    alone: frozenset[str]
    nouns: frozenset[str]
    with_act: frozenset[str]
    lacks: frozenset[str]
    lacking: frozenset[str]
    for_somebody: frozenset[str]
    ending: frozenset[str]
    vantage: frozenset[str]
    of_harm: frozenset[str]


@cache
def _words(settings: Settings) -> _Words:
    rows: dict[str, Any] = table(settings.language, "omissions", settings.overlay("lang"))
    return _Words(
        who=frozenset(rows["who"]["heads"]),
        not_with=frozenset(rows["who"]["not_with"]),
        parties=frozenset(rows["who"]["parties"]),
        idioms=_by_head(rows["idioms"]["phrases"]),
        beside=frozenset(rows["idioms"]["beside"]),
        watching=frozenset(rows["idioms"]["watching"]),
        whiles=frozenset(rows["idioms"]["while"]),
        acts=_by_head(rows["acts"]["verbs"]),
        failing=frozenset(rows["acts"]["failing"]),
        of_others=frozenset(rows["acts"]["objects_of_others"]),
        alone=frozenset(rows["acts"]["alone"]),
        nouns=frozenset(rows["nouns"]["words"]),
        with_act=frozenset(rows["nouns"]["with_act"]),
        lacks=frozenset(rows["nouns"]["lacks"]),
        lacking=frozenset(rows["nouns"]["lacking"]),
        ending=frozenset(rows["acts"]["ending"]),
        vantage=frozenset(rows["idioms"]["vantage"]),
        of_harm=frozenset(rows["idioms"]["of_harm"]),
        for_somebody=frozenset(rows["acts"]["for_somebody"]),
    )


def _by_head(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for head, *rest in (phrase.split() for phrase in phrases):
        found[head] = (*found.get(head, ()), tuple(rest))
    return found


def with_omissions(
    claims: Sequence[Claim],
    analysis: Analysis,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    settings: Settings = DEFAULTS,
) -> tuple[Claim, ...]:
    """The claims and those of omissions, in the order of their triggers.

    An omission takes the place of what else its words were read to tell. In a report that tells of no conflict there is none.
    """
    sighting = analysis.sighting
    if sighting is not None and sighting.whole.get("contentious", 1.0) < LEAST:
        return tuple(claims)
    finder = _Finder(analysis, mentions, attributions, settings)
    found: list[Claim] = []
    taken: Shelves[Span] = Shelves()
    for claim in finder.claims():
        if not any(span.touches(claim.trigger) for span in taken.near(claim.trigger.start)):
            found.append(claim)
            taken.put([claim.trigger], claim.trigger)
    if not found:
        return tuple(claims)
    kept = [
        claim for claim in claims if not any(span.touches(claim.trigger) for span in taken.near(claim.trigger.start))
    ]
    return tuple(sorted((*kept, *found), key=lambda claim: (claim.trigger, claim.id)))


class _Finder:
    """The omissions of one document."""

    def __init__(
        self, analysis: Analysis, mentions: Sequence[Mention], attributions: Sequence[Attribution], settings: Settings
    ) -> None:
        self._analysis = analysis
        self._grammar = Grammar(analysis, lexicon(settings).object_control)
        self._words = _words(settings)
        self._governors = stance_words(settings).governors
        self._settings_of = SettingFinder(self._grammar, mentions)
        self._scope = Scope(attributions)
        self._by_head: dict[int, Mention] = {}
        for mention in mentions:
            if mention.kind is MentionKind.ACTOR:
                head = self._grammar.head_of(mention.head or mention.span)
                if head is not None:
                    self._by_head.setdefault(head.index, mention)

    def claims(self) -> Iterator[Claim]:
        """An omission for each place that tells one."""
        for token in self._analysis.tokens:
            trigger, doer = self._told(token)
            if trigger and doer is not None:
                yield self._claim(trigger, doer)

    def _claim(self, trigger: Sequence[int], doer: int) -> Claim:
        tokens = [self._grammar.token(index) for index in sorted(trigger)]
        span = tokens[0].span.hull(tokens[-1].span)
        mention = self._by_head.get(doer)
        word = self._grammar.token(doer)
        described = word.span if word.dep in _PLACES_OF_POWER else self._grammar.phrase(doer)
        actor = mention.span if mention is not None else described
        told_by = self._scope.attribution_of(span)
        return Claim(
            id=claim_id(self._analysis.document.key, span),
            type=_TYPE,
            trigger=span,
            evidence=self._analysis.sentences[tokens[0].sentence].span,
            origin=_ORIGIN,
            arguments=(Argument(role=Role.ACTOR, span=actor), *self._for_whom(tokens)),
            time=self._settings_of.time(trigger),
            duration=self._settings_of.duration(trigger),
            places=self._settings_of.places(trigger),
            stance=Stance(polarity=Polarity.NEGATED, span=span),
            attribution=told_by.id if told_by is not None else None,
            confidence=_SURE,
        )

    def _for_whom(self, tokens: Sequence[Token]) -> Iterator[Argument]:
        """Who was not helped: "failed to protect the villagers"."""
        for token in tokens:
            noun = self._grammar.deep_object(token.index) if token.lemma.lower() in self._words.for_somebody else None
            mention = self._by_head.get(noun) if noun is not None else None
            if mention is not None:
                yield Argument(role=Role.RECIPIENT, span=mention.span)
                return

    def _told(self, token: Token) -> tuple[Sequence[int], int | None]:
        """The words that tell an omission from that word on, and who omits; nothing where it tells none."""
        lemma = token.lemma.lower()
        words = self._words
        if token.pos in _VERBS:
            for rest in words.idioms.get(lemma, ()):
                below = self._below(token, rest)
                if below is not None and not self._is_denied(token) and not self._is_irreal(token):
                    return self._of_verb(token, below)
            if lemma in ("stand", "sit") and (watching := self._beside(token)) is not None:
                return self._of_verb(token, [watching])
            if lemma in words.watching and self._is_while(token):
                return self._of_verb(token, [])
            for rest in words.acts.get(lemma, ()):
                below = self._below(token, rest)
                if below is not None and self._is_owed(token) and (denial := self._denial(token)):
                    return self._of_verb(token, [*below, *denial])
        elif token.pos == "NOUN":
            if lemma in words.nouns:
                return [token.index], self._whose(token)
            if lemma in words.with_act and (act := self._act_of(token)) is not None:
                return [token.index, *act], self._whose(token)
            if lemma in words.lacks and (lacking := self._lacking(token)) is not None:
                return [token.index, lacking.index], self._whose(lacking) or self._authority(lacking.index)
        return [], None

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _below(self, token: Token, rest: Sequence[str]) -> list[int] | None:
        """The words of an idiom that hang on its verb, or None where one is missing."""
        hanging = list(self._hanging(token.index))
        found = []
        for word in rest:
            match = next((one for one in hanging if word in (one.lemma.lower(), one.text.lower())), None)
            if match is None or (word == rest[-1] and match.dep == "prep" and self._grammar.child(match.index, "pobj")):
                # "Stood by his minister" is no standing by.
                return None
            found.append(match.index)
        return found

    def _hanging(self, index: int, deep: int = _DEEP) -> Iterator[Token]:
        for child in self._grammar.children(index):
            if child.dep in _HANGING:
                yield child
                if deep > 1:
                    yield from self._hanging(child.index, deep - 1)

    def _of_verb(self, token: Token, others: Sequence[int]) -> tuple[Sequence[int], int | None]:
        """A verb of an omission and whoever acts, or does not, where they are of those who ought to."""
        head = self._grammar.head(token.index)
        # "The police were unable to contain it": the parse gives the adjective no subject.
        verb = self._grammar.head(head.index) if head.pos == "ADJ" and head.index in others else token
        subject = self._grammar.deep_subject(verb.index)
        return [token.index, *others], None if subject is None else self._authority(subject)

    def _beside(self, token: Token) -> int | None:
        """ "Stood and watched"."""
        joined = self._grammar.children(token.index, "conj", "advcl", "xcomp")
        return next(
            (one.index for one in joined if one.lemma.lower() in self._words.beside and self._is_of_harm(one)), None
        )

    def _is_of_harm(self, watching: Token) -> bool:
        """Whether what is watched is violence or people: not "stood and watched the horizon"."""
        seen = self._grammar.child(watching.index, "dobj")
        return seen is None or seen.lemma.lower() in self._words.of_harm

    def _is_while(self, token: Token) -> bool:
        """Whether somebody watches while something is done: "as fifty policemen watched"."""
        if token.dep != "advcl" or self._is_denied(token):
            return False
        marks = self._grammar.children(token.index, "mark", "advmod")
        # "As soldiers looked for the gunmen" tells of no onlookers.
        leads = [
            one for one in self._grammar.children(token.index, "prep") if one.lemma.lower() not in self._words.vantage
        ]
        return (
            not leads
            and self._grammar.child(token.index, "dobj", "prt", "acomp") is None
            and any(one.text.lower() in self._words.whiles for one in marks)
        )

    def _is_owed(self, token: Token) -> bool:
        """Whether what was not done is theirs to do, and not an answer to a question."""
        hanging = [one for one in self._hanging(token.index) if one.dep != "neg"]
        if token.lemma.lower() in self._words.ending and (
            self._grammar.child(token.index, "xcomp") is not None
            or any(child.tag == "PRP$" for thing in self._grammar.children(token.index, "dobj")
                   for child in self._grammar.children(thing.index, "poss"))
        ):  # fmt: skip
            # "Refused to stop its attacks": a deed that goes on.
            return False
        return not any(one.lemma.lower() in self._words.of_others | self._words.alone for one in hanging)

    def _is_denied(self, token: Token) -> bool:
        return self._grammar.child(token.index, "neg") is not None

    def _is_irreal(self, token: Token) -> bool:
        return bool({one.lemma.lower() for one in self._grammar.children(token.index, "aux")} & _IRREAL)

    def _denial(self, token: Token) -> list[int]:
        """The words that say it was not done, or nothing."""
        negation = self._grammar.child(token.index, "neg")
        if negation is not None:
            return [] if self._is_irreal(token) else [negation.index]
        no = next(
            (
                child
                for thing in self._grammar.children(token.index, "dobj", "nsubjpass")
                for child in self._grammar.children(thing.index, "det")
                if child.text.lower() == "no"
            ),
            None,
        )
        if no is not None:
            return [no.index]
        head = self._grammar.head(token.index)
        if head.index == token.index or head.lemma.lower() not in self._words.failing:
            return []
        if token.dep not in ("xcomp", "ccomp", "acl", "advcl", "pcomp", "prep"):
            return []
        return [] if self._is_denied(head) or self._is_disclaimed(head) else [head.index]

    def _is_disclaimed(self, token: Token) -> bool:
        """Whether somebody denies it: "denied failing to protect them"."""
        over = self._grammar.head(token.index)
        reading = self._governors.get(over.lemma.lower()) if over.index != token.index else None
        return reading is not None and reading.modality is Modality.DENIED

    # -- nouns ----------------------------------------------------------------------------------------------------

    def _whose(self, noun: Token) -> int | None:
        """Of those who ought to, whose omission the noun is: "police inaction", "the inaction of the police"."""
        for child in self._grammar.children(noun.index, *_PLACES_OF_POWER):
            found = self._authority(child.index)
            if found is not None:
                return found
        for lead in _LEADS:
            nouns = self._grammar.objects_after(noun.index, lead)
            following = self._analysis.tokens[noun.index + 1 : noun.index + 2]
            if not nouns and following and following[0].text.lower() == lead:
                # The parser may hang what stands right behind the noun on its verb.
                nouns = self._grammar.children(following[0].index, "pobj")
            for after in nouns:
                # "On the part of the police".
                inner = self._grammar.objects_after(after.index, "of") if after.lemma == "part" else [after]
                for one in inner:
                    found = self._authority(one.index)
                    if found is not None:
                        return found
        return None

    def _act_of(self, noun: Token) -> list[int] | None:
        """What was not done, after a noun that says so: "failure to protect", "failure in stopping"."""
        verbs = self._grammar.children(noun.index, "acl", "relcl")
        for preposition in self._grammar.children(noun.index, "prep"):
            verbs += self._grammar.children(preposition.index, "pcomp")
        for verb in verbs:
            for rest in self._words.acts.get(verb.lemma.lower(), ()):
                below = self._below(verb, rest)
                if below is not None and self._is_owed(verb):
                    return [verb.index, *below]
        return None

    def _lacking(self, noun: Token) -> Token | None:
        """What there was none of: "lack of police action"."""
        for thing in self._grammar.objects_after(noun.index, "of"):
            if thing.lemma.lower() in self._words.lacking:
                return thing
        return None

    def _authority(self, index: int) -> int | None:
        """The word itself, where it stands for those who ought to step in."""
        token = self._grammar.token(index)
        mention = self._by_head.get(index)
        others = {one.lemma.lower() for one in self._grammar.children(index, *_PLACES_OF_POWER)}
        if others & self._words.not_with:
            return None
        if token.lemma.lower() in self._words.who or (mention is not None and mention.label in _AUTHORITIES):
            return index
        # "A party of six policemen".
        members = self._grammar.objects_after(index, "of") if token.lemma.lower() in self._words.parties else []
        return next((one.index for one in members if one.lemma.lower() in self._words.who), None)
