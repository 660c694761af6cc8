"""Puts what the rules found and what the trained reader saw together into the claims of a document.

The reader gives every answer a probability. What the rules found as well is made likelier by a factor of
``weights.toml``, and the likelier answer is taken; what neither is sure enough of is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim, Modality, Polarity, Stage, Stance, Voice
from dateline.domain.happening import Answer, Happening
from dateline.domain.ids import claim_id
from dateline.domain.mention import Mention
from dateline.domain.origin import Origin
from dateline.domain.span import Span
from dateline.extract.local.judging.pairing import paired
from dateline.extract.local.judging.parts import PartJudge
from dateline.extract.local.judging.weights import raised, weights
from dateline.extract.local.scope import Scope
from dateline.ontology import load_ontology
from dateline.plugins import DEFAULTS, Settings

_ORIGIN = Origin("extract/local", 2)
#: Least probability of a claim that is printed.
_LEAST = 0.5


def judged(
    claims: Sequence[Claim],
    analysis: Analysis,
    mentions: Iterable[Mention],
    attributions: Sequence[Attribution],
    settings: Settings = DEFAULTS,
) -> tuple[Claim, ...]:
    """The claims that both together make likely, in the order of their triggers; without a reader, those of the rules."""
    if analysis.sighting is None:
        return tuple(claims)
    happenings = analysis.sighting.happenings
    judge = _Judge(analysis, mentions, attributions, settings)
    out: list[Claim] = []
    seen: Counter[Span] = Counter()
    for claim, number in paired(claims, happenings):
        if number is None:
            continue
        made = judge.claim(claim, happenings[number])
        if made is not None:
            out.append(replace(made, id=claim_id(analysis.document.key, made.trigger, seen[made.trigger])))
            seen[made.trigger] += 1
    return tuple(sorted(out, key=lambda claim: (claim.trigger, claim.id)))


class _Judge:
    """Judges the claims of one document."""

    def __init__(
        self, analysis: Analysis, mentions: Iterable[Mention], attributions: Sequence[Attribution], settings: Settings
    ) -> None:
        self._analysis = analysis
        self._scope = Scope(attributions)
        self._parts = PartJudge(analysis, tuple(mentions), attributions, settings)
        self._settings = settings
        self._relevant = _relevance_factor(analysis)

    def claim(self, claim: Claim | None, happening: Happening) -> Claim | None:
        """The claim, or None where it is not likely enough that there is one."""
        factors = weights()["claim"]
        agreed = factors["rules"] if claim is not None else 1.0
        likely = raised(happening.score, factors["all"] * self._relevant * agreed)
        if likely < _LEAST:
            return None
        type_id = _best(happening.types, claim.type if claim is not None else None, factors["type"])
        mode = self._mode(claim, happening, type_id)
        if claim is None:
            sentence = self._analysis.sentence_of(happening.trigger)
            attribution = self._parts.attribution(happening, self._scope.attribution_of(happening.trigger))
            claim = Claim(
                id=claim_id(self._analysis.document.key, happening.trigger),
                type=type_id,
                trigger=happening.trigger,
                evidence=sentence.span if sentence is not None else happening.trigger,
                origin=_ORIGIN,
                attribution=attribution.id if attribution is not None else None,
                **self._parts.setting(happening),
            )
            ruled = False
        else:
            ruled = True
        told_by = self._parts.attribution(happening, self._scope.attribution_of(claim.trigger))
        return replace(
            claim,
            type=type_id,
            mode=mode,
            origin=_ORIGIN,
            arguments=self._parts.arguments(claim, happening),
            quantities=self._parts.quantities(claim, happening),
            places=self._parts.places(claim, happening),
            attribution=told_by.id if told_by is not None else None,
            stance=_stance(claim.stance if ruled else None, happening),
            background=_says(happening.background, claim.background if ruled else None, "background"),
            voice=Voice.COMMENTARY
            if _says(happening.commentary, claim.voice is Voice.COMMENTARY if ruled else None, "commentary")
            else Voice.REPORTED,
            confidence=likely * _share(happening.types, type_id),
        )

    def _mode(self, claim: Claim | None, happening: Happening, type_id: str) -> str | None:
        allowed = _modes(self._settings)[type_id]
        ruled = claim.mode if claim is not None and claim.mode in allowed else None
        answers = [answer for answer in happening.modes if answer.label == "none" or answer.label in allowed]
        best = _best(tuple(answers), ruled, weights()["claim"]["mode"]) if answers or ruled else "none"
        return None if best == "none" else best


def _relevance_factor(analysis: Analysis) -> float:
    """What a report that seems to tell of no conflict takes from the odds of each of its claims."""
    whole = analysis.sighting.whole if analysis.sighting is not None else {}
    relevant = whole.get("contentious", 1.0)
    odds = max(relevant, 1e-3) / max(1 - relevant, 1e-3)
    return min(1.0, odds ** weights()["claim"]["relevance"])


@cache
def _modes(settings: Settings) -> dict[str, frozenset[str]]:
    types = load_ontology(settings.overlay("ontology")).types
    return {name: frozenset(mode.id for mode in kind.modes) for name, kind in types.items()}


def _best(answers: Sequence[Answer], ruled: str | None, factor: float) -> str:
    scores = {answer.label: answer.score for answer in answers}
    if ruled is not None:
        scores[ruled] = scores.get(ruled, 0.02) * factor
    return max(scores, key=lambda label: (scores[label], label))


def _share(answers: Sequence[Answer], label: str) -> float:
    return next((answer.score for answer in answers if answer.label == label), 0.02)


def _says(probability: float, ruled: bool | None, field: str) -> bool:
    factor = weights()["stance"][field]
    if ruled is None:
        return probability >= 0.5
    return raised(probability, factor if ruled else 1 / factor) >= 0.5


def _stance(ruled: Stance | None, happening: Happening) -> Stance:
    factors = weights()["stance"]
    modality = _best(happening.modalities, ruled.modality if ruled is not None else None, factors["modality"])
    stage = _best(happening.stages, ruled.stage if ruled is not None else None, factors["stage"])
    was_negated = ruled.polarity is Polarity.NEGATED if ruled is not None else None
    negated = _says(happening.negated, was_negated, "negated")
    made = Stance(
        modality=Modality(modality),
        polarity=Polarity.NEGATED if negated else Polarity.AFFIRMED,
        stage=Stage(stage),
    )
    if ruled is not None and (made.modality, made.polarity, made.stage) == (
        ruled.modality,
        ruled.polarity,
        ruled.stage,
    ):
        return ruled
    return made


__all__ = ["judged"]
