"""A quick look at how the heads do on held-out windows; the figures that count come from the whole reader."""

from __future__ import annotations

from collections import Counter

import torch

from training.reader.batches import Batch, batch_of
from training.reader.examples import Example
from training.reader.labels import DATINGS, MODALITIES, POLICE, QUESTIONS, ROLES, SIGNS, STAGES
from training.reader.losses import words_of
from training.reader.network import Reader, bucket_of


def check(reader: Reader, examples: list[Example], device: torch.device) -> dict[str, float]:
    """F1 of triggers and types, of role words by role and of stances, with gold triggers for all but the first."""
    reader.eval()
    score: Counter[str] = Counter()
    with torch.no_grad():
        for start in range(0, len(examples), 8):
            some = examples[start : start + 8]
            batch = batch_of(some, 0).to(device)
            vectors, counts = reader.vectors(batch.pieces, batch.present, batch.firsts), batch.counts.tolist()
            types = reader.heads.types(vectors).softmax(-1).cpu()
            for row, example in enumerate(some):
                _triggers(types[row, : counts[row]], example, score)
                for target in example.targets:
                    trigger = vectors[row, target.word]
                    distance = bucket_of(torch.arange(counts[row], device=device) - target.word)
                    words = vectors[row : row + 1, : counts[row]]
                    seen = reader.heads.roles(trigger[None], words, distance[None])[0].sigmoid().cpu()
                    for role, (_, inside, either) in target.roles.items():
                        column = 2 * ROLES.index(role) + 1
                        told = {word for word in range(counts[row]) if seen[word, column] > 0.5}
                        _add(score, role, told - either, inside)
                    said = {name: scores.cpu() for name, scores in reader.heads.claim(trigger[None]).items()}
                    _label(score, "modality", MODALITIES[int(said["modality"].argmax())], MODALITIES, target.modality)
                    _label(score, "stage", STAGES[int(said["stage"].argmax())], STAGES, target.stage)
                    _label(score, "dating", DATINGS[int(said["dating"].argmax())], DATINGS, target.dating)
                    if target.signs is not None:
                        for index, sign in enumerate(SIGNS):
                            told_sign = {0} if said["signs"][0, index] > 0 else set()
                            _add(score, sign, told_sign, {0} if target.signs[index] == 1 else set())
                if example.measures is not None:
                    told_measures = reader.heads.measure(vectors[row, : counts[row]]).argmax(-1).cpu()
                    told_pairs = {(word, int(m)) for word, m in enumerate(told_measures) if m}
                    score.update(_counted("measure", told_pairs, set(example.measures.items())))
            _questions(reader, vectors, batch, score)
    names = sorted({key.partition(".")[0] for key in score})
    return {name: round(_f1(score, name), 1) for name in names}


def _questions(reader: Reader, vectors: torch.Tensor, batch: Batch, score: Counter[str]) -> None:
    whole = reader.heads.asked(vectors, words_of(batch)).cpu()
    asked = [(QUESTIONS[at], float(whole[row, at]), value) for row, at, value in _known(batch.whole.cpu())]
    if len(batch.police_rows):
        police = reader.heads.asked(vectors[batch.police_rows], batch.police_words).cpu()
        asked += [
            ("one " + POLICE[at], float(police[row, at]), value) for row, at, value in _known(batch.police_gold.cpu())
        ]
    for name, answer, value in asked:
        _add(score, name, {0} if answer > 0 else set(), {0} if value == 1 else set())


def _known(answers: torch.Tensor) -> list[tuple[int, int, float]]:
    return [(row, at, float(answers[row, at])) for row, at in (answers >= 0).nonzero().tolist()]


def _triggers(types: torch.Tensor, example: Example, score: Counter[str]) -> None:
    gold = example.types or []
    told = {word for word in range(len(gold)) if types[word, 0] < 0.5}
    right = {word for word, ones in enumerate(gold) if ones is not None and ones != (0,)}
    _add(score, "trigger", told, right)
    typed = {word for word in told & right if int(types[word, 1:].argmax()) + 1 in (gold[word] or ())}
    score["typed.right"] += len(typed)
    score["typed.told"] += len(told)
    score["typed.gold"] += len(right)


def _label(score: Counter[str], name: str, told: str, labels: tuple[str, ...], gold: int | None) -> None:
    if gold is not None:
        _add(score, name, {told} - {labels[0]}, {labels[gold]} - {labels[0]})


def _add(score: Counter[str], name: str, told: set[int] | set[str], gold: set[int] | set[str]) -> None:
    score[f"{name}.right"] += len(set(told) & set(gold))
    score[f"{name}.told"] += len(told)
    score[f"{name}.gold"] += len(gold)


def _counted(name: str, told: set[tuple[int, int]], gold: set[tuple[int, int]]) -> Counter[str]:
    return Counter({f"{name}.right": len(told & gold), f"{name}.told": len(told), f"{name}.gold": len(gold)})


def _f1(score: Counter[str], name: str) -> float:
    return 200 * score[f"{name}.right"] / max(1, score[f"{name}.told"] + score[f"{name}.gold"])
