"""The callers' side: processes started when they are needed, used again, and ended when they overstep a limit."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from dateline.errors import ConfigError, UnreadableError
from dateline.sandbox.job import FrameError, Job, Json, Piece, read_frame, write_frame

#: A process that has parsed so many files is replaced: what libraries leak stays small.
_MOST_JOBS = 400
#: The modules that the parent can import, the child can too; nothing else of the parent's surroundings reaches it.
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from dateline.sandbox.child import serve; serve()"
_CPU_SIGNAL = -int(getattr(signal, "SIGXCPU", 24))


class _Worker:
    """One process apart."""

    def __init__(self) -> None:
        if not sys.executable:
            raise ConfigError("no Python interpreter is known to start a parser with")
        places = json.dumps([str(Path(place).absolute()) for place in sys.path])
        # A fixed seed, so that a parser which walks through a set gives the same each time.
        surroundings = {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        surroundings |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-c", _START, places],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=surroundings,
        )  # fmt: skip
        self._n_jobs = 0
        self._overdue = False

    @property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process.stdin is None or self._process.stdout is None:
            raise ConfigError("a parser was started without its pipes")
        return self._process.stdin, self._process.stdout

    def pieces(self, job: Job, source: bytes | Path) -> Iterator[Piece]:
        """What the job gives; raises UnreadableError where it fails, and the worker is then perhaps no longer usable."""
        self._n_jobs += 1
        self._overdue = False
        asked: Json = {
            "target": job.target,
            "options": dict(job.options),
            "path": str(source.absolute()) if isinstance(source, Path) else None,
            "memory_bytes": job.limits.memory_bytes,
            "cpu_s": job.limits.cpu_s,
        }
        try:
            write_frame(self._pipes[0], asked, b"" if isinstance(source, Path) else source)
        except OSError as error:
            raise self._failure(job) from error
        while True:
            answer = self._answer(job)
            if answer is None:
                raise self._failure(job)
            header, blob = answer
            if isinstance(header.get("piece"), dict):
                yield Piece(header["piece"], blob)
                continue
            if header.get("retire") is not False or self._n_jobs >= _MOST_JOBS:
                self.end()
            if "fault" in header:
                raise UnreadableError(
                    f"{job.uri}: {header['fault']}", room=job.room, kind=str(header.get("kind", "unreadable"))
                )
            return

    def _answer(self, job: Job) -> tuple[Json, bytes] | None:
        """The next frame; None where the process died, or was ended because it took too long."""
        timer = threading.Timer(job.limits.wall_s, self._stop_overdue)
        timer.daemon = True
        timer.start()
        try:
            return read_frame(self._pipes[1])
        except (FrameError, OSError):
            return None
        finally:
            timer.cancel()

    def _stop_overdue(self) -> None:
        self._overdue = True
        self._process.kill()

    def _failure(self, job: Job) -> UnreadableError:
        self.end()
        code = self._process.returncode
        if self._overdue:
            detail, kind = f"was not parsed within {job.limits.wall_s:g} seconds", "too_slow"
        elif code == _CPU_SIGNAL:
            detail, kind = f"was not parsed within {job.limits.cpu_s} seconds of processor time", "too_slow"
        else:
            how = f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
            detail = f"ended its parser ({how}), perhaps by asking for more memory than a parser may use"
            kind = "parser_died"
        return UnreadableError(f"{job.uri}: {detail}", room=job.room, kind=kind)

    @property
    def is_usable(self) -> bool:
        """Whether another job may be given to it."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process; a worker that is ended stays so."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        with suppress(subprocess.TimeoutExpired):
            # One that has nothing to do ends by itself when its input does.
            self._process.wait(timeout=0.2)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


class _Workers:
    """The workers of this process that have nothing to do."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()

    def take(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.is_usable:
                    return worker
                worker.end()
        return _Worker()

    def give_back(self, worker: _Worker) -> None:
        with self._lock:
            if worker.is_usable:
                self._idle.append(worker)

    def end(self) -> None:
        """End them all."""
        with self._lock:
            while self._idle:
                self._idle.pop().end()

    def forget(self) -> None:
        """A forked process must leave its parent's workers alone."""
        self._idle = []
        self._lock = threading.Lock()


_WORKERS = _Workers()
atexit.register(_WORKERS.end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_WORKERS.forget)


def pieces(job: Job, source: bytes | Path) -> Iterator[Piece]:
    """What the parser gives, piece by piece, as it gives it; raises UnreadableError where it fails or is stopped.

    Whoever stops asking before the end ends the parser.
    """
    worker = _WORKERS.take()
    done = False
    try:
        yield from worker.pieces(job, source)
        done = True
    except UnreadableError:
        # The worker has answered, or was ended.
        done = True
        raise
    finally:
        if done:
            _WORKERS.give_back(worker)
        else:
            worker.end()


def one_piece(job: Job, source: bytes | Path) -> Piece:
    """The first piece that the parser gives; raises UnreadableError where it gives none."""
    found = list(pieces(job, source))
    if not found:
        raise UnreadableError(f"{job.uri}: its parser gave nothing", room=job.room)
    return found[0]
