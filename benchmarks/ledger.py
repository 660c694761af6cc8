"""Fills a ledger with made events and times what people ask of it.

    python -m benchmarks.ledger --events 100000 [--ledger FILE_OR_ADDRESS]

Each query is asked several times for its first page of 100 events; the median is printed, of the wall clock and of the
processor's time in this process. The events are drawn from a seeded generator: 60 types of places, a power law of actors, tolls
as such tolls are, two versions of every fifth event.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.domain.ids import EventId
from dateline.domain.value import Measure
from dateline.store import Box, EventQuery, EventVersion, Ledger, Merged

#: Events written by one merge.
BATCH = 1000
TYPES = ("assault", "protest", "coerce", "mobilize", "agree", "accuse")
SHARES = (60, 20, 8, 6, 4, 2)
WORDS = [f"word{number}" for number in range(3000)]

QUERIES: dict[str, EventQuery] = {
    "no filter": EventQuery(),
    "a common type": EventQuery(types=("assault",)),
    "a rare type": EventQuery(types=("accuse",)),
    "a month": EventQuery(first_day=date(2015, 5, 1), last_day=date(2015, 5, 31)),
    "a country": EventQuery(countries=("C07",)),
    "a place": EventQuery(place="Town 333"),
    "a box of two degrees": EventQuery(box=Box(south=10, west=10, north=12, east=12)),
    "a box of half the world": EventQuery(box=Box(south=-90, west=-180, north=90, east=0)),
    "a common actor": EventQuery(actor="Group 1"),
    "a rare actor": EventQuery(actor="Group 1977"),
    "ten killed or more": EventQuery(tolls=((Measure.KILLED, 10),)),
    "500 killed or more": EventQuery(tolls=((Measure.KILLED, 500),)),
    "a common word": EventQuery(text="word1"),
    "a rare word": EventQuery(text="word2901"),
    "two words": EventQuery(text="word3 word40"),
    "a beginning": EventQuery(text="word29*"),
    "what few have": EventQuery(types=("accuse",), countries=("C41",), tolls=((Measure.KILLED, 10),)),
    "what none has": EventQuery(text="word1", countries=("C07",), types=("agree",), tolls=((Measure.KILLED, 9000),)),
    "many filters": EventQuery(
        types=("assault",), first_day=date(2012, 1, 1), last_day=date(2018, 1, 1), actor="Group 2", text="word7",
        tolls=((Measure.KILLED, 3),), box=Box(south=-60, west=-90, north=60, east=90),
    ),
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, ask, look through; print a line each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument(
        "--ledger", default=None, help="one that is there is kept and filled up; with --events 0 only asked"
    )
    parser.add_argument("--times", type=int, default=11, help="how often each query is asked")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, Ledger(options.ledger or Path(folder) / "ledger") as ledger:
        print(f"{options.events} events, {ledger.stats().backend}")
        told("filling it", lambda: fill(ledger, options.events))
        stats = ledger.stats()
        print(f"{stats.events} events in {stats.event_versions} versions, {stats.ledger_bytes / 1e6:.0f} MB")
        for name, query in QUERIES.items():
            pages = timed(lambda query=query: ledger.events(query), options.times)  # type: ignore[misc]
            count = ledger.count_events(query)
            print(
                f"{name:28s} {count:7d} events  {pages[0] * 1000:7.1f} ms  {pages[1] * 1000:7.1f} ms of the processor"
            )
        last = ledger.head()
        seq = 1 if last is None else last.seq // 2
        pages = timed(lambda: ledger.events(as_of=seq), options.times)
        print(f"{'as of half way':28s} {'':14s}  {pages[0] * 1000:7.1f} ms  {pages[1] * 1000:7.1f} ms of the processor")
        one = event(random.Random(5), 7)
        written = timed(lambda: ledger.add_merge(Merged(through=1, events=[one])), options.times)
        print(
            f"{'writing one event':28s} {'':14s}  {written[0] * 1000:7.1f} ms  {written[1] * 1000:7.1f} ms of the processor"
        )
        told("looking through it", lambda: print(*ledger.verify().problems, sep="\n"))
    return 0


def told(name: str, what: Callable[[], object]) -> None:
    """Does it once and says how long it took."""
    wall, processor = time.perf_counter(), time.process_time()
    what()
    print(
        f"{name}: {time.perf_counter() - wall:.1f} s, {time.process_time() - processor:.1f} s of the processor",
        flush=True,
    )


def timed(what: Callable[[], object], times: int) -> tuple[float, float]:
    """The median seconds of the wall clock and of the processor."""
    walls, processors = [], []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        what()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    return statistics.median(walls), statistics.median(processors)


def fill(ledger: Ledger, events: int) -> None:
    """Writes that many events, and every fifth of them a second time."""
    drawn = random.Random(17)
    for start in range(0, events, BATCH):
        some = [event(drawn, number) for number in range(start, min(events, start + BATCH))]
        ledger.add_merge(Merged(through=start, events=some))
    for start in range(0, events, BATCH * 5):
        some = [event(drawn, number) for number in range(start, min(events, start + BATCH * 5), 5)]
        ledger.add_merge(Merged(through=start, events=some))


def event(drawn: random.Random, number: int) -> EventVersion:
    """An event with that number in its id."""
    name = f"e{number:015x}"
    day = (date(2005, 1, 1) + timedelta(days=drawn.randrange(7300))).isoformat()
    town = drawn.randrange(4000)
    killed = int(drawn.paretovariate(1.0)) - 1
    actors = [f"Group {min(1999, int(drawn.paretovariate(0.5)))}" for _ in range(2)]
    place: dict[str, Any] = {
        "name": f"Town {town}",
        "admin1": f"Province {town % 300}",
        "country": f"C{town % 60:02d}",
        "lat": (town * 37 % 1600) / 10 - 80,
        "lon": (town * 91 % 3500) / 10 - 175,
    }
    body: dict[str, Any] = {
        "id": name,
        "type": drawn.choices(TYPES, SHARES)[0],
        "mode": None,
        "when": {"earliest": day, "latest": day, "precision": "day", "supporters": []},
        "where": {"place": place, "supporters": []},
        "participants": [{"role": "actor", "actor": {"name": actor}, "supporters": []} for actor in actors],
        "counts": [{"measure": "killed", "low": killed, "best": killed, "high": None, "figures": []}],
        "accounts": [{"account": f"k{number:013x}{part:02x}"} for part in range(3)],
        "status": "machine",
    }
    words = " ".join(WORDS[min(2999, int(drawn.paretovariate(0.35)) - 1)] for _ in range(60))
    return EventVersion(id=EventId(name), body=body, words=words)


if __name__ == "__main__":
    raise SystemExit(main())
