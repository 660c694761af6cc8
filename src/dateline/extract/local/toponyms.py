"""Words that may name a place, with the evidence for and against.

Candidates come from a scan of the gazetteer, from the recogniser's own places, and from patterns ("the village of
…", "… province") that also catch names which no gazetteer has. What speaks for and against each is a set of named
signs; ``place_weights.toml`` weighs them (a logistic regression; ``training/places`` has the recipe).
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from dateline.domain.actor import ActorKind
from dateline.domain.analysis import Analysis, Sentence, Token
from dateline.domain.span import Span
from dateline.extract.local.word_lists import PlaceWords, place_words
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.plugins import DEFAULTS, Settings
from dateline.whoswho import WhosWho, load_whoswho

_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
#: Bodies of states carry the name of the state: "US Defense Department" names a country, "Los Angeles Times" no town.
_STATES = frozenset((ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE))
_ARTICLES = frozenset(("the", "The", "THE", "a", "an"))


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


@dataclass(slots=True)
class _Candidate:
    first: int
    last: int
    key: str | None
    adjective_of: str | None = None
    pattern: str | None = None


@dataclass(slots=True)
class _Surroundings:
    """What the whole document says of its words."""

    entity_of: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    actor_of: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    lower_words: frozenset[str] = frozenset()
    metonyms: set[int] = field(default_factory=set)
    located: dict[str, int] = field(default_factory=dict)


def toponyms(analysis: Analysis, settings: Settings = DEFAULTS) -> Iterator[Toponym]:
    """Every candidate of the document, in order; candidates of one sentence may overlap."""
    gazetteer = shared_gazetteer()
    whoswho = load_whoswho(settings.overlay("whoswho"))
    words = place_words(settings)
    candidates = [list(_candidates(analysis, sentence, gazetteer, words)) for sentence in analysis.sentences]
    around = _surroundings(analysis, whoswho, words, candidates)
    sizes: dict[str, dict[str, float]] = {}
    for sentence, found in zip(analysis.sentences, candidates, strict=True):
        shouting = _shouting(analysis, sentence)
        for candidate in found:
            signs = dict(_signs_of_context(analysis, sentence, candidate, around, words))
            signs.update(_signs_of_gazetteer(candidate, gazetteer, sizes))
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


def is_capital(token: Token) -> bool:
    """Whether a word begins as a name does: a capital, or an Arabic article joined by a hyphen to one."""
    text = token.text
    return text[:1].isupper() or (
        text[:3].lower() in ("al-", "el-", "as-", "ad-", "an-", "ar-", "at-") and text[3:4].isupper()
    )


def _candidates(
    analysis: Analysis, sentence: Sentence, gazetteer: Gazetteer, words: PlaceWords
) -> Iterator[_Candidate]:
    tokens = analysis.tokens[sentence.first : sentence.last]
    seen: set[tuple[int, int]] = set()
    covered: set[int] = set()
    for match in gazetteer.names_in([token.text for token in tokens]):
        first, last = sentence.first + match.start, sentence.first + match.end
        if last - first == 1 and analysis.tokens[first].text.lower() in words.never:
            continue
        seen.add((first, last))
        covered.update(range(first, last))
        yield _Candidate(first, last, match.key, match.adjective_of)
    for first, last, pattern in _patterns(analysis, sentence, words):
        if (first, last) not in seen:
            seen.add((first, last))
            yield _Candidate(first, last, None, pattern=pattern)


def _patterns(analysis: Analysis, sentence: Sentence, words: PlaceWords) -> Iterator[tuple[int, int, str]]:
    """Names that only their surroundings show to be places, as ``(first, last, pattern)``."""
    tokens = analysis.tokens
    for entity in analysis.entities:
        if not sentence.span.holds(entity.span) or entity.label not in _PLACE_LABELS:
            continue
        inside = analysis.tokens_in(entity.span)
        first, last = inside[0].index, inside[-1].index + 1
        while first < last and (tokens[first].text in _ARTICLES or not is_capital(tokens[first])):
            first += 1
        while first < last and (tokens[last - 1].text in ("'s", "’s") or not tokens[last - 1].text[-1:].isalnum()):
            last -= 1
        if first < last:
            yield first, last, "entity"
    at = sentence.first
    while at < sentence.last:
        if not (
            is_capital(tokens[at]) and tokens[at].text.lower() not in words.never and tokens[at].text not in _ARTICLES
        ):
            at += 1
            continue
        end = _run_end(analysis, at, sentence.last)
        yield from _patterns_of_run(analysis, sentence, at, end, words)
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
    if before in _ARTICLES and first - 1 > sentence.first:
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


def _surroundings(
    analysis: Analysis, whoswho: WhosWho, words: PlaceWords, candidates: list[list[_Candidate]]
) -> _Surroundings:
    around = _Surroundings()
    surnames = set()
    for entity in analysis.entities:
        inside = analysis.tokens_in(entity.span)
        first, last = inside[0].index, inside[-1].index + 1
        for token in inside:
            around.entity_of[token.index] = (first, last, entity.label)
        if entity.label == "PERSON" and len(inside) > 1:
            names = [token.text for token in inside if token.text[:1].isupper()]
            if len(names) > 1:
                surnames.add(names[-1])
    around.surnames = frozenset(surnames)
    around.lower_words = frozenset(token.text for token in analysis.tokens if token.text[:1].islower())
    for sentence in analysis.sentences:
        for start, end, actors in whoswho.names_in(
            [token.text for token in analysis.tokens[sentence.first : sentence.last]]
        ):
            sure = [actor for actor in actors if not actor.metonym]
            if sure:
                organ = all(actor.derived or actor.kind in _STATES for actor in sure)
                hit = (sentence.first + start, sentence.first + end, "organ" if organ else "known")
                around.actor_of.update(dict.fromkeys(range(*hit[:2]), hit))
            elif actors:
                around.metonyms.update(range(sentence.first + start, sentence.first + end))
    for found in candidates:
        for candidate in found:
            if candidate.first and analysis.tokens[candidate.first - 1].text.lower() in words.strictly_locative:
                name = analysis.document.quote(analysis.span_of(candidate.first, candidate.last))
                around.located[name] = around.located.get(name, 0) + 1
    return around


def _signs_of_context(
    analysis: Analysis, sentence: Sentence, candidate: _Candidate, around: _Surroundings, words: PlaceWords
) -> Iterator[tuple[str, float]]:
    tokens, first, last = analysis.tokens, candidate.first, candidate.last
    yield "always", 1.0
    yield f"from_{candidate.pattern or ('adjective' if candidate.adjective_of else 'name')}", 1.0
    entity = _entity_sign(around.entity_of, first, last)
    yield f"entity_{entity}", 1.0
    hit = next((around.actor_of[index] for index in range(first, last) if index in around.actor_of), None)
    if hit is not None:
        where = "same" if hit[:2] == (first, last) else "start" if hit[0] == first else "inside"
        yield f"actor_{hit[2]}_{where}", 1.0
    elif first in around.metonyms:
        yield "metonym", 1.0
    before = list(_signs_before(analysis, sentence, first, words))
    after = list(_signs_after(analysis, sentence, last, words))
    yield from before
    yield from after
    yield from _crossed(entity, before[-1][0], after[-1][0])
    name = analysis.document.quote(analysis.span_of(first, last))
    if all(tokens[index].pos == "PROPN" for index in range(first, last)):
        yield "proper", 1.0
    elif not any(tokens[index].pos == "PROPN" for index in range(first, last)):
        yield f"not_proper_{'adjective' if tokens[last - 1].pos == 'ADJ' else 'other'}", 1.0
    yield f"words_{min(3, last - first)}", 1.0
    if len(name) <= 3 or name.isupper():
        yield "short_or_capitals", 1.0
    if name.lower() in around.lower_words and last - first == 1:
        yield "also_lower", 1.0
    if name in around.surnames:
        yield "surname", 1.0
    if around.located.get(name):
        yield "located_somewhere", 1.0
        yield "located_often", min(3, around.located[name]) / 3.0


def _crossed(entity: str, before: str, after: str) -> Iterator[tuple[str, float]]:
    """Signs that mean more together: "Huntsville" before "Police" is a town even within a body's name."""
    yield f"{entity}__{after}", 1.0
    yield f"{entity}__{before}", 1.0
    yield f"{before}__{after}", 1.0


def _entity_sign(entity_of: Mapping[int, tuple[int, int, str]], first: int, last: int) -> str:
    entity = next((entity_of[index] for index in range(first, last) if index in entity_of), None)
    if entity is None:
        return "none"
    start, end, label = entity
    label = label if label in ("GPE", "LOC", "FAC", "NORP", "PERSON", "ORG", "EVENT") else "other"
    if start <= first and last <= end:
        if (
            (start, end) == (first, last)
            or (end - start) - (last - first) == 1
            and start < first
            and label in _PLACE_LABELS
        ):
            return f"same_{label}"
        return f"{'start' if first - start <= 1 and last < end else 'end' if last == end else 'inside'}_{label}"
    return f"wider_{label}" if first <= start and end <= last else f"across_{label}"


def _signs_before(analysis: Analysis, sentence: Sentence, first: int, words: PlaceWords) -> Iterator[tuple[str, float]]:
    if first == sentence.first:
        yield "before_start", 1.0
        return
    token = analysis.tokens[first - 1]
    text = token.text.lower()
    if text in _ARTICLES:
        yield "before_article", 1.0
        if first - 1 > sentence.first:
            token = analysis.tokens[first - 2]
            text = token.text.lower()
    if text in words.strictly_locative:
        yield "before_locative", 1.0
    elif text in words.locative:
        yield f"before_{text}", 1.0
        if text == "of" and first - 2 >= sentence.first:
            noun = analysis.tokens[first - 2].text
            if noun.lower() in words.ground_before:
                yield "before_ground_of", 1.0
            elif noun[:1].isupper():
                yield "before_capital_of", 1.0
    elif text.rstrip(".") in words.person_titles:
        yield "before_title", 1.0
    elif text in words.directions:
        yield "before_direction", 1.0
    elif text == ",":
        capital = first - 2 >= sentence.first and is_capital(analysis.tokens[first - 2])
        yield "before_comma_capital" if capital else "before_comma", 1.0
    elif text in ("-", "–", "/"):
        yield "before_hyphen", 1.0
    elif token.tag == "CD":
        yield "before_number", 1.0
    elif is_capital(token):
        yield "before_capital", 1.0
    elif token.pos in ("VERB", "AUX"):
        yield "before_verb", 1.0
    elif token.pos == "CCONJ":
        yield "before_and", 1.0
    else:
        yield "before_other", 1.0


def _signs_after(analysis: Analysis, sentence: Sentence, last: int, words: PlaceWords) -> Iterator[tuple[str, float]]:
    if last >= sentence.last:
        yield "after_end", 1.0
        return
    token = analysis.tokens[last]
    text = token.text.lower()
    following = analysis.tokens[last + 1] if last + 1 < sentence.last else None
    if token.text in ("'s", "’s", "'", "’"):
        yield "after_possessive", 1.0
    elif text == ",":
        yield "after_comma_capital" if following is not None and is_capital(following) else "after_comma", 1.0
    elif text in ("-", "–", "/"):
        yield "after_hyphen" if token.span.start == analysis.tokens[last - 1].span.end else "after_dash", 1.0
    elif text in words.reporting:
        yield "after_reporting", 1.0
    elif is_capital(token):
        if text.rstrip(".") in words.bodies_after:
            yield "after_body", 1.0
        elif text in words.ground_in_name:
            yield "after_ground_capital", 1.0
        else:
            yield "after_capital", 1.0
    elif text in words.ground_after:
        yield "after_ground", 1.0
    elif text in words.people_after:
        yield "after_people", 1.0
    elif text in ("--", "—"):
        yield "after_dash", 1.0
    elif text == "(":
        yield "after_bracket", 1.0
    elif token.pos in ("VERB", "AUX"):
        yield "after_verb", 1.0
    elif token.pos in ("NOUN", "ADJ"):
        yield "after_noun", 1.0
    elif text == ".":
        yield "after_end", 1.0
    else:
        yield "after_other", 1.0


def _signs_of_gazetteer(
    candidate: _Candidate, gazetteer: Gazetteer, sizes: dict[str, dict[str, float]]
) -> Mapping[str, float]:
    if candidate.key is None or candidate.adjective_of is not None:
        return {}
    found = sizes.get(candidate.key)
    if found is None:
        places = gazetteer.find(candidate.key)
        found = sizes[candidate.key] = {}
        if places:
            most = max(place.population for place in places)
            found["population"] = math.log10(most + 1) / 7.0
            best = min(places, key=lambda place: _RANK.get(place.precision, 5))
            found[f"best_{best.precision}"] = 1.0
            if any(place.feature == "PPLC" for place in places):
                found["capital_town"] = 1.0
            if all(place.matched != "preferred" for place in places):
                found["alternative_only"] = 1.0
    return found


_RANK = {"country": 0, "region": 1, "sea": 1, "province": 2, "district": 3, "settlement": 4}


def _shouting(analysis: Analysis, sentence: Sentence) -> bool:
    letters = [token.text for token in analysis.tokens[sentence.first : sentence.last] if token.text.isalpha()]
    return len(letters) > 3 and sum(word.isupper() for word in letters) > 0.7 * len(letters)


def span_of_toponym(analysis: Analysis, toponym: Toponym) -> Span:
    """The span of a candidate."""
    return analysis.span_of(toponym.first, toponym.last)
