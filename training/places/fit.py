"""Fit the weights of the place finder and of the place rater.

    python training/places/fit.py recognition --input INPUT.jsonl --gold GOLD.jsonl \\
        --partly-input SENTENCES.jsonl --partly-gold PLACES.jsonl > place_weights.toml
    python training/places/fit.py resolution --input INPUT.jsonl --gold GOLD.jsonl > weights.toml

INPUT holds reports (``id``, ``text``, ``outlet``), GOLD their place names with points (``id``, ``toponyms`` with ``start``,
``end``, ``lat``, ``lon``). Recognition is a logistic regression over the signs of ``extract.local.toponyms``, without
the adjectives, which are taken by rule; resolution a conditional logit over the readings of a name, fitted once without
and once with the signs of the other names. Both are ridge-regularised, so equal input gives equal weights.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.analysis import Analysis
from dateline.domain.document import Document
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.evaluate.rows import rows_from_file
from dateline.extract.local.toponyms import is_settled, signs_elsewhere, span_of_toponym, toponyms
from dateline.gazetteer import distance_km, open_gazetteer
from dateline.normalise.where import WhereNormaliser
from dateline.normalise.where.naming import names_of
from dateline.normalise.where.rating import signs_alone, signs_together, softmax, total_of
from dateline.plugins import DEFAULTS

Row = Mapping[str, float]
NEAR_KM = 161.0
#: Two points of one country differ between sources by up to this share of its radius.
SAME_AREA = 0.5

#: Weights set by hand, because local news of one country says the wrong thing of them or nothing at all: a capital is the
#: likely reading of its name, most of all where its country is told; so is what an adjective or the outlet points at, and a
#: water under a name that "the" stands before ("the Red Sea" is no province).
SET_BY_HAND = {
    "is_PPLC": 0.5,
    "capital_of_told": 2.0,
    "outlet": 1.0,
    "adjective_fits": 2.0,
    "adjective_unfit": -2.0,
    "article_sea": 3.0,
}


Marked = tuple[Analysis, frozenset[Span]]


def analyses(path: Path) -> Iterator[Analysis]:
    """The analysis of every report."""
    analyser = SpacyAnalyser(DEFAULTS)
    for row in rows_from_file(path):
        yield analyser.analyse(
            Document(
                text=row["text"],
                uri=row["id"],
                sha256=hashlib.sha256(row["text"].encode()).hexdigest(),
                media_type="text/plain",
                label=row["id"],
                outlet=row.get("outlet"),
            )
        )


def gold_of(path: Path) -> dict[str, dict[Span, dict[str, Any]]]:
    """The gold place names of every report, by span."""
    gold = {}
    for row in rows_from_file(path):
        gold[row["id"]] = {Span(name["start"], name["end"]): name for name in row["toponyms"]}
    return gold


def marked_of(inputs: Path, gold: Path) -> list[Marked]:
    """Sentences with the places of their events: GOLD has ``events`` with ``locations`` as pairs of offsets."""
    spans = {}
    for row in rows_from_file(gold):
        spans[row["id"]] = frozenset(Span(start, end) for event in row["events"] for start, end in event["locations"])
    return [(analysis, spans[analysis.document.id]) for analysis in analyses(inputs)]


def recognition(
    reports: Sequence[Analysis], gold: Mapping[str, Mapping[Span, Any]], ridge: float, partly: Sequence[Marked] = ()
) -> dict[str, dict[str, float]]:
    """Weights by sign of the two logistic regressions, ``alone`` and ``beside``.

    ``partly`` marked sentences name some of their places only: they give examples of places and none of other words.
    """
    found = [
        [toponym for toponym in toponyms(analysis) if toponym.demonym is None and not is_settled(toponym)]
        for analysis in reports
    ]
    right = [
        [float(span_of_toponym(analysis, toponym) in gold[analysis.document.id]) for toponym in row]
        for analysis, row in zip(reports, found, strict=True)
    ]
    for analysis, spans in partly:
        marked = [
            toponym
            for toponym in toponyms(analysis)
            if toponym.demonym is None and span_of_toponym(analysis, toponym) in spans
        ]
        found.append(marked)
        right.append([1.0] * len(marked))
    target = np.array([value for row in right for value in row])
    weights = {"alone": _logistic([toponym.signs for row in found for toponym in row], target, ridge)}
    rows: list[Row] = []
    for row in found:
        alone = [1.0 / (1.0 + np.exp(-total_of(toponym.signs, weights["alone"]))) for toponym in row]
        more = signs_elsewhere(row, alone)
        rows += [{**toponym.signs, **extra} for toponym, extra in zip(row, more, strict=True)]
    weights["beside"] = _logistic(rows, target, ridge)
    return weights


def _logistic(rows: Sequence[Row], target: np.ndarray, ridge: float) -> dict[str, float]:
    columns = _columns(rows)
    matrix = _matrix(rows, columns)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = matrix @ weights
        value = np.logaddexp(0.0, total).sum() - (target * total).sum() + 0.5 * ridge * (weights**2).sum()
        return float(value), matrix.T @ (1.0 / (1.0 + np.exp(-total)) - target) + ridge * weights

    return _fitted(loss, columns)


def resolution(
    reports: Sequence[Analysis], gold: Mapping[str, Mapping[Span, Any]], ridge: float
) -> dict[str, dict[str, float]]:
    """Weights by sign of the two conditional logits, ``alone`` and ``together``."""
    gazetteer = open_gazetteer()
    normaliser = WhereNormaliser()
    documents = []
    for analysis in reports:
        mentions = [
            Mention(kind=MentionKind.PLACE, span=span, head=span, label=_label(name["text"]), named=True)
            for span, name in sorted(gold[analysis.document.id].items())
        ]
        names = names_of(mentions, analysis, gazetteer)
        documents.append((analysis, names, normaliser.setting_of(mentions, analysis)))
    weights: dict[str, dict[str, float]] = {}
    alone = [[signs_alone(name, names, setting) for name in names] for _, names, setting in documents]
    weights["alone"] = _choice(_choices(documents, alone, gold), ridge)
    together = []
    for (_, names, setting), rows in zip(documents, alone, strict=True):
        first = [softmax([total_of(signs, weights["alone"]) for signs in name_rows]) for name_rows in rows]
        extra = signs_together(names, first, setting)
        together.append(
            [[{**a, **b} for a, b in zip(one, more, strict=True)] for one, more in zip(rows, extra, strict=True)]
        )
    weights["together"] = _choice(_choices(documents, together, gold), ridge)
    return {title: fitted | SET_BY_HAND for title, fitted in weights.items()}


def _label(text: str) -> str:
    return "demonym" if open_gazetteer().country_by_adjective(text) else "name"


def _choices(
    documents: Sequence[Any], signs: Sequence[Sequence[Sequence[Row]]], gold: Mapping[str, Mapping[Span, Any]]
) -> list[tuple[list[Row], list[bool], float]]:
    """The readings of each name, which of them are near the gold point, and how often the name is told."""
    choices = []
    for (analysis, names, _), rows in zip(documents, signs, strict=True):
        for name, readings in zip(names, rows, strict=True):
            points = Counter(
                (known["lat"], known["lon"])
                for head in name.heads
                if (known := gold[analysis.document.id][head])["lat"] is not None
            )
            if not points or len(readings) < 2:
                continue
            (lat, lon), _ = points.most_common(1)[0]
            near = [
                distance_km(place.lat, place.lon, lat, lon) <= max(NEAR_KM, place.radius_km * SAME_AREA)
                for place in name.candidates
            ]
            if any(near) and not all(near):
                choices.append((list(readings), near, float(np.sqrt(len(name.heads)))))
    return choices


def _choice(choices: Sequence[tuple[list[Row], list[bool], float]], ridge: float) -> dict[str, float]:
    columns = _columns([row for rows, _, _ in choices for row in rows])
    parts = [(_matrix(rows, columns), np.array(near), weight) for rows, near, weight in choices]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = 0.5 * ridge * float((weights**2).sum()), ridge * weights
        for matrix, near, weight in parts:
            total = matrix @ weights
            chance = np.exp(total - total.max())
            chance /= chance.sum()
            fits = chance * near
            mass = max(float(fits.sum()), 1e-12)
            value -= weight * float(np.log(mass))
            slope = slope + weight * (matrix.T @ (chance - fits / mass))
        return value, slope

    return _fitted(loss, columns)


def _columns(rows: Sequence[Row]) -> list[str]:
    seen = Counter(name for row in rows for name in row)
    return sorted(name for name, times in seen.items() if times >= 25)


def _matrix(rows: Sequence[Row], columns: Sequence[str]) -> np.ndarray:
    place = {name: index for index, name in enumerate(columns)}
    matrix = np.zeros((len(rows), len(columns)))
    for index, row in enumerate(rows):
        for name, value in row.items():
            if name in place:
                matrix[index, place[name]] = value
    return matrix


def _fitted(loss: Any, columns: Sequence[str]) -> dict[str, float]:
    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: round(float(weight), 3) for name, weight in zip(columns, found.x, strict=True)}


def write(title: str, weights: Mapping[str, float]) -> None:
    """Print a table of weights as TOML."""
    sys.stdout.write(f"[{title}]\n" + "".join(f"{name} = {weight}\n" for name, weight in weights.items()))


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=("recognition", "resolution"))
    parser.add_argument("--input", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--partly-input", type=Path, help="sentences with the places of their events only")
    parser.add_argument("--partly-gold", type=Path)
    parser.add_argument("--ridge", type=float, default=1.0)
    args = parser.parse_args()
    reports, gold = list(analyses(args.input)), gold_of(args.gold)
    sys.stdout.write("# Fitted by training/places/fit.py; not to be edited by hand.\n")
    if args.step == "recognition":
        partly = marked_of(args.partly_input, args.partly_gold) if args.partly_input and args.partly_gold else []
        fitted = recognition(reports, gold, args.ridge, partly)
    else:
        fitted = resolution(reports, gold, args.ridge)
    for title, weights in fitted.items():
        write(title, weights)


if __name__ == "__main__":
    main()
