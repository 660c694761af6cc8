"""The description of the API, and thousands of made-up requests that hold the server to it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import SkipTest

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.generation import GenerationMode

from dateline.service import Ledger
from dateline.service.merging import LedgerMerge
from dateline.web.app import create_app
from dateline.web.described import routes_of
from dateline.web.options import WebOptions
from dateline.web.routes import ROUTERS
from tests.service.test_merging import filled
from tests.web.conftest import API, Served

#: A well-formed word may still name no type, no measure and no place: what it may be is more than a schema says.
LEFT_OUT = ["positive_data_acceptance", "ignored_auth"]


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
#: A reading takes a language model, and has tests of its own.
SLOW = ("/code",)
OPERATIONS = [
    (method, API + route.path)
    for route in routes_of(ROUTERS)
    for method in sorted(route.methods or ())
    if route.path not in SLOW
]


def checks() -> list[Any]:
    """All that schemathesis checks an answer for, but for what is left out."""
    from schemathesis.checks import CHECKS

    return [check for check in CHECKS.get_all() if check.__name__ not in LEFT_OUT]


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_every_answer_is_what_is_described(described: Any, method: str, path: str, mode: GenerationMode) -> None:
    """Requests as they are described, and requests that break the description."""

    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    def holds(case: Any) -> None:
        case.validate_response(case.call(headers={"X-CSRF-Token": CSRF}), checks=checks())

    try:
        holds()
    except (Unsatisfiable, SkipTest):
        # Nothing of a request without parts can be broken.
        assert mode is GenerationMode.NEGATIVE and "{" not in path


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
