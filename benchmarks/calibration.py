"""Fits the lines that make the trained reader's confidences say how often it is right, and says how well they do.

    python -m benchmarks.calibration --data FOLDER [--score FOLDER] [--pred FILE] [--jobs 2]

The dev half of the ledger set is read with the default configuration, or was already: ``--pred``. What the lines of today's
``weights.toml`` made of the reader's probabilities is undone first, so that the same reader gives the same lines again. The
figures after are cross-fitted: each report by lines fitted to all others. The lines to paste go to standard output.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.table import Table

from benchmarks.run import CONSOLE, PREDICTIONS, keep_under, measured
from benchmarks.sets import Json, gold_sets, rows_of
from dateline.config import Config
from dateline.evaluate.calibration import IDENTITY, Line, calibrations_of, cross_fitted, fitted_line, points_of
from dateline.extract.local.judging.weights import weights

#: Key and heading of each figure.
FIGURES = {
    "n": "n", "right": "right", "confidence": "mean", "ece": "ECE", "brier": "Brier", "slope": "slope",
    "offset": "offset", "ece_after": "ECE after", "brier_after": "Brier after",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print the lines and keep the figures; 0 where there was something to measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DATELINE_DATA"))
    parser.add_argument("--score", type=Path)
    parser.add_argument("--pred", type=Path, help="what `dateline code --format jsonl` printed of the dev half")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--dry", action="store_true", help="keep no results")
    options = parser.parse_args(arguments)
    if options.data is None or not Path(options.data).is_dir():
        CONSOLE.print("no data folder: give --data FOLDER or set DATELINE_DATA; nothing was measured")
        return 0
    data = Path(options.data)
    ledger = next(gold_set for gold_set in gold_sets("dev") if gold_set.name == "ledger")
    if options.pred is None:
        measured(ledger, data / ledger.folder, options.score or data.parent / "score", Config(), options.jobs)
    readings = rows_of(options.pred or PREDICTIONS / f"{ledger.name}.jsonl")
    if not any(claim.get("confidences") for reading in readings for claim in reading["claims"]):
        CONSOLE.print("the trained reader judged none of these claims: the lines are the rules', not for weights.toml")
    lines = {field: Line(*line) for field, line in weights()["confidence"].items()}
    fields = figures_of(rows_of(data / ledger.folder / "gold.jsonl"), [uncalibrated(row, lines) for row in readings])
    CONSOLE.print(_table(fields))
    print("\n".join(toml_of(fields)))
    if not options.dry:
        keep_under("calibration", {"fields": fields})
    return 0


def uncalibrated(reading: Json, lines: Mapping[str, Line]) -> Json:
    """A reading with the confidences of the claims that the trained reader judged as they were before the lines."""

    def before(field: str, held: Json, key: str = "confidence") -> Json:
        if held.get(key) is None:
            return held
        return held | {key: lines.get(field, IDENTITY).undone().at(held[key])}

    def claim_before(claim: Json) -> Json:
        confidences = claim.get("confidences") or {}
        if not confidences:
            # Of the rules alone, whose confidences no line has touched.
            return claim
        for field in confidences:
            confidences = before(field, confidences, field)
        return before("claim", claim) | {
            "confidences": confidences,
            "arguments": [before(argument["role"], argument) for argument in claim["arguments"]],
            "counts": [before("count", count) for count in claim["counts"]],
        }

    return reading | {"claims": [claim_before(claim) for claim in reading["claims"]]}


def figures_of(gold: Sequence[Json], readings: Sequence[Json]) -> dict[str, Json]:
    """The figures of every field that has points: as they come, the line of all points, and cross-fitted."""
    points = points_of(gold, readings)
    after = calibrations_of(cross_fitted(points))
    fields: dict[str, Json] = {}
    for field, calibration in calibrations_of(points).items():
        line = fitted_line([point for point in points if point.field == field])
        fields[field] = {
            "n": calibration.n,
            "right": round(calibration.right, 4),
            "confidence": round(calibration.confidence, 4),
            "ece": round(calibration.ece, 4),
            "brier": round(calibration.brier, 4),
            "slope": round(line.slope, 3),
            "offset": round(line.offset, 3),
            "ece_after": round(after[field].ece, 4),
            "brier_after": round(after[field].brier, 4),
        }
    return fields


def toml_of(fields: Mapping[str, Json]) -> list[str]:
    """The lines of ``[confidence]``; one that is no better on reports that it was not fitted to is commented out."""
    lines = ["[confidence]"]
    for field, row in fields.items():
        line = f"{field} = [{row['slope']}, {row['offset']}]"
        lines.append(line if row["brier_after"] < row["brier"] else f"# {line}  # no better on unseen reports")
    return lines


def _table(fields: Mapping[str, Json]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("field")
    for heading in FIGURES.values():
        table.add_column(heading, justify="right")
    for field, row in fields.items():
        table.add_row(field, *(f"{row[key]:g}" for key in FIGURES))
    return table


if __name__ == "__main__":
    sys.exit(main())
