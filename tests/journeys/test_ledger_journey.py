"""A ledger as a user keeps it, by the command line: five reports of our own, merged, explained, judged, undone, rebuilt."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dateline
from dateline.errors import LedgerError
from dateline.service import Kept
from tests.domain.test_wire import closed
from tests.journeys.conftest import Cli

pytestmark = [pytest.mark.model, pytest.mark.slow]

#: Four reports of one attack by three outlets, who differ on its toll, and one of something else.
REPORTS = Path(__file__).parents[2] / "examples" / "attack.jsonl"
N_REPORTS = 5


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports, and a ledger that they were added to."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copy(REPORTS, folder / "reports.jsonl")
    with dateline.Ledger(folder / "a.ledger") as ledger:
        became = [found.became for found in ledger.add([folder / "reports.jsonl"]) if isinstance(found, Kept)]
    assert became == ["new"] * N_REPORTS
    return folder


@pytest.fixture
def cli(here: Cli, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """The command line, in this process, on a copy of the ledger."""
    shutil.copy(kept / "a.ledger", tmp_path / "my.ledger")
    shutil.copy(kept / "reports.jsonl", tmp_path / "reports.jsonl")
    monkeypatch.setenv("DATELINE_LEDGER", "my.ledger")
    monkeypatch.setenv("DATELINE_BY", "A. Coder")
    return here


def the_event(cli: Cli, name: str) -> dict[str, Any]:
    """The event of that id."""
    [row] = cli("events", "--format", "jsonl", "--id", name).rows()
    event: dict[str, Any] = row["event"]
    return event


def the_attack(cli: Cli) -> dict[str, Any]:
    """The event of the attack near Gao."""
    [row] = cli("events", "--format", "jsonl", "--toll", "killed=10").rows()
    event: dict[str, Any] = row["event"]
    return event


def test_four_reports_are_one_event_with_all_their_figures(cli: Cli) -> None:
    event = the_attack(cli)
    assert {one["document"] for one in event["accounts"]} == {"ec-1", "rp-1", "sn-1", "ec-2"}
    [killed] = [toll for toll in event["counts"] if toll["measure"] == "killed"]
    assert {(one["low"], one["high"]) for one in killed["figures"]} >= {(12, None), (17, 17), (14, 14), (19, 19)}
    assert killed["low"] < killed["high"] and killed["independent_sources"] >= 3


def test_every_event_is_printed_in_the_public_format(cli: Cli) -> None:
    rows = cli("events", "--format", "jsonl").rows()
    schema = json.loads(cli("schema", "--of", "event").out)
    for row in rows:
        jsonschema.validate(row, closed(schema))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert len(rows) > 1


@pytest.mark.parametrize("columns", ["70", "160"])
def test_the_table_fits_the_terminal_and_tells_date_place_and_toll(
    cli: Cli, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = the_attack(cli)
    monkeypatch.setenv("COLUMNS", columns)
    said = cli("events", "--type", "assault")
    assert max(len(line) for line in said.out.splitlines()) <= int(columns)
    for words in (event["id"][:7], "2024-05-10", "Gao, MLI", "killed", "machine"):
        assert words in said.out
    assert said.err.strip() == "1 event"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--since", "2024-05-12", "--country", "NGA"], {"rp-2"}),
        (["--place", "lagos"], {"rp-2"}),
        (["--box", "2,6,4,7"], {"rp-2"}),
        (["--actor", "police", "--type", "coerce"], {"rp-2"}),
        (["--until", "2024-05-10", "--text", '"shot dead"'], {"ec-1", "rp-1", "sn-1", "ec-2"}),
        (["--status", "reviewed"], set()),
        (["--toll", "killed=1000"], set()),
    ],
)
def test_filters(cli: Cli, filters: list[str], found: set[str]) -> None:
    rows = cli("events", "--all", "--format", "jsonl", *filters).rows()
    assert {one["document"] for row in rows for one in row["event"]["accounts"]} == found


def test_what_is_told_in_passing_is_listed_when_it_is_asked_for(cli: Cli) -> None:
    shown, every = (cli("events", *more, "--format", "jsonl").rows() for more in ((), ("--all",)))
    assert {row["event"]["salience"] for row in shown} <= {"main", "grave"}
    assert [row for row in every if row["event"]["salience"] in ("main", "grave")] == shown
    assert 0 < len(shown) < len(every)
    said = cli("events")
    assert f"{len(every) - len(shown)} more that reports tell in passing (--all)" in said.err


def test_a_policy_weighs_the_same_figures_otherwise(cli: Cli) -> None:
    def best(policy: str) -> dict[str, Any]:
        [row] = cli("events", "--type", "assault", "--policy", policy, "--format", "jsonl").rows()
        [killed] = [toll for toll in row["event"]["counts"] if toll["measure"] == "killed"]
        return dict(killed)

    assert best("most-conservative")["best"] < best("latest-most-authoritative")["best"]
    assert best("most-conservative")["figures"] == best("most-supported")["figures"]
    assert cli("events", "--policy", "hopeful").code == 2


def test_an_explanation_has_words_speakers_figures_and_weights(cli: Cli) -> None:
    said = cli("explain", the_attack(cli)["id"][:7])
    assert said.code == 0
    for words in ("“shot dead”", "the regional governor", "a doctor at the Gao hospital", "Sahel Newswire 2024-05-12",
                  "independent sources", "Why these are one event", "in all, which is a probability of"):  # fmt: skip
        assert words in said.out
    row = json.loads(cli("explain", the_attack(cli)["id"], "--format", "jsonl").out)
    [merged, *_] = row["explanation"]["merged"]
    assert merged["probability"] > 0.5 and merged["signs"]


def test_people_decide_and_take_it_back(cli: Cli) -> None:
    before = cli("events", "--format", "jsonl").out
    event = the_attack(cli)
    [other] = cli("events", "--all", "--format", "jsonl", "--place", "Lagos", "--type", "coerce").rows()
    done: list[str] = []

    def decide(*words: str) -> str:
        said = cli(*words)
        assert said.code == 0, said.err
        done.append(said.out.split()[0])
        return said.out

    assert "gone" in decide("merge", event["id"][:8], other["event"]["id"][:8], "--note", "a slip")
    decide("undo", done[-1])
    leaving = next(one["account"] for one in event["accounts"] if one["document"] == "rp-1")
    assert "new" in decide("split", event["id"], leaving)
    decide("amend", event["id"], "counts.killed=15..19", "--note", "the hospital's list")
    [killed] = [toll for toll in the_event(cli, event["id"])["counts"] if toll["measure"] == "killed"]
    assert (killed["low"], killed["high"], killed["policy"]) == (15, 19, "judgement")
    decide("restrict", event["id"], "participants")
    decide("accept", event["id"])
    assert "rejected" in decide("reject", other["event"]["id"])
    assert cli("events", "--status", "rejected", "--format", "jsonl").rows()
    judged = the_event(cli, event["id"])
    assert judged["restricted"] == ["participants"] and judged["status"] == "reviewed"

    history = cli("history")
    assert [row["judgement"][:7] for row in cli("history", "--format", "jsonl").rows()] == done
    assert "“the hospital's list”" in history.out and "undone" in history.out
    assert "killed" in cli("history", event["id"]).out
    assert cli("undo", *done[2:]).code == 0
    assert cli("events", "--format", "jsonl").out == before
    assert cli("rebuild").out.endswith("all is as it was\n")
    assert cli("verify").code == 0


def test_the_ledger_is_shown_as_it_was(cli: Cli) -> None:
    event = the_attack(cli)
    entry = str(json.loads(cli("stats", "--json").out)["entries"])
    cli("accept", event["id"])
    assert the_attack(cli)["status"] == "reviewed"
    [row] = cli("events", "--id", event["id"], "--as-of", entry, "--format", "jsonl").rows()
    assert row["event"] == event
    assert "machine" in cli("explain", event["id"], "--as-of", entry).out


def test_the_same_reports_again_are_nothing_new(cli: Cli) -> None:
    # From another folder: their bytes are in, and only where they were met is new.
    said = cli("add", "reports.jsonl")
    assert said.code == 0 and "nothing new, 5 in already" in said.err
    head = cli("verify").out
    assert {row["became"] for row in cli("add", "reports.jsonl", "--format", "jsonl").rows()} == {"in already"}
    assert cli("verify").out == head


def test_the_order_of_reports_makes_no_difference(cli: Cli, tmp_path: Path) -> None:
    lines = (tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "turned.jsonl").write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    said = cli("add", "turned.jsonl", "--ledger", "other.ledger")
    assert said.code == 0 and "5 new reports" in said.err and "Eastern Courier" in said.out
    assert cli("events", "--ledger", "other.ledger", "--format", "jsonl").out == cli("events", "--format", "jsonl").out


def test_trouble_is_recorded_and_the_run_goes_on(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"\x00\x01\x02binary\x00")
    (folder / "b.txt").write_text(
        "Gunmen killed three traders near Gao on 3 March 2023, police said.", encoding="utf-8"
    )
    said = cli("add", "in", "--strict")
    assert said.code == 1 and "1 new report" in said.err and "1 could not be read" in said.err
    assert "unread" in said.out and "a.txt" in said.out
    entries = json.loads(cli("stats", "--json").out)["entries"]
    assert "nothing new" in cli("add", "in").err
    assert json.loads(cli("stats", "--json").out)["entries"] == entries


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["events", "--ledger", "absent.ledger"], 3, "absent.ledger"),
        (["explain", "e000000"], 3, "has no event"),
        (["accept", "e000000", "--by", ""], 2, "needs their name"),
        (["amend", "e000000"], 2, "FIELD=VALUE"),
        (["restrict", "e000000"], 2, "a field"),
        (["events", "--box", "1,2,3"], 2, "--box"),
        (["events", "--since", "Friday"], 2, "is no day"),
        (["events", "--toll", "dead=3"], 2, "--toll"),
        (["events", "--type", "murder"], 2, "no event type"),
        (["events", "--as-of", "soon"], 2, "--as-of"),
        (["add", "absent.txt"], 2, "no such file"),
    ],
)
def test_what_cannot_be_is_refused_with_its_exit_status(cli: Cli, words: list[str], code: int, said: str) -> None:
    found = cli(*words)
    assert found.code == code
    assert said in found.err and not found.out


def test_a_damaged_ledger_is_found_out(cli: Cli, tmp_path: Path) -> None:
    head = cli("verify").out.split()[-1]
    assert cli("verify", "--noted", head).code == 0
    assert cli("verify", "--noted", f"99:{head.partition(':')[2]}").code == 3
    path = tmp_path / "my.ledger"
    path.write_bytes(path.read_bytes()[:8192])
    found = cli("verify")
    assert found.code == 3 and "broken" in found.out


def test_a_run_that_is_killed_leaves_a_sound_ledger_and_is_taken_up_again(cli: Cli, kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "killed.ledger"
    command = [sys.executable, "-m", "dateline", "add", str(kept / "reports.jsonl"), "--ledger", str(path)]
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": ""}
    )
    until = time.monotonic() + 240
    while n_documents(path) < 1 and running.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    committed = n_documents(path)
    assert committed >= 1
    assert cli("verify", "--ledger", str(path)).code == 0
    taken_up = cli("add", "reports.jsonl", "--ledger", str(path)).err
    assert f"{committed} in already" in taken_up
    assert cli("verify", "--ledger", str(path)).code == 0
    assert cli("events", "--ledger", str(path), "--format", "jsonl").out == cli("events", "--format", "jsonl").out


def n_documents(path: Path) -> int:
    """How many reports are in a ledger that somebody else is writing; none where it is not there yet."""
    try:
        with dateline.Ledger(path, create=False) as ledger:
            return ledger.stats().documents
    except LedgerError:
        return 0
