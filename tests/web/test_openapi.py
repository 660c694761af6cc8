"""The description of the API, and thousands of made-up requests that hold the server to it."""

from __future__ import annotations

import hashlib
import hmac
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import SkipTest

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import CHECKS
from schemathesis.generation import GenerationMode

from dateline.domain.person import PersonRole, Scope
from dateline.service import Ledger
from dateline.service.merging import LedgerMerge
from dateline.web.app import create_app
from dateline.web.described import routes_of
from dateline.web.options import WebOptions
from dateline.web.routes import ROUTERS
from tests.service.test_merging import filled
from tests.web.conftest import API, NAMES, PASSWORD, Served, Template

#: Why a request that is as described may be refused all the same: what a schema cannot say. Nothing else may be.
UNSAID = {
    r" is no cursor$": "a cursor is what an answer gave",
    r" is no day$": "a schema has no calendar: 30 February",
    r"^as_of cannot be ": "the same",
    r"^box .* lies on no map$": "the south of a box is not north of its north",
    r"^(accept|amend|reject|merge|split|restrict|undo) (takes|needs) ": "what a verdict takes is said in words",
    r"^a name has 1 to 64 characters that can be seen": "what can be seen is Unicode's to say",
    r"^it is in '.*', and this run reads ": "the languages are those of the server's configuration",
    r" is empty$": "the bytes of a file",
}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A single user's server, described, on a ledger that may come to any harm."""
    path: Path = tmp_path_factory.mktemp("fuzzed") / "fuzzed.ledger"
    with Ledger(path) as ledger:
        filled(LedgerMerge(ledger.store))
        options = WebOptions(is_single_user=True, by="Ada", has_secure_cookies=False, has_worker=False, secret="known")
        yield schemathesis.openapi.from_asgi("/openapi.json", create_app(ledger, options))


#: A token of the only session.
CSRF = hmac.new(b"known", b"dateline csrf", hashlib.sha256).hexdigest()
#: A reading takes the language model.
OPERATIONS = [
    pytest.param(method, API + route.path, marks=[pytest.mark.model] if route.path == "/code" else [])
    for route in routes_of(ROUTERS)
    for method in sorted(route.methods or ())
]


def checks(*without: str) -> list[Any]:
    """All that schemathesis checks an answer for, but for those."""
    return [check for check in CHECKS.get_all() if check.__name__ not in without]


def is_unsaid(answer: Any) -> bool:
    """Whether a request was refused for what no schema could have told."""
    return answer.status_code == 422 and any(re.search(reason, answer.json()["detail"]) for reason in UNSAID)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_what_is_described(described: Any, method: str, path: str, mode: GenerationMode) -> None:
    """Requests as they are described, and requests that break the description."""

    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    def holds(case: Any) -> None:
        answer = case.call(headers={"X-CSRF-Token": CSRF})
        # On this server nobody signs in: that others keep out who has not is tested below.
        without = ["ignored_auth", *(["positive_data_acceptance"] if is_unsaid(answer) else [])]
        case.validate_response(answer, checks=checks(*without))

    try:
        holds()
    except (Unsatisfiable, SkipTest):
        # Nothing of a request without parts can be broken.
        assert mode is GenerationMode.NEGATIVE and "{" not in path


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory, template: Template) -> Iterator[tuple[Any, str]]:
    """A server that people sign in to, described, and an administrator's token for it."""
    path: Path = tmp_path_factory.mktemp("guarded") / "guarded.ledger"
    shutil.copy(template.path, path)
    with Ledger(path, create=False) as ledger:
        _, admin = ledger.desk.members.sign_in(NAMES[PersonRole.ADMIN], PASSWORD)
        token, _ = ledger.desk.members.give_token(admin, "all", frozenset(Scope))
        app = create_app(ledger, WebOptions(has_secure_cookies=False, has_worker=False))
        yield schemathesis.openapi.from_asgi("/openapi.json", app), token


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_a_token_opens_is_closed_without_it_and_to_one_that_is_made_up(
    guarded: tuple[Any, str], method: str, path: str
) -> None:
    described, token = guarded
    [enforced] = [check for check in CHECKS.get_all() if check.__name__ == "ignored_auth"]

    @given(case=described[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE))
    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    def holds(case: Any) -> None:
        # A session that is made up, beside a token that holds, would be taken for what opened it.
        case.cookies = {}
        answer = case.call(headers={"Authorization": f"Bearer {token}"})
        # A password or an invitation that is made up is refused whoever brings it.
        assert answer.status_code != 401 or path.endswith(("/session", "/invitations/accept"))
        case.validate_response(answer, checks=[enforced])

    holds()


def test_every_route_is_described_with_its_right(team: Served) -> None:
    described = team.client().get("/openapi.json").json()
    routes = [
        (API + route.path, method.lower(), route) for route in routes_of(ROUTERS) for method in route.methods or ()
    ]
    assert len(routes) >= 50
    for path, method, _ in routes:
        operation = described["paths"][path][method]
        assert operation["summary"] and operation["x-right"], path
        assert operation["responses"]["422"]["content"] == {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        }


def test_the_page_of_the_api_names_every_route() -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    routes = [(method, route.path) for route in routes_of(ROUTERS) for method in route.methods or ()]
    missing = [f"{method} {path}" for method, path in routes if f"`{method} {path}`" not in page]
    assert not missing
