"""Turns word vectors into what the reader saw: happenings with their parts, and marked words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.analyse.encoder.heads import Array, Heads, sigmoid, softmax
from dateline.analyse.encoder.weights import Model
from dateline.analyse.encoder.windows import Window, Words
from dateline.domain.analysis import NamedSpan
from dateline.domain.happening import Answer, Happening, Part, Sighting
from dateline.domain.span import Span

#: Probability of telling an event below which a word is not looked at.
SEEN = 0.06
#: Probability below which a word plays no part.
PART = 0.15
#: Probability below which the next word does not belong to the part.
INSIDE = 0.4
#: Probability below which a number counts nothing that is known.
MEASURED = 0.3
#: Parts kept of one role of one happening.
PARTS = 3
#: Happenings, in order of the text, over which two may be told to be one event.
REACH = 40
#: Answers kept of one question.
ANSWERS = 3
#: Words of a mark (place name, source, …) are marked from this probability; who uses marks asks for more.
MARKED = 0.3


@dataclass(frozen=True, slots=True)
class _Found:
    """A trigger: its words ``first`` to ``last`` of the document, half-open, and the window that answers for it."""

    first: int
    last: int
    window: int
    score: float


class Seer:
    """Asks the heads of one model."""

    def __init__(self, model: Model) -> None:
        self._facts = model.facts
        self._heads = Heads(model.heads, tuple(model.facts["distances"]))
        self._labels: dict[str, list[str]] = model.facts["labels"]

    def see(
        self, words: Words, windows: Sequence[Window], vectors: Sequence[Array], sentences: Sequence[Span]
    ) -> tuple[Sighting, dict[str, tuple[NamedSpan, ...]]]:
        """The happenings, and the marked words and sentences.

        ``vectors`` has for each window its words' vectors, context included.
        """
        types = [softmax(self._heads.types(vector)) for vector in vectors]
        found = self._triggers(words, windows, types)
        happenings: list[Happening] = []
        kept: list[Array] = []
        for index, (window, vector) in enumerate(zip(windows, vectors, strict=True)):
            mine = [item for item in found if item.window == index]
            if mine:
                happenings += self._happenings(words, window, vector, types[index], mine)
                kept.append(vector[[item.first - window.seen_from for item in mine]])
        whole, answered = self._answers(words, windows, vectors, sentences)
        same = self._heads.same(np.concatenate(kept), REACH) if kept else {}
        sighting = Sighting(
            happenings=tuple(happenings),
            same=same,
            whole=whole,
            types=frozenset(self._labels["types"]),
        )
        return sighting, self._marks(words, windows, vectors) | answered

    def _triggers(self, words: Words, windows: Sequence[Window], types: Sequence[Array]) -> list[_Found]:
        found: list[_Found] = []
        for index, window in enumerate(windows):
            told = 1.0 - types[index][:, 0]
            kinds = types[index][:, 1:].argmax(axis=1)
            word = window.first
            while word < window.last:
                here = word - window.seen_from
                word += 1
                if told[here] < SEEN:
                    continue
                first = word - 1
                best = float(told[here])
                # The words of one trigger stand together, are of one type and about as sure.
                while word < window.last and words.spans[word][0] - words.spans[word - 1][1] <= 1:
                    there = word - window.seen_from
                    if told[there] < max(SEEN, 0.5 * best) or kinds[there] != kinds[here]:
                        break
                    best = max(best, float(told[there]))
                    word += 1
                found.append(_Found(first, word, index, best))
        return found

    def _happenings(
        self, words: Words, window: Window, vector: Array, types: Array, found: Sequence[_Found]
    ) -> Iterator[Happening]:
        at = np.asarray([item.first - window.seen_from for item in found], dtype=np.int64)
        triggers = vector[at]
        said = {
            name: softmax(scores) if name != "signs" else sigmoid(scores)
            for name, scores in self._heads.claim(triggers).items()
        }
        roles = sigmoid(self._heads.roles(triggers, at, vector))
        measures = softmax(self._heads.of_words("measure", vector))
        for row, item in enumerate(found):
            inside = types[item.first - window.seen_from : item.last - window.seen_from, 1:].mean(axis=0)
            signs = dict(zip(self._labels["signs"], said["signs"][row], strict=True))
            yield Happening(
                trigger=Span(words.spans[item.first][0], words.spans[item.last - 1][1]),
                score=item.score,
                types=_likeliest(inside / inside.sum(), self._labels["types"]),
                modes=_likeliest(said["mode"][row], self._labels["modes"]),
                modalities=_likeliest(said["modality"][row], self._labels["modalities"]),
                stages=_likeliest(said["stage"][row], self._labels["stages"]),
                datings=_likeliest(said["dating"][row], self._labels["datings"]),
                negated=float(signs["negated"]),
                background=float(signs["background"]),
                commentary=float(signs["commentary"]),
                incident=float(signs["incident"]),
                placed=float(signs["placed"]),
                parts=tuple(self._parts(words, window, roles[row], measures)),
            )

    def _parts(self, words: Words, window: Window, scores: Array, measures: Array) -> Iterator[Part]:
        for index, role in enumerate(self._labels["roles"]):
            spans = sorted(_runs(scores[:, 2 * index], scores[:, 2 * index + 1], PART), key=lambda run: -run[2])[:PARTS]
            for first, last, score in spans:
                span = Span(words.spans[window.seen_from + first][0], words.spans[window.seen_from + last - 1][1])
                measure = None
                if role == "count":
                    counted = measures[first:last, 1:].max(axis=0)
                    if counted.max() >= MEASURED:
                        measure = self._labels["measures"][1 + int(counted.argmax())]
                yield Part(role, span, score, measure)

    def _answers(
        self, words: Words, windows: Sequence[Window], vectors: Sequence[Array], sentences: Sequence[Span]
    ) -> tuple[dict[str, float], dict[str, tuple[NamedSpan, ...]]]:
        """What the window that says yes most surely answers to each question, and the sentences whose answer is yes."""
        questions = self._labels["questions"]
        whole = np.zeros(len(questions), dtype=np.float32)
        found: dict[str, list[NamedSpan]] = {}
        firsts = np.searchsorted(words.starts, [sentence.start for sentence in sentences])
        lasts = np.searchsorted(words.starts, [sentence.end for sentence in sentences])
        for window, vector in zip(windows, vectors, strict=True):
            mine = [
                (sentence, slice(first - window.seen_from, min(last, window.last) - window.seen_from))
                for sentence, first, last in zip(sentences, firsts, lasts, strict=True)
                if window.first <= first < min(last, window.last)
            ]
            scores = sigmoid(self._heads.asked(vector, [slice(None), *(run for _, run in mine)]))
            whole = np.maximum(whole, scores[0])
            for (sentence, _), answers in zip(mine, scores[1:], strict=True):
                for question, score in zip(questions, answers.tolist(), strict=True):
                    if question in self._labels["police"] and score >= MARKED:
                        label = f"police_{question.lower()}"
                        found.setdefault(label, []).append(NamedSpan(sentence, label, score))
        answered = dict(zip(questions, whole.tolist(), strict=True)) if vectors else {}
        return answered, {name: tuple(spans) for name, spans in found.items()}

    def _marks(
        self, words: Words, windows: Sequence[Window], vectors: Sequence[Array]
    ) -> dict[str, tuple[NamedSpan, ...]]:
        names = self._labels["tags"]
        marks: dict[str, list[NamedSpan]] = {name: [] for name in names}
        for window, vector in zip(windows, vectors, strict=True):
            scores = sigmoid(self._heads.tags(vector))
            for index, name in enumerate(names):
                for first, last, score in _runs(scores[:, 2 * index], scores[:, 2 * index + 1], MARKED):
                    if first + window.seen_from < window.first:
                        continue
                    start, end = words.spans[window.seen_from + first][0], words.spans[window.seen_from + last - 1][1]
                    marks[name].append(NamedSpan(Span(start, end), name, score))
        return {name: tuple(spans) for name, spans in marks.items()}


def _likeliest(scores: Array, labels: Sequence[str]) -> tuple[Answer, ...]:
    order = np.argsort(-scores)[:ANSWERS]
    return tuple(Answer(labels[index], float(scores[index])) for index in order)


def _runs(first: NDArray[np.float32], inside: NDArray[np.float32], least: float) -> Iterator[tuple[int, int, float]]:
    """Runs of words that begin where ``first`` peaks and go on while ``inside`` does, as (first, last, score), half-open."""
    index, count = 0, len(first)
    # Most words begin nothing, and most of these lists have no word that does.
    for start in np.flatnonzero(first >= least).tolist():
        if start < index:
            continue
        index = start
        # Of neighbours that may all begin, the surest does.
        best = index
        while best + 1 < count and first[best + 1] > first[best]:
            best += 1
        last = best + 1
        while last < count and inside[last] >= INSIDE and first[last] < max(first[best], 0.5):
            last += 1
        yield best, last, float(first[best])
        index = last
