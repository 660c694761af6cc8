"""What the words for a time lean on: the publication date, what was told before, and where the verb looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.normalise.when.calendar_units import Stretch


@dataclass(frozen=True, slots=True)
class Anchors:
    """What relative words count from."""

    published: date | None
    #: The last day or longer stretch that the text told of before these words.
    told: Stretch | None = None
    #: The last time that was told with its year.
    dated: Stretch | None = None
    #: A quarter told shortly before: beside one, "a year earlier" means the same quarter.
    quarter: Stretch | None = None
    #: -1 where the verb looks back, 1 where it looks ahead, 0 where it does not say.
    direction: int = 0
    language: str = "en"
