"""A step in a ledger that is not held in memory: only the pieces that a report touches are fetched and merged.

What comes out is what a rebuild of the whole would give for those pieces, since a piece's events are a function of the piece:
the neighbourhood is merged twice, as it was and as it is now, and the difference is the change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from dateline.domain.ids import AccountId
from dateline.domain.judgement import Judgement
from dateline.domain.telling import Telling
from dateline.merge.anchors import anchors_of
from dateline.merge.decisions import standing
from dateline.merge.keys import keys_of, most_in
from dateline.merge.ledger import DEFAULT_POLICY, Change, Merging
from dateline.merge.pieces import LIKELY
from dateline.merge.profile import Profile, profile_of
from dateline.merge.weighing import are_companions, is_compared, probability_of


class Source(Protocol):
    """What a stored ledger is asked for."""

    def accounts_with_keys(self, keys: Collection[str]) -> Mapping[str, Collection[AccountId] | None]:
        """The accounts under each key that any has; None for a key that more than ``most_in(key)`` have."""

    def tellings(self, accounts: Collection[AccountId]) -> Iterable[Telling]:
        """The tellings of those accounts, of those that there are."""

    def accounts_of(self, names: Collection[str]) -> Mapping[str, AccountId]:
        """The account that holds each claim or account id, or the claim or account that an event id is named by."""


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
    before, after = judgements
    hood = _Neighbourhood(source, incoming, outgoing, (*before, *after))
    hood.explore(_judged_anew(source, before, after))
    old = Merging(before, policy=policy, closed=hood.closed_before)
    old.add(telling for account, telling in hood.stored.items() if account in hood.seen)
    new = Merging(after, policy=policy, closed=hood.closed_after)
    new.add(telling for account, telling in hood.now().items() if account in hood.seen)
    known = {event.id: event for event in old.events}
    events = tuple(event for event in new.events if known.get(event.id) != event)
    kept = {event.id for event in new.events}
    gone = tuple(sorted(name for name in known if name not in kept))
    into = {name: event.id for name in gone if (event := new.event(name)) is not None}
    return Change(events, gone, into)


def _judged_anew(source: Source, before: Sequence[Judgement], after: Sequence[Judgement]) -> set[AccountId]:
    """The accounts of judgements that hold now and did not, or held and do not."""
    changed = set(standing(before)) ^ set(standing(after))
    return set(source.accounts_of(sorted(_names(changed))).values()) if changed else set()


def _names(judgements: Iterable[Judgement]) -> set[str]:
    """The ids that judgements are about, those of their anchors included."""
    found: set[str] = set()
    for judgement in judgements:
        for name in judgement.about:
            found.add(name)
            found.update(anchor.claim for anchor in anchors_of(judgement, name))
    return found


class _Neighbourhood:
    """Walks from what comes and goes over likely pairs, as they were or as they are, and fetches as it goes."""

    def __init__(
        self,
        source: Source,
        incoming: Sequence[Telling],
        outgoing: Collection[AccountId],
        judgements: Sequence[Judgement],
    ) -> None:
        self.source = source
        self.incoming = {telling.account: telling for telling in incoming}
        self.stored: dict[AccountId, Telling] = {}
        self.seen: set[AccountId] = set()
        self.closed_before: set[str] = set()
        self.closed_after: set[str] = set()
        self._profiles: dict[AccountId, tuple[Profile, ...]] = {}
        self._blocks: dict[str, frozenset[AccountId]] = {}
        self._arriving: dict[str, set[AccountId]] = {}
        self._fetch({*outgoing, *self.incoming})
        self._leaving = {account for account in (*outgoing, *self.incoming) if account in self.stored}
        for telling in incoming:
            for key in keys_of(profile_of(telling)):
                self._arriving.setdefault(key, set()).add(telling.account)
        self._beside = _beside(source, judgements)

    def now(self) -> dict[AccountId, Telling]:
        """The tellings as they are after the step."""
        kept = {account: telling for account, telling in self.stored.items() if account not in self._leaving}
        return kept | self.incoming

    def explore(self, judged: Collection[AccountId]) -> None:
        """Find every piece that the step touches, whole."""
        waiting = sorted({*self.incoming, *self._leaving, *judged} | self._moved())
        while waiting:
            account = waiting.pop()
            if account not in self.seen:
                self.seen.add(account)
                waiting += sorted(self._near(account) - self.seen)

    def _moved(self) -> set[AccountId]:
        """The accounts of keys that close or open by the step."""
        keys = set(self._arriving)
        keys |= {key for account in self._leaving for key in keys_of(profile_of(self.stored[account]))}
        self._ask(keys)
        return {account for key in keys if (key in self.closed_before) != (key in self.closed_after)
                for account in self._blocks.get(key, ())}  # fmt: skip

    def _near(self, account: AccountId) -> set[AccountId]:
        """The accounts that are likely of the same event, before or after the step, or said to be."""
        self._fetch({account})
        own = self._profile(account)
        keys = {key for profile in own for key in keys_of(profile)}
        self._ask(keys)
        others = {other for key in keys for other in self._blocks.get(key, ())} - {account}
        self._fetch(others)
        near = {
            other for other in others if any(_is_likely(one, theirs) for one in own for theirs in self._profile(other))
        }
        return near | (self._beside.get(account, set()) - {account})

    def _ask(self, keys: Collection[str]) -> None:
        """Fetch the blocks of keys that are not known yet, and see which are closed before and after."""
        fresh = sorted(key for key in keys if key not in self._blocks)
        found = self.source.accounts_with_keys(fresh) if fresh else {}
        for key in fresh:
            stored = found.get(key, ())
            if stored is None:
                # That a closed key may open again by a telling's leaving is left to the next rebuild.
                self._blocks[key] = frozenset(self._arriving.get(key, ()))
                self.closed_before.add(key)
                self.closed_after.add(key)
                continue
            after = (set(stored) - self._leaving) | self._arriving.get(key, set())
            self._blocks[key] = frozenset(stored) | after
            if len(after) > most_in(key):
                self.closed_after.add(key)

    def _fetch(self, accounts: Collection[AccountId]) -> None:
        fresh = sorted(account for account in accounts if account not in self.stored and account not in self._profiles)
        for telling in self.source.tellings(fresh) if fresh else ():
            self.stored[telling.account] = telling

    def _profile(self, account: AccountId) -> tuple[Profile, ...]:
        """The profiles of an account, as it was and as it is."""
        known = self._profiles.get(account)
        if known is None:
            tellings = (self.stored.get(account), self.incoming.get(account))
            known = self._profiles[account] = tuple(profile_of(one) for one in tellings if one is not None)
        return known


def _is_likely(one: Profile, other: Profile) -> bool:
    compared = is_compared(one, other) or are_companions(one, other)
    return compared and probability_of(one, other) >= LIKELY


def _beside(source: Source, judgements: Sequence[Judgement]) -> dict[AccountId, set[AccountId]]:
    """The accounts that one judgement is about, each beside the others: a piece that has one needs them all."""
    accounts = source.accounts_of(sorted(_names(judgements))) if judgements else {}
    beside: dict[AccountId, set[AccountId]] = {}
    for judgement in judgements:
        together = {accounts[name] for name in _names([judgement]) if name in accounts}
        for account in together:
            beside.setdefault(account, set()).update(together)
    return beside
