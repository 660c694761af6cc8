"""What the sentences around an event tell of: schemes code a march that the police broke up apart from one left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from dateline.domain.actor import Actor
from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim, Polarity, Role, Stage
from dateline.domain.ids import ActorId
from dateline.domain.value import Measure
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

#: How many sentences lie between an event and what is told in the same breath, at most.
_NEAR = 1
_STATE = frozenset({"MIL", "COP", "SPY", "GOV"})
_RIOTING = frozenset({"riot", "vandalize"})
#: Modes of violence that hurt a crowd whoever it was meant for.
_ON_CROWDS = frozenset({None, "firearms", "beat", "crowd-control", "primitive"})
_HARM = frozenset({Measure.KILLED, Measure.INJURED})


@cache
def _crowd_words(settings: Settings) -> Mapping[str, frozenset[str]]:
    rows = table(settings.language, "parties", settings.overlay("lang"))["crowds"]
    return {kind: frozenset(words) for kind, words in rows.items()}


class Surroundings:
    """The claims of one report, and what stands near each."""

    def __init__(
        self,
        claims: Sequence[Claim],
        actors: Mapping[ActorId, Actor],
        analysis: Analysis,
        settings: Settings = DEFAULTS,
    ) -> None:
        self._analysis = analysis
        self._actors = actors
        self._words = _crowd_words(settings)
        self._placed = [
            (sentence.index, claim, self._signs(claim))
            for claim in claims
            if _happened(claim) and (sentence := analysis.sentence_of(claim.trigger)) is not None
        ]

    def beside(self, claim: Claim) -> tuple[str, ...]:
        """What other claims of the same sentence and of its neighbours tell, in the words of ``SURROUNDINGS``."""
        sentence = self._analysis.sentence_of(claim.trigger)
        if sentence is None:
            return ()
        near = [
            (other, signs)
            for at, other, signs in self._placed
            if other is not claim and abs(at - sentence.index) <= _NEAR and other.background == claim.background
        ]
        found = dict.fromkeys(sign for _, signs in near for sign in signs)
        demonstrated = "demonstration" in found or "riot" in found or claim.type == "protest"
        if not demonstrated:
            found.pop("dispersal", None)
            found.pop("deadly_dispersal", None)
        if any(other.type == "assault" and other.mode != "seize" for other, _ in near):
            found.pop("unfought_retreat", None)
        return tuple(found)

    def crowds(self, claim: Claim, role: Role) -> tuple[str, ...]:
        """Which of the claim's parties in a role are crowds, and of what sort."""
        found: dict[str, None] = {}
        for argument in claim.arguments:
            if argument.role is not role:
                continue
            actor = self._actors.get(argument.actor) if argument.actor is not None else None
            spans = [argument.span, *(actor.mentions if actor is not None and not actor.named else ())]
            lemmas = {token.lemma.lower() for span in spans for token in self._analysis.tokens_in(span)}
            found |= dict.fromkeys(kind for kind, words in self._words.items() if lemmas & words)
        return tuple(found)

    def _signs(self, claim: Claim) -> tuple[str, ...]:
        if claim.type == "protest":
            return ("riot",) if claim.mode in _RIOTING else ("demonstration",)
        if claim.type == "retreat":
            return ("unfought_retreat",) if claim.mode == "withdraw" else ()
        if claim.type == "assault" and "demonstrators" in self.crowds(claim, Role.ACTOR):
            return ("riot",)
        if not self._is_by_the_state(claim):
            return ()
        if claim.type == "assault" and claim.mode in _ON_CROWDS:
            hurt = any(count.measure in _HARM and count.high != 0 for count in claim.counts)
            hurt = hurt or any(argument.effect in ("killed", "injured") for argument in claim.arguments)
            return ("deadly_dispersal",) if hurt else ("dispersal",) if claim.mode == "crowd-control" else ()
        if claim.type == "coerce" and claim.mode in (None, "arrest", "restrict"):
            return ("dispersal",) if claim.mode is None or self.crowds(claim, Role.RECIPIENT) else ()
        return ()

    def _is_by_the_state(self, claim: Claim) -> bool:
        actors = [self._actors.get(one.actor) for one in claim.arguments if one.role is Role.ACTOR and one.actor]
        return any(actor is not None and actor.sector in _STATE for actor in actors)


def _happened(claim: Claim) -> bool:
    stance = claim.stance
    return stance.is_real and stance.polarity is Polarity.AFFIRMED and stance.stage is not Stage.PREVENTED


__all__ = ["Surroundings"]
