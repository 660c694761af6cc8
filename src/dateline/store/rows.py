"""The rows of a reading: itself, and what it is found by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from dateline.domain.account import Account
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.ids import digest_of
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.value import When, Where
from dateline.store.chain import Row, moment_line
from dateline.store.codec import given_line, packed_reading
from dateline.store.pack import json_line


def run_id(run: Run) -> str:
    """The id of a run: a digest of everything it says."""
    return digest_of(run.dateline, run.config, *(f"{name}={version}" for name, version in run.plugins))


def run_row(run: Run) -> Row:
    """A run; its plug-ins stay in their order, which a reading prints."""
    plugins = json_line([list(one) for one in run.plugins])
    return {"id": run_id(run), "dateline": run.dateline, "config": run.config, "plugins": plugins}


def run_of(row: Any) -> Run:
    """The run of a row that has its columns."""
    return Run(row.dateline, row.config, tuple((name, version) for name, version in json.loads(row.plugins)))


def given_id(raw_document: RawDocument) -> str:
    """A digest of what the container said: the same bytes with another date given are read anew."""
    return digest_of(given_line(raw_document.given), raw_document.verbatim)


def iso(day: date | None) -> str | None:
    """A day as it is kept."""
    return None if day is None else day.isoformat()


def sighting_row(raw_document: RawDocument, run: str, seq: int) -> Row:
    """Where the bytes were met, and what the container said of them."""
    return {
        "uri": raw_document.uri,
        "raw": raw_document.sha256,
        "given": given_id(raw_document),
        "run": run,
        "reading": seq,
        "media_type": raw_document.media_type,
        "fetched_at": moment_line(raw_document.fetched_at),
        "facts": given_line(raw_document.given),
        "verbatim": raw_document.verbatim,
    }


def reading_row(raw: str, run: str, given: str, reading: Reading) -> Row:
    """The reading itself."""
    document = reading.document
    return {
        "document": document.key,
        "raw": raw,
        "run": run,
        "given": given,
        "relevance": float(reading.relevance),
        "uri": document.uri,
        "label": document.label,
        "title": document.title,
        "outlet": document.outlet,
        "published": iso(document.published),
        "url": document.url,
        "language": document.language,
        "payload": packed_reading(reading),
    }


def _placed(reading: Reading, when: When | None, where: Where | None) -> Row:
    place = None if where is None else next((one for one in reading.places if one.id == where.place), None)
    return {
        "earliest": None if when is None else iso(when.earliest),
        "latest": None if when is None else iso(when.latest),
        "precision": None if when is None else str(when.precision),
        "place": None if place is None else place.name,
        "country": None if place is None else place.country,
        "lat": None if place is None or place.lat is None else float(place.lat),
        "lon": None if place is None or place.lon is None else float(place.lon),
    }


def _names(reading: Reading, arguments: Sequence[Argument]) -> str:
    """The names of who does it and to whom, as a JSON list."""
    names = {actor.id: actor.name for actor in reading.actors}
    parts = {Role.ACTOR, Role.RECIPIENT}
    found = [names[one.actor] for one in arguments if one.role in parts and one.actor in names]
    return json_line(list(dict.fromkeys(found)))


def account_row(reading: Reading, account: Account) -> Row:
    """An account, to be found by."""
    members = set(account.claims)
    arguments = [one for claim in reading.claims if claim.id in members for one in claim.arguments]
    return {
        "id": account.id,
        "document": reading.document.key,
        "type": account.type,
        "mode": account.mode,
        **_placed(reading, account.when, account.where),
        "actors": _names(reading, arguments),
        "background": account.background,
        "relevance": float(account.relevance),
    }


def claim_row(reading: Reading, claim: Claim) -> Row:
    """A claim, to be found by."""
    return {
        "id": claim.id,
        "document": reading.document.key,
        "account": claim.account,
        "type": claim.type,
        "mode": claim.mode,
        **_placed(reading, claim.when, claim.where),
        "actors": _names(reading, claim.arguments),
        "background": claim.background,
        "modality": str(claim.stance.modality),
        "confidence": float(claim.confidence),
    }
