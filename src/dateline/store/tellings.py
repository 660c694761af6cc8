"""What the merge keeps of each account, and the keys that bring accounts together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, Text, and_, bindparam, cast, func, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY

from dateline.domain.ids import AccountId, DocumentKey
from dateline.domain.reading import Reading
from dateline.errors import LedgerError
from dateline.store import schema
from dateline.store.chain import Row, append
from dateline.store.connect import streamed
from dateline.store.pack import json_of, packed_json
from dateline.store.rows import account_row, claim_row
from dateline.store.text import storable

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
    connection: Connection,
    told: Mapping[DocumentKey, Sequence[KeyedTelling]],
    added: Sequence[Reading],
    subject: str,
    now: datetime,
) -> int:
    """Gives those documents other tellings from now on, without reading them again.

    ``added`` are the claims and accounts that people added to them, told beside those of their readings.
    """
    rows: dict[Table, list[Row]] = {
        schema.head: [],
        schema.account: [account_row(one, account) for one in added for account in one.accounts],
        schema.claim: [claim_row(one, claim) for one in added for claim in one.claims],
    }
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


def documents_told_through(connection: Connection, seq: int, among: Iterable[str] | None) -> tuple[DocumentKey, ...]:
    """The documents whose present tellings stand under that log entry or an earlier one, in the order they were told."""
    table = schema.head
    rows = select(table.c.document, func.max(table.c.seq)).group_by(table.c.document)
    rows = rows.having(func.max(table.c.seq) <= seq).order_by(func.max(table.c.seq), table.c.document)
    return tuple(
        DocumentKey(document)
        for condition in _in_batches(table.c.document, among)
        for document, _ in connection.execute(rows if condition is None else rows.where(condition))
    )


def counts_now(table: Table, as_of: int | None) -> ColumnElement[bool]:
    """Whether a row of ``telling`` or ``account_key`` stands under the head of its document."""
    heads = schema.head.c
    known = heads.document == table.c.document
    latest = select(func.max(heads.seq)).where(known if as_of is None else and_(known, heads.seq <= as_of))
    return table.c.seq == latest.scalar_subquery()


def tellings(connection: Connection, as_of: int | None, accounts: Iterable[str] | None) -> Iterator[StoredTelling]:
    """The tellings that count: all, those of a document together; or of those accounts, by account id within each batch."""
    table = schema.telling
    rows = select(table.c.account, table.c.document, table.c.payload).where(counts_now(table, as_of))
    order = [table.c.account] if accounts is not None else [table.c.document, table.c.account]
    rows = rows.order_by(*order)
    for condition in _in_batches(table.c.account, accounts):
        for row in streamed(connection, rows if condition is None else rows.where(condition)):
            yield StoredTelling(account=row.account, document=row.document, payload=json_of(row.payload))


def tellings_in(connection: Connection, as_of: int | None, documents: Iterable[str]) -> Iterator[StoredTelling]:
    """The tellings that count of those documents, by account id within each batch."""
    table, heads = schema.telling, schema.head
    later = heads.alias("later")
    newest = select(func.max(later.c.seq)).where(later.c.document == heads.c.document)
    if as_of is not None:
        newest = newest.where(later.c.seq <= as_of)
    rows = select(table.c.account, table.c.document, table.c.payload)
    # From the heads, which are found by document, to the tellings under their entries.
    rows = rows.join_from(heads, table, and_(table.c.seq == heads.c.seq, table.c.document == heads.c.document))
    rows = rows.where(heads.c.seq == newest.scalar_subquery()).order_by(table.c.account)
    for condition in _in_batches(heads.c.document, documents):
        for row in connection.execute(rows.where(*([] if condition is None else [condition]))):
            yield StoredTelling(account=row.account, document=row.document, payload=json_of(row.payload))


def accounts_of(connection: Connection, as_of: int | None, names: Iterable[str]) -> dict[str, AccountId]:
    """The account that each claim, account or event leads to, as the present readings of their documents tell them.

    All three bear the digits of a claim; names of nothing that is told are left out.
    """
    digits = {name[1:] for name in names}
    told = _now_told(connection, as_of, schema.claim, schema.claim.c.account, [f"c{one}" for one in digits])
    own = _now_told(connection, as_of, schema.account, schema.account.c.id, [f"k{one}" for one in digits])
    bare = _now_alone(connection, as_of, [f"k{one}" for one in digits - told.keys() - own.keys()])
    held = bare | own | told
    return {name: AccountId(found) for name in names if (found := held.get(name[1:])) is not None}


def _now_alone(connection: Connection, as_of: int | None, ids: list[str]) -> dict[str, str]:
    """What stands for reports in which no claim was read: tellings that are no account of a reading."""
    table = schema.telling
    rows = select(table.c.account).where(counts_now(table, as_of))
    found: dict[str, str] = {}
    for condition in _in_batches(table.c.account, ids) if ids else ():
        told = connection.execute(rows if condition is None else rows.where(condition)).scalars()
        found.update((str(account)[1:], str(account)) for account in told)
    return found


def _now_told(
    connection: Connection, as_of: int | None, table: Table, account: ColumnElement[str], ids: list[str]
) -> dict[str, str]:
    """The account of each row of that table that the present reading of its document told, by the digits of its id."""
    heads = schema.head.c
    # What was read stands under the reading's entry, what people added to it under the head's.
    present = [
        select(entry).where(heads.document == table.c.document, *([] if as_of is None else [heads.seq <= as_of]))
        for entry in (heads.reading, heads.seq)
    ]
    seqs = [some.order_by(heads.seq.desc()).limit(1).scalar_subquery() for some in present]
    rows = select(table.c.id, account.label("holder")).where(or_(*(table.c.seq == seq for seq in seqs)))
    found: dict[str, str] = {}
    for condition in _in_batches(table.c.id, ids):
        told = connection.execute(rows.where(account.is_not(None), *([] if condition is None else [condition])))
        found.update((str(row.id)[1:], str(row.holder)) for row in told)
    return found


def accounts_with_keys(
    connection: Connection, as_of: int | None, keys: Iterable[str], most: int | None
) -> dict[str, tuple[AccountId, ...] | None]:
    """The accounts under each key that any has, in order; with ``most``, None for a key that more than that many have."""
    table = schema.account_key
    found: dict[str, list[AccountId]] = {}
    if most is None:
        rows = select(table.c.key, table.c.account).where(counts_now(table, as_of))
        for condition in _in_batches(table.c.key, keys):
            for key, account in connection.execute(rows if condition is None else rows.where(condition)):
                found.setdefault(key, []).append(account)
    else:
        for key, account in _capped(connection, as_of, list(dict.fromkeys(keys)), most + 1):
            found.setdefault(key, []).append(account)
    return {
        key: tuple(sorted(accounts)) if most is None or len(accounts) <= most else None
        for key, accounts in sorted(found.items())
    }


def keys_of(connection: Connection, as_of: int | None, accounts: Iterable[str]) -> dict[AccountId, tuple[str, ...]]:
    """The keys of each account that has any, in order."""
    table, heads = schema.account_key, schema.telling
    # By way of the tellings, which are found by account: keys are not.
    rows = select(table.c.account, table.c.key).join_from(
        heads, table, and_(table.c.seq == heads.c.seq, table.c.account == heads.c.account)
    )
    rows = rows.where(counts_now(heads, as_of))
    found: dict[AccountId, list[str]] = {}
    for condition in _in_batches(heads.c.account, accounts):
        for account, key in connection.execute(rows if condition is None else rows.where(condition)):
            found.setdefault(AccountId(account), []).append(key)
    return {account: tuple(sorted(keys)) for account, keys in found.items()}


def _capped(
    connection: Connection, as_of: int | None, keys: Sequence[str], most: int
) -> Iterator[tuple[str, AccountId]]:
    """The accounts under each key, so many at most, so that a key that half the ledger has costs no more than the others."""
    table = schema.account_key
    block = select(table.c.account).where(counts_now(table, as_of)).limit(most)
    if connection.dialect.name == "sqlite":
        # One small statement a key, which the driver prepares once: through the compiler each would take three times as long.
        asked = block.where(table.c.key == bindparam("key")).compile(dialect=connection.dialect)
        names = asked.positiontup or []
        for key in keys:
            values = asked.construct_params({"key": storable(key)})
            rows = connection.exec_driver_sql(str(asked), tuple(values[name] for name in names))
            yield from ((key, AccountId(account)) for (account,) in rows)
        return
    wanted = func.unnest(cast([storable(key) for key in keys], ARRAY(Text))).table_valued("key").render_derived()
    under = block.where(table.c.key == wanted.c.key).lateral()
    for key, account in connection.execute(select(wanted.c.key, under.c.account).join_from(wanted, under, true())):
        yield key, AccountId(account)


def _in_batches(column: ColumnElement[Any], names: Iterable[str] | None) -> Iterator[ColumnElement[bool] | None]:
    if names is None:
        yield None
        return
    rest = iter(dict.fromkeys(names))
    while some := list(islice(rest, _BATCH)):
        yield column.in_(some)
