"""Places by name, and the making of a larger gazetteer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.gazetteer import CLASSES, Built, GazetteerPlace, build_gazetteer, open_gazetteer
from dateline.normalise.where.naming import reading_of
from dateline.normalise.where.rating import Setting, best_reading, rated

__all__ = ["CLASSES", "Built", "Candidate", "build_gazetteer", "find_places"]


#: A country that a person names weighs as one that a report names over and over.
_OFTEN = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean; ``score`` is the chance of it among them, from 0 to 1, where nothing else is told."""

    place: GazetteerPlace
    score: float


def find_places(name: str, countries: Collection[str] = (), *, path: Path | None = None) -> Sequence[Candidate]:
    """The places of a name, first the one that a report would take, then the likeliest; of names that sound alike where
    none is written so.

    ``countries`` (ISO 3166-1 alpha-3) are those that a report is about: they weigh as they do when a report is read. At
    most forty places are weighed. ``path`` names another index than the one in use.
    """
    gazetteer = open_gazetteer(path)
    one = reading_of(name, gazetteer)
    if not one.candidates:
        one.candidates = gazetteer.find_alike(name)
    chances = rated([one], Setting(told=dict.fromkeys(countries, _OFTEN)))[0]
    found = [Candidate(place, chance) for place, chance in zip(one.candidates, chances, strict=True)]
    best = best_reading(one, chances)
    first = found[best] if best is not None else None
    return sorted(found, key=lambda candidate: (candidate is not first, -candidate.score))
