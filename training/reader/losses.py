"""What each kind of knowledge costs the network where it disagrees."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from training.reader.batches import UNKNOWN, Batch
from training.reader.labels import KINDS, MODES, POLICE, TYPES
from training.reader.network import Heads, bucket_of

#: How much each loss weighs.
WEIGHTS = {
    "type": 1.0, "bag": 0.3, "role": 6.0, "mode": 0.25, "modality": 0.5, "stage": 0.3, "dating": 0.3, "sign": 0.5, "same": 0.3,
    "tag": 3.0, "measure": 0.5, "police": 1.5, "whole": 0.8, "kind": 0.3,
}  # fmt: skip
#: Words of a marked sentence or report that may tell events for nothing: so many, and one more for each so many words.
_TELLING, _WORDS_A_TELLING = 1.5, 12
#: What each further word costs.
_SPARSE = 0.5
#: Words of an example, and words of a claim's surroundings, that one word or one claim weighs against.
WORDS_A_TYPE, WORDS_A_MEASURE, WORDS_A_ROLE = 40, 20, 60


def losses_of(heads: Heads, vectors: Tensor, batch: Batch) -> dict[str, Tensor]:
    """The losses by name; ``vectors`` (b, w, width) are the words of the batch."""
    found: dict[str, Tensor] = {}
    types = heads.types(vectors)
    logs = functional.log_softmax(types, dim=-1)
    if len(batch.allowed_rows):
        found["type"] = _type_loss(logs[batch.allowed_rows], batch.allowed)
    likeliest = None
    if len(batch.bag_rows):
        found["bag"], likeliest = _bag_loss(logs, batch)
    if len(batch.kind_rows):
        found["kind"] = _kind_loss(heads, vectors, types, batch)
    if len(batch.rows):
        found |= _claim_losses(heads, vectors, batch, likeliest)
    found |= _tag_losses(heads, vectors, batch)
    return {name: loss * WEIGHTS[name] for name, loss in found.items()}


def _type_loss(logs: Tensor, allowed: Tensor) -> Tensor:
    known = allowed.any(-1)
    told = torch.logsumexp(logs.masked_fill(~allowed, -1e4), dim=-1)
    return -(told * known).sum() / WORDS_A_TYPE / len(logs)


def _bag_loss(logs: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """One of the words tells it, the likeliest one (or none does); and few words tell anything.

    A noisy-or over words was tried: it lets every word of a marked sentence tell a little, some ten claims a sentence.
    """
    rows = logs[batch.bag_rows]
    told = torch.logsumexp(rows.masked_fill(~batch.bag_types[:, None], -1e4), dim=-1)
    inside = batch.bag_words
    none = -(torch.log1p(-told.exp().clamp(max=1 - 1e-6)) * inside).sum(-1) / 3
    expected = ((1 - rows[:, :, 0].exp()) * inside).sum(-1)
    many = functional.relu(expected - (_TELLING + inside.sum(-1) / _WORDS_A_TELLING))
    best, at = told.masked_fill(~inside, -1e4).max(-1)
    return torch.where(batch.bag_positive, -best + _SPARSE * many, none).mean(), at


def _kind_loss(heads: Heads, vectors: Tensor, types: Tensor, batch: Batch) -> Tensor:
    """One of the words tells a claim of the kind, the likeliest one, or none does: a type and a mode together."""
    rows = batch.kind_rows
    modes = heads.claim(vectors[rows])["mode"].softmax(-1)
    kinds = _kinds(vectors.device)[batch.kind_index]
    told = (torch.einsum("nwt,ntm->nwm", types.softmax(-1)[rows][:, :, 1:], kinds) * modes).sum(-1)
    told = told.clamp(1e-6, 1 - 1e-6) * batch.kind_words
    best = torch.log(told.max(-1).values.clamp(min=1e-6))
    none = torch.log1p(-told).sum(-1) / 3
    return -torch.where(batch.kind_positive, best, none).mean()


def _kinds(device: torch.device) -> Tensor:
    """Which types (column 1) with which modes (column 2) are of each kind (column 0)."""
    kinds = torch.zeros(len(KINDS), len(TYPES), len(MODES), device=device)
    others = {mode for kind, (_, modes) in KINDS.items() for mode in modes}
    for index, (name, modes) in enumerate(KINDS.values()):
        for mode in modes or [mode for mode in MODES if mode not in others]:
            kinds[index, TYPES.index(name), MODES.index(mode)] = 1
    return kinds


def _claim_losses(heads: Heads, vectors: Tensor, batch: Batch, likeliest: Tensor | None) -> dict[str, Tensor]:
    at = batch.words
    if likeliest is not None:
        at = torch.cat([at, likeliest[batch.told_bags]])
    rows = batch.rows
    triggers = vectors[rows, at]
    said = heads.claim(triggers)
    found = {}
    for name in ("mode", "modality", "stage", "dating"):
        gold = getattr(batch, name)
        # Where none is known the mean would be of nothing.
        each = functional.cross_entropy(said[name], gold, ignore_index=UNKNOWN, reduction="sum")
        found[name] = each / (gold != UNKNOWN).sum().clamp(min=1)
    known = (batch.signs >= 0).any(-1).sum().clamp(min=1)
    each = functional.binary_cross_entropy_with_logits(said["signs"], batch.signs.clamp(min=0), reduction="none")
    found["sign"] = (each * (batch.signs >= 0)).sum() / known
    distance = torch.arange(vectors.shape[1], device=vectors.device)[None] - at[:, None]
    scores = heads.roles(triggers, vectors[rows], bucket_of(distance))
    each = functional.binary_cross_entropy_with_logits(scores, batch.role_gold.to(scores.dtype), reduction="none")
    found["role"] = (each * batch.role_weight).sum() / (len(rows) * WORDS_A_ROLE)
    if len(batch.pairs):
        ours, theirs, same = batch.pairs.unbind(-1)
        score = heads.same(triggers[ours], triggers[theirs])
        found["same"] = functional.binary_cross_entropy_with_logits(score, same.to(score.dtype))
    return found


def _tag_losses(heads: Heads, vectors: Tensor, batch: Batch) -> dict[str, Tensor]:
    found = {}
    if len(batch.tag_rows):
        each = functional.binary_cross_entropy_with_logits(
            heads.tags(vectors[batch.tag_rows]), batch.tag_gold, reduction="none"
        )
        found["tag"] = (each * batch.tag_weight).sum() / batch.counts[batch.tag_rows].sum()
    if batch.set == "ledger":
        scores = heads.measure(vectors).flatten(0, 1)
        each = functional.cross_entropy(scores, batch.measures.flatten(), ignore_index=UNKNOWN, reduction="sum")
        found["measure"] = each / WORDS_A_MEASURE / len(vectors)
    if len(batch.police_rows):
        asked = heads.asked(vectors[batch.police_rows], batch.police_words)[:, : len(POLICE)]
        found["police"] = functional.binary_cross_entropy_with_logits(asked, batch.police_gold)
    known = batch.whole >= 0
    each = functional.binary_cross_entropy_with_logits(
        heads.asked(vectors, words_of(batch)), batch.whole.clamp(min=0), reduction="none"
    )
    found["whole"] = (each * known).sum() / known.sum().clamp(min=1)
    return found


def words_of(batch: Batch) -> Tensor:
    """Which words (b, w) of the batch are words of an example, and not there to fill up."""
    return torch.arange(batch.firsts.shape[1], device=batch.firsts.device)[None] < batch.counts[:, None]
