"""Measures whether confidences say how often a reading is right, and fits the line that makes them say so.

Of every field the points are what was printed with a confidence, each with whether it is right. Claims are paired as
``dateline.evaluate.ledger`` pairs them. ``claim``: over all printed claims, paired and of an accepted type. Over paired
claims only: ``actor``, ``recipient`` and ``instrument``: of every argument, an accepted wording; ``count``: of every count,
measure, low and high; ``modality``, ``polarity``, ``stage`` and ``background``: equal to the gold. Mode is left out, for
gold does not give every mode; so is a field without points, and what the gold says nothing of.

Figures are shares from 0 to 1. The expected calibration error is that of Naeini, Cooper and Hauskrecht (2015), "Obtaining
well calibrated probabilities using Bayesian binning", over ten bins of equal width; the line is that of Platt (1999),
"Probabilistic outputs for support vector machines".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import exp, log
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dateline.evaluate.contract import Column, FieldScore, Scores
from dateline.evaluate.ledger.claims import GivenClaim, GoldClaim, figure_of, given_claims, gold_claims, paired_claims
from dateline.evaluate.rows import Json, object_under, objects, rows_from_file, same_wording, text_of, texts

__all__ = [
    "FIELDS",
    "IDENTITY",
    "Calibration",
    "Line",
    "Point",
    "calibrations_of",
    "cross_fitted",
    "evaluate",
    "fitted_line",
    "measured",
    "points_of",
]

#: The key in the gold of the words that play a role.
_ROLES = {"actor": "actor", "recipient": "recipient", "instrument": "weapons"}
_STANCE = ("modality", "polarity", "stage")

FIELDS = ("claim", *_ROLES, "count", *_STANCE, "background")

_N_BINS = 10
#: Probabilities are taken no nearer to 0 and 1 than this.
_EDGE = 1e-4
#: Weights of the squared distance of slope and offset from the identity beside the summed log loss of the points. That of
#: the slope is greater, because log odds reach to 9, so that one sure answer that is wrong would flatten a small field's line.
_RIDGE = np.array([10.0, 2.0])
#: Least slope: a line never turns the order of confidences round, and can always be undone.
_LEAST_SLOPE = 0.05

_COLUMNS = (
    Column("n", "n", 0),
    Column("right", "right", 3),
    Column("confidence", "mean", 3),
    Column("ece", "ECE", 3),
    Column("brier", "Brier", 3),
    Column("slope", "slope", 2),
    Column("offset", "offset", 2),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One printed confidence, and whether what it speaks of is right."""

    field: str
    document: str
    confidence: float
    right: bool
    #: What was read, for a person.
    said: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line over the log odds of a confidence."""

    slope: float
    offset: float

    def at(self, confidence: float) -> float:
        """The confidence that the line makes of one."""
        return 1 / (1 + exp(-(self.slope * _log_odds(confidence) + self.offset)))

    def undone(self) -> Line:
        """The line that leads back."""
        return Line(1 / self.slope, -self.offset / self.slope)


IDENTITY = Line(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well the confidences of one field say how often it is right; shares from 0 to 1."""

    n: int
    #: Share right.
    right: float
    #: Mean confidence.
    confidence: float
    ece: float
    brier: float


def evaluate(gold: Path, pred: Path) -> Scores:
    """The calibration of what ``dateline code --format jsonl`` printed, with the line that would mend it, by field.

    ``right`` is the share that is right, ``confidence`` the mean of the confidences, ``slope`` and ``offset`` the line
    fitted to these same points. The errors are the wrong answers, the surest first.
    """
    wanted, given = rows_from_file(gold), rows_from_file(pred)
    points = points_of(wanted, given)
    fields = []
    for field, calibration in calibrations_of(points).items():
        line = fitted_line([point for point in points if point.field == field])
        shares = (calibration.right, calibration.confidence, calibration.ece, calibration.brier)
        figures = (*(round(share, 4) for share in shares), round(line.slope, 3), round(line.offset, 3))
        fields.append(FieldScore(field, (calibration.n, *figures)))
    readings = _readings_by_id(given)
    wrong = sorted((point for point in points if not point.right), key=lambda point: -point.confidence)
    return Scores(
        documents=len(wanted),
        read=sum(str(row.get("id")) in readings for row in wanted),
        columns=_COLUMNS,
        fields=tuple(fields),
        errors=tuple(f"{point.document}: {point.field} {point.confidence:.2f}: {point.said}" for point in wrong),
    )


def points_of(gold: Iterable[Json], readings: Iterable[Json]) -> tuple[Point, ...]:
    """The points of all fields, of ledger gold and printed readings matched by ``document.id``."""
    by_id = _readings_by_id(readings)
    return tuple(
        point
        for row in gold
        if (reading := by_id.get(str(row.get("id")))) is not None
        for point in _points_of_document(row, reading)
    )


def measured(points: Sequence[Point]) -> Calibration:
    """The calibration of points, of which there must be one at least.

    The expected calibration error (Naeini 2015) is the distance between mean confidence and share right within each of ten
    bins of equal width, weighed by the bin's points; the Brier score the mean squared distance of confidence from truth.
    """
    given = np.array([point.confidence for point in points], dtype=float)
    right = np.array([point.right for point in points], dtype=float)
    bins = np.minimum((given * _N_BINS).astype(int), _N_BINS - 1)
    gaps = np.bincount(bins, weights=given - right, minlength=_N_BINS)
    return Calibration(
        n=len(points),
        right=float(right.mean()),
        confidence=float(given.mean()),
        ece=float(np.abs(gaps).sum() / len(points)),
        brier=float(((given - right) ** 2).mean()),
    )


def calibrations_of(points: Iterable[Point]) -> dict[str, Calibration]:
    """The calibration of every field that has points, in the order of ``FIELDS``."""
    return {field: measured(of_field) for field, of_field in _by_field(points).items()}


def fitted_line(points: Sequence[Point]) -> Line:
    """The line over the log odds under which the points are likeliest (Platt 1999), by logistic regression.

    A small ridge draws it towards the identity, so that a field with few points stays near to what it was and one that is
    always right keeps a finite line.
    """
    if not points:
        return IDENTITY
    given = np.array([_log_odds(point.confidence) for point in points])
    signs = np.array([1.0 if point.right else -1.0 for point in points])

    def loss(line: np.ndarray) -> tuple[float, np.ndarray]:
        margins = signs * (line[0] * given + line[1])
        away = line - (IDENTITY.slope, IDENTITY.offset)
        # The derivative of the log loss by the margin, without overflow.
        pull = -signs * np.exp(-np.logaddexp(0.0, margins))
        gradient = np.array([pull @ given, pull.sum()]) + _RIDGE * away
        return float(np.logaddexp(0.0, -margins).sum() + _RIDGE @ away**2 / 2), gradient

    start = np.array([IDENTITY.slope, IDENTITY.offset])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[(_LEAST_SLOPE, None), (None, None)])
    return Line(float(found.x[0]), float(found.x[1]))


def cross_fitted(points: Iterable[Point]) -> tuple[Point, ...]:
    """The points, each with the confidence that a line fitted to the field's points of all other documents makes of it."""
    out: list[Point] = []
    for of_field in _by_field(points).values():
        for document in dict.fromkeys(point.document for point in of_field):
            line = fitted_line([point for point in of_field if point.document != document])
            out += [
                replace(point, confidence=line.at(point.confidence)) for point in of_field if point.document == document
            ]
    return tuple(out)


def _points_of_document(gold: Json, reading: Json) -> Iterator[Point]:
    text = str(gold.get("text") or object_under(reading, "document").get("text") or "")
    wanted, given = gold_claims(gold, text), given_claims(reading)
    pairs = {number: wanted[index] for index, number in paired_claims(wanted, given).items()}
    document = str(gold.get("id"))
    for number, claim in enumerate(given):
        paired = pairs.get(number)
        answers = [_answer_of_type(claim, paired)]
        if paired is not None:
            answers += [*_answers_of_arguments(claim, paired), *_answers_of_counts(claim, paired)]
            answers += _answers_of_telling(claim, paired)
        for field, confidence, right, said in answers:
            share = _share(confidence)
            if share is not None:
                yield Point(field, document, share, right, said)


_Answer = tuple[str, object, bool, str]
"""Field, confidence as printed, whether it is right, and what was said."""


def _answer_of_type(claim: GivenClaim, paired: GoldClaim | None) -> _Answer:
    right = paired is not None and claim.type in paired.types()
    return "claim", claim.row.get("confidence"), right, f"{claim.type} at {text_of(claim.row.get('trigger'))!r}"


def _answers_of_arguments(claim: GivenClaim, paired: GoldClaim) -> Iterator[_Answer]:
    for argument in claim.arguments:
        if argument.role in _ROLES:
            accepted = texts(paired.row.get(_ROLES[argument.role]))
            right = any(same_wording(want, word) for want in accepted for word in argument.wordings)
            said = f"{text_of(argument.row.get('span'))!r} of {text_of(claim.row.get('trigger'))!r}"
            yield argument.role, argument.row.get("confidence"), right, said


def _answers_of_counts(claim: GivenClaim, paired: GoldClaim) -> Iterator[_Answer]:
    """Each count of the gold makes one count right."""
    rest = [figure_of(count) for count in objects(paired.row.get("counts"))]
    for count in claim.counts:
        figure = figure_of(count)
        right = figure in rest
        if right:
            rest.remove(figure)
        yield "count", count.get("confidence"), right, " ".join(str(value) for value in figure)


def _answers_of_telling(claim: GivenClaim, paired: GoldClaim) -> Iterator[_Answer]:
    confidences = object_under(claim.row, "confidences")
    # The claim's own background, not its account's: the confidence speaks of it alone.
    told = {field: claim.stance.get(field) for field in _STANCE} | {"background": claim.row.get("background")}
    for field, value in told.items():
        wanted = paired.row.get(field)
        if wanted is not None:
            said = f"{value} at {text_of(claim.row.get('trigger'))!r}"
            yield field, confidences.get(field), value == wanted, said


def _by_field(points: Iterable[Point]) -> dict[str, list[Point]]:
    order = {field: number for number, field in enumerate(FIELDS)}
    ordered = sorted(points, key=lambda point: order[point.field])
    return {field: list(of_field) for field, of_field in groupby(ordered, key=lambda point: point.field)}


def _readings_by_id(readings: Iterable[Json]) -> Mapping[str, Json]:
    return {str(object_under(reading, "document").get("id")): reading for reading in readings}


def _share(value: object) -> float | None:
    """A number from 0 to 1, or None for all else."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    return None


def _log_odds(confidence: float) -> float:
    kept = min(max(confidence, _EDGE), 1 - _EDGE)
    return log(kept / (1 - kept))
