"""Scores readings against gold.

In: gold and predictions, as JSON Lines.
Out: Scores, per field.
Never: change a prediction to suit the gold.
"""

from __future__ import annotations

from dateline.evaluate.contract import Column, Evaluation, FieldScore, Scores
from dateline.plugins import Registry

__all__ = ["EVALUATIONS", "Column", "Evaluation", "FieldScore", "Scores"]

EVALUATIONS: Registry[Evaluation] = Registry(
    "dateline.evaluations",
    {"calibration": "dateline.evaluate.calibration:evaluate", "ledger": "dateline.evaluate.ledger:evaluate"},
)
