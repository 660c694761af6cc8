"""The tables of a ledger, one schema for SQLite and PostgreSQL.

``RECORD`` are the ledger: insert-only, held so by triggers, every row under one entry of the log by its ``seq``. ``INDEX`` are
made from them for searching and can be made anew at any time; they hold nothing of their own and so no trigger guards them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    column,
    table,
    true,
)

from dateline.store.text import LedgerText

METADATA = MetaData()


def _text(name: str, *args: Any, optional: bool = False) -> Column[Any]:
    return Column(name, LedgerText, *args, nullable=optional)


def _seq() -> Column[Any]:
    return Column("seq", Integer, ForeignKey("log.seq"), nullable=False)


#: The chain: ``digest`` is of the rows under the entry, ``hash`` of the entry and the hash before it.
log = Table(
    "log", METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("at"), _text("kind"), _text("subject"), _text("digest"), _text("previous"), _text("hash"),
    Index("log_at", "at"), Index("log_subject", "subject"),
)  # fmt: skip

#: The bytes of every source by their SHA-256.
raw = Table(
    "raw", METADATA,
    _text("sha256"), _seq(), Column("size", Integer, nullable=False), Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("sha256"), Index("raw_seq", "seq"),
)  # fmt: skip

#: The text of every document by its key; what else is known of a document stands with each reading.
document = Table(
    "document", METADATA,
    _text("key"), _seq(), Column("text", LargeBinary, nullable=False),
    PrimaryKeyConstraint("key"), Index("document_seq", "seq"),
)  # fmt: skip

#: What read: the id is a digest of the rest.
run = Table(
    "run", METADATA,
    _text("id"), _seq(), _text("dateline"), _text("config"), _text("plugins"),
    PrimaryKeyConstraint("id"), Index("run_seq", "seq"),
)  # fmt: skip

#: One document read by one run; a reading has a log entry of its own, so ``seq`` is its key.
reading = Table(
    "reading", METADATA,
    _seq(), _text("document", ForeignKey("document.key")), _text("raw", ForeignKey("raw.sha256")),
    _text("run", ForeignKey("run.id")), _text("given"), Column("relevance", Double, nullable=False),
    _text("uri"), _text("label", optional=True), _text("title", optional=True), _text("outlet", optional=True),
    _text("published", optional=True), _text("url", optional=True), _text("language"),
    Column("payload", LargeBinary, nullable=False),
    PrimaryKeyConstraint("seq"), UniqueConstraint("raw", "run", "given", name="reading_once"),
    Index("reading_document", "document", "seq"), Index("reading_label", "label"),
)  # fmt: skip

#: Where the bytes of a reading were met, and what the container said of them.
sighting = Table(
    "sighting", METADATA,
    _text("uri"), _text("raw", ForeignKey("raw.sha256")), _text("given"), _text("run", ForeignKey("run.id")), _seq(),
    Column("reading", Integer, ForeignKey("reading.seq"), nullable=False),
    _text("media_type"), _text("fetched_at"), _text("facts"), Column("verbatim", Boolean, nullable=False),
    PrimaryKeyConstraint("uri", "raw", "given", "run"), Index("sighting_seq", "seq"), Index("sighting_run", "run"),
)  # fmt: skip

#: From ``seq`` on, that reading is the document's, with the tellings and keys of that ``seq``; the latest row counts.
head = Table(
    "head", METADATA,
    _seq(), _text("document", ForeignKey("document.key")),
    Column("reading", Integer, ForeignKey("reading.seq"), nullable=False),
    PrimaryKeyConstraint("seq", "document"), Index("head_document", "document", "seq"),
)  # fmt: skip

_PLACED = ("earliest", "latest", "precision", "place", "country")


def _placed() -> list[Column[Any]]:
    points = [Column(name, Double, nullable=True) for name in ("lat", "lon")]
    return [*(_text(name, optional=True) for name in _PLACED), *points]


account = Table(
    "account", METADATA,
    _seq(), _text("id"), _text("document"), _text("type"), _text("mode", optional=True), *_placed(), _text("actors"),
    Column("background", Boolean, nullable=False), Column("relevance", Double, nullable=False),
    PrimaryKeyConstraint("seq", "id"), Index("account_id", "id"), Index("account_type", "type"),
)  # fmt: skip

claim = Table(
    "claim", METADATA,
    _seq(), _text("id"), _text("document"), _text("account", optional=True), _text("type"), _text("mode", optional=True),
    *_placed(), _text("actors"), Column("background", Boolean, nullable=False), _text("modality"),
    Column("confidence", Double, nullable=False),
    PrimaryKeyConstraint("seq", "id"), Index("claim_id", "id"), Index("claim_type", "type"),
)  # fmt: skip

#: What the merge keeps of an account; its form is the merge's own.
telling = Table(
    "telling", METADATA,
    _seq(), _text("account"), _text("document"), Column("payload", LargeBinary, nullable=False),
    PrimaryKeyConstraint("seq", "account"), Index("telling_account", "account"),
)  # fmt: skip

account_key = Table(
    "account_key", METADATA,
    _seq(), _text("account"), _text("key"), _text("document"),
    PrimaryKeyConstraint("seq", "account", "key"), Index("account_key_key", "key"),
    sqlite_with_rowid=False,
)  # fmt: skip

#: How two accounts compare, ``a`` before ``b``; the latest row of a pair counts.
comparison = Table(
    "comparison", METADATA,
    _seq(), _text("a"), _text("b"), Column("probability", Double, nullable=False), _text("why"),
    PrimaryKeyConstraint("seq", "a", "b"), Index("comparison_a", "a", "b", "seq"), Index("comparison_b", "b"),
    sqlite_with_rowid=False,
)  # fmt: skip

#: The versions of events; without a body the event is gone from ``seq`` on, into ``merged_into`` where that is known.
event_version = Table(
    "event_version", METADATA,
    _seq(), _text("id"), Column("num", Integer, nullable=False), Column("body", LargeBinary, nullable=True),
    Column("words", LargeBinary, nullable=True), _text("merged_into", optional=True),
    PrimaryKeyConstraint("seq", "id"), UniqueConstraint("num", name="event_version_num"),
    Index("event_version_id", "id", "seq"),
)  # fmt: skip

#: A merge has taken in everything up to the entry ``through``.
merge = Table(
    "merge", METADATA,
    _seq(), Column("through", Integer, nullable=False), _text("settings"),
    PrimaryKeyConstraint("seq"),
)  # fmt: skip

judgement = Table(
    "judgement", METADATA,
    _text("id"), _seq(), _text("verdict"), _text("about"), _text("by"), _text("at"), _text("field", optional=True),
    _text("value", optional=True), _text("note", optional=True),
    PrimaryKeyConstraint("id"), UniqueConstraint("seq", name="judgement_seq"),
)  # fmt: skip

# A table without row ids has its key's columns first: SQLite before 3.41 else finds nulls in it that are not there.
judgement_about = Table(
    "judgement_about", METADATA,
    _seq(), _text("subject"), _text("judgement", ForeignKey("judgement.id")),
    PrimaryKeyConstraint("seq", "subject"), Index("judgement_about_subject", "subject"),
    sqlite_with_rowid=False,
)  # fmt: skip

issue = Table(
    "issue", METADATA,
    _seq(), Column("ordinal", Integer, nullable=False), _text("room"), _text("kind"), _text("detail"),
    _text("uri", optional=True), Column("start", Integer, nullable=True), Column("end", Integer, nullable=True),
    PrimaryKeyConstraint("seq", "ordinal"),
)  # fmt: skip

#: People who sign in; of several rows of a name the latest counts. ``password`` is an Argon2id line, never a password.
person = Table(
    "person", METADATA,
    _seq(), _text("name"), _text("role"), _text("password"), Column("is_active", Boolean, nullable=False), _text("by"),
    PrimaryKeyConstraint("seq", "name"), Index("person_name", "name", "seq"),
)  # fmt: skip

#: Leave to become a person, held by whoever has the token of that digest; the latest row counts.
invitation = Table(
    "invitation", METADATA,
    _seq(), _text("id"), _text("digest"), _text("role"), _text("by"), _text("expires"), _text("note", optional=True),
    Column("is_open", Boolean, nullable=False),
    PrimaryKeyConstraint("seq", "id"), Index("invitation_id", "id", "seq"), Index("invitation_digest", "digest"),
)  # fmt: skip

#: Tokens for programs; the latest row counts.
api_token = Table(
    "api_token", METADATA,
    _seq(), _text("id"), _text("digest"), _text("name"), _text("person"), _text("scopes"), _text("expires"),
    Column("is_active", Boolean, nullable=False),
    PrimaryKeyConstraint("seq", "id"), Index("api_token_id", "id", "seq"), Index("api_token_digest", "digest"),
)  # fmt: skip

#: Who is signed in: a session is known by the digest of what its cookie holds; the latest row counts.
session = Table(
    "session", METADATA,
    _seq(), _text("digest"), _text("person"), _text("expires"), Column("is_active", Boolean, nullable=False),
    PrimaryKeyConstraint("seq", "digest"), Index("session_digest", "digest", "seq"),
    Index("session_person", "person", "seq"),
)  # fmt: skip

#: Work that was asked for; ``inputs`` name their bytes in ``raw``, or hold a text or an address.
job = Table(
    "job", METADATA,
    _seq(), _text("id"), _text("kind"), _text("by"), _text("inputs"),
    PrimaryKeyConstraint("id"), UniqueConstraint("seq", name="job_seq"),
)  # fmt: skip

#: What became of it so far; the latest row counts. Until ``lease`` it is that worker's alone.
job_step = Table(
    "job_step", METADATA,
    _seq(), _text("job", ForeignKey("job.id")), _text("state"), _text("worker", optional=True),
    _text("lease", optional=True), Column("attempt", Integer, nullable=False), _text("result", optional=True),
    _text("error", optional=True),
    PrimaryKeyConstraint("seq", "job"), Index("job_step_job", "job", "seq"),
)  # fmt: skip

#: What a person makes of an event, apart from what others do; the latest row of a person and an event counts.
coding = Table(
    "coding", METADATA,
    _seq(), _text("event"), _text("by"), _text("told"), _text("note", optional=True),
    Column("is_final", Boolean, nullable=False),
    PrimaryKeyConstraint("seq"), Index("coding_event", "event", "seq"),
)  # fmt: skip

#: In an order in which each row finds what it refers to.
RECORD = (
    raw, document, run, reading, sighting, head, account, claim, telling, account_key, comparison, event_version, merge,
    judgement, judgement_about, issue, person, invitation, api_token, session, job, job_step, coding,
)  # fmt: skip

#: One row a version of an event; ``until`` is the entry that ended it, None for what stands now. A day that is not said is
#: the first or last there is; both are None where nothing is said of the time.
event_index = Table(
    "event_index", METADATA,
    Column("num", Integer, primary_key=True, autoincrement=False), _text("id"), Column("seq", Integer, nullable=False),
    Column("until", Integer, nullable=True), _text("type"), _text("mode", optional=True), _text("status"),
    _text("sort_day"), _text("first_day", optional=True), _text("last_day", optional=True),
    _text("country", optional=True), _text("place", optional=True), _text("admin1", optional=True),
    Column("lat", Double, nullable=True), Column("lon", Double, nullable=True),
    Column("is_notable", Boolean, nullable=False, server_default=true()),
    Index("event_index_id", "id", "seq"), Index("event_index_place", "place"), Index("event_index_admin1", "admin1"),
    Index("event_index_point", "lat", "lon"),
)  # fmt: skip

#: What stands now, in the order in which events are listed.
NOW = event_index.c.until.is_(None)
for _first in ((), ("type",), ("country",), ("is_notable",)):
    _names = (*_first, "sort_day", "id")
    Index(
        f"event_index_{'_'.join(_first) or 'now'}",
        *(event_index.c[name] for name in _names),
        sqlite_where=NOW,
        postgresql_where=NOW,
    )

event_index_actor = Table(
    "event_index_actor", METADATA,
    _text("word"), Column("num", Integer, nullable=False), Column("ordinal", Integer, nullable=False),
    PrimaryKeyConstraint("word", "num", "ordinal"),
    sqlite_with_rowid=False,
)  # fmt: skip

#: ``figure`` is the best value, else the low, else the high end.
event_index_toll = Table(
    "event_index_toll", METADATA,
    _text("measure"), Column("num", Integer, nullable=False), Column("figure", Integer, nullable=False),
    PrimaryKeyConstraint("measure", "num"), Index("event_index_toll_figure", "measure", "figure"),
    sqlite_with_rowid=False,
)  # fmt: skip

event_index_account = Table(
    "event_index_account", METADATA,
    _text("account"), Column("num", Integer, nullable=False),
    PrimaryKeyConstraint("account", "num"),
    sqlite_with_rowid=False,
)  # fmt: skip

#: One row a version: the event in brief as a JSON list, and what lists are sorted by.
event_row = Table(
    "event_row", METADATA,
    Column("num", Integer, primary_key=True, autoincrement=False), _text("id"), _text("line"),
    Column("killed", Integer, nullable=False), Column("reports", Integer, nullable=False),
    Column("confidence", Double, nullable=False), Column("seq", Integer, nullable=False),
    Column("restricted", Integer, nullable=False),
    *(Index(f"event_row_{name}", name, "id", "num") for name in ("killed", "reports", "confidence", "seq")),
)  # fmt: skip

#: The notable events that stand now and that no person has looked at, by what a look is worth: the most has the least ``rank``.
event_open = Table(
    "event_open", METADATA,
    Column("num", Integer, primary_key=True, autoincrement=False), _text("id"), Column("rank", Double, nullable=False),
    Index("event_open_rank", "rank", "id"), Index("event_open_id", "id"),
)  # fmt: skip

#: The outlets that tell of an event, and the speakers who give figures for it.
event_voice = Table(
    "event_voice", METADATA,
    _text("kind"), _text("name"), Column("num", Integer, nullable=False), Column("figures", Integer, nullable=False),
    Column("contradicted", Integer, nullable=False), Column("is_alone", Boolean, nullable=False),
    PrimaryKeyConstraint("kind", "name", "num"),
    sqlite_with_rowid=False,
)  # fmt: skip

INDEX = (event_index, event_index_actor, event_index_toll, event_index_account, event_row, event_open, event_voice)

#: Made by hand in the migrations, since each database has its own kind: FTS5 or ``tsvector``, and R*Tree on SQLite alone.
#: The days of ``event_days`` are counted from 1 January of the year 1, as ``date.toordinal`` does.
event_words = table("event_words", column("num"), column("words"))
event_box = table("event_box", column("num"), column("south"), column("north"), column("west"), column("east"))
event_days = table("event_days", column("num"), column("first"), column("last"))
