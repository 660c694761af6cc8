"""What the heads answer, asked of word vectors with numpy; ``training/reader/network.py`` has the same sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


class Heads:
    """The heads of one model."""

    def __init__(self, matrices: Mapping[str, Array], distances: tuple[int, ...]) -> None:
        self._matrices = matrices
        self._distances = np.asarray(distances)

    def _linear(self, name: str, x: Array) -> Array:
        return x @ self._matrices[f"{name}.weight"].T + self._matrices[f"{name}.bias"]

    def types(self, words: Array) -> Array:
        """Scores (words, types + 1) of word vectors (words, width); column 0: no event."""
        return self._linear("type_out", np.maximum(self._linear("type_hidden", words), 0))

    def of_words(self, name: str, words: Array) -> Array:
        """Scores of a plain head over words, as ``measure`` is."""
        return self._linear(name, words)

    def asked(self, words: Array, runs: Sequence[slice]) -> Array:
        """Scores (runs, questions) of runs of the words (words, width): what the words of each say, as it weighs them."""
        hidden = np.maximum(self._linear("ask_hidden", words), 0)
        weights, said = self._linear("ask_weight", hidden), self._linear("ask_out", hidden)
        scores = [(softmax(weights[run].T) * said[run].T).sum(axis=1) for run in runs]
        return np.stack(scores) if scores else np.zeros((0, said.shape[1]), dtype=np.float32)

    def tags(self, words: Array) -> Array:
        """Scores (words, 2 tags) of word vectors (words, width). Even columns: a first word of the tag; odd: inside."""
        return self._linear("tag_out", np.maximum(self._linear("tag_hidden", words), 0))

    def claim(self, triggers: Array) -> dict[str, Array]:
        """Scores of mode, modality, stage, dating and signs of triggers (n, width)."""
        hidden = np.maximum(self._linear("claim_hidden", triggers), 0)
        names = {"mode": "mode_out", "modality": "modality_out", "stage": "stage_out", "dating": "dating_out"}
        names["signs"] = "sign_out"
        return {name: self._linear(matrix, hidden) for name, matrix in names.items()}

    def roles(self, triggers: Array, at: NDArray[np.int64], words: Array) -> Array:
        """Scores (n, words, 2 roles): of each word (words, width) in the claim of each trigger (n, width) at word ``at``."""
        word, factor = self._linear("role_word", words), self._linear("role_word_factor", words)
        own, own_factor = self._linear("role_trigger", triggers), self._linear("role_trigger_factor", triggers)
        distance = np.arange(len(words))[None] - at[:, None]
        size = np.searchsorted(self._distances, np.abs(distance), side="right")
        bucket = np.where(distance < 0, size + len(self._distances) + 1, size)
        hidden = word[None] + own[:, None] + self._matrices["role_distance.weight"][bucket]
        hidden += factor[None] * own_factor[:, None]
        return self._linear("role_out", np.maximum(hidden, 0, out=hidden))

    def same(self, triggers: Array, reach: int) -> dict[tuple[int, int], float]:
        """Probabilities that two triggers (n, width), at most ``reach`` apart in order, tell of one event."""
        one, factor = self._linear("same_one", triggers), self._linear("same_factor", triggers)
        found: dict[tuple[int, int], float] = {}
        for index in range(len(triggers) - 1):
            others = slice(index + 1, index + 1 + reach)
            both = np.concatenate([np.maximum(one[index] + one[others], 0), factor[index] * factor[others]], axis=1)
            scores = sigmoid(self._linear("same_out", both))[:, 0]
            found |= {(index, index + 1 + step): float(score) for step, score in enumerate(scores)}
        return found


def sigmoid(x: Array) -> Array:
    """The logistic function."""
    shares: Array = (1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))).astype(np.float32)
    return shares


def softmax(x: Array) -> Array:
    """Softmax over the last axis."""
    raised: Array = np.exp(x - x.max(axis=-1, keepdims=True))
    shares: Array = (raised / raised.sum(axis=-1, keepdims=True)).astype(np.float32)
    return shares
