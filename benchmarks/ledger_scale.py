"""Measures a stored ledger as it grows: one report more, and every filter of its events.

    python -m benchmarks.ledger_scale [1000 10000 100000] [--keep FOLDER]

The accounts are generated, with known truth, and put into an SQLite ledger on disk; all is merged once, as a rebuild does.
Then twenty further reports are added, one transaction each, by a ledger that was just opened, and each filter is asked. A
line of JSON is printed for each size; each time is given by the clock and, since other work may share the machine, of the
processor. With ``--keep`` the ledgers stay in that folder, and are taken up again where they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import groupby
from pathlib import Path

from benchmarks.accounts import generated
from dateline.domain.document import Document
from dateline.domain.event import EventStatus
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.telling import Telling
from dateline.domain.value import Measure
from dateline.service.merging import LedgerMerge, keyed
from dateline.store import Box, EventQuery
from dateline.store import Ledger as Store

FURTHER_REPORTS = 20
#: Reports written in one transaction while the ledger is filled.
TOGETHER = 500
RUN = Run("0.0.0", "0" * 64, ())
THEN = datetime(2026, 1, 1, tzinfo=UTC)

Report = tuple[RawDocument, Reading, tuple[Telling, ...]]


def main(arguments: Sequence[str]) -> int:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(arguments)
    folder = options.keep or Path(tempfile.mkdtemp(prefix="dateline-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for size in options.sizes:
            print(json.dumps(measured(size, folder)), flush=True)
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def measured(size: int, folder: Path) -> dict[str, object]:
    """The figures of one size."""
    told = list(reports(size + 80))
    few = len(told) - FURTHER_REPORTS
    path, made = folder / f"{size}.ledger", folder / f"{size}.json"
    if not made.is_file():
        path.unlink(missing_ok=True)
        with Store(path) as store:
            filled = _filled(store, told[:few])
        made.write_text(json.dumps(filled), encoding="utf-8")
    figures: dict[str, object] = json.loads(made.read_text(encoding="utf-8"))
    copy = folder / f"{size}.copy"
    shutil.copy(path, copy)
    added: list[tuple[float, float]] = []
    with Store(copy) as store:
        merge = LedgerMerge(store)
        added += [_timed(partial(merge.add_told, *report)) for report in told[few:]]
        asked = {name: _asked(store, query) for name, query in filters().items()}
    copy.unlink()
    walls, busy = sorted(one for one, _ in added), sorted(one for _, one in added)
    return figures | {
        "add_ms": round(walls[len(walls) // 2], 1),
        "add_worst_ms": round(walls[-1], 1),
        "add_processor_ms": round(busy[len(busy) // 2], 1),
        "add_worst_processor_ms": round(busy[-1], 1),
        "ask_ms": {name: one[0] for name, one in asked.items()},
        "ask_worst_ms": max(one[0] for one in asked.values()),
        "ask_worst_processor_ms": max(one[1] for one in asked.values()),
    }


def _filled(store: Store, told: Sequence[Report]) -> dict[str, object]:
    clock, processor = time.perf_counter(), time.process_time()
    for start in range(0, len(told), TOGETHER):
        with store.transaction():
            for raw_document, reading, tellings in told[start : start + TOGETHER]:
                store.add_reading(raw_document, reading, keyed(tellings))
    stored_s, stored_busy_s = time.perf_counter() - clock, time.process_time() - processor
    clock, processor = time.perf_counter(), time.process_time()
    LedgerMerge(store).rebuild()
    return {
        "accounts": sum(len(tellings) for _, _, tellings in told),
        "reports": len(told),
        "events": store.count_events(),
        "store_s": round(stored_s, 1),
        "store_processor_s": round(stored_busy_s, 1),
        "rebuild_s": round(time.perf_counter() - clock, 1),
        "rebuild_processor_s": round(time.process_time() - processor, 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def reports(accounts: int) -> Iterator[Report]:
    """Generated accounts by report, each with a source and an otherwise empty reading."""
    for key, group in groupby((telling for telling, _ in generated(accounts)), key=lambda one: one.document):
        tellings = tuple(group)
        text = f"Report {key}. {tellings[0].claims[0].evidence.text}"
        raw = text.encode()
        sha256 = hashlib.sha256(raw).hexdigest()
        source = RawDocument(uri=f"{key[:16]}.txt", raw=raw, sha256=sha256, media_type="text/plain", fetched_at=THEN)
        document = Document(
            text=text, uri=source.uri, sha256=sha256, media_type="text/plain", published=tellings[0].published
        )
        own = tuple(replace(telling, document=document.key) for telling in tellings)
        yield source, Reading(document=document, run=RUN, relevance=1.0), own


def filters() -> dict[str, EventQuery]:
    """Each filter alone, as broad and as narrow as people ask, and some together."""
    may = {"first_day": date(2021, 5, 1), "last_day": date(2021, 5, 31)}
    sahel = Box(south=5, west=-10, north=25, east=20)
    return {
        "all": EventQuery(),
        "month": EventQuery(**may),  # type: ignore[arg-type]
        "type": EventQuery(types=("assault",)),
        "rare_type": EventQuery(types=("consult",)),
        "mode": EventQuery(modes=("aerial",)),
        "status": EventQuery(statuses=(EventStatus.MACHINE,)),
        "status_none": EventQuery(statuses=(EventStatus.REVIEWED,)),
        "country": EventQuery(countries=("XXX",)),
        "country_none": EventQuery(countries=("YYY",)),
        "province": EventQuery(place="Province 7"),
        "place_none": EventQuery(place="Nowhere"),
        "box": EventQuery(box=sahel),
        "small_box": EventQuery(box=Box(south=10, west=0, north=10.5, east=0.5)),
        "actor": EventQuery(actor="Mimika"),
        "toll": EventQuery(tolls=((Measure.KILLED, 1),)),
        "great_toll": EventQuery(tolls=((Measure.KILLED, 150),)),
        "toll_none": EventQuery(tolls=((Measure.INJURED, 1),)),
        "text": EventQuery(text="said"),
        "text_two": EventQuery(text="said police"),
        "text_row": EventQuery(text='"police said"'),
        "text_begins": EventQuery(text="sol*"),
        "text_none": EventQuery(text="zzzz"),
        "together": EventQuery(types=("assault",), box=sahel, tolls=((Measure.KILLED, 5),), **may),  # type: ignore[arg-type]
        "together_text": EventQuery(text="said", tolls=((Measure.KILLED, 20),), countries=("XXX",)),
        "together_none": EventQuery(statuses=(EventStatus.REJECTED,), tolls=((Measure.KILLED, 2),), text="said"),
    }


def _asked(store: Store, query: EventQuery) -> tuple[float, float]:
    """Milliseconds for a page of fifty, by the clock and of the processor: the medians of five."""
    times = [_timed(lambda: store.events(query, limit=50)) for _ in range(5)]
    return round(sorted(one for one, _ in times)[2], 1), round(sorted(one for _, one in times)[2], 1)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
