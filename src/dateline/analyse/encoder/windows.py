"""Cuts a text into the words and windows that the encoder reads; the recipe that trains it cuts with the same code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

#: Word pieces that one pass of the encoder sees, with the two marks around them.
WINDOW_PIECES = 256
#: Pieces before a window's own words that it sees again, for their context.
OVERLAP_PIECES = 40
#: Pieces beyond which a window may end, at the end of a sentence.
_EARLIEST_END = 160

_ENDS = frozenset({".", "!", "?", '"', "”", "\n"})


@dataclass(frozen=True)
class Words:
    """A text's words as the encoder counts them: runs of letters and digits, and single marks.

    ``spans`` are half-open code points; word ``i`` owns the pieces ``pieces[first_piece[i]:first_piece[i + 1]]``.
    """

    spans: tuple[tuple[int, int], ...]
    pieces: NDArray[np.int64]
    #: One more entry than there are words.
    first_piece: NDArray[np.int64]

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each word starts."""
        return np.asarray([span[0] for span in self.spans], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.spans)


@dataclass(frozen=True, slots=True)
class Window:
    """The words ``seen_from`` to ``last`` are read together; the window answers for ``first`` to ``last``, half-open."""

    seen_from: int
    first: int
    last: int


@lru_cache(maxsize=4)
def tokenizer_of(vocabulary: tuple[str, ...]) -> Tokenizer:
    """The word-piece tokenizer of a vocabulary, lower-casing as the encoder was trained."""
    made = Tokenizer(models.WordPiece({piece: index for index, piece in enumerate(vocabulary)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def words_of(text: str, tokenizer: Tokenizer) -> Words:
    """The words of a text, in order; marks that the tokenizer drops belong to no word."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    spans: list[tuple[int, int]] = []
    first_piece: list[int] = []
    known: int | None = None
    for index, (word, (start, end)) in enumerate(zip(encoded.word_ids, encoded.offsets, strict=True)):
        if word is not None and word == known:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            continue
        known = word
        spans.append((start, end))
        first_piece.append(index)
    first_piece.append(len(encoded.ids))
    return Words(tuple(spans), np.asarray(encoded.ids, dtype=np.int64), np.asarray(first_piece, dtype=np.int64))


def windows_of(words: Words, text: str, pieces: int = WINDOW_PIECES) -> list[Window]:
    """Windows that cover every word once; each ends with a sentence where one ends late enough."""
    windows: list[Window] = []
    first, count = 0, len(words)
    room = pieces - 2
    while first < count:
        seen_from = first
        if first:
            wanted = int(words.first_piece[first]) - OVERLAP_PIECES
            seen_from = _next_sentence(words, text, int(np.searchsorted(words.first_piece, wanted)), first)
        limit = int(words.first_piece[seen_from]) + room
        last = int(np.searchsorted(words.first_piece, limit, side="right")) - 1
        last = max(first + 1, min(last, count))
        if last < count:
            last = _end_before(words, text, first, last)
        windows.append(Window(seen_from, first, last))
        first = last
    return windows


def _ends_sentence(words: Words, text: str, index: int) -> bool:
    start, end = words.spans[index]
    if text[start:end] not in _ENDS:
        return False
    return end >= len(text) or text[end].isspace()


def _next_sentence(words: Words, text: str, start: int, first: int) -> int:
    """The first word after a sentence's end in ``start`` to ``first``; ``start`` where there is none."""
    for index in range(max(0, start), first):
        if _ends_sentence(words, text, index):
            return min(index + 1, first)
    return max(0, min(start, first))


def _end_before(words: Words, text: str, first: int, last: int) -> int:
    earliest = int(words.first_piece[first]) + _EARLIEST_END - OVERLAP_PIECES
    for index in range(last - 1, first, -1):
        if words.first_piece[index] < earliest:
            break
        if _ends_sentence(words, text, index):
            return index + 1
    return last


def words_in(words: Words, start: int, end: int) -> range:
    """The indices of the words that share a code point with ``start`` to ``end``."""
    starts = words.starts
    first = int(np.searchsorted(starts, start, side="right")) - 1
    if first < 0 or words.spans[first][1] <= start:
        first += 1
    last = int(np.searchsorted(starts, end, side="left"))
    return range(first, max(first, last))
