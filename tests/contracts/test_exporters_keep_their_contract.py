"""One suite over every exporter that is registered, built in or from another package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.domain.event import EventStatus
from dateline.domain.ids import EventId
from dateline.errors import ConfigError
from dateline.export import EXPORTERS
from dateline.ontology import load_ontology
from tests.export.made import HOSTILE, a_reading, all_events, attack, export, hostile_event, path_for, told_of

every_format = pytest.mark.parametrize("to", EXPORTERS.names())


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@every_format
def test_an_exporter_says_what_it_is(to: str) -> None:
    kind = EXPORTERS.get(to)
    assert kind.name == to and kind.version >= 1
    assert kind.summary.endswith(".") and kind.__doc__
    assert kind.sheets and all(sheet.meaning for sheet in kind.sheets)
    assert all(column.meaning for sheet in kind.sheets for column in sheet.columns)
    assert all(one.field and one.why for one in kind.lost)
    assert set(kind.schemes) <= set(load_ontology().schemes)
    assert kind.ending == "" or kind.ending.startswith(".")


@every_format
def test_the_same_events_give_the_same_bytes(to: str, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        export(to, path_for(to, folder), readings=[a_reading()])
    assert contents(one) == contents(other)
    assert all(contents(one).values())


@every_format
def test_nothing_to_write_is_written_as_nothing(to: str, tmp_path: Path) -> None:
    written = export(to, path_for(to, tmp_path), [])
    assert path_for(to, tmp_path).exists()
    assert not any(number for name, number in written.rows.items() if name not in ("identity", "extension-definition"))


@every_format
def test_hostile_words_neither_break_it_nor_get_lost_in_silence(to: str, tmp_path: Path) -> None:
    events = [replace(hostile_event(words), id=EventId(f"e{number:016x}")) for number, words in enumerate(HOSTILE)]
    written = export(
        to, path_for(to, tmp_path), map(told_of, events), readings=[a_reading(0, words) for words in HOSTILE]
    )
    assert not written.left_out and (max(written.rows.values()) >= len(HOSTILE))
    for name, content in contents(tmp_path).items():
        if not name.endswith((".gpkg", ".parquet")):
            assert content.decode("utf-8")


@every_format
def test_the_sidecar_says_what_is_lost_and_holds_the_code_lists(to: str, tmp_path: Path) -> None:
    path = path_for(to, tmp_path)
    written = export(to, path, readings=[a_reading()])
    sidecar = path / "lost.json" if path.is_dir() else path.with_name(path.name + ".lost.json")
    told = json.loads(sidecar.read_text(encoding="utf-8"))
    kind = EXPORTERS.get(to)
    assert [one["field"] for one in told["lost"]] == [one.field for one in kind.lost]
    assert told["rows"] == written.rows and told["left_out"] == written.left_out
    assert told["provenance"]["ledger"]["entry"] == 12 and told["provenance"]["filters"] == ["countries=MLI"]
    schemes = load_ontology().schemes
    for listed, name in zip(told["code_lists"], kind.schemes, strict=True):
        assert listed["version"] == schemes[name].version
        assert {one["code"] for one in listed["codes"]} == set(schemes[name].entries)


@every_format
def test_what_was_there_stays_until_all_is_written(to: str, tmp_path: Path) -> None:
    path = path_for(to, tmp_path)

    def broken(first: Any) -> Iterator[Any]:
        yield first
        raise RuntimeError("the ledger went away")

    if EXPORTERS.get(to).ending:
        path.write_text("as it was", encoding="utf-8")
        before = contents(tmp_path)
    else:
        before = {}
    with pytest.raises(RuntimeError):
        export(to, path, broken(told_of(attack())), readings=broken(a_reading()))
    assert contents(tmp_path) == before
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


@every_format
def test_what_cannot_be_written_is_said(to: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no folder"):
        export(to, tmp_path / "nowhere" / "events", [])
    with pytest.raises(ConfigError, match=r"is a folder|is there already"):
        export(to, tmp_path, [])


@every_format
def test_a_rejected_event_is_marked_or_left_out(to: str, tmp_path: Path) -> None:
    """No reader may take what a person rejected for an event that happened."""
    told = [told_of(replace(attack(), status=EventStatus.REJECTED))]
    written = export(to, path_for(to, tmp_path), told)
    if written.left_out:
        assert list(written.left_out) == ["rejected by a person, which the format has no place for"]
        return
    text = b"".join(contents(tmp_path).values())
    assert b"rejected" in text or to in ("parquet", "annotations")


def test_every_event_is_written_or_counted_as_left_out(tmp_path: Path) -> None:
    number = len(all_events())
    for to, name in (("acled-like", "events"), ("ucdp-like", "events"), ("plover", "records"), ("gdelt-like", "events"),
                     ("csv", "events"), ("jsonl", "events"), ("geojson", "features"), ("ftm", "Event"),
                     ("stix", "incident")):  # fmt: skip
        written = export(to, path_for(to, tmp_path, to))
        assert written.rows[name] + sum(written.left_out.values()) == number, to
