"""Which claims of the reports of MUC-4 tell of an incident of the keys, for roles that stand sentences apart.

    dateline code --format jsonl DATA/muc4/train/input.truecase.jsonl --out READINGS.jsonl
    python -m training.reader.incidents --data DATA --readings READINGS.jsonl --out incidents.jsonl

The keys of MUC-4 say who did what to whom in each incident of a report, but not which words tell it. Here an earlier reader
finds those words; a claim belongs to the incident whose parties it names, and whatever that incident's key says is then
known of it (distant supervision, Mintz et al. 2009). A claim of violence that no key is about is no incident.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Spans = list[tuple[int, int]]
#: Slots of a key, and the role that their fills play in a claim.
SLOTS = {
    "perp_individuals": "actor",
    "perp_organisations": "actor",
    "targets": "recipient",
    "victims": "recipient",
    "instruments": "instrument",
}
#: What a fill adds that the claim has in that very role, in another one, or only in its sentence.
_IN_ROLE, _IN_CLAIM, _IN_SENTENCE = 3.0, 1.5, 1.0
#: Least sum that ties a claim to a key.
_LEAST = 1.0


def is_violent(claim: dict[str, Any]) -> bool:
    """Whether a claim is of what MUC-4 calls an incident."""
    return claim["type"] in ("assault", "threaten") or claim["mode"] == "abduct"


def aligned(reading: dict[str, Any], gold: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The violent claims of a report: their trigger, and the index of their key, -1 for none; unclear ones are left out."""
    claims = [claim for claim in reading["claims"] if is_violent(claim)]
    keys: dict[str, tuple[float, int]] = {}
    for claim in claims:
        scores = [_score(claim, template) for template in gold["templates"]]
        best = max(range(len(scores)), key=lambda index: scores[index], default=-1)
        if best >= 0 and scores[best] >= _LEAST:
            keys[claim["id"]] = scores[best], best
    of_account: dict[str, tuple[float, int]] = {}
    for claim in claims:
        if claim["id"] in keys:
            of_account[claim["account"]] = max(of_account.get(claim["account"], (0.0, 0)), keys[claim["id"]])
    for claim in claims:
        score, key = keys.get(claim["id"]) or of_account.get(claim["account"]) or (0.0, -1)
        if key >= 0 and gold["templates"][key]["optional"]:
            continue
        yield {"trigger": [claim["trigger"]["start"], claim["trigger"]["end"]], "key": key, "score": score}


def _score(claim: dict[str, Any], template: dict[str, Any]) -> float:
    total = 0.0
    arguments = [
        (argument["role"], (argument["span"]["start"], argument["span"]["end"])) for argument in claim["arguments"]
    ]
    sentence = (claim["evidence"]["start"], claim["evidence"]["end"])
    for slot, role in SLOTS.items():
        for entity in template[slot]:
            spans = [tuple(span) for string in entity["strings"] for span in string["spans"]]
            if any(mine == role and _meet(spans, span) for mine, span in arguments):
                total += _IN_ROLE
            elif any(_meet(spans, span) for _, span in arguments):
                total += _IN_CLAIM
            elif _meet(spans, sentence):
                total += _IN_SENTENCE
    return total


def _meet(spans: list[Any], span: tuple[int, int]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in spans)


def main() -> None:
    """Align as the command line says."""
    parser = argparse.ArgumentParser(description="Align an earlier reader's claims with the keys of MUC-4.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the training sets")
    parser.add_argument("--readings", type=Path, required=True, help="`dateline code` of muc4/train (true case)")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with (options.data / "muc4" / "train" / "gold.jsonl").open(encoding="utf-8") as lines:
        gold = {row["id"]: row for row in map(json.loads, lines)}
    with options.readings.open(encoding="utf-8") as lines, options.out.open("w", encoding="utf-8") as out:
        for line in lines:
            reading = json.loads(line)
            name = reading["document"]["id"]
            row = {"id": name, "claims": list(aligned(reading, gold[name]))}
            out.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
