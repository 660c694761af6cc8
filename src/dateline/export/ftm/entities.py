"""The entities that one event comes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.event import EventAccount, Participant
from dateline.domain.ids import digest_of
from dateline.export.aspects import (
    changed_at,
    country_of,
    days_of,
    interval_phrase,
    outlets_of,
    place_phrase,
    point_of,
    sentences_of,
)
from dateline.export.contract import Told
from dateline.gazetteer.country_codes import country_codes

MEANINGS = {
    "Event": "name, summary, description (sentences of Dateline's own), date or startDate and endDate, country, location, "
    "addressEntity, involved, proof, recordId, sourceUrl, publisher, keywords (type, mode, codes), modifiedAt",
    "Address": "full, city, state (first-order division), country, latitude and longitude of points and settlements",
    "Article": "title, language, publishedAt, publisher, sourceUrl: a report; its text is not in it",
    "Person, Organization, PublicBody": "name, country, wikidataId: a party with a name",
    "Documentation": "document, entity, role: which report tells of which event",
    "UnknownLink": "subject (a party), object (the event), role (actor, recipient, …)",
    "Mention": "document, name (as written), resolved, detectedSchema",
}

_SCHEMAS = {
    ActorKind.PERSON: "Person",
    ActorKind.GROUP: "Organization",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.OUTLET: "Organization",
    ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.MILITARY: "PublicBody",
    ActorKind.POLICE: "PublicBody",
}

#: ISO 639-3 codes, which FollowTheMoney wants, of the languages that reports may be in.
_LANGUAGES = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "pt": "por", "ru": "rus", "uk": "ukr",
}  # fmt: skip

Entity = dict[str, Any]


def entities_of(told: Told) -> Iterator[Entity]:
    """The event, its place, its reports, its named parties, and the links between them."""
    event = told.event
    name = f"dl-{event.id}"
    parties = [one for one in event.participants if schema_of(one.actor) is not None]
    articles = {one.document: one for one in event.accounts if one.document}
    address = f"dl-place-{event.id}" if event.place is not None else None
    yield _event(told, name, parties, articles.values(), address)
    if address is not None:
        yield _address(told, address)
    for account in articles.values():
        yield _article(told, account)
        yield _entity(
            f"dl-doc-{digest_of(name, account.document)}",
            "Documentation",
            document=[article_id(account.document)],
            entity=[name],
            role=["tells it in passing" if account.background else "tells it"],
        )
    for party in parties:
        actor, schema = party.actor, schema_of(party.actor)
        yield _entity(
            party_id(told, actor),
            schema or "LegalEntity",
            name=[actor.name],
            country=_countries(actor.countries),
            wikidataId=[found] if (found := _wikidata(actor)) else [],
        )
        yield _entity(
            f"dl-link-{digest_of(name, party.role, actor.id)}",
            "UnknownLink",
            subject=[party_id(told, actor)],
            object=[name],
            role=[str(party.role) + (", disputed" if party.disputed else "")],
        )
    yield from _mentions(told, parties, articles)


def schema_of(actor: Actor) -> str | None:
    """The schema of a party; None for one without a name, and for things, places and populations."""
    return _SCHEMAS.get(actor.kind) if actor.named and actor.name.strip() else None


def party_id(told: Told, actor: Actor) -> str:
    """One id for all events where the party is known to a public scheme, else one of this event's."""
    if actor.identity is not None:
        return f"dl-{actor.identity.scheme}-{actor.identity.id}"
    return f"dl-party-{digest_of(told.event.id, actor.id)}"


def article_id(document: str) -> str:
    """The id of a report."""
    return f"dl-report-{digest_of(document)}"


def _event(
    told: Told, name: str, parties: Iterable[Participant], articles: Iterable[EventAccount], address: str | None
) -> Entity:
    event = told.event
    first, last = days_of(event)
    where, when = place_phrase(event.place), interval_phrase(event)
    title = (
        event.type.replace("_", " ").capitalize() + (f" at {where}" if where else "") + (f", {when}" if when else "")
    )
    country = country_of(event.place)
    changed = changed_at(event)
    return _entity(
        name,
        "Event",
        name=[title],
        summary=[title],
        description=[" ".join(sentences_of(event))],
        date=[first.isoformat()] if first is not None and first == last else [],
        startDate=[first.isoformat()] if first is not None and first != last else [],
        endDate=[last.isoformat()] if last is not None and first != last else [],
        country=[country.alpha2.lower()] if country else [],
        location=[where] if where else [],
        addressEntity=[address] if address else [],
        involved=list(dict.fromkeys(party_id(told, one.actor) for one in parties)),
        proof=[article_id(one.document) for one in articles],
        recordId=[event.id],
        sourceUrl=[report.url for report in told.reports.values() if report.url],
        publisher=outlets_of(event),
        keywords=[
            event.type,
            *([event.mode] if event.mode else []),
            *(f"{code.scheme}:{code.code}" + (f"/{code.mode}" if code.mode else "") for code in event.codes),
        ],
        modifiedAt=[changed.date().isoformat()] if changed else [],
    )


def _address(told: Told, name: str) -> Entity:
    place, country, point = told.event.place, country_of(told.event.place), point_of(told.event)
    if place is None:
        return _entity(name, "Address")
    parts = (place.name, place.admin1, country.name if country else None)
    return _entity(
        name,
        "Address",
        full=[", ".join(dict.fromkeys(part for part in parts if part))],
        city=[place.name] if point else [],
        state=[place.admin1] if place.admin1 else [],
        country=[country.alpha2.lower()] if country else [],
        latitude=[str(point[0])] if point else [],
        longitude=[str(point[1])] if point else [],
    )


def _article(told: Told, account: EventAccount) -> Entity:
    report = told.reports.get(account.document)
    published: date | None = account.published
    language = _LANGUAGES.get(report.language.partition("-")[0].lower()) if report else None
    return _entity(
        article_id(account.document),
        "Article",
        title=[report.title if report and report.title else account.document],
        language=[language] if language else [],
        publishedAt=[published.isoformat()] if published else [],
        publisher=[account.outlet] if account.outlet else [],
        sourceUrl=[report.url] if report and report.url else [],
    )


def _mentions(told: Told, parties: Iterable[Participant], articles: dict[str, EventAccount]) -> Iterator[Entity]:
    known = {one.actor.name.casefold(): one.actor for one in parties}
    for telling in told.tellings:
        if telling.label not in articles:
            continue
        names = {actor.id: actor for actor in telling.actors}
        for claim in telling.claims:
            for party in claim.parties:
                meant = names.get(party.actor) if party.actor is not None else None
                actor = known.get(meant.name.casefold()) if meant is not None else None
                if actor is None:
                    continue
                yield _entity(
                    f"dl-mention-{digest_of(told.event.id, telling.account, claim.id, party.role, party.text)}",
                    "Mention",
                    document=[article_id(telling.label)],
                    name=[" ".join(party.text.split())],
                    resolved=[party_id(told, actor)],
                    detectedSchema=[schema_of(actor) or "LegalEntity"],
                )


def _wikidata(actor: Actor) -> str | None:
    identity = actor.identity
    return identity.id if identity is not None and identity.scheme == "wikidata" else None


def _countries(codes: Iterable[str]) -> list[str]:
    return [known.alpha2.lower() for code in codes if (known := country_codes().get(code)) is not None]


def _entity(entity_id: str, schema: str, /, **properties: list[str]) -> Entity:
    filled = {key: list(dict.fromkeys(values)) for key, values in sorted(properties.items()) if values}
    return {"id": entity_id, "schema": schema, "properties": filled}
