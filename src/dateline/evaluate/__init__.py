"""Scores readings against gold.

In: gold and predictions, as JSON Lines.
Out: Scores, per field.
Never: change a prediction to suit the gold.
"""

from __future__ import annotations

from dateline.evaluate.contract import Evaluation, FieldScore, Scores
from dateline.plugins import Registry

__all__ = ["EVALUATIONS", "Evaluation", "FieldScore", "Scores"]

EVALUATIONS: Registry[Evaluation] = Registry("dateline.evaluations", {"ledger": "dateline.evaluate.ledger:evaluate"})
