"""Jobs: taken up once, gone on with while the lease holds, taken up by another where it ran out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dateline.domain.work import Job, JobKind, JobState
from dateline.errors import LedgerError
from dateline.store import Jobs, Ledger
from tests.store import made

LEASE_S = 60.0


def result(uri: str, became: str = "new") -> dict[str, object]:
    return {"uri": uri, "id": uri, "became": became}


def submitted(jobs: Jobs, *contents: bytes) -> Job:
    return jobs.submit(JobKind.ADD, "Ada", [made.job_input()], contents)


def wait(ledger: Ledger, seconds: float) -> None:
    clock = ledger._clock
    assert isinstance(clock, made.Clock)
    clock.now += timedelta(seconds=seconds)


def test_a_job_goes_from_waiting_to_done(ledger: Ledger) -> None:
    jobs = Jobs(ledger)
    waiting = submitted(jobs, b"one", b"one", b"two")
    assert (waiting.state, waiting.attempts, waiting.started) == (JobState.WAITING, 0, None)
    assert waiting.inputs == (made.job_input(),)
    running = jobs.take("one", lease_s=LEASE_S)
    assert running is not None and running.started is not None and running.lease is not None
    assert (running.id, running.state, running.worker, running.attempts) == (waiting.id, JobState.RUNNING, "one", 1)
    assert running.step > waiting.step
    assert jobs.take("two", lease_s=LEASE_S) is None
    on = jobs.go_on(running, result("a"), lease_s=LEASE_S)
    assert on is not None
    done = jobs.end(on, JobState.DONE)
    assert done is not None and done.finished is not None
    assert done == jobs.job(waiting.id)
    assert [one["uri"] for one in done.results] == ["a"]
    assert jobs.take("two", lease_s=LEASE_S) is None
    assert ledger.verify().is_sound


def test_the_bytes_of_an_input_are_kept_once(ledger: Ledger) -> None:
    jobs = Jobs(ledger)
    submitted(jobs, b"one")
    submitted(jobs, b"one")
    assert ledger.stats().sources == 1


def test_a_worker_that_dies_loses_its_job_when_the_lease_is_over(ledger: Ledger) -> None:
    jobs = Jobs(ledger)
    submitted(jobs)
    dead = jobs.take("dead", lease_s=LEASE_S)
    assert dead is not None
    dead = jobs.go_on(dead, result("a"), lease_s=LEASE_S)
    assert dead is not None
    assert jobs.take("alive", lease_s=LEASE_S) is None
    wait(ledger, LEASE_S + 5)
    alive = jobs.take("alive", lease_s=LEASE_S)
    assert alive is not None and (alive.worker, alive.attempts) == ("alive", 2)
    assert jobs.go_on(dead, result("b"), lease_s=LEASE_S) is None, "it comes back too late"
    assert jobs.end(dead, JobState.DONE) is None
    on = jobs.go_on(alive, result("a", "in already"), lease_s=LEASE_S)
    assert on is not None
    on = jobs.go_on(on, result("b"), lease_s=LEASE_S)
    assert on is not None
    assert [(one["uri"], one["became"]) for one in on.results] == [("a", "new"), ("b", "new")]


def test_a_cancelled_job_is_nobodys(ledger: Ledger) -> None:
    jobs = Jobs(ledger)
    name = submitted(jobs).id
    running = jobs.take("one", lease_s=LEASE_S)
    assert running is not None
    cancelled = jobs.cancel(name, "Bo")
    assert (cancelled.state, cancelled.error) == (JobState.CANCELLED, "cancelled by Bo")
    assert jobs.go_on(running, result("a"), lease_s=LEASE_S) is None
    wait(ledger, LEASE_S + 5)
    assert jobs.take("two", lease_s=LEASE_S) is None
    with pytest.raises(LedgerError, match="has ended"):
        jobs.cancel(name, "Bo")
    with pytest.raises(LedgerError, match="no job"):
        jobs.cancel("w0", "Bo")


def test_jobs_are_listed_newest_first_a_page_at_a_time(ledger: Ledger) -> None:
    jobs = Jobs(ledger)
    names = [submitted(jobs).id for _ in range(5)]
    found: list[str] = []
    before: int | None = None
    while True:
        page, before = jobs.page(before=before, limit=2)
        found += [one.id for one in page]
        if before is None:
            break
    assert found == names[::-1]
    taken = jobs.take("one", lease_s=LEASE_S)
    assert taken is not None and taken.id == names[0], "the oldest first"
