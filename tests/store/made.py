"""Readings, events and judgements made by hand for the ledger's tests."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dateline.domain.account import Account, Toll
from dateline.domain.actor import Actor, ActorKind, Identity
from dateline.domain.claim import Role
from dateline.domain.coding import Coding
from dateline.domain.document import Document
from dateline.domain.ids import AccountId, EventId, JudgementId, account_id, actor_id, place_id
from dateline.domain.issue import Issue
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.person import ApiToken, Invitation, Person, PersonRole, Scope, Session
from dateline.domain.place import Place, PlaceCandidate, PlacePrecision
from dateline.domain.raw_document import Given, RawDocument
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.value import Count, Measure, TimePrecision, When, Where
from dateline.domain.work import JobInput
from dateline.store import Comparison, EventVersion, Gone, KeyedTelling
from tests.build import PUBLISHED, argument, claim, span

RUN = Run("0.1.0", "c" * 64, (("extract/local", "3"), ("analyse/spacy", "1")))
NEWER = Run("0.2.0", "d" * 64, (("extract/local", "4"),))
START = datetime(2024, 5, 13, 8, 0, tzinfo=UTC)


class Clock:
    """A clock that goes on by a second each time somebody looks."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def report(number: int = 0) -> str:
    """The text of a report; another one for each number."""
    return f"Gunmen killed {number + 3} traders near Osmal on Friday. The governor blamed the Red Hand."


def raw_document(text: str, *, uri: str = "report.txt", raw: bytes | None = None, **given: Any) -> RawDocument:
    """The bytes of a text, as a reader hands them on."""
    content = text.encode() if raw is None else raw
    return RawDocument(
        uri=uri,
        raw=content,
        sha256=hashlib.sha256(content).hexdigest(),
        media_type="text/plain",
        fetched_at=START,
        given=Given(**given),
    )


def reading(source: RawDocument, text: str, *, run: Run = RUN, **fields: Any) -> Reading:
    """A reading of ``report(…)``: one claim, one account, with a place, an actor, a toll and a time."""
    known: dict[str, Any] = {
        "uri": source.uri,
        "sha256": source.sha256,
        "outlet": "Osmal Courier",
        "title": "Traders killed",
    }
    known |= {"text": text, "media_type": "text/plain", "published": PUBLISHED} | fields
    told = Document(**known)
    gunmen, osmal = span(told, "Gunmen"), span(told, "Osmal")
    when = When(
        span=span(told, "on Friday"), earliest=date(2024, 5, 10), latest=date(2024, 5, 10), precision=TimePrecision.DAY,
        value="2024-05-10", type="DATE", reason="weekday on or before 2024-05-12",
    )  # fmt: skip
    where = Where(span=osmal, place=place_id(told.key, osmal))
    number = span(told, next(word for word in text.split() if word.isdigit()))
    dead = int(told.quote(number))
    one = claim(
        told, "killed", mode="firearms", when=when, where=where, confidence=0.8700000000000001,
        arguments=(argument(told, Role.ACTOR, "Gunmen", actor=actor_id(told.key, gunmen), confidence=1 / 3),),
        counts=(Count(span=number, measure=Measure.KILLED, low=dead, high=None, rule="at least"),),
        confidences=(("mode", 0.1 + 0.2),),
    )  # fmt: skip
    account = Account(
        id=account_id(one.id), type="assault", mode="firearms", claims=(one.id,), when=when, where=where, relevance=0.98,
        counts=(Toll(measure=Measure.KILLED, low=dead, best=dead, high=None),),
    )  # fmt: skip
    place = Place(
        id=where.place, name="Osmal", precision=PlacePrecision.SETTLEMENT, lat=12.5, lon=-8, country="MLI", mentions=(osmal,),
        candidates=(PlaceCandidate(identity=Identity("geonames", "1"), name="Osmal", lat=12.5, lon=-8.0, score=0.9),),
    )  # fmt: skip
    actor = Actor(id=actor_id(told.key, gunmen), name="gunmen", kind=ActorKind.GROUP, named=False, mentions=(gunmen,))
    return Reading(
        document=told, run=run, relevance=0.98, actors=(actor,), places=(place,), claims=(one,), accounts=(account,),
        times=(when,), issues=(Issue("normalise", "unresolved_place", "no such place", osmal),),
    )  # fmt: skip


def added(number: int = 0, *, run: Run = RUN, uri: str | None = None, **fields: Any) -> tuple[RawDocument, Reading]:
    """A source and its reading, to give to ``Ledger.add_reading``."""
    text = report(number)
    source = raw_document(text, uri=uri or f"report-{number}.txt")
    return source, reading(source, text, run=run, **fields)


def telling(found: Reading, *keys: str, **payload: Any) -> KeyedTelling:
    """A telling of a reading's first account."""
    return KeyedTelling(account=found.accounts[0].id, payload={"text": "told"} | payload, keys=keys)


def event(name: str, **fields: Any) -> EventVersion:
    """A version of an event; ``fields`` replace those of its body, and ``words`` are what it is found by."""
    words = fields.pop("words", "")
    day, dead = fields.pop("day", "2024-05-10"), fields.pop("killed", 5)
    place = {"name": "Osmal", "admin1": "Sègou", "country": "MLI", "lat": 12.5, "lon": -8.0} | fields.pop("place", {})
    actor = {"name": fields.pop("actor", "Red Hand"), "identity": {"scheme": "wikidata", "id": "Q77"}}
    body = {
        "id": name,
        "type": "assault",
        "mode": "firearms",
        "when": {"earliest": day, "latest": day, "precision": "day"},
        "where": {"place": place},
        "participants": [{"role": "actor", "actor": actor, "supporters": [], "disputed": False}],
        "counts": [{"measure": "killed", "low": dead, "best": dead, "high": None}],
        "accounts": [{"account": f"k{name}"}],
        "status": "machine",
    }
    return EventVersion(id=EventId(name), body=body | fields, words=words)


def judgement(name: str, verdict: Verdict = Verdict.ACCEPT, *about: str, **fields: Any) -> Judgement:
    """A decision of a person called Ada."""
    known: dict[str, Any] = {"by": "Ada", "at": START}
    return Judgement(id=JudgementId(name), verdict=verdict, about=about or ("e1",), **(known | fields))


def account(name: str) -> AccountId:
    """An account's id."""
    return AccountId(name)


def comparison(one: AccountId, other: AccountId) -> Comparison:
    """A comparison of two accounts."""
    return Comparison(a=one, b=other, probability=0.5, why={"when": 1.0})


def person(name: str = "Ada", role: PersonRole = PersonRole.CODER, **fields: Any) -> Person:
    """Somebody who signs in."""
    known: dict[str, Any] = {"password": "line", "by": "Root"}
    return Person(name=name, role=role, **(known | fields))


def invitation(name: str = "i1", **fields: Any) -> Invitation:
    """Leave to become a coder, until the next day."""
    known: dict[str, Any] = {
        "digest": "d" * 64,
        "role": PersonRole.CODER,
        "by": "Root",
        "expires": START + timedelta(days=1),
    }
    return Invitation(id=name, **(known | fields))


def token(name: str = "t1", **fields: Any) -> ApiToken:
    """A token that reads, until the next day."""
    known: dict[str, Any] = {
        "digest": name * 32, "name": "script", "person": "Ada", "scopes": frozenset({Scope.READ}),
        "expires": START + timedelta(days=1),
    }  # fmt: skip
    return ApiToken(id=name, **(known | fields))


def session(digest: str = "s" * 64, **fields: Any) -> Session:
    """A session of Ada's, until the next day."""
    known: dict[str, Any] = {"person": "Ada", "expires": START + timedelta(days=1)}
    return Session(digest=digest, **(known | fields))


def job_input(text: str = "A text.") -> JobInput:
    """A text that is given to a job."""
    return JobInput(name="pasted text", size=len(text), text=text, fields=(("outlet", "Osmal Courier"),))


def coding(event: str = "e1", by: str = "Ada", **values: Any) -> Coding:
    """What somebody makes of an event."""
    return Coding(event=EventId(event), by=by, values=values or {"type": "assault", "killed": 5})


def gone(name: str, into: str) -> Gone:
    """The end of an event that was merged into another."""
    return Gone(id=EventId(name), into=EventId(into))
