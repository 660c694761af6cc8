"""Export then import is the identity, and no text becomes a formula, whatever an event or a cell holds."""

from __future__ import annotations

import csv
import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.domain.actor import Actor, ActorKind, Identity
from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.event import (
    Conflict,
    Event,
    EventAccount,
    EventLink,
    EventLinkType,
    EventStatus,
    EventTime,
    EventToll,
    Figure,
    Participant,
    Responsibility,
    ResponsibilityAct,
    Standing,
)
from dateline.domain.event_wire import event_row
from dateline.domain.ids import AccountId, ActorId, ClaimId, EventId, PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.value import CountScope, Measure, TimePrecision
from dateline.export.cells import guarded, one_line, unguarded, written
from dateline.export.contract import Column, Told
from dateline.export.delimited import CommaTable, TabTable
from dateline.export.jsonl import events_from_lines
from dateline.export.release.codes import CODES
from tests.export.made import export

#: Any text, lone surrogates and control characters too.
words = st.text(max_size=20)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
numbers = st.none() | st.integers(min_value=0, max_value=10**7)
shares = st.floats(min_value=0, max_value=1).map(lambda share: round(share, 4))
hexes = st.text("0123456789abcdef", min_size=16, max_size=16)
claims = st.lists(hexes.map(lambda digits: ClaimId(f"c{digits}")), max_size=3).map(tuple)

actors = st.builds(
    Actor, id=hexes.map(lambda digits: ActorId(f"a{digits}")), name=words, kind=st.sampled_from(ActorKind),
    sector=st.none() | st.just("REB"), countries=st.lists(st.sampled_from(["MLI", "NER"]), max_size=2).map(tuple),
    identity=st.none() | st.builds(Identity, st.just("wikidata"), words), named=st.booleans(),
)  # fmt: skip
figures = st.builds(
    Figure, low=numbers, high=numbers, claim=hexes.map(lambda digits: ClaimId(f"c{digits}")), document=words,
    outlet=st.none() | words, published=st.none() | days, sources=st.lists(words, max_size=2).map(tuple), text=words,
    approximate=st.booleans(), scope=st.sampled_from(CountScope), standing=st.sampled_from(Standing), witness=st.integers(0, 9),
)  # fmt: skip
tolls = st.builds(
    EventToll, measure=st.sampled_from(Measure), low=numbers, best=numbers, high=numbers, policy=st.just("most-supported"),
    independent_sources=st.integers(0, 9), disagreement=shares, figures=st.lists(figures, max_size=2).map(tuple),
)  # fmt: skip
places = st.builds(
    Place, id=hexes.map(lambda digits: PlaceId(f"p{digits}")), name=words, precision=st.sampled_from(PlacePrecision),
    lat=st.none() | st.floats(-90, 90), lon=st.none() | st.floats(-180, 180), country=st.none() | st.just("MLI"),
    admin1=st.none() | words, admin2=st.none() | words, feature=st.none() | st.just("PPL"),
    radius_km=st.none() | st.floats(0, 1000), identity=st.none() | st.builds(Identity, st.just("geonames"), words),
)  # fmt: skip
events = st.builds(
    Event,
    id=hexes.map(lambda digits: EventId(f"e{digits}")), type=st.sampled_from(["assault", "agree"]), mode=st.none() | words,
    accounts=st.lists(
        st.builds(EventAccount, account=hexes.map(lambda digits: AccountId(f"k{digits}")), document=words,
                  outlet=st.none() | words, published=st.none() | days, relevance=shares, background=st.booleans()),
        max_size=3,
    ).map(tuple),
    codes=st.lists(st.builds(Code, st.just("plover-2024"), st.just("ASSAULT"), st.none() | st.just("firearms")),
                   max_size=1).map(tuple),
    when=st.none() | st.builds(EventTime, earliest=st.none() | days, latest=st.none() | days,
                               precision=st.sampled_from(TimePrecision), supporters=claims),
    place=st.none() | places,
    participants=st.lists(
        st.builds(Participant, role=st.sampled_from(Role), actor=actors, supporters=claims, disputed=st.booleans()), max_size=3
    ).map(tuple),
    tolls=st.lists(tolls, max_size=2).map(tuple),
    responsibility=st.lists(
        st.builds(Responsibility, actor=actors, act=st.sampled_from(ResponsibilityAct), claim=st.just(ClaimId("c1"))),
        max_size=1,
    ).map(tuple),
    conflicts=st.lists(st.builds(Conflict, words, st.lists(words, max_size=2).map(tuple), claims), max_size=1).map(tuple),
    links=st.lists(st.builds(EventLink, st.sampled_from(EventLinkType), st.just(EventId("e1"))), max_size=1).map(tuple),
    confidence=shares,
    status=st.sampled_from(EventStatus),
)  # fmt: skip

_KEPT = settings(max_examples=30, deadline=None)


@_KEPT
@given(st.lists(events, max_size=3))
def test_export_then_import_is_the_identity(some: list[Event]) -> None:
    some = [one if one.place is not None else replace(one, place_supporters=()) for one in some]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.jsonl"
        export("jsonl", path, [Told(event=one) for one in some])
        back = list(events_from_lines(path))
        assert back == some
        assert [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]] == [
            event_row(one) for one in back
        ]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=30) | st.text("=+-@'\t \n1,;\"", max_size=6))
def test_no_text_is_a_formula_and_each_can_be_had_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.lstrip().startswith(("=", "@", "＝", "＠"))
    if cell.lstrip().startswith(("+", "-", "＋", "－")):
        assert float(cell) is not None, "a number is no formula"
    sane = text.encode("utf-8", "backslashreplace").decode("utf-8")
    if not any(letter < " " and letter not in "\t\n\r" or letter == "\x7f" for letter in sane):
        assert unguarded(cell) == sane


@_KEPT
@given(st.lists(st.tuples(words, words, st.none() | words, numbers, st.none() | words), max_size=4))
def test_a_table_has_as_many_rows_and_cells_as_were_written(rows: list[tuple[str | int | None, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        commas, tabs = Path(folder) / "c.csv", Path(folder) / "t.tsv"
        with CommaTable(commas, CODES) as one, TabTable(tabs, CODES, has_header=True) as other:
            for row in rows:
                one.write(row)
                other.write(row)
        with commas.open(encoding="utf-8", newline="") as lines:
            read = list(csv.reader(lines))
        assert read[1:] == [[written(cell) for cell in row] for row in rows]
        columns: list[Column[tuple[str | int | None, ...]]] = list(CODES)
        lines_ = tabs.read_bytes().decode("utf-8").split("\n")[1:-1]
        assert [line.split("\t") for line in lines_] == [[one_line(cell) for cell in row] for row in rows]
        assert all(len(row) == len(columns) for row in read)
