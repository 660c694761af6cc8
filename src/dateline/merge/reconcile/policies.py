"""Policies: what a measure's rival totals come to, under a rule that has a name.

The rules for rows of several reports follow the practice of hand-coded sets: Weidmann and Rød's Mass Mobilization data
keep one row a
report and let the user choose among aggregations; UCDP GED prints low, best and high.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.domain.attribution import SpeakerKind
from dateline.domain.ids import DocumentKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one report gives for a measure; an end that is None is not said."""

    low: int | None
    best: int
    high: int | None
    document: DocumentKey
    published: date | None
    witness: int
    weight: float
    speaker_kind: SpeakerKind | None = None
    #: False where it says that there were some and not how many.
    numbered: bool = True


#: Who is likelier to know, the likeliest first: those who count the victims, then those who saw, then those who pass on.
_AUTHORITY = {kind: rank for rank, kind in enumerate((
    SpeakerKind.MEDICAL, SpeakerKind.POLICE, SpeakerKind.OFFICIAL, SpeakerKind.MILITARY, SpeakerKind.DOCUMENT,
    SpeakerKind.ACTIVIST, SpeakerKind.WITNESS, SpeakerKind.RESIDENT, SpeakerKind.ANALYST, SpeakerKind.GROUP,
    SpeakerKind.MEDIA, SpeakerKind.OUTLET, SpeakerKind.OTHER,
))}  # fmt: skip
_UNKNOWN_RANK = len(_AUTHORITY)


def _authority(statement: Statement) -> int:
    return _AUTHORITY[statement.speaker_kind] if statement.speaker_kind is not None else _UNKNOWN_RANK


def _latest(statement: Statement) -> int:
    return statement.published.toordinal() if statement.published is not None else 0


def _support(statements: Sequence[Statement]) -> dict[int, float]:
    """The weight behind each value: each witness counts once for a value, with its weightiest report."""
    strongest: dict[tuple[int, int], float] = {}
    for one in statements:
        key = (one.best, one.witness)
        strongest[key] = max(strongest.get(key, 0.0), one.weight)
    found: dict[int, float] = {}
    for (best, _), weight in sorted(strongest.items()):
        found[best] = found.get(best, 0.0) + weight
    return {best: round(weight, 9) for best, weight in found.items()}


def most_supported(statements: Sequence[Statement]) -> int:
    """The value of most independent witnesses; among equals the latest, then the greater."""
    support = _support(statements)
    latest = {one.best: max(_latest(other) for other in statements if other.best == one.best) for one in statements}
    return max(support, key=lambda best: (support[best], latest[best], best))


def latest_most_authoritative(statements: Sequence[Statement]) -> int:
    """The value of the latest reports; among those of one day that of the likeliest to know, then the most supported."""
    latest = max(map(_latest, statements))
    last = [one for one in statements if latest - _latest(one) <= 0]
    rank = min(map(_authority, last))
    return most_supported([one for one in last if _authority(one) == rank])


def most_conservative(statements: Sequence[Statement]) -> int:
    """The smallest value that a report stands by."""
    return min(one.best for one in statements)


def most_informative(statements: Sequence[Statement]) -> int:
    """The value of the most exact statement: both ends said, close to each other; then the latest."""

    def exactness(one: Statement) -> tuple[bool, int, int, float, int]:
        closed = one.low is not None and one.high is not None
        width = one.high - one.low if one.low is not None and one.high is not None else 0
        return (closed, -width, _latest(one), one.weight, one.best)

    return max(statements, key=exactness).best


def ucdp_like(statements: Sequence[Statement]) -> int:
    """The most supported value among the likeliest to know, as UCDP takes the most reliable source for its best."""
    rank = min(map(_authority, statements))
    return most_supported([one for one in statements if _authority(one) == rank])


POLICIES: Mapping[str, Callable[[Sequence[Statement]], int]] = {
    "most-supported": most_supported,
    "latest-most-authoritative": latest_most_authoritative,
    "most-conservative": most_conservative,
    "most-informative": most_informative,
    "ucdp-like": ucdp_like,
}
