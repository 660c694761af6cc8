"""The STIX objects that events come to."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Role
from dateline.domain.event import Event
from dateline.export.aspects import (
    changed_at,
    country_of,
    days_of,
    first_at,
    interval_phrase,
    outlets_of,
    place_phrase,
    point_of,
    sentences_of,
    speakers_of,
)
from dateline.export.cells import sound
from dateline.export.contract import Provenance, Report, Told

#: Names Dateline's ids; made once, and never to change.
_NAMESPACE = uuid.UUID("6f0e0b1e-6a53-5d3c-9a2b-0b6f7f1d2a11")
#: Where nothing of an event or report is dated.
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)

MEANINGS = {
    "extension-definition": "what the extension of incidents holds, as a JSON Schema",
    "identity": "Dateline itself, outlets, and parties; parties without a name have the class `class`",
    "incident": "an event: name, description in sentences of Dateline's own, confidence, reports as external references; in "
    "the extension type, mode, days, tolls with bounds, codes, responsibility, status",
    "location": "its place; latitude, longitude and precision (metres) of points and settlements only",
    "relationship": "located-at a location; attributed-to who acts; targets to whom it is done",
    "note": "every figure that reports give, with who says so",
    "opinion": "a field on which reports differ: disagree",
    "report": "a report with the incidents that it tells of",
}

_CLASSES = {
    ActorKind.PERSON: "individual",
    ActorKind.GROUP: "group",
    ActorKind.POPULATION: "group",
    ActorKind.ORGANISATION: "organization",
    ActorKind.GOVERNMENT: "organization",
    ActorKind.MILITARY: "organization",
    ActorKind.POLICE: "organization",
    ActorKind.OUTLET: "organization",
}

_TIES = {Role.ACTOR: "attributed-to", Role.PARTNER: "attributed-to", Role.RECIPIENT: "targets"}

_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Dateline's event",
    "type": "object",
    "properties": {
        "event_type": {"type": "string"},
        "event_mode": {"type": ["string", "null"]},
        "first_day": {"type": ["string", "null"], "format": "date"},
        "last_day": {"type": ["string", "null"], "format": "date"},
        "tolls": {"type": "array", "items": {"type": "object"}},
        "codes": {"type": "array", "items": {"type": "object"}},
        "responsibility": {"type": "array", "items": {"type": "object"}},
        "status": {"enum": ["machine", "reviewed"]},
    },
}

Made = dict[str, Any]


def id_of(kind: str, *parts: object) -> str:
    """The id of an object of that kind, made of what it is of."""
    return f"{kind}--{uuid.uuid5(_NAMESPACE, sound(chr(31).join([kind, *map(str, parts)])))}"


def moment_of(at: datetime) -> str:
    """A moment as STIX writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


_DATELINE = id_of("identity", "dateline")
EXTENSION = id_of("extension-definition", "event", 1)


@dataclass(slots=True)
class Objects:
    """Makes objects, each id once; a report is made last, when all its incidents are known."""

    provenance: Provenance
    _seen: set[str] = field(default_factory=set)
    _reports: dict[str, tuple[Made, list[str]]] = field(default_factory=dict)

    def bundle_id(self) -> str:
        """The bundle's id, made of where the events come from."""
        known = self.provenance
        return id_of("bundle", known.dateline, known.policy, known.ledger_hash, *known.filters)

    def first(self) -> Iterator[Made]:
        """Dateline, and what its extension holds."""
        yield _made(_DATELINE, _UNDATED, _UNDATED, name="Dateline", identity_class="system")
        yield _made(
            EXTENSION, _UNDATED, _UNDATED, created_by_ref=_DATELINE, name="Dateline's event", version="1.0.0",
            description="Type, days, tolls, codes and status of an incident that news reports tell of.",
            schema=json.dumps(_SCHEMA, sort_keys=True), extension_types=["property-extension"],
        )  # fmt: skip

    def of(self, told: Told) -> Iterator[Made]:
        """The objects of one event that were not made before."""
        for made in self._of(told):
            if made["id"] not in self._seen:
                self._seen.add(made["id"])
                yield made

    def last(self) -> Iterator[Made]:
        """The reports."""
        for made, incidents in self._reports.values():
            yield made | {"object_refs": incidents}

    def _of(self, told: Told) -> Iterator[Made]:
        event = told.event
        first = first_at(event) or _UNDATED
        last = max(first, changed_at(event) or first)
        incident = id_of("incident", event.id)
        yield _incident(told, incident, first, last)
        location = _location(event)
        if location is not None:
            yield location
            yield _tie(incident, "located-at", location["id"], first)
        for party in event.participants:
            tie = _TIES.get(party.role)
            if tie is not None and party.actor.kind in _CLASSES and _has_name(party.actor):
                identity = _identity(party.actor, event)
                yield identity
                yield _tie(incident, tie, identity["id"], first)
        yield from _disputes(event, incident, first)
        figures = _figures(event)
        if figures:
            yield _made(
                id_of("note", event.id), first, last, created_by_ref=_DATELINE, abstract="Figures that reports give",
                content="\n".join(figures), authors=speakers_of(event) or None, object_refs=[incident],
            )  # fmt: skip
        for outlet in outlets_of(event):
            yield _made(
                id_of("identity", "outlet", outlet), _UNDATED, _UNDATED, name=outlet, identity_class="organization"
            )
        self._note_reports(told, incident, first)

    def _note_reports(self, told: Told, incident: str, first: datetime) -> None:
        for account in {one.document: one for one in told.event.accounts if one.document}.values():
            report = told.reports.get(account.document)
            day = account.published
            at = datetime.combine(day, time.min, tzinfo=UTC) if day is not None else first
            made = _made(
                id_of("report", account.document), at, at,
                created_by_ref=id_of("identity", "outlet", account.outlet) if account.outlet else _DATELINE,
                name=(report.title if report and report.title else account.document),
                published=moment_of(at),
                external_references=[_reference(account.document, account.outlet, report)],
            )  # fmt: skip
            _, incidents = self._reports.setdefault(account.document, (made, []))
            if incident not in incidents:
                incidents.append(incident)


def _made(made_id: str, created: datetime, modified: datetime, /, **rest: Any) -> Made:
    kind = made_id.partition("--")[0]
    known = {
        "type": kind,
        "spec_version": "2.1",
        "id": made_id,
        "created": moment_of(created),
        "modified": moment_of(modified),
    }
    return known | {key: value for key, value in rest.items() if value not in (None, [], "")}


def _incident(told: Told, name: str, first: datetime, last: datetime) -> Made:
    event = told.event
    earliest, latest = days_of(event)
    where, when = place_phrase(event.place), interval_phrase(event)
    what = event.type.replace("_", " ").capitalize()
    documents = {one.document: one for one in event.accounts if one.document}.values()
    references = [_reference(one.document, one.outlet, told.reports.get(one.document)) for one in documents]
    held = {
        "extension_type": "property-extension",
        "event_id": event.id,
        "event_type": event.type,
        "event_mode": event.mode,
        "first_day": earliest.isoformat() if earliest else None,
        "last_day": latest.isoformat() if latest else None,
        "tolls": [
            {"measure": str(toll.measure), "low": toll.low, "best": toll.best, "high": toll.high, "policy": toll.policy,
             "independent_sources": toll.independent_sources}
            for toll in event.tolls
        ],
        "codes": [{"scheme": one.scheme, "code": one.code} | ({"mode": one.mode} if one.mode else {}) for one in event.codes],
        "responsibility": [{"act": str(one.act), "name": one.actor.name} for one in event.responsibility],
        "status": str(event.status),
    }  # fmt: skip
    return _made(
        name, first, last, created_by_ref=_DATELINE,
        name=what + (f" at {where}" if where else "") + (f", {when}" if when else ""),
        description=" ".join(sentences_of(event)), confidence=round(event.confidence * 100),
        external_references=references,
        extensions={EXTENSION: {key: value for key, value in held.items() if value not in (None, [])}},
    )  # fmt: skip


def _reference(document: str, outlet: str | None, report: Report | None) -> Made:
    found = {"source_name": outlet or "report", "external_id": document}
    return found | ({"url": report.url} if report and report.url else {})


def _location(event: Event) -> Made | None:
    place, country, point = event.place, country_of(event.place), point_of(event)
    if place is None or (country is None and point is None):
        return None
    parts = (place.name, place.country, place.admin1, place.precision, point, place.radius_km)
    return _made(
        id_of("location", *parts), _UNDATED, _UNDATED, name=place.name,
        region=country.subregion.lower().replace(" and ", " ").replace(" ", "-") if country else None,
        country=country.alpha2 if country else None, administrative_area=place.admin1,
        city=place.name if point else None,
        latitude=point[0] if point else None, longitude=point[1] if point else None,
        precision=place.radius_km * 1000 if point and place.radius_km is not None else None,
    )  # fmt: skip


def _identity(actor: Actor, event: Event) -> Made:
    known = actor.identity
    parts = (known.scheme, known.id) if known is not None else (event.id, actor.id)
    references = [{"source_name": known.scheme, "external_id": known.id}] if known is not None else []
    return _made(
        id_of("identity", "party", *parts), _UNDATED, _UNDATED, name=actor.name,
        identity_class=_CLASSES[actor.kind] if actor.named else "class", external_references=references,
    )  # fmt: skip


def _tie(incident: str, kind: str, other: str, created: datetime) -> Made:
    name = id_of("relationship", incident, kind, other)
    return _made(
        name, created, created, created_by_ref=_DATELINE, relationship_type=kind, source_ref=incident, target_ref=other
    )


def _disputes(event: Event, incident: str, created: datetime) -> Iterator[Made]:
    for conflict in event.conflicts:
        yield _made(
            id_of("opinion", event.id, conflict.field, *conflict.values), created, created, created_by_ref=_DATELINE,
            opinion="disagree", explanation=f"Reports differ on {conflict.field}: {'; '.join(conflict.values)}.",
            authors=outlets_of(event) or None, object_refs=[incident],
        )  # fmt: skip


def _figures(event: Event) -> list[str]:
    lines = []
    for toll in event.tolls:
        for one in toll.figures:
            ends = f"{one.low}" if one.low == one.high else f"{_end(one.low)} to {_end(one.high)}"
            said = ", ".join(" ".join(source.split()) for source in one.sources) or "in the report's own voice"
            where = ", ".join(str(part) for part in (one.outlet, one.published, one.document) if part)
            lines.append(f"{toll.measure}: {ends} ({one.standing}); {said}; {where}".rstrip("; "))
    return lines


def _has_name(actor: Actor) -> bool:
    return any(letter.isalpha() for letter in actor.name)


def _end(end: int | None) -> str:
    return "not said" if end is None else str(end)
