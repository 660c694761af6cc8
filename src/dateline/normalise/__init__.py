"""Says what the words mean: when, where, who, how many, and in which code.

In: Extraction (words) and its Analysis.
Out: Extraction with times, places, actors, counts and codes.
Never: look outside the document and the knowledge floor; replace the words.
"""

from __future__ import annotations

from dateline.normalise.contract import Normaliser
from dateline.plugins import Registry

__all__ = ["NORMALISERS", "Normaliser"]

NORMALISERS: Registry[type[Normaliser]] = Registry(
    "dateline.normalisers",
    {
        "code": "dateline.normalise.code:CodeNormaliser",
        "count": "dateline.normalise.count:CountNormaliser",
        "when": "dateline.normalise.when:WhenNormaliser",
        "where": "dateline.normalise.where:WhereNormaliser",
        "who": "dateline.normalise.who:WhoNormaliser",
    },
)
