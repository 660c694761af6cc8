"""The blocks of a story found again in the page's source, and the words of the page that are in none of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dateline.clean.html.scan import Words

Run = tuple[int, int, int]

#: A block that stands nowhere in one piece is looked for word by word, so far from where it is expected.
_NEAR_CHARS = 4000
#: And is taken for found where so many of its words are.
_FOUND_SHARE = 0.8


@dataclass(slots=True)
class Aligned:
    """A text of blocks, with an empty line between two, and the runs of it that stand in the source."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)
    #: Where each block starts in the text.
    starts: list[int] = field(default_factory=list)
    #: The stretches of ``Words.solid`` that the blocks took, rising.
    taken: list[tuple[int, int]] = field(default_factory=list)


def aligned(blocks: Sequence[str], words: Words) -> Aligned:
    """The blocks as one text; what stands in the source in the same order keeps its place there."""
    found = Aligned()
    pieces: list[str] = []
    length = at = 0
    used: list[tuple[int, int]] = []
    for block in blocks:
        if pieces:
            pieces.append("\n\n")
            length += 2
        found.starts.append(length)
        places = _places(block, words.solid, at)
        for first, last, solid_start in places:
            used.append((solid_start, solid_start + len(_solid(block[first:last]))))
            if solid_start >= at:
                at = _note(found.runs, length + first, block[first:last], words, solid_start)
        pieces.append(block)
        length += len(block)
    found.text = "".join(pieces)
    found.taken = _merged(sorted(used))
    return found


def _solid(text: str) -> str:
    return "".join(text.split())


def _places(block: str, solid: str, at: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of the block with where they stand in ``solid``: the whole block, else its words one by one."""
    wanted = _solid(block)
    if not wanted:
        return
    start = solid.find(wanted, at)
    if start < 0:
        start = solid.find(wanted, 0, at)
    if start >= 0:
        yield 0, len(block), start
        return
    cursor, n_words = at, 0
    places = []
    for first, last in _tokens(block):
        n_words += 1
        start = solid.find(block[first:last], cursor, cursor + _NEAR_CHARS)
        if start >= 0:
            places.append((first, last, start))
            cursor = start + last - first
    # A title that the source does not hold shares some small words with any text.
    if len(places) >= _FOUND_SHARE * n_words:
        yield from places


def _tokens(block: str) -> Iterator[tuple[int, int]]:
    at = 0
    for word in block.split():
        start = block.index(word, at)
        at = start + len(word)
        yield start, at


def _note(runs: list[Run], text_start: int, text: str, words: Words, solid_start: int) -> int:
    """Add the runs of a stretch that stands in ``solid`` from there on; and where it ends there."""
    at = solid_start
    for first, last in _tokens(text):
        end = at + last - first
        while at < end:
            index = bisect_right(words.solid_starts, at) - 1
            next_start = words.solid_starts[index + 1] if index + 1 < len(words.solid_starts) else len(words.solid)
            size = min(end, next_start) - at
            offset = last - (end - at)
            _keep(runs, text_start + offset, words.source_starts[index] + at - words.solid_starts[index], size)
            at += size
    return at


def _keep(runs: list[Run], start: int, raw_start: int, length: int) -> None:
    if runs:
        last_start, last_raw, last_length = runs[-1]
        gap, raw_gap = start - last_start - last_length, raw_start - last_raw - last_length
        if gap == raw_gap and 0 <= gap <= 1:
            # One blank stands for one blank or line's end.
            runs[-1] = (last_start, last_raw, last_length + gap + length)
            return
        if raw_gap < 0:
            return
    runs.append((start, raw_start, length))


def _merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def left_out(words: Words, taken: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
    """The words in none of the stretches, as ``(reason, text)``: neighbours of one part of the page together."""
    groups: list[tuple[str, list[str]]] = []
    index = 0
    last_block = last_word = -2
    for word, start in enumerate(words.starts):
        end = words.word_end(word)
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] < end:
            continue
        reason, block = words.regions[word], words.blocks[word]
        text = words.solid[start:end]
        if groups and groups[-1][0] == reason and last_word == word - 1:
            groups[-1][1].append(("\n" if block != last_block else " ") + text)
        else:
            groups.append((reason, [text]))
        last_block, last_word = block, word
    return [(reason, "".join(pieces)) for reason, pieces in groups]
