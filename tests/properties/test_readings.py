"""Whatever the text, every printed span quotes it, and the same text gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import dateline
from dateline.cli.code import line_of
from dateline.service import source_from_text
from tests.domain.test_wire import closed

pytestmark = pytest.mark.model

#: Pieces that news is made of, and pieces that break readers; joined in any order they give texts that no person wrote.
PIECES = (
    "Gunmen killed at least 12 people in Gao on Friday",
    ", the army said.",
    "“We will not stop,” the group’s spokesman, Abu Walid, told Reuters.",
    " According to three officials who spoke to the Courier, ",
    "as many as 170 hostages were taken at the hotel",
    "Police arrested dozens of protesters near the Turkish border",
    "BAMAKO, Mali (AP) — ",
    "\n\n",
    "\r\n",
    " ",
    ".",
    "“",
    "\u202e",
    "\u00ad",
    "é́",
    "🚁🚁",
    "\ud800",
    "\x00",
    "ﷺ",
    "…" * 40,
    "(" * 30,
    "2015-11-20",
    "1,400",
    "$3 million",
    "in 2011-13",
    "US-backed fighters of the Front",
    "A" * 300,
)

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), min_size=1, max_size=12).map("".join)


def spans_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value
        for inner in value.values():
            yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)


@given(texts)
@settings(max_examples=60, deadline=None)
def test_every_printed_span_quotes_its_text(text: str) -> None:
    for found in dateline.code_each([source_from_text(text, published="2024-05-12")]):
        if isinstance(found, dateline.Issue):
            assert found.kind != "bug", found.detail
            continue
        row = found.to_dict()
        jsonschema.validate(row, closed(dateline.schema()))
        printed = row["document"]["text"]
        for quoted in spans_of(row):
            assert printed[quoted["start"] : quoted["end"]] == quoted["text"]
        again = next(iter(dateline.code_each([source_from_text(text, published="2024-05-12")])))
        assert isinstance(again, dateline.Reading)
        assert line_of(again) == line_of(found)
        ids = {claim["id"] for claim in row["claims"]}
        accounts = {account["id"]: set(account["claims"]) for account in row["accounts"]}
        assert len(ids) == len(row["claims"])
        assert all(claim["id"] in accounts[claim["account"]] for claim in row["claims"])
        assert set().union(*accounts.values()) == ids if accounts else not ids
        known = {kind: {one["id"] for one in row[kind]} for kind in ("actors", "places", "attributions")}
        for claim in row["claims"]:
            assert claim["attribution"] is None or claim["attribution"] in known["attributions"]
            assert claim["where"] is None or claim["where"]["place"] in known["places"]
            assert all(one["actor"] is None or one["actor"] in known["actors"] for one in claim["arguments"])
        json.loads(line_of(found))
