"""The trained scorer: signs weighed to a calibrated probability that two tellings are of one event.

A logistic regression (Fellegi and Sunter 1969 gave record linkage its sum of weights), fitted by ``training/merge/fit.py``.
The model ``report`` compares what two reports are about, wording included; ``undated`` does so where one has no date of
publication, so that neither its weekdays nor its age tell anything; ``account`` compares single happenings by their own
facts and sentences.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from math import exp

from dateline.domain.comparison import Comparison, Sign
from dateline.merge.profile import Profile
from dateline.merge.signs import Signs, signs_of

#: Log odds beyond which nothing changes any more.
MOST_LOG_ODDS = 12.0
#: Weights of signs that the gold has next to none of: its reports lie within a few years, each tells of one incident, and few
#: tell of one place day after day, as those of a campaign do.
UNFITTED = {
    "report": {"years_apart": -6.0, "one_untold": -1.0, "news_apart": -2.5},
    "undated": {"years_apart": -6.0},
    "account": {"years_apart": -6.0},
}


@cache
def _models() -> dict[str, dict[str, float]]:
    text = files("dateline.merge").joinpath("weights.toml").read_text(encoding="utf-8")
    return {name: dict(table) | UNFITTED[name] for name, table in tomllib.loads(text).items()}


def is_compared(one: Profile, other: Profile) -> bool:
    """Whether the two can be of one event at all.

    Accounts of one report are told apart by the report itself; happenings of different types are different, unless both are
    what their reports are about: reports of one event may dwell on the killing or on the arrest.
    """
    return one.document != other.document and (one.type == other.type or (one.focus and other.focus))


def are_companions(one: Profile, other: Profile) -> bool:
    """Whether their report tells one of them as the other over again."""
    return one.companion_of == other.account or other.companion_of == one.account


def model_of(one: Profile, other: Profile) -> str:
    """The name of the model that compares the two."""
    if not (one.focus and other.focus):
        return "account"
    return "report" if one.published is not None and other.published is not None else "undated"


def probability_of(one: Profile, other: Profile) -> float:
    """How surely two tellings are of one event, from 0 to 1; 1 only where one report tells the other over again."""
    if are_companions(one, other):
        return 1.0
    return _probability(signs_of(one, other), model_of(one, other))


def comparison_of(one: Profile, other: Profile) -> Comparison:
    """The probability with the signs that it is made of, the weightiest first."""
    if other.account < one.account:
        one, other = other, one
    if are_companions(one, other):
        return Comparison(
            one=one.account, other=other.account, probability=1.0, signs=(Sign("one_report", 1.0, MOST_LOG_ODDS),)
        )
    signs, model = signs_of(one, other), model_of(one, other)
    weights = _models()[model]
    weighed = [Sign(name, round(value, 4), round(value * weights[name], 4))
               for name, value in signs.items() if name in weights]  # fmt: skip
    weighed.sort(key=lambda sign: (-abs(sign.points), sign.name))
    return Comparison(
        one=one.account, other=other.account, probability=_probability(signs, model), signs=tuple(weighed)
    )


def _probability(signs: Signs, model: str) -> float:
    weights = _models()[model]
    total = sum(value * weights[name] for name, value in signs.items() if name in weights)
    return 1 / (1 + exp(-max(-MOST_LOG_ODDS, min(MOST_LOG_ODDS, total))))
