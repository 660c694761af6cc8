"""The merge itself: tellings and judgements in, events out, one report at a time or all at once with the same result."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.domain.event import Event, EventLink, EventStatus
from dateline.domain.ids import AccountId, EventId, event_id
from dateline.domain.issue import Issue
from dateline.domain.judgement import Judgement
from dateline.domain.telling import Telling
from dateline.errors import ConfigError
from dateline.merge.amending import corrected, marked, rejected_claims, unfit
from dateline.merge.anchors import Grounds
from dateline.merge.candidates import Index
from dateline.merge.clustering import Pair
from dateline.merge.decisions import Decisions, corrected_anew, decided, moved
from dateline.merge.pieces import Pieces
from dateline.merge.profile import profile_of
from dateline.merge.reconcile.policies import POLICIES
from dateline.merge.reconcile.whole import Ruling, reconciled

#: What a merge follows where nobody says otherwise.
DEFAULT_POLICY = "most-supported"


@dataclass(frozen=True, slots=True)
class Change:
    """What a step did: the events that are new or other than before, and the ids of those that are no more.

    A gone id goes on leading to an event, that of its own claim: ``into`` says to which.
    """

    events: tuple[Event, ...] = ()
    gone: tuple[EventId, ...] = ()
    into: Mapping[EventId, EventId] = field(default_factory=dict)
    #: Of a step in a stored ledger: the tellings of each of the events, and the trouble that it brought.
    told: Mapping[EventId, tuple[Telling, ...]] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    #: Of such a step: the accounts that were compared anew, and of their pairs those that are in doubt, with the probability.
    compared: frozenset[AccountId] = frozenset()
    doubts: Mapping[Pair, float] = field(default_factory=dict)


class Merging:
    """Holds tellings and judgements, and the events that they come to.

    What it holds is a function of the tellings and the judgements in their order: neither the order in which tellings
    come nor how many at a time makes a difference. Raises ConfigError for a policy that is not known.
    """

    def __init__(
        self,
        judgements: Sequence[Judgement] = (),
        *,
        policy: str = DEFAULT_POLICY,
        closed: Collection[str] = (),
        decisions: Decisions | None = None,
        known: dict[Pair, float] | None = None,
    ) -> None:
        """Where only a part of a ledger is held, what the whole of it says is given.

        ``closed`` are keys that too many accounts have, ``decisions`` what the judgements ask, ``known`` probabilities that
        were worked out already.
        """
        if policy not in POLICIES:
            raise ConfigError(f"no policy {policy!r}", hint="known: " + ", ".join(sorted(POLICIES)))
        self.policy = policy
        self.judgements = tuple(judgements)
        self.index = Index(closed)
        self.grounds = Grounds()
        self.decisions = Decisions()
        self._decided = decisions
        self._read: dict[AccountId, Telling] = {}
        self._told: dict[AccountId, Telling] = {}
        self._events: dict[EventId, Event] = {}
        self._home: dict[AccountId, EventId] = {}
        self._linked: dict[AccountId, set[AccountId]] = {}
        self.pieces = Pieces(self.index, self.decisions, known)

    # --- what comes and goes

    def add(self, tellings: Iterable[Telling]) -> Change:
        """Take tellings in; one whose account is known already takes its place."""
        return self._step(tuple(tellings), (), self.judgements)

    def withdraw(self, accounts: Iterable[AccountId]) -> Change:
        """Let tellings go, as where a document is read anew."""
        return self._step((), tuple(accounts), self.judgements)

    def replace(self, accounts: Iterable[AccountId], tellings: Iterable[Telling]) -> Change:
        """Let tellings go and take others in, in one step: a document read by a newer reader."""
        return self._step(tuple(tellings), tuple(accounts), self.judgements)

    def judge(self, judgements: Sequence[Judgement]) -> Change:
        """Follow those judgements, all that were ever made, in their order."""
        return self._step((), (), tuple(judgements))

    # --- what it comes to

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, by id."""
        return tuple(self._shown(self._events[one]) for one in sorted(self._events))

    @property
    def doubts(self) -> Mapping[Pair, float]:
        """The pairs of tellings in doubt that the last step met, the smaller id first; of the first step, all."""
        return self.pieces.doubted

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Judgements that came loose, and those whose values cannot be."""
        return (*self.decisions.issues, *unfit(self.judgements))

    def event(self, name: str) -> Event | None:
        """The event that an id leads to: its own, that of an account or claim, or one that was merged into it since."""
        account = self.grounds.account_of(name)
        return None if account is None else self._shown(self._events[self._home[account]])

    def tellings_of(self, event: Event) -> tuple[Telling, ...]:
        """The tellings of an event, as people have corrected them."""
        return tuple(self._told[one.account] for one in event.accounts)

    def told(self, name: str) -> tuple[Telling, ...]:
        """The tellings that an id is about: all of an event's, or that of the account or claim."""
        account = self.grounds.account_of(name)
        if account is None:
            return ()
        if name.startswith("e"):
            return self.tellings_of(self._events[self._home[account]])
        return (self._told[account],)

    # --- how

    def _step(
        self, incoming: tuple[Telling, ...], outgoing: tuple[AccountId, ...], judgements: tuple[Judgement, ...]
    ) -> Change:
        dirty: set[AccountId] = set()
        forgotten = False
        arriving = {telling.account: telling for telling in incoming}
        for account in (*outgoing, *arriving):
            if account in self._read:
                dirty |= self._let_go(account)
                forgotten = True
        for telling in arriving.values():
            self._read[telling.account] = telling
            self.grounds.add(telling)
        before = self.decisions
        if self._decided is not None:
            self.decisions = self._decided
        elif judgements or before.marks or before.corrections or before.ties.same or before.ties.apart:
            self.decisions = decided(judgements, self.grounds)
        self.judgements = judgements
        dirty |= moved(before, self.decisions)
        for account in corrected_anew(before, self.decisions) & self._told.keys():
            dirty |= self.pieces.near(account).keys() | self.index.remove(account)
            del self._told[account]
            dirty.add(account)
            forgotten = True
        missing = (arriving.keys() | dirty) & self._read.keys() - self._told.keys()
        # The tellings of a report together, since what compares their wording is made once for those.
        fresh = sorted(missing, key=lambda account: (self._read[account].document, account))
        for account in fresh:
            self._told[account] = corrected(self._read[account], self.decisions.corrections_of(account))
        dirty |= self.index.add_all([profile_of(self._told[account]) for account in fresh]) | set(fresh)
        unchanged = None if forgotten else self.pieces.known
        self.pieces = Pieces(self.index, self.decisions, unchanged)
        return self._regroup(dirty)

    def _let_go(self, account: AccountId) -> set[AccountId]:
        """Forget a telling; the accounts whose pieces may change by it."""
        near = set(self.pieces.near(account))
        near |= self.index.remove(account) if account in self._told else set()
        self.grounds.remove(self._read.pop(account))
        telling = self._told.pop(account, None)
        for link in telling.links if telling is not None else ():
            self._linked.get(link.account, set()).discard(account)
        near.add(account)
        return near

    def _regroup(self, dirty: set[AccountId]) -> Change:
        """Cluster the pieces of those accounts anew, and all that shared an event with them."""
        touched = {self._home[account] for account in dirty if account in self._home}
        start = dirty | {one.account for name in touched for one in self._events[name].accounts}
        groups = list(self.pieces.grouped(account for account in start if account in self._told))
        touched |= {self._home[account] for group in groups for account in group if account in self._home}
        old = {name: self._events.pop(name) for name in touched}
        for event in old.values():
            for one in event.accounts:
                self._home.pop(one.account, None)
        fresh: list[EventId] = []
        for group in groups:
            event = self._event_of(group, old)
            self._events[event.id] = event
            for account in group:
                self._home[account] = event.id
            if old.get(event.id) != event:
                fresh.append(event.id)
        gone = sorted(name for name in old if name not in self._events)
        into = {name: self._home[lead] for name in gone if (lead := self.grounds.account_of(name)) is not None}
        changed = sorted({*fresh, *self._linking(fresh, gone)})
        return Change(tuple(self._shown(self._events[name]) for name in changed), tuple(gone), into)

    def _event_of(self, group: tuple[AccountId, ...], old: Mapping[EventId, Event]) -> Event:
        told = [self._told[account] for account in group]
        event = event_of(told, self.decisions, self.policy, self._confidence(told))
        for telling in told:
            for link in telling.links:
                self._linked.setdefault(link.account, set()).add(telling.account)
        return event

    def _confidence(self, told: Sequence[Telling]) -> float:
        """Of one account its surest claim's, of several the mean over them of the likeliest tie to another."""
        if len(told) == 1:
            return max((claim.confidence for claim in told[0].claims), default=0.0)
        best = []
        for telling in told:
            others = (one for one in told if one is not telling)
            best.append(max(self._tie(telling.account, other.account) for other in others))
        return round(sum(best) / len(best), 6)

    def _tie(self, one: AccountId, other: AccountId) -> float:
        return 1.0 if other in self.decisions.ties.beside(one) else self.pieces.probability(one, other)

    def _linking(self, fresh: Iterable[EventId], gone: Iterable[EventId]) -> set[EventId]:
        """The events whose links lead to events that are new or gone."""
        accounts = [one.account for name in fresh for one in self._events[name].accounts]
        accounts += [lead for name in gone if (lead := self.grounds.account_of(name)) is not None]
        linking = {other for account in accounts for other in self._linked.get(account, ())}
        return {self._home[account] for account in linking if account in self._home}

    def _shown(self, event: Event) -> Event:
        """The event with its links, which lead to wherever the other accounts are now."""
        links = {
            EventLink(link.type, self._home[link.account])
            for one in event.accounts
            for link in self._told[one.account].links
            if link.account in self._home and self._home[link.account] != event.id
        }
        return replace(event, links=tuple(sorted(links, key=lambda link: (link.type, link.event)))) if links else event


def event_of(told: Sequence[Telling], decisions: Decisions, policy: str, confidence: float) -> Event:
    """The event of those tellings, corrected already and by account, without its links."""
    group = [telling.account for telling in told]
    corrections = [one for account in group for one in decisions.corrections_of(account)]
    ruling = Ruling(policy, rejected_claims(corrections))
    event = marked(reconciled(told, ruling, confidence), decisions.marks_of(group))
    return replace(event, status=EventStatus.REJECTED) if decisions.alone.intersection(group) else event


def merge(
    tellings: Iterable[Telling], judgements: Sequence[Judgement] = (), *, policy: str = DEFAULT_POLICY
) -> tuple[Event, ...]:
    """The events of those tellings, from scratch; raises ConfigError for a policy that is not known."""
    merging = Merging(judgements, policy=policy)
    merging.add(tellings)
    return merging.events


__all__ = ["DEFAULT_POLICY", "Change", "Merging", "event_id", "merge"]
