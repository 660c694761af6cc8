"""The situation report of a ledger: its events of some days, with the reports behind them and who says what is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from dateline.domain.event import Event
from dateline.domain.explanation import Explanation
from dateline.errors import ConfigError
from dateline.merge import DEFAULT_POLICY
from dateline.report.situation import Sayer, Situation, Source, html_of_situation, pdf_from_html, situation_of
from dateline.report.situation.gather import Asked, Disputed
from dateline.service import asking
from dateline.service.merging import LedgerMerge
from dateline.store import AsOf, Entry, EventQuery
from dateline.store import Ledger as Store
from dateline.version import __version__


class ReportFormat(StrEnum):
    """The kind of file that a situation report is written as."""

    HTML = "html"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A situation report, as it was written."""

    situation: Situation
    #: Where it was written, if it was.
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWishes:
    """How a situation report is to be."""

    title: str | None = None
    policy: str | None = None
    as_of: AsOf = None


def report(merge: LedgerMerge, query: EventQuery, wishes: ReportWishes, out: str | Path | None) -> Reported:
    """Gathers the report and writes it where ``out`` names an .html or .pdf file.

    Raises ConfigError for another ending or a place that cannot be written, MissingPackError where a PDF cannot be made.
    """
    target = None if out is None else Path(out)
    if target is not None and _ending(target) not in set(ReportFormat):
        raise ConfigError(f"a report cannot be written as {target.name!r}", hint="end the name in .html or .pdf")
    situation = _gathered(merge, query, wishes)
    if target is not None:
        html = html_of_situation(situation)
        written = pdf_from_html(html) if _ending(target) == ReportFormat.PDF else html.encode()
        try:
            target.write_bytes(written)
        except OSError as error:
            raise ConfigError(f"{target} cannot be written: {error.strerror}") from error
    return Reported(situation=situation, path=target)


def _ending(target: Path) -> str:
    return target.suffix.removeprefix(".").casefold()


def _gathered(merge: LedgerMerge, query: EventQuery, wishes: ReportWishes) -> Situation:
    store = merge.store
    events = list(asking.events(store, query, policy=wishes.policy, as_of=wishes.as_of))
    head = _head(store, wishes.as_of)
    asked = Asked(
        title=wishes.title,
        first_day=query.first_day,
        last_day=query.last_day,
        filters=tuple(_filters(query)),
        # A report is handed on: neither folders nor a server's name are anybody's business.
        ledger=PurePosixPath(urlsplit(store.shown).path).name if "://" in store.shown else Path(store.shown).name,
        entry=None if head is None else (head.seq, head.hash, head.at),
        version=__version__,
        policy=wishes.policy or DEFAULT_POLICY,
        is_notable=query.notable,
        sources=_sources(store, events, wishes.as_of),
        disputed={one.id: found for one in events if (found := _disputed(merge, one, wishes))},
    )
    return situation_of(events, asked)


def _head(store: Store, as_of: AsOf) -> Entry | None:
    """The last entry of the log that the report may know of."""
    if as_of is None:
        return store.head()
    # A moment is somewhere in the log; a number says where.
    since = as_of - 1 if isinstance(as_of, int) else 0
    last = None
    for entry in store.log(since=since, as_of=as_of):
        last = entry
    return last if last is not None else store.head()


def _filters(query: EventQuery) -> Iterable[str]:
    """What was asked for beside the days, in words."""
    for name, values in (
        ("type", query.types), ("mode", query.modes), ("status", query.statuses), ("country", query.countries),
        ("place", (query.place,)), ("actor", (query.actor,)), ("words", (query.text,)), ("event", query.ids),
    ):  # fmt: skip
        told = [str(value) for value in values if value]
        if told:
            yield f"{name}: {', '.join(told)}"
    for measure, least in query.tolls:
        yield f"{measure}: {least} or more"
    if query.box is not None:
        box = query.box
        yield f"between {box.south:g} and {box.north:g} degrees of latitude, {box.west:g} and {box.east:g} of longitude"


def _sources(store: Store, events: Iterable[Event], as_of: AsOf) -> Mapping[str, Source]:
    """Title and address of each report behind those events."""
    accounts = {account.document: account.account for one in events for account in one.accounts}
    keys = {key: label for label, account in accounts.items() if (key := store.document_of(account, as_of=as_of))}
    return {
        keys[one.key]: Source(
            document=keys[one.key], title=one.title, outlet=one.outlet, published=one.published, url=one.url
        )
        for one in store.documents(list(keys), as_of=as_of)
    }


def _disputed(merge: LedgerMerge, event: Event, wishes: ReportWishes) -> tuple[Disputed, ...]:
    """Who gives each value of the fields, other than tolls, on which claims differ."""
    fields = [one.field for one in event.conflicts if not one.field.startswith("counts.")]
    if not fields:
        return ()
    explanation = asking.explain(merge, event.id, policy=wishes.policy, as_of=wishes.as_of).explanation
    return tuple(Disputed(field, tuple(_values(explanation, field))) for field in fields)


def _values(explanation: Explanation, field: str) -> Iterable[tuple[str, tuple[Sayer, ...]]]:
    for value in explanation.values:
        if value.field == field:
            sayers = (Sayer(quote.outlet or quote.document, quote.speakers) for quote in value.quotes)
            yield value.value, tuple(dict.fromkeys(sayers))
