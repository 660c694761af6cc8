"""Where each claim took place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import replace

from dateline.domain.analysis import Analysis
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.ids import PlaceId
from dateline.domain.place import PlacePrecision
from dateline.domain.span import Span
from dateline.domain.value import Where
from dateline.normalise.where.places import Mapped

_LINKS = frozenset(("in", "at", "near", "of", "outside", "inside", "on", "around", ",", "the", "'s", "’s"))
#: Words between a building and the name of the town that it stands in.
_FARTHEST_LINK = 4
#: Sentences back to the name that "the city" refers to.
_FARTHEST_SENTENCE = 5
_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.SEA))
_DEFINITE = frozenset(("the", "this", "that"))
_TOWNS = frozenset((PlacePrecision.SETTLEMENT, PlacePrecision.UNRESOLVED))
_DIVISIONS = frozenset((PlacePrecision.PROVINCE, PlacePrecision.DISTRICT))
_SMALL = _TOWNS | _DIVISIONS | {PlacePrecision.POINT}
_REFERRING = {
    "city": _TOWNS,
    "town": _TOWNS,
    "village": _TOWNS,
    "capital": _TOWNS,
    "camp": _TOWNS,
    "settlement": _TOWNS,
    "province": _DIVISIONS,
    "governorate": _DIVISIONS,
    "district": _DIVISIONS,
    "state": _DIVISIONS,
    "area": _SMALL | {PlacePrecision.REGION},
    "region": _SMALL | {PlacePrecision.REGION},
    "country": frozenset((PlacePrecision.COUNTRY,)),
    "nation": frozenset((PlacePrecision.COUNTRY,)),
    "kingdom": frozenset((PlacePrecision.COUNTRY,)),
}


class Locator:
    """Finds the places of the claims of one document."""

    def __init__(self, mapped: Mapped, analysis: Analysis, ground: Set[str] = frozenset()) -> None:
        self._mapped = mapped
        self._ground = ground
        self._analysis = analysis
        self._places = {draft.place.id: draft.place for draft in mapped.drafts}
        self._ordered = sorted(mapped.place_of)
        self._longest = max((len(span) for span in self._ordered), default=0)

    def located(self, claim: Claim) -> Claim:
        """The claim with its ``where`` and, for each further place, a ``location`` argument."""
        found: list[tuple[Span, Span, PlaceId]] = []
        for words in claim.places:
            meant = self._touched(words) or self._following(words) or self._meant(words)
            if meant is not None:
                found.append((words, meant, self._mapped.place_of[meant]))
        if not found:
            return claim
        first = self._closest(found)
        words, span, place = found.pop(first)
        taken = {argument.span for argument in claim.words_of(Role.LOCATION)} | {words}
        further = [Argument(role=Role.LOCATION, span=other) for other, _, _ in found if other not in taken]
        where = Where(span=self._with_ground(words), place=place, reason=self._reason(words, span))
        return replace(claim, where=where, arguments=(*claim.arguments, *further))

    def _with_ground(self, words: Span) -> Span:
        """The words with the noun behind them that says what sort of ground they name: "Idlib province"."""
        inside = self._analysis.tokens_in(words)
        at = inside[-1].index + 1 if inside else len(self._analysis.tokens)
        if at >= len(self._analysis.tokens) or inside[-1].span.end != words.end:
            return words
        after = self._analysis.tokens[at]
        joined = after.sentence == inside[-1].sentence and after.pos in ("NOUN", "PROPN")
        return Span(words.start, after.span.end) if joined and after.text.lower() in self._ground else words

    def _closest(self, found: Sequence[tuple[Span, Span, PlaceId]]) -> int:
        """The first place; where that is a whole country or region, the first closer place within the same country."""
        lead = self._places[found[0][2]]
        if lead.precision in _WIDE:
            for index, (_, _, identifier) in enumerate(found):
                place = self._places[identifier]
                near = place.country is not None and lead.country in (None, place.country)
                if near and place.precision not in _WIDE and (place.radius_km or 0.0) < (lead.radius_km or 0.0):
                    return index
        return 0

    def _reason(self, words: Span, span: Span) -> str | None:
        if span.touches(words):
            return self._mapped.reasons.get(span)
        written, place = self._analysis.document.quote(words), self._analysis.document.quote(span)
        return f"{written!r} stands in {place!r}" if span.start > words.start else f"{written!r} means {place!r}"

    def _near(self, words: Span) -> list[Span]:
        """The mentions that share a code point with the words, in order."""
        first = bisect_left(self._ordered, max(0, words.start - self._longest), key=_start)
        last = bisect_left(self._ordered, words.end, lo=first, key=_start)
        return [span for span in self._ordered[first:last] if span.touches(words)]

    def _touched(self, words: Span) -> Span | None:
        """The mention that shares most with the words; of equals the longer phrase, then the first."""

        def shared(span: Span) -> tuple[int, int]:
            return min(span.end, words.end) - max(span.start, words.start), -abs(len(span) - len(words))

        return max(self._near(words), key=shared, default=None)

    def _following(self, words: Span) -> Span | None:
        """The named place that a building or a stretch of ground is told to stand in: "a hotel in Bamako"."""
        inside = self._analysis.tokens_in(words)
        if not inside:
            return None
        last = inside[-1]
        for token in self._analysis.tokens[last.index + 1 : last.index + 1 + _FARTHEST_LINK]:
            if token.sentence != last.sentence:
                return None
            for span in self._near(token.span):
                if span.holds(token.span):
                    return span
            if token.text.lower() not in _LINKS:
                return None
        return None

    def _meant(self, words: Span) -> Span | None:
        """The place that was named last and is of the kind that "the city", "the country" or "there" refers to."""
        inside = self._analysis.tokens_in(words)
        if not inside:
            return None
        if len(inside) == 1 and inside[0].text.lower() in ("there", "here"):
            wanted = _SMALL
        elif inside[0].text.lower() in _DEFINITE:
            wanted = next((_REFERRING[token.lemma] for token in inside[1:] if token.lemma in _REFERRING), frozenset())
        else:
            return None
        sentence = inside[0].sentence
        for span in reversed(self._ordered[: bisect_left(self._ordered, words.start, key=_start)]):
            if span.end > words.start:
                continue
            token = self._analysis.token_at(span.start)
            if token is None or sentence - token.sentence > _FARTHEST_SENTENCE:
                return None
            if self._places[self._mapped.place_of[span]].precision in wanted:
                return span
        return None


def _start(span: Span) -> int:
    return span.start
