"""The likeliest answer to one question, with the rules' own answer made likelier, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.domain.claim import Claim, Modality, Polarity, Stage, Stance, Voice
from dateline.domain.happening import Answer, Happening
from dateline.extract.local.judging.weights import calibrated, raised, weights

#: Probability of an answer that the reader does not mention.
_UNSEEN = 0.02


def best(answers: Sequence[Answer], ruled: str | None, factor: float) -> tuple[str, float]:
    """The likeliest label and its share of the probability."""
    scores = {answer.label: answer.score for answer in answers}
    if ruled is not None:
        scores[ruled] = scores.get(ruled, _UNSEEN) * factor
    label = max(scores, key=lambda label: (scores[label], label))
    return label, scores[label] / max(sum(scores.values()), 1e-6)


def says(probability: float, ruled: bool | None, field: str) -> tuple[bool, float]:
    """Yes or no, and the probability of that."""
    factor = weights()["stance"][field]
    likely = probability if ruled is None else raised(probability, factor if ruled else 1 / factor)
    return likely >= 0.5, max(likely, 1 - likely)


def stance_of(ruled: Claim | None, happening: Happening) -> tuple[Stance, dict[str, float]]:
    """The stance, and how sure modality, polarity and stage are."""
    factors = weights()["stance"]
    known = ruled.stance if ruled is not None else None
    modality, sure_modality = best(happening.modalities, known.modality if known else None, factors["modality"])
    stage, sure_stage = best(happening.stages, known.stage if known else None, factors["stage"])
    was_negated = known.polarity is Polarity.NEGATED if known else None
    negated, sure_polarity = says(happening.negated, was_negated, "negated")
    made = Stance(
        modality=Modality(modality),
        polarity=Polarity.NEGATED if negated else Polarity.AFFIRMED,
        stage=Stage(stage),
    )
    if known is not None and (made.modality, made.polarity, made.stage) == (
        known.modality,
        known.polarity,
        known.stage,
    ):
        # The rules know the words that show it.
        made = known
    return made, {"modality": sure_modality, "polarity": sure_polarity, "stage": sure_stage}


def telling_of(ruled: Claim | None, happening: Happening) -> tuple[bool, Voice, dict[str, float]]:
    """Whether it is history told in passing, whose voice it is, and how sure both are."""
    was_background = ruled.background if ruled is not None else None
    was_commentary = ruled.voice is Voice.COMMENTARY if ruled is not None else None
    background, sure_background = says(happening.background, was_background, "background")
    commentary, sure_voice = says(happening.commentary, was_commentary, "commentary")
    voice = Voice.COMMENTARY if commentary else Voice.REPORTED
    return background, voice, {"background": sure_background, "voice": sure_voice}


def calibrated_all(confidences: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """The confidences by field, calibrated."""
    return tuple((field, calibrated(field, value)) for field, value in confidences.items())
