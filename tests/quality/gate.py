"""Measures the reading on the examples that ship with the ontology, and holds it to the floors in floors.json.

    python -m tests.quality.gate --update [--allow-regression]

``--update`` writes what is measured as the new floors and refuses to lower one unless ``--allow-regression`` says so.
Every example of an event type is a sentence that tells one; it is right where a claim of that type stands on its trigger.
A counter-example is right where no claim of that type stands on its trigger.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline import service
from dateline.config import Config
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.ontology import CounterExample, Example, load_ontology
from dateline.pipeline import Pipeline

FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True)
class Measured:
    """How many examples of each type are read right, and the digest of the examples."""

    corpus: str
    right: dict[str, int]
    asked: dict[str, int]
    misses: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of all examples that are read right."""
        return sum(self.right.values()) / sum(self.asked.values())


def measured() -> Measured:
    """The examples of the built-in ontology, read and judged."""
    pipeline = Pipeline(Config())
    right: dict[str, int] = {}
    asked: dict[str, int] = {}
    misses = []
    texts = []
    for kind in load_ontology().types.values():
        told: list[Example | CounterExample] = [*kind.examples, *kind.counterexamples]
        for example in told:
            texts.append(f"{kind.id}\t{example.text}\t{example.trigger}")
            wanted = isinstance(example, Example)
            found = _types_at(example.text, Span(example.start, example.start + len(example.trigger)), pipeline)
            key = kind.id if wanted else f"not {kind.id}"
            asked[key] = asked.get(key, 0) + 1
            good = (kind.id in found) is wanted
            right[key] = right.get(key, 0) + good
            if not good:
                misses.append(
                    f"{key}: {example.text} [{example.trigger}] read as {', '.join(sorted(found)) or 'nothing'}"
                )
    corpus = hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()
    return Measured(corpus, right, asked, tuple(misses))


def _types_at(text: str, trigger: Span, pipeline: Pipeline) -> set[str]:
    source = service.source_from_text(text, published="2024-05-12")
    types: set[str] = set()
    for raw_document in pipeline.raw_documents([source]):
        reading = pipeline.reading_of(raw_document)  # type: ignore[arg-type]
        if not isinstance(reading, Reading):
            raise SystemExit(f"{text}: {reading}")
        types |= {claim.type for claim in reading.claims if claim.trigger.touches(trigger)}
    return types


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the misses and, with ``--update``, pin the floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-regression", action="store_true")
    options = parser.parse_args(arguments)
    now = measured()
    print("\n".join(now.misses))
    print(f"{sum(now.right.values())} of {sum(now.asked.values())} right ({now.share:.1%})")
    if not options.update:
        return 0
    known = json.loads(FLOORS.read_text(encoding="utf-8"))["right"] if FLOORS.is_file() else {}
    lower = [key for key, count in known.items() if now.right.get(key, 0) < count]
    if lower and not options.allow_regression:
        print(f"refused: lower than before for {', '.join(lower)}", file=sys.stderr)
        return 1
    FLOORS.write_text(
        json.dumps({"corpus": now.corpus, "right": now.right, "asked": now.asked}, indent=1, sort_keys=True) + "\n",
        encoding="utf-8",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
