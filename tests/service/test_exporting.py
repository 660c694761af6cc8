"""Exports of a ledger: what goes in, and that nothing which is restricted comes out in any format."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

import dateline
from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Role
from dateline.domain.ids import AccountId, ClaimId, actor_id
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.errors import ConfigError, UnknownPluginError
from dateline.export import EXPORTERS
from dateline.service.exporting import export, export_readings, secrets_of
from dateline.service.judging import RESTRICTABLE
from dateline.service.merging import LedgerMerge
from dateline.store import EventQuery
from dateline.store import Ledger as Store
from tests.build import argument, span
from tests.export.made import CODES
from tests.service.test_merging import added, filled
from tests.store import made

#: What the report says that a restriction of each field must keep inside.
SECRETS = {
    "where": ("Osmal", "12.5", "-8.0", "geonames"),
    "when": ("2024-05-10", "20240510", "Friday", "2024-05-12"),
    "participants": ("Gunmen", "gunmen", "GUNMEN", "traders", "TRADERS"),
    "participants.actor": ("Gunmen", "gunmen", "GUNMEN"),
    "accounts": ("River Post", "Trouble at noon"),
    "counts.killed": ("4714",),
}
#: Formats that have no place for a field, restricted or not.
WITHOUT = {("gdelt-like", "counts.killed"), ("annotations", "accounts")}


def rich(number: int = 4711) -> tuple[RawDocument, Reading]:
    """A report with every scheme's code, with somebody who acts and somebody who suffers."""
    source, reading = made.added(number, outlet="River Post", title="Trouble at noon")
    [claim] = reading.claims
    document = reading.document
    where = span(document, f"{number + 3} traders")
    struck = Actor(id=actor_id(document.key, where), name="traders", kind=ActorKind.POPULATION, named=False)
    arguments = (*claim.arguments, argument(document, Role.RECIPIENT, document.quote(where), actor=struck.id))
    return source, replace(
        reading, actors=(*reading.actors, struck), claims=(replace(claim, codes=CODES, arguments=arguments),)
    )


def text_of(folder: Path) -> str:
    """Everything that an export says of events, whatever holds it: of a release its data."""
    parts: list[str] = []
    home = folder / "out" / "data" if (folder / "out").is_dir() else folder
    for path in sorted(home.rglob("*")):
        if not path.is_file() or path.name.endswith("lost.json"):
            continue
        if path.suffix == ".parquet":
            parts.append(str(pyarrow.parquet.read_table(path).to_pylist()))
        else:
            parts.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(parts)


def exported(ledger: dateline.Ledger, to: str, folder: Path, **fields: Any) -> str:
    """The text of an export."""
    home = Path(tempfile.mkdtemp(prefix=to, dir=folder))
    ledger.export(to, home / f"out{EXPORTERS.get(to).ending}", **fields)
    return text_of(home)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[dateline.Ledger]:
    """A ledger of one report that a single event tells of."""
    with dateline.Ledger(tmp_path / "kept.ledger") as opened:
        LedgerMerge(opened.store).add_reading(*rich())
        yield opened


@pytest.fixture(scope="module")
def unrestricted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What each format says of that ledger while nothing is restricted."""
    folder = tmp_path_factory.mktemp("unrestricted")
    with dateline.Ledger(folder / "kept.ledger") as opened:
        LedgerMerge(opened.store).add_reading(*rich())
        return {to: exported(opened, to, folder) for to in EXPORTERS.names()}


@pytest.mark.parametrize("field", sorted(SECRETS))
def test_what_is_restricted_is_in_no_format(
    field: str, ledger: dateline.Ledger, unrestricted: dict[str, str], tmp_path: Path
) -> None:
    [event] = ledger.events()
    ledger.restrict(event.id, field=field, by="A. Coder")
    for to, before in unrestricted.items():
        told = [secret for secret in SECRETS[field] if secret in before]
        assert bool(told) != ((to, field) in WITHOUT), f"{to} tells {told} of {field}: {before}"
        after = exported(ledger, to, tmp_path)
        assert not [secret for secret in SECRETS[field] if secret in after], to


def test_everything_can_be_restricted_and_still_be_exported(ledger: dateline.Ledger, tmp_path: Path) -> None:
    [event] = ledger.events()
    for field in RESTRICTABLE:
        if not field.startswith("counts."):
            ledger.restrict(event.id, field=field, by="A. Coder")
    for to in EXPORTERS.names():
        text = exported(ledger, to, tmp_path)
        for secret in {one for some in SECRETS.values() for one in some} | {"ASSAULT", "assault", "firearms"}:
            assert secret not in text, (to, secret)


def test_what_is_restricted_now_is_hidden_in_the_past_too(ledger: dateline.Ledger, tmp_path: Path) -> None:
    before = ledger.store.head()
    assert before is not None
    [event] = ledger.events()
    ledger.restrict(event.id, field="where", by="A. Coder")
    for to in EXPORTERS.names():
        assert "Osmal" not in exported(ledger, to, tmp_path, as_of=before.seq), to


def test_an_undone_restriction_hides_nothing(ledger: dateline.Ledger, tmp_path: Path) -> None:
    [event] = ledger.events()
    judged = ledger.restrict(event.id, field="where", by="A. Coder")
    assert secrets_of(ledger.store).documents
    ledger.undo(judged.judgement.id, by="A. Coder")
    assert not secrets_of(ledger.store).documents
    assert "Osmal" in exported(ledger, "csv", tmp_path)


def test_a_report_of_a_restricted_event_is_quoted_for_no_other(
    merge: LedgerMerge, store: Store, tmp_path: Path
) -> None:
    """Its sentences and its title may tell what is hidden, whichever event of it they are printed for."""
    source, first = added(1)
    told = replace(first, document=replace(first.document, title="Captain Okwe of Timbrel"))
    merge.add_reading(source, told)
    [body] = [stored.body for stored in store.all_events() if stored.body]
    assert body["counts"][0]["figures"][0]["text"]
    secrets = replace(secrets_of(store), documents=frozenset({body["accounts"][0]["document"]}))
    [event] = [secrets.shown(one) for one in dateline.Ledger(tmp_path / "kept.ledger").events()]
    assert not event.restricted
    assert all(not figure.text and not figure.sources for toll in event.tolls for figure in toll.figures)
    assert event.place is not None and event.participants


def test_a_query_and_an_earlier_state_are_exported_and_said(merge: LedgerMerge, store: Store, tmp_path: Path) -> None:
    filled(merge)
    number = store.count_events()
    assert number > 1
    done = export(store, tmp_path / "all.jsonl", to="jsonl")
    assert done.rows == {"events": number}
    query = EventQuery(countries=("MLI",), first_day=datetime(2024, 5, 1, tzinfo=UTC).date())
    some = export(store, tmp_path / "some.jsonl", to="jsonl", query=query)
    assert 0 < some.rows["events"] < number
    sidecar = json.loads((tmp_path / "some.jsonl.lost.json").read_text(encoding="utf-8"))
    assert sidecar["provenance"]["filters"] == ["first_day=2024-05-01", "countries=MLI"]
    head = store.head()
    assert head is not None and sidecar["provenance"]["ledger"]["hash"] == head.hash
    first = next(entry for entry in store.log() if entry.kind == "merge")
    export(store, tmp_path / "early.jsonl", to="jsonl", as_of=first.seq)
    early = json.loads((tmp_path / "early.jsonl.lost.json").read_text(encoding="utf-8"))
    assert early["provenance"]["ledger"]["entry"] == first.seq and early["rows"] == {"events": 1}


def test_a_release_names_what_read_it(merge: LedgerMerge, store: Store, tmp_path: Path) -> None:
    filled(merge)
    export(store, tmp_path / "release", to="release")
    origin = json.loads((tmp_path / "release" / "origin.json").read_text(encoding="utf-8"))
    assert [run["config"] for run in origin["runs"]] == [made.RUN.config]
    assert {"ontology", "gazetteer", "whoswho", "lang", "config"} <= set(origin["digests"])
    assert any(name.startswith("model ") for name in origin["digests"])
    again = export(store, tmp_path / "again", to="release")
    assert again.rows["events"] == store.count_events()
    same = {one.name: one.read_bytes() for one in (tmp_path / "release").rglob("*") if one.is_file()}
    other = {one.name: one.read_bytes() for one in (tmp_path / "again").rglob("*") if one.is_file()}
    differ = {name for name in same if same[name] != other[name]}
    assert differ <= {"README.md", "CITATION.cff", "SHA256SUMS"}, "only its own name differs"


def reading_of(number: int) -> Reading:
    return added(number)[1]


def test_readings_are_merged_and_exported_without_a_ledger(tmp_path: Path) -> None:
    readings = [reading_of(number) for number in (0, 1, 2)]
    done = export_readings(readings, tmp_path / "events.csv", to="csv")
    assert done.rows["events"] >= 1 and done.rows["reports"] == 3
    pages = export_readings(iter(readings), tmp_path / "spans.jsonl", to="annotations")
    assert pages.rows["pages"] == 3 and pages.rows["annotations"] > 3


def test_what_reports_tell_in_passing_is_left_out_and_counted_on_request(tmp_path: Path) -> None:
    reading = reading_of(0)
    [claim], [account] = reading.claims, reading.accounts
    history = replace(claim, id=ClaimId("c00000000000000ff"), account=AccountId("k00000000000000ff"), background=True)
    told_of_it = replace(
        account, id=AccountId("k00000000000000ff"), claims=(history.id,), background=True, relevance=0.1
    )
    reading = replace(reading, claims=(claim, history), accounts=(account, told_of_it))
    every = export_readings([reading], tmp_path / "all.jsonl", to="jsonl")
    news = export_readings([reading], tmp_path / "news.jsonl", to="jsonl", notable=True)
    assert (every.rows["events"], every.n_passing) == (2, 0)
    assert (news.rows["events"], news.n_passing) == (1, 1)
    told = json.loads((tmp_path / "news.jsonl.lost.json").read_text(encoding="utf-8"))
    assert "notable=True" in told["provenance"]["filters"]


def test_an_unknown_format_or_place_is_refused(ledger: dateline.Ledger, tmp_path: Path) -> None:
    with pytest.raises(UnknownPluginError) as caught:
        ledger.export("jsnl", tmp_path / "out")
    assert caught.value.hint == "did you mean 'jsonl'?"
    with pytest.raises(ConfigError, match="no folder"):
        ledger.export("jsonl", tmp_path / "no" / "out")


def test_the_words_of_the_probe_are_in_the_report() -> None:
    """A probe that looks for words which are nowhere finds nothing wrong."""
    document = rich()[1].document
    assert all(span(document, words) for words in ("Gunmen", "Osmal", "4714 traders", "Friday"))
