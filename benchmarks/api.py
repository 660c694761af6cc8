"""Times the calls of the HTTP API by which lists are asked, on a ledger of made events.

    python -m benchmarks.api --events 100000 [--ledger FILE] [--times 25]

Every call is made through the app as it is served (routes, filters, JSON), without a network between. For each the median
and the 95th percentile are printed, of the wall clock and of the processor's time in this process: on a machine that others
use too, the latter is what the call costs. The first call of each is left out. Events are those of ``benchmarks.ledger``,
made whole, with doubt: half of them are in dispute, and every fifth may be one with another. They have no reports; what takes
the words of reports is asked of a ledger that has them (``--ledger``).
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from benchmarks.ledger import BATCH, event
from dateline.domain.event_from_wire import event_from_row
from dateline.domain.event_wire import event_row
from dateline.merge import DOUBTFUL
from dateline.service import Ledger
from dateline.service.merging import SETTINGS
from dateline.store import Comparison, EventVersion, Merged
from dateline.web.app import create_app, settle
from dateline.web.options import WebOptions

API = "/api/v1"

CALLS: dict[str, str] = {
    "events": "/events?limit=50",
    "events, counted": "/events?limit=50&count=true",
    "events, by killed": "/events?limit=50&sort=-killed",
    "events, least sure first": "/events?limit=50&sort=confidence",
    "events of a place": "/events?limit=50&place=Town%20333",
    "events in a box": "/events?limit=50&box=10,10,12,12",
    "events of a month": "/events?limit=50&since=2015-05&until=2015-05",
    "events of an actor": "/events?limit=50&actor=Group%201",
    "events with ten killed": "/events?limit=50&toll=killed%3D10",
    "events by a common word": "/events?limit=50&text=word1",
    "events by many filters": "/events?limit=50&type=assault&since=2012&until=2018&actor=Group%202&toll=killed%3D3",
    "queue": "/queue?limit=20",
    "queue, page after page": "/queue?limit=20",
    "queue of pairs, page after page": "/queue?limit=20&kind=same",
    "queue of tolls": "/queue?limit=20&kind=toll",
    "events to code": "/codings/next?limit=20",
    "outlets": "/sources",
    "reports": "/reports",
    "judgements": "/judgements",
    "issues": "/issues",
    "jobs": "/jobs",
    "all columns": "/events/columns?all=true",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, ask; print a line each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--ledger", type=Path, default=None, help="one that is there is asked as it is")
    parser.add_argument("--times", type=int, default=25, help="how often each is asked")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "made.ledger"
        is_there = path.exists()
        with Ledger(path) as ledger:
            if not is_there:
                fill(ledger, options.events)
            app = create_app(ledger, WebOptions(is_single_user=True, by="A. Coder", has_worker=False))
            # As the server does when it starts.
            settle()
            print(
                f"{ledger.stats().events} events; milliseconds: median and 95th percentile of the wall, of the processor"
            )
            for name, path_and_query in CALLS.items():
                times = 3 if name == "all columns" else options.times
                took = timed(TestClient(app), path_and_query, times, does_go_on=name.endswith("page after page"))
                print(line(name, took) if took else f"{name:32s} needs reports", flush=True)
    return 0


def fill(ledger: Ledger, events: int) -> None:
    """Writes that many whole events."""
    drawn = random.Random(17)
    for start in range(0, events, BATCH):
        made = [whole(drawn, event(drawn, number)) for number in range(start, min(events, start + BATCH))]
        pairs = doubted(drawn, [version.body for version in made])
        ledger.store.add_merge(Merged(through=start, events=made, comparisons=pairs, settings=SETTINGS))


def doubted(drawn: random.Random, events: Sequence[Any]) -> list[Comparison]:
    """For every fifth event a pair in doubt, with an account of another."""
    first = [event["accounts"][0]["account"] for event in events]
    return [
        Comparison(a=one, b=other, probability=drawn.uniform(*DOUBTFUL))
        for one in first[::5]
        if (other := drawn.choice(first)) != one
    ]


def whole(drawn: random.Random, version: EventVersion) -> EventVersion:
    """The event with everything that an event of the format has, some of it in doubt."""
    body: dict[str, Any] = dict(version.body)
    accounts = [one["account"] for one in body["accounts"]]
    outlets = [f"Outlet {drawn.randrange(40)}" for _ in accounts]
    place = body["where"]["place"] | {"id": "p1", "precision": "settlement"}
    for number, part in enumerate(body["participants"]):
        part["actor"] |= {"id": f"a{number}", "kind": "group"}
    toll = body["counts"][0]
    toll |= {"policy": "most-supported", "independent_sources": 2, "disagreement": drawn.choice((0.0, 0.0, 0.0, 1.0))}
    toll["figures"] = [
        {
            "low": toll["low"] + number * int(toll["disagreement"]), "high": None, "claim": "c" + one[1:],
            "document": f"d{one[1:]}", "outlet": outlet, "text": "a sentence of a report " * 5, "witness": number,
        }
        for number, (one, outlet) in enumerate(zip(accounts, outlets, strict=True))
    ]  # fmt: skip
    body |= {
        "where": {"place": place, "supporters": []},
        "accounts": [
            {"account": one, "document": f"d{one[1:]}", "outlet": outlet, "published": body["when"]["latest"]}
            for one, outlet in zip(accounts, outlets, strict=True)
        ],
        "conflicts": [],
        "confidence": round(drawn.random(), 3),
    }
    made = event_row(event_from_row({"event": body}))["event"]
    return EventVersion(id=version.id, body=made, words=version.words)


def timed(
    client: TestClient, path: str, times: int, *, does_go_on: bool = False
) -> tuple[list[float], list[float]] | None:
    """The milliseconds of each call, of the wall clock and of the processor; None where the ledger lacks what it needs.

    With ``does_go_on`` each call asks for the page after the last one, which nobody has asked for before.
    """
    walls, processors = [], []
    cursor = None
    for number in range(times + 1):
        wall, processor = time.perf_counter(), time.process_time()
        answer = client.get(API + path + (f"&cursor={cursor}" if cursor and does_go_on else ""))
        took = (time.perf_counter() - wall, time.process_time() - processor)
        if answer.status_code == 409:
            return None
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code} {answer.text[:200]}")
        if does_go_on:
            cursor = answer.json()["cursor"]
        if number:
            walls.append(1000 * took[0])
            processors.append(1000 * took[1])
    return walls, processors


def line(name: str, took: tuple[list[float], list[float]]) -> str:
    """One call's figures."""
    cells = [f"{figure:8.1f}" for some in took for figure in (statistics.median(some), _percentile(some))]
    return f"{name:32s}" + "".join(cells)


def _percentile(some: Sequence[float]) -> float:
    return sorted(some)[min(len(some) - 1, int(0.95 * len(some)))]


if __name__ == "__main__":
    raise SystemExit(main())
