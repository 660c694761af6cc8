"""Judgements made out: which of them stand, and what they ask of the merge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.domain.ids import AccountId, JudgementId
from dateline.domain.issue import Issue
from dateline.domain.judgement import Judgement, Verdict
from dateline.merge.anchors import Grounds
from dateline.merge.clustering import Pair, Ties, pair_of


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people have decided, as the merge takes it."""

    ties: Ties = Ties()
    #: Accounts that somebody has rejected: each is an event of its own, rejected.
    alone: frozenset[AccountId] = frozenset()
    #: Judgements that hold for the event that has the account, in the order in which they were made.
    marks: tuple[tuple[AccountId, Judgement], ...] = ()
    #: Judgements on single claims and accounts, in that order.
    corrections: tuple[tuple[AccountId, Judgement], ...] = ()
    #: Judgements that came loose, and those that a later one overrules.
    issues: tuple[Issue, ...] = ()

    def marks_of(self, accounts: Iterable[AccountId]) -> tuple[Judgement, ...]:
        """The judgements on the event of those accounts."""
        own = set(accounts)
        found = {judgement.id: judgement for account, judgement in self.marks if account in own}
        return tuple(found.values())

    def corrections_of(self, account: AccountId) -> tuple[Judgement, ...]:
        """The judgements on that account and its claims."""
        return tuple(judgement for one, judgement in self.corrections if one == account)


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements that are not undone, without the undoings, in order; an undo that is undone undoes nothing."""
    undone: set[JudgementId] = set()
    for judgement in reversed(judgements):
        if judgement.verdict is Verdict.UNDO and judgement.id not in undone:
            undone.update(JudgementId(name) for name in judgement.about)
    return tuple(one for one in judgements if one.verdict is not Verdict.UNDO and one.id not in undone)


def decided(judgements: Sequence[Judgement], grounds: Grounds) -> Decisions:
    """What the standing judgements ask; ``judgements`` in the order in which they were made."""
    ties = _Ties()
    alone: list[AccountId] = []
    marks: list[tuple[AccountId, Judgement]] = []
    corrections: list[tuple[AccountId, Judgement]] = []
    issues: list[Issue] = []
    for judgement in standing(judgements):
        found = {name: grounds.found(judgement, name) for name in judgement.about}
        issues += [_loose(judgement, name) for name in judgement.about if not found[name]]
        if judgement.verdict in (Verdict.MERGE, Verdict.SPLIT, Verdict.CLAIM):
            marks += [(accounts[0], judgement) for accounts in found.values() if accounts]
        if judgement.verdict is Verdict.MERGE:
            ties.hold_together([account for accounts in found.values() for account in accounts])
        elif judgement.verdict is Verdict.SPLIT:
            ties.hold_apart(*_parted(judgement, found))
        elif judgement.verdict is not Verdict.CLAIM:
            for name, accounts in found.items():
                if accounts and name.startswith("e"):
                    marks.append((accounts[0], judgement))
                elif accounts:
                    corrections.append((accounts[0], judgement))
                    if name.startswith("k") and judgement.verdict is Verdict.REJECT:
                        alone.append(accounts[0])
    return Decisions(ties.made(), frozenset(alone), tuple(marks), tuple(corrections), tuple(issues))


def moved(before: Decisions, after: Decisions) -> set[AccountId]:
    """The accounts that other decisions hold for than before."""
    found = {account for pair in before.ties.same ^ after.ties.same for account in pair}
    found |= {account for pair in before.ties.apart ^ after.ties.apart for account in pair}
    found |= before.alone ^ after.alone
    found |= {account for account, _ in set(before.marks) ^ set(after.marks)}
    return found | corrected_anew(before, after)


def corrected_anew(before: Decisions, after: Decisions) -> set[AccountId]:
    """The accounts that are corrected otherwise than before."""
    return {account for account, _ in set(before.corrections) ^ set(after.corrections)}


def _parted(judgement: Judgement, found: dict[str, tuple[AccountId, ...]]) -> tuple[list[AccountId], list[AccountId]]:
    """What a split takes out, and what it takes it out of: the rest of the event that it names.

    Where no event is named, the first account is parted from the others.
    """
    events = [name for name in judgement.about if name.startswith("e")]
    named = [account for name in judgement.about if name not in events for account in found[name][:1]]
    if not events:
        return named[1:], named[:1]
    rest = [account for name in events for account in found[name] if account not in named]
    return named, rest


def _loose(judgement: Judgement, name: str) -> Issue:
    return Issue(
        "merge",
        "loose_judgement",
        f"the {judgement.verdict} of {name} by {judgement.by} finds nothing in the ledger any more: "
        "what it was about is not told there as it was read before",
        uri=judgement.id,
    )


class _Ties:
    """Ties in the making; a later one takes the place of an earlier one that says otherwise of the same two."""

    def __init__(self) -> None:
        self._said: dict[Pair, bool] = {}

    def hold_together(self, accounts: Sequence[AccountId]) -> None:
        for one, other in combinations(dict.fromkeys(accounts), 2):
            self._said[pair_of(one, other)] = True

    def hold_apart(self, out: Sequence[AccountId], rest: Sequence[AccountId]) -> None:
        for one in out:
            for other in rest:
                if one != other:
                    self._said[pair_of(one, other)] = False

    def made(self) -> Ties:
        return Ties(
            same=frozenset(pair for pair, together in self._said.items() if together),
            apart=frozenset(pair for pair, together in self._said.items() if not together),
        )
