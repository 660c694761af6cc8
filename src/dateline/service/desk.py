"""The desk that people work at: lists, reports, background work, review and who may do what, beside the ledger's own verbs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.domain.brief import EventBrief
from dateline.domain.coding import Coding
from dateline.domain.ids import EventId
from dateline.domain.judgement import Judgement
from dateline.domain.work import Job, JobInput, JobKind
from dateline.errors import UnknownError
from dateline.review import Agreement, Difference
from dateline.service import documents, lists, reviewing, work
from dateline.service.documents import ReportPage
from dateline.service.kin import Kin, kin_of
from dateline.service.lists import Page, Wishes
from dateline.service.membership import Membership
from dateline.service.merging import LedgerMerge
from dateline.service.questioned import Questioned
from dateline.service.reviewing import Adjudicated, Asked, Waiting
from dateline.store import EventQuery, Jobs, Listing, ReportLine, ReportListing, ReportQuery, VoiceSum
from dateline.store import Ledger as Store

_ALL = EventQuery()
_PLAIN = Wishes()


class Desk:
    """What a page, and whoever works without one, needs of a ledger; got from ``Ledger.desk``."""

    def __init__(self, merge: LedgerMerge) -> None:
        self._merge = merge
        self.store: Store = merge.store
        self.members = Membership(merge.store)
        self._voices: dict[str, tuple[int, tuple[VoiceSum, ...]]] = {}
        self._questioned = Questioned()

    def state(self) -> int:
        """The number of the last entry that changed an event."""
        return Listing(self.store).state()

    # -- lists ------------------------------------------------------------------------------------------------------------

    def page(
        self, query: EventQuery = _ALL, wishes: Wishes = _PLAIN, *, cursor: str | None = None, limit: int = 50
    ) -> Page:
        """A page of events in the public format."""
        return lists.page(self.store, query, wishes, cursor=cursor, limit=limit)

    def count(self, query: EventQuery = _ALL, wishes: Wishes = _PLAIN) -> int:
        """How many events there are to page through."""
        asked = lists.resolved(self.store, query)
        return Listing(self.store).count(asked, is_whole=wishes.is_whole, as_of=wishes.as_of)

    def columns(self, query: EventQuery = _ALL, wishes: Wishes = _PLAIN) -> Iterator[str]:
        """The events as columns, in lines of JSON."""
        return lists.columns(self.store, query, wishes)

    def brief(self, event: str, *, is_whole: bool = True) -> EventBrief | None:
        """One event in brief."""
        return lists.brief(self.store, event, is_whole=is_whole)

    def sources(self, kind: str = "outlet", *, text: str | None = None, sort: str = "-events") -> list[VoiceSum]:
        """Outlets or speakers: how many events they tell of, how often alone, how often contradicted."""
        state = self.state()
        known = self._voices.get(kind)
        if known is None or known[0] != state:
            known = (state, Listing(self.store).voices(kind))
            self._voices[kind] = known
        return lists.sources(known[1], text=text, sort=sort)

    def reports(
        self, query: ReportQuery, *, cursor: str | None = None, limit: int = 50
    ) -> tuple[tuple[ReportLine, ...], str | None]:
        """A page of reports, and where the next one begins."""
        return ReportListing(self.store).reports(query, cursor=cursor, limit=limit)

    def report(self, name: str, *, is_whole: bool = True) -> ReportPage:
        """A report beside its claims."""
        return documents.report_page(self.store, name, is_whole=is_whole)

    def kin(self, name: str, *, is_whole: bool = True) -> Kin:
        """Other versions of a report's page, and near-copies of its text."""
        return kin_of(self.store, name, is_whole=is_whole)

    def raw(self, name: str) -> tuple[bytes, str]:
        """The bytes of a report as they came, and where from."""
        listing = ReportListing(self.store)
        key = listing.report_key(name)
        found = None if key is None else listing.raw_of(key)
        if found is None:
            raise UnknownError(f"no report {name!r:.80} is in the ledger")
        return self.store.raw(found[0]), found[1]

    def judgements(
        self, *, about: Sequence[str] = (), by: str | None = None, before: int | None = None, limit: int = 50
    ) -> tuple[tuple[Judgement, ...], int | None]:
        """Judgements, the newest first, and where the next page begins."""
        found, more = ReportListing(self.store).judgements(about=about, by=by, before=before, limit=limit)
        return tuple(judgement for _, judgement in found), more

    # -- work -------------------------------------------------------------------------------------------------------------

    def submit(self, inputs: Sequence[JobInput], *, by: str, contents: Sequence[bytes] = ()) -> Job:
        """Has reports added in the background."""
        return work.submitted(self.store, JobKind.ADD, by, inputs, contents)

    def submit_rebuild(self, *, by: str, recode: bool = False) -> Job:
        """Has the events made anew in the background."""
        return work.submitted(self.store, JobKind.REBUILD, by, [JobInput(name="recode" if recode else "merge")])

    def job(self, name: str) -> Job:
        """A job; raises UnknownError."""
        found = Jobs(self.store).job(name)
        if found is None:
            raise UnknownError(f"there is no job {name!r:.40}")
        return found

    def jobs(self, *, before: int | None = None, limit: int = 50) -> tuple[tuple[Job, ...], int | None]:
        """Jobs, the newest first, and where the next page begins."""
        return Jobs(self.store).page(before=before, limit=limit)

    def cancel(self, name: str, *, by: str) -> Job:
        """Ends a job."""
        self.job(name)
        return Jobs(self.store).cancel(name, by)

    # -- review -----------------------------------------------------------------------------------------------------------

    def queue(
        self, *, kinds: Sequence[str] = (), limit: int = 20, after: tuple[float, str] | None = None
    ) -> tuple[tuple[Asked, ...], tuple[float, str] | None]:
        """Questions, those that are most worth an answer first."""
        return reviewing.queue(self._merge, kinds=kinds, limit=limit, after=after, known=self._questioned)

    def waiting(self, by: str, *, limit: int = 20) -> tuple[Waiting, ...]:
        """Events for somebody to code."""
        return reviewing.waiting(self.store, by, limit=limit)

    def codings(self, event: str) -> tuple[EventId, tuple[Coding, ...]]:
        """What people made of an event apart from each other."""
        return reviewing.codings_of(self.store, event)

    def keep_coding(self, event: str, values: Mapping[str, Any], *, by: str, note: str | None = None) -> Coding:
        """Keeps what somebody makes of an event."""
        return reviewing.keep_coding(self.store, event, values, by=by, note=note)

    def agreement(self) -> Agreement:
        """How far people agree, field by field."""
        return reviewing.agreed(self.store)

    def disputed(self) -> tuple[Difference, ...]:
        """Events on which coders differ."""
        return reviewing.disputed(self.store)

    def adjudicate(self, event: str, values: Mapping[str, Any], *, by: str, note: str | None = None) -> Adjudicated:
        """Settles an event."""
        return reviewing.adjudicate(self._merge, event, values, by=by, note=note)
