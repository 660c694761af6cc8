"""Verbs that fill a ledger: add reports, and rebuild what was made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from dateline.config import Config
from dateline.domain.ids import DocumentKey
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.source import Source
from dateline.merge import tellings_of
from dateline.pipeline import Pipeline
from dateline.read import Fetcher
from dateline.service.added import added_in, with_added
from dateline.service.coding import coded, reuse_noted, source_from
from dateline.service.merging import LedgerMerge, Step, keyed
from dateline.store import KeyedTelling
from dateline.store import Ledger as Store


class Became(StrEnum):
    """What became of a report that was added."""

    NEW = "new"
    #: Its text was in, read otherwise: by another version, or with other things said of it.
    READ_ANEW = "read anew"
    #: Its text was in, from another place or with another date, and that reading goes on to count.
    BESIDE = "kept beside"
    #: It was in already, and nothing was done.
    KNOWN = "in already"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of one report that was added."""

    uri: str
    became: Became
    #: The given id, or where it came from.
    label: str
    #: None, as all below, for a report that was passed over.
    document: DocumentKey | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    accounts: int = 0
    issues: tuple[Issue, ...] = ()
    #: What it did to the events.
    step: Step = Step(gone={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuilding did."""

    #: Reports read anew, and those of them that could not be.
    read_anew: int = 0
    unread: int = 0
    #: Reports whose tellings were other than before.
    retold: int = 0
    step: Step = Step(gone={})


def add(
    merge: LedgerMerge,
    sources: Iterable[Source | str | Path],
    *,
    config: Config | None = None,
    jobs: int = 1,
    fetcher: Fetcher | None = None,
    lists: bool = False,
) -> Iterator[Kept | Issue]:
    """Reads reports, keeps them and merges them, one transaction a report, in their order; addresses as ``code_each`` does.

    A report that the same run has read from the same place is passed over, so that a run that was stopped can be taken up
    again. What cannot be read comes as an issue, and is kept as one. Raises LedgerError where the ledger refuses.
    """
    pipeline = Pipeline(config or Config())
    named = (source if isinstance(source, Source) else source_from(source) for source in sources)
    found = pipeline.raw_documents(named, fetcher=fetcher, lists=lists)
    return _taken_in(merge, found, pipeline, jobs)


def add_raw_documents(
    merge: LedgerMerge, raw_documents: Iterable[RawDocument | Issue], *, config: Config | None = None
) -> Iterator[Kept | Issue]:
    """The same for bytes that somebody has opened or fetched already, each kept before the next one is asked for."""
    return _taken_in(merge, raw_documents, Pipeline(config or Config()), 1)


def rebuild(
    merge: LedgerMerge,
    *,
    recode: bool = False,
    config: Config | None = None,
    jobs: int = 1,
    advance: Callable[[int], None] = lambda done: None,
) -> Rebuilt:
    """Merges everything anew from what was read and judged; with ``recode`` every source is first read anew.

    What people decided is input and stays; a judgement that finds nothing any more comes loose, which is an issue. What comes
    out as it was is not written again. ``advance`` is told how many reports are done.
    """
    store = merge.store
    read_anew = unread = retold = 0
    if recode:
        for kept in _taken_in(merge, store.raw_documents(), Pipeline(config or Config()), jobs):
            unread += isinstance(kept, Issue)
            read_anew += isinstance(kept, Kept) and kept.became is not Became.KNOWN
            advance(read_anew + unread)
    retold += merge.tell_anew_if_older()
    added = added_in(store)
    for number, reading in enumerate(store.readings(), 1):
        judgements = added.get(reading.document.key, ())
        fresh = keyed(tellings_of(with_added(reading, judgements)))
        if _is_told_otherwise(store, reading.document.key, fresh):
            merge.retell(reading, judgements)
            retold += 1
        advance(number)
    return Rebuilt(read_anew=read_anew, unread=unread, retold=retold, step=merge.rebuild())


def _is_told_otherwise(store: Store, document: DocumentKey, fresh: list[KeyedTelling]) -> bool:
    """Whether the ledger has other tellings of a document than this version makes, or finds them by other keys."""
    if {one.account: one.payload for one in store.tellings_in([document])} != {
        one.account: one.payload for one in fresh
    }:
        return True
    stored = store.keys_of(one.account for one in fresh)
    return any(stored.get(one.account, ()) != one.keys for one in fresh)


def _taken_in(
    merge: LedgerMerge, raw_documents: Iterable[RawDocument | Issue], pipeline: Pipeline, jobs: int
) -> Iterator[Kept | Issue]:
    store, run = merge.store, pipeline.run
    labels: dict[str, str] = dict(store.labels())
    known = {issue for _, issue in store.issues()}
    passed: list[Kept] = []

    def waiting() -> Iterator[RawDocument | Issue]:
        for one in raw_documents:
            if isinstance(one, RawDocument) and store.is_done(one, run):
                passed.append(Kept(uri=one.uri, became=Became.KNOWN, label=one.given.id or one.uri))
            else:
                yield one

    for raw_document, found in coded(waiting(), pipeline, jobs):
        while passed:
            yield passed.pop(0)
        noted = reuse_noted(found, labels)
        if isinstance(noted, Issue):
            # The same file that cannot be read, met again, is no news.
            if noted not in known:
                known.add(noted)
                store.add_issues([noted], subject=noted.uri or "")
            yield noted
        elif raw_document is not None:
            yield _kept(merge, raw_document, noted)
    yield from passed


def _kept(merge: LedgerMerge, raw_document: RawDocument, reading: Reading) -> Kept:
    step, document = merge.add_reading(raw_document, reading), reading.document
    became = Became.NEW
    if step.added is not None and not step.added.is_new:
        became = Became.KNOWN
    elif step.added is not None and not step.added.is_current:
        became = Became.BESIDE
    elif len(merge.store.reading_versions(document.key)) > 1:
        became = Became.READ_ANEW
    return Kept(
        uri=raw_document.uri,
        became=became,
        label=document.label or raw_document.uri,
        document=document.key,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        accounts=len(reading.accounts),
        issues=reading.issues,
        step=step,
    )
