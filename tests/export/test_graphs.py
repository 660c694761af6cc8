"""Events as graphs: FollowTheMoney, STIX, Web Annotations, each read by a tool of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import stix2
from rdflib import Graph
from stix2validator import ValidationOptions, validate_string

from dateline.domain.place import PlacePrecision
from dateline.export.annotations import CONTEXT
from tests.export.made import a_reading, all_events, attack, export, told_of
from tests.report.made import PROVINCE

#: The terms of the Web Annotation context that the export uses, as its vocabulary defines them.
TERMS = {
    "oa": "http://www.w3.org/ns/oa#", "dc": "http://purl.org/dc/elements/1.1/", "as": "http://www.w3.org/ns/activitystreams#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#", "id": "@id",
    "type": "@type", "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody", "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector", "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"}, "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"}, "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"}, "exact": "oa:exact", "prefix": "oa:prefix",
    "suffix": "oa:suffix", "value": "rdf:value", "format": "dc:format",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "tagging": "oa:tagging", "describing": "oa:describing", "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}  # fmt: skip


def lines_of(path: Path) -> list[dict[str, Any]]:
    """The objects of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def properties(entities: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    """The properties of the entities of a schema."""
    return [one["properties"] for one in entities if one["schema"] == schema]


# -- FollowTheMoney


def test_followthemoney_takes_every_property_as_it_is(tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="its binding to ICU could not be built").model

    path = tmp_path / "e.ftm.json"
    export("ftm", path)
    entities = lines_of(path)
    assert {one["schema"] for one in entities} == {
        "Event", "Address", "Article", "Documentation", "Organization", "Person", "UnknownLink", "Mention",
    }  # fmt: skip
    for entity in entities:
        proxy = model.get_proxy(entity, cleaned=False)
        assert proxy.schema.validate({"properties": entity["properties"]}) is None
        kept = proxy.to_dict()["properties"]
        assert {name: sorted(values) for name, values in kept.items()} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }
        assert all(proxy.schema.required) and all(proxy.get(name) for name in proxy.schema.required)


def test_ftm_ties_events_to_reports_and_parties(tmp_path: Path) -> None:
    path = tmp_path / "e.ftm.json"
    export("ftm", path, [told_of(attack())])
    entities = lines_of(path)
    ids = {one["id"] for one in entities}
    assert len(ids) == len(entities)
    [event] = properties(entities, "Event")
    assert event["recordId"] == ["e00000000000000a1"] and event["date"] == ["2024-05-10"] and event["country"] == ["ml"]
    assert len(event["proof"]) == 3 and set(event["proof"]) | set(event["involved"]) <= ids
    [group] = properties(entities, "Organization")
    assert group == {"country": ["ml"], "name": ["the Red Hand"], "wikidataId": ["Q1"]}
    assert "dl-wikidata-Q1" in event["involved"]
    assert {one["role"][0] for one in properties(entities, "UnknownLink")} == {"actor, disputed", "recipient"}
    mentions = properties(entities, "Mention")
    assert {one["resolved"][0] for one in mentions} == {"dl-wikidata-Q1"} and len(mentions) == 3
    assert "14 (12-17)" in event["description"][0]


def test_a_known_party_is_one_entity_and_an_unknown_one_is_its_events_own(tmp_path: Path) -> None:
    path = tmp_path / "e.ftm.json"
    export("ftm", path, [told_of(attack()), told_of(attack(id="e00000000000000a2"))])
    entities = lines_of(path)
    assert len(properties(entities, "Organization")) == 1
    assert [one["name"] for one in properties(entities, "Person")] == [["Ada Lund"], ["Ada Lund"]]


# -- STIX


def test_the_bundle_is_valid_stix(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    export("stix", path)
    text = path.read_text(encoding="utf-8")
    found = validate_string(text, ValidationOptions(version="2.1"))
    assert found.is_valid and not found.errors
    # Three recommendations are not followed: ids are made of what they are of (version 5); an incident, which STIX leaves a
    # stub, is tied as campaigns are; and the bytes behind a report's address have no hash here.
    assert {number for one in found.warnings for number in re.findall(r"\{(\d+)\}", one)} == {"103", "202", "302"}
    bundle = stix2.parse(text)
    kinds = {one["type"] for one in bundle.objects}
    assert kinds == {
        "identity", "extension-definition", "incident", "location", "relationship", "note", "opinion", "report",
    }  # fmt: skip


def test_stix_ids_are_the_same_in_every_export_and_lead_somewhere(tmp_path: Path) -> None:
    for name, told in (("one", None), ("other", [told_of(attack())])):
        export("stix", tmp_path / name, told)
    one, other = (json.loads((tmp_path / name).read_text(encoding="utf-8"))["objects"] for name in ("one", "other"))
    ids = {made["id"] for made in one}
    assert len(ids) == len(one) and {made["id"] for made in other} <= ids
    for made in one:
        for key, value in made.items():
            if key.endswith("_ref") or key.endswith("_refs"):
                assert set([value] if isinstance(value, str) else value) <= ids


def test_an_incident_has_its_tolls_in_the_extension(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    export("stix", path, [told_of(attack())])
    objects = json.loads(path.read_text(encoding="utf-8"))["objects"]
    [incident] = [one for one in objects if one["type"] == "incident"]
    [definition] = [one for one in objects if one["type"] == "extension-definition"]
    held = incident["extensions"][definition["id"]]
    assert held["tolls"][1] == {
        "measure": "killed", "low": 12, "best": 14, "high": 17, "policy": "most-supported", "independent_sources": 3,
    }  # fmt: skip
    assert incident["confidence"] == 93 and incident["modified"] == "2024-05-20T00:00:00.000Z"
    [location] = [one for one in objects if one["type"] == "location"]
    assert (location["country"], location["region"], location["precision"]) == ("ML", "western-africa", 3000.0)
    opinions = {one["explanation"] for one in objects if one["type"] == "opinion"}
    assert opinions == {
        "Reports differ on counts.killed: 12 or more; 17; 14.", "Reports differ on where: Osmal; Gao.",
    }  # fmt: skip
    [note] = [one for one in objects if one["type"] == "note"]
    assert "killed: 17 (total); a doctor; River Post" in note["content"]
    ties = {one["relationship_type"] for one in objects if one["type"] == "relationship"}
    assert ties == {"located-at", "attributed-to", "targets"}


@pytest.mark.parametrize("to", ["ftm", "stix"])
def test_a_province_has_no_coordinates_in_any_graph(to: str, tmp_path: Path) -> None:
    path = tmp_path / "g"
    export(to, path, [told_of(attack(place=PROVINCE))])
    assert PROVINCE.precision is PlacePrecision.PROVINCE
    assert "latitude" not in path.read_text(encoding="utf-8")


# -- Web Annotations


def test_every_annotation_quotes_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    reading = a_reading()
    written = export("annotations", path, [], readings=[reading])
    [page] = lines_of(path)
    assert page["@context"] == CONTEXT and page["type"] == "AnnotationPage"
    assert len(page["items"]) == written.rows["annotations"] == len({one["id"] for one in page["items"]})
    text = reading.document.text
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        exact = text[position["start"] : position["end"]]
        assert exact == quote["exact"] and exact
        around = quote.get("prefix", "") + exact + quote.get("suffix", "")
        assert around in text and text.index(around) + len(quote.get("prefix", "")) == position["start"]
        assert [one["purpose"] for one in item["body"]] == ["tagging", "describing"]
        assert json.loads(item["body"][1]["value"])
    tags = [item["body"][0]["value"] for item in page["items"]]
    assert {"claim.trigger", "claim.evidence", "claim.argument", "claim.count", "claim.when", "claim.where", "actor", "place",
            "time"} == set(tags)  # fmt: skip


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_annotations_are_linked_data(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    written = export("annotations", path, [], readings=[a_reading()])
    [page] = lines_of(path)
    graph = Graph().parse(data=json.dumps(page | {"@context": TERMS}), format="json-ld")
    asked = """PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT (COUNT(DISTINCT ?a) AS ?n) WHERE {
          ?a a oa:Annotation ; oa:motivatedBy ?why ; oa:hasBody ?body ; oa:hasTarget ?t . ?body a oa:TextualBody .
          ?t oa:hasSource ?s ; oa:hasSelector ?p, ?q .
          ?p a oa:TextPositionSelector ; oa:start ?from ; oa:end ?to . ?q a oa:TextQuoteSelector ; oa:exact ?words . }"""
    [row] = list(graph.query(asked))
    assert int(row[0]) == written.rows["annotations"]  # type: ignore[index,arg-type]


def test_offsets_count_code_points_beyond_the_first_plane(tmp_path: Path) -> None:
    reading = a_reading(0, " 🕊")
    export("annotations", tmp_path / "a.jsonl", [], readings=[reading])
    [page] = lines_of(tmp_path / "a.jsonl")
    for item in page["items"]:
        position, quote = item["target"]["selector"]
        assert reading.document.text[position["start"] : position["end"]] == quote["exact"]


def test_the_graphs_hold_every_event_that_was_not_rejected(tmp_path: Path) -> None:
    number = sum(event.status != "rejected" for event in all_events())
    assert export("ftm", tmp_path / "f").rows["Event"] == number
    assert export("stix", tmp_path / "s").rows["incident"] == number
