"""Reconciling: one event from all that its accounts say, every value with its supporters and its rivals."""

from __future__ import annotations

from dateline.merge.reconcile.whole import reconciled

__all__ = ["reconciled"]
