from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from dateline.domain.account import Account, Toll
from dateline.domain.actor import Actor, ActorKind, Identity
from dateline.domain.attribution import Attribution, Speaker, SpeakerKind
from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.document import Part, PartKind, Removed
from dateline.domain.ids import JudgementId, account_id, actor_id, attribution_id, place_id, relation_id
from dateline.domain.issue import Issue
from dateline.domain.known_tie import KnownEnd, KnownTie
from dateline.domain.place import Place, PlaceCandidate, PlacePrecision
from dateline.domain.reading import Reading
from dateline.domain.relation import Relation, RelationEnd, RelationType
from dateline.domain.run import Run
from dateline.domain.span import Span
from dateline.domain.value import Count, Measure, TimePrecision, When, Where
from dateline.errors import SpanError
from tests import build

TEXT = "Attack in Gao. Gunmen of the Front killed at least 12 people with rifles in Gao on Friday, the army said."


def full_reading() -> Reading:
    """A reading with at least one of everything, so that every field of the format is printed."""
    document = build.document(
        TEXT,
        label="d1",
        title="Attack in Gao",
        authors=("A. Writer",),
        outlet="The Courier",
        parts=(Part(PartKind.TITLE, Span(0, 13)),),
        removed=(Removed("footer", "Subscribe"),),
    )
    gunmen, gao, army = build.span(document, "Gunmen"), build.span(document, "Gao", 1), build.span(document, "the army")
    actor = Actor(
        id=actor_id(document.key, gunmen), name="Gunmen", kind=ActorKind.GROUP, sector="UAF", countries=("MLI",),
        identity=Identity("wikidata", "Q1"), named=False, mentions=(gunmen,),
    )  # fmt: skip
    place = Place(
        id=place_id(document.key, gao), name="Gao", precision=PlacePrecision.SETTLEMENT, lat=16.27, lon=-0.04,
        country="MLI", admin1="Gao", feature="PPLA", radius_km=5.0, identity=Identity("geonames", "1"),
        candidates=(PlaceCandidate(identity=Identity("geonames", "1"), name="Gao", lat=16.27, lon=-0.04, score=0.9),),
        mentions=(gao,),
    )  # fmt: skip
    when = When(
        span=build.span(document, "Friday"), earliest=date(2024, 5, 10), latest=date(2024, 5, 10),
        precision=TimePrecision.DAY, value="2024-05-10", type="DATE", reason="weekday on or before 2024-05-12",
    )  # fmt: skip
    attribution = Attribution(
        id=attribution_id(document.key, army),
        sources=(Speaker(span=army, actor=actor.id, anonymous=False, role="army", kind=SpeakerKind.MILITARY),),
        via=(Speaker(span=army),),
        cue=build.span(document, "said"),
        content=(build.span(document, "Gunmen of the Front killed at least 12 people"),),
        when=when,
        channel=army,
        commentary=(build.span(document, "Gunmen"),),
    )
    claim = build.claim(
        document, "killed", mode="firearms",
        arguments=(
            build.argument(document, Role.ACTOR, "Gunmen of the Front", actor=actor.id),
            build.argument(document, Role.RECIPIENT, "at least 12 people", effect="killed"),
            build.argument(document, Role.INSTRUMENT, "rifles", category="firearm"),
        ),
        counts=(
            Count(span=build.span(document, "12"), measure=Measure.KILLED, low=12, high=None, rule="at least",
                  of=build.span(document, "people"), countries=("MLI",), civilian=True),
        ),
        when=when, where=Where(span=gao, place=place.id), codes=(Code("plover-2024", "ASSAULT", "firearms"),),
        attribution=attribution.id, confidence=0.87654, judgement=JudgementId("j1"),
    )  # fmt: skip
    account = Account(
        id=account_id(claim.id), type="assault", mode="firearms", claims=(claim.id,), when=when,
        where=Where(span=None, place=place.id, reason="inherited", inherited_from=claim.id), relevance=0.9,
        counts=(Toll(measure=Measure.KILLED, low=12, best=12, high=None),),
    )  # fmt: skip
    front = build.span(document, "the Front")
    relation = Relation(
        id=relation_id(document.key, "member_of", gunmen, front), type=RelationType.MEMBER_OF,
        subject=RelationEnd(span=gunmen, actor=actor.id), object=RelationEnd(span=front),
        trigger=build.span(document, "of"), when=when, attribution=attribution.id,
    )  # fmt: skip
    known = KnownTie(
        type=RelationType.PART_OF, subject=KnownEnd(name="the Front", entry="front", actor=actor.id),
        object=KnownEnd(name="the League", entry="league"), since="2012", until="2013-05", held=False, source="a list",
    )  # fmt: skip
    inherited = When(span=None, earliest=date(2024, 5, 10), reason="inherited", inherited_from=claim.id)
    return Reading(
        document=document, run=Run(dateline="0", config="0" * 64, plugins=(("extract/test", "1"),)), relevance=0.9,
        actors=(actor,), places=(place,), attributions=(attribution,), claims=(claim,), relations=(relation,),
        known_ties=(known,),
        accounts=(account,), times=(when, inherited),
        issues=(Issue("normalise", "unresolved_place", "no such place", span=gao),),
    )  # fmt: skip


def closed(schema: Any) -> Any:
    """The schema with no room for fields it does not name, so that a printed field without a schema is caught."""
    if isinstance(schema, dict):
        shut = {key: closed(value) for key, value in schema.items()}
        if schema.get("type") == "object" and "properties" in schema:
            shut["additionalProperties"] = False
        return shut
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


def schema() -> Any:
    return json.loads(files("dateline.domain").joinpath("format.schema.json").read_text())


def test_the_schema_knows_every_field_that_is_printed() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(full_reading().to_dict(), closed(schema()))


def test_every_field_of_the_schema_is_printed() -> None:
    """A reading with one of everything fills every property that the schema names."""
    printed: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            printed.update(value)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(full_reading().to_dict())

    def named(value: Any) -> set[str]:
        if isinstance(value, dict):
            inner = set().union(*(named(one) for one in value.values())) if value else set()
            return inner | set(value["properties"]) if isinstance(value.get("properties"), dict) else inner
        return set().union(*(named(one) for one in value)) if isinstance(value, list) and value else set()

    assert named(schema()) - printed == set()


def test_printed_spans_quote_the_text() -> None:
    row = full_reading().to_dict()
    trigger = row["claims"][0]["trigger"]
    assert trigger == {"start": TEXT.index("killed"), "end": TEXT.index("killed") + 6, "text": "killed"}
    assert row["claims"][0]["counts"][0]["low"] == 12
    assert row["claims"][0]["counts"][0]["high"] is None
    assert row["claims"][0]["confidence"] == 0.8765


def test_a_span_outside_the_text_is_never_printed() -> None:
    reading = full_reading()
    from dataclasses import replace

    broken = replace(reading, times=(replace(reading.times[0], span=Span(0, 9999)),))
    with pytest.raises(SpanError):
        broken.to_dict()


def test_inherited_values_name_the_claim_that_they_come_from() -> None:
    row = full_reading().to_dict()
    assert row["accounts"][0]["where"]["span"] is None
    assert row["accounts"][0]["where"]["from"] == row["claims"][0]["id"]
    assert "from" not in row["claims"][0]["where"]
