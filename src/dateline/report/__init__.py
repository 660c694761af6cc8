"""Tells events to people: tables for analysts, cards in a notebook, plots, and a situation report.

In:    Events and Readings, already without what people restricted; for a situation report, what its claims say and who says so.
Out:   rows and data frames, HTML, figures of matplotlib, PDF.
Never: decide anything, look into a ledger, pin a place that is known only by its country, or show a word without escaping it.
"""

from __future__ import annotations
