"""From rated names to the document's places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.domain.actor import Identity
from dateline.domain.analysis import Analysis
from dateline.domain.ids import PlaceId, place_id
from dateline.domain.mention import Mention
from dateline.domain.place import Place, PlaceCandidate, PlacePrecision
from dateline.domain.span import Span
from dateline.gazetteer import Gazetteer, GazetteerPlace
from dateline.normalise.where.ground import Ground, away_from, border_of, part_of
from dateline.normalise.where.naming import Name
from dateline.normalise.where.rating import best_reading

_MOST_CANDIDATES = 5
#: What stands between the names of a border's countries, and around them.
_BETWEEN = re.compile(r"\s*(?:[-–]|\b(?:and|between|with|borders?|frontier|of|the)\b|['’]s?)\s*", re.IGNORECASE)
_BY_PEOPLE = ("demonym", "border")
_PHRASES = ("part", "relative", "border")
#: "U.S.", "UK": capitals of their own.
_LONGEST_ABBREVIATION = 4


@dataclass(slots=True)
class Draft:
    """A place in the making."""

    place: Place
    spans: set[Span] = field(default_factory=set)
    #: True where only people and adjectives ("Malian") stand for it so far.
    only_demonyms: bool = False

    def finished(self) -> Place:
        """The place with its mentions in order."""
        return replace(self.place, mentions=tuple(sorted(self.spans)))


@dataclass(slots=True)
class Mapped:
    """The places of a document, and which of them each mention stands for."""

    drafts: list[Draft] = field(default_factory=list)
    #: What a claim may have as its place, by the span of the mention.
    place_of: dict[Span, PlaceId] = field(default_factory=dict)
    reasons: dict[Span, str] = field(default_factory=dict)

    def places(self) -> tuple[Place, ...]:
        """The places in order of first mention."""
        finished = [draft.finished() for draft in self.drafts if draft.spans]
        return tuple(sorted(finished, key=lambda place: place.mentions[0]))


def places_from_names(
    names: Sequence[Name],
    probabilities: Sequence[Sequence[float]],
    mentions: Sequence[Mention],
    knowledge: tuple[Analysis, Gazetteer],
) -> Mapped:
    """The places that the names and the demonyms of a document stand for."""
    analysis, gazetteer = knowledge
    mapped = Mapped()
    by_identity: dict[tuple[str, str], Draft] = {}
    best_of: dict[Span, GazetteerPlace] = {}
    firsts = [best_reading(name, chances) for name, chances in zip(names, probabilities, strict=True)]
    for name, chances, first in zip(names, probabilities, firsts, strict=True):
        best = name.candidates[first] if first is not None else None
        ranked = sorted(range(len(chances)), key=lambda index, row=chances: (index != first, -row[index], index))  # type: ignore[misc]
        candidates = tuple(_candidate(name.candidates[index], chances[index]) for index in ranked[:_MOST_CANDIDATES])
        draft = by_identity.get((best.scheme, best.id)) if best is not None else None
        if draft is None:
            draft = Draft(_place(name, best, candidates, analysis))
            if best is None:
                holders = ((names[index], firsts[index]) for index in sorted(name.within))
                country = next((one.candidates[at].country for one, at in holders if at is not None), None)
                draft.place = replace(draft.place, country=country or next(iter(sorted(name.countries)), None))
            mapped.drafts.append(draft)
            if best is not None:
                by_identity[best.scheme, best.id] = draft
        for mention, head in zip(name.mentions, name.heads, strict=True):
            draft.spans.add(head)
            if best is not None:
                best_of[head] = best
            if mention.span == head and mention.label != "demonym":
                mapped.place_of[head] = draft.place.id
    _add_demonyms(mapped, by_identity, [mention for mention in mentions if mention.label in _BY_PEOPLE], knowledge)
    _add_phrases(mapped, mentions, best_of, knowledge)
    return mapped


def _candidate(place: GazetteerPlace, chance: float) -> PlaceCandidate:
    return PlaceCandidate(
        identity=Identity(place.scheme, place.id),
        name=place.name,
        lat=place.lat,
        lon=place.lon,
        score=round(chance, 4),
    )


def _place(
    name: Name, best: GazetteerPlace | None, candidates: tuple[PlaceCandidate, ...], analysis: Analysis
) -> Place:
    identifier = place_id(analysis.document.key, min(name.heads))
    written = Counter(analysis.document.quote(head) for head in name.heads)
    # A dateline or a heading in capitals ("ZAWIYAH") is how a name is set, not how it is spelled.
    spelled = {words: times for words, times in written.items() if not words.isupper()}
    written = Counter(spelled) if spelled and any(len(words) > _LONGEST_ABBREVIATION for words in written) else written
    label = max(written, key=lambda words: (written[words], -len(words), words))
    if best is None:
        return Place(id=identifier, name=label, precision=PlacePrecision.UNRESOLVED)
    if best.matched == "abbreviation" or label.isupper():
        label = best.name
    return _known_place(identifier, label, best, candidates)


def _known_place(
    identifier: PlaceId, label: str, best: GazetteerPlace, candidates: tuple[PlaceCandidate, ...]
) -> Place:
    return Place(
        id=identifier,
        name=label,
        precision=PlacePrecision(best.precision),
        lat=best.lat,
        lon=best.lon,
        country=best.country,
        admin1=best.admin1,
        admin2=best.admin2,
        feature=best.feature,
        radius_km=best.radius_km,
        identity=Identity(best.scheme, best.id),
        candidates=candidates,
    )


def _add_demonyms(
    mapped: Mapped,
    by_identity: dict[tuple[str, str], Draft],
    demonyms: Sequence[Mention],
    knowledge: tuple[Analysis, Gazetteer],
) -> None:
    analysis, gazetteer = knowledge
    for mention in demonyms:
        head = mention.head or mention.span
        iso = gazetteer.country_by_adjective(analysis.document.quote(head))
        country = gazetteer.country(iso) if iso is not None else None
        if country is None or mention.span in mapped.place_of:
            continue
        draft = by_identity.get((country.scheme, country.id))
        if draft is None:
            identifier = place_id(analysis.document.key, head)
            draft = Draft(
                _known_place(identifier, country.name, country, (_candidate(country, 1.0),)), only_demonyms=True
            )
            by_identity[country.scheme, country.id] = draft
            mapped.drafts.append(draft)
        draft.spans.add(head)


def _add_phrases(
    mapped: Mapped,
    mentions: Sequence[Mention],
    best_of: dict[Span, GazetteerPlace],
    knowledge: tuple[Analysis, Gazetteer],
) -> None:
    """Places of their own for "northern Mali", "15 km east of Gao", "the border with Niger".

    A part of a place and a spot beside it go by the place's own name; the words are in the mention.
    """
    analysis, gazetteer = knowledge
    by_words: dict[tuple[str, PlaceId | None], Draft] = {}
    heads = sorted(best_of)
    place_of = {span: draft.place for draft in mapped.drafts for span in draft.spans}
    for mention in mentions:
        head = mention.head or mention.span
        if mention.label not in _PHRASES or head == mention.span:
            continue
        words = analysis.document.quote(mention.span)
        best = best_of.get(head)
        if best is None and mention.label == "border":
            iso = gazetteer.country_by_adjective(analysis.document.quote(head))
            best = gazetteer.country(iso) if iso is not None else None
        key = (" ".join(words.casefold().split()), None)
        draft = by_words.get(key)
        if draft is None:
            place = _phrase_place(mention, words, best, (analysis, best_of, heads), gazetteer)
            if mention.label != "border":
                head_place = place_of.get(head)
                name = head_place.name if head_place is not None else place.name
                place = replace(
                    place, name=words if head_place and _goes_by(mention, head_place, mentions, analysis) else name
                )
            draft = Draft(place)
            by_words[key] = draft
            mapped.drafts.append(draft)
            if mention.label == "border" and best is not None and head not in best_of:
                _attach(mapped, best, head)
        draft.spans.add(mention.span)
        mapped.place_of[mention.span] = draft.place.id
        ground = _ground(mention, words, best, (analysis, best_of, heads), gazetteer)
        if ground is not None:
            mapped.reasons[mention.span] = ground.reason


def _goes_by(mention: Mention, place: Place, mentions: Sequence[Mention], analysis: Analysis) -> bool:
    """Whether a part of a place goes by its own words: it is set with a capital ("Eastern Ghouta"), or the document
    names the place with its direction more often than without; never a part of a country."""
    if mention.label != "part" or place.precision is PlacePrecision.COUNTRY:
        return False
    words = analysis.document.quote(mention.span).casefold()
    head = analysis.document.quote(mention.head or mention.span)
    alike = [other for other in mentions if analysis.document.quote(other.span).casefold() == words]
    if any(_is_set_with_capital(other, analysis) for other in alike):
        return True
    plain = sum(other.label == "name" and analysis.document.quote(other.span) == head for other in mentions)
    return len(alike) > max(1, plain)


def _is_set_with_capital(mention: Mention, analysis: Analysis) -> bool:
    """Whether a phrase inside of a sentence begins with a capital and goes on in small letters."""
    tokens = analysis.tokens_in(mention.span)
    first, sentence = tokens[0], analysis.sentences[tokens[0].sentence]
    return first.text.istitle() and first.index > sentence.first and not tokens[-1].text.isupper()


def _attach(mapped: Mapped, country: GazetteerPlace, span: Span) -> None:
    identity = Identity(country.scheme, country.id)
    for draft in mapped.drafts:
        if draft.place.identity == identity:
            draft.spans.add(span)
            return


def _phrase_place(
    mention: Mention,
    words: str,
    best: GazetteerPlace | None,
    around: tuple[Analysis, dict[Span, GazetteerPlace], list[Span]],
    gazetteer: Gazetteer,
) -> Place:
    identifier = place_id(around[0].document.key, mention.span)
    ground = _ground(mention, words, best, around, gazetteer)
    if ground is None or best is None:
        return Place(id=identifier, name=words, precision=PlacePrecision.UNRESOLVED)
    return Place(
        id=identifier,
        name=words,
        precision=ground.precision,
        lat=ground.lat,
        lon=ground.lon,
        country=best.country,
        admin1=best.admin1,
        admin2=best.admin2 if mention.label == "part" else None,
        radius_km=round(ground.radius_km, 1),
    )


def _ground(
    mention: Mention,
    words: str,
    best: GazetteerPlace | None,
    around: tuple[Analysis, dict[Span, GazetteerPlace], list[Span]],
    gazetteer: Gazetteer,
) -> Ground | None:
    if best is None:
        return None
    if mention.label == "part":
        return part_of(best, words)
    if mention.label == "relative":
        return away_from(best, words)
    other = _told_neighbour(mention, best, around[0], gazetteer)
    return border_of(best, other or _neighbour(mention, best, around))


def _told_neighbour(
    mention: Mention, best: GazetteerPlace, analysis: Analysis, gazetteer: Gazetteer
) -> GazetteerPlace | None:
    """The other country that the words of a border name: "the Syria-Iraq border", "the border between Mali and Niger"."""
    for piece in _BETWEEN.split(analysis.document.quote(mention.span)):
        iso = gazetteer.country_by_adjective(piece.strip()) if piece.strip() else None
        other = gazetteer.country(iso) if iso is not None else None
        found = [one for one in gazetteer.find(piece.strip()) if one.precision == "country"] if piece.strip() else []
        for one in (other, *found):
            if one is not None and one.id != best.id:
                return one
    return None


def _neighbour(
    mention: Mention, best: GazetteerPlace, around: tuple[Analysis, dict[Span, GazetteerPlace], list[Span]]
) -> GazetteerPlace | None:
    """The other country of a border: the nearest other country that the sentence names."""
    analysis, best_of, heads = around
    sentence = analysis.sentence_of(mention.span)
    if sentence is None:
        return None
    others = [
        head
        for head in heads
        if sentence.span.holds(head) and best_of[head].precision == "country" and best_of[head].id != best.id
    ]
    nearest = min(others, key=lambda head: abs(head.start - mention.span.start), default=None)
    return best_of[nearest] if nearest is not None else None
