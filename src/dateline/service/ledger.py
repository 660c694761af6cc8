"""The ledger as a program uses it: every verb that needs one, as a method."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dateline.config import Config
from dateline.domain.event import Event
from dateline.domain.issue import Issue
from dateline.domain.judgement import Verdict
from dateline.domain.source import Source
from dateline.read import Fetcher, WatchOptions
from dateline.service import adding, asking, exporting, judging, keeping, reporting, watching
from dateline.service.adding import Claimed, NewClaim
from dateline.service.asking import EVERYTHING, Answer
from dateline.service.changes import Past
from dateline.service.desk import Desk
from dateline.service.exporting import Exported
from dateline.service.found import Events, Plots
from dateline.service.judging import Decision, Judged
from dateline.service.keeping import Kept, Rebuilt
from dateline.service.kin import Kin, kin_of
from dateline.service.merging import LedgerMerge
from dateline.service.pinned import Pin
from dateline.service.reporting import Reported, ReportWishes
from dateline.store import Advance, AsOf, EventQuery, Stats, Verification, unheard
from dateline.store import Ledger as Store


class Ledger:
    """A ledger that is open: reports go in, events come out, people decide, and nothing is ever lost.

    ::

        with dateline.Ledger("sahel.ledger") as ledger:
            for kept in ledger.add(["report.txt"]):
                print(kept)
            for event in ledger.events():
                print(event.id, event.type, event.tolls)

    Ids may be cut short as long as they are one thing's. ``as_of`` is a moment (with its zone) or the number of a log
    entry, and shows the ledger as it was. Every method raises LedgerError where the ledger refuses, and ConfigError for what
    cannot be.
    """

    def __init__(self, ledger: str | Path, *, create: bool = True, advance: Advance = unheard) -> None:
        """Opens a file, made where it is not there unless ``create`` is false, or a ``postgresql://`` address.

        A ledger of an older Dateline is brought up to date, its schema now and its events before something is written;
        ``advance`` is told of that: what is done, how far it is, and how much there is, where that is known.
        """
        self.store = Store(ledger, create=create, advance=advance)
        self._merge = LedgerMerge(self.store)

    @property
    def shown(self) -> str:
        """Where it is, for people: without a password."""
        return self.store.shown

    @cached_property
    def desk(self) -> Desk:
        """What people work at: pages and columns of events, reports, background work, review, and who may do what."""
        return Desk(self._merge)

    def close(self) -> None:
        """Lets go of the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    # -- what goes in -----------------------------------------------------------------------------------------------------

    def add(
        self,
        sources: Iterable[Source | str | Path],
        *,
        config: Config | None = None,
        jobs: int = 1,
        fetcher: Fetcher | None = None,
        lists: bool = False,
    ) -> Iterator[Kept | Issue]:
        """Reads, keeps and merges reports, one transaction each; what is in already is passed over. Runs as it is iterated.

        Addresses are fetched as ``dateline.code_each`` does: by the fetcher, and those in lists with ``lists``.
        """
        return keeping.add(self._merge, sources, config=config, jobs=jobs, fetcher=fetcher, lists=lists)

    def watch(
        self,
        feeds: Iterable[str],
        *,
        memory: str | Path | None = None,
        options: WatchOptions | None = None,
        config: Config | None = None,
    ) -> Iterator[Kept | Issue]:
        """Polls feeds, politely, and keeps what is new in them; runs as it is iterated, until its rounds are done.

        ``memory`` is a file that keeps what was seen, so that a watch can be taken up again; without it a ledger that is a file
        has one beside it.
        """
        return watching.watch_feeds(self._merge, feeds, memory=memory, options=options, config=config)

    def rebuild(
        self,
        *,
        recode: bool = False,
        config: Config | None = None,
        jobs: int = 1,
        advance: Callable[[int], None] = lambda done: None,
    ) -> Rebuilt:
        """Makes the events anew from what was read and judged; with ``recode``, everything is read anew first."""
        return keeping.rebuild(self._merge, recode=recode, config=config, jobs=jobs, advance=advance)

    def catch_up(self) -> int:
        """Brings the events of a ledger that an older Dateline has kept up to this one, as the next writing would by itself.

        Where it is stopped, the events stand as they were, and the next time it goes on. Returns how many reports it told anew.
        """
        return self._merge.catch_up()

    # -- what is asked ----------------------------------------------------------------------------------------------------

    def events(
        self,
        query: EventQuery = EVERYTHING,
        *,
        policy: str | None = None,
        as_of: AsOf = None,
        limit: int | None = None,
    ) -> Events:
        """The events that the query asks for, newest first, their tolls under that policy: to go through, or as a table."""
        return Events(lambda: asking.events(self.store, query, policy=policy, as_of=as_of, limit=limit))

    @property
    def plot(self) -> Plots:
        """Plots of all its events: ``tolls``, ``timeline``, ``map``, ``sources``; ``events(query).plot`` has those of some."""
        return self.events().plot

    def report(
        self,
        out: str | Path | None = None,
        query: EventQuery = EVERYTHING,
        *,
        title: str | None = None,
        policy: str | None = None,
        as_of: AsOf = None,
    ) -> Reported:
        """A situation report of those events, written where ``out`` names an .html or a .pdf file."""
        wishes = ReportWishes(title=title, policy=policy, as_of=as_of)
        return reporting.report(self._merge, query, wishes, out)

    def count_events(self, query: EventQuery = EVERYTHING, *, as_of: AsOf = None) -> int:
        """How many events the query asks for."""
        return self.store.count_events(query, as_of=as_of)

    def event(self, name: str, *, policy: str | None = None, as_of: AsOf = None) -> Event:
        """One event, by its id or an old id of it."""
        return asking.event(self.store, name, policy=policy, as_of=as_of)

    def explain(self, name: str, *, policy: str | None = None, as_of: AsOf = None) -> Answer:
        """Every value of an event with its words and speakers, why its reports were merged, what else was considered."""
        return asking.explain(self._merge, name, policy=policy, as_of=as_of)

    def kin(self, report: str) -> Kin:
        """Other versions of a report's page, and near-copies of its text; by its key or the id that it is printed under."""
        return kin_of(self.store, report)

    def history(self, name: str | None = None, *, as_of: AsOf = None) -> tuple[Past, ...]:
        """What befell an event, account, claim or judgement; without a name, everything that people decided."""
        return asking.history(self.store, name, as_of=as_of)

    def stats(self) -> Stats:
        """How much is in it."""
        return self.store.stats()

    def verify(self, *, noted: tuple[int, str] | None = None) -> Verification:
        """Looks through all of it; ``noted`` is the number and hash of a log entry that was noted before."""
        return self.store.verify(noted=noted)

    def short_ids(self, names: Iterable[str]) -> dict[str, str]:
        """A short form for each id that stands for it alone."""
        return asking.short_ids(self.store, list(names))

    def export(
        self,
        to: str,
        out: str | Path,
        query: EventQuery = EVERYTHING,
        *,
        policy: str | None = None,
        as_of: AsOf = None,
    ) -> Exported:
        """Writes the events that the query asks for in a format of ``dateline.exports()``, without what is restricted."""
        return exporting.export(self.store, Path(out), to=to, query=query, policy=policy, as_of=as_of)

    # -- what people decide -----------------------------------------------------------------------------------------------

    def accept(self, *about: str, by: str, note: str | None = None, at: datetime | None = None) -> Judged:
        """Events that a person has looked at and found right."""
        return self.judge(about, Decision(verdict=Verdict.ACCEPT, by=by, note=note, at=at))

    def amend(
        self,
        *about: str,
        field: str,
        value: Any,
        by: str,
        note: str | None = None,
        words: tuple[str, Pin] | None = None,
        at: datetime | None = None,
    ) -> Judged:
        """Another value for a field of an event, an account or a claim: ``type mode when where counts.MEASURE``.

        ``words`` are those of a report that say so: its key or id, and where they stand in it.
        """
        decision = Decision(verdict=Verdict.AMEND, by=by, note=note, field=field, value=value, at=at, words=words)
        return self.judge(about, decision)

    def claim(
        self, report: str, new: NewClaim, *, by: str, note: str | None = None, at: datetime | None = None
    ) -> Claimed:
        """A claim that no reader found, added to a report by its words; it stays through every rebuilding and newer reader."""
        return adding.claim(self._merge, report, new, by=by, note=note, at=at)

    def reject(self, *about: str, by: str, note: str | None = None, at: datetime | None = None) -> Judged:
        """Events that did not happen or do not belong here, accounts or claims that were misread."""
        return self.judge(about, Decision(verdict=Verdict.REJECT, by=by, note=note, at=at))

    def merge(self, *about: str, by: str, note: str | None = None, at: datetime | None = None) -> Judged:
        """Events or accounts that are one event."""
        return self.judge(about, Decision(verdict=Verdict.MERGE, by=by, note=note, at=at))

    def split(self, *about: str, by: str, note: str | None = None, at: datetime | None = None) -> Judged:
        """Accounts that are not of the event that they are in."""
        return self.judge(about, Decision(verdict=Verdict.SPLIT, by=by, note=note, at=at))

    def restrict(self, *about: str, field: str, by: str, note: str | None = None, at: datetime | None = None) -> Judged:
        """A field that some roles may not see, and that exports leave out or coarsen."""
        return self.judge(about, Decision(verdict=Verdict.RESTRICT, by=by, note=note, field=field, at=at))

    def undo(self, *judgements: str, by: str, note: str | None = None, at: datetime | None = None) -> Judged:
        """Judgements that no longer hold; both they and the undoing are kept, and the undoing can be undone."""
        return self.judge(judgements, Decision(verdict=Verdict.UNDO, by=by, note=note, at=at))

    def judge(self, about: Iterable[str], decision: Decision) -> Judged:
        """Keeps a decision about those ids and follows it."""
        return judging.judge(self._merge, tuple(about), decision)
