"""Nouns, bytes and texts come back as they were."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.domain.raw_document import Given
from dateline.errors import LedgerError
from dateline.store.codec import encoded, given_line, given_of, packed_reading, reading_of
from dateline.store.pack import json_of, packed, packed_json, packed_text, text_of, unpacked
from dateline.store.text import folded, folded_words, restored, storable
from tests.store import made


def test_a_reading_is_kept_without_its_text_and_comes_back_with_it() -> None:
    _, reading = made.added()
    stored = packed_reading(reading)
    assert "traders" not in unpacked(stored).decode().replace("Traders", "")
    assert reading_of(stored, reading.document.text) == reading


def test_probabilities_are_not_rounded() -> None:
    _, reading = made.added()
    found = reading_of(packed_reading(reading), reading.document.text)
    assert found.claims[0].confidence == 0.8700000000000001
    assert found.claims[0].arguments[0].confidence == 1 / 3


def test_a_reading_of_before_a_field_was_there_has_nothing_in_it() -> None:
    _, reading = made.added()
    stored = json.loads(unpacked(packed_reading(reading)))
    for claim in stored["reading"]["claims"]:
        del claim["voice"], claim["confidences"]
        claim["of_a_later_version"] = 1
    found = reading_of(packed(json.dumps(stored).encode()), reading.document.text)
    assert found == replace(reading, claims=(replace(reading.claims[0], confidences=()),))


@pytest.mark.parametrize(
    "damage", [b"", b"\x07x", b"\x00{}", b"\x00[", b"\x01zz", b'\x00{"form":9}', b'\x00{"form":1,"reading":{}}']
)
def test_a_damaged_reading_is_told(damage: bytes) -> None:
    with pytest.raises(LedgerError):
        reading_of(damage, "")


def test_what_is_no_noun_has_no_form() -> None:
    with pytest.raises(LedgerError, match="no form for a set"):
        encoded({1})


@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=400))
def test_bytes_are_kept_in_no_more_room_than_they_take(content: bytes) -> None:
    assert unpacked(packed(content)) == content
    assert len(packed(content)) <= len(content) + 1


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_any_text_is_kept(text: str) -> None:
    assert text_of(packed_text(text)) == text
    assert restored(storable(text)) == text
    storable(text).encode()
    assert "\x00" not in storable(text)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.text(), st.integers() | st.floats(allow_nan=False) | st.none() | st.lists(st.booleans())))
def test_json_is_kept_in_its_order(value: dict[str, object]) -> None:
    found = json_of(packed_json(value))
    assert found == value
    assert list(found) == list(value)


@settings(deadline=None, max_examples=50)
@given(
    st.builds(
        Given,
        id=st.none() | st.text(),
        title=st.none() | st.text(),
        published=st.none() | st.dates(date(1000, 1, 1)),
        authors=st.lists(st.text(), max_size=3).map(tuple),
    )
)
def test_what_a_container_said_is_kept(told: Given) -> None:
    assert given_of(given_line(told)) == told


def test_words_are_folded() -> None:
    assert folded("  Al-Shabaab's ÉLAN_vital, № 7 ") == "al shabaab s elan vital no 7"
    assert folded_words("…") == []
    # Case is folded before accents are taken off and after: some letters gain one by the other.
    assert folded("İstanbul") == folded("istanbul")
