"""The kin of a report: other versions of its page, and near-copies of its text that other places have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from dateline.errors import UnknownError
from dateline.lang.sketch import runs_of, shared
from dateline.merge import COPIED, is_of_wording
from dateline.store import Ledger as Store
from dateline.store import ReportBrief, ReportKin, ReportListing

#: Accounts that a key of the wording may have before it is passed over, since it no longer tells copies from others.
MOST_UNDER_KEY = 300
#: Reports whose texts are compared with one report's: those that have the most keys of the wording in common with it.
MOST_COMPARED = 200
#: Copies that are told, the closest ones.
MOST_COPIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a page: a report of the same address with another text."""

    report: ReportBrief
    is_this: bool
    is_newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Another report with much the same text; ``similarity`` is the share of runs of five words in common, 0 to 1."""

    report: ReportBrief
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """A report among its like: ``versions`` the oldest first, itself included, or none; ``copies`` the closest first."""

    report: ReportBrief
    versions: tuple[Version, ...]
    copies: tuple[Copy, ...]

    @property
    def newer(self) -> ReportBrief | None:
        """The version that took this one's place, if one did."""
        return next((one.report for one in self.versions if one.is_newest and not one.is_this), None)


def kin_of(store: Store, name: str, *, is_whole: bool = True) -> Kin:
    """The kin of a report, by its key or the id that it is printed under; raises UnknownError where there is none.

    Versions have the same address; the newest is that which says it was changed, else published, else came last. Copies
    are looked for under the keys that the merge keeps of a report's wording (bands of its sketch, its rare words and names), at
    most ``MOST_UNDER_KEY`` accounts a key and ``MOST_COMPARED`` reports in all, whose texts are then compared; copies share at
    least the part of their runs of words from which the merge counts two reports as one witness. With ``is_whole`` false,
    reports that tell what is restricted are left out.
    """
    key = ReportListing(store).report_key(name)
    found = ReportKin(store)
    this = next(iter(found.of_keys([key])), None) if key is not None else None
    if key is None or this is None:
        raise UnknownError(f"no report {name!r:.80} is in the ledger", hint="`GET /reports` lists them")
    versions = found.of_url(this.url) if this.url else ()
    copies = _copies(store, this, {one.key for one in versions})
    if not is_whole:
        kept = _open(store, [*(one.key for one in versions), *(one.report.key for one in copies)]) | {key}
        versions = tuple(one for one in versions if one.key in kept)
        copies = [one for one in copies if one.report.key in kept]
    ordered = sorted(versions, key=_age)
    return Kin(
        report=this,
        versions=tuple(
            Version(report=one, is_this=one.key == key, is_newest=one is ordered[-1])
            for one in (ordered if len(ordered) > 1 else ())
        ),
        copies=tuple(copies),
    )


def _age(one: ReportBrief) -> tuple[datetime, datetime, int]:
    """The order of versions: by when they were last changed or else published, then by when they came."""
    day = datetime.combine(one.published or date.min, time.min, UTC)
    return one.modified or day, one.at, one.seq


def _copies(store: Store, this: ReportBrief, versions: set[str]) -> list[Copy]:
    found = ReportKin(store)
    # The very same text has one key wherever it stood: its other places are other readings of the document.
    places = {one.uri: one for one in found.of_document(this.key) if one.uri != this.uri and one.url != this.url}
    copies = [Copy(report=one, similarity=1.0) for one in places.values()]
    likely = [key for key in _likely(store, this.key) if key not in versions]
    texts = found.texts([this.key, *likely])
    ours = runs_of(texts.pop(this.key))
    alike = {key: shared(ours, runs_of(text)) for key, text in texts.items()}
    close = {key: share for key, share in alike.items() if share >= COPIED}
    copies += [Copy(report=one, similarity=close[one.key]) for one in found.of_keys(close)]
    return sorted(copies, key=lambda one: (-one.similarity, one.report.seq))[:MOST_COPIES]


def _likely(store: Store, key: str) -> list[str]:
    """The documents that have the most keys of the wording in common with that one."""
    own = {one.account for one in store.tellings_in([key])}
    keys = {one for some in store.keys_of(own).values() for one in some if is_of_wording(one)}
    under = store.accounts_with_keys(keys, most=MOST_UNDER_KEY)
    common = Counter(account for accounts in under.values() for account in accounts or () if account not in own)
    best = sorted(common, key=lambda account: (-common[account], account))[:MOST_COMPARED]
    return list(dict.fromkeys(str(one.document) for one in store.tellings(best)))


def _open(store: Store, keys: Iterable[str]) -> set[str]:
    """Those of the documents that tell nothing restricted."""
    accounts: dict[str, Sequence[str]] = {}
    for told in store.tellings_in(set(keys)):
        accounts[told.document] = [*accounts.get(told.document, ()), told.account]
    events = store.events_of_accounts([one for some in accounts.values() for one in some])
    closed = {event for event in set(events.values()) if _is_restricted(store, event)}
    by_account = {str(account): event for account, event in events.items()}
    return {key for key in keys if not any(by_account.get(account) in closed for account in accounts.get(key, ()))}


def _is_restricted(store: Store, event: str) -> bool:
    stored = store.event(event)
    return stored is not None and stored.body is not None and bool(stored.body.get("restricted"))
