"""An event's values in words: those of reports, for a terminal too."""

from __future__ import annotations

from dateline.report.phrases import (
    DOERS,
    SUFFERERS,
    bounds,
    day_phrase,
    one_line,
    parties,
    place_words,
    reports_phrase,
    toll_words,
    tolls_of,
    what_phrase,
    who_phrase,
)

__all__ = [
    "DOERS",
    "SUFFERERS",
    "bounds",
    "day_phrase",
    "one_line",
    "parties",
    "place_words",
    "reports_phrase",
    "toll_words",
    "tolls_of",
    "what_phrase",
    "who_phrase",
]
