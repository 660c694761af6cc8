"""Reports over HTTP: one beside its claims, and what is handed in."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.domain.person import PersonRole, Scope
from dateline.domain.work import Job, JobKind, JobState
from dateline.read import PoliteFetcher
from dateline.service import Worker, text_input
from dateline.service.merging import LedgerMerge
from dateline.store import Jobs
from tests.service.test_kin import CORRECTED, REWORDED, WIRE, keep
from tests.web.conftest import API, Serve, Served


@pytest.fixture
def coder(team: Served) -> TestClient:
    return team.client(PersonRole.CODER)


def test_a_report_is_cut_where_values_begin_and_end(team: Served, coder: TestClient) -> None:
    found = coder.get(f"{API}/reports/{team.report}").json()
    text, marks = found["reading"]["document"]["text"], found["marks"]
    assert "".join(one["text"] for one in found["segments"]) == text
    for segment in found["segments"]:
        start, end = segment["start"], segment["end"]
        assert text[start:end] == segment["text"]
        inside = {at for at, mark in enumerate(marks) if mark["start"] <= start and end <= mark["end"]}
        assert set(segment["marks"]) == inside
        lengths = [marks[at]["end"] - marks[at]["start"] for at in segment["marks"]]
        starts = [marks[at]["start"] for at in segment["marks"]]
        assert starts == sorted(starts) and len(lengths) == len(set(segment["marks"]))
        outside = [mark for at, mark in enumerate(marks) if at not in inside]
        assert all(mark["end"] <= start or end <= mark["start"] for mark in outside)
    kinds = {mark["kind"] for mark in marks}
    assert {"claim", "evidence", "count", "when", "where", "actor"} <= kinds
    account = found["reading"]["accounts"][0]["id"]
    assert found["events"][account] == team.event


def test_a_report_names_its_versions_and_copies(team: Served, coder: TestClient) -> None:
    merge, url = LedgerMerge(team.ledger.store), "https://courier.example/convoy"
    wire, copy, corrected = (
        keep(merge, text, uri, url=at)
        for text, uri, at in (
            (WIRE, "a.txt", url), (REWORDED, "b.txt", "https://varda.example/1"), (CORRECTED, "c.txt", url),
        )
    )  # fmt: skip
    found = coder.get(f"{API}/reports/{wire}")
    kin = found.json()["kin"]
    assert [(one["key"], one["is_this"], one["is_newest"]) for one in kin["versions"]] == [
        (wire, True, False), (corrected, False, True),
    ]  # fmt: skip
    [told] = kin["copies"]
    assert told["key"] == copy and 0.4 <= told["similarity"] < 1
    event = coder.get(f"{API}/reports/{copy}").json()["events"].popitem()[1]
    restrict = {"verdict": "restrict", "about": [event], "field": "where"}
    assert team.client(PersonRole.EDITOR).post(f"{API}/judgements", json=restrict).status_code == 201
    hidden = team.client(PersonRole.READER).get(f"{API}/reports/{wire}")
    assert hidden.status_code == 403 or copy not in {one["key"] for one in hidden.json()["kin"]["copies"]}


def words(text: str, said: str) -> dict[str, Any]:
    return {"start": text.index(said), "end": text.index(said) + len(said), "text": said}


def test_a_claim_that_was_missed_is_added_by_its_words_and_taken_away(team: Served, coder: TestClient) -> None:
    path = f"{API}/reports/{team.report}"
    before = coder.get(path)
    text = before.json()["reading"]["document"]["text"]
    claim = {
        "trigger": words(text, "blamed"),
        "type": "accuse",
        "actors": [words(text, "The governor")],
        "recipients": [words(text, "the Red Hand")],
        "when": {"words": words(text, "on Friday")},
        "where": {"words": words(text, "Osmal")},
        "counts": [{"measure": "killed", "value": "2.."}],
        "note": "missed",
    }
    answer = coder.post(f"{path}/claims", json=claim)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert (made["judgement"]["verdict"], made["judgement"]["by"], made["step"]["new"]) == (
        "claim", "Coder One", [made["event"]],
    )  # fmt: skip
    shown = coder.get(path, headers={"If-None-Match": before.headers["etag"]}).json()
    [found] = [one for one in shown["reading"]["claims"] if one["id"] == made["claim"]]
    assert (found["origin"], found["judgement"]) == ("person@1", made["judgement"]["id"])
    assert {mark["kind"] for mark in shown["marks"] if mark["of"] == made["claim"]} >= {
        "claim",
        "when",
        "where",
        "actor",
    }
    assert shown["events"][found["account"]] == made["event"]
    assert coder.get(f"{API}/events/{made['event']}").json()["event"]["type"] == "accuse"
    again = coder.post(f"{path}/claims", json=claim)
    assert (again.status_code, again.json()["type"]) == (409, "urn:dateline:problem:refused")
    undo = {"verdict": "undo", "about": [made["judgement"]["id"]]}
    assert coder.post(f"{API}/judgements", json=undo).json()["step"]["gone"] == {made["event"]: None}
    assert made["claim"] not in {one["id"] for one in coder.get(path).json()["reading"]["claims"]}


def test_words_that_are_not_the_report_s_add_nothing(team: Served, coder: TestClient) -> None:
    path = f"{API}/reports/{team.report}/claims"
    text = coder.get(f"{API}/reports/{team.report}").json()["reading"]["document"]["text"]
    trigger = words(text, "blamed")
    answer = coder.post(path, json={"trigger": trigger | {"text": "praised"}, "type": "accuse"})
    assert answer.status_code == 422
    assert "'blamed', not 'praised'" in answer.json()["detail"] and "code points" in answer.json()["hint"]
    for wrong in (
        {"trigger": trigger | {"end": 10**6}, "type": "accuse"},
        {"trigger": trigger, "type": "levitate"},
        {"trigger": trigger, "type": "accuse", "when": {"words": trigger}},
        {"trigger": trigger, "type": "accuse", "counts": [{"measure": "killed"}]},
        {"trigger": {"start": 1, "end": 3}, "type": "accuse"},
        {"trigger": trigger, "type": "accuse", "surprise": 1},
    ):
        assert coder.post(path, json=wrong).status_code == 422, wrong
    assert coder.post(f"{API}/reports/nothing/claims", json={"trigger": trigger, "type": "accuse"}).status_code == 404
    assert coder.get(f"{API}/judgements").json()["items"] == []


def test_who_may_not_see_a_report_adds_nothing_to_it(team: Served, coder: TestClient) -> None:
    editor, reader = team.client(PersonRole.EDITOR), team.client(PersonRole.READER)
    text = coder.get(f"{API}/reports/{team.report}").json()["reading"]["document"]["text"]
    claim = {"trigger": words(text, "blamed"), "type": "accuse"}
    assert reader.post(f"{API}/reports/{team.report}/claims", json=claim).status_code == 403
    restrict = {"verdict": "restrict", "about": [team.event], "field": "where"}
    assert editor.post(f"{API}/judgements", json=restrict).status_code == 201
    program = team.program(Scope.JUDGE)
    assert program.post(f"{API}/reports/{team.report}/claims", json=claim).status_code == 403


def test_reports_are_listed_and_found_by_their_titles(team: Served, coder: TestClient) -> None:
    page = coder.get(f"{API}/reports", params={"limit": 2}).json()
    rest = coder.get(f"{API}/reports", params={"limit": 2, "cursor": page["cursor"]}).json()
    assert (len(page["items"]), len(rest["items"]), rest["cursor"]) == (2, 1, None)
    found = coder.get(f"{API}/reports", params={"text": "TRADERS", "sort": "-published"}).json()["items"]
    assert {one["title"] for one in found} == {"Traders killed"}
    assert all(one["claims"] == one["accounts"] == one["issues"] == 1 for one in found)
    assert coder.get(f"{API}/reports/nothing").status_code == 404


def test_the_bytes_of_a_report_are_never_opened_in_the_page(team: Served, coder: TestClient) -> None:
    answer = coder.get(f"{API}/reports/{team.report}/raw")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert b"traders near Osmal" in answer.content


def test_what_is_handed_in_waits_for_a_worker(team: Served, coder: TestClient) -> None:
    body = {
        "text": "Gunmen killed 3 traders.",
        "title": "Killed",
        "published": "2024-05-12",
        "link": "https://example.org/a",
    }
    answer = coder.post(f"{API}/reports", json=body)
    job = answer.json()
    assert (answer.status_code, job["state"], job["by"]) == (202, "waiting", "Coder One")
    assert answer.headers["location"] == f"{API}/jobs/{job['id']}"
    kept = team.ledger.desk.job(job["id"])
    assert dict(kept.inputs[0].fields) == {"title": "Killed", "published": "2024-05-12", "url": "https://example.org/a"}
    files = [
        ("files", ("../../etc/pass\nwd", b"one")),
        ("files", ("C:\\reports\\two.html", b"<p>two</p>")),
    ]
    job = coder.post(f"{API}/reports/files", files=files).json()
    assert [one["name"] for one in job["inputs"]][1] == "two.html"
    assert not any(mark in job["inputs"][0]["name"] for mark in "/\\\n")
    assert team.ledger.store.raw(team.ledger.desk.job(job["id"]).inputs[1].sha256 or "") == b"<p>two</p>"
    listed = coder.get(f"{API}/jobs", params={"limit": 1}).json()
    assert listed["items"][0]["id"] == job["id"] and listed["cursor"]
    ended = coder.delete(f"{API}/jobs/{job['id']}").json()
    assert (ended["state"], ended["error"]) == ("cancelled", "cancelled by Coder One")
    assert coder.delete(f"{API}/jobs/{job['id']}").status_code == 409


@pytest.mark.parametrize(
    "body", [{}, {"text": "a", "url": "https://example.org"}, {"text": " \n "}, {"text": "a", "published": "soon"},
             {"url": "file:///etc/passwd"}, {"url": "ftp://example.org/"}, {"text": "a", "path": "/etc/passwd"}],
)  # fmt: skip
def test_what_is_no_report_is_refused(alone: Served, body: dict[str, Any]) -> None:
    assert alone.client().post(f"{API}/reports", json=body).status_code == 422


def test_a_request_that_is_too_large_is_refused(serve: Serve) -> None:
    client = serve(max_bytes=2000).client(PersonRole.CODER)
    assert client.post(f"{API}/reports", json={"text": "a" * 3000}).status_code == 413

    def pieces() -> Any:
        for _ in range(30):
            yield b"a" * 100

    answer = client.post(f"{API}/reports", content=pieces(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (413, "application/problem+json")


ADDRESSES = [
    "http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
    "http://192.168.1.1/", "http://0.0.0.0/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://user@127.0.0.1/",
    "http://[fd00::1]/", "http://100.64.0.1/",
]  # fmt: skip


def test_no_address_of_an_inner_network_is_asked(alone: Served) -> None:
    client = alone.client()
    names = [client.post(f"{API}/reports", json={"url": url}).json()["id"] for url in ADDRESSES]
    worker = Worker(store=alone.ledger.store, fetcher=PoliteFetcher())
    while worker.run_one():
        pass
    for name, url in zip(names, ADDRESSES, strict=True):
        job = client.get(f"{API}/jobs/{name}").json()
        [result] = job["results"]
        assert (job["state"], result["became"]) == ("done", "unread"), url
        assert result["issues"][0]["kind"] in ("refused_address", "bad_address"), (url, result["issues"])
    issues = client.get(f"{API}/issues", params={"limit": 5}).json()
    assert len(issues["items"]) == 5 and issues["cursor"]
    assert len(client.get(f"{API}/issues", params={"cursor": issues["cursor"]}).json()["items"]) == len(ADDRESSES) - 5


def test_a_server_that_fetches_nothing_says_so(team: Served, coder: TestClient) -> None:
    answer = coder.post(f"{API}/reports", json={"url": "https://example.org/"})
    assert (answer.status_code, answer.json()["hint"]) == (403, "dateline serve --fetch")
    assert coder.get(f"{API}/session").json()["fetch"] is False


def moved(jobs: Jobs, act: Callable[[Jobs], None]) -> threading.Thread:
    thread = threading.Thread(target=act, args=(jobs,))
    thread.start()
    return thread


def test_progress_comes_as_it_is_made(team: Served, coder: TestClient) -> None:
    jobs = Jobs(team.ledger.store)
    name = jobs.submit(JobKind.ADD, "Coder One", [text_input("a text", {})]).id

    def work(jobs: Jobs) -> None:
        time.sleep(0.4)
        job = jobs.take("a worker", lease_s=60)
        assert job is not None
        time.sleep(0.6)
        assert jobs.go_on(job, {"uri": "a", "id": "a", "became": "new"}, lease_s=60) is not None
        time.sleep(0.6)
        assert jobs.end(job, JobState.DONE) is not None

    thread = moved(jobs, work)
    answer = coder.get(f"{API}/jobs/{name}/events")
    thread.join()
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [dict(line.split(": ", 1) for line in one.splitlines()) for one in answer.text.strip().split("\n\n")]
    told = [(one["event"], one["data"].split('"state":"')[1].split('"')[0]) for one in events]
    assert {event for event, _ in told} == {"job"}
    assert told[-1] == ("job", "done") and ("job", "running") in told
    steps = [int(one["id"]) for one in events]
    assert steps == sorted(set(steps))
    again = coder.get(f"{API}/jobs/{name}/events", headers={"Last-Event-ID": str(steps[-2])})
    assert again.text.count("event: job") == 1
    assert coder.get(f"{API}/jobs/unknown/events").status_code == 404


def test_a_job_that_nobody_ends_is_given_up(team: Served) -> None:
    jobs = Jobs(team.ledger.store)
    name = jobs.submit(JobKind.ADD, "Coder One", [text_input("a text", {})]).id
    for _ in range(3):
        assert jobs.take("dies", lease_s=-1) is not None
    assert Worker(store=team.ledger.store).run_one()
    job: Job = team.ledger.desk.job(name)
    assert (job.state, job.attempts) == (JobState.FAILED, 4)
    assert "given up" in (job.error or "")
