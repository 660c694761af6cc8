"""Finds the words that say how many."""

from __future__ import annotations

from dateline.domain.analysis import Analysis
from dateline.domain.mention import Mention, MentionKind
from dateline.lang.numbers import NumberKind, find_numbers
from dateline.plugins import DEFAULTS, Settings

#: Numbers that count something.
_COUNTING = frozenset({NumberKind.CARDINAL, NumberKind.MONEY})


def find_number_mentions(analysis: Analysis, settings: Settings = DEFAULTS) -> tuple[Mention, ...]:
    """The mentions of numbers that count things or money, in order; the label is the kind of number."""
    return tuple(
        Mention(kind=MentionKind.NUMBER, span=found.span, label=str(found.kind), named=False)
        for found in find_numbers(analysis.document.text, settings.language)
        if found.kind in _COUNTING
    )
