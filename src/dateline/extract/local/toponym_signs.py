"""What speaks for and against a candidate for a place's name: signs of its words, its surroundings and the gazetteer."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.domain.actor import ActorKind
from dateline.domain.analysis import Analysis, Sentence, Token
from dateline.domain.span import Span
from dateline.extract.local.word_lists import PlaceWords
from dateline.gazetteer import Gazetteer
from dateline.whoswho import WhosWho

#: Labels of the recogniser for places.
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
ARTICLES = frozenset(("the", "The", "THE", "a", "an"))
ARABIC_ARTICLES = frozenset(("al", "el", "as", "ad", "an", "ar", "at", "ash", "az"))
#: Bodies of states carry the name of the state: "US Defense Department" names a country, "Los Angeles Times" no town.
_STATES = frozenset((ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.POLICE))


@dataclass(slots=True)
class Candidate:
    """Tokens ``first`` to ``last``, half-open, with what made them one: a name of the gazetteer, or a pattern."""

    first: int
    last: int
    key: str | None
    adjective_of: str | None = None
    pattern: str | None = None


@dataclass(slots=True)
class Surroundings:
    """What the whole document says of its words."""

    entity_of: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    actor_of: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    lower_words: frozenset[str] = frozenset()
    metonyms: set[int] = field(default_factory=set)
    located: dict[str, int] = field(default_factory=dict)


def is_capital(token: Token) -> bool:
    """Whether a word begins as a name does: a capital, or an Arabic article joined by a hyphen to one."""
    text = token.text
    return text[:1].isupper() or (
        text[:3].lower() in ("al-", "el-", "as-", "ad-", "an-", "ar-", "at-") and text[3:4].isupper()
    )


def between_commas(analysis: Analysis, span: Span) -> Iterator[tuple[int, int]]:
    """The names of a list that the recogniser took for one: "Atarib, Atmeh"."""
    inside = analysis.tokens_in(span)
    first = inside[0].index
    for token in inside:
        if token.text == ",":
            if first < token.index:
                yield first, token.index
            first = token.index + 1
    if first <= inside[-1].index:
        yield first, inside[-1].index + 1


def surroundings_of(
    analysis: Analysis, whoswho: WhosWho, words: PlaceWords, candidates: Sequence[Sequence[Candidate]]
) -> Surroundings:
    """What the recogniser, the directory of actors and the other words of a document tell of its words."""
    around = Surroundings()
    surnames = set()
    for entity in analysis.entities:
        inside = analysis.tokens_in(entity.span)
        pieces = [(inside[0].index, inside[-1].index + 1)]
        if entity.label in PLACE_LABELS:
            pieces = list(between_commas(analysis, entity.span))
        for first, last in pieces:
            around.entity_of.update(dict.fromkeys(range(first, last), (first, last, entity.label)))
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


def signs_of_context(
    analysis: Analysis, sentence: Sentence, candidate: Candidate, around: Surroundings, words: PlaceWords
) -> Iterator[tuple[str, float]]:
    """The signs of the words and of what stands around them, by name, each from 0 to 1."""
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
            and label in PLACE_LABELS
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
    if text in ARTICLES:
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


def signs_of_gazetteer(
    candidate: Candidate, gazetteer: Gazetteer, sizes: dict[str, dict[str, float]]
) -> Mapping[str, float]:
    """The signs of what the gazetteer knows by that name; ``sizes`` keeps them for the next time."""
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
