"""Our own annotations are sound, and stand-off offsets lead back to the words that they were made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.reader.annotations import (
    StaleAnnotationError,
    read_annotations,
    read_standoff,
    with_offsets,
    with_words,
)
from training.reader.labels import TYPES
from training.reader.survey import PARTS, rows_of, survey

from dateline.domain.claim import Modality, Polarity, Stage, Voice
from dateline.domain.relation import RelationType
from dateline.domain.value import Measure

ROOT = Path(__file__).resolve().parents[2]
ANNOTATIONS = ROOT / "training" / "annotations"
TEXTS = rows_of(ANNOTATIONS / "texts")
SECOND = rows_of(ANNOTATIONS / "second")
STANDOFF = rows_of(ANNOTATIONS / "standoff") + SECOND

#: Fields of a stand-off row that may hold a string: labels, names of places and media, dates. All else is an offset.
STRINGS = {
    "id", "set", "text_sha256", "published", "types", "modes", "modality", "polarity", "stage", "voice", "event", "time",
    "name", "country", "what", "scope", "outlet", "type",
}  # fmt: skip


def wordings(reading: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every wording of a reading, or every pair of offsets, with its field."""
    for event in reading["events"]:
        for field in ("at", "trigger", "when"):
            if event.get(field):
                yield field, event[field]
        for field in ("actor", "recipient", "weapons", "locations", "attribution"):
            yield from ((field, wording) for wording in event.get(field) or ())
        if (event.get("place") or {}).get("written"):
            yield "written", event["place"]["written"]
        for count in event.get("counts") or ():
            yield from ((field, count[field]) for field in ("words", "who") if count.get(field))
    for quotation in reading.get("quotations") or ():
        yield "begins", quotation["begins"]
        yield from (("speaker", wording) for wording in quotation.get("speaker") or ())
    for tie in reading.get("relations") or ():
        yield from ((field, tie[field]) for field in ("subject", "object", "at"))


def test_every_wording_of_our_own_texts_is_in_its_text() -> None:
    lost = [
        (row["id"], field, wording) for row in TEXTS for field, wording in wordings(row) if wording not in row["text"]
    ]
    assert not lost


def test_every_clause_of_our_own_texts_stands_once_and_holds_its_trigger() -> None:
    events = [(row, event) for row in TEXTS for event in row["events"]]
    assert not [(row["id"], event["at"]) for row, event in events if row["text"].count(event["at"]) != 1]
    assert not [(row["id"], event["at"]) for row, event in events if event["trigger"] not in event["at"]]


def test_our_own_texts_from_words_to_offsets_and_back() -> None:
    for row in TEXTS:
        placed = with_offsets(row, row["text"])
        assert "text" not in placed
        back = with_words(json.loads(json.dumps(placed)), row["text"])
        assert list(wordings(back)) == list(wordings(row))
        assert back["events"] == row["events"]


@st.composite
def readings(draw: st.DrawFn) -> dict[str, Any]:
    """A text of few different words, so that wordings recur, with one reading of it."""
    words = draw(
        st.lists(st.sampled_from(["troops", "in", "Gao", "hit", "nine", "Ménaka", "…", "\n", "a"]), min_size=3)
    )
    text = " ".join(words)

    def piece(within: str) -> str:
        start = draw(st.integers(0, len(within) - 1))
        return within[start : draw(st.integers(start + 1, len(within)))]

    def event() -> dict[str, Any]:
        clause = piece(text)
        return {
            "at": clause,
            "trigger": piece(clause),
            "types": ["assault"],
            "actor": [piece(text) for _ in range(draw(st.integers(0, 3)))],
            "when": piece(text) if draw(st.booleans()) else None,
            "place": draw(st.sampled_from([None, {"name": "Gao", "country": "MLI", "written": piece(text)}])),
            "counts": [{"what": "killed", "low": 9, "high": None, "words": piece(text), "who": None}],
            "event": "A",
        }

    return {
        "id": "made",
        "text": text,
        "events": [event() for _ in range(draw(st.integers(0, 3)))],
        "quotations": [{"begins": piece(text), "speaker": [piece(text)], "role": None, "direct": True}],
        "relations": [{"type": ["part_of"], "subject": piece(text), "object": piece(text), "at": piece(text)}],
    }


@settings(deadline=None)
@given(readings())
def test_any_reading_comes_back(reading: dict[str, Any]) -> None:
    assert with_words(with_offsets(reading, reading["text"]), reading["text"]) == reading


def test_a_wording_is_placed_in_its_clause_before_it_is_placed_elsewhere() -> None:
    # The troops before the clause are nearer to its start than those in it.
    text = "They shot at troops. Rebels in the hills then shot at troops near Gao."
    clause = "Rebels in the hills then shot at troops near Gao"
    event = {"at": clause, "trigger": "shot", "types": ["assault"], "recipient": ["troops"], "actor": ["They"]}
    (placed,) = with_offsets({"id": "x", "events": [event]}, text)["events"]
    assert placed["trigger"] == [46, 50]
    assert placed["recipient"] == [[54, 60]]
    assert placed["actor"] == [[0, 4]]


def test_a_wording_that_the_text_lacks_is_refused() -> None:
    event = {"at": "Troops left", "trigger": "left", "types": ["retreat"], "actor": ["rebels"]}
    with pytest.raises(ValueError, match="rebels"):
        with_offsets({"id": "x", "events": [event]}, "Troops left.")


def test_offsets_lie_in_what_was_read() -> None:
    outside = [
        (row["id"], field, pair)
        for row in STANDOFF
        for field, pair in wordings(row)
        if not 0 <= pair[0] < pair[1] <= row["length"]
    ]
    assert not outside


def test_triggers_lie_in_their_clauses() -> None:
    events = [(row["id"], event["at"], event["trigger"]) for row in STANDOFF for event in row["events"]]
    assert not [entry for entry in events if not entry[1][0] <= entry[2][0] < entry[2][1] <= entry[1][1]]


def test_no_words_of_a_shared_article_are_in_a_row() -> None:
    told = [(row["id"], field, text) for row in STANDOFF for field, text in strings(row)]
    assert not [entry for entry in told if entry[1] not in STRINGS or len(entry[2]) > 70]


def strings(value: Any, field: str = "") -> Iterator[tuple[str, str]]:
    """Every string in a row with the name of its field."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, field)
    elif isinstance(value, str):
        yield field, value


@pytest.mark.parametrize(
    ("field", "usual", "known"),
    [
        ("types", [], frozenset(TYPES)),
        ("modality", "asserted", frozenset(Modality)),
        ("polarity", "affirmed", frozenset(Polarity)),
        ("stage", "accomplished", frozenset(Stage)),
        ("voice", "reported", frozenset(Voice)),
    ],
)
def test_labels_of_claims_are_those_of_the_ontology(field: str, usual: Any, known: frozenset[str]) -> None:
    told = [(row["id"], event.get(field, usual)) for row in TEXTS + STANDOFF for event in row["events"]]
    values = [(name, [value] if isinstance(value, str) else value) for name, value in told]
    assert not [entry for entry in values if not entry[1] or not set(entry[1]) <= known]


def test_labels_of_counts_and_relations_are_those_of_the_format() -> None:
    rows = TEXTS + STANDOFF
    measures = {count["what"] for row in rows for event in row["events"] for count in event.get("counts") or ()}
    assert measures <= set(Measure)
    assert {kind for row in rows for tie in row.get("relations") or () for kind in tie["type"]} <= set(RelationType)


def test_every_claim_belongs_to_an_event_and_every_time_is_an_interval() -> None:
    events = [event for row in TEXTS + STANDOFF for event in row["events"]]
    assert all(event["event"] for event in events)
    assert all(len(event["time"]) == 2 for event in events if event.get("time"))


def test_ids_are_unique_but_for_second_readings() -> None:
    first = [row["id"] for row in TEXTS + rows_of(ANNOTATIONS / "standoff")]
    second = [row["id"] for row in SECOND]
    assert len(set(first)) == len(first)
    assert len(set(second)) == len(second)
    assert set(second) <= set(first)


def stood_off(folder: Path, text: str) -> Path:
    """A folder of annotations with one stand-off row, of the first 40 characters of a text."""
    opening = text[:40]
    row = {
        "id": "d1",
        "set": "made/input.jsonl",
        "length": 40,
        "text_sha256": hashlib.sha256(opening.encode()).hexdigest(),
    }
    events = [{"at": [0, 18], "trigger": [7, 11], "types": ["retreat"], "actor": [[0, 6]], "event": "A"}]
    (folder / "standoff").mkdir(parents=True)
    (folder / "standoff" / "1.jsonl").write_text(json.dumps({**row, "events": events}) + "\n", encoding="utf-8")
    return folder


TEXT = "Troops left Ménaka on Friday, and rebels took the town by dusk."


def data(folder: Path, text: str, name: str = "d1") -> Path:
    (folder / "made").mkdir(parents=True)
    article = json.dumps({"id": name, "text": text})
    (folder / "made" / "input.jsonl").write_text(article + "\n", encoding="utf-8")
    return folder


def test_a_stand_off_row_gets_its_words_from_the_article(tmp_path: Path) -> None:
    (reading,) = read_annotations(stood_off(tmp_path / "annotations", TEXT), data(tmp_path / "data", TEXT))
    assert reading["text"] == TEXT[:40]
    (event,) = reading["events"]
    assert (event["at"], event["trigger"], event["actor"]) == ("Troops left Ménaka", "left", ["Troops"])


def test_only_the_opening_that_was_read_must_be_the_same(tmp_path: Path) -> None:
    longer = data(tmp_path / "data", TEXT + " More followed.")
    assert len(read_annotations(stood_off(tmp_path / "annotations", TEXT), longer)) == 1


@pytest.mark.parametrize(("text", "name"), [(TEXT.replace("left", "quit"), "d1"), (TEXT, "d2"), ("", "d1")])
def test_another_text_or_none_is_stale(tmp_path: Path, text: str, name: str) -> None:
    with pytest.raises(StaleAnnotationError, match="d1"):
        read_annotations(stood_off(tmp_path / "annotations", TEXT), data(tmp_path / "data", text, name))


def test_a_set_that_is_missing_is_stale(tmp_path: Path) -> None:
    with pytest.raises(StaleAnnotationError, match="made/input.jsonl"):
        read_annotations(stood_off(tmp_path / "annotations", TEXT), tmp_path)


def test_second_readings_of_our_own_texts_find_their_words() -> None:
    own = [row for row in SECOND if row["set"].startswith("texts/")]
    texts = {row["id"]: row["text"] for row in TEXTS}
    found = read_standoff(own, [ANNOTATIONS])
    assert len(found) == 6
    assert all(reading["text"] == texts[reading["id"]] for reading in found)


def test_the_readme_has_the_numbers_that_the_survey_counts() -> None:
    told = (ANNOTATIONS / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in survey(ANNOTATIONS) if line not in told] == []
    assert all(f"`{part}/" in "\n".join(told) for part in PARTS)
