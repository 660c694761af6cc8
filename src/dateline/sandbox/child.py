"""The process apart: takes jobs from its standard input and answers on its standard output, one after the other."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from dateline.errors import DocumentError
from dateline.sandbox.job import Json, read_frame, write_frame

if sys.platform != "win32":
    import resource


def serve() -> None:
    """Answer jobs until there are no more."""
    jobs, answers = _own_streams()
    _limit_once()
    while (job := read_frame(jobs)) is not None:
        header, raw = job
        write_frame(answers, _outcome(header, raw, answers))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes, kept from the parsers, whose stray prints must not get between the frames."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    return jobs, answers


def _outcome(header: Json, raw: bytes, answers: BinaryIO) -> Json:
    try:
        module, _, name = header["target"].partition(":")
        parse = getattr(import_module(module), name)
        _limit_memory(header["memory_bytes"])
        _limit_cpu(header["cpu_s"])
        with _opened(header, raw) as stream:
            for piece, blob in parse(stream, header["options"]):
                write_frame(answers, {"piece": piece}, blob)
                _limit_cpu(header["cpu_s"])
    except DocumentError as error:
        return {"fault": error.message, "kind": error.kind, "retire": False}
    except MemoryError:
        return {"fault": _memory_words(header), "kind": "too_much_memory", "retire": True}
    except RecursionError:
        return {"fault": "is nested too deep to be parsed", "kind": "too_deep", "retire": False}
    except Exception as error:  # noqa: BLE001  A parser may raise anything at bad bytes: that is its answer.
        return {"fault": _words(error), "kind": "unreadable", "retire": False}
    finally:
        _limit_memory(None)
    return {"end": True, "retire": _peak_bytes() > header["memory_bytes"] // 2}


def _opened(header: Json, raw: bytes) -> BinaryIO:
    path = header["path"]
    return io.BytesIO(raw) if path is None else Path(path).open("rb")


def _words(error: Exception) -> str:
    said = " ".join(str(error).split())[:200]
    return f"cannot be parsed: {type(error).__name__}{': ' if said else ''}{said}"


def _memory_words(header: Json) -> str:
    return f"needs more than the {header['memory_bytes'] // (1024 * 1024):,} MB of memory that a parser may use"


def _limit_once() -> None:
    """No file is written and no core is left, whatever the parser is made to do."""
    if sys.platform != "win32":
        for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
            resource.setrlimit(kind, (0, 0))


def _limit_memory(memory_bytes: int | None) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = hard if memory_bytes is None else memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (_within(wanted, hard), hard))


def _limit_cpu(cpu_s: int) -> None:
    """So much more than has been used up to now; the system ends the process beyond it."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        wanted = int(used.ru_utime + used.ru_stime) + 1 + cpu_s
        resource.setrlimit(resource.RLIMIT_CPU, (_within(wanted, hard), hard))


def _within(wanted: int, hard: int) -> int:
    if sys.platform == "win32":
        return wanted
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


def _peak_bytes() -> int:
    if sys.platform == "win32":
        return 0
    peak: Any = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak) * (1 if sys.platform == "darwin" else 1024)
