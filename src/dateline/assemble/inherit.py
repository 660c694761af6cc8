"""The time that a claim does not say is taken from its account, and says so; the publication date comes last.

The order of the sources of a time was chosen on the training half of the ledger set (2026-11-25): for news of an act that
says no time, the last dated news of the same type before it was right in 120 of 241 cases, the last dated day in 102 of 219
(within three sentences), the publication date in 157 of 451. Words (demands, accusations) are of the publication date in
56 of 101 cases, of the last dated day in 27 of 66.

Recounted on 2026-11-26: a learned choice among the same days (their kinds, distances and agreement, the verb's tense) is no
better under cross-validation (F1 of the claims without words 39.6, this order 40.5), so the order stays.
History that goes on while it is told takes the publication date: right in 10 of 29 cases, and nothing else is right more
often. What is longer than a month, or open at an end, is passed on to no other claim (time F1 of train 41.5 with it, 42.4
without). News of what goes on takes the publication date and no day of another claim (right in 9 of 28 cases and not in 2),
and what is still to come takes none (9 of 12).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.assemble.grouping import Scene
from dateline.domain.claim import Claim, Stage
from dateline.domain.document import Document
from dateline.domain.ids import ClaimId
from dateline.domain.value import TimePrecision, When

#: A claim takes its time from news of another type only from so few sentences before.
NEAR_DATED_SENTENCES = 3

#: How far an account of the same type, or the scene of most acts, reaches in a long report, in sentences: the reports that
#: the order above was chosen on are short, and a long one turns to other matters.
REACH_SENTENCES = 12

#: A claim takes no time from another that is longer than this, or open at an end: a month is still what news tells of.
LONGEST_PASSED_ON_DAYS = 31

#: Lengths of time that wars and sieges are told in.
_LONG = re.compile(r"P(?P<count>\d+|X)(?P<unit>[MY])")
#: Lengths without a number: "months", "a decades-long war"; a number of such units counts them.
_SEVERAL = re.compile(r"^(?:an?\s+|the\s+|many\s+|several\s+|for\s+)*(?:decades|years|months)\b", re.IGNORECASE)

#: Shares from which a trained reader's answer when an event was stands against an inherited time and the day of publication:
#: up to that day, unknown, and before it. Chosen on the dev half of the ledger set, where the F1 of times is 51.4 with them
#: and 48.1 without (2026-11-26).
UNTIL, NEVER_SAID, EARLIER = 0.85, 0.2, 0.2

_SPEECH = {"request", "accuse", "reject", "threaten", "consult", "support", "agree", "concede", "sanction"}


def with_times(
    claims: Mapping[ClaimId, Claim], members: Sequence[Sequence[ClaimId]], scene: Scene
) -> dict[ClaimId, Claim]:
    """The claims with a time inherited in their account or from the news told before, else the publication date."""
    document = scene.analysis.document
    told = {one: _as_seen(claim, scene) for one, claim in claims.items()}
    unsaid = {one for one, claim in claims.items() if scene.dating(claim).get("none", 0.0) >= NEVER_SAID}
    for ids in members:
        source = next((one for one in ids if _passes_on(told[one])), None)
        for one in ids:
            if source is not None and one not in unsaid and not _dated(told[one]) and _takes_a_day(told[one]):
                told[one] = _with_time_of(told[one], told[source], document)
    tells_days = any(_dated(claim) for claim in claims.values())
    last_of_type: dict[str, Claim] = {}
    last_day: Claim | None = None
    for one in sorted(claims, key=lambda one: (claims[one].trigger, one)):
        claim = told[one]
        if not _dated(claim) and one in unsaid:
            continue
        if not _dated(claim) and _is_news(claim):
            near = last_day if last_day is not None and _within(claim, last_day, NEAR_DATED_SENTENCES, scene) else None
            alike = last_of_type.get(claim.type)
            if alike is not None and not _within(claim, alike, REACH_SENTENCES, scene):
                alike = None
            before = None if claim.type in _SPEECH or not _takes_a_day(claim) else alike or near
            if before is not None:
                told[one] = _with_time_of(claim, before, document)
            elif document.published is not None and not (tells_days and _is_earlier(claim, scene)):
                told[one] = replace(claim, when=_lasting(_published(document), claim, document))
        elif not _dated(claim) and _goes_on(claim) and document.published is not None:
            told[one] = replace(claim, when=_lasting(_published(document), claim, document))
        if _is_dated_news(claims[one]) and _passes_on(claims[one]):
            last_of_type[claim.type] = claims[one]
            if _is_day(claims[one]):
                last_day = claims[one]
    return told


def _as_seen(claim: Claim, scene: Scene) -> Claim:
    """The claim, with a time up to publication where it says none and a trained reader takes it for what goes on till then."""
    published = scene.analysis.document.published
    if _dated(claim) or published is None or scene.dating(claim).get("until", 0.0) < UNTIL:
        return claim
    until = When(span=None, earliest=None, latest=published, precision=TimePrecision.SPAN, reason="up to publication")
    return replace(claim, when=_lasting(until, claim, scene.analysis.document))


def _is_earlier(claim: Claim, scene: Scene) -> bool:
    """Whether a trained reader takes a claim's event to have been before publication; what opens a report is its news."""
    return not scene.in_lead(claim) and scene.dating(claim).get("past", 0.0) >= EARLIER


def _within(claim: Claim, before: Claim, sentences: int, scene: Scene) -> bool:
    return 0 <= scene.sentence(claim) - scene.sentence(before) <= sentences


def _is_day(claim: Claim) -> bool:
    return claim.when is not None and claim.when.earliest == claim.when.latest


def _is_dated_news(claim: Claim) -> bool:
    return claim.when is not None and claim.when.earliest is not None and _is_news(claim)


def _with_time_of(claim: Claim, source: Claim, document: Document) -> Claim:
    if source.when is None:
        return claim
    when = replace(source.when, span=None, reason="inherited", inherited_from=source.id, value=None, duration=None)
    return replace(claim, when=_lasting(when, claim, document))


def _passes_on(claim: Claim) -> bool:
    """Whether other claims may take a claim's time: the years that a war has lasted say nothing of one of its battles."""
    when = claim.when
    if when is None or when.earliest is None or when.latest is None:
        return False
    return (when.latest - when.earliest).days <= LONGEST_PASSED_ON_DAYS


def _goes_on(claim: Claim) -> bool:
    """Whether a claim tells, in passing, of what goes on on the day of the report: "the town, held by rebels"."""
    return claim.stance.is_real and claim.stance.stage is Stage.ONGOING


def _takes_a_day(claim: Claim) -> bool:
    """Whether a claim may take the day of another: what goes on does so on the day of the report, what is to come has none."""
    return claim.stance.stage not in (Stage.ONGOING, Stage.FUTURE)


def _dated(claim: Claim) -> bool:
    return claim.when is not None and (claim.when.earliest is not None or claim.when.latest is not None)


def _is_news(claim: Claim) -> bool:
    return not claim.background and claim.stance.is_real


def _lasting(when: When, claim: Claim, document: Document) -> When:
    """An inferred time of a claim that says how long it lasts: its words are kept, and the reason tells them apart.

    What goes on for months or years goes on up to publication, and began as long before; after "decades", at an unknown time.
    """
    told = claim.when
    if told is None or told.duration is None:
        return when
    long = _LONG.fullmatch(told.duration)
    if long is None or not _goes_on(claim) or document.published is None:
        reason = f"lasting as said; day {when.reason.replace('_', ' ')}"
        return replace(when, span=told.span, duration=told.duration, reason=reason)
    words = document.quote(told.span) if told.span is not None else ""
    vague = long["count"] == "X" or _SEVERAL.search(words) is not None
    return When(
        span=told.span,
        earliest=None if vague else _before(document.published, int(long["count"]), long["unit"]),
        latest=document.published,
        precision=TimePrecision.SPAN,
        duration=told.duration,
        reason=f"that long up to {document.published.isoformat()}",
    )


def _before(day: date, count: int, unit: str) -> date | None:
    """The same day so many months or years before, or the last of its month; None before all calendars."""
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _published(document: Document) -> When:
    return When(
        span=None,
        earliest=document.published,
        latest=document.published,
        precision=TimePrecision.DAY,
        reason="publication_date",
    )
