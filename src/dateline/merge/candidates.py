"""The index of keys: which tellings are worth comparing with which."""

from __future__ import annotations

from collections.abc import Set
from sys import intern

from dateline.domain.ids import AccountId
from dateline.merge.keys import keys_of, most_in
from dateline.merge.profile import Profile


class Index:
    """Profiles by account and accounts by key; what it says depends on what it holds, never on the order of adding."""

    def __init__(self) -> None:
        self.profiles: dict[AccountId, Profile] = {}
        self.keys: dict[AccountId, tuple[str, ...]] = {}
        self.blocks: dict[str, set[AccountId]] = {}

    def add(self, profile: Profile) -> set[AccountId]:
        """Take a telling in; the accounts whose candidates change because a key of theirs closes."""
        account = profile.account
        self.profiles[account] = profile
        self.keys[account] = tuple(intern(key) for key in keys_of(profile))
        moved: set[AccountId] = set()
        for key in self.keys[account]:
            block = self.blocks.setdefault(key, set())
            block.add(account)
            if len(block) == most_in(key) + 1:
                moved |= block
        return moved

    def remove(self, account: AccountId) -> set[AccountId]:
        """Let a telling go; the accounts whose candidates change because a key of theirs opens again."""
        del self.profiles[account]
        moved: set[AccountId] = set()
        for key in self.keys.pop(account):
            block = self.blocks[key]
            block.discard(account)
            if len(block) == most_in(key):
                moved |= block
            elif not block:
                del self.blocks[key]
        return moved

    def candidates(self, account: AccountId) -> set[AccountId]:
        """The accounts that share an open key with that one."""
        found: set[AccountId] = set()
        for key in self.keys[account]:
            found |= self._open(key)
        found.discard(account)
        return found

    def profile(self, account: AccountId) -> Profile | None:
        """The profile of a telling; None where there is none of that id."""
        return self.profiles.get(account)

    def _open(self, key: str) -> Set[AccountId]:
        block = self.blocks[key]
        return block if len(block) <= most_in(key) else frozenset()
