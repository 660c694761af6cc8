"""Harm that nobody did: a bus that overturns, a house that burns down, an earthquake. However many died, it is no assault.

Reports of accidents fill the news, and a reader that was taught on conflict takes the dead of any sentence for somebody's
victims. What stands as the cause beside the word for the harm says that they are not. Some causes nobody can bring about;
others, such as a fire or a crash, somebody can, so they count only where the report tells of no violence beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from dateline.domain.analysis import Analysis, Token
from dateline.domain.claim import Claim, Polarity, Role
from dateline.domain.ids import ClaimId
from dateline.extract.local.grammar import Grammar
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

VIOLENCE = "assault"
#: What nobody can do, and what somebody can.
SURE, OPEN = "sure", "open"
#: Sentences at a report's beginning one of which names what it is about.
LEAD = 4
#: Least words of mishaps a word of violence, for a report to be of a mishap.
SHARE = 3
#: Modes that the words of a mishap can be taken for: a gas leak for gas, a boiler for a bomb, a helicopter for a strike.
_TAKEN_FOR = frozenset({None, "explosives", "aerial", "destroy", "unconventional", "killing"})
#: In a report of a mishap also what a lorry or a crowd can be taken for.
_LOOSELY = _TAKEN_FOR | {"heavy-weapons", "seize"}
#: What those are taken for who are lost.
_LOST = frozenset({(VIOLENCE, "abduct"), ("retreat", None)})
_TYPES = frozenset(type_id for type_id, _ in _LOST)
_NOUNS = frozenset({"NOUN", "PROPN"})
#: How what tells the harm hangs on the word that tells its cause: "crashed, killing four", "fell and died", "presumed dead".
_UNDER = frozenset({"advcl", "conj", "acomp", "attr", "oprd", "xcomp", "dobj", "pobj", "dep", "nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class _Words:
    #: Nouns and verbs are kept apart: troops storm a palace, and fire at a crowd.
    sure: frozenset[str]
    phrases: frozenset[tuple[str, str]]
    open_nouns: frozenset[str]
    open_verbs: frozenset[str]
    with_word: Mapping[str, frozenset[str]]
    bursting: frozenset[str]
    household: frozenset[str]
    striking: frozenset[str]
    traffic: frozenset[str]
    deeds: frozenset[str]
    #: What a mishap can make the actor of a sentence: "a helicopter crashed".
    nobody: frozenset[str]
    #: Prepositions before a cause, before who does it, and words before what is only likened: "as if an earthquake had hit".
    causing: frozenset[str]
    doing: frozenset[str]
    #: Words for those of whom nobody knows where they are.
    lost: frozenset[str]
    likening: frozenset[str]
    #: Words that in any sentence of a report mean a mishap; people fall and sides collide in many ways.
    plain: frozenset[str]


@cache
def _words(settings: Settings) -> _Words:
    found: Mapping[str, Any] = table(settings.language, "mishaps", settings.overlay("lang"))
    sure, maybe = found["sure"], found["open"]
    pairs = (phrase.split() for phrase in sure["phrases"])
    return _Words(
        sure=frozenset(sure["nouns"]),
        phrases=frozenset((first, second) for first, second in pairs),
        open_nouns=frozenset(maybe["nouns"]),
        open_verbs=frozenset(maybe["verbs"]),
        with_word={verb: frozenset(words) for verb, words in maybe["with_word"].items()},
        bursting=frozenset(maybe["bursting"]),
        household=frozenset(maybe["household"]),
        striking=frozenset(maybe["striking"]),
        traffic=frozenset(maybe["traffic"]),
        deeds=frozenset(found["deeds"]["words"]),
        causing=frozenset(found["words"]["causing"]),
        doing=frozenset(found["words"]["doing"]),
        lost=frozenset(found["words"]["lost"]),
        likening=frozenset(found["words"]["likening"]),
        plain=frozenset(maybe["plain"]),
        nobody=frozenset(word for part in (sure, maybe) for words in part.values() for word in words),
    )


class Mishaps:
    """Finds the claims of one document that tell of harm that nobody did."""

    def __init__(self, analysis: Analysis, grammar: Grammar, settings: Settings = DEFAULTS) -> None:
        self._analysis = analysis
        self._grammar = grammar
        self._words = _words(settings)

    def among(self, claims: Sequence[Claim]) -> frozenset[ClaimId]:
        """The claims of violence that a mishap did.

        Where a report tells of violence, a fire or a crash may be part of it.
        """
        if not any(claim.type in _TYPES for claim in claims):
            return frozenset()
        signs = [self._sign(claim) for claim in claims]
        if self._is_of_mishap(2 - any(signs)):
            return frozenset(
                claim.id
                for claim, sign in zip(claims, signs, strict=True)
                if sign or (claim.type == VIOLENCE and claim.mode in _LOOSELY and not self._tells_deed(claim))
            )
        violent = self._deeds >= SHARE or any(
            sign is None and claim.type == VIOLENCE and claim.stance.polarity is Polarity.AFFIRMED
            for claim, sign in zip(claims, signs, strict=True)
        )
        return frozenset(
            claim.id
            for claim, sign in zip(claims, signs, strict=True)
            if sign == SURE or (sign == OPEN and not violent)
        )

    @cached_property
    def _deeds(self) -> int:
        return sum(self._is_deed(token) for token in self._analysis.tokens)

    @cached_property
    def _mishaps(self) -> list[Token]:
        return [token for token in self._analysis.tokens if self._is_mishap(token)]

    def _is_of_mishap(self, least: int) -> bool:
        """Whether the whole report is of a mishap: it begins with one, and next to nothing in it is told of violence."""
        found = self._mishaps
        return len(found) >= max(least, SHARE * self._deeds) and found[0].sentence < LEAD

    def _is_mishap(self, token: Token) -> bool:
        """Whether a word alone, or with the words that hang on it, tells of a mishap."""
        if self._is_sure(token):
            return True
        either = self._words.open_nouns | self._words.open_verbs
        return (token.lemma.lower() in self._words.plain or token.lemma.lower() not in either) and self._is_open(token)

    def _is_sure(self, token: Token) -> bool:
        return token.pos in _NOUNS and (token.lemma.lower() in self._words.sure or self._is_phrase(token))

    def _is_deed(self, token: Token) -> bool:
        """Whether a word says that somebody did it: not the attack of a "heart attack"."""
        known = token.lemma.lower() in self._words.deeds or token.text.lower() in self._words.deeds
        return known and not self._is_phrase(token)

    def _sign(self, claim: Claim) -> str | None:
        """Whether a mishap did it for sure or perhaps; None where none is told or somebody did it."""
        if not self._can_be(claim) or self._has_doer(claim):
            return None
        found: str | None = None
        for cause in self._causes(claim):
            if self._is_sure(cause):
                found = SURE
            elif found is None and (self._is_open(cause) or self._is_traffic(cause, claim)):
                found = OPEN
        return found if found and not self._tells_deed(claim) else None

    def _can_be(self, claim: Claim) -> bool:
        """Whether the claim is of a kind that a mishap is taken for; who is missing is taken for one abducted or gone away."""
        if claim.type == VIOLENCE and claim.mode in _TAKEN_FOR:
            return True
        tokens = self._analysis.tokens_in(claim.trigger)
        lost = any({token.lemma.lower(), token.text.lower()} & self._words.lost for token in tokens)
        return lost and (claim.type, claim.mode) in _LOST

    def _has_doer(self, claim: Claim) -> bool:
        """Whether somebody acts in the claim: vehicles and what happens of itself are nobody, nor is who tells of it."""
        if claim.type != VIOLENCE:
            # Who is lost is the one who acts: "two sailors disappeared".
            return False
        tellers = self._tellers(claim)
        for argument in claim.words_of(Role.ACTOR):
            head = self._grammar.head_of(argument.span)
            lemma = "" if head is None else head.lemma.lower()
            if lemma not in self._words.nobody and (head is None or head.index not in tellers):
                return True
        return False

    def _tellers(self, claim: Claim) -> set[int]:
        """The subjects of the verbs that the claim's clause is told by: the police of "two died, police said"."""
        found: set[int] = set()
        for token in self._analysis.tokens_in(claim.trigger):
            above = self._grammar.head(token.index)
            while above.index != token.index:
                if token.dep == "ccomp":
                    found |= {noun.index for noun in self._grammar.children(above.index, "nsubj")}
                token, above = above, self._grammar.head(above.index)
        return found

    def _causes(self, claim: Claim) -> Iterator[Token]:
        """The trigger's words and those that stand as their cause or setting in the clause."""
        starts: dict[int, Token] = {}
        for token in self._analysis.tokens_in(claim.trigger):
            starts[token.index] = token
            above = self._grammar.head(token.index)
            for _ in range(2):
                if token.dep not in _UNDER or above.index in starts:
                    break
                starts[above.index] = above
                token, above = above, self._grammar.head(above.index)
        phrase = len(self._analysis.tokens_in(claim.trigger)) > 1
        for start in starts.values():
            if phrase and start.pos in _NOUNS and claim.trigger.holds(start.span):
                # The fire of "set on fire" is what was done, no cause of it.
                continue
            beside = self._grammar.children(start.index, "conj")
            for clause in (start, *beside, *(found for verb in (start, *beside) for found in self._clauses(verb))):
                yield clause
                yield from self._around(clause)

    def _clauses(self, verb: Token) -> Iterator[Token]:
        for clause in self._grammar.children(verb.index, "advcl"):
            if any(mark.text.lower() in self._words.likening for mark in self._grammar.children(clause.index, "mark")):
                continue
            yield clause
            # The parser may take the verb for a participle: "when [a tunnel caved in]".
            yield from self._grammar.children(clause.index, "acl", "relcl")
        for preposition in self._grammar.children(verb.index, "prep", "mark"):
            for clause in self._grammar.children(preposition.index, "pcomp"):
                yield clause
                yield from self._grammar.children(clause.index, "conj")

    def _around(self, verb: Token) -> Iterator[Token]:
        yield from self._grammar.children(verb.index, "nsubj", "nsubjpass", "compound", "dobj")
        for preposition in self._grammar.children(verb.index, "prep", "agent"):
            if preposition.text.lower() in self._words.causing or preposition.dep == "agent":
                for noun in self._grammar.children(preposition.index, "pobj"):
                    yield noun
                    yield from self._grammar.children(noun.index, "conj")

    def _is_phrase(self, noun: Token) -> bool:
        """Two words that are one cause: "heart attack", "natural causes"."""
        lemma = noun.lemma.lower()
        before = self._grammar.children(noun.index, "compound", "amod")
        return any((word.lemma.lower(), lemma) in self._words.phrases for word in before)

    def _is_open(self, cause: Token) -> bool:
        lemma = cause.lemma.lower()
        if cause.pos in _NOUNS and lemma in self._words.open_nouns:
            return True
        if cause.pos == "VERB" and self._grammar.child(cause.index, "auxpass", "agent") is not None:
            return False
        if cause.pos == "VERB" and lemma in self._words.open_verbs:
            # A ruling is overturned, and talks are derailed; what overturns does so alone.
            return self._grammar.child(cause.index, "dobj") is None
        beside = self._words.with_word.get(lemma)
        if beside is not None:
            return any(
                child.text.lower() in beside
                for child in self._grammar.children(cause.index, "prep", "prt", "dobj", "advmod")
            )
        near = self._grammar.children(cause.index, "compound", "amod", "nsubj", "nmod")
        if lemma in self._words.bursting:
            return any(word.lemma.lower() in self._words.household for word in near)
        return False

    def _is_traffic(self, cause: Token, claim: Claim) -> bool:
        """Whether the cause is a vehicle or a thing that strikes somebody: "was hit by a car"."""
        if cause.lemma.lower() in self._words.traffic and cause.dep in ("pobj", "nsubj"):
            told = self._analysis.tokens_in(claim.trigger)
            above = self._grammar.head(cause.index)
            by = cause.dep == "nsubj" or above.dep == "agent" or above.text.lower() in self._words.doing
            struck = any(token.lemma.lower() in self._words.striking for token in told)
            over = self._grammar.head(above.index) if cause.dep == "pobj" else above
            return by and (struck or over.lemma.lower() in self._words.striking)
        return False

    def _tells_deed(self, claim: Claim) -> bool:
        """Whether the sentence has words of violence, those in "heart attack" and of whom it befell aside."""
        struck = claim.words_of(Role.RECIPIENT)
        sentence = self._analysis.sentence_of(claim.trigger)
        if sentence is None:
            return False
        for token in self._analysis.tokens[sentence.first : sentence.last]:
            if self._is_deed(token) and not any(argument.span.holds(token.span) for argument in struck):
                return True
        return False


__all__ = ["Mishaps"]
