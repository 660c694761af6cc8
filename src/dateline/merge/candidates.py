"""The index of keys: which tellings are worth comparing with which."""

from __future__ import annotations

from collections.abc import Collection, Set

from dateline.domain.ids import AccountId
from dateline.merge.keys import keys_of, most_in
from dateline.merge.profile import Profile


class Index:
    """Profiles by account and accounts by key; what it says depends on what it holds, never on the order of adding."""

    def __init__(self, closed: Collection[str] = ()) -> None:
        """``closed`` are keys to overlook, where too many accounts have them that are not held here."""
        self._closed = closed
        self.profiles: dict[AccountId, Profile] = {}
        self._keys: dict[AccountId, tuple[str, ...]] = {}
        # Most keys have one account, and a set for each would be most of the memory: those stand alone.
        self._lone: dict[str, AccountId] = {}
        self._blocks: dict[str, set[AccountId]] = {}

    def add(self, profile: Profile) -> set[AccountId]:
        """Take a telling in; the accounts whose candidates change because a key of theirs closes."""
        account = profile.account
        self.profiles[account] = profile
        keys = []
        moved: set[AccountId] = set()
        for key in keys_of(profile):
            if key in self._closed:
                continue
            other = self._lone.pop(key, None)
            if other is not None:
                self._blocks[key] = {other, account}
            elif key in self._blocks:
                self._blocks[key].add(account)
            else:
                self._lone[key] = account
            keys.append(key)
            block = self._blocks.get(key, ())
            if len(block) == most_in(key) + 1:
                moved.update(block)
        self._keys[account] = tuple(keys)
        return moved

    def remove(self, account: AccountId) -> set[AccountId]:
        """Let a telling go; the accounts whose candidates change because a key of theirs opens again."""
        del self.profiles[account]
        moved: set[AccountId] = set()
        for key in self._keys.pop(account):
            if self._lone.pop(key, None) is not None:
                continue
            block = self._blocks[key]
            block.discard(account)
            if len(block) == most_in(key):
                moved |= block
            if len(block) == 1:
                self._lone[key] = block.pop()
                del self._blocks[key]
        return moved

    def profile(self, account: AccountId) -> Profile | None:
        """The profile of a telling; None where there is none of that id."""
        return self.profiles.get(account)

    def candidates(self, account: AccountId) -> Set[AccountId]:
        """The accounts that share an open key with that one."""
        found: set[AccountId] = set()
        for key in self._keys[account]:
            block = self._blocks.get(key)
            if block is not None and len(block) <= most_in(key):
                found |= block
        found.discard(account)
        return found
