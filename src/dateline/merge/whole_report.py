"""What a whole report says of what it is about: the day that its claims agree on, and the accounts that go with its focus.

An account is put together from single sentences; where those leave it without a day of its own, or tell one happening twice,
the report as a whole knows better.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.domain.claim import Stage
from dateline.domain.ids import AccountId
from dateline.domain.telling import Telling, ToldClaim, ToldTime
from dateline.merge.profile import Profile, profile_of
from dateline.merge.signs import distance_km

#: Days that a time may span and still be a vote for a day.
MOST_DAYS = 7
#: What an inherited time, the day of publication and history weigh beside a time in the claim's own words.
INHERITED, PUBLICATION, HISTORY = 0.5, 0.15, 0.5
#: Code points after which a claim's time weighs half as much as at the start.
HALVED_AT = 2000
#: Kilometres from which two places of a report are two places.
APART_KM = 15.0

_Days = tuple[date, date]


def day_of(focus: Telling, told: Sequence[Telling]) -> ToldTime | None:
    """When what a report is about happened: the close time that most of its claims of that type give, else its own."""
    votes: dict[_Days, float] = {}
    first: dict[_Days, ToldTime] = {}
    claims = [claim for telling in told if telling.type == focus.type for claim in telling.claims]
    for claim in sorted(claims, key=lambda one: (one.trigger.start, one.id)):
        days = _days(claim.when)
        if days is not None and claim.when is not None and (days[1] - days[0]).days <= MOST_DAYS:
            votes[days] = votes.get(days, 0.0) + _weight(claim, claim.when)
            known = first.get(days)
            if known is None or (known.words is None and claim.when.words is not None):
                first[days] = claim.when
    if not votes:
        return focus.when
    own = _days(focus.when)
    best = max(votes, key=lambda days: (round(votes[days], 9), days == own, days))
    return focus.when if best == own else first[best]


def _days(when: ToldTime | None) -> _Days | None:
    if when is None:
        return None
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return None if first is None or last is None else (first, last)


def _weight(claim: ToldClaim, when: ToldTime) -> float:
    said = 1.0 if when.words is not None else PUBLICATION if when.reason == "publication_date" else INHERITED
    return said * claim.confidence * (HISTORY if claim.background else 1.0) / (1 + claim.trigger.start / HALVED_AT)


def companions_of(focus: Telling, told: Sequence[Telling]) -> frozenset[AccountId]:
    """The accounts of a report that tell its focus again: of its type, no history, and with no other day, place or people.

    What is only promised, feared or wished for is not what happened: "we will have to fight them" is no second attack. Nor is
    what goes on for long: "they are targeting 43 groups".
    """
    own = profile_of(focus)
    goes_on = all(claim.stage is Stage.ONGOING for claim in focus.claims)
    return frozenset(
        telling.account
        for telling in told
        if telling.account != focus.account
        and telling.type == focus.type
        and not telling.background
        and any(claim.is_real and (goes_on or claim.stage is not Stage.ONGOING) for claim in telling.claims)
        and not _differ(own, profile_of(telling))
    )


def _differ(own: Profile, other: Profile) -> bool:
    """Whether two accounts of a report name another day, another place or other people."""
    if own.recipients and other.recipients and not own.recipients & other.recipients:
        return True
    return _other_day(own, other) or _other_place(own, other)


def _other_day(own: Profile, other: Profile) -> bool:
    if not (own.dated and other.dated):
        return False
    if own.first is None or own.last is None or other.first is None or other.last is None:
        return False
    return own.first > other.last or other.first > own.last


def _other_place(own: Profile, other: Profile) -> bool:
    if own.country and other.country and own.country != other.country:
        return True
    if own.lat is None or own.lon is None or other.lat is None or other.lon is None or not (own.close and other.close):
        return False
    return distance_km(own.lat, own.lon, other.lat, other.lon) > APART_KM
