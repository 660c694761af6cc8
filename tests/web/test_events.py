"""Events over HTTP: pages, columns, tags, decisions, and what a reader does not see."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from fastapi.testclient import TestClient

from dateline import service
from dateline.domain.brief import COLUMNS
from dateline.domain.person import PersonRole
from tests.web.conftest import API, Served


@pytest.fixture
def coder(team: Served) -> TestClient:
    return team.client(PersonRole.CODER)


def decided(client: TestClient, verdict: str, *about: str, **fields: Any) -> dict[str, Any]:
    answer = client.post(f"{API}/judgements", json={"verdict": verdict, "about": list(about)} | fields)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_pages_of_events_are_the_public_format(team: Served, coder: TestClient) -> None:
    seen: list[dict[str, Any]] = []
    cursor = None
    while True:
        answer = coder.get(f"{API}/events", params={"limit": 1, "count": True} | ({"cursor": cursor} if cursor else {}))
        page = answer.json()
        seen += page["items"]
        cursor = page["cursor"]
        assert page["total"] == 2 and len(page["items"]) == 1
        if cursor is None:
            break
    assert [one["id"] for one in seen] == [event.id for event in team.ledger.events()]
    for one in seen:
        jsonschema.validate({"format": "dateline/1", "event": one}, service.schema("event"))


@pytest.mark.parametrize(
    "query", [{"cursor": "nonsense"}, {"sort": "size"}, {"policy": "guess"}, {"box": "1,2,3"}, {"toll": "killed"},
              {"type": "nothing"}, {"since": "soon"}, {"limit": 0}, {"limit": 501}, {"as_of": "then"}, {"status": "odd"}],
)  # fmt: skip
def test_a_question_that_cannot_be_is_refused_in_one_shape(coder: TestClient, query: dict[str, Any]) -> None:
    answer = coder.get(f"{API}/events", params=query)
    assert answer.status_code in (409, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "hint", "faults"}


def test_a_cursor_of_another_order_is_refused(coder: TestClient) -> None:
    cursor = coder.get(f"{API}/events", params={"limit": 1, "sort": "-killed"}).json()["cursor"]
    assert coder.get(f"{API}/events", params={"cursor": cursor, "sort": "-reports"}).status_code == 409


@pytest.mark.parametrize("policy", ["most-conservative", "most-supported"])
def test_a_policy_weighs_tolls_otherwise(team: Served, coder: TestClient, policy: str) -> None:
    [page] = [
        one for one in coder.get(f"{API}/events", params={"policy": policy}).json()["items"] if one["id"] == team.event
    ]
    detail = coder.get(f"{API}/events/{team.event}", params={"policy": policy}).json()["event"]
    assert page["counts"] == detail["counts"]
    assert {toll["policy"] for toll in detail["counts"]} == {policy}


def test_columns_are_the_events_in_brief(team: Served, coder: TestClient) -> None:
    answer = coder.get(f"{API}/events/columns")
    assert answer.headers["content-type"] == "application/x-ndjson"
    head, *chunks = [json.loads(line) for line in answer.text.splitlines()]
    assert (head["columns"], head["total"]) == (list(COLUMNS), 2)
    [chunk] = chunks
    assert list(chunk) == head["columns"]
    assert {len(values) for values in chunk.values()} == {2}
    assert chunk["id"] == [event.id for event in team.ledger.events()]
    none = coder.get(f"{API}/events/columns", params={"country": "FRA"}).text.splitlines()
    assert len(none) == 1 and json.loads(none[0])["total"] == 0


def test_an_unchanged_answer_is_not_sent_again(team: Served, coder: TestClient) -> None:
    paths = (f"/events/{team.event}", "/events?limit=2", "/events/columns", f"/reports/{team.report}")
    tags = {}
    for path in paths:
        answer = coder.get(API + path)
        tags[path] = answer.headers["etag"]
        again = coder.get(API + path, headers={"If-None-Match": f'"other", {tags[path]}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tags[path])
    decided(coder, "accept", team.event)
    for path in paths:
        answer = coder.get(API + path, headers={"If-None-Match": tags[path]})
        assert answer.status_code == 200 and answer.headers["etag"] != tags[path]


def test_two_who_decide_at_once_are_told(team: Served, coder: TestClient) -> None:
    tag = coder.get(f"{API}/events/{team.event}").headers["etag"]
    decision = {"verdict": "accept", "about": [team.event]}
    assert coder.post(f"{API}/judgements", json=decision, headers={"If-Match": tag}).status_code == 201
    editor = team.client(PersonRole.EDITOR)
    late = editor.post(
        f"{API}/judgements", json={"verdict": "reject", "about": [team.event]}, headers={"If-Match": tag}
    )
    assert (late.status_code, late.json()["type"]) == (412, "urn:dateline:problem:changed")


def test_every_decision_bears_the_name_of_who_is_signed_in(team: Served, coder: TestClient) -> None:
    judged = decided(coder, "amend", team.event, field="counts.killed", value="10..15", note="the army's later word")
    assert judged["judgement"]["by"] == "Coder One"
    event = coder.get(f"{API}/events/{team.event}").json()["event"]
    [toll] = [toll for toll in event["counts"] if toll["measure"] == "killed"]
    assert (toll["low"], toll["high"], event["status"]) == (10, 15, "reviewed")
    assert event["judgements"][-1]["note"] == "the army's later word"
    [past] = coder.get(f"{API}/history").json()["items"]
    assert (past["by"], past["judgement"]) == ("Coder One", judged["judgement"]["id"])
    decided(coder, "undo", judged["judgement"]["id"])
    [undo, amend] = coder.get(f"{API}/judgements").json()["items"]
    assert (undo["verdict"], amend["is_undone"]) == ("undo", True)
    assert amend["value"] == {"low": 10, "high": 15}
    listed = coder.get(f"{API}/judgements", params={"limit": 1})
    assert len(coder.get(f"{API}/judgements", params={"cursor": listed.json()["cursor"]}).json()["items"]) == 1


def test_words_that_a_person_selects_stand_beside_the_value_that_they_set(team: Served, coder: TestClient) -> None:
    text = coder.get(f"{API}/reports/{team.report}").json()["reading"]["document"]["text"]
    start = text.index("Friday")
    words = {"report": team.report, "start": start, "end": start + 6}
    judged = decided(coder, "amend", team.event, field="when", value="2024-05-10", words=words)
    kept = judged["judgement"]
    assert kept["note"] is None and (kept["words"]["start"], kept["words"]["text"]) == (start, "Friday")
    assert kept["words"]["text"] in kept["words"]["evidence"] and kept["value"] == "2024-05-10"
    event = coder.get(f"{API}/events/{team.event}").json()["event"]
    assert event["judgements"][-1]["words"] == kept["words"]
    explained = coder.get(f"{API}/events/{team.event}/explanation").json()["values"]
    [quote] = [one for value in explained for one in value["quotes"] if one["is_ground"]]
    assert (quote["words"], quote["report"], quote["by"]) == ("Friday", team.report, "Coder One")
    wrong = words | {"text": "Monday"}
    answer = coder.post(
        f"{API}/judgements",
        json={"verdict": "amend", "about": [team.event], "field": "when", "value": "2024", "words": wrong},
    )
    assert answer.status_code == 422 and "'Friday', not 'Monday'" in answer.json()["detail"]
    beyond = {"report": team.report, "start": len(text), "end": len(text) + 1}
    answer = coder.post(
        f"{API}/judgements",
        json={"verdict": "amend", "about": [team.event], "field": "when", "value": "2024", "words": beyond},
    )
    assert answer.status_code == 422


def test_merged_away_events_lead_to_the_one_they_became(team: Served, coder: TestClient) -> None:
    one, other = sorted(event.id for event in team.ledger.events())
    decided(coder, "merge", one, other)
    for name in (one, other, other[:8]):
        found = coder.get(f"{API}/events/{name}").json()
        assert (found["event"]["id"], found["asked"]) == (one, name)
    assert coder.get(f"{API}/events/{other}/history").json()["items"][-1]["what"] == "gone"
    assert coder.get(f"{API}/events/e00000000000/history").status_code == 404


def test_an_explanation_points_at_reports(team: Served, coder: TestClient) -> None:
    found = coder.get(f"{API}/events/{team.event}/explanation").json()
    quotes = [quote for value in found["values"] for quote in value["quotes"]]
    assert quotes and found["merged"][0]["signs"][0]["said"]
    for quote in quotes:
        report = coder.get(f"{API}/reports/{quote['report']}").json()
        text = report["reading"]["document"]["text"]
        assert quote["words"] is None or text[quote["start"] : quote["end"]] == quote["words"]


def test_a_reader_is_told_nothing_that_is_restricted(team: Served) -> None:
    reader, coder, editor = (team.client(role) for role in (PersonRole.READER, PersonRole.CODER, PersonRole.EDITOR))
    event, report = team.event, team.report
    place = coder.get(f"{API}/events/{event}").json()["event"]["where"]["place"]["name"]
    assert place == "Osmal"
    decided(editor, "amend", event, field="where", value="Hidden Well@12.61,-8.01", note="at the Hidden Well")
    for field in ("where", "participants", "counts"):
        decided(editor, "restrict", event, field=field)
    secrets = ("Hidden Well", "12.61", "traders near")
    paths = (
        f"/events/{event}", f"/events/{event}/explanation", f"/events/{event}/history", "/events", "/events/columns",
        "/judgements", "/history", "/export?format=jsonl", "/export?format=csv", "/sources", "/sources?kind=speaker",
        f"/reports/{report}", f"/reports/{report}/raw",
    )  # fmt: skip
    for path in paths:
        told = reader.get(API + path).text
        assert not [secret for secret in secrets if secret in told], path
    assert "Hidden Well" in coder.get(f"{API}/events/{event}").text
    assert reader.get(f"{API}/reports/{report}").status_code == 403
    assert reader.get(f"{API}/events/{event}").json()["event"]["restricted"] == ["counts", "participants", "where"]
    hidden = (
        {"place": "Hidden Well"},
        {"box": "-9,12,-7,13"},
        {"actor": "gunmen"},
        {"toll": "killed=1"},
        {"text": "traders"},
    )
    for query in hidden:
        assert event not in found_by(reader, query), query
        assert event in found_by(coder, query), query


def found_by(client: TestClient, query: dict[str, str]) -> set[str]:
    page = client.get(f"{API}/events", params={**query, "all": True, "count": True}).json()
    assert page["total"] == len(page["items"])
    return {one["id"] for one in page["items"]}


def test_the_rest_answers(team: Served, coder: TestClient) -> None:
    types = coder.get(f"{API}/types").json()["items"]
    assert len(types) > 10 and coder.get(f"{API}/types/{types[0]['id']}").json()["examples"]
    assert coder.get(f"{API}/types/nothing").status_code == 404
    vocabulary = coder.get(f"{API}/vocabulary").json()
    assert "killed" in vocabulary["measures"] and vocabulary["default_policy"] in vocabulary["policies"]
    assert coder.get(f"{API}/stats").json()["events"] == 2
    assert coder.get(f"{API}/places", params={"name": "Bamako, MLI"}).json()["items"][0]["country"] == "MLI"
    outlets = coder.get(f"{API}/sources", params={"limit": 1}).json()
    assert outlets["cursor"] and coder.get(f"{API}/sources", params={"cursor": outlets["cursor"]}).json()["items"]
    formats = {one["format"] for one in coder.get(f"{API}/export/formats").json()["items"]}
    assert {"jsonl", "csv"} <= formats
    lines = coder.get(f"{API}/export", params={"format": "jsonl"}).text.splitlines()
    assert [json.loads(line)["event"]["id"] for line in lines] == [event.id for event in team.ledger.events()]
    editor = team.client(PersonRole.EDITOR)
    found = editor.get(f"{API}/verify").json()
    assert found["is_sound"]
    noted = f"{found['head']['seq']}:{found['head']['hash']}"
    assert editor.get(f"{API}/verify", params={"noted": noted}).json()["is_sound"]


def test_answers_keep_a_browser_strict(team: Served) -> None:
    for path in ("/", "/openapi.json", f"{API}/health", f"{API}/nowhere", f"{API}/events"):
        headers = team.client().get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src 'self'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "cache-control" in headers


def test_what_is_not_there_is_a_problem_too(team: Served, coder: TestClient) -> None:
    for method, path, status in (("GET", "/nowhere", 404), ("DELETE", "/events", 405), ("GET", "/events/e123456", 404)):
        answer = coder.request(method, API + path)
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_parameter_that_takes_one_value_is_given_once(team: Served, coder: TestClient) -> None:
    twice = coder.get(f"{API}/events?since=2024-05&since=2024-06")
    assert twice.status_code == 422 and "since" in twice.json()["detail"]
    assert coder.get(f"{API}/events?type=assault&type=protest").status_code == 200
