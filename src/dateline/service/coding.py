"""Verbs that need no ledger: read reports, tell what is known of event types and schemes, score."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from dateline.config import Config
from dateline.domain.issue import Issue
from dateline.domain.raw_document import RawDocument
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.source import Source
from dateline.errors import ConfigError, DocumentError
from dateline.evaluate import EVALUATIONS, Scores
from dateline.ontology import EventType, Ontology, load_ontology
from dateline.pipeline import Pipeline
from dateline.read import Fetcher, source_from_argument

#: What a caller may say of a document beside its text.
FIELDS = frozenset({"id", "title", "published", "outlet", "authors", "url", "language"})

#: A document's bytes, None where there are none, and its reading or why there is none.
Coded = tuple[RawDocument | None, Reading | Issue]

#: Documents given out to each process before the first of them is back: enough to keep it busy, few enough to hold.
WINDOW = 8


@dataclass(frozen=True)
class Done:
    """What an earlier run has read: its documents by uri and sha256, and the keys of the texts that its ids stand for."""

    documents: Counter[tuple[str, str]]
    ids: Mapping[str, str]


def code(text_or_path: str | Path, *, config: Config | None = None, **fields: str) -> Reading:
    """The reading of one document.

    A ``Path`` is a file; a string is a text, unless it is one line that names a file which is there. ``fields`` are what
    the caller knows beside the text: ``id``, ``title``, ``published`` (ISO 8601), ``outlet``, ``url``, ``language``.
    Raises DocumentError where the document cannot be read, or where there is more than one in the file.
    """
    found = list(code_each([source_from(text_or_path, **fields)], config=config))
    readings = [reading for reading in found if isinstance(reading, Reading)]
    for issue in found:
        if isinstance(issue, Issue):
            raise DocumentError(f"{issue.uri}: {issue.detail}", room=issue.room, kind=issue.kind)
    if len(readings) != 1:
        raise DocumentError(f"{text_or_path!s:.80}: {len(readings)} documents", hint="use dateline.code_each for many")
    return readings[0]


def code_each(
    sources: Iterable[Source | str | Path],
    *,
    config: Config | None = None,
    jobs: int = 1,
    done: Done | None = None,
    fetcher: Fetcher | None = None,
    lists: bool = False,
) -> Iterator[Reading | Issue]:
    """The readings of many sources, in their order, and the issues of what could not be read.

    With ``jobs`` above one the documents are read by that many processes; the order and the bytes stay the same. A
    process that dies takes one document with it, which comes back as an issue. The documents in ``done`` are left out,
    so that a run that was stopped can be taken up again. A script that asks for ``jobs`` must stand under
    ``if __name__ == "__main__":``, since every process imports it anew.

    Nothing is fetched without a ``fetcher``, such as ``dateline.read.PoliteFetcher``; with one the addresses among the sources
    are, and with ``lists`` also those that a list of addresses holds.
    """
    pipeline = Pipeline(config or Config())
    named = (source if isinstance(source, Source) else source_from(source) for source in sources)
    raw_documents = pipeline.raw_documents(named, fetcher=fetcher, lists=lists)
    if done is not None:
        raw_documents = _without(raw_documents, done)
    ids = dict(done.ids) if done is not None else {}
    for _, found in coded(raw_documents, pipeline, jobs):
        yield reuse_noted(found, ids)


def coded(raw_documents: Iterator[RawDocument | Issue], pipeline: Pipeline, jobs: int = 1) -> Iterator[Coded]:
    """Each document's bytes with its reading or the issue that says why there is none, in their order.

    What could not be fetched or opened comes as an issue without bytes.
    """
    return _code_here(raw_documents, pipeline) if jobs <= 1 else _code_apart(raw_documents, pipeline.config, jobs)


def source_from(text_or_path: str | Path, **fields: str) -> Source:
    """A source from what a caller has at hand: a path, ``-`` for standard input, or a text."""
    given = _given(fields)
    if isinstance(text_or_path, Path):
        return Source(uri=str(text_or_path), path=text_or_path, fields=given)
    if text_or_path == "-":
        return Source(uri="-", fields=given)
    if "\n" not in text_or_path and len(text_or_path) < 1024:
        # A text can hold characters that no file name may.
        with suppress(OSError, ValueError):
            if text_or_path and Path(text_or_path).is_file():
                return Source(uri=text_or_path, path=Path(text_or_path), fields=given)
    return source_from_text(text_or_path, **fields)


def source_named(argument: str) -> Source:
    """The source that a word of a command line means: ``-`` is standard input, the rest are paths or addresses."""
    return source_from_argument(argument)


def source_from_text(text: str, **fields: str) -> Source:
    """A source from a text, whatever it looks like: for callers that hold other people's words."""
    return Source(uri="text", text=text, fields=_given(fields))


def _given(fields: dict[str, str]) -> tuple[tuple[str, str], ...]:
    unknown = sorted(set(fields) - FIELDS)
    if unknown:
        raise ConfigError(f"unknown field {', '.join(unknown)}; known: {', '.join(sorted(FIELDS))}")
    return tuple(sorted(fields.items()))


def run_of(config: Config) -> Run:
    """The record that readings of this configuration carry."""
    return Pipeline(config).run


def event_types(config: Config | None = None) -> Ontology:
    """The event types that the configuration knows."""
    return load_ontology((config or Config()).settings().overlay("ontology"))


def event_type(name: str, config: Config | None = None) -> EventType:
    """One event type; raises ConfigError with a near name where there is none."""
    return event_types(config).get(name)


def codes_of_type(name: str, config: Config | None = None) -> dict[str, tuple[str, ...]]:
    """The codes that events of a type may be given, by scheme, as "code (what it means)"."""
    found: dict[str, tuple[str, ...]] = {}
    for scheme, crosswalk in sorted(event_types(config).schemes.items()):
        rules = [rule for rule in crosswalk.rules if name in rule.types and rule.code is not None]
        codes = dict.fromkeys(rule.code for rule in rules if rule.code is not None)
        if codes:
            found[scheme] = tuple(
                code if crosswalk.entries[code].label == code else f"{code} ({crosswalk.entries[code].label})"
                for code in codes
            )
    return found


#: The files of the public format's schemas, by what they are of.
SCHEMAS = {"document": "format.schema.json", "event": "event.schema.json"}


def schema(of: str = "document") -> dict[str, Any]:
    """The JSON Schema (2020-12) of one object of the public format: of a "document" or an "event"."""
    if of not in SCHEMAS:
        raise ConfigError(f"no schema of {of!r}", hint="known: " + ", ".join(SCHEMAS))
    text = files("dateline.domain").joinpath(SCHEMAS[of]).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def evaluate(name: str, gold: Path, pred: Path) -> Scores:
    """The scores of predictions against gold, for the set of that name; raises ConfigError for an unknown one."""
    return EVALUATIONS.get(name)(gold, pred)


def _without(raw_documents: Iterable[RawDocument | Issue], done: Done) -> Iterator[RawDocument | Issue]:
    """The documents that are not done; one that stands twice in the sources is left out as often as it was done."""
    rest = Counter(done.documents)
    for raw_document in raw_documents:
        if isinstance(raw_document, RawDocument) and rest[raw_document.uri, raw_document.sha256] > 0:
            rest[raw_document.uri, raw_document.sha256] -= 1
        else:
            yield raw_document


def reuse_noted(found: Reading | Issue, keys: dict[str, str]) -> Reading | Issue:
    """The same, with an issue on a document whose given id was that of another text before; ``keys`` is kept up to date."""
    if not isinstance(found, Reading) or found.document.label is None:
        return found
    known = keys.setdefault(found.document.label, found.document.key)
    if known == found.document.key:
        return found
    detail = f"the id {found.document.label!r} was given to another text before, {known[:12]}…"
    return replace(found, issues=(*found.issues, Issue("read", "id_reused", detail)))


def _code_here(raw_documents: Iterator[RawDocument | Issue], pipeline: Pipeline) -> Iterator[Coded]:
    for raw_document in raw_documents:
        if isinstance(raw_document, Issue):
            yield None, raw_document
        else:
            yield raw_document, pipeline.reading_of(raw_document)


def _code_apart(raw_documents: Iterator[RawDocument | Issue], config: Config, jobs: int) -> Iterator[Coded]:
    waiting: deque[tuple[RawDocument, Future[Reading | Issue] | None] | Issue] = deque()
    executor = _executor(jobs)
    try:
        while True:
            while len(waiting) < jobs * WINDOW:
                raw_document = next(raw_documents, None)
                if raw_document is None:
                    break
                if isinstance(raw_document, Issue):
                    waiting.append(raw_document)
                else:
                    waiting.append((raw_document, _submitted(executor, config, raw_document)))
            if not waiting:
                return
            first = waiting.popleft()
            if isinstance(first, Issue):
                yield None, first
                continue
            raw_document, future = first
            try:
                if future is None:
                    raise BrokenProcessPool
                yield raw_document, future.result()
            except BrokenProcessPool:
                # Nobody can say which of the documents in flight broke the process: each is read again, this one alone.
                executor.shutdown(wait=False, cancel_futures=True)
                yield raw_document, _coded_alone(config, raw_document)
                executor = _executor(jobs)
                waiting = deque(
                    entry
                    if isinstance(entry, Issue) or _is_there(entry[1])
                    else (entry[0], _submitted(executor, config, entry[0]))
                    for entry in waiting
                )
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def _is_there(future: Future[Reading | Issue] | None) -> bool:
    """Whether a result came back before its process died."""
    return future is not None and future.done() and not future.cancelled() and future.exception() is None


def _executor(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn"))


def _submitted(
    executor: ProcessPoolExecutor, config: Config, raw_document: RawDocument
) -> Future[Reading | Issue] | None:
    try:
        return executor.submit(_reading_in_process, config, raw_document)
    except BrokenProcessPool:
        return None


def _coded_alone(config: Config, raw_document: RawDocument) -> Reading | Issue:
    with _executor(1) as alone:
        try:
            alone.submit(int).result()
        except BrokenProcessPool as error:
            raise ConfigError(
                "no process can be started to read with",
                hint='a script that asks for jobs must stand under `if __name__ == "__main__":`',
            ) from error
        try:
            return alone.submit(_reading_in_process, config, raw_document).result()
        except BrokenProcessPool:
            uri = raw_document.given.id or raw_document.uri
            return Issue("pipeline", "process_died", "the process that read it died", uri=uri)


@cache
def _pipeline_of(config: Config) -> Pipeline:
    return Pipeline(config)


def _reading_in_process(config: Config, raw_document: RawDocument) -> Reading | Issue:
    return _pipeline_of(config).reading_of(raw_document)
