"""The index of keys: which tellings are worth comparing with which."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence, Set
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from dateline.domain.ids import AccountId
from dateline.merge.keys import keys_of, most_in
from dateline.merge.profile import Profile

#: Profiles from which those that come first are taken in together, so that what most keys hold costs next to nothing.
TOGETHER = 500

#: What a key that is a word alone begins with.
_WORD = "w "

Mark = int
"""A key in 64 bits: the beginning of its digest, odd where it is a word alone, which fewer tellings may have."""


def mark_of(key: str) -> Mark:
    """The mark of a key; two keys in a ledger of millions have one mark once in a million such ledgers."""
    digest = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little", signed=True)
    return digest | 1 if key.startswith(_WORD) else digest & ~1


def _most_in(mark: Mark) -> int:
    return most_in(_WORD if mark & 1 else "")


class _Lone:
    """Keys that one account alone had where many were taken in together, in two columns."""

    def __init__(self, accounts: Sequence[AccountId], marks: NDArray[np.int64], owners: NDArray[np.int32]) -> None:
        """``marks`` are in order; ``owners`` are places among the accounts."""
        self._accounts, self._marks, self._owners = accounts, marks, owners

    def taken(self, mark: Mark) -> AccountId | None:
        """The account that has a key, which is forgotten by it; None where none has."""
        place = int(np.searchsorted(self._marks, mark))
        if place == len(self._marks) or self._marks[place] != mark or self._owners[place] < 0:
            return None
        owner = int(self._owners[place])
        self._owners[place] = -1
        return self._accounts[owner]


#: A few in a tuple, which is a quarter of a set's size; else a set.
Block = tuple[AccountId, ...] | set[AccountId]
_FEW = 6


def _block_with(block: Block, account: AccountId) -> Block:
    if isinstance(block, set):
        block.add(account)
        return block
    return block if account in block else _block_of((*block, account))


def _block_without(block: Block, account: AccountId) -> Block:
    if isinstance(block, set):
        block.discard(account)
        return block
    return tuple(other for other in block if other != account)


def _block_of(accounts: Sequence[AccountId]) -> Block:
    return tuple(accounts) if len(accounts) <= _FEW else set(accounts)


class Index:
    """Profiles by account and accounts by key; what it says depends on what it holds, never on the order of adding."""

    def __init__(self, closed: Collection[str] = ()) -> None:
        """``closed`` are keys to overlook, where too many accounts have them that are not held here."""
        self._closed = closed
        self.profiles: dict[AccountId, Profile] = {}
        self._keys: dict[AccountId, array[int]] = {}
        # Most keys have one account, and a set for each would be most of the memory: those stand alone.
        self._first = _Lone([], np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32))
        self._lone: dict[Mark, AccountId] = {}
        self._blocks: dict[Mark, Block] = {}

    def add_all(self, profiles: Sequence[Profile]) -> set[AccountId]:
        """Take tellings in, each of another account; the others whose candidates change because a key of theirs closes."""
        if self.profiles or len(profiles) < TOGETHER:
            return {account for profile in profiles for account in self.add(profile)}
        for profile in profiles:
            self.profiles[profile.account] = profile
            self._keys[profile.account] = self._marks(profile)
        accounts = list(self._keys)
        owners = np.repeat(np.arange(len(accounts), dtype=np.int32), [len(marks) for marks in self._keys.values()])
        marks = np.concatenate([np.frombuffer(marks, dtype=np.int64) for marks in self._keys.values()])
        order = np.argsort(marks, kind="stable")
        marks, owners = marks[order], owners[order]
        _, starts, lengths = np.unique(marks, return_index=True, return_counts=True)
        alone, shared = starts[lengths == 1], lengths > 1
        self._first = _Lone(accounts, marks[alone], owners[alone])
        for start, length in zip(starts[shared].tolist(), lengths[shared].tolist(), strict=True):
            block = _block_of([accounts[owner] for owner in owners[start : start + length].tolist()])
            self._blocks[int(marks[start])] = block
        return set()

    def add(self, profile: Profile) -> set[AccountId]:
        """Take a telling in; the accounts whose candidates change because a key of theirs closes."""
        account = profile.account
        self.profiles[account] = profile
        marks = self._keys[account] = self._marks(profile)
        moved: set[AccountId] = set()
        for mark in marks:
            block = self._blocks.get(mark)
            if block is None:
                other = self._taken(mark)
                if other is None:
                    self._lone[mark] = account
                    continue
                block = (other,)
            block = self._blocks[mark] = _block_with(block, account)
            if len(block) == _most_in(mark) + 1:
                moved.update(block)
        return moved

    def remove(self, account: AccountId) -> set[AccountId]:
        """Let a telling go; the accounts whose candidates change because a key of theirs opens again."""
        del self.profiles[account]
        moved: set[AccountId] = set()
        for mark in self._keys.pop(account):
            block = self._blocks.get(mark)
            if block is None:
                self._taken(mark)
                continue
            block = self._blocks[mark] = _block_without(block, account)
            if len(block) == _most_in(mark):
                moved.update(block)
            if len(block) == 1:
                [self._lone[mark]] = block
                del self._blocks[mark]
        return moved

    def profile(self, account: AccountId) -> Profile | None:
        """The profile of a telling; None where there is none of that id."""
        return self.profiles.get(account)

    def candidates(self, account: AccountId) -> Set[AccountId]:
        """The accounts that share an open key with that one."""
        found: set[AccountId] = set()
        for mark in self._keys[account]:
            block = self._blocks.get(mark)
            if block is not None and len(block) <= _most_in(mark):
                found.update(block)
        found.discard(account)
        return found

    def _marks(self, profile: Profile) -> array[int]:
        return array("q", [mark_of(key) for key in keys_of(profile) if key not in self._closed])

    def _taken(self, mark: Mark) -> AccountId | None:
        """The account that alone has a key, which from now on stands elsewhere or nowhere."""
        other = self._lone.pop(mark, None)
        return self._first.taken(mark) if other is None else other
