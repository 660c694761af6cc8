"""Words that may name a place, with the evidence for and against.

Candidates come from a scan of the gazetteer, from the recogniser's own places, and from patterns ("the village of
…", "… province") that also catch names which no gazetteer has. What speaks for and against each is a set of named
signs; ``place_weights.toml`` weighs them (a logistic regression; ``training/places`` has the recipe).
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.domain.analysis import Analysis, Sentence
from dateline.domain.span import Span
from dateline.extract.local.toponym_signs import (
    ARABIC_ARTICLES,
    ARTICLES,
    PLACE_LABELS,
    Candidate,
    between_commas,
    is_capital,
    signs_of_context,
    signs_of_gazetteer,
    surroundings_of,
)
from dateline.extract.local.word_lists import PlaceWords, place_words
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.plugins import DEFAULTS, Settings
from dateline.whoswho import load_whoswho


@dataclass(frozen=True, slots=True)
class Toponym:
    """Tokens ``first`` to ``last``, half-open, that may name a place; ``signs`` is the evidence, by name."""

    first: int
    last: int
    words: str
    signs: Mapping[str, float]
    #: The country (ISO 3166-1 alpha-3) whose adjective or people it is, where it is no name of a place at all.
    demonym: str | None = None
    known: bool = True


def toponyms(analysis: Analysis, settings: Settings = DEFAULTS) -> Iterator[Toponym]:
    """Every candidate of the document, in order; candidates of one sentence may overlap."""
    gazetteer = shared_gazetteer()
    whoswho = load_whoswho(settings.overlay("whoswho"))
    words = place_words(settings)
    entities = _entities_by_sentence(analysis)
    candidates = [
        list(_candidates(analysis, sentence, gazetteer, (words, entities.get(index, ()))))
        for index, sentence in enumerate(analysis.sentences)
    ]
    around = surroundings_of(analysis, whoswho, words, candidates)
    sizes: dict[str, dict[str, float]] = {}
    for sentence, found in zip(analysis.sentences, candidates, strict=True):
        shouting = _shouting(analysis, sentence)
        for candidate in found:
            signs = dict(signs_of_context(analysis, sentence, candidate, around, words))
            signs.update(signs_of_gazetteer(candidate, gazetteer, sizes))
            if shouting:
                signs["shouting"] = 1.0
            yield Toponym(
                candidate.first,
                candidate.last,
                analysis.document.quote(analysis.span_of(candidate.first, candidate.last)),
                signs,
                demonym=candidate.adjective_of,
                known=candidate.key is not None,
            )


def chosen(found: Sequence[Toponym], floor: float = 0.5) -> list[tuple[Toponym, float]]:
    """The candidates worth taking, with their probability: above ``floor``, never overlapping, the best first served."""
    rated = probabilities(found, _weights())
    taken: list[tuple[Toponym, float]] = []
    used: set[int] = set()
    ranked = sorted(zip(found, rated, strict=True), key=lambda pair: (-pair[1], pair[0].first, -pair[0].last))
    for toponym, probability in ranked:
        if probability < floor:
            break
        covered = range(toponym.first, toponym.last)
        if used.isdisjoint(covered):
            used.update(covered)
            taken.append((toponym, probability))
    return sorted(taken, key=lambda pair: pair[0].first)


def probabilities(found: Sequence[Toponym], weights: Mapping[str, Mapping[str, float]]) -> list[float]:
    """How likely each candidate names a place: first by itself, then beside the same words elsewhere in the document."""
    alone = [_probability(toponym.signs, weights["alone"]) for toponym in found]
    return [
        _demonym(toponym)
        if toponym.demonym is not None
        else 0.0
        if is_settled(toponym)
        else _probability({**toponym.signs, **more}, weights["beside"])
        for toponym, more in zip(found, signs_elsewhere(found, alone), strict=True)
    ]


def is_settled(toponym: Toponym) -> bool:
    """Whether a candidate is no place whatever else speaks for it: part of a known actor's name, or a building that
    stands for a government ("White House") and shares its name with small towns only."""
    if "metonym" in toponym.signs:
        return not toponym.signs.keys() & {"best_country", "best_region", "best_province", "capital_town"}
    return "actor_known_start" in toponym.signs or "actor_known_inside" in toponym.signs


def signs_elsewhere(found: Sequence[Toponym], alone: Sequence[float]) -> list[dict[str, float]]:
    """What the first ratings of the same words at other spots say for each candidate."""
    by_words: dict[str, list[int]] = {}
    for index, toponym in enumerate(found):
        by_words.setdefault(toponym.words, []).append(index)
    signs = []
    for index, toponym in enumerate(found):
        others = [alone[other] for other in by_words[toponym.words] if other != index]
        signs.append(
            {"best_elsewhere": max(others), "mean_elsewhere": sum(others) / len(others)}
            if others
            else {"nowhere_else": 1.0}
        )
    return signs


def _demonym(toponym: Toponym) -> float:
    """Adjectives and peoples are taken as they stand, but not out of a person's or a group's own name."""
    inside = any(name.endswith("_PERSON") or name.startswith("actor_known_") for name in toponym.signs)
    return 0.2 if inside and "actor_known_same" not in toponym.signs else 0.9


def _probability(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def shared_gazetteer() -> Gazetteer:
    """The embedded gazetteer, opened once; raises MissingPackError where there is none."""
    return open_gazetteer()


@cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    text = files(__package__).joinpath("place_weights.toml").read_text(encoding="utf-8")
    weights: Mapping[str, Mapping[str, float]] = tomllib.loads(text)
    return weights


def _entities_by_sentence(analysis: Analysis) -> dict[int, list[Span]]:
    """What the recogniser takes for places, by the number of the sentence that holds it whole."""
    found: dict[int, list[Span]] = {}
    for entity in analysis.entities:
        if entity.label in PLACE_LABELS:
            number = analysis.tokens_in(entity.span)[0].sentence
            if analysis.sentences[number].span.holds(entity.span):
                found.setdefault(number, []).append(entity.span)
    return found


def _candidates(
    analysis: Analysis, sentence: Sentence, gazetteer: Gazetteer, told: tuple[PlaceWords, Sequence[Span]]
) -> Iterator[Candidate]:
    words, entities = told
    tokens = analysis.tokens[sentence.first : sentence.last]
    seen: set[tuple[int, int]] = set()
    covered: set[int] = set()
    for match in gazetteer.names_in([token.text for token in tokens]):
        first, last = sentence.first + match.start, sentence.first + match.end
        if last - first == 1 and analysis.tokens[first].text.lower() in words.never:
            continue
        seen.add((first, last))
        covered.update(range(first, last))
        yield Candidate(first, last, match.key, match.adjective_of)
    for first, last, pattern in (*_patterns_of_entities(analysis, entities), *_patterns(analysis, sentence, words)):
        if (first, last) not in seen and not (last - first == 1 and analysis.tokens[first].text.lower() in words.never):
            seen.add((first, last))
            yield Candidate(first, last, None, pattern=pattern)


def _patterns_of_entities(analysis: Analysis, entities: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    for span in entities:
        for first, last in between_commas(analysis, span):
            yield from _trimmed(analysis, first, last)


def _trimmed(analysis: Analysis, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """The pattern without article, common words and the possessive."""
    tokens = analysis.tokens
    while first < last and (tokens[first].text in ARTICLES or not is_capital(tokens[first])):
        first += 1
    while first < last and (tokens[last - 1].text in ("'s", "’s") or not tokens[last - 1].text[-1:].isalnum()):
        last -= 1
    if first < last:
        yield first, last, "entity"


def _patterns(analysis: Analysis, sentence: Sentence, words: PlaceWords) -> Iterator[tuple[int, int, str]]:
    """Names that only their surroundings show to be places, as ``(first, last, pattern)``."""
    tokens = analysis.tokens
    at = sentence.first
    while at < sentence.last:
        if not (
            is_capital(tokens[at]) and tokens[at].text.lower() not in words.never and tokens[at].text not in ARTICLES
        ):
            at += 1
            continue
        end = _run_end(analysis, at, sentence.last)
        article = (
            at - 2 >= sentence.first and tokens[at - 1].text == "-" and tokens[at - 2].text.lower() in ARABIC_ARTICLES
        )
        yield from _patterns_of_run(analysis, sentence, at - 2 if article else at, end, words)
        at = end


def _run_end(analysis: Analysis, at: int, limit: int) -> int:
    tokens = analysis.tokens
    end = at + 1
    while end < limit and (
        is_capital(tokens[end])
        or (tokens[end].text in ("-", "al", "el", "de", "la") and end + 1 < limit and is_capital(tokens[end + 1]))
    ):
        end += 1
    return end


def _patterns_of_run(
    analysis: Analysis, sentence: Sentence, first: int, last: int, words: PlaceWords
) -> Iterator[tuple[int, int, str]]:
    tokens = analysis.tokens
    before = tokens[first - 1].text.lower() if first > sentence.first else ""
    if before in ARTICLES and first - 1 > sentence.first:
        before = tokens[first - 2].text.lower()
    after = tokens[last].text.lower() if last < sentence.last else ""
    if after in words.ground_after and tokens[first].text.lower() not in words.directions:
        yield first, last, "ground_after"
    elif before == "of" and first - 2 >= sentence.first and tokens[first - 2].text.lower() in words.ground_before:
        yield first, last, "ground_before"
    elif before in words.strictly_locative:
        yield first, last, "locative"
    if last - first > 1 and tokens[last - 1].text.lower() in words.ground_in_name:
        yield first, last, "ground_in_name"
        if tokens[last - 1].text.lower() in words.ground_after:
            yield first, last - 1, "ground_after"


def _shouting(analysis: Analysis, sentence: Sentence) -> bool:
    letters = [token.text for token in analysis.tokens[sentence.first : sentence.last] if token.text.isalpha()]
    return len(letters) > 3 and sum(word.isupper() for word in letters) > 0.7 * len(letters)


def span_of_toponym(analysis: Analysis, toponym: Toponym) -> Span:
    """The span of a candidate."""
    return analysis.span_of(toponym.first, toponym.last)
