"""Each time that a document names a place: in which sentence, after which preposition, in a dateline or not."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.assemble.grouping import Scene
from dateline.domain.analysis import Token
from dateline.domain.claim import Claim
from dateline.domain.ids import PlaceId
from dateline.domain.mention import MentionKind
from dateline.domain.span import Span

#: What stands between a place and the text of a report from there: "(Reuters) -", ", Libya (CNN) --".
_BYLINE = re.compile(r"\s*(,[^.()]{0,40})?\([A-Z][A-Za-z ]{1,20}\)\s*(-|–|—)")
#: Shorter names in capitals ("UAE") are abbreviations wherever they stand.
_SHORTEST_CAPITALS = 5
_PREPOSITIONS = {
    "in": "in", "at": "in", "inside": "in", "across": "in", "throughout": "in", "near": "near", "outside": "near",
    "around": "near", "on": "on", "over": "on", "through": "on", "along": "on", "from": "from", "to": "to", "into": "to",
    "towards": "to", "toward": "to", "of": "of", "for": "for", "by": "by", "with": "by", "against": "by", "between": "by",
}  # fmt: skip
_PARTS = {"nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "poss": "owner"}
_LOOKED_AT = 4


@dataclass(frozen=True, slots=True)
class Naming:
    """One time that a place is named."""

    span: Span
    place: PlaceId
    #: The first place of that name: places of one name are one site.
    site: PlaceId
    sentence: int
    #: How the words stand for ground ("name", "demonym", "part", …).
    label: str = "name"
    #: What the words are in their sentence: "after_in", "subject", "before_noun".
    standing: str = "loose"
    dateline: bool = False
    #: Whether they are part of a longer phrase for another place: "Gao" of "15 km east of Gao".
    in_phrase: bool = False


class Namings:
    """All namings of one document, in order, and by site."""

    def __init__(self, scene: Scene, claims: Sequence[Claim]) -> None:
        self._analysis = scene.analysis
        names: dict[str, PlaceId] = {}
        self.site_of: dict[PlaceId, PlaceId] = {
            place.id: names.setdefault(place.name.casefold(), place.id) for place in scene.extraction.places
        }
        self.ordered = tuple(sorted(self._found(scene, claims), key=lambda one: (one.span, one.place)))
        self._starts = [one.span.start for one in self.ordered]
        self.of_site: dict[PlaceId, list[Naming]] = {}
        for naming in self.ordered:
            self.of_site.setdefault(naming.site, []).append(naming)
        self._sentences = {site: [one.sentence for one in namings] for site, namings in self.of_site.items()}

    def at(self, words: Span) -> Naming | None:
        """The naming that those words are or touch."""
        last = bisect_left(self._starts, words.end)
        near = [one for one in self.ordered[max(0, last - _LOOKED_AT) : last] if one.span.touches(words)]
        return min(near, key=lambda one: (one.span != words, one.in_phrase), default=None)

    def last_before(self, offset: int) -> Naming | None:
        """The last naming that begins before an offset."""
        at = bisect_left(self._starts, offset)
        return self.ordered[at - 1] if at else None

    def nearest(self, site: PlaceId, sentence: int) -> Naming:
        """The naming of a site that is nearest to a sentence, one in it or before it rather than one after it."""
        known = self._sentences[site]
        at = bisect_right(known, sentence)
        if at == 0:
            return self.of_site[site][0]
        return self.of_site[site][at - 1]

    def distance(self, site: PlaceId, sentence: int) -> int:
        """How many sentences lie between a sentence and the nearest naming of a site."""
        known = self._sentences[site]
        at = bisect_left(known, sentence)
        return min(abs(known[index] - sentence) for index in (at - 1, at) if 0 <= index < len(known))

    def in_sentence(self, site: PlaceId, sentence: int) -> Sequence[Naming]:
        """The namings of a site in a sentence."""
        known = self._sentences[site]
        return self.of_site[site][bisect_left(known, sentence) : bisect_right(known, sentence)]

    def _found(self, scene: Scene, claims: Sequence[Claim]) -> list[Naming]:
        labels: dict[Span, str] = {}
        phrases: list[Span] = []
        for mention in scene.extraction.mentions_of(MentionKind.PLACE):
            labels[mention.span] = mention.label or "name"
            if mention.head is not None and mention.head != mention.span:
                phrases.append(mention.span)
        starts = [phrase.start for phrase in phrases]
        named = [(span, place.id) for place in scene.extraction.places for span in place.mentions]
        site_at = {span: self.site_of[place] for span, place in named}
        found = []
        for span, place in named:
            at = bisect_right(starts, span.start)
            around = [phrase for phrase in phrases[max(0, at - 1) : at] if phrase.holds(span) and phrase != span]
            if not any(site_at.get(phrase) == self.site_of[place] for phrase in around):
                found += self._naming(span, place, labels.get(span, "name"), bool(around))
        spans = {span for span, _ in named}
        for claim in claims:
            where = claim.where
            if where is not None and where.span is not None and not any(where.span.touches(span) for span in spans):
                found += self._naming(where.span, where.place, "name", False)
        return found

    def _naming(self, span: Span, place: PlaceId, label: str, in_phrase: bool) -> list[Naming]:
        tokens = self._analysis.tokens_in(span)
        if not tokens or place not in self.site_of:
            return []
        inside = {token.index for token in tokens}
        head = next((one for one in tokens if one.head not in inside or one.head == one.index), tokens[-1])
        dateline = self._is_dateline(span)
        site = self.site_of[place]
        return [Naming(span, place, site, tokens[0].sentence, label, self._standing(head), dateline, in_phrase)]

    def _standing(self, head: Token) -> str:
        tokens = self._analysis.tokens
        for _ in range(_LOOKED_AT):
            if head.dep not in ("conj", "appos") or head.head == head.index:
                break
            head = tokens[head.head]
        governor = tokens[head.head]
        if head.dep == "pobj":
            return "after_" + _PREPOSITIONS.get(governor.lemma.lower(), "other")
        if head.dep in ("compound", "nmod", "amod"):
            if governor.dep != "pobj":
                return "before_noun"
            return "before_noun_after_" + _PREPOSITIONS.get(tokens[governor.head].lemma.lower(), "other")
        return _PARTS.get(head.dep, "loose")

    def _is_dateline(self, span: Span) -> bool:
        text = self._analysis.document.text
        capitals = len(span) >= _SHORTEST_CAPITALS and text[span.start : span.end].isupper()
        return capitals or _BYLINE.match(text, span.end) is not None
