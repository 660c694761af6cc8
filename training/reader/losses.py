"""What each kind of knowledge costs the network where it disagrees."""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor
from torch.nn import functional

from training.reader.examples import Bag, Example, Target
from training.reader.labels import POLICE, ROLES, TAGS, WHOLE
from training.reader.network import Heads, bucket_of

#: How much each loss weighs.
WEIGHTS = {
    "type": 1.0, "bag": 0.3, "role": 6.0, "mode": 0.25, "modality": 0.5, "stage": 0.3, "sign": 0.5, "same": 0.3,
    "tag": 3.0, "measure": 0.5, "police": 0.5, "whole": 0.3,
}  # fmt: skip
#: A first word of a role is rare: how much more it weighs than a word that is none.
_RARE = 2.0
#: How much each tag weighs: parties of incidents are few and hard, the words of what somebody says are many.
_TAGS = dict.fromkeys(TAGS, 1.0) | dict.fromkeys(TAGS[:5], 3.0) | {"content": 0.5}
_PAIRS = 150
#: Words of a marked sentence or report that may tell events for nothing: so many, and one more for each so many words.
_TELLING, _WORDS_A_TELLING = 1.5, 12
#: What each further word costs.
_SPARSE = 0.5


def losses_of(heads: Heads, vectors: Tensor, counts: list[int], examples: list[Example]) -> dict[str, Tensor]:
    """The losses by name; ``vectors`` (batch, words, width), of which example ``i`` has ``counts[i]`` words."""
    found: dict[str, list[Tensor]] = defaultdict(list)
    types = heads.types(vectors)
    logs = functional.log_softmax(types, dim=-1)
    targets: list[tuple[int, Target]] = []
    for row, example in enumerate(examples):
        if example.types is not None:
            found["type"].append(_type_loss(logs[row], example.types))
        for bag in example.bags:
            found["bag"].append(_bag_loss(logs[row], bag))
            if bag.roles or bag.mode is not None or bag.signs is not None:
                told = logs[row][list(bag.words)][:, list(bag.types)].detach().logsumexp(-1)
                targets.append((row, Target(bag.words[int(told.argmax())], bag.roles, mode=bag.mode, signs=bag.signs)))
        targets += [(row, target) for target in example.targets]
    if targets:
        _claim_losses(heads, vectors, counts, targets, found)
    _tag_losses(heads, vectors, counts, examples, found)
    return {name: torch.stack(parts).mean() * WEIGHTS[name] for name, parts in found.items()}


def _type_loss(logs: Tensor, allowed: list[tuple[int, ...] | None]) -> Tensor:
    rows = [(word, one) for word, ones in enumerate(allowed) if ones is not None for one in ones]
    mask = torch.full((len(allowed), logs.shape[-1]), float("-inf"), device=logs.device)
    words, ones = zip(*rows, strict=True)
    mask[list(words), list(ones)] = 0.0
    return -torch.logsumexp(logs[: len(allowed)] + mask, dim=-1).sum() / 40


def _bag_loss(logs: Tensor, bag: Bag) -> Tensor:
    """One of the words tells it, the likeliest one (or none does); and few words tell anything.

    A noisy-or over words was tried: it lets every word of a marked sentence tell a little, some ten claims a sentence.
    """
    rows = logs[list(bag.words)]
    told = torch.logsumexp(rows[:, list(bag.types)], dim=-1)
    if not bag.positive:
        return -torch.log1p(-told.exp().clamp(max=1 - 1e-6)).sum() / 3
    many = (1 - rows[:, 0].exp()).sum() - (_TELLING + len(bag.words) / _WORDS_A_TELLING)
    return -told.max() + _SPARSE * functional.relu(many)


def _claim_losses(
    heads: Heads, vectors: Tensor, counts: list[int], targets: list[tuple[int, Target]], found: dict[str, list[Tensor]]
) -> None:
    rows = torch.tensor([row for row, _ in targets], device=vectors.device)
    at = torch.tensor([target.word for _, target in targets], device=vectors.device)
    triggers = vectors[rows, at]
    said = heads.claim(triggers)
    for name in ("mode", "modality", "stage"):
        wanted = [getattr(target, name) for _, target in targets]
        known = [index for index, value in enumerate(wanted) if value is not None]
        if known:
            gold = torch.tensor([wanted[index] for index in known], device=vectors.device)
            found[name].append(functional.cross_entropy(said[name][known], gold))
    known = [index for index, (_, target) in enumerate(targets) if target.signs is not None]
    if known:
        gold = torch.tensor([targets[index][1].signs for index in known], device=vectors.device).float()
        each = functional.binary_cross_entropy_with_logits(said["signs"][known], gold.clamp(min=0), reduction="none")
        found["sign"].append((each * (gold >= 0)).sum() / len(known))
    found["role"].append(_role_loss(heads, vectors, counts, targets, rows, at))
    pairs = _pairs(targets)
    if pairs:
        ours, theirs, same = zip(*pairs, strict=True)
        score = heads.same(triggers[list(ours)], triggers[list(theirs)])
        gold = torch.tensor(same, device=vectors.device).float()
        found["same"].append(functional.binary_cross_entropy_with_logits(score, gold))


def _role_loss(
    heads: Heads, vectors: Tensor, counts: list[int], targets: list[tuple[int, Target]], rows: Tensor, at: Tensor
) -> Tensor:
    width = vectors.shape[1]
    distance = torch.arange(width, device=vectors.device)[None] - at[:, None]
    scores = heads.roles(vectors[rows, at], vectors[rows], bucket_of(distance))
    gold = torch.zeros_like(scores)
    weight = torch.zeros_like(scores)
    for index, (row, target) in enumerate(targets):
        for role, (first, inside, either) in target.roles.items():
            column = 2 * ROLES.index(role)
            weight[index, : counts[row], column : column + 2] = 1.0
            if first:
                gold[index, list(first), column] = 1.0
                weight[index, list(first), column] = _RARE
            if inside:
                gold[index, list(inside), column + 1] = 1.0
            if either:
                weight[index, list(either), column : column + 2] = 0.0
                for word in first & either:
                    weight[index, word, column] = _RARE
    each = functional.binary_cross_entropy_with_logits(scores, gold, reduction="none")
    return (each * weight).sum() / (len(targets) * 60)


def _pairs(targets: list[tuple[int, Target]]) -> list[tuple[int, int, int]]:
    known = [(index, row, target.account) for index, (row, target) in enumerate(targets) if target.account is not None]
    pairs = [
        (ours, theirs, int(mine == yours))
        for place, (ours, row, mine) in enumerate(known)
        for theirs, other, yours in known[place + 1 :]
        if row == other
    ]
    positive = [pair for pair in pairs if pair[2]]
    negative = [pair for pair in pairs if not pair[2]]
    order = torch.randperm(len(negative))[:_PAIRS].tolist()
    return positive[:_PAIRS] + [negative[index] for index in order]


def _tag_losses(
    heads: Heads, vectors: Tensor, counts: list[int], examples: list[Example], found: dict[str, list[Tensor]]
) -> None:
    tagged = [row for row, example in enumerate(examples) if example.tags]
    if tagged:
        scores = heads.tags(vectors[tagged])
        gold, weight = torch.zeros_like(scores), torch.zeros_like(scores)
        for index, row in enumerate(tagged):
            for tag, (first, inside) in examples[row].tags.items():
                column = 2 * TAGS.index(tag)
                weight[index, : counts[row], column : column + 2] = _TAGS[tag]
                gold[index, list(first), column] = 1.0
                weight[index, list(first), column] = _RARE * _TAGS[tag]
                gold[index, list(inside), column + 1] = 1.0
        each = functional.binary_cross_entropy_with_logits(scores, gold, reduction="none")
        found["tag"].append((each * weight).sum() / sum(counts[row] for row in tagged))
    for row, example in enumerate(examples):
        if example.measures is not None:
            measures = torch.zeros(counts[row], dtype=torch.long, device=vectors.device)
            for word, measure in example.measures.items():
                measures[word] = measure
            scores = heads.measure(vectors[row, : counts[row]])
            found["measure"].append(functional.cross_entropy(scores, measures, reduction="sum") / 20)
        for words, labels in example.police:
            none = functional.logsigmoid(-heads.police(vectors[row, words.start : words.stop])).sum(0)
            gold = torch.tensor(labels, device=vectors.device).float()
            some = torch.log((1 - none.exp()).clamp(min=1e-6))
            found["police"].append(-(gold * some + (1 - gold) * none).sum() / len(POLICE))
        if example.whole:
            scores = heads.whole(vectors[row, : counts[row]].mean(0))
            for name, value in example.whole.items():
                gold = torch.tensor(float(value), device=vectors.device)
                found["whole"].append(functional.binary_cross_entropy_with_logits(scores[WHOLE.index(name)], gold))
