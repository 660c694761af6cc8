"""Where each claim took place."""

from __future__ import annotations

from collections.abc import Sequence
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


def located(claim: Claim, mapped: Mapped, analysis: Analysis) -> Claim:
    """The claim with its ``where`` and, for each further place, a ``location`` argument."""
    found: list[tuple[Span, Span, PlaceId]] = []
    for words in claim.places:
        meant = _touched(words, mapped) or _following(words, mapped, analysis) or _meant(words, mapped, analysis)
        if meant is not None:
            found.append((words, *meant))
    if not found:
        return claim
    first = _closest(found, mapped)
    words, span, place = found.pop(first)
    taken = {argument.span for argument in claim.words_of(Role.LOCATION)} | {words}
    further = [Argument(role=Role.LOCATION, span=other) for other, _, _ in found if other not in taken]
    where = Where(span=words, place=place, reason=_reason(words, span, mapped, analysis))
    return replace(claim, where=where, arguments=(*claim.arguments, *further))


def _closest(found: Sequence[tuple[Span, Span, PlaceId]], mapped: Mapped) -> int:
    """The first place; where that is a whole country or region, the first closer place within the same country."""
    places = {draft.place.id: draft.place for draft in mapped.drafts}
    lead = places[found[0][2]]
    if lead.precision in _WIDE:
        for index, (_, _, identifier) in enumerate(found):
            place = places[identifier]
            if place.precision not in _WIDE and place.country is not None and lead.country in (None, place.country):
                return index
    return 0


def _reason(words: Span, span: Span, mapped: Mapped, analysis: Analysis) -> str | None:
    if span.touches(words):
        return mapped.reasons.get(span)
    written, place = analysis.document.quote(words), analysis.document.quote(span)
    return f"{written!r} stands in {place!r}" if span.start > words.start else f"{written!r} means {place!r}"


def _touched(words: Span, mapped: Mapped) -> tuple[Span, PlaceId] | None:
    """The mention that shares most with the words; of equals the longer phrase, then the first."""
    best: tuple[int, int, Span] | None = None
    for span in mapped.place_of:
        if span.touches(words):
            shared = min(span.end, words.end) - max(span.start, words.start)
            rank = (shared, -abs(len(span) - len(words)), span)
            if best is None or rank[:2] > best[:2] or (rank[:2] == best[:2] and span < best[2]):
                best = rank
    return None if best is None else (best[2], mapped.place_of[best[2]])


def _following(words: Span, mapped: Mapped, analysis: Analysis) -> tuple[Span, PlaceId] | None:
    """The named place that a building or a stretch of ground is told to stand in: "a hotel in Bamako"."""
    inside = analysis.tokens_in(words)
    if not inside:
        return None
    last = inside[-1]
    for token in analysis.tokens[last.index + 1 : last.index + 1 + _FARTHEST_LINK]:
        if token.sentence != last.sentence:
            return None
        for span, place in mapped.place_of.items():
            if span.holds(token.span):
                return span, place
        if token.text.lower() not in _LINKS:
            return None
    return None


def _meant(words: Span, mapped: Mapped, analysis: Analysis) -> tuple[Span, PlaceId] | None:
    """The place that was named last and is of the kind that "the city", "the country" or "there" refers to."""
    inside = analysis.tokens_in(words)
    if not inside:
        return None
    if len(inside) == 1 and inside[0].text.lower() in ("there", "here"):
        wanted = _SMALL
    elif inside[0].text.lower() in _DEFINITE:
        wanted = next((_REFERRING[token.lemma] for token in inside[1:] if token.lemma in _REFERRING), frozenset())
    else:
        return None
    sentence = inside[0].sentence
    precision_of = {draft.place.id: draft.place.precision for draft in mapped.drafts}
    for span in sorted(mapped.place_of, reverse=True):
        if span.end > words.start:
            continue
        token = analysis.token_at(span.start)
        if token is None or sentence - token.sentence > _FARTHEST_SENTENCE:
            return None
        if precision_of[mapped.place_of[span]] in wanted:
            return span, mapped.place_of[span]
    return None
