"""What a reader learns from its teachers: their answers for every word of a text, marked or not.

Soft targets (Hinton, Vinyals and Dean 2015) of the mean of several larger readers; the losses weigh as those of marked texts
do (``training.reader.losses``). Where a text tells no claims, the claims are those that the teachers see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.reader.batches import TAG_WEIGHTS, Batch
from training.reader.labels import TAGS
from training.reader.losses import WEIGHTS, WORDS_A_MEASURE, WORDS_A_ROLE, WORDS_A_TYPE, words_of
from training.reader.network import Heads, Reader, bucket_of

#: A word that the teachers think as likely as this to tell an event is a claim to learn from.
_CLAIM = 0.2
#: At most so many claims of a batch.
_CLAIMS = 160


@dataclass(slots=True)
class Answers:
    """Probabilities: of words (b, w, …), of marked sentences (q, …), of the whole (b, …), of n claims, and of pairs of
    claims that follow each other.
    """

    types: Tensor
    tags: Tensor
    measures: Tensor
    police: Tensor
    whole: Tensor
    rows: Tensor
    words: Tensor
    claims: dict[str, Tensor]
    roles: Tensor
    same: Tensor


def ask(teachers: Sequence[Reader], batch: Batch) -> Answers:
    """The mean answers of the teachers, which must be set to evaluate."""
    with torch.no_grad():
        return _answers_of(teachers, batch)


def _answers_of(teachers: Sequence[Reader], batch: Batch) -> Answers:
    seen = [(teacher.heads, teacher.vectors(batch.pieces, batch.present, batch.firsts)) for teacher in teachers]
    types = _mean([heads.types(vectors).softmax(-1) for heads, vectors in seen])
    inside = words_of(batch)
    telling = (1 - types[:, :, 0]) * inside
    best = telling.flatten().topk(min(_CLAIMS, telling.numel()))
    chosen = best.indices[best.values > _CLAIM].sort().values
    rows, words = chosen // types.shape[1], chosen % types.shape[1]
    distance = torch.arange(types.shape[1], device=types.device)[None] - words[:, None]
    said = [heads.claim(vectors[rows, words]) for heads, vectors in seen]
    return Answers(
        types=types,
        tags=_mean([heads.tags(vectors).sigmoid() for heads, vectors in seen]),
        measures=_mean([heads.measure(vectors).softmax(-1) for heads, vectors in seen]),
        police=_mean(
            [heads.asked(vectors[batch.police_rows], batch.police_words).sigmoid() for heads, vectors in seen]
        ),
        whole=_mean([heads.asked(vectors, inside).sigmoid() for heads, vectors in seen]),
        rows=rows,
        words=words,
        claims={
            name: _mean([each[name].sigmoid() if name == "signs" else each[name].softmax(-1) for each in said])
            for name in said[0]
        },
        roles=_mean(
            [heads.roles(vectors[rows, words], vectors[rows], bucket_of(distance)).sigmoid() for heads, vectors in seen]
        ),
        same=_mean([_same(heads, vectors[rows, words]).sigmoid() for heads, vectors in seen]),
    )


def losses_of(heads: Heads, vectors: Tensor, batch: Batch, answers: Answers) -> dict[str, Tensor]:
    """What it costs to answer otherwise than the teachers, by name."""
    words = words_of(batch)
    inside = words.float()
    size = len(vectors)
    weight = torch.tensor([TAG_WEIGHTS[tag] for tag in TAGS for _ in "fi"], device=vectors.device)
    tags = functional.binary_cross_entropy_with_logits(heads.tags(vectors), answers.tags, reduction="none")
    found = {
        "type": (_cross(heads.types(vectors), answers.types) * inside).sum() / WORDS_A_TYPE / size,
        "measure": (_cross(heads.measure(vectors), answers.measures) * inside).sum() / WORDS_A_MEASURE / size,
        "tag": (tags * weight * inside[:, :, None]).sum() / inside.sum(),
        "whole": functional.binary_cross_entropy_with_logits(heads.asked(vectors, words), answers.whole),
    }
    if len(batch.police_rows):
        asked = heads.asked(vectors[batch.police_rows], batch.police_words)
        found["police"] = functional.binary_cross_entropy_with_logits(asked, answers.police)
    if len(answers.rows):
        triggers = vectors[answers.rows, answers.words]
        said = heads.claim(triggers)
        for name in ("mode", "modality", "stage", "dating"):
            found[name] = _cross(said[name], answers.claims[name]).mean()
        signs = functional.binary_cross_entropy_with_logits(said["signs"], answers.claims["signs"], reduction="none")
        found["sign"] = signs.sum(-1).mean()
        distance = torch.arange(vectors.shape[1], device=vectors.device)[None] - answers.words[:, None]
        roles = heads.roles(triggers, vectors[answers.rows], bucket_of(distance))
        each = functional.binary_cross_entropy_with_logits(roles, answers.roles, reduction="none")
        found["role"] = (each * inside[answers.rows][:, :, None]).sum() / (len(answers.rows) * WORDS_A_ROLE)
        if len(answers.same):
            near = (answers.rows[1:] == answers.rows[:-1]).float()
            same = functional.binary_cross_entropy_with_logits(_same(heads, triggers), answers.same, reduction="none")
            found["same"] = (same * near).sum() / near.sum().clamp(min=1)
    return {name: loss * WEIGHTS[name] for name, loss in found.items()}


def _same(heads: Heads, triggers: Tensor) -> Tensor:
    # A claim and the next are pairs enough: a batch has many.
    return heads.same(triggers[:-1], triggers[1:])


def _mean(answers: Sequence[Tensor]) -> Tensor:
    return torch.stack(list(answers)).mean(0)


def _cross(scores: Tensor, wanted: Tensor) -> Tensor:
    """Cross entropy less the wanted answers' own, so that agreement costs nothing."""
    return (wanted * (wanted.clamp(min=1e-8).log() - functional.log_softmax(scores, -1))).sum(-1)
