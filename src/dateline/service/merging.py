"""The merge of a ledger: what is held of it in memory, kept in step with what is written, and what it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dateline.domain.event import Event
from dateline.domain.event_wire import event_row
from dateline.domain.ids import AccountId, DocumentKey, EventId
from dateline.domain.judgement import Judgement
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.telling import Telling, telling_from_plain
from dateline.merge import DEFAULT_POLICY, Change, Merging, anchored, keys_of, profile_of, tellings_of
from dateline.store import Added, AsOf, EventVersion, Gone, KeyedTelling, Merged, StoredTelling
from dateline.store import Ledger as Store
from dateline.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one report, one judgement or a rebuilding did to the events of a ledger."""

    #: None for a step that added no reading.
    added: Added | None = None
    new: tuple[EventId, ...] = ()
    #: Events that are other than before.
    changed: tuple[EventId, ...] = ()
    #: Events that are no more, each with the one that its first account went to, or None.
    gone: Mapping[EventId, EventId | None]

    @property
    def is_nothing(self) -> bool:
        """Whether all events are as they were."""
        return not (self.new or self.changed or self.gone)


def keyed(tellings: tuple[Telling, ...]) -> list[KeyedTelling]:
    """Tellings as the store keeps them."""
    return [
        KeyedTelling(account=one.account, payload=one.to_plain(), keys=keys_of(profile_of(one))) for one in tellings
    ]


def merging_as_of(store: Store, *, policy: str = DEFAULT_POLICY, as_of: AsOf = None) -> Merging:
    """The merge of what the ledger held then, under any policy; nothing of it is written."""
    merging = Merging(store.judgements(as_of=as_of), policy=policy)
    merging.add(telling_from_plain(one.payload) for one in store.tellings(as_of=as_of))
    return merging


class LedgerMerge:
    """Takes readings and judgements into a ledger, each in one transaction with what the merge makes of it.

    The state in memory is a function of the ledger's tellings and judgements, made when it is first asked for. What somebody
    else has written meanwhile is taken in first, so several may write to one ledger.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._merging: Merging | None = None
        self._accounts: dict[DocumentKey, tuple[AccountId, ...]] = {}
        #: The last log entry that the state in memory knows.
        self._seen = 0
        #: Whether readings are in the ledger that no merge has written the events of, as where a run was killed.
        self._is_behind = False

    def add_reading(self, raw_document: RawDocument, reading: Reading) -> Step:
        """Keeps a reading and merges it; nothing of it is kept where that fails."""

        def take_in(merging: Merging) -> Step:
            tellings = tellings_of(reading)
            added = self.store.add_reading(raw_document, reading, keyed(tellings))
            if not (added.is_new and added.is_current):
                return Step(added=added, gone={})
            old = self._accounts.get(added.document, ())
            self._accounts[added.document] = tuple(telling.account for telling in tellings)
            return self._written(merging, merging.replace(old, tellings), added)

        return self._in_step(take_in)

    def judge(self, judgement: Judgement) -> Step:
        """Keeps a judgement, held fast to the words that it is about, and follows it."""

        def follow(merging: Merging) -> Step:
            self.store.add_judgement(anchored(judgement, {name: merging.told(name) for name in judgement.about}))
            return self._written(merging, merging.judge(self.store.judgements()))

        return self._in_step(follow)

    def rebuild(self) -> Step:
        """Merges everything anew, and writes what differs from what stands."""
        self._merging = None
        return self._in_step(self._everything)

    def state(self) -> Merging:
        """The merge in memory, up to date with the ledger; for reading only."""
        if self._merging is None:
            self._merging = self._loaded()
        else:
            self._catch_up(self._merging)
        return self._merging

    # -- how ------------------------------------------------------------------------------------------------------------

    def _in_step(self, act: Callable[[Merging], Step]) -> Step:
        # Before the transaction, so that nobody waits for a large ledger to be read.
        self.state()
        try:
            with self.store.transaction():
                merging = self.state()
                loose = merging.issues
                step = act(merging)
                issues = [issue for issue in merging.issues if issue not in loose]
                if issues:
                    self.store.add_issues(issues, subject=issues[0].uri or "")
                head = self.store.head()
        except BaseException:
            # The state may be ahead of a transaction that was rolled back.
            self._merging = None
            raise
        self._seen = head.seq if head is not None else 0
        return step

    def _written(self, merging: Merging, change: Change, added: Added | None = None) -> Step:
        if self._is_behind:
            return replace(self._everything(merging), added=added)
        into = dict(change.into)
        gone = {name: into.get(name) for name in change.gone}
        new = {event.id for event in change.events if self.store.resolve(event.id) != event.id}
        self._write(merging, change.events, gone)
        return _step([event.id for event in change.events], new, gone, added)

    def _everything(self, merging: Merging) -> Step:
        """Writes every event that differs from what stands in the ledger."""
        events = merging.events
        own = {event.id for event in events}
        standing: dict[EventId, Mapping[str, Any]] = {}
        gone: dict[EventId, EventId | None] = {}
        for stored in self.store.all_events():
            if stored.id not in own:
                led = merging.event(stored.id)
                gone[stored.id] = led.id if led is not None else None
            elif stored.body is not None:
                standing[stored.id] = stored.body
        changed = [event for event in events if standing.get(event.id) != event_row(event)["event"]]
        if changed or gone or self.store.unmerged():
            self._write(merging, changed, gone)
        self._is_behind = False
        return _step([event.id for event in changed], own - standing.keys(), gone)

    def _write(self, merging: Merging, events: Iterable[Event], gone: Mapping[EventId, EventId | None]) -> None:
        head = self.store.head()
        self.store.add_merge(
            Merged(
                through=head.seq if head is not None else 0,
                events=[_version(event, merging) for event in events],
                gone=[Gone(id=name, into=into) for name, into in gone.items()],
                settings={"dateline": __version__, "policy": merging.policy},
            )
        )

    def _loaded(self) -> Merging:
        head = self.store.head()
        self._seen = head.seq if head is not None else 0
        self._is_behind = bool(self.store.unmerged())
        self._accounts = {}
        merging = Merging(self.store.judgements(as_of=self._seen))
        merging.add(self._noted(self.store.tellings(as_of=self._seen)))
        return merging

    def _catch_up(self, merging: Merging) -> None:
        """Takes in what others have written since."""
        moved: dict[DocumentKey, None] = {}
        judged = False
        for entry in self.store.log(since=self._seen):
            if entry.kind in ("reading", "tellings"):
                moved[DocumentKey(entry.subject)] = None
            judged |= entry.kind == "judgement"
            self._seen = entry.seq
        for document in moved:
            reading = self.store.reading(document)
            accounts = [account.id for account in reading.accounts] if reading is not None else []
            old = self._accounts.pop(document, ())
            merging.replace(old, list(self._noted(self.store.tellings(accounts))))
        if judged:
            merging.judge(self.store.judgements())
        if moved:
            self._is_behind = bool(self.store.unmerged())

    def _noted(self, stored: Iterator[StoredTelling]) -> Iterator[Telling]:
        for one in stored:
            telling = telling_from_plain(one.payload)
            self._accounts[telling.document] = (*self._accounts.get(telling.document, ()), telling.account)
            yield telling


def _version(event: Event, merging: Merging) -> EventVersion:
    """The event with the words that a search finds it by: the titles and sentences of its reports."""
    words: dict[str, None] = {}
    for telling in merging.tellings_of(event):
        said = (telling.title, *(claim.evidence.text for claim in telling.claims))
        words |= dict.fromkeys(one for one in said if one)
    return EventVersion(id=event.id, body=event_row(event)["event"], words="\n".join(words))


def _step(
    written: list[EventId], new: set[EventId], gone: Mapping[EventId, EventId | None], added: Added | None = None
) -> Step:
    return Step(
        added=added,
        new=tuple(name for name in written if name in new),
        changed=tuple(name for name in written if name not in new),
        gone=gone,
    )
