"""How much the rules weigh beside the trained reader."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import exp, log
from typing import Any

#: Probabilities are taken no nearer to 0 and 1 than this.
_EDGE = 1e-4


@cache
def weights() -> Mapping[str, Mapping[str, Any]]:
    """The factors by group and field, from ``weights.toml``."""
    held = resources.files("dateline.extract.local.judging").joinpath("weights.toml")
    return tomllib.loads(held.read_text(encoding="utf-8"))


def raised(probability: float, factor: float) -> float:
    """The probability whose odds are ``factor`` times as large."""
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    odds = kept / (1 - kept) * factor
    return odds / (1 + odds)


def calibrated(field: str, probability: float) -> float:
    """How often an answer of that field and probability is right, by the line fitted to the log odds."""
    slope, offset = weights()["confidence"].get(field, (1.0, 0.0))
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return 1 / (1 + exp(-(slope * log(kept / (1 - kept)) + offset)))
