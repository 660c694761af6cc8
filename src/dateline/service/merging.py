"""The merge of a ledger: each step fetches what it touches, and writes what it changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from sys import intern
from typing import Any

from dateline.domain.event import Event
from dateline.domain.event_wire import event_row
from dateline.domain.ids import DocumentKey, EventId
from dateline.domain.issue import Issue
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.telling import Telling, Wording, telling_from_plain
from dateline.merge import (
    DEFAULT_POLICY,
    DOUBTFUL,
    Merging,
    anchored,
    around,
    keys_of,
    profile_of,
    ruled,
    step,
    tellings_of,
)
from dateline.service.added import AddedClaims, added_in, only_added, with_added
from dateline.service.doubts import moved_doubts
from dateline.service.stored import StoredTellings
from dateline.store import Added, AsOf, Comparison, EventVersion, Gone, KeyedTelling, Merged
from dateline.store import Ledger as Store
from dateline.version import __version__

#: Reports that no merge has seen from which everything is merged anew instead.
MOST_AT_ONCE = 200
#: The version of what is told of a reading. One more whenever the same reading is told otherwise than before, above all where
#: tellings of both kinds cannot be compared: a ledger that another version told is told anew before the next merge.
TELLINGS = 2
#: What events are made with, as each merge notes it.
SETTINGS = {"dateline": __version__, "policy": DEFAULT_POLICY, "tellings": TELLINGS, "doubtful": list(DOUBTFUL)}
#: Reports that are told anew in one transaction: what a run that is stopped has to do again.
TOLD_TOGETHER = 200


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
    """The merge of all that the ledger held then, under any policy; nothing of it is written."""
    merging = Merging(store.judgements(as_of=as_of), policy=policy)
    merging.add(_of_one_wording(telling_from_plain(one.payload) for one in store.tellings(as_of=as_of)))
    return merging


def _of_one_wording(told: Iterable[Telling]) -> Iterator[Telling]:
    """The tellings, those of one report that come together with one wording: else a large ledger's would fill the memory."""
    last = Wording()
    for telling in told:
        if telling.wording != last:
            last = telling.wording
            terms, names, title = (tuple(map(intern, words)) for words in (last.terms, last.names, last.title))
            last = replace(last, terms=terms, names=names, title=title)
        yield replace(telling, wording=last)


def merging_around(
    store: Store, names: Iterable[str], *, policy: str = DEFAULT_POLICY, as_of: AsOf = None, beside: bool = False
) -> Merging:
    """The same of what those ids lead to alone; with ``beside``, of what that was compared with too."""
    source = StoredTellings(store, as_of)
    accounts = set(source.accounts_of(tuple(names)).values())
    return around(source, accounts, store.judgements(as_of=as_of), policy=policy, beside=beside)


def ruled_of(store: Store, events: Sequence[Event], *, policy: str, as_of: AsOf = None) -> tuple[Event, ...]:
    """Those events as another policy has them, each from its own accounts alone: what it costs is what they hold."""
    return ruled(StoredTellings(store, as_of), events, store.judgements(as_of=as_of), policy=policy)


class LedgerMerge:
    """Takes readings and judgements into a ledger, each in one transaction with what the merge makes of it.

    Nothing is held between two steps: a step fetches the pieces that it touches from the ledger as the last merge left it,
    and takes in all that was written since, by whomever.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def add_reading(self, raw_document: RawDocument, reading: Reading) -> Step:
        """Keeps a reading and merges it, with the claims that people added to its text; nothing is kept where that fails."""
        return self.add_told(raw_document, reading, None)

    def add_told(self, raw_document: RawDocument, reading: Reading, tellings: tuple[Telling, ...] | None) -> Step:
        """The same where the reading's tellings are made already."""
        self.catch_up()
        with self.store.transaction():
            whole = with_added(reading, added_in(self.store).get(reading.document.key, ()))
            if tellings is None or whole is not reading:
                tellings = tellings_of(whole)
            added = self.store.add_reading(raw_document, reading, keyed(tellings), whole=whole)
            if not (added.is_new and added.is_current):
                return Step(added=added, gone={})
            return replace(self._followed(), added=added)

    def judge(self, judgement: Judgement) -> Step:
        """Keeps a judgement, held fast to the words that it is about, and follows it."""
        self.catch_up()
        with self.store.transaction():
            about = judgement.about if judgement.verdict is not Verdict.UNDO else ()
            merging = merging_around(self.store, about)
            is_of_claims = judgement.verdict in (Verdict.CLAIM, Verdict.UNDO)
            before = added_in(self.store) if is_of_claims else {}
            self.store.add_judgement(anchored(judgement, {name: merging.told(name) for name in about}))
            if is_of_claims:
                self._retell(before)
            return self._followed()

    def _retell(self, before: AddedClaims) -> None:
        """Tells the reports anew to which other claims are added than before."""
        after = added_in(self.store)
        for document in sorted(before.keys() | after.keys()):
            if before.get(document, ()) != after.get(document, ()):
                reading = self.store.reading(document)
                if reading is not None:
                    self.retell(reading, after.get(document, ()))

    def retell(self, reading: Reading, judgements: Sequence[Judgement]) -> None:
        """Tells a report anew, with the claims that those judgements add; a merge has then to take that in."""
        key = reading.document.key
        whole = with_added(reading, judgements)
        fresh = keyed(tellings_of(whole))
        self.store.retell({key: fresh}, subject=key, added=[only_added(whole, reading)])

    @property
    def keeps_doubts(self) -> bool:
        """Whether the pairs in doubt that the ledger keeps are all that it has: not where an older merge wrote it."""
        return bool(self.store.merged_by() == SETTINGS)

    def catch_up(self) -> int:
        """Brings a ledger that another version of the merge has written up to this one; returns how many reports it told anew.

        They are told so many a transaction and then merged, so that where this is stopped it is taken up where it was; the
        events stand as they were until it is through. The store's ``advance`` is told of it.
        """
        if self.store.merged_by() in (None, SETTINGS):
            return 0
        told = self.tell_anew_if_older()
        with self.store.transaction():
            self._everything()
        return told

    def tell_anew_if_older(self) -> int:
        """The first part of catching up: tells the reports anew where another version told them; a merge has to follow."""
        settings = self.store.merged_by()
        if settings is None or settings.get("tellings", 1) == TELLINGS:
            return 0
        subject = f"told by version {TELLINGS}"
        begun = max((entry.seq for entry in self.store.log(subject=subject)), default=None)
        # Whoever merged since was another version, and may have told reports of its own.
        if begun is None or any(entry.kind == "merge" for entry in self.store.log(since=begun)):
            begun = self.store.retell({}, subject=subject)
        waiting = self.store.documents_told_through(begun)
        for start in range(0, len(waiting), TOLD_TOGETHER):
            self.store.advance("telling reports anew", start, len(waiting))
            with self.store.transaction():
                some = self.store.documents_told_through(begun, waiting[start : start + TOLD_TOGETHER])
                self._tell_anew(some)
        self.store.advance("telling reports anew", len(waiting), len(waiting))
        return len(waiting)

    def _tell_anew(self, documents: Sequence[DocumentKey]) -> None:
        added = added_in(self.store)
        told, people = {}, []
        for reading in self.store.readings(documents):
            whole = with_added(reading, added.get(reading.document.key, ()))
            told[reading.document.key] = keyed(tellings_of(whole))
            if whole is not reading:
                people.append(only_added(whole, reading))
        if told:
            self.store.retell(told, subject=f"{len(told)} reports told anew", added=people)

    def rebuild(self) -> Step:
        """Merges everything anew, and writes what differs from what stands."""
        self.tell_anew_if_older()
        with self.store.transaction():
            return self._everything()

    def state(self) -> Merging:
        """The merge of the whole ledger, made anew; for reading only."""
        return merging_as_of(self.store)

    # -- how ------------------------------------------------------------------------------------------------------------

    def _followed(self) -> Step:
        """Merges all that was written since the last merge, and writes what it changes."""
        through = self.store.merged_through()
        documents = self.store.unmerged()
        # Another version may make other events of what it does not touch, and two of its kinds must not stand side by side.
        if len(documents) > MOST_AT_ONCE or self.store.merged_by() not in (None, SETTINGS):
            return self._everything()
        judgements = self.store.judgements()
        before = self.store.judgements(as_of=through) if judgements else ()
        source = StoredTellings(self.store, through)
        incoming = list(StoredTellings(self.store).tellings_in(documents))
        outgoing = [telling.account for telling in source.tellings_in(documents)]
        change = step(source, incoming, outgoing, (before, judgements))
        into = dict(change.into)
        gone = {name: into.get(name) for name in change.gone}
        new = {event.id for event in change.events if self.store.resolve(event.id) != event.id}
        self._note(change.issues)
        doubts = moved_doubts(self.store, change.doubts, change.compared)
        self._write([_version(event, change.told[event.id]) for event in change.events], gone, doubts)
        return _step([event.id for event in change.events], new, gone)

    def _everything(self) -> Step:
        """Merges all, and writes every event that differs from what stands in the ledger."""
        self.store.advance("merging all reports", 0, None)
        merging = self.state()
        events = merging.events
        own = {event.id for event in events}
        standing: dict[EventId, bytes] = {}
        gone: dict[EventId, EventId | None] = {}
        for stored in self.store.all_events():
            if stored.id not in own:
                led = merging.event(stored.id)
                gone[stored.id] = led.id if led is not None else None
            elif stored.body is not None:
                standing[stored.id] = _mark_of(stored.body)
        changed = [event for event in events if standing.get(event.id) != _mark_of(event_row(event)["event"])]
        known = {issue for _, issue in self.store.issues()} if merging.issues else set()
        self._note([issue for issue in merging.issues if issue not in known])
        doubts = moved_doubts(self.store, merging.doubts)
        if changed or gone or doubts or self.store.unmerged() or self.store.merged_by() not in (None, SETTINGS):
            self._write((_version(event, merging.tellings_of(event)) for event in changed), gone, doubts)
        self.store.advance("merging all reports", 1, 1)
        return _step([event.id for event in changed], own - standing.keys(), gone)

    def _note(self, issues: Sequence[Issue]) -> None:
        if issues:
            self.store.add_issues(issues, subject=issues[0].uri or "")

    def _write(
        self,
        events: Iterable[EventVersion],
        gone: Mapping[EventId, EventId | None],
        doubts: Sequence[Comparison],
    ) -> None:
        head = self.store.head()
        self.store.add_merge(
            Merged(
                through=head.seq if head is not None else 0,
                events=events,
                gone=[Gone(id=name, into=into) for name, into in gone.items()],
                comparisons=doubts,
                settings=SETTINGS,
            )
        )


def _mark_of(body: Mapping[str, Any]) -> bytes:
    """What tells an event's body from another: the bodies of a large ledger would fill the memory."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode("ascii")).digest()


def _version(event: Event, told: Iterable[Telling]) -> EventVersion:
    """The event with the words that a search finds it by: the titles and sentences of its reports."""
    words: dict[str, None] = {}
    for telling in told:
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
