"""A team's ledger from the command line: people, a server, a worker that is killed and another that goes on."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from dateline.domain.work import JobState
from dateline.service import Ledger, Worker, text_input
from dateline.service.merging import LedgerMerge
from tests.journeys.conftest import Cli
from tests.service.test_merging import filled

PASSWORD = "a long enough password"
TEXT = "Gunmen killed at least 12 people in the town of Gao on Friday, the army said."


@contextmanager
def running(*words: str | Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "dateline", *map(str, words)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as started:
        try:
            yield started
        finally:
            started.kill()


def wait_for(is_so: Callable[[], bool], *, most_s: float = 120) -> None:
    until = time.monotonic() + most_s
    while not is_so():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.2)


def test_people_are_added_listed_and_lose_access(here: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    made = here("people", "--ledger", "team.ledger", "--add", "Ada", "--role", "admin")
    assert made.code == 0, made.err
    assert re.search(r"Ada\s+admin", made.out)
    assert PASSWORD not in made.out + made.err
    invited = here("people", "--ledger", "team.ledger", "--invite", "--role", "reader")
    assert re.fullmatch(r"/#/invitation/[\w-]{20,}\n", invited.out)
    assert here("people", "--ledger", "team.ledger", "--close", "Ada").code == 3, "the last administrator"
    assert here("people", "--ledger", "team.ledger", "--add", "Bo", "--close", "Ada").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--host", "0.0.0.0", "--single-user"], "on this machine alone"),
        (["--people"], "nobody could sign in"),
        (["--host", "0.0.0.0"], "nobody could sign in"),
    ],
)
def test_a_server_that_would_be_open_to_anybody_is_refused(here: Cli, words: list[str], said: str) -> None:
    refused = here("serve", "--ledger", "x.ledger", "--port", "0", *words)
    assert refused.code == 2
    assert said in " ".join(refused.err.split())


def test_questions_agreement_and_sources_are_told(here: Cli, tmp_path: Path) -> None:
    with Ledger(tmp_path / "team.ledger") as ledger:
        filled(LedgerMerge(ledger.store))
        name = next(iter(ledger.events())).id
        for person, killed in (("Ada", 3), ("Bo", 5)):
            ledger.desk.keep_coding(name, {"killed": killed}, by=person)
    where = ("--ledger", str(tmp_path / "team.ledger"))
    assert "Did this happen" in " ".join(here("queue", *where).out.split())
    asked = [json.loads(line) for line in here("queue", *where, "--format", "jsonl").out.splitlines()]
    assert {one["kind"] for one in asked} <= {"toll", "same", "real", "type", "when", "where", "who"}
    assert here("queue", *where, "--kind", "odd").code == 2
    fields = {
        one["field"]: one for one in map(json.loads, here("agreement", *where, "--format", "jsonl").out.splitlines())
    }
    assert fields["killed"]["units"] == 1
    told = here("agreement", *where)
    assert "killed" in told.out and "Ada, Bo" in told.err
    outlets = [json.loads(line) for line in here("sources", *where, "--format", "jsonl").out.splitlines()]
    assert {"Osmal Courier", "River Post"} == {one["name"] for one in outlets}
    assert "River Post" in here("sources", *where, "--sort", "name").out


def test_a_single_user_is_served_and_adds_a_report(tmp_path: Path) -> None:
    with running("serve", "--ledger", tmp_path / "own.ledger", "--port", "0", "--by", "Ada") as server:
        line = (server.stderr or sys.stdin).readline()
        address = line.split()[0].rstrip("/")
        assert "as Ada, alone" in line
        with httpx.Client(base_url=f"{address}/api/v1", timeout=60, trust_env=False) as client:
            session = client.get("/session").json()
            client.headers["X-CSRF-Token"] = session["csrf"]
            job = client.post("/reports", json={"text": TEXT, "published": "2024-05-12", "outlet": "Courier"}).json()
            with client.stream("GET", f"/jobs/{job['id']}/events", timeout=300) as stream:
                told = [json.loads(one[6:]) for one in stream.iter_lines() if one.startswith("data: ")]
            assert told[-1]["state"] == "done" and told[-1]["results"][0]["became"] == "new"
            [event] = client.get("/events").json()["items"]
            assert event["counts"][0]["low"] == 12
            started = time.perf_counter()
            assert client.get("/events").status_code == 200
            assert time.perf_counter() - started < 5
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) in (0, -signal.SIGTERM)


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "team.ledger"
    with Ledger(path) as ledger:
        job = ledger.desk.submit([text_input(TEXT, {"published": "2024-05-12"})], by="Ada").id

        def state() -> JobState:
            return ledger.desk.job(job).state

        with running("worker", "--ledger", path, "--lease", "2") as worker:
            wait_for(lambda: state() is JobState.RUNNING)
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
        assert state() is JobState.RUNNING, "it could not say that it died"
        assert ledger.count_events() == 0
        time.sleep(2)
        assert Worker(store=ledger.store).run_one()
        found = ledger.desk.job(job)
        assert (found.state, found.attempts) == (JobState.DONE, 2)
        assert [one["became"] for one in found.results] == ["new"]
        assert ledger.count_events() == 1
        assert ledger.verify().is_sound
