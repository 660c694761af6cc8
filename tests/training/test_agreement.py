from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from training.reader.agreement import FIELDS, agreement, claims_of, pair, read, table
from training.reader.annotations import with_offsets

TEXT = (
    "Gunmen killed nine traders in Kano on Friday, police said. Soldiers later arrested two men. "
    "“We are afraid,” said Awa Bello, head of the traders' union. The army denied that it had shelled Kano."
)
READING: dict[str, Any] = {
    "id": "own-x1",
    "text": TEXT,
    "events": [
        {"at": "Gunmen killed nine traders in Kano on Friday", "trigger": "killed", "types": ["assault"], "event": "A",
         "actor": ["Gunmen"], "recipient": ["nine traders", "traders"], "weapons": ["shelled"],
         "time": ["2024-05-10", "2024-05-10"],
         "place": {"name": "Kano", "country": "NGA", "written": "Kano"}, "attribution": ["police"],
         "counts": [{"what": "killed", "low": 9, "high": 9, "approximate": False, "words": "nine", "who": "traders"}]},
        {"at": "Soldiers later arrested two men", "trigger": "arrested", "types": ["coerce"], "event": "B",
         "actor": ["Soldiers"], "recipient": ["two men"], "background": True},
        {"at": "it had shelled Kano", "trigger": "shelled", "types": ["assault"], "event": "C", "actor": ["The army"],
         "modality": "denied", "polarity": "negated", "attribution": ["The army"]},
    ],
    "quotations": [{"speaker": ["Awa Bello"], "role": None, "outlet": None, "begins": "We are afraid", "direct": True}],
    "relations": [{"type": ["holds_office"], "subject": "Awa Bello", "object": "head", "at": "Awa Bello, head"}],
}  # fmt: skip


def changed(claim: int, **fields: Any) -> dict[str, Any]:
    """The reading with other values in one claim."""
    other = copy.deepcopy(READING)
    other["events"][claim].update(fields)
    return other


def f1(one: dict[str, Any], two: dict[str, Any]) -> dict[str, float]:
    return {name: tally.f1 for name, tally in agreement({"own-x1": one}, {"own-x1": two}).items()}


def test_equal_readings_agree_in_every_field() -> None:
    assert f1(READING, READING) == {name.removesuffix("*"): 100.0 for name in FIELDS}


@pytest.mark.parametrize(
    ("field", "claim", "fields"),
    [
        ("typed", 0, {"types": ["coerce"]}),
        ("actor", 1, {"actor": ["police"]}),
        ("recipient", 0, {"recipient": ["two men"]}),
        ("weapon", 0, {"weapons": []}),
        ("time", 0, {"time": ["2024-05-03", "2024-05-03"]}),
        ("place", 0, {"place": {"name": "Gao", "country": "NGA"}}),
        ("country", 0, {"place": {"name": "Kano", "country": "MLI"}}),
        ("count", 0, {"counts": [{"what": "killed", "low": 9, "high": None}]}),
        ("count_measure", 0, {"counts": [{"what": "injured", "low": 9, "high": 9}]}),
        ("modality", 2, {"modality": "alleged"}),
        ("negation", 2, {"polarity": "affirmed"}),
        ("background", 1, {"background": False}),
        ("attribution", 2, {"attribution": ["police"]}),
        ("grouping", 2, {"event": "A"}),
    ],
)
def test_a_difference_is_seen_in_its_field_from_either_side(field: str, claim: int, fields: dict[str, Any]) -> None:
    other = changed(claim, **fields)
    found = f1(READING, other)
    assert found[field] < 100
    assert found["claim"] == 100
    assert f1(other, READING) == pytest.approx(found)


def test_any_wording_of_a_party_will_do() -> None:
    assert f1(READING, changed(0, recipient=["the traders"]))["recipient"] == 100


def test_intervals_that_meet_are_told_apart_from_equal_ones() -> None:
    found = f1(READING, changed(0, time=[None, "2024-05-10"]))
    assert (found["time"], found["time_overlap"]) == (0, 100)


def test_b_cubed_counts_each_claim() -> None:
    # Three claims, alone in one reading, all together in the other: precision 1/3, recall 1.
    other = copy.deepcopy(READING)
    for event in other["events"]:
        event["event"] = "Z"
    assert f1(READING, other)["grouping"] == pytest.approx(50)


def test_a_claim_that_one_reading_lacks() -> None:
    other = copy.deepcopy(READING)
    del other["events"][1]
    tallies = agreement({"own-x1": READING}, {"own-x1": other})
    assert (tallies["claim"].one, tallies["claim"].two, tallies["claim"].both) == (3, 2, 2)
    assert tallies["claim"].f1 == pytest.approx(80)
    assert tallies["background"].f1 == 0


def test_claims_pair_by_their_triggers_before_their_clauses() -> None:
    other = copy.deepcopy(READING)
    other["events"].reverse()
    other["events"][0].update(at="The army denied that it had shelled Kano")
    assert pair(claims_of(READING), claims_of(other)) == {0: 2, 1: 1, 2: 0}


def test_claims_of_one_clause_and_type_pair_by_their_triggers() -> None:
    clause = "Soldiers later arrested two men. “We are afraid,” said Awa Bello"
    events = [{"at": clause, "trigger": trigger, "types": ["coerce"], "event": "A"} for trigger in ("arrested", "said")]
    one, two = ({"text": TEXT, "events": order} for order in (events, events[::-1]))
    assert pair(claims_of(one), claims_of(two)) == {0: 1, 1: 0}


def test_triggers_apart_pair_where_one_is_in_the_other_clause_and_not_otherwise() -> None:
    near = claims_of(changed(0, trigger="Friday"))
    away = claims_of(changed(0, at="police said", trigger="said"))
    assert 0 in pair(claims_of(READING), near)
    assert 0 not in pair(claims_of(READING), away)


def test_documents_of_one_reader_only_are_left_out() -> None:
    assert agreement({"own-x1": READING}, {"own-x2": READING})["grouping"].f1 == 0
    assert "claim" not in agreement({"own-x1": READING}, {"own-x2": READING})


def test_readings_come_from_a_folder_or_a_file_in_words_or_by_offsets(tmp_path: Path) -> None:
    import hashlib

    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "1.jsonl").write_text(json.dumps(READING) + "\n", encoding="utf-8")
    head = {"set": "texts/1.jsonl", "length": len(TEXT), "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    (tmp_path / "second.jsonl").write_text(json.dumps({**with_offsets(READING, TEXT), **head}) + "\n", encoding="utf-8")
    one = read(tmp_path / "texts" / "1.jsonl", tmp_path)
    two = read(tmp_path / "second.jsonl", tmp_path)
    assert one == {"own-x1": READING}
    assert two["own-x1"]["events"] == READING["events"]
    (tmp_path / "second.jsonl").unlink()
    assert read(tmp_path, tmp_path) == one


def test_the_table_has_a_row_for_each_field_and_their_mean() -> None:
    lines = list(table(agreement({"own-x1": READING}, {"own-x1": READING})))
    assert len(lines) == 2 + len(FIELDS) + 1
    assert lines[2] == "| claim | 100.0 | 3 | 3 |"
    assert lines[-1] == "| mean of the 14 fields | 100.0 | | |"
