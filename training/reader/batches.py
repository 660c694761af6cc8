"""Examples laid out as arrays: everything that the losses ask, made without a device, so that many processes can prepare it."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, fields

import torch
from torch import Tensor

from training.reader.examples import Example, Target
from training.reader.labels import KINDS, POLICE, QUESTIONS, ROLES, SIGNS, TAGS, TYPES

LONGEST = 512
#: Places of the label lists whose answer is not known.
UNKNOWN = -100
#: How much more a first word of a part weighs than a word that is none: first words are rare.
RARE = 2
#: How much each tag weighs: parties of incidents are few and hard, the words of what somebody says are many.
TAG_WEIGHTS = dict.fromkeys(TAGS, 1.0) | dict.fromkeys(TAGS[:5], 3.0) | {"content": 0.5}
#: Pairs of claims of one account, and of different ones, of a batch.
_PAIRS = 150


@dataclass(slots=True)
class Batch:
    """b examples of at most p word pieces and w words; t claims, the first of them told, the last k found in bags."""

    set: str
    pieces: Tensor  # (b, p)
    present: Tensor  # (b, p)
    firsts: Tensor  # (b, w): each word's first piece
    counts: Tensor  # (b): words
    allowed: Tensor  # (rows with known types, w, types + 1)
    allowed_rows: Tensor
    bag_rows: Tensor  # (n)
    bag_words: Tensor  # (n, w)
    bag_types: Tensor  # (n, types + 1)
    bag_positive: Tensor  # (n)
    told_bags: Tensor  # (k): the bags that are claims too
    rows: Tensor  # (t): each claim's example
    words: Tensor  # (t - k): each told claim's trigger
    mode: Tensor  # (t)
    modality: Tensor  # (t)
    stage: Tensor  # (t)
    dating: Tensor  # (t)
    signs: Tensor  # (t, signs): -1 unknown
    role_gold: Tensor  # (t, w, 2 roles)
    role_weight: Tensor  # (t, w, 2 roles)
    pairs: Tensor  # (m, 3): claim, claim, whether of one account
    tag_rows: Tensor  # (r)
    tag_gold: Tensor  # (r, w, 2 tags)
    tag_weight: Tensor  # (r, w, 2 tags)
    measures: Tensor  # (b, w)
    police_rows: Tensor  # (q)
    police_words: Tensor  # (q, w)
    police_gold: Tensor  # (q, police questions)
    kind_rows: Tensor  # (k)
    kind_words: Tensor  # (k, w)
    kind_index: Tensor  # (k)
    kind_positive: Tensor  # (k)
    whole: Tensor  # (b, questions): -1 unknown

    def to(self, device: torch.device) -> Batch:
        """The same on a device."""
        values = {
            entry.name: value.to(device, non_blocking=True) if isinstance(value, Tensor) else value
            for entry in fields(self)
            for value in [getattr(self, entry.name)]
        }
        return Batch(**values)


def batch_of(examples: Sequence[Example], seed: int) -> Batch:
    """The arrays of some examples of one set; ``seed`` chooses the pairs of claims."""
    size, longest, width = len(examples), _length(examples), max(len(example.first_piece) for example in examples)
    pieces, firsts = torch.zeros(size, longest, dtype=torch.long), torch.zeros(size, width, dtype=torch.long)
    present = torch.zeros(size, longest)
    measures, whole = torch.full((size, width), UNKNOWN), torch.full((size, len(QUESTIONS)), -1.0)
    for row, example in enumerate(examples):
        here = min(len(example.pieces), longest - 2)
        pieces[row, 0], pieces[row, here + 1] = 101, 102
        pieces[row, 1 : here + 1] = torch.from_numpy(example.pieces[:here])
        present[row, : here + 2] = 1
        firsts[row, : len(example.first_piece)] = torch.from_numpy(example.first_piece).clamp(max=here - 1) + 1
        if example.measures is not None:
            measures[row, : len(example.first_piece)] = 0
            for word, measure in example.measures.items():
                measures[row, word] = measure
        for name, value in example.whole.items():
            whole[row, QUESTIONS.index(name)] = value
    allowed_rows = [row for row, example in enumerate(examples) if example.types is not None]
    allowed = torch.zeros(len(allowed_rows), width, len(TYPES) + 1, dtype=torch.bool)
    for index, row in enumerate(allowed_rows):
        for word, ones in enumerate(examples[row].types or ()):
            allowed[index, word, list(ones or ())] = True
    tagged = [row for row, example in enumerate(examples) if example.tags]
    bags = [(row, bag) for row, example in enumerate(examples) for bag in example.bags]
    told_bags = [
        index for index, (_, bag) in enumerate(bags) if bag.roles or bag.mode is not None or bag.signs is not None
    ]
    targets = [(row, target) for row, example in enumerate(examples) for target in example.targets]
    told = len(targets)
    targets += [
        (row, Target(-1, bag.roles, mode=bag.mode, signs=bag.signs))
        for row, bag in (bags[index] for index in told_bags)
    ]
    counts = [len(example.first_piece) for example in examples]
    role_gold, role_weight = _roles(targets, counts, width)
    tag_gold, tag_weight = _tags([examples[row] for row in tagged], width)
    police = [(row, words, labels) for row, example in enumerate(examples) for words, labels in example.police]
    kinds = [(row, *known) for row, example in enumerate(examples) for known in example.kinds]
    return Batch(
        examples[0].set, pieces, present, firsts, torch.tensor(counts), allowed, _indices(allowed_rows),
        _indices([row for row, _ in bags]), _words([bag.words for _, bag in bags], width),
        _words([bag.types for _, bag in bags], len(TYPES) + 1),
        torch.tensor([bag.positive for _, bag in bags], dtype=torch.bool),
        _indices(told_bags), _indices([row for row, _ in targets]), _indices([target.word for _, target in targets[:told]]),
        _indices([_known(target.mode) for _, target in targets]), _indices([_known(target.modality) for _, target in targets]),
        _indices([_known(target.stage) for _, target in targets]), _indices([_known(target.dating) for _, target in targets]),
        torch.tensor([target.signs or (-1,) * len(SIGNS) for _, target in targets]).reshape(-1, len(SIGNS)).float(),
        role_gold, role_weight, _pairs(targets, random.Random(seed)), _indices(tagged), tag_gold, tag_weight, measures,
        _indices([row for row, _, _ in police]), _words([words for _, words, _ in police], width),
        torch.tensor([labels for _, _, labels in police]).reshape(-1, len(POLICE)).float(),
        _indices([row for row, *_ in kinds]), _words([words for _, words, _, _ in kinds], width),
        _indices([list(KINDS).index(kind) for _, _, kind, _ in kinds]),
        torch.tensor([told for *_, told in kinds], dtype=torch.bool), whole,
    )  # fmt: skip


def _length(examples: Sequence[Example]) -> int:
    # In steps of 64: every new shape is prepared anew.
    return min(LONGEST, math.ceil((max(len(example.pieces) for example in examples) + 2) / 64) * 64)


def _known(value: int | None) -> int:
    return UNKNOWN if value is None else value


def _indices(values: Sequence[int]) -> Tensor:
    return torch.tensor(values, dtype=torch.long)


def _words(sets: Sequence[Sequence[int]], width: int) -> Tensor:
    found = torch.zeros(len(sets), width, dtype=torch.bool)
    for index, words in enumerate(sets):
        found[index, list(words)] = True
    return found


def _roles(targets: Sequence[tuple[int, Target]], counts: Sequence[int], width: int) -> tuple[Tensor, Tensor]:
    gold = torch.zeros(len(targets), width, 2 * len(ROLES), dtype=torch.uint8)
    weight = torch.zeros_like(gold)
    for index, (row, target) in enumerate(targets):
        for role, (first, inside, either) in target.roles.items():
            column = 2 * ROLES.index(role)
            weight[index, : counts[row], column : column + 2] = 1
            if first:
                gold[index, list(first), column] = 1
                weight[index, list(first), column] = RARE
            if inside:
                gold[index, list(inside), column + 1] = 1
            if either:
                weight[index, list(either), column : column + 2] = 0
                if first & either:
                    weight[index, list(first & either), column] = RARE
    return gold, weight


def _tags(examples: Sequence[Example], width: int) -> tuple[Tensor, Tensor]:
    gold = torch.zeros(len(examples), width, 2 * len(TAGS))
    weight = torch.zeros_like(gold)
    for index, example in enumerate(examples):
        for tag, (first, inside) in example.tags.items():
            column = 2 * TAGS.index(tag)
            weight[index, : len(example.first_piece), column : column + 2] = TAG_WEIGHTS[tag]
            gold[index, list(first), column] = 1.0
            weight[index, list(first), column] = RARE * TAG_WEIGHTS[tag]
            gold[index, list(inside), column + 1] = 1.0
    return gold, weight


def _pairs(targets: Sequence[tuple[int, Target]], generator: random.Random) -> Tensor:
    known = [(index, row, target.account) for index, (row, target) in enumerate(targets) if target.account is not None]
    pairs = [
        (ours, theirs, int(mine == yours))
        for place, (ours, row, mine) in enumerate(known)
        for theirs, other, yours in known[place + 1 :]
        if row == other
    ]
    positive = [pair for pair in pairs if pair[2]]
    negative = [pair for pair in pairs if not pair[2]]
    negative = generator.sample(negative, min(_PAIRS, len(negative)))
    return torch.tensor(positive[:_PAIRS] + negative, dtype=torch.long).reshape(-1, 3)
