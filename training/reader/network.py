"""The reader's network: an encoder and small heads over its word vectors.

The encoder that ships is MiniLM's (BERT, six layers of 384). A teacher may have MPNet's (twelve layers of 768, Song et al.
2020), which is read from the same word pieces.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.reader.labels import (
    DATINGS,
    MEASURES,
    MODALITIES,
    MODES,
    POLICE,
    QUESTIONS,
    ROLES,
    SIGNS,
    STAGES,
    TAGS,
    TYPES,
)


@dataclass(frozen=True)
class Shape:
    """The measures of an encoder."""

    width: int
    layers: int
    inner: int
    words: int
    positions: int
    heads: int = 12
    epsilon: float = 1e-12
    #: Buckets of MPNet's relative positions; BERT has none, and kinds of text instead.
    relative: int = 0


SHAPES = {
    "minilm": Shape(384, 6, 1536, 30522, 512),
    "mpnet": Shape(768, 12, 3072, 30527, 514, epsilon=1e-5, relative=32),
}
#: Width of the hidden layers of the heads.
HIDDEN = 128
#: Distances between trigger and word, in words: the border of each bucket on either side.
DISTANCES = (1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 52, 68, 90, 120, 160)


class Layer(nn.Module):
    """One transformer layer, post-norm, as BERT has it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        self.norm_attention = nn.LayerNorm(width, eps=shape.epsilon)
        self.widen = nn.Linear(width, shape.inner)
        self.narrow = nn.Linear(shape.inner, width)
        self.norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.dropout = nn.Dropout(dropout)
        #: Attention written out, for export: the graph that int8 kernels know.
        self.plain = False

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Word-piece vectors (batch, pieces, width) in and out; ``mask`` is added to the scores of attention."""
        batch, pieces, width = x.shape
        shape = (batch, pieces, self.heads, width // self.heads)
        query, key, value = (part(x).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value))
        if self.plain:
            seen = torch.softmax(query @ key.transpose(-1, -2) / math.sqrt(shape[-1]) + mask, dim=-1) @ value
        else:
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm_attention(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, pieces, width))))
        return self.norm(x + self.dropout(self.narrow(functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Word pieces to vectors."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.word = nn.Embedding(shape.words, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        if shape.relative:
            self.relative = nn.Embedding(shape.relative, shape.heads)
        else:
            self.kind = nn.Embedding(2, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList([Layer(shape, dropout) for _ in range(shape.layers)])

    def forward(self, pieces: Tensor, present: Tensor) -> Tensor:
        """Vectors (batch, pieces, width) of pieces: ids in BERT's vocabulary, and presence (1 or 0), both (batch, pieces)."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        if self.shape.relative:
            # MPNet's vocabulary is BERT's behind four marks of its own; its first two positions are padding's.
            own = torch.where(pieces == 101, 0, torch.where(pieces == 102, 2, pieces + 4))
            x = self.norm(self.word(torch.where(present > 0, own, 1)) + self.position(positions + 2))
        else:
            x = self.norm(self.word(pieces) + self.position(positions) + self.kind.weight[0])
        mask = (1.0 - present.to(x.dtype))[:, None, None, :] * -1e4
        if self.shape.relative:
            distance = positions[None] - positions[:, None]
            mask = mask + self.relative(_relative_bucket(distance, self.shape.relative)).permute(2, 0, 1)[None]
        elif not self.layers[0].plain:
            mask = mask.expand(-1, self.shape.heads, pieces.shape[1], -1)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load(self, path: Path) -> None:
        """Take the weights of a BERT or an MPNet of this shape from a safetensors file."""
        from safetensors.torch import load_file

        names = {
            "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
            "attention.output.dense": "out", "attention.output.LayerNorm": "norm_attention",
            "intermediate.dense": "widen", "output.dense": "narrow", "output.LayerNorm": "norm",
            "attention.attn.q": "query", "attention.attn.k": "key", "attention.attn.v": "value",
            "attention.attn.o": "out", "attention.LayerNorm": "norm_attention",
        }  # fmt: skip
        tops = {
            "embeddings.word_embeddings": "word", "embeddings.position_embeddings": "position",
            "embeddings.token_type_embeddings": "kind", "embeddings.LayerNorm": "norm",
            "encoder.relative_attention_bias": "relative",
        }  # fmt: skip
        state = {}
        for key, tensor in load_file(path).items():
            stem, _, leaf = key.rpartition(".")
            if stem in tops:
                state[f"{tops[stem]}.{leaf}"] = tensor.float()
            elif stem.startswith("encoder.layer."):
                number, _, rest = stem.removeprefix("encoder.layer.").partition(".")
                state[f"layers.{number}.{names[rest]}.{leaf}"] = tensor.float()
        self.load_state_dict(state)


def _relative_bucket(distance: Tensor, buckets: int, furthest: int = 128) -> Tensor:
    """Bucket of a distance in pieces, as MPNet has it (T5's; Raffel et al. 2020, section 2.1): half for either side."""
    half = buckets // 2
    exact = half // 2
    size = distance.abs()
    far = exact + (torch.log(size.clamp(min=1) / exact) / math.log(furthest / exact) * (half - exact)).long()
    return (distance > 0).long() * half + torch.where(size < exact, size, far.clamp(max=half - 1))


class Heads(nn.Module):
    """Everything that is asked of word vectors. Every part is a matrix or two, so that numpy can ask at run time."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.type_hidden = nn.Linear(width, HIDDEN)
        self.type_out = nn.Linear(HIDDEN, len(TYPES) + 1)
        self.tag_hidden = nn.Linear(width, HIDDEN)
        self.tag_out = nn.Linear(HIDDEN, 2 * len(TAGS))
        self.measure = nn.Linear(width, len(MEASURES))
        # Of a run of words: how much each word has to say to a question, and what it says.
        self.ask_hidden = nn.Linear(width, HIDDEN)
        self.ask_weight = nn.Linear(HIDDEN, len(QUESTIONS))
        self.ask_out = nn.Linear(HIDDEN, len(QUESTIONS))
        # Of a trigger.
        self.claim_hidden = nn.Linear(width, HIDDEN)
        self.mode_out = nn.Linear(HIDDEN, len(MODES))
        self.modality_out = nn.Linear(HIDDEN, len(MODALITIES))
        self.stage_out = nn.Linear(HIDDEN, len(STAGES))
        self.dating_out = nn.Linear(HIDDEN, len(DATINGS))
        self.sign_out = nn.Linear(HIDDEN, len(SIGNS))
        # Of a trigger and a word.
        self.role_word = nn.Linear(width, HIDDEN)
        self.role_trigger = nn.Linear(width, HIDDEN)
        self.role_word_factor = nn.Linear(width, HIDDEN)
        self.role_trigger_factor = nn.Linear(width, HIDDEN)
        self.role_distance = nn.Embedding(2 * len(DISTANCES) + 3, HIDDEN)
        self.role_out = nn.Linear(HIDDEN, 2 * len(ROLES))
        # Of two triggers.
        self.same_one = nn.Linear(width, HIDDEN)
        self.same_factor = nn.Linear(width, HIDDEN)
        self.same_out = nn.Linear(2 * HIDDEN, 1)
        nn.init.zeros_(self.role_distance.weight)
        with torch.no_grad():
            self.type_out.bias[0] = 2.0
            for rare in (self.tag_out, self.role_out):
                rare.bias.fill_(-3.0)
            self.ask_out.bias[: len(POLICE)] = -2.0
            self.measure.bias[0] = 3.0

    def types(self, words: Tensor) -> Tensor:
        """Scores of types (0: none) of words (…, width)."""
        return self.type_out(functional.relu(self.type_hidden(words)))

    def tags(self, words: Tensor) -> Tensor:
        """Scores (…, 2 tags) of words (…, width). Even columns: a first word of the tag; odd: inside."""
        return self.tag_out(functional.relu(self.tag_hidden(words)))

    def asked(self, words: Tensor, inside: Tensor) -> Tensor:
        """Scores (n, questions) of runs of words (n, words, width): the mean of what the words ``inside`` (n, words) say,
        each question weighing them in its own way (attention pooling; Yang et al. 2016, section 2.2).
        """
        hidden = functional.relu(self.ask_hidden(words))
        weights = self.ask_weight(hidden).masked_fill(~inside[:, :, None], -1e4).softmax(1)
        return (weights * self.ask_out(hidden)).sum(1)

    def claim(self, triggers: Tensor) -> dict[str, Tensor]:
        """Scores of mode, modality, stage, dating and signs of triggers (n, width)."""
        hidden = functional.relu(self.claim_hidden(triggers))
        return {
            "mode": self.mode_out(hidden),
            "modality": self.modality_out(hidden),
            "stage": self.stage_out(hidden),
            "dating": self.dating_out(hidden),
            "signs": self.sign_out(hidden),
        }

    def roles(self, triggers: Tensor, words: Tensor, distance: Tensor) -> Tensor:
        """Scores (n, words, 2 roles) of words (n, words, width) in the claims of triggers (n, width).

        ``distance`` (n, words) are buckets of ``bucket_of``. Even columns: a first word of the role; odd: inside.
        """
        hidden = self.role_word(words) + self.role_trigger(triggers)[:, None] + self.role_distance(distance)
        hidden = hidden + self.role_word_factor(words) * self.role_trigger_factor(triggers)[:, None]
        return self.role_out(functional.relu(hidden))

    def same(self, ours: Tensor, theirs: Tensor) -> Tensor:
        """Score (n) that two triggers (n, width) tell of one event."""
        both = functional.relu(self.same_one(ours) + self.same_one(theirs))
        factor = self.same_factor(ours) * self.same_factor(theirs)
        return self.same_out(torch.cat([both, factor], dim=-1)).squeeze(-1)


def bucket_of(distance: Tensor) -> Tensor:
    """Bucket of a signed distance in words; 0 is the trigger itself."""
    borders = torch.tensor(DISTANCES, device=distance.device)
    size = torch.bucketize(distance.abs(), borders, right=True)
    return torch.where(distance < 0, size + len(DISTANCES) + 1, size)


class Reader(nn.Module):
    """Encoder and heads."""

    def __init__(self, shape: Shape = SHAPES["minilm"], dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = Encoder(shape, dropout)
        self.heads = Heads(shape.width)
        #: Of word vectors; dropout inside the layers costs a fifth of the speed on a processor.
        self.dropout = nn.Dropout(0.15)

    def vectors(self, pieces: Tensor, present: Tensor, firsts: Tensor) -> Tensor:
        """Word vectors (batch, words, width), each its first piece's; ``firsts`` (batch, words) says where that stands."""
        with torch.autocast(pieces.device.type, torch.bfloat16, enabled=pieces.is_cuda):
            hidden = self.encoder(pieces, present)
        wide = firsts[:, :, None].expand(-1, -1, hidden.shape[-1])
        return self.dropout(hidden.float().gather(1, wide))
