"""The public format ``dateline/1``: nouns as plain dictionaries, every span with the words that it quotes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.domain.account import Account
from dateline.domain.actor import Actor, Identity
from dateline.domain.attribution import Attribution, Speaker
from dateline.domain.claim import Argument, Claim
from dateline.domain.code import Code
from dateline.domain.document import Document
from dateline.domain.issue import Issue
from dateline.domain.known_tie import KnownEnd, KnownTie
from dateline.domain.place import Place
from dateline.domain.relation import Relation, RelationEnd
from dateline.domain.span import Span
from dateline.domain.value import Count, When, Where

FORMAT = "dateline/1"

Json = dict[str, Any]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _identity(identity: Identity | None) -> Json | None:
    return None if identity is None else {"scheme": identity.scheme, "id": identity.id}


def _code(code: Code) -> Json:
    return {"scheme": code.scheme, "code": code.code} | ({"mode": code.mode} if code.mode else {})


@dataclass(frozen=True, slots=True)
class Wire:
    """Writes the nouns of one document; raises SpanError for a span outside its text."""

    document: Document

    def written(self, relevance: float) -> Json:
        """The document itself; ``relevance`` is the reading's."""
        document = self.document
        return {
            "id": document.id,
            "source": {"uri": document.uri, "sha256": document.sha256, "media_type": document.media_type},
            "title": document.title,
            "authors": list(document.authors),
            "outlet": document.outlet,
            "published": _iso(document.published),
            "modified": None if document.modified is None else document.modified.isoformat(),
            "url": document.url,
            "language": document.language,
            "text": document.text,
            "relevance": round(relevance, 4),
            "removed": [{"reason": part.reason, "text": part.text} for part in document.removed],
            "parts": [{"kind": str(part.kind), "span": self.span(part.span)} for part in document.parts],
        }

    def span(self, span: Span) -> Json:
        return {"start": span.start, "end": span.end, "text": self.document.quote(span)}

    def maybe(self, span: Span | None) -> Json | None:
        return None if span is None else self.span(span)

    def actor(self, actor: Actor) -> Json:
        return {
            "id": actor.id,
            "name": actor.name,
            "kind": str(actor.kind),
            "sector": actor.sector,
            "countries": list(actor.countries),
            "identity": _identity(actor.identity),
            "named": actor.named,
            "mentions": [self.span(span) for span in actor.mentions],
        }

    def place(self, place: Place) -> Json:
        return {
            "id": place.id,
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "country": place.country,
            "admin1": place.admin1,
            "admin2": place.admin2,
            "feature": place.feature,
            "precision": str(place.precision),
            "radius_km": place.radius_km,
            "identity": _identity(place.identity),
            "candidates": [
                {
                    "identity": _identity(candidate.identity),
                    "name": candidate.name,
                    "lat": candidate.lat,
                    "lon": candidate.lon,
                    "score": round(candidate.score, 4),
                }
                for candidate in place.candidates
            ],
            "mentions": [self.span(span) for span in place.mentions],
        }

    def speaker(self, speaker: Speaker) -> Json:
        return {
            "span": self.span(speaker.span),
            "name": self.maybe(speaker.name),
            "actor": speaker.actor,
            "anonymous": speaker.anonymous,
            "role": speaker.role,
            "kind": None if speaker.kind is None else str(speaker.kind),
        }

    def attribution(self, attribution: Attribution) -> Json:
        return {
            "id": attribution.id,
            "sources": [self.speaker(speaker) for speaker in attribution.sources],
            "via": [self.speaker(speaker) for speaker in attribution.via],
            "cue": self.maybe(attribution.cue),
            "content": [self.span(span) for span in attribution.content],
            "direct": attribution.direct,
            "within": attribution.within,
            "when": None if attribution.when is None else self.when(attribution.when),
            "channel": self.maybe(attribution.channel),
            "commentary": [self.span(span) for span in attribution.commentary],
        }

    def argument(self, argument: Argument) -> Json:
        out: Json = {"role": str(argument.role), "span": self.span(argument.span), "actor": argument.actor}
        if argument.category is not None:
            out["category"] = argument.category
        if argument.effect is not None:
            out["effect"] = argument.effect
        if argument.confidence is not None:
            out["confidence"] = round(argument.confidence, 4)
        return out

    def count(self, count: Count) -> Json:
        out: Json = {
            "span": self.span(count.span),
            "measure": str(count.measure),
            "low": count.low,
            "high": count.high,
            "approximate": count.approximate,
            "of": self.maybe(count.of),
            "countries": list(count.countries),
            "civilian": count.civilian,
            "scope": str(count.scope),
            "rule": count.rule,
        }
        if count.confidence is not None:
            out["confidence"] = round(count.confidence, 4)
        return out

    def when(self, when: When) -> Json:
        out: Json = {
            "span": self.maybe(when.span),
            "earliest": _iso(when.earliest),
            "latest": _iso(when.latest),
            "precision": str(when.precision),
            "duration": when.duration,
            "value": when.value,
            "type": when.type,
            "reason": when.reason,
        }
        if when.inherited_from is not None:
            out["from"] = when.inherited_from
        return out

    def where(self, where: Where) -> Json:
        out: Json = {"span": self.maybe(where.span), "place": where.place, "reason": where.reason}
        if where.inherited_from is not None:
            out["from"] = where.inherited_from
        return out

    def claim(self, claim: Claim) -> Json:
        return {
            "id": claim.id,
            "account": claim.account,
            "type": claim.type,
            "mode": claim.mode,
            "codes": [_code(code) for code in claim.codes],
            "trigger": self.span(claim.trigger),
            "arguments": [self.argument(argument) for argument in claim.arguments],
            "counts": [self.count(count) for count in claim.counts],
            "when": None if claim.when is None else self.when(claim.when),
            "where": None if claim.where is None else self.where(claim.where),
            "stance": {
                "modality": str(claim.stance.modality),
                "polarity": str(claim.stance.polarity),
                "stage": str(claim.stance.stage),
                "span": self.maybe(claim.stance.span),
            },
            "background": claim.background,
            "voice": str(claim.voice),
            "about": claim.about,
            "channel": self.maybe(claim.channel),
            "attribution": claim.attribution,
            "evidence": self.span(claim.evidence),
            "confidence": round(claim.confidence, 4),
            "confidences": {name: round(value, 4) for name, value in claim.confidences},
            "origin": str(claim.origin),
        } | ({} if claim.judgement is None else {"judgement": claim.judgement})

    def end(self, end: RelationEnd) -> Json:
        return {"span": self.span(end.span), "actor": end.actor}

    def relation(self, relation: Relation) -> Json:
        return {
            "id": relation.id,
            "type": str(relation.type),
            "subject": self.end(relation.subject),
            "object": self.end(relation.object),
            "trigger": self.maybe(relation.trigger),
            "when": None if relation.when is None else self.when(relation.when),
            "attribution": relation.attribution,
            "polarity": str(relation.polarity),
            "confidence": round(relation.confidence, 4),
        }

    def known_end(self, end: KnownEnd) -> Json:
        return {"name": end.name, "entry": end.entry, "actor": end.actor}

    def known_tie(self, tie: KnownTie) -> Json:
        return {
            "type": str(tie.type),
            "subject": self.known_end(tie.subject),
            "object": self.known_end(tie.object),
            "from": tie.since,
            "to": tie.until,
            "held": tie.held,
            "source": tie.source,
            "origin": "whoswho",
        }

    def account(self, account: Account) -> Json:
        return {
            "id": account.id,
            "type": account.type,
            "mode": account.mode,
            "claims": list(account.claims),
            "when": None if account.when is None else self.when(account.when),
            "where": None if account.where is None else self.where(account.where),
            "background": account.background,
            "relevance": round(account.relevance, 4),
            "counts": [
                {"measure": str(toll.measure), "low": toll.low, "best": toll.best, "high": toll.high}
                for toll in account.counts
            ],
        }

    def issue(self, issue: Issue) -> Json:
        return {"room": issue.room, "kind": issue.kind, "span": self.maybe(issue.span), "detail": issue.detail}
