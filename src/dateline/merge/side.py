"""A stored ledger as a merge walks through it: as it is, or as it will be once some tellings have come and others gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from types import MappingProxyType
from typing import Protocol

from dateline.domain.ids import AccountId, DocumentKey
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.telling import Telling
from dateline.merge.amending import corrected
from dateline.merge.anchors import Grounds, anchors_of
from dateline.merge.decisions import Decisions, decided
from dateline.merge.keys import keys_of, most_in
from dateline.merge.ledger import Merging
from dateline.merge.pieces import Pieces
from dateline.merge.profile import Profile, profile_of

Block = frozenset[AccountId]


class Source(Protocol):
    """What a stored ledger is asked for."""

    def accounts_with_keys(self, keys: Collection[str], spare: int) -> Mapping[str, Collection[AccountId] | None]:
        """The accounts under each key that any has; None for a key that more than ``most_in(key) + spare`` have."""

    def tellings(self, accounts: Collection[AccountId]) -> Iterable[Telling]:
        """The tellings of those accounts, of those that there are."""

    def tellings_in(self, documents: Collection[DocumentKey]) -> Iterable[Telling]:
        """The tellings of those documents."""

    def accounts_of(self, names: Collection[str]) -> Mapping[str, AccountId]:
        """The account that holds each claim or account id, or the claim or account that an event id is named by."""


class Shelf:
    """What was fetched of a stored ledger so far: each thing once."""

    def __init__(self, source: Source) -> None:
        self.source = source
        #: How many accounts of a full key may turn out not to have it.
        self.spare = 0
        self._told: dict[AccountId, Telling | None] = {}
        self._documents: dict[DocumentKey, tuple[AccountId, ...]] = {}
        self._profiles: dict[AccountId, Profile] = {}
        self._keys: dict[AccountId, tuple[str, ...]] = {}
        self._blocks: dict[str, Block | None] = {}

    def fetch(self, accounts: Iterable[AccountId]) -> None:
        """Fetch the tellings of those accounts."""
        fresh = sorted({account for account in accounts if account not in self._told})
        if fresh:
            self._told |= dict.fromkeys(fresh)
            for telling in self.source.tellings(fresh):
                self._told[telling.account] = telling

    def known(self, accounts: Collection[AccountId]) -> set[AccountId]:
        """Those of the accounts that the ledger has."""
        self.fetch(accounts)
        return {account for account in accounts if self._told[account] is not None}

    def telling(self, account: AccountId) -> Telling | None:
        """The telling of an account; None where the ledger has none."""
        if account not in self._told:
            self.fetch([account])
        return self._told[account]

    def accounts_in(self, documents: Collection[DocumentKey]) -> Iterator[AccountId]:
        """The accounts of those documents."""
        fresh = sorted({document for document in documents if document not in self._documents})
        found: dict[DocumentKey, list[AccountId]] = {document: [] for document in fresh}
        for telling in self.source.tellings_in(fresh) if fresh else ():
            self._told[telling.account] = telling
            found[telling.document].append(telling.account)
        self._documents |= {document: tuple(accounts) for document, accounts in found.items()}
        for document in documents:
            yield from self._documents[document]

    def profile(self, account: AccountId) -> Profile | None:
        """The profile of an account as it was read."""
        known = self._profiles.get(account)
        if known is None and (telling := self.telling(account)) is not None:
            known = self._profiles[account] = profile_of(telling)
        return known

    def keys(self, account: AccountId) -> tuple[str, ...]:
        """The keys of an account as it was read."""
        known = self._keys.get(account)
        if known is None:
            profile = self.profile(account)
            known = self._keys[account] = keys_of(profile) if profile is not None else ()
        return known

    def ask(self, keys: Iterable[str]) -> None:
        """Fetch the blocks of those keys."""
        fresh = sorted({key for key in keys if key not in self._blocks})
        if fresh:
            self._blocks |= dict.fromkeys(fresh, Block())
            for key, accounts in self.source.accounts_with_keys(fresh, self.spare).items():
                self._blocks[key] = None if accounts is None else Block(accounts)

    def block(self, key: str) -> Block | None:
        """The accounts under a key; None where they are too many, whichever of those that may go are gone."""
        if key not in self._blocks:
            self.ask([key])
        return self._blocks[key]


class Side:
    """The ledger before a step, or after it: what is stored, with some tellings put aside and others in their place.

    It finds tellings for a walk as an index in memory would (the ``Neighbours`` of ``Pieces``).
    """

    def __init__(
        self,
        shelf: Shelf,
        judgements: Sequence[Judgement],
        arriving: Mapping[AccountId, Telling] = MappingProxyType({}),
        leaving: Set[AccountId] = frozenset(),
    ) -> None:
        """``leaving`` are all stored accounts whose telling does not hold here, those of ``arriving`` among them."""
        self.shelf = shelf
        self.judgements = tuple(judgements)
        self._arriving = arriving
        self._leaving = leaving
        self.decisions: Decisions = decided(self.judgements, self._grounds()) if judgements else Decisions()
        self.pieces = Pieces(self, self.decisions)
        amended = {account for account, judgement in self.decisions.corrections if judgement.verdict is Verdict.AMEND}
        shelf.fetch(amended - arriving.keys())
        #: Accounts whose stored keys do not hold here.
        self.overlaid = frozenset(leaving | arriving.keys() | amended)
        self._own: dict[AccountId, Profile] = {}
        self._put: dict[str, set[AccountId]] = {}
        for account in sorted(arriving.keys() | amended):
            telling = self._read(account)
            if telling is not None:
                profile = profile_of(corrected(telling, self.decisions.corrections_of(account)))
                self._own[account] = profile
                for key in keys_of(profile):
                    self._put.setdefault(key, set()).add(account)

    # --- for a walk

    def profile(self, account: AccountId) -> Profile | None:
        """The profile of a telling as people have corrected it; None where there is none here."""
        return self._own.get(account) if account in self.overlaid else self.shelf.profile(account)

    def candidates(self, account: AccountId) -> set[AccountId]:
        """The accounts that share an open key with that one."""
        keys = self.keys(account)
        self.shelf.ask(keys)
        found = {other for key in keys if not self.is_closed(key) for other in self.block(key)}
        found.discard(account)
        self.shelf.fetch(other for other in found if other not in self.overlaid)
        return found

    def has(self, account: AccountId) -> bool:
        """Whether there is such an account here."""
        return self.profile(account) is not None

    def fetch(self, accounts: Collection[AccountId]) -> None:
        """Fetch what walking from those accounts will look at."""
        self.shelf.fetch(account for account in accounts if account not in self.overlaid)
        keys = {key for account in accounts for key in self.keys(account)}
        self.shelf.ask(keys)
        others = {other for key in keys if not self.is_closed(key) for other in self.block(key)}
        self.shelf.fetch(other for other in others if other not in self.overlaid)

    def keys(self, account: AccountId) -> tuple[str, ...]:
        """The keys of an account, none where it is not here."""
        if account not in self.overlaid:
            return self.shelf.keys(account)
        own = self._own.get(account)
        return keys_of(own) if own is not None else ()

    def is_closed(self, key: str) -> bool:
        """Whether too many accounts have that key here."""
        stored = self.shelf.block(key)
        return stored is None or len(self.block(key)) > most_in(key)

    def block(self, key: str) -> Set[AccountId]:
        """The accounts under a key that is not far too full."""
        stored, put = self.shelf.block(key) or Block(), self._put.get(key)
        if put is None and stored.isdisjoint(self.overlaid):
            return stored
        return (stored - self.overlaid) | (put or set())

    # --- for a merge

    def told(self, accounts: Iterable[AccountId]) -> list[Telling]:
        """The tellings of those accounts as they were read, of those that are here."""
        return [telling for account in sorted(accounts) if (telling := self._read(account)) is not None]

    def told_in(self, documents: Collection[DocumentKey]) -> list[Telling]:
        """The tellings of those documents."""
        arriving = [account for account, telling in self._arriving.items() if telling.document in documents]
        return self.told({*self.shelf.accounts_in(documents), *arriving})

    def merging(self, accounts: Iterable[AccountId], policy: str) -> Merging:
        """The merge of whole pieces, which is theirs in the merge of everything."""
        held = self.told(accounts)
        keys = {key for telling in held for key in self.keys(telling.account)}
        self.shelf.ask(keys)
        closed = {key for key in keys if self.is_closed(key)}
        merging = Merging(
            self.judgements, policy=policy, closed=closed, decisions=self.decisions, known=self.pieces.known
        )
        merging.add(held)
        return merging

    def _read(self, account: AccountId) -> Telling | None:
        arrived = self._arriving.get(account)
        if arrived is not None:
            return arrived
        return None if account in self._leaving else self.shelf.telling(account)

    def _grounds(self) -> Grounds:
        """Where the claims that judgements name are told here; of documents that no longer have them, every claim."""
        anchors = [
            anchor
            for judgement in self.judgements
            for name in judgement.about
            for anchor in anchors_of(judgement, name)
        ]
        names = {name for judgement in self.judgements for name in judgement.about} | {one.claim for one in anchors}
        grounds = Grounds()
        for name, account in self.shelf.source.accounts_of(sorted(names)).items():
            if account not in self._leaving:
                grounds.know(name, account)
        for telling in self._arriving.values():
            grounds.add(telling)
        lost = {anchor.document for anchor in anchors if grounds.account_of(anchor.claim) is None}
        for telling in self.told_in(lost):
            if telling.account not in self._arriving:
                grounds.add(telling)
        return grounds
