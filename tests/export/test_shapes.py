"""Tables in the shape of other data sets: their columns, their rules, and what is never put into them."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas
import pytest

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Modality, Polarity, Role
from dateline.domain.code import Code
from dateline.domain.event import Event, EventStatus, EventTime, EventToll, Figure, Participant, Standing
from dateline.domain.ids import AccountId, ClaimId
from dateline.domain.place import PlacePrecision
from dateline.domain.telling import Party, ToldCount, Words
from dateline.domain.value import Measure, TimePrecision
from dateline.export import Told
from dateline.export.acled_like import COLUMNS as ACLED
from dateline.export.gdelt_like import EVENTS, MENTIONS
from dateline.export.plover import COLUMNS as POLECAT
from dateline.export.sides import inter_of, interaction_of
from dateline.export.ucdp_like import COLUMNS as UCDP
from dateline.export.ucdp_like.row import priogrid_of
from tests.export.made import attack, export, telling, told_of
from tests.report.made import COUNTRY, PROVINCE, actor, toll

ACLED_NAMES = """event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1,
assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, admin1, admin2,
admin3, location, latitude, longitude, geo_precision, source, source_scale, notes, fatalities, tags, timestamp"""
UCDP_NAMES = """id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id, conflict_name,
dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id, side_b_new_id, side_b,
number_of_sources, source_article, source_office, source_date, source_headline, source_original, where_prec,
where_coordinates, where_description, adm_1, adm_2, latitude, longitude, geom_wkt, priogrid_gid, country, country_id, region,
event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, high, low, gwnoa,
gwnob"""


def names(text: str) -> list[str]:
    """The names of a list."""
    return [one.strip() for one in text.replace("\n", " ").split(",")]


def rows(to: str, folder: Path, *events: Event, **fields: Any) -> list[dict[str, str]]:
    """The rows of a table under its header."""
    path = folder / f"{to}-{len(list(folder.iterdir()))}.csv"
    export(to, path, [told_of(event, **fields) for event in events])
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def on(first: date | None, last: date | None) -> EventTime:
    return EventTime(earliest=first, latest=last, precision=TimePrecision.SPAN)


def party(role: Role, name: str, kind: ActorKind = ActorKind.GROUP, **fields: Any) -> Participant:
    return Participant(role=role, actor=actor(name, kind, **fields), supporters=(ClaimId("c1"),))


def test_every_table_has_the_columns_of_its_model_in_order() -> None:
    assert [one.name for one in ACLED] == names(ACLED_NAMES) and len(ACLED) == 31
    assert [one.name for one in UCDP] == names(UCDP_NAMES) and len(UCDP) == 49
    assert len(EVENTS) == 61 and len(MENTIONS) == 16 and len(POLECAT) == 40
    assert [one.name for one in EVENTS][25:36] == [
        "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
        "NumSources", "NumArticles", "AvgTone", "Actor1Geo_Type",
    ]  # fmt: skip
    for columns in (ACLED, UCDP, EVENTS, MENTIONS, POLECAT):
        assert len({one.name for one in columns}) == len(columns)


# -- ACLED-like


def test_an_attack_in_the_shape_of_acled(tmp_path: Path) -> None:
    [row] = rows("acled-like", tmp_path, attack())
    known = {
        "event_id_cnty": "DL-e00000000000000a1", "event_date": "2024-05-10", "year": "2024", "time_precision": "1",
        "disorder_type": "Political violence", "event_type": "Violence against civilians", "sub_event_type": "Attack",
        "actor1": "the Red Hand", "inter1": "Rebel group", "actor2": "Ada Lund", "inter2": "Civilians",
        "interaction": "Rebel group-Civilians", "civilian_targeting": "Civilian targeting", "iso": "466",
        "region": "Western Africa", "country": "Mali", "admin1": "Gao", "location": "Osmal", "latitude": "16.27",
        "longitude": "-0.04", "geo_precision": "1", "source": "Eastern Courier; River Post; Sahel Newswire",
        "fatalities": "14", "admin3": "", "source_scale": "",
    }  # fmt: skip
    assert {name: row[name] for name in known} == known
    assert "12-17" in row["tags"] and "most-supported" in row["tags"] and "reviewed" in row["tags"]
    assert row["timestamp"] == "1716163200", "the judgement of 20 May 2024"
    assert "Reports differ on counts.killed" in row["notes"]


@pytest.mark.parametrize(
    ("first", "last", "precision", "day"),
    [
        (date(2024, 5, 10), date(2024, 5, 10), "1", "2024-05-10"),
        (date(2024, 5, 4), date(2024, 5, 10), "2", "2024-05-04"),
        (date(2024, 5, 1), date(2024, 5, 31), "3", "2024-05-01"),
        (date(2024, 1, 1), date(2024, 12, 31), "", "2024-01-01"),
        (None, date(2024, 5, 2), "", "2024-05-02"),
    ],
)
def test_acled_tells_how_closely_a_time_is_known(
    first: date | None, last: date, precision: str, day: str, tmp_path: Path
) -> None:
    [row] = rows("acled-like", tmp_path, attack(when=on(first, last)))
    assert (row["time_precision"], row["event_date"]) == (precision, day)


def test_acled_pins_no_province_and_no_country(tmp_path: Path) -> None:
    province, country = rows("acled-like", tmp_path, attack(place=PROVINCE), attack(place=COUNTRY))
    assert (province["latitude"], province["longitude"], province["geo_precision"]) == ("", "", "3")
    assert (country["latitude"], country["geo_precision"], country["country"]) == ("", "", "Niger")


def test_fatalities_that_nobody_tells_are_not_zero(tmp_path: Path) -> None:
    silent, none_killed = rows("acled-like", tmp_path, attack(tolls=()), attack(tolls=(toll(Measure.KILLED, 0, 0, 0),)))
    assert (silent["fatalities"], none_killed["fatalities"]) == ("", "0")


def test_people_without_a_name_are_called_as_acled_calls_them(tmp_path: Path) -> None:
    unnamed = attack(
        participants=(
            party(Role.ACTOR, "gunmen", sector="UAF", named=False),
            party(Role.RECIPIENT, "at least 12 villagers", ActorKind.POPULATION, named=False),
            party(Role.RECIPIENT, "a school", ActorKind.FACILITY, named=False),
        )
    )
    [row] = rows("acled-like", tmp_path, unnamed)
    assert (row["actor1"], row["assoc_actor_1"]) == ("Unidentified Armed Group (Mali)", "gunmen")
    assert (row["actor2"], row["assoc_actor_2"]) == ("Civilians (Mali)", "villagers")
    assert row["interaction"] == "Political militia-Civilians"


def test_one_claim_puts_no_name_before_what_most_claims_say(tmp_path: Path) -> None:
    minister = party(Role.ACTOR, "Ada Lund", ActorKind.PERSON, sector="GOV")
    gunmen = replace(party(Role.ACTOR, "gunmen", sector="UAF", named=False), supporters=(ClaimId("c2"), ClaimId("c3")))
    [row] = rows("acled-like", tmp_path, attack(participants=(minister, gunmen)))
    assert (row["actor1"], row["assoc_actor_1"]) == ("Unidentified Armed Group (Mali)", "gunmen; Ada Lund")
    blamed = replace(gunmen, disputed=True)
    [row] = rows("acled-like", tmp_path, attack(participants=(blamed, minister)))
    assert row["actor1"] == "Ada Lund"


@pytest.mark.parametrize(
    ("kind", "sector", "countries", "event_type", "number"),
    [
        (ActorKind.MILITARY, "MIL", ("MLI",), "Battles", 1),
        (ActorKind.MILITARY, None, (), "Battles", 1),
        (ActorKind.MILITARY, "MIL", ("FRA",), "Battles", 8),
        (ActorKind.ORGANISATION, "UNO", (), "Battles", 8),
        (ActorKind.GROUP, "REB", ("MLI",), "Battles", 2),
        (ActorKind.GROUP, "UAF", (), "Battles", 3),
        (ActorKind.GROUP, "CRM", (), "Battles", 3),
        (ActorKind.POPULATION, None, (), "Protests", 6),
        (ActorKind.POPULATION, None, (), "Riots", 5),
        (ActorKind.POPULATION, None, (), "Battles", 7),
        (ActorKind.PERSON, "JRN", (), "Battles", 7),
        (ActorKind.GROUP, None, (), "Battles", None),
    ],
)
def test_the_type_of_an_actor(
    kind: ActorKind, sector: str | None, countries: tuple[str, ...], event_type: str, number: int | None
) -> None:
    someone: Actor = actor("Somebody", kind, sector=sector, countries=countries)
    assert inter_of(someone, attack(), event_type, acts=True) == number


def test_an_interaction_names_the_lower_number_first() -> None:
    assert interaction_of(7, 2) == "Rebel group-Civilians"
    assert interaction_of(None, 6) == "Protesters only"
    assert interaction_of(None, None) is None


def test_only_events_with_an_honest_code_have_a_row(tmp_path: Path) -> None:
    written = export("acled-like", tmp_path / "a.csv", [told_of(attack(codes=())), told_of(attack())])
    assert written.rows == {"events": 1} and written.left_out == {"no honest code in acled-like-2025": 1}


# -- UCDP-like


def test_an_attack_in_the_shape_of_ucdp(tmp_path: Path) -> None:
    [row] = rows("ucdp-like", tmp_path, attack())
    known = {
        "relid": "DL-e00000000000000a1", "year": "2024", "code_status": "Clear", "type_of_violence": "3",
        "side_a": "the Red Hand", "side_b": "Civilians", "dyad_name": "the Red Hand - Civilians", "number_of_sources": "3",
        "source_office": "Eastern Courier; River Post; Sahel Newswire", "source_date": "2024-05-11; 2024-05-12",
        "source_original": "the regional governor; a doctor; the army", "where_prec": "1", "where_coordinates": "Osmal",
        "adm_1": "Gao", "geom_wkt": "POINT (-0.04 16.27)", "country": "Mali", "country_id": "432", "region": "Africa",
        "event_clarity": "1", "date_prec": "1", "date_start": "2024-05-10", "date_end": "2024-05-10", "best": "14",
        "low": "12", "high": "17", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "0", "deaths_unknown": "14",
    }  # fmt: skip
    assert {name: row[name] for name in known} == known
    assert int(row["priogrid_gid"]) == priogrid_of(16.27, -0.04)
    assert row["source_article"].startswith("Eastern Courier, 2024-05-11, Attack near Osmal 0; ")
    assert all(row[name] == "" for name in row if name.endswith(("_dset_id", "_new_id")))


def test_priogrid_cells_are_numbered_from_the_south_west() -> None:
    assert priogrid_of(13.4967, 39.4753) == 148759, "a cell that a published table gives for Mekelle"
    assert priogrid_of(-90, -180) == 1 and priogrid_of(90, 180) == 359 * 720 + 1
    assert priogrid_of(-89.6, -179.6) == 1 and priogrid_of(-89.4, -179.4) == 720 + 2


def test_deaths_stand_under_civilians_only_where_every_figure_says_so(tmp_path: Path) -> None:
    [row] = rows("ucdp-like", tmp_path, attack(), civilian=True)
    assert (row["deaths_civilians"], row["deaths_unknown"], row["best"]) == ("14", "0", "14")


def count(number: int, of: str, at: int, civilian: bool | None = None) -> ToldCount:
    words = Words(at, at + len(str(number)), str(number))
    return ToldCount(measure=Measure.KILLED, words=words, low=number, high=number, of=of, civilian=civilian)


ARMY = actor("Malian army", ActorKind.MILITARY, sector="MIL", countries=("MLI",))
RED_HAND = actor("the Red Hand", ActorKind.GROUP, sector="REB")
SOLDIERS = actor("soldiers", ActorKind.MILITARY, sector="MIL", countries=("MLI",), named=False)
MILITANTS = actor("militants", ActorKind.GROUP, sector="REB", named=False)


def a_fight(*reports: Sequence[tuple[ToldCount, Standing]], best: int, violence: str = "1") -> Told:
    """Militants against an army, as reports with those figures tell it; "soldiers" and "militants" are whom they count."""
    event = attack(codes=(Code("ucdp-ged-26.1", violence),))
    accounts = tuple(
        replace(event.accounts[0], account=AccountId(f"k{n}"), document=f"r{n}") for n in range(len(reports))
    )
    figures = tuple(
        Figure(low=one.low, high=one.high, claim=ClaimId(f"c{n}"), document=f"r{n}", standing=standing)
        for n, report in enumerate(reports)
        for one, standing in report
    )
    event = replace(
        event,
        accounts=accounts,
        tolls=(EventToll(measure=Measure.KILLED, low=best, best=best, high=best, policy="most-supported",
                         independent_sources=1, figures=figures),),
        participants=(
            Participant(role=Role.ACTOR, actor=RED_HAND, supporters=(ClaimId("c0"),)),
            Participant(role=Role.RECIPIENT, actor=ARMY, supporters=(ClaimId("c0"),)),
        ),
    )  # fmt: skip
    base = telling(event)
    parties = tuple(Party(role=Role.RECIPIENT, text=one.name, actor=one.id) for one in (SOLDIERS, MILITANTS))
    tellings = tuple(
        replace(
            base,
            account=AccountId(f"k{n}"),
            actors=(SOLDIERS, MILITANTS),
            claims=(
                replace(base.claims[0], id=ClaimId(f"c{n}"), parties=parties, counts=tuple(one for one, _ in report)),
            ),
        )
        for n, report in enumerate(reports)
    )
    return Told(event=event, tellings=tellings)


BOTH = [(count(35, "people", 0), Standing.TOTAL), (count(30, "militants", 9), Standing.PART),
        (count(5, "soldiers", 20), Standing.PART)]  # fmt: skip


@pytest.mark.parametrize(
    ("reports", "best", "violence", "deaths"),
    [
        # The army is side A, as a state is.
        ([BOTH], 35, "1", (5, 30, 0, 0)),
        ([BOTH[:2]], 35, "1", (0, 30, 0, 5)),
        ([[(count(5, "soldiers", 0), Standing.TOTAL)]], 5, "1", (5, 0, 0, 0)),
        ([[(count(3, "soldiers", 0), Standing.TOTAL), (count(2, "soldiers", 9), Standing.TOTAL)]], 5, "1", (5, 0, 0, 0)),
        ([[(count(5, "soldiers", 0), Standing.TOTAL)], BOTH[:1]], 35, "1", (0, 0, 0, 35)),
        ([BOTH, [(count(35, "militants", 0), Standing.TOTAL)]], 35, "1", (5, 0, 0, 30)),
        ([[(count(9, "people", 0), Standing.TOTAL), (count(4, "traders", 9, True), Standing.PART)]], 9, "1", (0, 0, 4, 5)),
        # In one-sided violence side B are civilians, whatever they are called.
        ([[(count(5, "soldiers", 0), Standing.TOTAL)]], 5, "3", (0, 0, 5, 0)),
        ([[(count(2, "militants", 0), Standing.TOTAL)]], 2, "3", (2, 0, 0, 0)),
        # An older figure says nothing of the latest one.
        ([[(count(5, "soldiers", 0), Standing.SUPERSEDED)]], 5, "1", (0, 0, 0, 5)),
    ],
)  # fmt: skip
def test_the_dead_stand_under_the_side_that_they_are_told_to_be_of(
    reports: list[list[tuple[ToldCount, Standing]]],
    best: int,
    violence: str,
    deaths: tuple[int, int, int, int],
    tmp_path: Path,
) -> None:
    export("ucdp-like", tmp_path / "u.csv", [a_fight(*reports, best=best, violence=violence)])
    with (tmp_path / "u.csv").open(encoding="utf-8", newline="") as lines:
        [row] = csv.DictReader(lines)
    names_of_deaths = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert tuple(int(row[name]) for name in names_of_deaths) == deaths
    assert sum(deaths) == int(row["best"])


def test_low_best_and_high_stand_in_order_whatever_ends_are_said(tmp_path: Path) -> None:
    ends = [(None, 40, 40), (6, 6, None), (5, 9, 12), (None, 3, None)]
    found = rows("ucdp-like", tmp_path, *(attack(tolls=(toll(Measure.KILLED, *one),)) for one in ends))
    assert len(found) == len(ends)
    for row in found:
        four = [int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
        assert int(row["low"]) <= int(row["best"]) == sum(four) <= int(row["high"])


def test_only_lethal_events_with_a_class_have_a_row(tmp_path: Path) -> None:
    told = [attack(tolls=()), attack(tolls=(toll(Measure.KILLED, 0, 0, 0),)), attack(codes=()), attack()]
    written = export("ucdp-like", tmp_path / "u.csv", [told_of(event) for event in told])
    assert written.rows == {"events": 1}
    assert written.left_out == {
        "nobody is said to have been killed": 2, "no class of violence in ucdp-ged-26.1": 1,
    }  # fmt: skip


def test_a_state_is_side_a_of_state_based_violence(tmp_path: Path) -> None:
    fight = attack(
        codes=(Code("ucdp-ged-26.1", "1"),),
        participants=(
            party(Role.ACTOR, "the Red Hand", sector="REB"),
            party(Role.RECIPIENT, "Malian army", ActorKind.MILITARY, sector="MIL", countries=("MLI",)),
        ),
    )
    [row] = rows("ucdp-like", tmp_path, fight)
    assert (row["side_a"], row["side_b"], row["gwnoa"], row["gwnob"]) == ("Malian army", "the Red Hand", "432", "")


@pytest.mark.parametrize(("days", "precision"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5), (None, 5)])
def test_ucdp_tells_how_closely_a_time_is_known(days: int | None, precision: int, tmp_path: Path) -> None:
    first = date(2024, 1, 1)
    last = None if days is None else date.fromordinal(first.toordinal() + days - 1)
    [row] = rows("ucdp-like", tmp_path, attack(when=on(first, last)))
    assert row["date_prec"] == str(precision)


def test_a_place_is_as_precise_as_it_is_known(tmp_path: Path) -> None:
    wanted = {"point": "1", "settlement": "1", "district": "3", "province": "4", "region": "5", "country": "6", "sea": "7",
              "unresolved": ""}  # fmt: skip
    for precision in PlacePrecision:
        [row] = rows("ucdp-like", tmp_path, attack(place=replace(PROVINCE, precision=precision)))
        assert row["where_prec"] == wanted[precision]
        assert bool(row["priogrid_gid"]) == (precision in ("point", "settlement"))


# -- PLOVER and GDELT


def test_a_plover_record_points_at_its_words(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    export("plover", path, [told_of(attack())])
    [record] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert record["event"] == ["ASSAULT"] and record["mode"] == ["firearms"] and record["quad_code"] == 4
    assert record["event_scale"] == -9.0
    assert record["actor"] == [
        {"code": "MLIREB", "sector": "REB", "entity_text": "the Red Hand", "identifier_id": "Q1",
         "identifier_text": "the Red Hand"}
    ]  # fmt: skip
    assert record["size"] == {"dead": 14, "injured": 9}
    info = record["text_info"]
    assert info["end"] - info["start"] == len(record["text"]) and info["text_story"] == "ec-1"
    assert record["event_text"] == "killed"
    assert record["event_loc"]["country_code"] == "MLI" and record["event_loc"]["resolution"] == 1
    table = pandas.read_csv(tmp_path / "p.polecat.tsv", sep="\t", quoting=csv.QUOTE_NONE)
    assert list(table.columns) == [one.name for one in POLECAT] and len(table) == 1
    assert table.loc[0, "Actor COW"] == 432 and table.loc[0, "Quad Code"] == "MATERIAL CONFLICT"
    assert table.loc[0, "Recipient Name Raw"] == "14 traders"


def test_plover_marks_what_did_not_happen(tmp_path: Path) -> None:
    told = told_of(attack())
    denied = replace(telling(attack()).claims[0], polarity=Polarity.NEGATED, modality=Modality.DENIED)
    planned = replace(denied, polarity=Polarity.AFFIRMED, modality=Modality.PLANNED)
    for claim, mode in ((denied, "negation"), (planned, "future")):
        path = tmp_path / f"{mode}.jsonl"
        export("plover", path, [replace(told, tellings=(replace(telling(attack()), claims=(claim,)),))])
        assert json.loads(path.read_text(encoding="utf-8"))["mode"] == ["firearms", mode]


def test_gdelt_like_tables_have_neither_header_nor_quotes(tmp_path: Path) -> None:
    written = export("gdelt-like", tmp_path / "g.csv", [told_of(attack())])
    [line] = (tmp_path / "g.csv").read_text(encoding="utf-8").splitlines()
    row = dict(zip([one.name for one in EVENTS], line.split("\t"), strict=True))
    known = {
        "SQLDATE": "20240510", "MonthYear": "202405", "Year": "2024", "Actor1Code": "MLIREB", "Actor1Name": "THE RED HAND",
        "EventCode": "1823", "EventBaseCode": "182", "EventRootCode": "18", "QuadClass": "4", "GoldsteinScale": "-10.0",
        "NumSources": "3", "NumArticles": "3", "ActionGeo_Type": "4", "ActionGeo_FullName": "Osmal, Gao, Mali",
        "ActionGeo_CountryCode": "ML", "ActionGeo_Lat": "16.27", "DATEADDED": "20240512000000",
        "SOURCEURL": "https://news.example/1", "AvgTone": "",
    }  # fmt: skip
    assert {name: row[name] for name in known} == known
    mentions = (tmp_path / "g.mentions.csv").read_text(encoding="utf-8").splitlines()
    assert len(mentions) == written.rows["mentions"] == int(row["NumMentions"]) == 3
    first = dict(zip([one.name for one in MENTIONS], mentions[0].split("\t"), strict=True))
    assert (first["Actor1CharOffset"], first["Actor2CharOffset"], first["ActionCharOffset"]) == ("100", "120", "113")
    assert (first["Confidence"], first["MentionIdentifier"], first["MentionType"]) == ("87", "ec-1", "5")


def test_what_a_person_rejected_is_in_no_shape(tmp_path: Path) -> None:
    for to in ("acled-like", "ucdp-like", "plover", "gdelt-like"):
        written = export(to, tmp_path / f"{to}.csv", [told_of(attack(status=EventStatus.REJECTED))])
        assert not any(written.rows.values()) and sum(written.left_out.values()) == 1
