"""A ledger as the merge asks for it: tellings by account, by key and by document, as they were after a log entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from dateline.domain.ids import AccountId, DocumentKey
from dateline.domain.telling import Telling, telling_from_plain
from dateline.merge import most_in
from dateline.store import AsOf, StoredTelling
from dateline.store import Ledger as Store


class StoredTellings:
    """What ``merge.Source`` asks for, out of the store; ``as_of`` as in the store's own methods."""

    def __init__(self, store: Store, as_of: AsOf = None) -> None:
        self.store = store
        self.as_of = as_of

    def accounts_with_keys(self, keys: Collection[str], spare: int) -> Mapping[str, Collection[AccountId] | None]:
        """The accounts under each key that any has; None for a key that more than ``most_in(key) + spare`` have."""
        of_size: dict[int, list[str]] = {}
        for key in keys:
            of_size.setdefault(most_in(key) + spare, []).append(key)
        found: dict[str, Collection[AccountId] | None] = {}
        for most, some in of_size.items():
            found |= self.store.accounts_with_keys(some, most=most, as_of=self.as_of)
        return found

    def tellings(self, accounts: Collection[AccountId]) -> Iterator[Telling]:
        """The tellings of those accounts, of those that there are."""
        return map(_telling, self.store.tellings(accounts, as_of=self.as_of))

    def tellings_in(self, documents: Collection[DocumentKey]) -> Iterator[Telling]:
        """The tellings of those documents."""
        return map(_telling, self.store.tellings_in(documents, as_of=self.as_of))

    def accounts_of(self, names: Collection[str]) -> Mapping[str, AccountId]:
        """The account that holds each claim or account id, or the claim or account that an event id is named by."""
        return self.store.accounts_of(names, as_of=self.as_of)


def _telling(stored: StoredTelling) -> Telling:
    return telling_from_plain(stored.payload)
