"""Signing in and out, invitations, tokens, forged requests, tries that are slowed down."""

from __future__ import annotations

import pytest

from dateline.domain.person import PersonRole
from dateline.web.throttle import FREE_TRIES, MOST_WAIT_S, Throttle
from tests.web.conftest import API, PASSWORD, Serve, Served

SIGN_IN = {"name": "Coder One", "password": PASSWORD}


def test_who_signs_in_is_known_until_they_sign_out(team: Served) -> None:
    client = team.client(has_csrf=False)
    assert client.get(f"{API}/session").json()["person"] is None
    answer = client.post(f"{API}/session", json=SIGN_IN)
    session = answer.json()
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Secure" not in cookie
    assert (session["person"]["name"], session["person"]["role"]) == ("Coder One", "coder")
    assert client.get(f"{API}/me").json()["name"] == "Coder One"
    secret = client.cookies["dateline_session"]
    left = client.delete(f"{API}/session", headers={"X-CSRF-Token": session["csrf"]})
    assert left.status_code == 204
    client.cookies.set("dateline_session", secret)
    assert client.get(f"{API}/me").status_code == 401, "the cookie is worth nothing any more"


def test_cookies_go_over_tls_alone_where_they_can(serve: Serve) -> None:
    client = serve(has_secure_cookies=True).client(has_csrf=False)
    answer = client.post(f"{API}/session", json=SIGN_IN)
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]


@pytest.mark.parametrize(
    "given", [{"name": "Coder One", "password": "wrong"}, {"name": "Nobody", "password": PASSWORD}]
)
def test_a_wrong_name_or_password_is_not_told_apart(team: Served, given: dict[str, str]) -> None:
    answer = team.client(has_csrf=False).post(f"{API}/session", json=given)
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.json()["detail"] == "that name and password do not go together"


def test_tries_are_slowed_down(team: Served) -> None:
    client = team.client(has_csrf=False)
    wrong = SIGN_IN | {"password": "wrong"}
    statuses = [client.post(f"{API}/session", json=wrong).status_code for _ in range(FREE_TRIES)]
    assert statuses == [401] * FREE_TRIES
    answer = client.post(f"{API}/session", json=SIGN_IN)
    assert answer.status_code == 429, "the right one has to wait as well"
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json()["type"] == "urn:dateline:problem:too-many"


def test_waits_double_and_are_forgotten() -> None:
    now = [0.0]
    throttle = Throttle(clock=lambda: now[0])
    waits = []
    for _ in range(FREE_TRIES + 12):
        throttle.failed("name a")
        waits.append(throttle.wait_s("name a"))
        now[0] += max(waits[-1], 0)
    assert waits[: FREE_TRIES - 1] == [0.0] * (FREE_TRIES - 1) or max(waits[: FREE_TRIES - 1]) <= 0
    assert waits[FREE_TRIES - 1 : FREE_TRIES + 3] == [1, 2, 4, 8]
    assert max(waits) == MOST_WAIT_S
    assert throttle.wait_s("name b") <= 0
    throttle.failed("name a")
    throttle.succeeded("name a")
    assert throttle.wait_s("name a") <= 0


@pytest.mark.parametrize("method", ["post", "delete"])
def test_a_change_without_the_sessions_token_is_refused(team: Served, method: str) -> None:
    client = team.client(PersonRole.CODER, has_csrf=False)
    path = f"{API}/judgements" if method == "post" else f"{API}/session"
    body = {"verdict": "accept", "about": [team.event]} if method == "post" else None
    for token in (
        {},
        {"X-CSRF-Token": "0" * 64},
        {"X-CSRF-Token": team.client(PersonRole.EDITOR).headers["X-CSRF-Token"]},
    ):
        answer = client.request(method, path, headers=token, json=body)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:dateline:problem:csrf")
    assert team.ledger.history() == ()


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_another_site_changes_nothing(team: Served, alone: Served, headers: dict[str, str]) -> None:
    for client in (team.client(PersonRole.CODER), alone.client()):
        answer = client.post(f"{API}/judgements", json={"verdict": "accept", "about": [team.event]}, headers=headers)
        assert answer.json()["type"] == "urn:dateline:problem:csrf"
    answer = team.client(has_csrf=False).post(f"{API}/session", json=SIGN_IN, headers=headers)
    assert answer.status_code == 403


def test_a_page_that_rebinds_its_name_reads_nothing(alone: Served) -> None:
    answer = alone.client().get(f"{API}/events", headers={"Host": "evil.example:8765"})
    assert (answer.status_code, answer.json()["type"]) == (421, "urn:dateline:problem:host")
    assert alone.client().get(f"{API}/events", headers={"Host": "localhost:8765"}).status_code == 200


def test_an_invitation_makes_a_person_once(team: Served) -> None:
    admin = team.client(PersonRole.ADMIN)
    made = admin.post(f"{API}/invitations", json={"role": "editor", "note": "for Bo"}).json()
    assert [one["note"] for one in admin.get(f"{API}/invitations").json()["items"]] == ["for Bo"]
    assert admin.get(f"{API}/invitations").json()["items"][0]["token"] is None, "told once"
    client = team.client(has_csrf=False)
    taken = {"token": made["token"], "name": "Bo", "password": PASSWORD}
    assert client.post(f"{API}/invitations/accept", json=taken | {"name": "coder  one"}).status_code == 409
    answer = client.post(f"{API}/invitations/accept", json=taken)
    assert (answer.status_code, answer.json()["person"]["role"]) == (201, "editor")
    assert client.get(f"{API}/me").json()["name"] == "Bo"
    again = team.client(has_csrf=False).post(f"{API}/invitations/accept", json=taken | {"name": "Cy"})
    assert again.status_code == 401
    assert admin.get(f"{API}/invitations").json()["items"] == []


def test_an_invitation_that_was_withdrawn_is_worth_nothing(team: Served) -> None:
    admin = team.client(PersonRole.ADMIN)
    made = admin.post(f"{API}/invitations", json={"role": "reader"}).json()
    assert admin.delete(f"{API}/invitations/{made['id']}").status_code == 204
    body = {"token": made["token"], "name": "Bo", "password": PASSWORD}
    assert team.client(has_csrf=False).post(f"{API}/invitations/accept", json=body).status_code == 401


def test_a_token_is_ones_own_to_make_and_end(team: Served) -> None:
    coder, reader = team.client(PersonRole.CODER), team.client(PersonRole.READER)
    made = coder.post(f"{API}/tokens", json={"name": "nightly", "scopes": ["read"], "days": 2}).json()
    assert made["token"].startswith("dl_")
    program = team.client(has_csrf=False)
    program.headers["Authorization"] = f"Bearer {made['token']}"
    assert program.get(f"{API}/me").json()["name"] == "Coder One"
    listed = coder.get(f"{API}/tokens").json()["items"]
    assert [(one["id"], one["token"]) for one in listed] == [(made["id"], None)]
    assert reader.delete(f"{API}/tokens/{made['id']}").status_code == 404
    assert coder.delete(f"{API}/tokens/{made['id']}").status_code == 204
    assert program.get(f"{API}/me").status_code == 401
    assert program.get(f"{API}/session").json()["person"] is None


def test_a_new_password_ends_other_sessions_and_keeps_this_one(team: Served) -> None:
    client, elsewhere = team.client(PersonRole.CODER), team.client(has_csrf=False)
    elsewhere.post(f"{API}/session", json=SIGN_IN)
    body = {"old": PASSWORD, "new": "quite another password"}
    assert client.post(f"{API}/me/password", json=body | {"old": "wrong"}).status_code == 403
    assert client.post(f"{API}/me/password", json=body).status_code == 204
    assert client.get(f"{API}/me").status_code == 200
    assert elsewhere.get(f"{API}/me").status_code == 401
    assert elsewhere.post(f"{API}/session", json=SIGN_IN | {"password": body["new"]}).status_code == 200


def test_no_secret_is_kept_as_it_is(team: Served) -> None:
    store = team.ledger.store
    with store._reading() as connection:
        tables = ("person", "session", "api_token")
        kept = [str(row) for table in tables for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
    told = " ".join(kept)
    assert "$argon2id$" in told
    secrets = [PASSWORD, *team.template.sessions.values(), *team.template.tokens.values()]
    assert not [secret for secret in secrets if secret in told]
