"""The command line and the Python API have the same verbs."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import dateline
from dateline.cli import app
from dateline.domain.event_from_wire import event_from_row
from dateline.domain.event_wire import event_row
from dateline.domain.judgement import Verdict
from dateline.domain.value import Measure
from dateline.service import Desk
from dateline.service.merging import LedgerMerge
from dateline.store import Ledger as Store
from dateline.web.described import routes_of
from dateline.web.routes import ROUTERS
from tests.service.test_merging import filled

#: Verbs that need no ledger, and the one by which a ledger is opened.
WITHOUT = {"code", "types", "show", "evaluate", "schema", "init"}
#: Verbs of the desk that people work at: ``ledger.desk``.
AT_THE_DESK = {"queue": "queue", "agreement": "agreement", "sources": "sources", "people": "members"}
#: Verbs that keep a process running; a program makes a ``Worker``, or an app, of its own.
RUNNING = {"serve", "worker"}
ALL = {command.name or "" for command in app.registered_commands}
VERBS = sorted(ALL - WITHOUT - AT_THE_DESK.keys() - RUNNING)

#: Where the HTTP API does what a verb of the command line does.
OVER_HTTP = {
    "code": "POST /code",
    "add": "POST /reports",
    "events": "GET /events",
    "explain": "GET /events/{event}/explanation",
    "export": "GET /export",
    "history": "GET /events/{event}/history",
    "rebuild": "POST /rebuild",
    "verify": "GET /verify",
    "stats": "GET /stats",
    "queue": "GET /queue",
    "agreement": "GET /agreement",
    "sources": "GET /sources",
    "people": "GET /people",
    "types": "GET /types",
    "show": "GET /types/{type}",
    "schema": "GET /schemas/{of}",
    "claim": "POST /reports/{key}/claims",
} | {str(verdict): "POST /judgements" for verdict in Verdict if verdict is not Verdict.CLAIM}
#: Verbs that read or write files where they run, or are the server itself.
NOT_OVER_HTTP = {"init", "evaluate", "watch", "plot", "report", "serve", "worker"}


def test_a_verb_of_the_command_line_has_its_route_or_a_reason() -> None:
    assert OVER_HTTP.keys() | NOT_OVER_HTTP == ALL
    assert not OVER_HTTP.keys() & NOT_OVER_HTTP
    routes = {f"{method} {route.path}" for route in routes_of(ROUTERS) for method in route.methods or ()}
    assert set(OVER_HTTP.values()) <= routes


def test_the_desk_is_a_door_of_python_too() -> None:
    for name in AT_THE_DESK.values():
        assert hasattr(Desk, name) or name == "members"
    assert inspect.getdoc(dateline.Ledger.desk)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_of_the_command_line_is_one_of_python(verb: str) -> None:
    assert inspect.getdoc(getattr(dateline.Ledger, verb))


@pytest.mark.parametrize("verb", sorted(WITHOUT - {"evaluate", "init"}))
def test_a_verb_without_a_ledger_is_a_function(verb: str) -> None:
    assert hasattr(dateline, {"types": "event_types", "show": "event_type"}.get(verb, verb))


def test_every_verdict_is_a_verb_of_both() -> None:
    assert {str(verdict) for verdict in Verdict} <= set(VERBS)


def test_an_event_comes_back_from_the_public_format_as_it_was_printed(merge: LedgerMerge, store: Store) -> None:
    filled(merge)
    for event in merge.state().events:
        row = event_row(event)
        assert event_row(event_from_row(row)) == row
        assert event_from_row(row).accounts[0].account == event.accounts[0].account


def test_a_program_asks_and_judges(tmp_path: Path) -> None:
    with dateline.Ledger(tmp_path / "kept.ledger") as ledger:
        filled(LedgerMerge(ledger.store))
        query = dateline.EventQuery(box=dateline.Box(south=12, west=-9, north=13, east=-7), actor="gunmen")
        found = list(ledger.events(query))
        assert len(found) == ledger.count_events(query) > 0
        judged = ledger.amend(found[0].id, field="counts.killed", value=40, by="A. Coder")
        assert judged.step.changed == (found[0].id,)
        assert [event.id for event in ledger.events(dateline.EventQuery(tolls=((Measure.KILLED, 40),)))] == [
            found[0].id
        ]
        assert ledger.explain(found[0].id).explanation.event.status == "reviewed"
        assert ledger.verify().is_sound
        assert ledger.stats().judgements == len(ledger.history())
