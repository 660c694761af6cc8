from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import ConfigError
from dateline.evaluate.ledger import evaluate
from dateline.evaluate.rows import same_wording, words_of

TEXT = "Gunmen killed 12 people in Gao on Friday. Police arrested two men. “We are angry,” said Awa Keita."

GOLD: dict[str, Any] = {
    "id": "g1",
    "text": TEXT,
    "events": [
        {"id": "E1", "at": "Gunmen killed 12 people in Gao on Friday", "trigger": "killed", "types": ["assault"],
         "actor": ["Gunmen"], "recipient": ["12 people"], "weapons": [], "time": ["2024-05-10", "2024-05-10"],
         "place": {"name": "Gao", "country": "MLI", "written": "Gao"}, "modality": "asserted", "polarity": "affirmed",
         "counts": [{"what": "killed", "low": 12, "high": 12}], "background": False, "attribution": [], "event": "A"},
        {"id": "E2", "at": "Police arrested two men", "trigger": "arrested", "types": ["coerce"], "actor": ["Police"],
         "recipient": ["two men"], "weapons": [], "time": None, "place": None, "counts": [], "modality": "alleged",
         "polarity": "affirmed", "background": True, "attribution": ["Awa Keita"], "event": "B"},
    ],
    "quotations": [{"id": "Q1", "speaker": ["Awa Keita"], "begins": "We are", "direct": True}],
    "relations": [{"id": "R1", "type": ["member_of"], "subject": "two men", "object": "Gunmen"}],
}  # fmt: skip


def quoted(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def reading() -> dict[str, Any]:
    """A reading that says just what the gold says."""
    return {
        "document": {"id": "g1", "text": TEXT},
        "places": [{"id": "p1", "name": "Gao", "country": "MLI"}],
        "actors": [],
        "attributions": [{"id": "s1", "direct": True, "sources": [{"span": quoted("Awa Keita")}],
                          "content": [quoted("“We are angry,”")]}],
        "claims": [
            {"id": "c1", "account": "k1", "type": "assault", "trigger": quoted("killed"),
             "arguments": [{"role": "actor", "span": quoted("Gunmen")}, {"role": "recipient", "span": quoted("12 people")}],
             "counts": [{"measure": "killed", "low": 12, "high": 12}], "attribution": None,
             "when": {"earliest": "2024-05-10", "latest": "2024-05-10"},
             "where": {"span": quoted("Gao"), "place": "p1"}, "stance": {"modality": "asserted", "polarity": "affirmed"}},
            {"id": "c2", "account": "k2", "type": "coerce", "trigger": quoted("arrested"),
             "arguments": [{"role": "actor", "span": quoted("Police")}, {"role": "recipient", "span": quoted("two men")}],
             "counts": [], "attribution": "s1", "when": None, "where": None, "background": True,
             "stance": {"modality": "alleged", "polarity": "affirmed"}},
        ],
        "relations": [{"type": "member_of", "subject": {"span": quoted("two men")}, "object": {"span": quoted("Gunmen")}}],
        "accounts": [{"id": "k1"}, {"id": "k2"}],
    }  # fmt: skip


def scored(folder: Path, row: dict[str, Any] | None) -> dict[str, Any]:
    gold, pred = folder / "gold.jsonl", folder / "pred.jsonl"
    gold.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    pred.write_text("" if row is None else json.dumps(row) + "\n", encoding="utf-8")
    return evaluate(gold, pred).to_dict()


def test_a_perfect_reading_scores_100_wherever_there_is_something_to_say(tmp_path: Path) -> None:
    scores = scored(tmp_path, reading())
    empty = {"weapon", "negation"}
    fields = {name: score for name, score in scores.items() if isinstance(score, dict)}
    assert {name for name, score in fields.items() if score["f1"] == 100.0} == set(fields) - empty
    assert scores["headline"] == round(100 * 12 / 14, 1)


def test_no_reading_scores_nothing(tmp_path: Path) -> None:
    scores = scored(tmp_path, None)
    assert scores["headline"] == 0.0
    assert scores["read"] == 0


def test_a_wrong_type_is_missed_and_spurious(tmp_path: Path) -> None:
    row = reading()
    row["claims"][1]["type"] = "sanction"
    scores = scored(tmp_path, row)
    assert scores["claim"]["f1"] == 100.0
    assert scores["typed"] == {"p": 50.0, "r": 50.0, "f1": 50.0}


def test_a_spurious_claim_costs_precision_in_every_field_that_it_fills(tmp_path: Path) -> None:
    row = reading()
    spurious = {"id": "c3", "type": "protest", "trigger": quoted("angry"), "counts": [{"measure": "killed", "low": 1}]}
    row["claims"].append(spurious | {"arguments": [{"role": "actor", "span": quoted("We")}]})
    scores = scored(tmp_path, row)
    assert scores["typed"]["p"] == 66.7
    assert scores["actor"]["p"] == 66.7
    assert scores["count"] == {"p": 50.0, "r": 100.0, "f1": 66.7}
    assert scores["recipient"]["p"] == 100.0


def test_one_account_for_two_events_costs_grouping_precision(tmp_path: Path) -> None:
    row = reading()
    row["claims"][1]["account"] = "k1"
    assert scored(tmp_path, row)["grouping"] == {"p": 50.0, "r": 100.0, "f1": 66.7}


def test_the_wrong_speaker_loses_quotation_and_attribution(tmp_path: Path) -> None:
    row = reading()
    row["attributions"][0]["sources"][0]["span"] = quoted("Police")
    scores = scored(tmp_path, row)
    assert scores["quotation"]["f1"] == 0.0
    assert scores["attribution"]["f1"] == 0.0


def test_time_and_place_fall_back_on_the_account(tmp_path: Path) -> None:
    row = reading()
    row["claims"][0]["when"] = row["claims"][0]["where"] = None
    row["accounts"][0] |= {"when": {"earliest": "2024-05-10", "latest": "2024-05-11"}, "where": {"place": "p1"}}
    scores = scored(tmp_path, row)
    assert scores["time"]["f1"] == 0.0
    assert scores["time_overlap"]["f1"] == 100.0
    assert scores["place"]["f1"] == 100.0


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": 1}\n{"id": \n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"gold\.jsonl, line 2"):
        evaluate(gold, gold)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.jsonl"):
        evaluate(tmp_path / "nowhere.jsonl", tmp_path / "nowhere.jsonl")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Malian army", "Malian Army", True),
        ("gunmen", "unidentified gunmen", True),
        ("army", "army chief of general staff", False),
        ("Ménaka", "Menaka", True),
        ("", "army", False),
        (None, None, False),
    ],
)
def test_same_wording(one: str | None, other: str | None, same: bool) -> None:
    assert same_wording(one, other) is same


def test_words_leave_out_articles_and_marks() -> None:
    assert words_of("The siege of Ménaka’s market") == ["siege", "menaka", "market"]
