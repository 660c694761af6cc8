"""How much an event matters to a reader of its reports: told as the main matter, as harm beside it, or in passing."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.domain.event import EventToll, Salience
from dateline.domain.telling import Telling
from dateline.domain.value import Measure

#: Types that are harm by themselves, and measures that count people who came to it.
_VIOLENT = ("assault", "displace")
_HARM = (Measure.KILLED, Measure.INJURED, Measure.ABDUCTED, Measure.MISSING, Measure.DISPLACED)


def salience_of(told: Sequence[Telling], tolls: Sequence[EventToll]) -> Salience:
    """The salience of an event of those accounts and tolls."""
    # A report in which no claim was read is about nothing that the ledger knows: alone it makes no event that lists show.
    if any(telling.focus and telling.claims for telling in told):
        return Salience.MAIN
    news = [telling for telling in told if not telling.background and any(claim.is_real for claim in telling.claims)]
    if not news:
        return Salience.PASSING
    harmed = any(toll.measure in _HARM and (toll.best or toll.high) for toll in tolls)
    violent = any(telling.type in _VIOLENT for telling in news)
    return Salience.GRAVE if harmed or violent else Salience.MINOR
