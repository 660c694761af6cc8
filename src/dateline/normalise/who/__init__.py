"""Says who acts, suffers and speaks: the document's actors, and which of them each part of a claim is.

Words stand for one actor where the directory knows both names as one, where names are equal, an acronym spells a name, a
surname follows the full name, a pronoun or an apposition ties them. Descriptions ("gunmen") stay apart unless the
later one is told as known ("the gunmen").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution, Speaker
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.extraction import Extraction
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.relation import Relation, RelationEnd
from dateline.domain.span import Span
from dateline.gazetteer import open_gazetteer
from dateline.lang import table
from dateline.normalise.who.clusters import Item, Items, cluster, item_of
from dateline.normalise.who.known_ties import known_ties
from dateline.normalise.who.meaning import Knowledge, Meaning, meaning_of
from dateline.plugins import DEFAULTS, Settings
from dateline.whoswho import load_whoswho

__all__ = ["WhoNormaliser"]

_PARTAKING = frozenset((Role.ACTOR, Role.RECIPIENT, Role.PARTNER, Role.BENEFICIARY))
_SPEAKING = frozenset(("i", "we", "me", "us"))


class WhoNormaliser:
    """Fills the actors of an extraction, and who every argument, speaker and end of a tie is."""

    name: ClassVar[str] = "who"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        self._settings = settings

    @cached_property
    def _knowledge(self) -> Knowledge:
        overlay = self._settings.overlay("lang")
        titles = table(self._settings.language, "names", overlay)["actors"]["titles"]
        return Knowledge(load_whoswho(self._settings.overlay("whoswho")), open_gazetteer(), frozenset(titles))

    def normalise(self, extraction: Extraction, analysis: Analysis) -> Extraction:
        """The extraction with actors, and with the actors of arguments, speakers and ties."""
        items = self._items(extraction, analysis)
        cluster(items)
        _join_speakers(items, extraction)
        filled = _Filled(items, self._meanings(items, extraction, analysis))
        relations = tuple(filled.relation(relation) for relation in extraction.relations)
        quote = analysis.document.quote
        told = [(relation, quote(relation.subject.span), quote(relation.object.span)) for relation in relations]
        return replace(
            extraction,
            actors=filled.actors(),
            claims=tuple(filled.claim(claim) for claim in extraction.claims),
            attributions=tuple(filled.attribution(attribution) for attribution in extraction.attributions),
            relations=relations,
            known_ties=known_ties(filled.meanings.values(), told, analysis.document.published, self._knowledge.whoswho),
        )

    def _items(self, extraction: Extraction, analysis: Analysis) -> Items:
        items = Items(analysis)
        knowledge = self._knowledge
        for mention in extraction.mentions_of(MentionKind.ACTOR):
            self._add(items, mention.span, mention)
        places = {span: place.id for place in extraction.places for span in place.mentions}
        for span in _parts(extraction):
            if span not in items.by_span and (span in places or items.at(span) is None):
                item = item_of(analysis, span, knowledge.whoswho, knowledge.titles, None, places.get(span))
                if item is not None:
                    items.add(item)
        return items

    def _add(self, items: Items, span: Span, mention: Mention | None) -> None:
        item = item_of(items.analysis, span, self._knowledge.whoswho, self._knowledge.titles, mention)
        if item is not None:
            items.add(item)

    def _meanings(self, items: Items, extraction: Extraction, analysis: Analysis) -> dict[int, Meaning]:
        meanings = {}
        used = frozenset(_parts(extraction))
        places = {span: place for place in extraction.places for span in place.mentions}
        for indices in items.clusters():
            cluster_items = [items.items[index] for index in indices]
            if all(item.pronoun for item in cluster_items) and not (
                _first_person(cluster_items) or any(item.span in used for item in cluster_items)
            ):
                continue
            meaning = meaning_of(cluster_items, analysis, self._knowledge)
            if all(item.label == ActorKind.PLACE for item in cluster_items):
                place = places[cluster_items[0].span]
                countries = (place.country,) if place.country is not None else ()
                meaning = replace(meaning, actor=replace(meaning.actor, countries=countries))
            meaning = replace(meaning, actor=replace(meaning.actor, mentions=_shown(cluster_items, used)))
            meanings[items.find(indices[0])] = meaning
        return meanings


def _parts(extraction: Extraction) -> Iterator[Span]:
    """The spans that must have an actor: of arguments that partake, of speakers, of the ends of ties."""
    for claim in extraction.claims:
        for argument in claim.arguments:
            if argument.role in _PARTAKING:
                yield argument.span
    for attribution in extraction.attributions:
        for speaker in (*attribution.sources, *attribution.via):
            yield speaker.named_by
    for relation in extraction.relations:
        yield relation.subject.span
        yield relation.object.span


def _first_person(cluster_items: Sequence[Item]) -> bool:
    return any(item.root.text.lower() in _SPEAKING for item in cluster_items)


def _shown(cluster_items: Sequence[Item], used: frozenset[Span]) -> tuple[Span, ...]:
    """The mentions to print: all but possessives that play no part ("his" of "his house")."""
    shown = [item.span for item in cluster_items if item.root.tag != "PRP$" or not item.pronoun or item.span in used]
    return tuple(dict.fromkeys(shown)) or (cluster_items[0].span,)


def _join_speakers(items: Items, extraction: Extraction) -> None:
    """ "I" and "we" in what somebody is quoted as saying stand for the one who says it; elsewhere for the writer."""
    speaking = [index for index, item in enumerate(items.items) if item.pronoun and item.root.text.lower() in _SPEAKING]
    speaking.sort(key=lambda index: items.items[index].span)
    quoted: set[int] = set()
    for attribution in extraction.attributions:
        if len(attribution.sources) != 1 or not attribution.direct:
            continue
        speaker = items.at(attribution.sources[0].named_by)
        if speaker is None:
            continue
        for content in attribution.content:
            beside = bisect_left(speaking, content.start, key=lambda index: items.items[index].span.start)
            for index in speaking[beside:]:
                if items.items[index].span.start >= content.end:
                    break
                if content.holds(items.items[index].span):
                    items.join(speaker, index)
                    quoted.add(index)
    writers: dict[str, int] = {}
    for index, item in enumerate(items.items):
        person = "one" if item.root.text.lower() in ("i", "me") else "many"
        if item.pronoun and index not in quoted and item.root.text.lower() in _SPEAKING:
            items.join(writers.setdefault(person, index), index)


@dataclass(frozen=True, slots=True)
class _Filled:
    """Puts the actors into the parts."""

    items: Items
    meanings: dict[int, Meaning]

    def actors(self) -> tuple[Actor, ...]:
        return tuple(meaning.actor for meaning in self.meanings.values())

    def _meaning(self, span: Span) -> Meaning | None:
        index = self.items.at(span)
        return None if index is None else self.meanings.get(self.items.find(index))

    def claim(self, claim: Claim) -> Claim:
        return replace(claim, arguments=tuple(self._argument(argument) for argument in claim.arguments))

    def _argument(self, argument: Argument) -> Argument:
        if argument.role not in _PARTAKING:
            return argument
        meaning = self._meaning(argument.span)
        return argument if meaning is None else replace(argument, actor=meaning.actor.id)

    def attribution(self, attribution: Attribution) -> Attribution:
        return replace(
            attribution,
            sources=tuple(self._speaker(speaker) for speaker in attribution.sources),
            via=tuple(self._speaker(speaker) for speaker in attribution.via),
        )

    def _speaker(self, speaker: Speaker) -> Speaker:
        meaning = self._meaning(speaker.named_by)
        if meaning is None:
            return speaker
        return replace(
            speaker,
            actor=meaning.actor.id,
            anonymous=not meaning.actor.named if speaker.anonymous is None else speaker.anonymous,
            role=speaker.role or meaning.role,
            kind=speaker.kind or meaning.speaks_as,
        )

    def relation(self, relation: Relation) -> Relation:
        return replace(relation, subject=self._end(relation.subject), object=self._end(relation.object))

    def _end(self, end: RelationEnd) -> RelationEnd:
        meaning = self._meaning(end.span)
        return end if meaning is None else replace(end, actor=meaning.actor.id)
