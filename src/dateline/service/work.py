"""Work in the background: reports that are to be added, taken up by a worker, here or in another process."""

from __future__ import annotations

import os
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dateline.config import Config
from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.domain.work import Job, JobInput, JobKind, JobState
from dateline.errors import BugError, ConfigError, DatelineError, DocumentError
from dateline.read import Fetcher
from dateline.service import keeping
from dateline.service.keeping import Kept
from dateline.service.merging import LedgerMerge
from dateline.store import Jobs
from dateline.store import Ledger as Store

#: How long a worker has a job alone without a sign of life, in seconds, and how often one that finds none looks again.
LEASE_S = 60.0
POLL_S = 0.5
#: A job that so many workers have taken up and not ended is given up.
MOST_ATTEMPTS = 3
#: What a fault of Dateline's own looks like from outside; it costs its job and not the worker.
_FAULTS = (
    ArithmeticError, AttributeError, BugError, LookupError, MemoryError, OSError, RecursionError, RuntimeError, TypeError,
    ValueError, sqlite3.Error,
)  # fmt: skip


def text_input(text: str, fields: Mapping[str, str]) -> JobInput:
    """A text that was pasted, with what is known of it."""
    if not text.strip():
        raise ConfigError("the text is empty")
    size = len(text.encode("utf-8", "surrogatepass"))
    return JobInput(name=fields.get("title", "pasted text"), size=size, text=text, fields=tuple(sorted(fields.items())))


def address_input(url: str, fields: Mapping[str, str]) -> JobInput:
    """An address that is to be fetched."""
    if not url.lower().startswith(("http://", "https://")):
        raise ConfigError(f"{url!r:.80} is no address that can be fetched", hint="http:// or https://")
    return JobInput(name=url, url=url, fields=tuple(sorted(fields.items())))


def result_of(found: Kept | Issue) -> dict[str, Any]:
    """What came of one report, as a line of ``dateline add --format jsonl``."""
    if isinstance(found, Issue):
        return {
            "uri": found.uri, "id": None, "became": "unread", "document": None, "title": None, "outlet": None,
            "published": None, "accounts": 0, "events": {"new": [], "changed": [], "gone": {}},
            "issues": [_issue_row(found)],
        }  # fmt: skip
    return {
        "uri": found.uri,
        "id": found.label,
        "became": str(found.became),
        "document": found.document,
        "title": found.title,
        "outlet": found.outlet,
        "published": found.published.isoformat() if found.published else None,
        "accounts": found.accounts,
        "events": {"new": list(found.step.new), "changed": list(found.step.changed), "gone": dict(found.step.gone)},
        "issues": [_issue_row(issue) for issue in found.issues],
    }


def _issue_row(issue: Issue) -> dict[str, Any]:
    return {"room": issue.room, "kind": issue.kind, "detail": issue.detail}


def own_name() -> str:
    """The name of a worker of this process."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"


@dataclass(slots=True, kw_only=True)
class Worker:
    """Takes up jobs one after the other; any number may work on one ledger."""

    store: Store
    config: Config = field(default_factory=Config)
    #: What fetches addresses; without one none is.
    fetcher: Fetcher | None = None
    name: str = field(default_factory=own_name)
    lease_s: float = LEASE_S
    #: Told of each job that has moved.
    moved: Callable[[str], None] = lambda job: None

    def run(self, stop: threading.Event, *, poll_s: float = POLL_S, is_once: bool = False) -> int:
        """Works until it is stopped, or with ``is_once`` until nothing waits; returns how many jobs it took up."""
        count = 0
        while not stop.is_set():
            try:
                did = self.run_one(stop)
            except DatelineError:
                # The ledger is held by another for too long, or its server is away for a moment: the job's lease runs out.
                did = False
            count += did
            if not did:
                if is_once:
                    break
                stop.wait(poll_s)
        return count

    def run_one(self, stop: threading.Event | None = None) -> bool:
        """Takes up one job and does it; false where none waits."""
        jobs = Jobs(self.store)
        job = jobs.take(self.name, lease_s=self.lease_s)
        if job is None:
            return False
        self.moved(job.id)
        if job.attempts > MOST_ATTEMPTS:
            jobs.end(job, JobState.FAILED, f"given up: {MOST_ATTEMPTS} workers took it up, and none came to its end")
        else:
            self._do(jobs, job, stop or threading.Event())
        self.moved(job.id)
        return True

    def _do(self, jobs: Jobs, job: Job, stop: threading.Event) -> None:
        try:
            with self._alive(jobs, job):
                results = self._results(job)
                for result in results:
                    if jobs.go_on(job, result, lease_s=self.lease_s) is None or stop.is_set():
                        # Cancelled, or another's by now; one that is stopped leaves the rest to the next worker.
                        return
                    self.moved(job.id)
            jobs.end(job, JobState.DONE)
        except DatelineError as error:
            jobs.end(job, JobState.FAILED, error.message)
        except _FAULTS as error:
            said = f"a fault of Dateline's own, please report it: {type(error).__name__}: {error}"
            jobs.end(job, JobState.FAILED, said)

    @contextmanager
    def _alive(self, jobs: Jobs, job: Job) -> Iterator[None]:
        """Keeps the lease for as long as the block takes, however long one report is read."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(self.lease_s / 3):
                try:
                    if jobs.go_on(job, None, lease_s=self.lease_s) is None:
                        return
                except DatelineError:
                    continue

        thread = threading.Thread(target=beat, name="dateline-lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _results(self, job: Job) -> Iterator[dict[str, Any] | None]:
        merge = LedgerMerge(self.store)
        if job.kind is JobKind.REBUILD:
            keeping.rebuild(merge, recode=any(one.name == "recode" for one in job.inputs), config=self.config)
            return
        for given in job.inputs:
            source = self._source(given)
            if isinstance(source, Issue):
                self.store.add_issues([source], subject=source.uri or "")
                yield result_of(source)
                continue
            for found in keeping.add(merge, [source], config=self.config):
                yield result_of(found)

    def _source(self, given: JobInput) -> Source | Issue:
        if given.text is not None:
            # The same text pasted twice is one report, from one place.
            where = dict(given.fields).get("url") or "pasted text"
            return Source(uri=where, text=given.text, fields=given.fields)
        if given.sha256 is not None:
            return Source(uri=given.name, raw=self.store.raw(given.sha256), name=given.name, fields=given.fields)
        url = given.url or ""
        if self.fetcher is None:
            return Issue("read", "unsupported", f"{url}: nothing is fetched over the network here", uri=url)
        try:
            page = self.fetcher.fetch(url)
        except DocumentError as error:
            return Issue(error.room, error.kind, error.message, uri=url)
        fields = given.fields if any(name == "url" for name, _ in given.fields) else (*given.fields, ("url", page.url))
        return Source(uri=url, raw=page.raw, media_type=page.media_type, fetched_at=page.fetched_at, fields=fields)


def submitted(store: Store, kind: JobKind, by: str, inputs: Sequence[JobInput], contents: Sequence[bytes] = ()) -> Job:
    """Keeps a job for a worker to take up."""
    if not inputs:
        raise ConfigError("nothing is given")
    return Jobs(store).submit(kind, by, inputs, contents)
