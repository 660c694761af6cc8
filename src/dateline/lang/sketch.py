"""A sketch of a text's wording that near-copies share: for whoever asks whether two reports are one wire's story.

MinHash (Broder 1997) over runs of five words: the share of values that two sketches have in common estimates the share of
runs that the texts have in common. It knows no language; words are letters and figures between others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

#: Values of a sketch.
SKETCH_VALUES = 24
#: Words in a run.
RUN_WORDS = 5

Sketch = tuple[int, ...]
"""``SKETCH_VALUES`` numbers of 28 bits; empty for a text of fewer words than a run has."""

_WORD = re.compile(r"[^\W_]+(?:'(?!s\b)[a-z]+)?")
_DRAWS = np.random.default_rng(1997)
#: Odd, and of all 64 bits: the products must wrap around, or every value would be that of the one smallest hash.
_FACTORS = _DRAWS.integers(0, 1 << 63, SKETCH_VALUES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SHIFTS = _DRAWS.integers(0, 1 << 63, SKETCH_VALUES, dtype=np.uint64)


def words_of(text: str) -> list[str]:
    """The words of a text, as written, without the 's of a genitive."""
    return [word for word in _WORD.findall(text.replace("’", "'")) if word != "s"]


def sketch_of(text: str) -> Sketch:
    """The sketch of a text; the same for the same words in the same order, whatever stands between them."""
    return sketch_of_words([word.lower() for word in words_of(text)])


def sketch_of_words(words: Sequence[str]) -> Sketch:
    """The sketch of words in lower case."""
    if len(words) < RUN_WORDS:
        return ()
    runs = _runs(words)
    hashes = np.fromiter((crc32(run.encode()) for run in runs), dtype=np.uint64, count=len(runs))
    # Multiply-shift (Dietzfelbinger et al. 1997), modulo 2 to the 64th.
    mixed = (hashes[:, None] * _FACTORS[None, :] + _SHIFTS[None, :]) >> np.uint64(36)
    return tuple(int(value) for value in mixed.min(axis=0))


def runs_of(text: str) -> frozenset[str]:
    """The runs of words of a text, in lower case: what its sketch is a sample of."""
    return _runs([word.lower() for word in words_of(text)])


def shared(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """The share of all runs of two texts that both have (Jaccard), which ``overlap`` estimates; 0 where one has none."""
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def _runs(words: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(words[index : index + RUN_WORDS]) for index in range(len(words) - RUN_WORDS + 1))


def overlap(ours: Sketch, theirs: Sketch) -> float:
    """The share of runs of words that two texts have in common, as their sketches tell; 0 where one has none."""
    if not ours or not theirs:
        return 0.0
    return sum(one == other for one, other in zip(ours, theirs, strict=True)) / SKETCH_VALUES
