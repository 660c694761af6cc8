"""Pairs of accounts in doubt: each merge keeps those that it meets, so that nobody need compare anything to ask about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from dateline.domain.comparison import Comparison
from dateline.domain.explanation import Considered
from dateline.domain.ids import AccountId, EventId
from dateline.store import Comparison as KeptComparison
from dateline.store import Ledger as Store

#: Accounts that are asked for at a time.
_AT_ONCE = 500


def moved_doubts(
    store: Store, doubts: Mapping[tuple[AccountId, AccountId], float], compared: Collection[AccountId] | None = None
) -> list[KeptComparison]:
    """What a merge has to write so that the ledger's pairs in doubt are those: new ones, and with 0 those that are settled.

    ``doubts`` are all that the accounts ``compared`` have; all of the ledger's, where that is None.
    """
    kept = {(one.a, one.b): one.probability for one in _kept(store, compared)}
    settled = [pair for pair, likely in kept.items() if likely and pair not in doubts]
    return [
        KeptComparison(a=pair[0], b=pair[1], probability=likely)
        for pair, likely in [*doubts.items(), *((pair, 0.0) for pair in settled)]
        if kept.get(pair) != likely
    ]


def in_doubt(store: Store, events: Mapping[EventId, Sequence[AccountId]]) -> dict[EventId, tuple[Considered, ...]]:
    """For each event, by its accounts, the others that it may be one with: the likeliest first, each by its closest pair."""
    homes = {account: event for event, accounts in events.items() for account in accounts}
    pairs = [one for one in _kept(store, homes) if one.probability]
    others = {account for one in pairs for account in (one.a, one.b)} - homes.keys()
    homes |= store.events_of_accounts(sorted(others))
    best: dict[EventId, dict[EventId, KeptComparison]] = {event: {} for event in events}
    for one in pairs:
        ends = (homes.get(one.a), homes.get(one.b))
        for event, other in (ends, ends[::-1]):
            if event is not None and other is not None and event != other and event in best:
                known = best[event].get(other)
                if known is None or known.probability < one.probability:
                    best[event][other] = one
    return {event: _considered(found) for event, found in best.items()}


def _considered(best: Mapping[EventId, KeptComparison]) -> tuple[Considered, ...]:
    return tuple(
        Considered(
            event=home,
            comparison=Comparison(one=one.a, other=one.b, probability=one.probability),
            reason="in doubt",
        )
        for home, one in sorted(best.items(), key=lambda item: (-item[1].probability, item[0]))
    )


def _kept(store: Store, accounts: Collection[AccountId] | None) -> Iterator[KeptComparison]:
    if accounts is None:
        yield from store.comparisons()
        return
    seen: set[tuple[AccountId, AccountId]] = set()
    names = sorted(accounts)
    for start in range(0, len(names), _AT_ONCE):
        for one in store.comparisons(names[start : start + _AT_ONCE]):
            if (one.a, one.b) not in seen:
                seen.add((one.a, one.b))
                yield one
