"""A step in a ledger that is not held in memory: only the pieces that a report touches are fetched and merged.

What comes out is what a rebuild of the whole would give for those pieces, since a piece's events are a function of the piece:
the neighbourhood is merged twice, as it was and as it is now, and the difference is the change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import replace
from heapq import nlargest

from dateline.domain.event import Event
from dateline.domain.ids import AccountId, EventId
from dateline.domain.judgement import Judgement
from dateline.domain.telling import Telling
from dateline.errors import ConfigError
from dateline.merge.amending import corrected, unfit
from dateline.merge.decisions import moved
from dateline.merge.ledger import DEFAULT_POLICY, Change, Merging, event_of
from dateline.merge.reconcile.policies import POLICIES
from dateline.merge.side import Shelf, Side, Source

#: Accounts of other events that are fetched to be told beside an event, at most, and the probability from which one may be.
MOST_BESIDE, WORTH_FETCHING = 40, 0.02


def step(
    source: Source,
    incoming: Sequence[Telling] = (),
    outgoing: Collection[AccountId] = (),
    judgements: tuple[Sequence[Judgement], Sequence[Judgement]] = ((), ()),
    *,
    policy: str = DEFAULT_POLICY,
) -> Change:
    """What taking tellings in, letting others go and judging changes in a ledger as the source has it.

    ``judgements`` are all that held before and all that hold now, each in the order in which they were made; ``source``
    is asked for the ledger as it is before the step. Raises ConfigError for a policy that is not known.
    """
    _check(policy)
    shelf = Shelf(source)
    arriving = {telling.account: telling for telling in incoming}
    leaving = shelf.known({*outgoing, *arriving})
    before = Side(shelf, judgements[0])
    after = Side(shelf, judgements[1], arriving, leaving)
    shelf.spare = max(len(side.overlaid) for side in (before, after))
    walk = _Walk((before, after))
    touched = walk.from_(
        {*arriving, *leaving} | moved(before.decisions, after.decisions) | _of_moved_keys(before, after)
    )
    seen = touched | walk.from_(walk.linked(touched) - touched)
    old, new = (side.merging(seen, policy) for side in (before, after))
    linkers = walk.linking(_moved_homes(old, new, touched)) - touched
    if linkers:
        more = walk.from_(linkers)
        more = (more | walk.from_(walk.linked(more) - more)) - seen
        old.add(before.told(more))
        new.add(after.told(more))
    change = _change(old, new, judgements)
    return replace(change, compared=frozenset(walk.walked), doubts=after.pieces.doubted)


def around(
    source: Source,
    accounts: Collection[AccountId],
    judgements: Sequence[Judgement] = (),
    *,
    policy: str = DEFAULT_POLICY,
    beside: bool = False,
) -> Merging:
    """The merge of the pieces of those accounts, as it is in the whole ledger; for looking only.

    With ``beside``, that of the accounts that they were compared with too, the likeliest so many. Raises ConfigError for a
    policy that is not known.
    """
    _check(policy)
    shelf = Shelf(source)
    side = Side(shelf, judgements)
    shelf.spare = len(side.overlaid)
    walk = _Walk((side,))
    own = walk.from_(accounts)
    seen = own | walk.from_(walk.linked(own) - own)
    if beside:
        pairs = {(side.pieces.probability(one, other), other) for one in own for other in side.candidates(one)}
        worth = (pair for pair in pairs if pair[0] >= WORTH_FETCHING and pair[1] not in own)
        seen |= walk.from_(account for _, account in nlargest(MOST_BESIDE, worth))
    return side.merging(seen, policy)


def ruled(
    source: Source, events: Sequence[Event], judgements: Sequence[Judgement] = (), *, policy: str
) -> tuple[Event, ...]:
    """Those events of the whole ledger as another policy has them, in their order: each from its own accounts alone.

    A policy says what figures come to, never which accounts are one event: groups, links and confidence stay as they are, and
    nothing is compared. Raises ConfigError for a policy that is not known.
    """
    _check(policy)
    side = Side(Shelf(source), judgements)
    side.shelf.fetch(one.account for event in events for one in event.accounts)
    found = []
    for event in events:
        told = [
            corrected(telling, side.decisions.corrections_of(telling.account))
            for telling in side.told({one.account for one in event.accounts})
        ]
        made = event_of(told, side.decisions, policy, event.confidence)
        found.append(replace(made, links=event.links))
    return tuple(found)


def _check(policy: str) -> None:
    if policy not in POLICIES:
        raise ConfigError(f"no policy {policy!r}", hint="known: " + ", ".join(sorted(POLICIES)))


def _of_moved_keys(before: Side, after: Side) -> set[AccountId]:
    """The accounts of keys that close or open by the step."""
    accounts = sorted(before.overlaid | after.overlaid)
    keys = {key for side in (before, after) for account in accounts for key in side.keys(account)}
    before.shelf.ask(keys)
    return {
        account
        for key in keys
        if before.is_closed(key) != after.is_closed(key)
        for side in (before, after)
        for account in side.block(key)
    }


def _moved_homes(old: Merging, new: Merging, accounts: Collection[AccountId]) -> set[AccountId]:
    """The accounts whose event has another id than before."""
    return {account for account in accounts if _home(old, account) != _home(new, account)}


def _home(merging: Merging, account: AccountId) -> EventId | None:
    event = merging.event(account)
    return None if event is None else event.id


def _change(old: Merging, new: Merging, judgements: tuple[Sequence[Judgement], Sequence[Judgement]]) -> Change:
    known = {event.id: event for event in old.events}
    events = tuple(event for event in new.events if known.get(event.id) != event)
    kept = {event.id for event in new.events}
    gone = tuple(sorted(name for name in known if name not in kept))
    into = {name: event.id for name in gone if (event := new.event(name)) is not None}
    was = {*old.decisions.issues, *unfit(judgements[0])}
    return Change(
        events,
        gone,
        into,
        told={event.id: new.tellings_of(event) for event in events},
        issues=tuple(issue for issue in (*new.decisions.issues, *unfit(judgements[1])) if issue not in was),
    )


class _Walk:
    """Goes from accounts over likely pairs, on one side or the other, and so finds pieces whole."""

    def __init__(self, sides: tuple[Side, ...]) -> None:
        self.sides = sides
        self._near: dict[AccountId, set[AccountId]] = {}

    def from_(self, accounts: Iterable[AccountId]) -> set[AccountId]:
        """Every piece, on each side, that has one of those accounts; layer by layer, so that each is fetched at once."""
        seen: set[AccountId] = set()
        layer = {account for account in accounts if any(side.has(account) for side in self.sides)}
        while layer:
            seen |= layer
            fresh = layer - self._near.keys()
            for side in self.sides:
                side.fetch(fresh)
            for account in sorted(fresh):
                self._near[account] = {other for side in self.sides for other in side.pieces.near(account)}
            layer = {other for account in layer for other in self._near[account]} - seen
        return seen

    @property
    def walked(self) -> Set[AccountId]:
        """The accounts that were compared with whatever shares a key with them."""
        return self._near.keys()

    def linked(self, accounts: Iterable[AccountId]) -> set[AccountId]:
        """The accounts that the text of those ties them to."""
        told = [telling for side in self.sides for telling in side.told(accounts)]
        return {link.account for telling in told for link in telling.links}

    def linking(self, accounts: Collection[AccountId]) -> set[AccountId]:
        """The accounts whose text ties them to one of those: a text speaks of its own accounts alone."""
        documents = {telling.document for side in self.sides for telling in side.told(accounts)}
        return {
            telling.account
            for side in self.sides
            for telling in side.told_in(documents)
            if any(link.account in accounts for link in telling.links)
        }
