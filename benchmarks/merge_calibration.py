"""Measures how often the merge's scorer is right when it says so: every pair of reports that is compared, against gold.

    python -m benchmarks.merge_calibration --data FOLDER [--split dev] [--dry]

Takes the readings that ``benchmarks.run`` left in ``predictions``. A pair of reports is one where the accounts that they are
about share a key; it is right where both are of one incident. Prints a table of ten equal steps of probability, with the
expected calibration error (ECE) and the Brier score of each set.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table

from benchmarks.run import CONSOLE, PREDICTIONS, keep_under
from benchmarks.sets import Json, rows_of
from dateline.merge import profile_of, tellings_from_row
from dateline.merge.candidates import Index
from dateline.merge.decisions import Decisions
from dateline.merge.pieces import Pieces

SETS = ("gvc", "gva", "ecb")
STEPS = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each set whose gold and readings are there."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DATELINE_DATA"))
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--dry", action="store_true", help="keep no results")
    options = parser.parse_args(arguments)
    if options.data is None:
        CONSOLE.print("no data folder: give --data FOLDER or set DATELINE_DATA; nothing was measured")
        return 0
    found: Json = {}
    for name in SETS:
        gold, readings = (
            options.data / "merge" / name / options.split / "gold.jsonl",
            PREDICTIONS / f"merge_{name}.jsonl",
        )
        if gold.is_file() and readings.is_file():
            found[name] = figures_of(list(pairs(rows_of(gold), rows_of(readings))))
    CONSOLE.print(_table(found))
    if found and not options.dry:
        keep_under("merge_calibration", found, options.split)
    return 0


def pairs(gold: Sequence[Json], readings: Sequence[Json]) -> Iterator[tuple[float, bool]]:
    """The probability of every compared pair of reports, and whether they are of one incident."""
    incident = {row["id"]: row["incident"] for row in gold}
    told = [telling for row in readings for telling in tellings_from_row(row) if telling.focus]
    index = Index()
    for telling in told:
        index.add(profile_of(telling))
    label = {telling.account: telling.label for telling in told if telling.label in incident}
    pieces = Pieces(index, Decisions())
    for account in sorted(label):
        for other in sorted(index.candidates(account)):
            if account < other and other in label:
                yield pieces.probability(account, other), incident[label[account]] == incident[label[other]]


def figures_of(found: Sequence[tuple[float, bool]]) -> Json:
    """The figures of a set's pairs: counts, mean probability, share right, ECE over ten steps, Brier score."""
    if not found:
        return {"n": 0}
    steps: list[Json] = []
    error = 0.0
    for step in range(STEPS):
        held = [one for one in found if min(STEPS - 1, int(one[0] * STEPS)) == step]
        if held:
            said, right = sum(one[0] for one in held) / len(held), sum(one[1] for one in held) / len(held)
            error += abs(said - right) * len(held) / len(found)
            steps.append({"from": step / STEPS, "n": len(held), "said": round(said, 4), "right": round(right, 4)})
    return {
        "n": len(found),
        "said": round(sum(one[0] for one in found) / len(found), 4),
        "right": round(sum(one[1] for one in found) / len(found), 4),
        "ece": round(error, 4),
        "brier": round(sum((probability - right) ** 2 for probability, right in found) / len(found), 4),
        "steps": steps,
    }


def _table(found: Json) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("set", "pairs", "from", "said", "right"):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for name, row in found.items():
        for step in row.get("steps", ()):
            table.add_row(name, str(step["n"]), f"{step['from']:.1f}", f"{step['said']:.3f}", f"{step['right']:.3f}")
        if row["n"]:
            table.add_row(name, str(row["n"]), "all", f"ECE {row['ece']:.3f}", f"Brier {row['brier']:.3f}")
    return table


if __name__ == "__main__":
    sys.exit(main())
