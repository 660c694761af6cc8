"""What the merge keeps of each account, and the keys that bring accounts together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, select

from dateline.domain.ids import AccountId, DocumentKey
from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.chain import Row, append
from dateline.store.connect import streamed
from dateline.store.pack import json_of, packed_json

#: Names given to a database at a time.
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedTelling:
    """What a merge needs of one account: a JSON value of its own form, and the keys to find the account by."""

    account: AccountId
    payload: Any
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTelling:
    """A telling that counts now, or counted then."""

    account: AccountId
    document: DocumentKey
    payload: Any


def telling_rows(document: DocumentKey, tellings: Iterable[KeyedTelling]) -> dict[Table, list[Row]]:
    """The rows of a document's tellings."""
    some = list(tellings)
    return {
        schema.telling: [
            {"account": one.account, "document": document, "payload": packed_json(one.payload)} for one in some
        ],
        schema.account_key: [
            {"account": one.account, "key": key, "document": document}
            for one in some
            for key in dict.fromkeys(one.keys)
        ],
    }


def retell(
    connection: Connection, told: Mapping[DocumentKey, Sequence[KeyedTelling]], subject: str, now: datetime
) -> int:
    """Gives those documents other tellings from now on, without reading them again."""
    rows: dict[Table, list[Row]] = {schema.head: []}
    for document, tellings in told.items():
        table = schema.head.c
        head = connection.execute(
            select(table.reading).where(table.document == document).order_by(table.seq.desc()).limit(1)
        ).scalar_one_or_none()
        if head is None:
            raise LedgerError(f"no document {document} is in the ledger")
        rows[schema.head].append({"document": document, "reading": head})
        for name, some in telling_rows(document, tellings).items():
            rows.setdefault(name, []).extend(some)
    return append(connection, kind="tellings", subject=subject, rows=rows, now=now)


def counts_now(table: Table, as_of: int | None) -> ColumnElement[bool]:
    """Whether a row of ``telling`` or ``account_key`` stands under the head of its document."""
    heads = schema.head.c
    known = heads.document == table.c.document
    latest = select(func.max(heads.seq)).where(known if as_of is None else and_(known, heads.seq <= as_of))
    return table.c.seq == latest.scalar_subquery()


def tellings(connection: Connection, as_of: int | None, accounts: Iterable[str] | None) -> Iterator[StoredTelling]:
    """The tellings that count, of all accounts or of those; by account id, within each batch of those asked for."""
    table = schema.telling
    rows = select(table.c.account, table.c.document, table.c.payload).where(counts_now(table, as_of))
    rows = rows.order_by(table.c.account)
    for condition in _in_batches(table.c.account, accounts):
        for row in streamed(connection, rows if condition is None else rows.where(condition)):
            yield StoredTelling(account=row.account, document=row.document, payload=json_of(row.payload))


def accounts_with_keys(
    connection: Connection, as_of: int | None, keys: Iterable[str], most: int | None
) -> dict[str, tuple[AccountId, ...]]:
    """The accounts under each key, in order; with ``most``, keys with more than that many are left out."""
    table = schema.account_key
    found: dict[str, list[AccountId]] = {}
    if most is None:
        rows = select(table.c.key, table.c.account).where(counts_now(table, as_of))
        for condition in _in_batches(table.c.key, keys):
            for key, account in connection.execute(rows if condition is None else rows.where(condition)):
                found.setdefault(key, []).append(account)
    else:
        for key in dict.fromkeys(keys):
            # Stops at one too many, so that a key that half the ledger has costs no more than the others.
            block = select(table.c.account).where(table.c.key == key, counts_now(table, as_of)).limit(most + 1)
            accounts = list(connection.execute(block).scalars())
            if 0 < len(accounts) <= most:
                found[key] = accounts
    return {key: tuple(sorted(found[key])) for key in sorted(found)}


def _in_batches(column: ColumnElement[Any], names: Iterable[str] | None) -> Iterator[ColumnElement[bool] | None]:
    if names is None:
        yield None
        return
    rest = iter(dict.fromkeys(names))
    while some := list(islice(rest, _BATCH)):
        yield column.in_(some)
