"""How much the rules weigh beside the trained reader."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

#: Probabilities are taken no nearer to 0 and 1 than this.
_EDGE = 1e-4


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """The factors by group and field, from ``weights.toml``."""
    held = resources.files("dateline.extract.local.judging").joinpath("weights.toml")
    return tomllib.loads(held.read_text(encoding="utf-8"))


def raised(probability: float, factor: float) -> float:
    """The probability whose odds are ``factor`` times as large."""
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    odds = kept / (1 - kept) * factor
    return odds / (1 + odds)
