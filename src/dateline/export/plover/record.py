"""A record as the manual of February 2024 has it."""

from __future__ import annotations

from typing import Any

from dateline.domain.actor import Actor
from dateline.domain.event import EventStatus
from dateline.domain.place import PlacePrecision
from dateline.domain.value import Measure
from dateline.export.aspects import country_of, days_of, documents_of, point_of, sentences_of, toll_of
from dateline.export.best_telling import first_claim
from dateline.export.plover.row import QUADS, Row, code_of_party, wikidata_of

#: The manual's resolution of a place, 1 the closest.
_RESOLUTION = {
    PlacePrecision.POINT: 1,
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.PROVINCE: 3,
    PlacePrecision.COUNTRY: 4,
    PlacePrecision.REGION: 5,
}

RECORD_FIELDS = (
    ("id", "the event's id"),
    ("has_event", "always true"),
    ("date, enddate", "the first and the last day on which it may have happened"),
    ("time, endtime", "always null"),
    ("actor[], recipient[]", "code (country and sector), sector, entity_text, identifier_id (Wikidata), identifier_text"),
    ("event[]", "the PLOVER code"),
    ("event_loc", "extracted_place (as written), resolved_place, geonameid, lat, lon, city, district, province, country, "
                  "country_code, feature_class, feature_code, resolution (1 place, 2 district, 3 province, 4 country, 5 more)"),
    ("event_text", "the word or words that tell it"),
    ("quad_name", "the quad class in words"),
    ("quad_code", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    ("event_scale", "the scheme's score of the mode, else of the type"),
    ("mode[]", "the mode, and auxiliary modes: negation, future, hypothetical, historical"),
    ("context[]", "always empty"),
    ("size", "dead, injured, arrested: the best figures"),
    ("link", "the report's address"),
    ("text", "the sentence"),
    ("text_info", "start and end of the sentence, text_story (the report's id); sequence is always 1"),
    ("cite_info", "corpus, citation, url, title, language, publication, coder, codebook, version"),
    ("coder", "dateline, or dateline and people where somebody reviewed it"),
    ("coded_date, coded_time", "always null: the same ledger gives the same file"),
    ("comment", "tolls with their bounds, what is disputed, further reports, in sentences of Dateline's own"),
)  # fmt: skip


def record_of(row: Row) -> dict[str, Any]:
    """The record of one event."""
    event, telling, report = row.event, row.telling, row.report
    first, last = days_of(event)
    claim = first_claim(telling) if telling else None
    others = [one for one in documents_of(event) if telling is None or one != telling.label]
    comment = " ".join(sentences_of(event)) + (f" Also told by: {'; '.join(others)}." if others else "")
    return {
        "id": event.id,
        "has_event": True,
        "date": first.isoformat() if first else None,
        "time": None,
        "enddate": last.isoformat() if last else None,
        "endtime": None,
        "actor": [_entity(one.actor) for one in row.actors],
        "recipient": [_entity(one.actor) for one in row.recipients],
        "event": [row.code.code],
        "event_loc": location_of(row),
        "event_text": claim.trigger.text if claim else None,
        "quad_code": row.entry.quad,
        "quad_name": QUADS.get(row.entry.quad or 0),
        "event_scale": row.score,
        "mode": [*([row.code.mode] if row.code.mode else []), *row.auxiliary],
        "context": [],
        "size": {
            name: toll.best
            for name, measure in (
                ("dead", Measure.KILLED),
                ("injured", Measure.INJURED),
                ("arrested", Measure.ARRESTED),
            )
            if (toll := toll_of(event, measure)) is not None
        },
        "link": report.url if report else None,
        "text": claim.evidence.text if claim else None,
        "text_info": None
        if claim is None or telling is None
        else {"sequence": 1, "start": claim.evidence.start, "end": claim.evidence.end, "text_story": telling.label},
        "cite_info": {
            "corpus": "dateline ledger",
            "citation": telling.label if telling else None,
            "url": report.url if report else None,
            "title": report.title if report else None,
            "language": report.language if report else None,
            "publication": report.outlet if report else None,
            "coder": "dateline",
            "codebook": "PLOVER, February 2024",
            "version": row.dateline,
        },
        "coder": "dateline and people" if event.status is EventStatus.REVIEWED else "dateline",
        "coded_date": None,
        "coded_time": None,
        "comment": comment,
    }


def _entity(actor: Actor) -> dict[str, Any]:
    found = wikidata_of(actor)
    return {
        "code": code_of_party(actor),
        "sector": actor.sector,
        "entity_text": actor.name,
        "identifier_id": found,
        "identifier_text": actor.name if found else None,
    }


def location_of(row: Row) -> dict[str, Any] | None:
    """Where it happened, in the manual's fields."""
    place = row.event.place
    if place is None:
        return None
    point, country = point_of(row.event), country_of(place)
    words = [claim.place_words.text for telling in row.told.tellings for claim in telling.claims if claim.place_words]
    is_town = place.precision in (PlacePrecision.POINT, PlacePrecision.SETTLEMENT)
    identity = place.identity
    return {
        "extracted_place": words[0] if words else None,
        "resolved_place": place.name,
        "geonameid": identity.id if identity is not None and identity.scheme == "geonames" else None,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "city": place.name if is_town else None,
        "district": place.admin2,
        "province": place.admin1,
        "country": country.name if country else None,
        "country_code": place.country,
        "feature_class": _feature_class(place.feature),
        "feature_code": place.feature,
        "resolution": _RESOLUTION.get(place.precision),
    }


def _feature_class(feature: str | None) -> str | None:
    """GeoNames' class of a feature code: populated places and divisions tell theirs by how they begin."""
    if feature is None:
        return None
    return "P" if feature.startswith("PPL") else "A" if feature.startswith(("ADM", "PCL")) else None
