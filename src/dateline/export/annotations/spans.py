"""Every span of a reading as an annotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim
from dateline.domain.document import Document
from dateline.domain.ids import digest_of
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.domain.wire import Wire
from dateline.export.json_text import line_of

#: Code points before and after a quotation, which tell it from others of the same words.
_AROUND = 32

MEANINGS = {
    "claim.trigger": "the words that tell an event: claim, account, type, mode, codes, stance, confidence",
    "claim.evidence": "the claim's sentence",
    "claim.argument": "who or what plays a part: role, actor, category, effect",
    "claim.count": "a figure: measure, low, high, scope, rule",
    "claim.when": "a time: earliest, latest, precision, value, reason",
    "claim.where": "a place: the place's name and identifier",
    "attribution.source": "who says it: kind, role, whether anonymous",
    "attribution.via": "through whom it was told",
    "attribution.cue": "the words that mark the telling",
    "attribution.content": "what is told, and whether in the speaker's own words",
    "relation": "a tie of two actors: its type, subject and object",
    "actor": "a mention of an actor: name, kind, sector, countries, identity",
    "place": "a mention of a place: name, country, point, precision, identity",
    "time": "a time expression that belongs to no claim",
    "part": "a part of the report that is not its story: title, byline, dateline, …",
}

Json = dict[str, Any]


def annotations_of(reading: Reading) -> Iterator[Json]:
    """All annotations of a report, in the order of the public format; equal ones once."""
    seen: set[str] = set()
    for what, span, value in _spans_of(reading):
        made = _annotation(reading.document, what, span, value)
        if made["id"] not in seen:
            seen.add(made["id"])
            yield made


def _annotation(document: Document, what: str, span: Span, value: Json) -> Json:
    text = document.text
    quote: Json = {"type": "TextQuoteSelector", "exact": document.quote(span)}
    if span.start:
        quote["prefix"] = text[max(0, span.start - _AROUND) : span.start]
    if span.end < len(text):
        quote["suffix"] = text[span.end : span.end + _AROUND]
    body = [
        {"type": "TextualBody", "purpose": "tagging", "value": what},
        {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": line_of(value)},
    ]
    return {
        "id": f"urn:dateline:annotation:{digest_of(document.key, what, span.start, span.end, line_of(value))}",
        "type": "Annotation",
        "motivation": "tagging" if what in ("actor", "place", "time", "part") else "describing",
        "body": body,
        "target": {
            "source": document.url or f"urn:sha256:{document.key}",
            "selector": [{"type": "TextPositionSelector", "start": span.start, "end": span.end}, quote],
        },
    }


def _spans_of(reading: Reading) -> Iterator[tuple[str, Span, Json]]:
    wire = Wire(reading.document)
    for part in reading.document.parts:
        yield "part", part.span, {"kind": str(part.kind)}
    for actor in reading.actors:
        known = {key: value for key, value in wire.actor(actor).items() if key != "mentions"}
        for span in actor.mentions:
            yield "actor", span, known
    for place in reading.places:
        known = {key: value for key, value in wire.place(place).items() if key not in ("mentions", "candidates")}
        for span in place.mentions:
            yield "place", span, known
    for attribution in reading.attributions:
        yield from _of_attribution(attribution, wire)
    names = {place.id: place.name for place in reading.places}
    for claim in reading.claims:
        yield from _of_claim(claim, wire, names)
    for relation in reading.relations:
        known = {"relation": relation.id, "type": str(relation.type), "confidence": round(relation.confidence, 4)}
        yield "relation", relation.subject.span, known | {"part": "subject"}
        yield "relation", relation.object.span, known | {"part": "object"}
        if relation.trigger is not None:
            yield "relation", relation.trigger, known | {"part": "trigger"}
    for when in reading.times:
        if when.span is not None:
            yield "time", when.span, _without_words(wire.when(when))


def _of_attribution(attribution: Attribution, wire: Wire) -> Iterator[tuple[str, Span, Json]]:
    known = {"attribution": attribution.id, "within": attribution.within}
    for what, speakers in (("attribution.source", attribution.sources), ("attribution.via", attribution.via)):
        for speaker in speakers:
            yield what, speaker.span, known | _without_words(wire.speaker(speaker), "span", "name")
    if attribution.cue is not None:
        yield "attribution.cue", attribution.cue, known
    for piece in attribution.content:
        yield "attribution.content", piece, known | {"direct": attribution.direct}


def _of_claim(claim: Claim, wire: Wire, names: dict[Any, str]) -> Iterator[tuple[str, Span, Json]]:
    row = wire.claim(claim)
    known: Json = {"claim": claim.id, "account": claim.account}
    stance = {key: value for key, value in row["stance"].items() if key != "span"}
    told = {
        key: row[key] for key in ("type", "mode", "codes", "background", "voice", "attribution", "confidence", "origin")
    }
    yield "claim.trigger", claim.trigger, known | told | {"stance": stance}
    yield "claim.evidence", claim.evidence, known
    for argument in claim.arguments:
        yield "claim.argument", argument.span, known | _without_words(wire.argument(argument))
    for count in claim.counts:
        yield "claim.count", count.span, known | _without_words(wire.count(count), "span", "of")
    if claim.when is not None and claim.when.span is not None:
        yield "claim.when", claim.when.span, known | _without_words(wire.when(claim.when))
    if claim.where is not None and claim.where.span is not None:
        where = {"place": claim.where.place, "name": names.get(claim.where.place), "reason": claim.where.reason}
        yield "claim.where", claim.where.span, known | where


def _without_words(row: Json, *spans: str) -> Json:
    return {key: value for key, value in row.items() if key not in (spans or ("span",))}
