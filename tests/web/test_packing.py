"""Answers are made small for who is far away, and secrets and streams never are."""

from __future__ import annotations

import gzip

import pytest
from fastapi.testclient import TestClient

from dateline.domain.person import PersonRole
from dateline.service import text_input
from dateline.web.who import COOKIE
from tests.web.conftest import API, Served


def packed(client: TestClient, path: str) -> bool:
    answer = client.get(f"{API}{path}", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200, path
    return answer.headers.get("content-encoding") == "gzip"


@pytest.fixture
def editor(team: Served) -> TestClient:
    return team.client(PersonRole.EDITOR)


def test_what_is_large_goes_small_and_comes_out_whole(team: Served, editor: TestClient) -> None:
    path = f"{API}/reports/{team.report}"
    plain = editor.get(path, headers={"Accept-Encoding": "identity"})
    small = editor.get(path, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers and small.headers["content-encoding"] == "gzip"
    assert small.json() == plain.json() and small.headers["etag"] == plain.headers["etag"]
    assert int(small.headers["content-length"]) < len(plain.content) / 2
    assert "Accept-Encoding" in small.headers["vary"]
    assert len(gzip.compress(plain.content)) < len(plain.content)
    assert packed(editor, "/events/columns") and packed(editor, "/types")
    assert not packed(editor, "/health"), "a small answer is not worth it"


def test_who_is_on_this_machine_is_not_kept_waiting(team: Served) -> None:
    near = TestClient(team.app, client=("127.0.0.1", 50000))
    near.cookies.set(COOKIE, team.template.sessions[PersonRole.EDITOR])
    assert not packed(near, "/types")


def test_nothing_that_holds_a_secret_is_compressed(team: Served) -> None:
    admin = team.client(PersonRole.ADMIN)
    for number in range(20):
        made = admin.post(f"{API}/invitations", json={"role": "reader", "note": f"{number} " + "note " * 30})
        assert "content-encoding" not in made.headers
        admin.post(f"{API}/tokens", json={"name": f"program {number} of many", "scopes": ["read"]})
    for path in ("/session", "/me", "/people", "/invitations", "/tokens"):
        assert not packed(admin, path), path
    assert len(admin.get(f"{API}/invitations").content) > 1400


def test_progress_is_not_held_back(team: Served) -> None:
    admin = team.client(PersonRole.ADMIN)
    text = "Gunmen killed 3 traders. " * 200
    job = team.ledger.desk.submit([text_input(text, {})], by="Admin One")
    team.ledger.desk.cancel(job.id, by="Admin One")
    assert not packed(admin, f"/jobs/{job.id}/events")
