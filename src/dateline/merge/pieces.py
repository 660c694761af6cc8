"""Connected pieces of the graph of likely pairs: what has to be clustered anew when tellings come, go or are judged.

A piece is found by walking from a telling over likely pairs, so that a new report costs what its neighbourhood costs,
and a piece's
clusters are a function of the piece alone: doing only the pieces that changed gives what doing all of them gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from dateline.domain.ids import AccountId
from dateline.merge.clustering import COMPARED_IN_FULL, JOINED, Pair, Scale, clustered, pair_of
from dateline.merge.decisions import Decisions
from dateline.merge.profile import Profile
from dateline.merge.weighing import are_companions, is_compared, probability_of

#: Probability from which two tellings tie a piece together. Groups join by their mean, which no pair below it can lift.
LIKELY = JOINED
#: Two tellings as likely as this to be of one event are in doubt: a person may be asked.
DOUBTFUL = (0.15, 0.85)
#: Comparisons remembered before all are forgotten: what is compared again comes out the same.
MOST_KNOWN = 200_000
#: How much an account that its report is not mainly about counts beside one that it is.
BESIDE = 0.125


class Neighbours(Protocol):
    """Where tellings are found: an index in memory, or a ledger that is asked as one goes."""

    def profile(self, account: AccountId) -> Profile | None:
        """The profile of a telling; None where there is none of that id."""

    def candidates(self, account: AccountId) -> Iterable[AccountId]:
        """The accounts that share an open key with that one."""


class Pieces:
    """Walks the graph of likely pairs; each pair is compared once."""

    def __init__(self, neighbours: Neighbours, decisions: Decisions, known: dict[Pair, float] | None = None) -> None:
        self.neighbours = neighbours
        self.decisions = decisions
        #: Probabilities worked out so far; they hold as long as the tellings stay what they are.
        self.known: dict[Pair, float] = {} if known is None else known
        #: Of the accounts that were walked over, the pairs in doubt that nobody has decided.
        self.doubted: dict[Pair, float] = {}
        self._scale = Scale(self.probability, self._weigh)

    def grouped(self, accounts: Iterable[AccountId]) -> Iterator[tuple[AccountId, ...]]:
        """The events, as groups of accounts, of every piece that has one of those accounts."""
        seen: set[AccountId] = set()
        for account in sorted(accounts):
            if account not in seen and self.neighbours.profile(account) is not None:
                piece, likely = self._piece(account)
                seen |= piece
                yield from clustered(piece, likely, self.decisions.ties, self._scale)

    def near(self, account: AccountId) -> dict[AccountId, float]:
        """The accounts that are likely of the same event, and those that people have said to be, with the probability."""
        if account in self.decisions.alone or self.neighbours.profile(account) is None:
            return {}
        found = {other: self.probability(account, other) for other in self.neighbours.candidates(account)}
        self._doubt(account, found)
        near = {other: likely for other, likely in found.items() if likely >= LIKELY}
        for other in self.decisions.ties.beside(account):
            if self.neighbours.profile(other) is not None:
                near[other] = 1.0
        return {other: likely for other, likely in near.items() if other not in self.decisions.alone}

    def probability(self, one: AccountId, other: AccountId) -> float:
        """How surely two accounts are of one event; 0 where they cannot be."""
        pair = pair_of(one, other)
        known = self.known.get(pair)
        if known is None:
            ours, theirs = self.neighbours.profile(one), self.neighbours.profile(other)
            known = 0.0
            if ours is not None and theirs is not None and (is_compared(ours, theirs) or are_companions(ours, theirs)):
                known = probability_of(ours, theirs)
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[pair] = known
        return known

    def _doubt(self, account: AccountId, found: Mapping[AccountId, float]) -> None:
        low, high = DOUBTFUL
        for other, likely in found.items():
            if low < likely < high and other not in self.decisions.alone:
                pair = pair_of(account, other)
                if pair not in self.decisions.ties.apart and pair not in self.decisions.ties.same:
                    self.doubted[pair] = likely

    def _weigh(self, account: AccountId) -> float:
        """What its report is about decides where an account belongs; what a report tells beside that follows."""
        profile = self.neighbours.profile(account)
        return 1.0 if profile is not None and profile.focus else BESIDE

    def _piece(self, account: AccountId) -> tuple[set[AccountId], Mapping[Pair, float]]:
        piece, likely = {account}, dict[Pair, float]()
        waiting = [account]
        while waiting:
            one = waiting.pop()
            for other, probability in self.near(one).items():
                likely[pair_of(one, other)] = probability
                if other not in piece:
                    piece.add(other)
                    waiting.append(other)
        for one in piece if len(piece) > COMPARED_IN_FULL else ():
            for other in piece.intersection(self.neighbours.candidates(one)):
                likely.setdefault(pair_of(one, other), self.probability(one, other))
        return piece, likely
