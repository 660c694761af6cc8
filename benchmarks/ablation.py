"""Reads some sets with the rules alone, with the trained reader's claims alone and with both, and keeps the figures.

python -m benchmarks.ablation --data FOLDER [--score FOLDER] [--only ledger,coding] [--jobs 2]
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.run import CONSOLE, figure, keep_under, measured
from benchmarks.sets import Json, gold_sets
from dateline.config import Config

READERS = {
    "rules": Config(analyse="spacy", extract="local"),
    "reader": Config(analyse="encoder", extract="reader"),
    "both": Config(analyse="encoder", extract="local"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and keep; 0 where there was something to measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DATELINE_DATA"))
    parser.add_argument("--score", type=Path)
    parser.add_argument("--only", default="ledger,muc4,coding,event_location,relevance,relations")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--dry", action="store_true", help="keep no results")
    options = parser.parse_args(arguments)
    if options.data is None or not Path(options.data).is_dir():
        CONSOLE.print("no data folder: give --data FOLDER or set DATELINE_DATA; nothing was measured")
        return 0
    data = Path(options.data)
    scorers = options.score or data.parent / "score"
    readers: dict[str, Json] = {}
    for name, config in READERS.items():
        readers[name] = {}
        for gold_set in gold_sets("dev"):
            if gold_set.name in options.only.split(","):
                scored = measured(gold_set, data / gold_set.folder, scorers, config, options.jobs)
                readers[name][gold_set.name] = scored.get("scores", {})
                said = [f"{path} {figure(readers[name][gold_set.name], path)}" for path in gold_set.figures[:4]]
                CONSOLE.print(f"{name}: {gold_set.name}: {'; '.join(said)}")
    if not options.dry:
        keep_under("ablation", {"readers": readers})
    return 0


if __name__ == "__main__":
    sys.exit(main())
