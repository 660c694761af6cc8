"""Every route times everybody: who may, and who may not."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.domain.person import RIGHTS, PersonRole, Right, Scope, rights_of
from dateline.web.described import right_of, routes_of
from dateline.web.routes import ROUTERS
from tests.web.conftest import API, Serve, Served

#: What each route needs, written out: a route that is added must be thought about here.
NEEDS = {
    "open": "GET /session, POST /session, POST /invitations/accept, GET /schemas/{of}, GET /health",
    "signed in": "DELETE /session, GET /me, POST /me/password, GET /tokens, POST /tokens, DELETE /tokens/{id}",
    "read": "GET /events, GET /events/columns, GET /events/{event}, GET /events/{event}/explanation, "
    "GET /events/{event}/history, GET /judgements, GET /judgements/{id}, GET /history, GET /reports, GET /reports/{key}, "
    "GET /issues, GET /sources, GET /types, GET /types/{type}, GET /vocabulary, GET /places, GET /export, "
    "GET /export/formats, GET /stats",
    "restricted": "GET /reports/{key}/raw",
    "add": "POST /reports, POST /reports/files, POST /code, GET /jobs, GET /jobs/{id}, DELETE /jobs/{id}, "
    "GET /jobs/{id}/events",
    "judge": "POST /judgements, POST /reports/{key}/claims, GET /queue, GET /codings/next, GET /codings/{event}, "
    "PUT /codings/{event}, GET /agreement",
    "edit": "GET /adjudications, POST /adjudications/{event}, GET /verify",
    "people": "GET /people, PATCH /people/{name}, GET /invitations, POST /invitations, DELETE /invitations/{id}, POST /rebuild",
}
WANTED = {route: right for right, routes in NEEDS.items() for route in routes.split(", ")}


def asked(client: TestClient, route: str, served: Served) -> int:
    """The status of a request that changes nothing but the session."""
    method, path = route.split(" ")
    filled = {
        "{event}": served.event, "{key}": served.report, "{id}": "unknown", "{name}": "Nobody", "{of}": "event",
        "{type}": "assault",
    }  # fmt: skip
    for name, value in filled.items():
        path = path.replace(name, value)
    words: dict[str, Any] = {"params": {"name": "Osmal"}} if path == "/places" else {}
    if method in ("POST", "PUT", "PATCH"):
        words["json"] = {}
    return client.request(method, API + path, **words).status_code


def test_every_route_needs_what_is_written_here() -> None:
    found = {
        f"{method} {route.path}": right_of(route) for route in routes_of(ROUTERS) for method in route.methods or ()
    }
    assert found == WANTED


@pytest.mark.parametrize("role", [None, *PersonRole])
def test_every_route_for_every_role(team: Served, role: PersonRole | None) -> None:
    client = team.client(role)
    routes = sorted(WANTED, key=lambda route: route == "DELETE /session")
    for route in routes:
        status, right = asked(client, route, team), WANTED[route]
        if right == "open":
            assert status not in (401, 403), route
        elif role is None:
            assert status == 401, route
        elif right == "signed in" or Right(right) in RIGHTS[role]:
            # An empty body never changes a password: it is refused for its form.
            assert status not in (401, 403, 500), (route, status)
        else:
            assert status == 403, (route, status)
    assert len(routes) >= 50


@pytest.mark.parametrize("scope", Scope)
def test_every_route_for_every_scope_of_a_token(team: Served, scope: Scope) -> None:
    client = team.program(scope)
    for route, right in WANTED.items():
        status = asked(client, route, team)
        if right not in ("open", "signed in"):
            may = Right(right) in rights_of(PersonRole.ADMIN, frozenset({scope}))
            assert (status == 403) is not may, (route, status)


def test_a_token_makes_no_token_and_sets_no_password(team: Served) -> None:
    client = team.program(Scope.PEOPLE)
    assert client.post(f"{API}/tokens", json={"name": "x", "scopes": ["read"]}).status_code == 403
    body = {"old": "a long enough password", "new": "another long password"}
    assert client.post(f"{API}/me/password", json=body).status_code == 403


def test_coders_restrict_nothing_and_undo_their_own_alone(team: Served) -> None:
    coder, editor = team.client(PersonRole.CODER), team.client(PersonRole.EDITOR)
    about = {"about": [team.event]}
    restrict = {"verdict": "restrict", "field": "where", **about}
    assert coder.post(f"{API}/judgements", json=restrict).status_code == 403
    theirs = editor.post(f"{API}/judgements", json={"verdict": "accept", **about}).json()["judgement"]["id"]
    own = coder.post(f"{API}/judgements", json={"verdict": "accept", "note": "mine", **about}).json()["judgement"]["id"]
    assert coder.post(f"{API}/judgements", json={"verdict": "undo", "about": [theirs]}).status_code == 403
    assert coder.post(f"{API}/judgements", json={"verdict": "undo", "about": [own]}).status_code == 201
    assert editor.post(f"{API}/judgements", json={"verdict": "undo", "about": [theirs]}).status_code == 201


def test_access_that_is_taken_ends_at_once(team: Served) -> None:
    admin, coder = team.client(PersonRole.ADMIN), team.client(PersonRole.CODER)
    assert coder.get(f"{API}/me").status_code == 200
    changed = admin.patch(f"{API}/people/Coder One", json={"role": "reader"})
    assert changed.json()["role"] == "reader"
    assert coder.get(f"{API}/me").status_code == 401
    assert admin.patch(f"{API}/people/Admin One", json={"is_active": False}).status_code == 409
    assert admin.patch(f"{API}/people/Admin One", json={"role": "coder"}).status_code == 409


def test_a_single_user_may_everything_without_signing_in(serve: Serve) -> None:
    client = serve(is_single_user=True, by="Ada").client()
    session = client.get(f"{API}/session").json()
    assert (session["mode"], session["person"]["name"], len(session["rights"])) == ("single-user", "Ada", len(Right))
