"""Says what a person should look at next, and how far people agree.

In: Events in brief and whole, what people coded apart from each other.
Out: questions, the one whose answer settles most first; agreement by field; where coders differ.
Never: speak HTTP; decide by itself.
"""

from __future__ import annotations

from dateline.review.agreement import METRICS, Agreement, Difference, FieldAgreement, agreement, differences
from dateline.review.alpha import Metric, alpha
from dateline.review.queue import KINDS, Option, Question, may_ask, questions

__all__ = [
    "KINDS",
    "METRICS",
    "Agreement",
    "Difference",
    "FieldAgreement",
    "Metric",
    "Option",
    "Question",
    "agreement",
    "alpha",
    "differences",
    "may_ask",
    "questions",
]
