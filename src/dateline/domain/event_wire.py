"""Events in the public format ``dateline/1``: one object an event, self-contained."""

from __future__ import annotations

from dateline.domain.actor import Actor, Identity
from dateline.domain.event import Event, EventToll, Figure
from dateline.domain.judgement import JudgedWords
from dateline.domain.place import Place
from dateline.domain.wire import FORMAT, Json


def event_row(event: Event) -> Json:
    """The event as one object of the public format, its keys in the order of the format: equal events give equal bytes."""
    when = event.when
    return {
        "format": FORMAT,
        "event": {
            "id": event.id,
            "type": event.type,
            "mode": event.mode,
            "codes": [{"scheme": code.scheme, "code": code.code} | ({"mode": code.mode} if code.mode else {})
                      for code in event.codes],
            "when": None if when is None else {
                "earliest": when.earliest.isoformat() if when.earliest else None,
                "latest": when.latest.isoformat() if when.latest else None,
                "precision": str(when.precision),
                "supporters": list(when.supporters),
            },
            "where": None if event.place is None else {
                "place": _place(event.place),
                "supporters": list(event.place_supporters),
            },
            "participants": [
                {"role": str(one.role), "actor": _actor(one.actor), "supporters": list(one.supporters),
                 "disputed": one.disputed}
                for one in event.participants
            ],
            "counts": [_toll(toll) for toll in event.tolls],
            "responsibility": [
                {"actor": _actor(one.actor), "act": str(one.act), "claim": one.claim} for one in event.responsibility
            ],
            "accounts": [
                {"account": one.account, "document": one.document, "outlet": one.outlet,
                 "published": one.published.isoformat() if one.published else None,
                 "relevance": round(one.relevance, 4), "background": one.background}
                for one in event.accounts
            ],
            "conflicts": [
                {"field": one.field, "values": list(one.values), "claims": list(one.claims)} for one in event.conflicts
            ],
            "links": [{"type": str(one.type), "event": one.event} for one in event.links],
            "confidence": round(event.confidence, 4),
            "status": str(event.status),
            "salience": str(event.salience),
            "restricted": list(event.restricted),
            "judgements": [
                {"id": one.id, "verdict": str(one.verdict), "field": one.field, "by": one.by, "at": one.at.isoformat(),
                 "note": one.note} | ({} if one.words is None else {"words": _words(one.words)})
                for one in event.judgements
            ],
        },
    }  # fmt: skip


def _words(words: JudgedWords) -> Json:
    return {
        "report": words.report,
        "start": words.start,
        "end": words.end,
        "text": words.text,
        "evidence": words.evidence,
    }


def _identity(identity: Identity | None) -> Json | None:
    return None if identity is None else {"scheme": identity.scheme, "id": identity.id}


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": str(actor.kind),
        "sector": actor.sector,
        "countries": list(actor.countries),
        "identity": _identity(actor.identity),
        "named": actor.named,
    }


def _place(place: Place) -> Json:
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
    }


def _toll(toll: EventToll) -> Json:
    return {
        "measure": str(toll.measure),
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "policy": toll.policy,
        "independent_sources": toll.independent_sources,
        "disagreement": round(toll.disagreement, 4),
        "figures": [_figure(figure) for figure in toll.figures],
    }


def _figure(figure: Figure) -> Json:
    return {
        "low": figure.low,
        "high": figure.high,
        "claim": figure.claim,
        "document": figure.document,
        "outlet": figure.outlet,
        "published": figure.published.isoformat() if figure.published else None,
        "sources": list(figure.sources),
        "text": figure.text,
        "approximate": figure.approximate,
        "scope": str(figure.scope),
        "standing": str(figure.standing),
        "witness": figure.witness,
    }
