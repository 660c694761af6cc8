"""Reads every set of gold, scores it and keeps the results with date and commit.

    python -m benchmarks.run --data FOLDER [--score FOLDER] [--split dev] [--only ledger,geo] [--jobs 2]

The gold is not part of the project: its folder is given by ``--data`` or ``DATELINE_DATA``, that of its scorers by
``--score`` or ``DATELINE_SCORE`` (default: ``score`` beside the data folder). A set that is not there is skipped with a word.
Every printed span is checked against its text on the way.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.sets import GoldSet, Json, events_from, gold_sets, rows_of
from dateline import service
from dateline.cli.code import line_of
from dateline.config import Config
from dateline.domain.issue import Issue

HERE = Path(__file__).parent
PREDICTIONS = HERE / "predictions"
RESULTS = HERE / "results"
CONSOLE = Console(stderr=True, highlight=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; 0 where every set that is there was scored and every span quotes its text."""
    options = _options(arguments)
    if options.data is None or not options.data.is_dir():
        CONSOLE.print("no data folder: give --data FOLDER or set DATELINE_DATA; nothing was measured")
        return 0
    scorers = options.score or options.data.parent / "score"
    wanted = set(options.only.split(",")) if options.only else None
    result: Json = {
        "date": _now(),
        "commit": commit(),
        "split": options.split,
        "sets": {},
    }
    sound = True
    for gold_set in gold_sets(options.split):
        if wanted is not None and gold_set.name not in wanted:
            continue
        folder = options.data / gold_set.folder
        if not (folder / gold_set.input).is_file() or not (scorers / gold_set.scorer).is_file():
            CONSOLE.print(f"{gold_set.name}: not there, skipped")
            continue
        if options.again:
            scored = scored_again(gold_set, folder, scorers)
        else:
            scored = measured(gold_set, folder, scorers, Config(), options.jobs)
        sound = sound and scored["spans"]["wrong"] == 0 and scored["issues"] == 0 and "error" not in scored
        result["sets"][gold_set.name] = scored
        CONSOLE.print(f"{gold_set.name}: {_line(scored, gold_set)}")
    if result["sets"] and not options.dry:
        _keep(result)
    return 0 if sound else 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=_folder("DATELINE_DATA"))
    parser.add_argument("--score", type=Path, default=_folder("DATELINE_SCORE"))
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--only", help="names of sets, joined by commas")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--dry", action="store_true", help="keep no results")
    parser.add_argument("--again", action="store_true", help="score the readings of the last run, merged anew")
    return parser.parse_args(arguments)


def _folder(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None


def measured(gold_set: GoldSet, folder: Path, scorers: Path, config: Config, jobs: int) -> Json:
    """A set's scores, with the time that reading took and the check of its spans."""
    PREDICTIONS.mkdir(exist_ok=True)
    documents = PREDICTIONS / f"{gold_set.name}.jsonl"
    gold = _gold_of(gold_set, folder)
    texts = {row["id"]: row["text"] for row in rows_of(folder / gold_set.input)}
    spans = {"checked": 0, "wrong": 0}
    issues: list[str] = []
    start = time.perf_counter()
    with documents.open("w", encoding="utf-8") as out, _progress(gold_set.name, len(texts)) as advance:
        for found in service.code_each([folder / gold_set.input], config=config, jobs=jobs):
            advance()
            if isinstance(found, Issue):
                issues.append(f"{found.uri}: {found.detail}")
                continue
            line = line_of(found)
            row = json.loads(line)
            for quoted in spans_of(row):
                spans["checked"] += 1
                spans["wrong"] += texts[row["document"]["id"]][quoted["start"] : quoted["end"]] != quoted["text"]
            out.write(line + "\n")
    seconds = time.perf_counter() - start
    for issue in issues[:5]:
        CONSOLE.print(f"  {issue}")
    scored = _scored(gold_set, gold, documents, scorers, folder)
    return {
        "documents": len(texts),
        "seconds": round(seconds, 1),
        "issues": len(issues),
        "spans": spans,
        **scored,
    }


def scored_again(gold_set: GoldSet, folder: Path, scorers: Path) -> Json:
    """A set's scores from readings that are there already: for a change of what comes after reading."""
    documents = PREDICTIONS / f"{gold_set.name}.jsonl"
    gold = _gold_of(gold_set, folder)
    texts = {row["id"]: row["text"] for row in rows_of(folder / gold_set.input)}
    spans = [(texts[row["document"]["id"]], one) for row in rows_of(documents) for one in spans_of(row)]
    wrong = sum(text[one["start"] : one["end"]] != one["text"] for text, one in spans)
    return {
        "documents": len(texts),
        "seconds": 0.0,
        "issues": len(texts) - sum(1 for _ in rows_of(documents)),
        "spans": {"checked": len(spans), "wrong": wrong},
        **_scored(gold_set, gold, documents, scorers, folder),
    }


def _gold_of(gold_set: GoldSet, folder: Path) -> Path:
    """The gold that is scored against: all of it, or a held-out part."""
    gold = folder / "gold.jsonl"
    if gold_set.keep is None:
        return gold
    kept = [row for row in rows_of(gold) if gold_set.keep(row)]
    part = PREDICTIONS / f"{gold_set.name}.gold.jsonl"
    part.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")
    return part


def spans_of(value: object) -> Iterator[Json]:
    """Every span in a printed object."""
    if isinstance(value, dict):
        if value.keys() == {"start", "end", "text"}:
            yield value
        for inner in value.values():
            yield from spans_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans_of(inner)


def _scored(gold_set: GoldSet, gold: Path, documents: Path, scorers: Path, folder: Path) -> Json:
    command = [sys.executable, str(scorers / gold_set.scorer), "--gold", str(gold), "--json"]
    if gold_set.events:
        events = documents.with_suffix(".events.jsonl")
        with events.open("w", encoding="utf-8") as out:
            for event in events_from(rows_of(documents)):
                out.write(json.dumps(event, ensure_ascii=False) + "\n")
        command += ["--pred", str(events), "--documents", str(documents)]
    else:
        command += ["--pred", str(documents)]
    if gold_set.name == "outlets":
        command += ["--figures", str(_held_out_figures(gold, folder))]
    if gold_set.name == "polnear":
        command += ["--input", str(folder / "input.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        CONSOLE.print(done.stderr[-2000:])
        return {"error": done.stderr[-500:]}
    return {"scores": json.loads(done.stdout.strip().splitlines()[-1])}


def _held_out_figures(gold: Path, folder: Path) -> Path:
    """The hand-read cases all of whose documents are in the chosen gold."""
    known = {row["id"] for row in rows_of(gold)}
    kept = [row for row in rows_of(folder / "figures.jsonl") if set(row["documents"]) <= known]
    path = PREDICTIONS / "outlets.figures.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept), encoding="utf-8")
    return path


def figure(scores: Json, path: str) -> float | None:
    """A figure at a dotted path, or None."""
    value: object = scores
    for key in [path] if path in scores else path.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return float(value) if isinstance(value, int | float) else None


def _line(scored: Json, gold_set: GoldSet) -> str:
    said = [f"{path} {figure(scored.get('scores', {}), path)}" for path in gold_set.figures[:4]]
    spans = f"{scored['spans']['wrong']} of {scored['spans']['checked']} spans wrong"
    return f"{'; '.join(said)} ({scored['documents']} documents, {scored['seconds']} s, {spans})"


@contextmanager
def _progress(name: str, total: int) -> Iterator[Callable[[], None]]:
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=CONSOLE, transient=True, disable=not CONSOLE.is_terminal) as progress:
        task = progress.add_task(name, total=total)
        yield lambda: progress.advance(task)


def commit() -> str:
    """The short hash of the commit, with + where the product's code was changed since."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=HERE
    )
    changed = subprocess.run(
        ["git", "status", "--porcelain", "--", "../src"], capture_output=True, text=True, check=False, cwd=HERE
    )
    return (done.stdout.strip() or "unknown") + ("+" if changed.stdout.strip() else "")


def keep_under(name: str, value: Json, split: str = "dev") -> None:
    """Put a value under a name into the results of today's commit."""
    _keep({"date": _now(), "commit": commit(), "split": split, "sets": {}, name: value})


def _keep(result: Json) -> None:
    """Join a result to what the same commit gave on the same day."""
    RESULTS.mkdir(exist_ok=True)
    name = f"{result['date'][:10]}-{result['commit'].rstrip('+')}-{result['split']}.json"
    path = RESULTS / name
    if path.is_file():
        known = json.loads(path.read_text(encoding="utf-8"))
        result = known | result | {"sets": known["sets"] | result["sets"]}
    path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    CONSOLE.print(f"kept in results/{name}")


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


if __name__ == "__main__":
    sys.exit(main())
