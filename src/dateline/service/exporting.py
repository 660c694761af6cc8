"""The verb that writes files: events of a ledger, or of reports that were just read, in the formats of others."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from dateline import gazetteer, lang, ontology, whoswho
from dateline.analyse import ANALYSERS
from dateline.config import Config
from dateline.domain.event import NOTABLE, Event
from dateline.domain.event_from_wire import event_from_row
from dateline.domain.ids import AccountId, DocumentKey
from dateline.domain.judgement import Verdict
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.telling import Telling, telling_from_plain
from dateline.domain.withheld import withheld
from dateline.export import EXPORTERS, Exporter, Material, Need, Provenance, Report, Told, Written, write
from dateline.merge import DEFAULT_POLICY, Merging, tellings_of
from dateline.service.added import added_in, readings_with_added
from dateline.service.asking import EVERYTHING, events
from dateline.store import AsOf, Entry, EventQuery
from dateline.store import Ledger as Store
from dateline.version import __version__

#: Events whose reports are looked up together.
_BATCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What became of an export."""

    #: The format's name.
    to: str
    path: Path
    #: Rows by file or table.
    rows: Mapping[str, int]
    #: Events that the format has no place for, by reason.
    left_out: Mapping[str, int]
    #: Fields of the public format that it cannot hold.
    lost: tuple[str, ...] = ()
    #: Events that reports tell in passing, which nobody asked for.
    n_passing: int = 0


def export(
    store: Store,
    path: Path,
    *,
    to: str,
    query: EventQuery = EVERYTHING,
    policy: str | None = None,
    as_of: AsOf = None,
) -> Exported:
    """Writes the events that the query asks for; ``to`` is the name of a format.

    What people restricted is left out or coarsened, and restrictions that hold now hold for every earlier state too. Raises
    ConfigError for an unknown format or a path that cannot be written, MissingPackError where the format's library is not
    installed, and LedgerError where the ledger refuses.
    """
    exporter = exporter_named(to)
    needs = type(exporter).needs
    secrets = secrets_of(store)
    found = map(secrets.shown, events(store, query, policy=policy, as_of=as_of))
    entry = _entry_of(store, as_of)
    provenance = Provenance(
        dateline=__version__,
        policy=policy or DEFAULT_POLICY,
        filters=tuple(_filters_of(query)),
        ledger_seq=entry.seq if entry else None,
        ledger_hash=entry.hash if entry else None,
        at=entry.at if entry else None,
        runs=tuple(_runs_of(store, as_of)) if Need.ORIGINS in needs else (),
        digests=digests() if Need.ORIGINS in needs else {},
    )
    material = Material(
        told=_told(store, found, needs, secrets, as_of),
        provenance=provenance,
        readings=_readings(store, query, secrets, as_of) if Need.READINGS in needs else (),
    )
    return _written(exporter, material, path)


def export_readings(
    readings: Iterable[Reading],
    path: Path,
    *,
    to: str,
    policy: str | None = None,
    config: Config | None = None,
    notable: bool = False,
) -> Exported:
    """Writes the events that the accounts of those readings come to, without a ledger: merged in memory.

    With ``notable``, those that reports tell in passing are left out, and counted.
    """
    exporter = exporter_named(to, config)
    needs = type(exporter).needs
    merging = Merging((), policy=policy or DEFAULT_POLICY)
    tellings: dict[AccountId, Telling] = {}
    reports: dict[str, Report] = {}
    kept: list[Reading] = []
    runs: dict[Run, None] = {}
    for reading in readings:
        document = reading.document
        told = tellings_of(reading)
        merging.add(told)
        runs[reading.run] = None
        if Need.TELLINGS in needs:
            tellings |= {one.account: one for one in told}
        if Need.REPORTS in needs:
            reports[document.id] = Report(
                document=document.id, key=document.key, title=document.title, outlet=document.outlet,
                published=document.published, url=document.url, language=document.language,
            )  # fmt: skip
        if Need.READINGS in needs:
            kept.append(reading)
    chosen = [one for one in merging.events if not notable or one.salience in NOTABLE]
    found = (
        Told(
            event=event,
            tellings=tuple(tellings[one.account] for one in event.accounts if one.account in tellings),
            reports={one.document: reports[one.document] for one in event.accounts if one.document in reports},
        )
        for event in chosen
    )
    provenance = Provenance(
        dateline=__version__,
        policy=merging.policy,
        filters=tuple(_filters_of(EventQuery(notable=notable))),
        runs=tuple(runs),
        digests=digests(config) if Need.ORIGINS in needs else {},
    )
    done = _written(exporter, Material(told=found, provenance=provenance, readings=kept), path)
    return replace(done, n_passing=len(merging.events) - len(chosen))


def exporter_named(to: str, config: Config | None = None) -> Exporter:
    """What writes the format of that name; raises ConfigError with a near name where there is none."""
    return EXPORTERS.get(to)((config or Config()).settings())


def exports() -> tuple[str, ...]:
    """The names of all formats."""
    return EXPORTERS.names()


def is_text_export(to: str) -> bool:
    """Whether a format is one text file, which may go to standard output."""
    return EXPORTERS.get(to).is_text


def digests(config: Config | None = None) -> dict[str, str]:
    """The hex SHA-256 of the knowledge and the models that are installed, by name."""
    chosen = config or Config()
    settings = chosen.settings()
    return {
        "config": chosen.digest(),
        "gazetteer": gazetteer.open_gazetteer().digest,
        "lang": lang.digest(chosen.language, settings.overlay("lang")),
        "ontology": ontology.load_ontology(settings.overlay("ontology")).digest,
        "whoswho": whoswho.load_whoswho(settings.overlay("whoswho")).digest,
        **_model_digests(chosen),
    }


def _model_digests(config: Config) -> dict[str, str]:
    """The weights that lie beside the analyser of the configuration."""
    home = files(ANALYSERS.get(config.analyse).__module__)
    weights = sorted((one for one in home.iterdir() if one.name.endswith(".zip")), key=lambda one: one.name)
    return {f"model {one.name}": hashlib.sha256(one.read_bytes()).hexdigest() for one in weights}


def _written(exporter: Exporter, material: Material, path: Path) -> Exported:
    written: Written = write(exporter, material, path, ontology.load_ontology().schemes)
    kind = type(exporter)
    return Exported(
        to=kind.name,
        path=path,
        rows=written.rows,
        left_out=written.left_out,
        lost=tuple(one.field for one in kind.lost),
    )


# -- what may leave ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is restricted now, whatever state of the ledger is shown: fields by account, and the reports of such events."""

    fields: Mapping[AccountId, frozenset[str]]
    documents: frozenset[str]

    def of(self, event: Event) -> tuple[str, ...]:
        """All restricted fields of an event."""
        found = set(event.restricted)
        for one in event.accounts:
            found |= self.fields.get(one.account, frozenset())
        return tuple(sorted(found))

    def shown(self, event: Event) -> Event:
        """The event as it may leave: the sentences of a report that tells a restricted event may tell that one too."""
        event = withheld(replace(event, restricted=self.of(event)))
        if not self.documents:
            return event
        tolls = tuple(
            replace(
                toll,
                figures=tuple(
                    replace(figure, text="", sources=()) if figure.document in self.documents else figure
                    for figure in toll.figures
                ),
            )
            for toll in event.tolls
        )
        return replace(event, tolls=tolls)


def secrets_of(store: Store) -> Secrets:
    """What is restricted in a ledger; its events are looked through only where anybody restricted anything."""
    undone = store.undone()
    if not any(one.verdict is Verdict.RESTRICT and one.id not in undone for one in store.judgements()):
        return Secrets({}, frozenset())
    found: dict[AccountId, frozenset[str]] = {}
    documents: set[str] = set()
    for stored in store.all_events():
        body: dict[str, Any] = stored.body or {}
        if body.get("restricted"):
            for account in event_from_row({"event": body}).accounts:
                found[account.account] = found.get(account.account, frozenset()) | frozenset(body["restricted"])
                documents.add(account.document)
    return Secrets(found, frozenset(documents))


# -- what goes with the events -------------------------------------------------------------------------------------------


def _told(
    store: Store, found: Iterator[Event], needs: frozenset[Need], secrets: Secrets, as_of: AsOf
) -> Iterator[Told]:
    if not needs & {Need.TELLINGS, Need.REPORTS}:
        yield from (Told(event=event) for event in found)
        return
    while some := list(islice(found, _BATCH)):
        # A report's title and words may tell of any event in it.
        open_ = [event for event in some if not event.restricted]
        accounts = [one.account for event in open_ for one in event.accounts if one.document not in secrets.documents]
        tellings = {
            stored.account: telling_from_plain(stored.payload) for stored in store.tellings(accounts, as_of=as_of)
        }
        reports: dict[DocumentKey, Report] = {}
        if Need.REPORTS in needs:
            labels = {told.document: told.label for told in tellings.values()}
            for known in store.documents(labels, as_of=as_of):
                reports[known.key] = Report(
                    document=labels[known.key], key=known.key, title=known.title, outlet=known.outlet,
                    published=known.published, url=known.url, language=known.language,
                )  # fmt: skip
        for event in some:
            mine = [tellings[one.account] for one in event.accounts if one.account in tellings]
            mine = [] if event.restricted else mine
            yield Told(
                event=event,
                tellings=tuple(mine),
                reports={one.label: reports[one.document] for one in mine if one.document in reports},
            )


def _readings(store: Store, query: EventQuery, secrets: Secrets, as_of: AsOf) -> Iterator[Reading]:
    """The readings of the reports that tell of what is asked for, all of them where that is everything.

    Each has the claims that people added to it.
    """
    found = _readings_that_tell(store, query, as_of)
    open_ones = (one for one in found if one.document.id not in secrets.documents)
    yield from readings_with_added(open_ones, added_in(store, as_of))


def _readings_that_tell(store: Store, query: EventQuery, as_of: AsOf) -> Iterator[Reading]:
    if replace(query, notable=False) == EVERYTHING:
        yield from store.readings(as_of=as_of)
        return
    keys: dict[DocumentKey, None] = {}
    for event in events(store, query, as_of=as_of):
        for stored in store.tellings([one.account for one in event.accounts], as_of=as_of):
            keys[telling_from_plain(stored.payload).document] = None
    rest = iter(keys)
    while some := list(islice(rest, _BATCH)):
        yield from store.readings(some, as_of=as_of)


def _runs_of(store: Store, as_of: AsOf) -> Iterator[Run]:
    """What read the reports that count, each once, in the order of first use."""
    seen: set[Run] = set()
    for document in store.documents(as_of=as_of):
        run = next(one.run for one in store.reading_versions(document.key, as_of=as_of) if one.seq == document.reading)
        if run not in seen:
            seen.add(run)
            yield run


def _entry_of(store: Store, as_of: AsOf) -> Entry | None:
    """The last entry of the log that is shown."""
    if as_of is None:
        return store.head()
    return next(iter(deque(store.log(as_of=as_of), maxlen=1)), None)


def _filters_of(query: EventQuery) -> Iterator[str]:
    for field in fields(query):
        value = getattr(query, field.name)
        if value != field.default:
            parts = value if isinstance(value, tuple) else (value,)
            yield f"{field.name}={','.join(one.isoformat() if isinstance(one, date) else str(one) for one in parts)}"
