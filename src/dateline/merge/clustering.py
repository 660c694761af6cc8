"""Clustering: which tellings are of one event, given how alike each two are and what people have said.

Average linkage from the most alike (Sokal and Michener 1958), within one connected piece of the graph of likely pairs.
The result is
a function of the set of tellings alone: ties are broken by ids, never by the order of arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import combinations

from dateline.domain.ids import AccountId

#: Mean probability over the pairs of two groups from which they are one event.
JOINED = 0.4
#: Tellings in a piece up to which every two are compared; in a larger one only those that share a key are.
COMPARED_IN_FULL = 24

Pair = tuple[AccountId, AccountId]


@dataclass(frozen=True, slots=True)
class Ties:
    """What people have decided: pairs that are the same and pairs that are not, each with the smaller id first."""

    same: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    _beside: Mapping[AccountId, tuple[AccountId, ...]] = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self) -> None:
        beside: dict[AccountId, list[AccountId]] = {}
        for one, other in self.same:
            beside.setdefault(one, []).append(other)
            beside.setdefault(other, []).append(one)
        object.__setattr__(self, "_beside", {account: tuple(sorted(others)) for account, others in beside.items()})

    def beside(self, account: AccountId) -> tuple[AccountId, ...]:
        """The accounts that somebody has said to be of the same event."""
        return self._beside.get(account, ())


def pair_of(one: AccountId, other: AccountId) -> Pair:
    """The two, the smaller id first."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Scale:
    """How surely two accounts are of one event, and how much an account counts in the mean over a group."""

    compare: Callable[[AccountId, AccountId], float]
    weigh: Callable[[AccountId], float]


def clustered(
    accounts: Iterable[AccountId],
    likely: Mapping[Pair, float],
    ties: Ties,
    scale: Scale,
) -> list[tuple[AccountId, ...]]:
    """The groups of one connected piece, each sorted, in the order of their smallest ids.

    ``likely`` holds the probabilities of pairs that share a key; a pair that it lacks is compared where the piece is small
    and else counts as unlike.
    """
    members = sorted(accounts)
    if len(members) <= COMPARED_IN_FULL:
        likely = {pair: likely[pair] if pair in likely else scale.compare(*pair) for pair in combinations(members, 2)}
    groups = _Groups(members, likely, ties, scale.weigh)
    groups.join_the_same()
    groups.join_the_alike()
    return sorted(tuple(sorted(group)) for group in groups.members.values())


class _Groups:
    """Groups that grow by joining; a group is named by its smallest member."""

    def __init__(
        self,
        members: Sequence[AccountId],
        likely: Mapping[Pair, float],
        ties: Ties,
        weigh: Callable[[AccountId], float],
    ) -> None:
        self.weight = {member: weigh(member) for member in members}
        self.members: dict[AccountId, list[AccountId]] = {member: [member] for member in members}
        self.total: dict[AccountId, dict[AccountId, float]] = {member: {} for member in members}
        self.apart: dict[AccountId, set[AccountId]] = {member: set() for member in members}
        self.home = {member: member for member in members}
        self.ties = ties
        self.certain = sorted(
            pair for pair, probability in likely.items() if probability >= 1.0 and pair not in ties.same
        )
        for (one, other), probability in likely.items():
            if one in self.total and other in self.total and probability > 0:
                self.total[one][other] = self.total[other][one] = probability * self.weight[one] * self.weight[other]
        for one, other in ties.apart:
            if one in self.apart and other in self.apart:
                self.apart[one].add(other)
                self.apart[other].add(one)

    def join_the_same(self) -> None:
        """Join what people have said to be the same, then what one report tells twice."""
        for one, other in (*sorted(self.ties.same), *self.certain):
            if one not in self.home or other not in self.home:
                continue
            ours, theirs = self.home[one], self.home[other]
            if ours != theirs and theirs not in self.apart[ours]:
                self._join(ours, theirs)

    def join_the_alike(self) -> None:
        """Join the two most alike groups until none are alike enough."""
        queue = [
            (-self._likeness(one, other), one, other)
            for one in self.members
            for other in self.total[one]
            if one < other
        ]
        heapify(queue)
        while queue:
            likeness, one, other = heappop(queue)
            if -likeness < JOINED:
                return
            if one not in self.members or other not in self.members or other in self.apart[one]:
                continue
            if -likeness != self._likeness(one, other):
                continue
            kept = self._join(one, other)
            for third in self.total[kept]:
                heappush(queue, (-self._likeness(kept, third), *pair_of(kept, third)))

    def _likeness(self, one: AccountId, other: AccountId) -> float:
        """Weighed mean probability over the pairs of two groups; rounded, so that no order of adding shows."""
        return round(self.total[one].get(other, 0.0) / (self.weight[one] * self.weight[other]), 9)

    def _join(self, one: AccountId, other: AccountId) -> AccountId:
        kept, gone = pair_of(one, other)
        self.members[kept] += self.members.pop(gone)
        self.weight[kept] += self.weight.pop(gone)
        for member in self.members[kept]:
            self.home[member] = kept
        for third, total in self.total.pop(gone).items():
            del self.total[third][gone]
            if third != kept:
                self.total[kept][third] = self.total[third][kept] = self.total[kept].get(third, 0.0) + total
        for third in self.apart.pop(gone):
            self.apart[third].discard(gone)
            if third != kept:
                self.apart[third].add(kept)
                self.apart[kept].add(third)
        return kept
