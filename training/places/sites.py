"""Fit the weights by which a claim's place is chosen among those of its report.

    python -m training.places.sites --input INPUT.jsonl --gold GOLD.jsonl --data FOLDER > src/dateline/assemble/siting.toml

INPUT holds reports (``id``, ``text``, ``title``, ``published``, ``outlet``), GOLD their readings (``id``, ``events`` with
``at``, ``trigger``, ``types`` and ``place``); the annotations of our own, whose articles lie in FOLDER, join them at a lower
weight. Every claim of our reading that pairs with one of the gold is a choice between the places of the report and none,
told by the signs of ``assemble.siting``; the weights are those of a ridge-regularised conditional logit, so equal input
gives equal weights. A claim whose place is no candidate teaches nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from training.reader.annotations import read_annotations

from dateline.analyse import ANALYSERS
from dateline.assemble.grouping import Scene, group
from dateline.assemble.siting import Sites
from dateline.config import Config
from dateline.domain.analysis import Analysis
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from dateline.evaluate.ledger.claims import GivenClaim, gold_claims, paired_claims
from dateline.evaluate.rows import rows_from_file, words_of
from dateline.extract import EXTRACTORS
from dateline.normalise import NORMALISERS

#: What a claim of our own annotations counts beside one of the gold.
OWN = 0.7
#: What the trained reader says of these very reports, which it was taught on: its weight is set by hand (``siting.SEEN``).
TAUGHT = frozenset({"seen"})
#: Signs seen less often get no weight, and weights smaller than this are left out.
RAREST, LEAST_WEIGHT = 8, 0.02
#: The least probability of a place that is given: the best on held-out folds of the gold lies between 0.1 and 0.25.
LEAST = 0.15

Row = Mapping[str, float]


@dataclass(frozen=True)
class Choice:
    """The signs of no place and of every candidate, and which of them are right."""

    rows: tuple[Row, ...]
    right: tuple[bool, ...]
    weight: float


def extractions(readings: Iterable[Mapping[str, Any]], config: Config) -> Iterator[tuple[Extraction, Analysis]]:
    """What the rooms before ``assemble`` make of every report."""
    settings = config.settings()
    analyser, extractor = ANALYSERS.get(config.analyse)(settings), EXTRACTORS.get(config.extract)(settings)
    normalisers = [NORMALISERS.get(name)(settings) for name in config.normalise]
    for reading in readings:
        published = reading.get("published")
        document = Document(
            text=reading["text"],
            uri=reading["id"],
            sha256=sha256(reading["text"].encode()).hexdigest(),
            media_type="text/plain",
            label=reading["id"],
            title=reading.get("title"),
            outlet=reading.get("outlet"),
            published=date.fromisoformat(published[:10]) if published else None,
        )
        analysis = analyser.analyse(document)
        extraction = extractor.extract(analysis)
        for normaliser in normalisers:
            extraction = normaliser.normalise(extraction, analysis)
        yield extraction, analysis


def choices_of(
    reading: Mapping[str, Any], extraction: Extraction, analysis: Analysis, weight: float
) -> Iterator[Choice]:
    """The choices that the paired claims of a report teach."""
    wanted = gold_claims(dict(reading), analysis.document.text)
    given = [GivenClaim(trigger=(one.trigger.start, one.trigger.end), type=one.type) for one in extraction.claims]
    gold_of = {at: wanted[index].row for index, at in paired_claims(wanted, given).items()}
    scene = Scene(extraction, analysis)
    members = [tuple(claim.id for claim in told) for told in group(extraction.claims, scene)]
    sites = Sites(scene, {claim.id: claim for claim in extraction.claims}, members)
    for at, claim in enumerate(extraction.claims):
        if at not in gold_of:
            continue
        place = gold_of[at].get("place") or {}
        names = [words_of(name) for name in (place.get("name"), place.get("written")) if name]
        none, found = sites.signs(claim)
        own = sites.site(claim)
        written = analysis.document.quote(claim.where.span) if claim.where and claim.where.span else ""
        right = [
            words_of(scene.places[site].name) in names or (site == own and words_of(written) in names)
            for site, _ in found
        ]
        if any(right) or not names:
            yield Choice((none, *(signs for _, signs in found)), (not names, *right), weight)


def fitted(choices: Sequence[Choice], ridge: float) -> dict[str, float]:
    """The weights by sign."""
    seen = Counter(name for choice in choices for row in choice.rows for name in row if name not in TAUGHT)
    columns = {name: index for index, name in enumerate(sorted(name for name in seen if seen[name] >= RAREST))}
    rows = [row for choice in choices for row in choice.rows]
    cells = [
        (at, columns[name], value) for at, row in enumerate(rows) for name, value in row.items() if name in columns
    ]
    at, column, value = (np.array(part) for part in zip(*cells, strict=True))
    matrix = csr_matrix((value, (at, column)), shape=(len(rows), len(columns)))
    sizes = np.array([len(choice.rows) for choice in choices])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    choice_of = np.repeat(np.arange(len(choices)), sizes)
    right = np.array([float(one) for choice in choices for one in choice.right])
    weight = np.array([choice.weight for choice in choices])

    def loss(weights: Any) -> tuple[float, Any]:
        totals = matrix @ weights
        powers = np.exp(totals - np.maximum.reduceat(totals, starts)[choice_of])
        whole, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = (weight / whole)[choice_of] * powers - (weight / good)[choice_of] * powers * right
        value = float((weight * (np.log(whole) - np.log(good))).sum() + 0.5 * ridge * weights @ weights)
        return value, matrix.T @ slope + ridge * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(found.x[index]), 2) for name, index in columns.items()}


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--input", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds the annotated articles")
    parser.add_argument("--annotations", type=Path, default=Path(__file__).parents[1] / "annotations")
    parser.add_argument("--ridge", type=float, default=4.0)
    args = parser.parse_args()
    reports, told = (list(rows_from_file(path)) for path in (args.input, args.gold))
    events = {row["id"]: row["events"] for row in told}
    gold = [{**report, "events": events[report["id"]]} for report in reports]
    choices: list[Choice] = []
    for readings, weight in ((gold, 1.0), (read_annotations(args.annotations, args.data), OWN)):
        for reading, (extraction, analysis) in zip(readings, extractions(readings, Config()), strict=True):
            choices += choices_of(reading, extraction, analysis, weight)
    sys.stdout.write("# Fitted by training/places/sites.py; not to be edited by hand.\n[choice]\n")
    sys.stdout.write(f"# The least probability of a place that is given.\nleast = {LEAST}\n\n[weights]\n")
    for name, weight in sorted(fitted(choices, args.ridge).items()):
        if abs(weight) >= LEAST_WEIGHT:
            sys.stdout.write(f"{name} = {weight}\n")


if __name__ == "__main__":
    main()
