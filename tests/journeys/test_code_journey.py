"""``dateline code`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import dateline
from dateline.cli.part_file import PartFile
from dateline.service import run_of
from tests.domain.test_wire import closed
from tests.journeys.conftest import Run

pytestmark = pytest.mark.model

REPORT = "Gunmen killed at least 12 people in Gao on Friday, the army said."


def test_a_report_becomes_one_object_of_the_format(run: Run, examples: Path) -> None:
    done = run("code", examples / "report.txt", "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    jsonschema.validate(row, closed(dateline.schema()))
    assert row["claims"]
    assert row["document"]["title"]


def test_the_view_for_people_shows_events_quotations_and_who_says_so(run: Run, examples: Path) -> None:
    done = run("code", examples / "report.txt")
    assert done.returncode == 0, done.stderr
    for heading in ("Events (", "Quotations (", "says"):
        assert heading in done.stdout


def test_the_same_input_gives_the_same_bytes_on_any_number_of_processes(run: Run, examples: Path) -> None:
    alone = run("code", examples / "reports.jsonl", examples / "report.txt", "--format", "jsonl")
    together = run("code", examples / "reports.jsonl", examples / "report.txt", "--format", "jsonl", "--jobs", "2")
    assert alone.stdout == together.stdout
    assert len(alone.stdout.splitlines()) >= 4


def test_the_command_line_and_python_read_alike(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    printed = json.loads(run("code", "a.txt", "--format", "jsonl").stdout)
    reading = dateline.code(REPORT)
    mine = reading.to_dict()
    for part in ("claims", "accounts", "places", "actors", "attributions", "times"):
        assert printed[part] == mine[part]


def test_bad_files_are_named_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "b.txt").write_text("", encoding="utf-8")
    (folder / "c.txt").write_bytes(b"%PDF-1.7\x00\x01\x02binary\x00")
    (folder / "d.jsonl").write_text(
        '{"id": "1", "text": "Police arrested six men in Gao."}\n{"id": \n', encoding="utf-8"
    )
    done = run("code", folder, "--format", "jsonl")
    assert done.returncode == 0
    assert [json.loads(line)["document"]["text"] for line in done.stdout.splitlines()] == [
        REPORT,
        "Police arrested six men in Gao.",
    ]
    for name in ("b.txt", "c.txt", "d.jsonl"):
        assert name in done.stderr
    assert "line 2" in done.stderr
    assert run("code", folder, "--format", "jsonl", "--strict").returncode == 1


def test_standard_input_is_read(run: Run) -> None:
    done = run("code", "-", "--format", "jsonl", stdin=REPORT)
    assert json.loads(done.stdout)["document"]["text"] == REPORT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("code", "nowhere.txt"), "nowhere.txt"),
        (("code", "-", "--config", "nowhere.toml"), "nowhere.toml"),
        (("code", "-", "--out", "no/such/folder/x.jsonl"), "no folder"),
        (("show", "asault"), "did you mean 'assault'?"),
        (("evaluate", "ledgre", "--gold", "x", "--pred", "x"), "ledger"),
    ],
)
def test_wrong_use_is_explained_and_exits_with_2(run: Run, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments, stdin=REPORT)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def stopped(folder: Path, sources: list[Path], left: bytes) -> None:
    """Leaves ``again.jsonl.part`` as a run over those sources that was killed leaves it."""
    run = run_of(dateline.Config())
    with PartFile(folder / "again.jsonl", sources=[str(source) for source in sources], run=run, resume=True):
        (folder / "again.jsonl.part").write_bytes(left)


def test_an_output_file_is_whole_and_a_stopped_run_is_taken_up_again(run: Run, examples: Path, tmp_path: Path) -> None:
    rows = [{"id": "a", "text": REPORT}, {"id": "b", "text": REPORT}, {"id": "a", "text": "Police arrested six men."}]
    twice = tmp_path / "in.jsonl"
    twice.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    sources = [twice, examples / "reports.jsonl", twice]
    run("code", *sources, "--format", "jsonl", "--out", "whole.jsonl")
    whole = (tmp_path / "whole.jsonl").read_bytes()
    lines = whole.splitlines(keepends=True)
    assert len(lines) > 6
    # One document of each pair, and half of the line after.
    stopped(tmp_path, sources, b"".join(lines[:2]) + lines[2][:100])
    done = run("code", *sources, "--format", "jsonl", "--out", "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == whole
    assert "2 were there already" in done.stderr
    assert not list(tmp_path.glob("again.jsonl.part*"))


@pytest.mark.parametrize("change", ["configuration", "sources", "a source changed"])
def test_what_another_run_left_is_not_taken_up(run: Run, tmp_path: Path, change: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps({"id": "a", "text": REPORT, "published": "2024-05-12"}) + "\n", encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text("Police arrested six men in Gao.", encoding="utf-8")
    (tmp_path / "c.toml").write_text('normalise = ["when"]', encoding="utf-8")
    run("code", source, "--format", "jsonl", "--out", "whole.jsonl")
    stopped(tmp_path, [source], (tmp_path / "whole.jsonl").read_bytes())
    options: tuple[str | Path, ...] = (source,)
    if change == "configuration":
        options = (source, "--config", "c.toml")
    elif change == "sources":
        options = (other,)
    else:
        source.write_text(json.dumps({"id": "a", "text": REPORT, "published": "2024-05-19"}) + "\n", encoding="utf-8")
    done = run("code", *options, "--format", "jsonl", "--out", "again.jsonl")
    assert "already" not in done.stderr
    again = (tmp_path / "again.jsonl").read_bytes()
    assert again != (tmp_path / "whole.jsonl").read_bytes()
    assert len(again.splitlines()) == 1


def test_an_output_that_is_no_ordinary_file_is_left_alone(run: Run) -> None:
    done = run("code", "-", "--format", "jsonl", "--out", "/dev/null", stdin=REPORT)
    assert done.returncode == 2
    assert "no ordinary file" in done.stderr


def test_a_document_in_another_language_is_an_issue_and_the_others_go_on(run: Run, tmp_path: Path) -> None:
    rows = [{"id": language, "text": REPORT, "language": language} for language in ("fr", "en-GB", "EN")]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("code", "in.jsonl", "--format", "jsonl")
    assert [json.loads(line)["document"]["id"] for line in done.stdout.splitlines()] == ["en-GB", "EN"]
    assert "language not read" in done.stderr


def test_a_report_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    text = "Gunmen\x1b[2J killed 12 people in Gao on Friday, the \x1b]0;army\x07 said."
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": text}) + "\n", encoding="utf-8")
    done = run("code", "in.jsonl")
    assert "killed" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout


def test_a_user_adds_an_event_type_without_code(run: Run, tmp_path: Path) -> None:
    events, words = tmp_path / "mine" / "ontology" / "events", tmp_path / "mine" / "lang" / "en"
    events.mkdir(parents=True)
    words.mkdir(parents=True)
    (events / "foul_water.toml").write_text(FOULING, encoding="utf-8")
    (words / "triggers.toml").write_text(FOULING_WORDS, encoding="utf-8")
    (tmp_path / "c.toml").write_text('project = "mine"', encoding="utf-8")
    text = "Herders fouled the well in Gao on Friday."
    done = run("code", "-", "--format", "jsonl", "--config", "c.toml", stdin=text)
    assert done.returncode == 0, done.stderr
    assert [claim["type"] for claim in json.loads(done.stdout)["claims"]] == ["foul_water"]
    assert "foul_water" in run("types", "--config", "c.toml").stdout
    assert "fouled" in run("show", "foul_water", "--config", "c.toml").stdout


FOULING = """
id = "foul_water"
label = "foul a well"
quad = 4
definition = "Making a well or a stream unfit to drink from."

[[role]]
name = "actor"
description = "who fouls it"
kinds = ["group", "population"]
required = true

[[example]]
text = "Herders fouled the well on Friday."
trigger = "fouled"
lang = "en"
"""

FOULING_WORDS = """
[[foul_water]]
verbs = ["foul"]
"""


def test_types_and_show_tell_the_ontology(run: Run) -> None:
    types = run("types").stdout
    for kind in ("assault", "claim_responsibility", "displace"):
        assert kind in types
    shown = run("show", "assault").stdout
    for word in ("firearms", "recipient", "cameo-1.1b3", "coerce"):
        assert word in shown


def test_version_and_help(run: Run) -> None:
    assert run("--version").stdout.strip() == f"dateline {dateline.__version__}"
    assert "according to whom" in " ".join(run("--help").stdout.split())


def test_evaluate_scores_a_reading_against_gold(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "g", "text": REPORT, "published": "2024-05-12"}) + "\n")
    (tmp_path / "pred.jsonl").write_text(run("code", "in.jsonl", "--format", "jsonl").stdout, encoding="utf-8")
    gold = {"id": "g", "text": REPORT, "quotations": [], "relations": [], "events": [
        {"id": "E1", "at": REPORT[:-1], "trigger": "killed", "types": ["assault"], "actor": ["Gunmen"], "recipient":
         ["12 people"], "time": ["2024-05-10", "2024-05-10"], "place": {"name": "Gao", "country": "MLI", "written": "Gao"},
         "counts": [{"what": "killed", "low": 12, "high": None}], "modality": "asserted", "polarity": "affirmed",
         "background": False, "attribution": ["the army"], "event": "A"}]}  # fmt: skip
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    done = run("evaluate", "ledger", "--gold", "gold.jsonl", "--pred", "pred.jsonl", "--json")
    scores = json.loads(done.stdout)
    for field in ("typed", "actor", "recipient", "time", "place", "country", "count", "attribution"):
        assert scores[field]["f1"] == 100.0, field


def test_an_id_given_to_two_texts_is_an_issue_and_both_are_read(run: Run, tmp_path: Path) -> None:
    rows = [{"id": "a", "text": REPORT}, {"id": "b", "text": REPORT}, {"id": "a", "text": "Police arrested six men."}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    read = [json.loads(line) for line in run("code", "in.jsonl", "--format", "jsonl").stdout.splitlines()]
    assert [[issue["kind"] for issue in row["issues"]] for row in read] == [[], [], ["id_reused"]]
