"""Accounts: which claims of a document tell of one event, and what they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.assemble.grouping import Scene, group
from dateline.assemble.inherit import with_times
from dateline.assemble.placing import is_inferred, with_places
from dateline.assemble.relevance import HARM, account_relevance, beside_violence
from dateline.assemble.responsibility import with_deeds
from dateline.assemble.tended import tended_of
from dateline.assemble.tolls import tolls_of
from dateline.assemble.uniting import united
from dateline.domain.account import Account
from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim
from dateline.domain.extraction import Extraction
from dateline.domain.ids import AccountId, ClaimId, account_id
from dateline.domain.value import TimePrecision, When, Where

#: Probability of an incident that the report is there to tell under which an account of violence is told in passing: of
#: most, of those that the reader surely takes for news, and of those that the report opens with.
INCIDENT, OF_NEWS, OF_THE_LEAD = 0.65, 0.5, 0.25
#: Probability of history under which a claim is surely news.
SURELY_NEWS = 0.02

#: Probability that the report tells an incident from which its likeliest one is news, and the least that this one must have.
SURELY, LIKELIEST = 0.8, 0.35

#: A time that ended so long before the report is of what the report looks back on.
_LONG_AGO_DAYS = 730


def assemble(extraction: Extraction, analysis: Analysis) -> tuple[tuple[Claim, ...], tuple[Account, ...]]:
    """The claims, each with its account, and the accounts in the order of their first claims."""
    scene = Scene(extraction, analysis)
    groups = united(group(extraction.claims, scene), scene)
    claims = {claim.id: claim for claim in extraction.claims}
    members = [tuple(claim.id for claim in group) for group in groups]
    claims = with_places(claims, members, scene)
    claims = with_times(claims, members, scene)
    tended = tended_of([[claims[one] for one in ids] for ids in members], scene)
    accounts = []
    for ids in members:
        told = [claims[one] for one in ids]
        account = _account_of(account_id(min(ids)), told, tended.get(min(ids), ()), scene)
        accounts.append(account)
        claims |= {one: replace(claims[one], account=account.id) for one in ids}
    accounts = beside_violence(_with_the_incident(accounts, claims, scene))
    return with_deeds(tuple(claims[claim.id] for claim in extraction.claims), accounts), tuple(accounts)


def _account_of(identity: AccountId, told: Sequence[Claim], tended: Sequence[Claim], scene: Scene) -> Account:
    lead = _lead(told)
    return Account(
        id=identity,
        type=lead.type,
        mode=_mode_of(told),
        claims=tuple(claim.id for claim in told),
        when=_best_when(told, scene.analysis.document.published),
        where=_best_where(told, scene),
        background=_is_in_passing(told, scene),
        relevance=account_relevance(told, scene),
        counts=tolls_of([*told, *tended], scene.analysis.document),
    )


def _is_in_passing(told: Sequence[Claim], scene: Scene) -> bool:
    """Whether an account is history, or violence that the report only speaks of: "the violence of past years"."""
    if all(claim.background for claim in told):
        return True
    return _is_violent(told) and max(scene.incident(claim) for claim in told) < _least_incident(told, scene)


def _least_incident(told: Sequence[Claim], scene: Scene) -> float:
    """How likely an incident must be: less where the report opens with it, or where it is surely told as news.

    The reader learnt what an incident is from notices of terrorism (MUC-4), where the fighting of a war is none; in news of a
    war it is what the report is about. Chosen on the dev halves of MUC-4 and of the ledger set (2026-11-27).
    """
    news = [claim for claim in told if not claim.background]
    if any(scene.in_lead(claim) for claim in news):
        return OF_THE_LEAD
    return OF_NEWS if any(scene.history(claim) < SURELY_NEWS for claim in news) else INCIDENT


def _with_the_incident(accounts: Sequence[Account], claims: Mapping[ClaimId, Claim], scene: Scene) -> list[Account]:
    """The accounts, of which the likeliest incident is news where the report surely tells one and none is taken for it."""
    sighting = scene.analysis.sighting
    told = {account.id: [claims[one] for one in account.claims] for account in accounts}
    violent = [account for account in accounts if _is_violent(told[account.id])]
    if sighting is None or any(not account.background for account in violent):
        return list(accounts)
    spoken_of = [account for account in violent if not all(claim.background for claim in told[account.id])]
    likely = {account.id: max(scene.incident(claim) for claim in told[account.id]) for account in spoken_of}
    best = max(likely, key=lambda one: likely[one], default=None)
    sure = sighting.whole.get("terrorism", 0.0) >= SURELY or _opens_with_harm(told[best], scene) if best else False
    if best is None or not sure or likely[best] < LIKELIEST:
        return list(accounts)
    return [
        replace(account, background=False, relevance=account_relevance(told[best], scene)) if account.id == best else account
        for account in accounts
    ]  # fmt: skip


def _opens_with_harm(told: Sequence[Claim], scene: Scene) -> bool:
    """Whether the opening of a report tells how many an event killed or hurt."""
    return any(
        count.measure in HARM and count.high != 0 for claim in told if scene.in_lead(claim) for count in claim.counts
    )


def _is_violent(told: Sequence[Claim]) -> bool:
    return all(claim.type in ("assault", "threaten") or claim.mode == "abduct" for claim in told)


def _lead(told: Sequence[Claim]) -> Claim:
    """The claim that tells the event best: news before history, then the surest, then the first."""
    return min(told, key=lambda claim: (claim.background, -claim.confidence, claim.trigger))


def _mode_of(told: Sequence[Claim]) -> str | None:
    modes = Counter(claim.mode for claim in told if claim.mode and claim.type == _lead(told).type)
    return modes.most_common(1)[0][0] if modes else None


def _is_long_ago(claim: Claim, published: date | None) -> bool:
    """Whether a claim's time ended years before the report, whatever the claim is taken for."""
    if published is None or claim.when is None or claim.when.latest is None:
        return False
    return (published - claim.when.latest).days > _LONG_AGO_DAYS


def _best_when(told: Sequence[Claim], published: date | None = None) -> When | None:
    """The closest time that is said, else an inherited one, else the publication date."""
    # News of this year beside what the same account tells of decades ago.
    recent = [claim for claim in told if not _is_long_ago(claim, published)]
    known = _times_of(recent) or _times_of(told)
    if not known:
        return None
    return min(known, key=lambda when: (when.span is None, _COARSENESS[when.precision]))


def _times_of(told: Sequence[Claim]) -> list[When]:
    return [claim.when for claim in told if claim.when and (claim.when.earliest or claim.when.latest)]


#: Finer precisions first.
_COARSENESS = {precision: rank for rank, precision in enumerate((
    TimePrecision.PART_OF_DAY, TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.SPAN, TimePrecision.MONTH,
    TimePrecision.SEASON, TimePrecision.YEAR, TimePrecision.UNKNOWN,
))}  # fmt: skip


def _best_where(told: Sequence[Claim], scene: Scene) -> Where | None:
    """The most specific place that is said, the one said most often among equals."""
    known = [claim.where for claim in told if claim.where]
    if not known:
        return None
    often = Counter(where.place for where in known)
    best = min(
        known,
        key=lambda where: (
            not scene.is_pinned(where.place),
            is_inferred(where),
            scene.breadth(where.place),
            -often[where.place],
        ),
    )
    return scene.towns.around(best)
