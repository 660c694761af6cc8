"""Measures how the merge grows: accounts with known truth merged from scratch, then one report more.

    python -m benchmarks.merge_scale [1000 10000 100000]

Prints a line of JSON a size: seconds by the clock and of the processor, memory, how what came out agrees with the truth
(B-cubed, pairs over reports' foci), and the milliseconds that each of twenty further reports takes.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import groupby

from benchmarks.accounts import generated
from dateline.domain.ids import AccountId
from dateline.merge import Merging

FURTHER_REPORTS = 20


def main(sizes: Sequence[int]) -> int:
    """Measure each size in turn."""
    for size in sizes:
        print(json.dumps(measured(size)), flush=True)
    return 0


def measured(size: int) -> dict[str, float]:
    """The figures of one size."""
    pairs = list(generated(size + 60))
    told, further = pairs[:size], pairs[size:]
    merging = Merging()
    clock, processor = time.perf_counter(), time.process_time()
    merging.add(telling for telling, _ in told)
    seconds, busy = time.perf_counter() - clock, time.process_time() - processor
    truth = {telling.account: number for telling, number in told if telling.focus}
    found = {one.account: event.id for event in merging.events for one in event.accounts}
    added: list[tuple[float, float]] = []
    reports = [list(group) for _, group in groupby((telling for telling, _ in further), key=lambda one: one.document)]
    for report in reports[:FURTHER_REPORTS]:
        clock, processor = time.perf_counter(), time.process_time()
        merging.add(report)
        added.append((time.perf_counter() - clock, time.process_time() - processor))
    return {
        "accounts": size, "events": len(set(found.values())), "seconds": round(seconds, 1), "processor_s": round(busy, 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        **scores(truth, {account: found[account] for account in truth}),
        "add_ms": round(1000 * sorted(one for one, _ in added)[len(added) // 2], 1),
        "add_worst_ms": round(1000 * max(one for one, _ in added), 1),
        "add_worst_processor_ms": round(1000 * max(one for _, one in added), 1),
    }  # fmt: skip


def scores(truth: dict[AccountId, int], found: dict[AccountId, str]) -> dict[str, float]:
    """B-cubed F1 and the F1 of pairs, in percent."""
    gold, own = Counter(truth.values()), Counter(found.values())
    both: dict[tuple[int, str], int] = defaultdict(int)
    for account, number in truth.items():
        both[number, found[account]] += 1
    precision = sum(count * count / own[name] for (_, name), count in both.items()) / len(truth)
    recall = sum(count * count / gold[number] for (number, _), count in both.items()) / len(truth)
    hits = _pairs(both.values())
    pair_precision, pair_recall = hits / max(1, _pairs(own.values())), hits / max(1, _pairs(gold.values()))
    return {"b3_f1": _f1(precision, recall), "pairs_f1": _f1(pair_precision, pair_recall)}


def _pairs(counts: object) -> int:
    return sum(count * (count - 1) // 2 for count in counts)  # type: ignore[attr-defined]


def _f1(precision: float, recall: float) -> float:
    return round(200 * precision * recall / (precision + recall), 2) if precision + recall else 0.0


if __name__ == "__main__":
    sys.exit(main([int(one) for one in sys.argv[1:]] or [1_000, 10_000, 100_000]))
