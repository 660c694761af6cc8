"""What a merge needs of a ledger: tellings and how they are found, and a place for what it makes of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from dateline.domain.ids import AccountId, DocumentKey
from dateline.domain.reading import Reading
from dateline.store import events, tellings
from dateline.store.events import Comparison, Merged
from dateline.store.tellings import KeyedTelling, StoredTelling

#: A moment, or the ``seq`` of a log entry: the ledger as it was then, that entry included. None is now.
AsOf = datetime | int | None


class ForMerge(ABC):
    """The methods of a ledger that a merge uses."""

    _clock: Callable[[], datetime]

    @abstractmethod
    def _writing(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def _seq(self, connection: Connection, as_of: AsOf) -> int | None: ...

    def retell(
        self,
        told: Mapping[DocumentKey, Sequence[KeyedTelling]],
        *,
        subject: str = "",
        added: Iterable[Reading] = (),
    ) -> int:
        """Replaces the tellings and keys of those documents, as a new version of the merge does; returns the log entry.

        ``added`` are the claims and accounts of the documents that people added and no reader found, to be found by their rows.
        """
        with self._writing() as connection:
            return tellings.retell(connection, told, list(added), subject, self._clock())

    def documents_told_through(self, seq: int, among: Iterable[str] | None = None) -> tuple[DocumentKey, ...]:
        """The documents, all or of those, whose present tellings stand under that log entry or an earlier one."""
        with self._reading() as connection:
            return tellings.documents_told_through(connection, seq, among)

    def tellings(self, accounts: Iterable[str] | None = None, *, as_of: AsOf = None) -> Iterator[StoredTelling]:
        """The tellings that count, all in the order of their documents, or those of some accounts."""
        with self._reading() as connection:
            yield from tellings.tellings(connection, self._seq(connection, as_of), accounts)

    def tellings_in(self, documents: Iterable[str], *, as_of: AsOf = None) -> Iterator[StoredTelling]:
        """The tellings that count of those documents."""
        with self._reading() as connection:
            yield from tellings.tellings_in(connection, self._seq(connection, as_of), documents)

    def accounts_of(self, names: Iterable[str], *, as_of: AsOf = None) -> dict[str, AccountId]:
        """The account that each claim, account or event leads to; names of nothing that is told any more are left out."""
        with self._reading() as connection:
            return tellings.accounts_of(connection, self._seq(connection, as_of), list(names))

    def keys_of(self, accounts: Iterable[str], *, as_of: AsOf = None) -> dict[AccountId, tuple[str, ...]]:
        """The keys under which each account is found, in order."""
        with self._reading() as connection:
            return tellings.keys_of(connection, self._seq(connection, as_of), accounts)

    def accounts_with_keys(
        self, keys: Iterable[str], *, most: int | None = None, as_of: AsOf = None
    ) -> dict[str, tuple[AccountId, ...] | None]:
        """The accounts that count under each key that any has; with ``most``, None for a key that more than that have."""
        with self._reading() as connection:
            return tellings.accounts_with_keys(connection, self._seq(connection, as_of), keys, most)

    def add_merge(self, merged: Merged) -> int:
        """Keeps what a merge changed; returns the log entry."""
        with self._writing() as connection:
            return events.add_merge(connection, merged, self._clock())

    def comparisons(self, accounts: Iterable[str] | None = None, *, as_of: AsOf = None) -> Iterator[Comparison]:
        """The comparisons in force, all or those with one of the accounts, in the order of ``a`` and ``b``."""
        some = None if accounts is None else list(dict.fromkeys(accounts))
        with self._reading() as connection:
            yield from events.comparisons(connection, some, self._seq(connection, as_of))

    def unmerged(self, *, as_of: AsOf = None) -> tuple[DocumentKey, ...]:
        """The documents that no merge has taken in yet, in the order they came."""
        with self._reading() as connection:
            return events.unmerged(connection, self._seq(connection, as_of))

    def merged_through(self, *, as_of: AsOf = None) -> int:
        """The last log entry that a merge took in; 0 before the first merge."""
        with self._reading() as connection:
            return events.merged_through(connection, self._seq(connection, as_of))

    def merged_by(self) -> Any:
        """The settings of the last merge, as it gave them; None before the first."""
        with self._reading() as connection:
            return events.merged_by(connection)
