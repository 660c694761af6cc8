"""Scores readings that keep to the conventions of the format on sets that ask for something else, beside our own.

    python -m benchmarks.conventions --data FOLDER --score FOLDER

``benchmarks/readings`` holds them as offsets and types, without a text; nothing is trained on them
(docs/decisions/2026-11-27-what-three-outside-sets-ask-for.md). Our own readings are those of the last ``benchmarks.run``, on
the same documents.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.run import PREDICTIONS
from benchmarks.sets import Json, rows_of

READINGS = Path(__file__).parent / "readings"
#: Readings, the set that they are of, and its figures.
SETS = (
    (
        "wikievents",
        "relations",
        "wikievents.trigger_p wikievents.trigger_r wikievents.trigger_f1 wikievents.sentence_f1",
    ),
    ("glocon", "relevance", "glocon.doc_any_p glocon.doc_any_r glocon.doc_any_f1 glocon.doc_contentious_f1"),
    ("satp", "relevance", "satp.ARMED_f1 satp.BOMBING_f1 satp.KIDNAPPING_f1 satp.OTHER_f1 satp.micro_f1"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print two lines a set: the readings by the conventions, and ours."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DATELINE_DATA"))
    parser.add_argument("--score", type=Path, default=os.environ.get("DATELINE_SCORE"))
    options = parser.parse_args(arguments)
    if options.data is None or options.score is None:
        sys.stderr.write("no gold: give --data and --score FOLDER; nothing was measured\n")
        return 0
    for name, of, figures in SETS:
        read = {row["id"]: row for row in rows_of(READINGS / f"{name}.jsonl")}
        gold = [row for row in rows_of(options.data / of / "dev/gold.jsonl") if row["id"] in read]
        ours = [row for row in rows_of(PREDICTIONS / f"{of}.jsonl") if row["document"]["id"] in read]
        for who, rows in (("by the conventions", list(_printed(read.values()))), ("ours", ours)):
            scores = _scores(options.score / f"score_{of}.py", gold, rows)
            told = ", ".join(f"{figure.partition('.')[2]} {scores[figure]}" for figure in figures.split())
            sys.stdout.write(f"{name} ({len(gold)}), {who}: {told}\n")
    return 0


def _printed(readings: Iterable[Json]) -> Iterator[Json]:
    """The readings as far as the scorers look at them, in the public format."""
    for reading in readings:
        claims = [
            {
                "type": claim["type"],
                "mode": claim.get("mode"),
                "background": claim.get("background", False),
                "trigger": _span(claim.get("trigger")),
                "evidence": _span(claim.get("clause")),
                "stance": {"modality": "asserted" if claim.get("real", True) else "denied", "polarity": "affirmed"},
            }
            for claim in reading["claims"]
        ]
        yield {"document": {"id": reading["id"]}, "claims": claims}


def _span(ends: Sequence[int] | None) -> Json | None:
    return None if ends is None else {"start": ends[0], "end": ends[1]}


def _scores(scorer: Path, gold: Sequence[Json], rows: Sequence[Json]) -> Json:
    with tempfile.TemporaryDirectory() as folder:
        files = {"gold": Path(folder) / "gold.jsonl", "pred": Path(folder) / "pred.jsonl"}
        for name, content in (("gold", gold), ("pred", rows)):
            files[name].write_text("".join(json.dumps(row) + "\n" for row in content), encoding="utf-8")
        command = [sys.executable, str(scorer), "--gold", str(files["gold"]), "--pred", str(files["pred"]), "--json"]
        found: Json = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


if __name__ == "__main__":
    sys.exit(main())
