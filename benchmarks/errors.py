"""Counts the errors that are left on the dev half of the ledger set, by field and kind, the commonest first.

    python -m benchmarks.errors --data FOLDER [--pred FILE] [--most 20]

``--pred`` are readings that are there already, by default those of the last ``benchmarks.run``. A field's errors are
counted over the claims that were found.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.run import PREDICTIONS
from benchmarks.sets import rows_of
from dateline.evaluate.ledger.claims import GivenClaim, GoldClaim, given_claims, gold_claims, paired_claims
from dateline.evaluate.rows import same_wording, words_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line a kind of error."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("DATELINE_DATA"))
    parser.add_argument("--pred", type=Path, default=PREDICTIONS / "ledger.jsonl")
    parser.add_argument("--most", type=int, default=20)
    options = parser.parse_args(arguments)
    gold = Path(options.data or "") / "ledger/dev/gold.jsonl"
    if options.data is None or not gold.is_file() or not options.pred.is_file():
        sys.stderr.write("no gold or no readings: give --data FOLDER, and run benchmarks.run --only ledger\n")
        return 0
    given = {row["document"]["id"]: row for row in rows_of(options.pred)}
    found: Counter[str] = Counter()
    for row in rows_of(gold):
        wanted, read = gold_claims(row, row["text"]), given_claims(given[row["id"]])
        pairs = paired_claims(wanted, read)
        for number, claim in enumerate(wanted):
            found.update(_errors(claim, read[pairs[number]]) if number in pairs else ["claim missed"])
        found["claim where the gold has none"] += len(read) - len(pairs)
    for kind, times in found.most_common(options.most):
        sys.stdout.write(f"{times:4d}  {kind}\n")
    return 0


def _errors(wanted: GoldClaim, given: GivenClaim) -> Iterator[str]:
    row: dict[str, Any] = wanted.row
    if given.type not in wanted.types():
        yield "another type"
    for name, key, role in (
        ("actor", "actor", "actor"),
        ("recipient", "recipient", "recipient"),
        ("weapon", "weapons", "instrument"),
    ):
        yield from _of_words(name, row.get(key) or [], given.wordings_of(role))
    yield from _of_words("speaker", row.get("attribution") or [], given.speakers)
    time = tuple(row.get("time") or (None, None))
    if time != given.time:
        state = row.get("stage") == "ongoing"
        yield "time of what goes on" if state else _kind("time", any(time), any(given.time))
    place = row.get("place") or {}
    names = [words_of(name) for name in (place.get("name"), place.get("written")) if name]
    told = [words_of(name) for name in (given.place, given.place_written) if name]
    if (names or told) and not any(name in told for name in names):
        yield _kind("place", bool(names), bool(told))
    if bool(row.get("background")) != given.background:
        yield "news taken for background" if given.background else "background taken for news"
    if (row.get("modality") or "asserted") != (given.stance.get("modality") or "asserted"):
        yield "modality"


def _of_words(name: str, wanted: Sequence[str], given: Sequence[str]) -> Iterator[str]:
    if (wanted or given) and not any(same_wording(one, other) for one in wanted for other in given):
        yield _kind(name, bool(wanted), bool(given))


def _kind(name: str, wanted: bool, given: bool) -> str:
    return (
        f"another {name}" if wanted and given else f"{name} left out" if wanted else f"{name} where the gold has none"
    )


if __name__ == "__main__":
    sys.exit(main())
