"""Servers to test on, each on a ledger of its own with one person of every role."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.domain.person import PersonRole, Scope
from dateline.service import Ledger
from dateline.service.merging import LedgerMerge
from dateline.web.app import create_app
from dateline.web.options import WebOptions
from dateline.web.who import COOKIE
from tests.service.test_merging import filled

API = "/api/v1"
PASSWORD = "a long enough password"
#: By role, the name of who has it.
NAMES = {role: f"{role.title()} One" for role in PersonRole}

Serve = Callable[..., "Served"]


@dataclass(frozen=True, slots=True)
class Template:
    """A ledger with events and people, and the secrets by which these are known."""

    path: Path
    sessions: dict[PersonRole, str]
    #: Of the administrator.
    tokens: dict[Scope, str]


@dataclass(frozen=True, slots=True)
class Served:
    """A server on a ledger."""

    ledger: Ledger
    app: Any
    template: Template

    def client(self, role: PersonRole | None = None, *, has_csrf: bool = True) -> TestClient:
        """A browser in which somebody of that role is signed in, or nobody."""
        found = TestClient(self.app, base_url="http://testserver", raise_server_exceptions=False)
        if role is not None:
            found.cookies.set(COOKIE, self.template.sessions[role])
        if has_csrf:
            found.headers["X-CSRF-Token"] = found.get(f"{API}/session").json()["csrf"]
        return found

    def program(self, scope: Scope) -> TestClient:
        """A program with the administrator's token for that."""
        found = TestClient(self.app, raise_server_exceptions=False)
        found.headers["Authorization"] = f"Bearer {self.template.tokens[scope]}"
        return found

    @property
    def event(self) -> str:
        """An event of several reports."""
        best = max(self.ledger.events(), key=lambda one: len(one.accounts))
        return str(best.id)

    @property
    def report(self) -> str:
        """The key of one of its reports."""
        key = self.ledger.store.document_of("k" + self.event[1:])
        return str(key)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Made once: hashing passwords takes long, as it should."""
    path = tmp_path_factory.mktemp("served") / "team.ledger"
    sessions, tokens = {}, {}
    with Ledger(path) as ledger:
        filled(LedgerMerge(ledger.store))
        members = ledger.desk.members
        for role, name in NAMES.items():
            members.add(name, role, PASSWORD, by="Root")
            sessions[role], asker = members.sign_in(name, PASSWORD)
        for scope in Scope:
            tokens[scope], _ = members.give_token(asker, str(scope), frozenset({scope}))
    return Template(path, sessions, tokens)


@pytest.fixture
def serve(template: Template, tmp_path: Path) -> Iterator[Serve]:
    """Makes servers, each on a copy of the ledger."""
    opened: list[Ledger] = []

    def made(**options: Any) -> Served:
        path = tmp_path / f"{len(opened)}.ledger"
        shutil.copy(template.path, path)
        ledger = Ledger(path, create=False)
        opened.append(ledger)
        known: dict[str, Any] = {"has_secure_cookies": False, "has_worker": False}
        return Served(ledger, create_app(ledger, WebOptions(**(known | options))), template)

    yield made
    for ledger in opened:
        ledger.close()


@pytest.fixture
def team(serve: Serve) -> Served:
    """A server that people sign in to."""
    return serve()


@pytest.fixture
def alone(serve: Serve) -> Served:
    """A single user's server."""
    return serve(is_single_user=True, by="Ada", hosts=frozenset({"testserver", "localhost"}), does_fetch=True)
