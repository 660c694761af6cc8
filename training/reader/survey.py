"""What the annotations hold, in numbers.

    python -m training.reader.survey training/annotations

Prints the tables of the annotations' README; stand-off readings are counted without their articles.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.evaluate.rows import rows_from_file

PARTS = ("standoff", "texts", "second")


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """The rows of a folder's files, in order."""
    return [row for path in sorted(folder.glob("*.jsonl")) for row in rows_from_file(path)]


def survey(folder: Path) -> Iterator[str]:
    """The lines of the tables; second readings are counted in the first table only."""
    yield "| | documents | claims | quotations | relations |"
    yield "|---|---|---|---|---|"
    for part in PARTS:
        rows = rows_of(folder / part)
        sizes = [sum(len(row.get(field) or ()) for row in rows) for field in ("events", "quotations", "relations")]
        yield f"| {part} | {len(rows)} | {' | '.join(str(size) for size in sizes)} |"
    events = [event for part in PARTS[:2] for row in rows_of(folder / part) for event in row["events"]]
    counts = [count for event in events for count in event.get("counts") or ()]
    for title, found in {
        "type (the first of a claim)": Counter(event["types"][0] for event in events),
        "modality": Counter(event.get("modality") or "asserted" for event in events),
        "polarity": Counter(event.get("polarity") or "affirmed" for event in events),
        "stage": Counter(event.get("stage") or "accomplished" for event in events),
        "other": Counter(
            {
                "background": sum(bool(event.get("background")) for event in events),
                "commentary": sum(event.get("voice") == "commentary" for event in events),
                "with an attribution": sum(bool(event.get("attribution")) for event in events),
                "with a place": sum(bool(event.get("place")) for event in events),
                "with a time": sum(bool(event.get("time")) for event in events),
            }
        ),
    }.items():
        yield from _line(title, "claims", found)
    yield from _line("measure", "counts", Counter(count["what"] for count in counts))


def _line(title: str, unit: str, found: Mapping[str, int]) -> Iterator[str]:
    """A line of names with their numbers, most frequent first."""
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    yield ""
    yield f"{title}, {unit}: " + ", ".join(f"{name} {number:,}" for name, number in ordered)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="What the annotations hold, in numbers.")
    parser.add_argument("folder", type=Path)
    sys.stdout.write("\n".join(survey(parser.parse_args().folder)) + "\n")


if __name__ == "__main__":
    main()
