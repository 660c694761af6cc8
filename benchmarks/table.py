"""Makes docs/benchmarks.md from the newest results.

python -m benchmarks.table [--check]
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.run import RESULTS, figure
from benchmarks.sets import Json, gold_sets

PAGE = RESULTS.parent.parent / "docs" / "benchmarks.md"

#: What is known beside a figure: floors and other systems, from the READMEs of the sets.
BESIDE = {
    "ledger": "two independent readings agree at 85 (headline)",
    "muc4": "regex A 19.4, B 29.0, C 23.8; GTT (BERT, 2021) A 56.0, B 50.2 and GE (rules, 1992) C 61.2 on the test half",
    "polnear": "regex 30.5 linked, 30.5 source, 42.7 cue, 23.4 content; a second human 86.9 linked (two articles)",
    "timex": "regex floor 54.7 value; HeidelTime 74.1 value, 91.5 relaxed, 80.6 strict",
    "geo": "capitals and population: 36.7 (LGL), 47.3 (GeoVirus) end to end",
    "event_location": "nearest capitals after a preposition: 56.6",
    "coding": "TF-IDF 60.1 root, 36.9 triple; zero-shot NLI with the pair given 82.1 root on the test half",
    "coding_petrarch": "",
    "relevance": "rules 69.0 ipe documents, 74.1 glocon sentences, 78.0 satp micro, 54.8 case",
    "counts": "regex 0.610 killed, 0.565 injured where the number is in the text",
    "merge_gvc": "TF-IDF with a date window 0.987 CoNLL",
    "merge_gva": "TF-IDF with a date window 0.894 CoNLL",
    "merge_ecb": "no merging yet: every report by itself; TF-IDF 0.874 CoNLL",
    "relations": "floor 13.6 relations, 66.5 triggers, 77.5 sentences",
    "outlets": "no merging yet: every report by itself; held-out groups",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page, or with ``--check`` say whether it is up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    page = page_from(results_in(RESULTS))
    if options.check:
        return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


def results_in(folder: Path) -> list[Json]:
    """The kept results, the newest first."""
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")]
    return sorted(kept, key=lambda result: str(result["date"]), reverse=True)


def page_from(results: Sequence[Json]) -> str:
    """The page: of every set its newest figures, with date and commit."""
    lines = [
        "# Measured quality and speed",
        "",
        "Made by `python -m benchmarks.table` from `benchmarks/results/`; do not edit. `python -m benchmarks.run --data D` "
        "measures anew. All figures are of dev halves, in the unit of the set's scorer: per cent, but shares from 0 to 1 for "
        "counts, merge and outlets. A `+` after a commit says that the code was changed when it was measured.",
        "",
        "| set | figure | value | date | commit | beside it |",
        "|---|---|---|---|---|---|",
    ]
    for gold_set in gold_sets("dev"):
        for result in results:
            scored = result["sets"].get(gold_set.name)
            if result["split"] == "dev" and scored and "scores" in scored:
                for index, path in enumerate(gold_set.figures):
                    value = figure(scored["scores"], path)
                    shown = "" if value is None else f"{value:g}"
                    first = (gold_set.name, result["date"][:10], result["commit"], BESIDE[gold_set.name])
                    name, date, commit, beside = first if index == 0 else ("", "", "", "")
                    lines.append(f"| {name} | {path} | {shown} | {date} | {commit} | {beside} |")
                break
    for section in (_ablation(results), _calibration(results), _spans(results), _speed(results)):
        lines += ["", *section] if section else []
    return "\n".join(lines).rstrip() + "\n"


def _ablation(results: Sequence[Json]) -> list[str]:
    """What the rules and the trained reader give alone and together, figure by figure."""
    for result in results:
        if "ablation" in result:
            readers: Json = result["ablation"]["readers"]
            lines = [
                "## Rules, trained reader, and both",
                "",
                "`python -m benchmarks.ablation`: the rules alone, the trained reader's claims alone (mentions, attributions, "
                "ties, dates and places stay the rules'), and both together "
                f"({result['date'][:10]}, commit {result['commit']}).",
                "",
                f"| set | figure | {' | '.join(readers)} |",
                "|---|---|" + "---|" * len(readers),
            ]
            for gold_set in gold_sets("dev"):
                for path in gold_set.figures:
                    values = [figure(sets.get(gold_set.name, {}), path) for sets in readers.values()]
                    if any(value is not None for value in values):
                        shown = " | ".join("" if value is None else f"{value:g}" for value in values)
                        lines.append(f"| {gold_set.name} | {path} | {shown} |")
            return lines
    return []


def _calibration(results: Sequence[Json]) -> list[str]:
    """How often what is printed with a confidence is right, field by field."""
    for result in results:
        if "calibration" in result:
            lines = [
                "## Confidence",
                "",
                "`python -m benchmarks.calibration`: the trained reader's confidences on the dev half of the ledger set, as "
                "shares from 0 to 1: how much is right, the mean confidence, the expected calibration error over ten bins and "
                "the Brier score; the fitted line; then both by such lines, each report by lines fitted to the others "
                f"({result['date'][:10]}, commit {result['commit']}).",
                "",
                "| field | n | right | confidence | ECE | Brier | slope | offset | ECE after | Brier after |",
                "|---|---|---|---|---|---|---|---|---|---|",
            ]
            keys = ("n", "right", "confidence", "ece", "brier", "slope", "offset", "ece_after", "brier_after")
            for field, row in result["calibration"]["fields"].items():
                lines.append(f"| {field} | {' | '.join(f'{row[key]:g}' for key in keys)} |")
            return lines
    return []


def _spans(results: Sequence[Json]) -> list[str]:
    """How many printed spans quote their text, over the newest result of every set."""
    newest: dict[str, Json] = {}
    for result in results:
        for name, scored in result["sets"].items():
            newest.setdefault(f"{name} {result['split']}", scored)
    checked = sum(scored["spans"]["checked"] for scored in newest.values())
    wrong = sum(scored["spans"]["wrong"] for scored in newest.values())
    n_documents = sum(scored["documents"] for scored in newest.values())
    return [
        "## Every printed span quotes its text",
        "",
        f"{checked - wrong:,} of {checked:,} spans, over {n_documents:,} documents of the sets above.",
    ]


def _speed(results: Sequence[Json]) -> list[str]:
    for result in results:
        if "speed" in result:
            lines = [
                "## Speed and memory",
                "",
                "`python -m benchmarks.speed`: the same articles one after the other, each reader in a process of its own, "
                f"on a two-core machine ({result['date'][:10]}, commit {result['speed']['commit']}).",
                "",
                "| reader | articles | words | start | articles/s | words/s | peak memory |",
                "|---|---|---|---|---|---|---|",
            ]
            for reader, row in result["speed"]["readers"].items():
                lines.append(
                    f"| {reader} | {row['articles']} | {row['words']:,} | {row['start_s']} s | {row['articles_per_s']} | "
                    f"{row['words_per_s']:,} | {row['peak_mib']} MiB |"
                )
            return lines
    return []


if __name__ == "__main__":
    sys.exit(main())
