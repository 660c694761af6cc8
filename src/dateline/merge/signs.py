"""Comparison: what speaks for and against two tellings being of one event, as named numbers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import asin, cos, log1p, radians, sin, sqrt

from dateline.domain.telling import UNTYPED
from dateline.lang.sketch import overlap
from dateline.merge.profile import CLOSE_DAYS, Profile
from dateline.merge.wording import rarity

EARTH_KM = 6371.0
#: Within this a place is the same for all that a report can say, and beyond this it is another.
NEAR_KM, FAR_KM = 15.0, 60.0

#: Days between two times that words say, from which nothing in like wording makes them one event.
YEARS_APART = 400

#: Days before or after its print that a report's day lies at most where it is the day's news.
FRESH_DAYS = 2

Signs = dict[str, float]

#: Each sign in a person's words, as an explanation prints it.
SAID: Mapping[str, str] = {
    "always": "before anything is compared",
    "wording": "how alike the reports are worded",
    "wording_some": "wording that is alike at all",
    "wording_much": "wording that is much alike",
    "names": "rare names that both reports give",
    "names_much": "most names in common",
    "title": "titles in common",
    "copy": "runs of words in common: one is a copy",
    "evidence": "how alike the sentences are worded",
    "evidence_much": "sentences that are much alike",
    "same_day": "the same day",
    "day_off": "a day apart",
    "days_apart": "days apart",
    "days_far": "more than a week apart",
    "news_apart": "news of other days, each printed right after its own",
    "years_apart": "times that both say, more than a year apart",
    "day_unknown": "a report that does not say when",
    "published_near": "printed within two days",
    "published_apart": "time between the prints",
    "published_unknown": "a report without a date of print",
    "named_near": "the latest days that both name, within two days, where no date of print is known",
    "same_place": "the same place",
    "same_province": "the same province",
    "place_apart": "places far apart",
    "place_other": "places of other provinces",
    "place_unknown": "a report that does not say where",
    "day_and_place": "the same day at the same place",
    "place_and_names": "the same place with names in common",
    "day_and_wording": "the same day in like words",
    "people_shared": "people named in both",
    "people_differ": "other people named",
    "killed_same": "the same number of killed",
    "killed_differ": "other numbers of killed",
    "injured_same": "the same number of injured",
    "injured_differ": "other numbers of injured",
    "type_differs": "other types",
    "one_untold": "claims in one report alone",
    "mode_same": "the same mode",
    "mode_differs": "other modes",
    "weapon_same": "the same kind of weapon",
    "weapon_differs": "other kinds of weapon",
    "same_outlet": "both of one outlet",
    "one_background": "history in one report and news in the other",
    "one_report": "one report that tells it again",
}


def signs_of(one: Profile, other: Profile) -> Signs:
    """The signs that are not zero; the order of the two does not matter."""
    signs: Signs = {"always": 1.0}
    if one.focus and other.focus and one.document != other.document:
        _wording(one, other, signs)
    _evidence(one, other, signs)
    near_day = _days(one, other, signs)
    near_place = _places(one, other, signs)
    if near_day and near_place:
        signs["day_and_place"] = 1.0
    if near_day and "wording" in signs:
        signs["day_and_wording"] = signs["wording"]
    if near_place and "names" in signs:
        signs["place_and_names"] = signs["names"]
    _people(one, other, signs)
    for measure, ours, theirs in (("killed", one.killed, other.killed), ("injured", one.injured, other.injured)):
        _figures(measure, ours, theirs, signs)
    _kinds(one, other, signs)
    if one.background != other.background:
        signs["one_background"] = 1.0
    if one.outlet is not None and one.outlet == other.outlet:
        signs["same_outlet"] = 1.0
    return signs


def cosine(ours: Mapping[str, int], theirs: Mapping[str, int]) -> float:
    """The cosine of two weighed sets of words whose lengths are 255."""
    if len(theirs) < len(ours):
        ours, theirs = theirs, ours
    return sum(weight * theirs[word] for word, weight in ours.items() if word in theirs) / 65025


def _wording(one: Profile, other: Profile, signs: Signs) -> None:
    alike = cosine(one.report.terms, other.report.terms)
    signs["wording"] = alike
    signs["wording_some"] = max(0.0, alike - 0.15)
    signs["wording_much"] = max(0.0, alike - 0.4)
    named = cosine(one.report.names, other.report.names)
    if named:
        lengths = sqrt(_square(one) * _square(other))
        signs["names"] = named * 65025 / lengths
        signs["names_much"] = max(0.0, signs["names"] - 0.35)
    if one.report.title and other.report.title:
        shared = sum(rarity(word) for word in one.report.title & other.report.title)
        signs["title"] = shared / sum(rarity(word) for word in one.report.title | other.report.title)
    signs["copy"] = overlap(one.report.sketch, other.report.sketch)


def _square(profile: Profile) -> float:
    return sum(weight * weight for weight in profile.report.names.values()) or 1.0


def _evidence(one: Profile, other: Profile, signs: Signs) -> None:
    alike = cosine(one.evidence, other.evidence)
    signs["evidence"] = alike
    signs["evidence_much"] = max(0.0, alike - 0.4)


def _days(one: Profile, other: Profile, signs: Signs) -> bool:
    """Signs of time; whether the two may be of one day."""
    if one.published is not None and other.published is not None:
        gap = abs(one.published - other.published)
        signs["published_apart"] = log1p(gap) / 5
        signs["published_near"] = float(gap <= 2)
    else:
        signs["published_unknown"] = 1.0
        ours, theirs = one.published or one.named_day, other.published or other.named_day
        if ours is not None and theirs is not None:
            signs["named_near"] = float(abs(ours - theirs) <= 2)
    if one.first is None or one.last is None or other.first is None or other.last is None:
        signs["day_unknown"] = 1.0
        return False
    gap = max(one.first - other.last, other.first - one.last, 0)
    if gap <= 1 and max(one.last - one.first, other.last - other.first) > CLOSE_DAYS:
        # "In August" holds many days: that two such times meet says little.
        signs["day_unknown"] = 1.0
        return False
    surely = one.dated and other.dated
    if gap == 0:
        signs["same_day"] = 1.0 if surely else 0.5
    elif gap == 1:
        signs["day_off"] = 1.0 if surely else 0.5
    else:
        signs["days_apart"] = min(1.0, log1p(gap) / 5) * (1.0 if surely else 0.5)
        signs["days_far"] = float(gap > 7) * (1.0 if surely else 0.5)
        if surely and _is_fresh(one) and _is_fresh(other):
            signs["news_apart"] = 1.0
        if surely and gap > YEARS_APART:
            signs["years_apart"] = 1.0
    return gap <= 1


def _is_fresh(profile: Profile) -> bool:
    """Whether what is told happened right before the print: such a report does not follow up an older event."""
    return (
        profile.published is not None
        and profile.last is not None
        and abs(profile.published - profile.last) <= FRESH_DAYS
    )


def _places(one: Profile, other: Profile, signs: Signs) -> bool:
    """Signs of place; whether the two may be of one place."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        if one.place_name and one.place_name == other.place_name:
            signs["same_place"] = 1.0
            return True
        signs["place_unknown"] = 1.0
        return False
    if one.country and other.country and one.country != other.country:
        signs["place_apart"] = 1.0
        signs["place_other"] = 1.0
        return False
    same_province = bool(one.admin1) and one.admin1 == other.admin1
    if one.close and other.close:
        apart = distance_km(one.lat, one.lon, other.lat, other.lon)
        if apart <= NEAR_KM:
            signs["same_place"] = 1.0
            return True
        signs["place_apart"] = min(1.0, apart / FAR_KM)
    elif one.place_name == other.place_name:
        signs["same_place"] = 1.0
        return True
    if same_province:
        signs["same_province"] = 1.0
    elif one.admin1 and other.admin1:
        signs["place_other"] = 1.0
    return False


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points on the sphere (haversine)."""
    half = sin(radians(other_lat - lat) / 2) ** 2
    half += cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _people(one: Profile, other: Profile, signs: Signs) -> None:
    ours, theirs = one.actors | one.recipients, other.actors | other.recipients
    shared = ours & theirs
    if shared:
        signs["people_shared"] = min(1.0, sum(rarity(word) for word in shared) / 15)
    elif (one.recipients and other.recipients) or (one.actors and other.actors):
        signs["people_differ"] = 1.0


def _figures(measure: str, ours: tuple[int, int] | None, theirs: tuple[int, int] | None, signs: Signs) -> None:
    if ours is None or theirs is None:
        return
    if ours[0] <= theirs[1] and theirs[0] <= ours[1]:
        signs[f"{measure}_same"] = min(1.0, 0.4 + 0.2 * max(ours[1], theirs[1]))
    else:
        signs[f"{measure}_differ"] = _gap(ours, theirs)


@cache
def _gap(ours: tuple[int, int], theirs: tuple[int, int]) -> float:
    """How far two figures are apart, from 0 to 1."""
    apart = max(ours[0] - theirs[1], theirs[0] - ours[1])
    return apart / (apart + min(ours[0], theirs[0]) + 1)


def _kinds(one: Profile, other: Profile, signs: Signs) -> None:
    if UNTYPED in (one.type, other.type):
        # What was not read is no type that differs: but what one report tells and the other does not is a doubt.
        if one.type != other.type:
            signs["one_untold"] = 1.0
    elif one.type != other.type:
        signs["type_differs"] = 1.0
    elif one.mode is not None and other.mode is not None:
        signs["mode_same" if one.mode == other.mode else "mode_differs"] = 1.0
    if one.categories and other.categories:
        signs["weapon_same" if one.categories & other.categories else "weapon_differs"] = 1.0
