"""What a report is most of all about: the one account that carries its identity where reports are compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dateline.domain.telling import Telling
from dateline.ontology import load_ontology

#: How an account's relevance is weighed by the quad class of its type: a report of violence tells of arrests, searches,
#: condemnations and funerals too, and is about the violence all the same.
_BY_QUAD = {1: 0.45, 2: 0.45, 3: 0.45, 4: 0.65}
_ASSAULT = 1.0


@cache
def _weight(type_: str) -> float:
    known = load_ontology().types.get(type_)
    return _ASSAULT if type_ == "assault" else _BY_QUAD.get(known.quad, 0.45) if known is not None else 0.45


def focus_of(told: Sequence[Telling]) -> Telling | None:
    """The account that the document is most of all about; None where it tells of nothing."""
    return min(
        told,
        key=lambda telling: (-_weight(telling.type) * telling.relevance * _newness(telling), telling.account),
        default=None,
    )


def _newness(telling: Telling) -> float:
    return 0.6 if telling.background else 1.0
