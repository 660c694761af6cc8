"""A parser in a process apart gives what it gives, and whatever it does else ends as an error that says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from dateline.errors import UnreadableError
from dateline.sandbox import Job, Limits, one_piece, pieces
from dateline.sandbox.job import FrameError, read_frame, write_frame

Pieces = Iterator[tuple[dict[str, Any], bytes]]


def shouted(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    for line in stream:
        yield {"said": line.decode().strip() + options["mark"]}, line.upper()


def noisy(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    del stream, options
    sys.stdout.write("this must not get between the frames\n")
    os.write(1, b"nor this\n")
    yield {"environment": sorted(os.environ)}, b""


def hungry(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    del stream, options
    yield {"size": len(bytearray(4 * 1024**3))}, b""


def endless(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    del stream, options
    while True:
        pass
    yield {}, b""


def asleep(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    del stream, options
    signal.pause()
    yield {}, b""


def dying(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    del stream, options
    os.kill(os.getpid(), signal.SIGSEGV)
    yield {}, b""


def lying(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    """Writes into the pipe what is no frame, as a parser that was taken over might."""
    del stream, options
    for descriptor in range(3, 16):
        try:
            os.write(descriptor, b"\xff" * 64)
        except OSError:
            continue
    yield {}, b""


def writing(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    del stream
    Path(options["path"]).write_text("a parser writes nothing")
    yield {}, b""


def failing(stream: BinaryIO, options: Mapping[str, Any]) -> Pieces:
    yield {"n_bytes": len(stream.read())}, b""
    if options.get("kind"):
        raise UnreadableError("is not for us", kind=options["kind"])
    raise ZeroDivisionError("by nothing")


def job(parser: str, limits: Limits | None = None, **options: Any) -> Job:
    return Job(f"tests.sandbox.test_sandbox:{parser}", "read", "the-file", options, limits or Limits())


def failure(parser: str, limits: Limits | None = None, **options: Any) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        list(pieces(job(parser, limits, **options), b"x"))
    assert "the-file" in caught.value.message and caught.value.room == "read"
    return caught.value


def test_what_a_parser_gives_comes_back_piece_by_piece(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"one\ntwo\n")
    for source in (b"one\ntwo\n", tmp_path / "in"):
        found = [(piece.header, piece.blob) for piece in pieces(job("shouted", mark="!"), source)]
        assert found == [({"said": "one!"}, b"ONE\n"), ({"said": "two!"}, b"TWO\n")]


def test_stray_prints_do_no_harm_and_no_secret_of_the_environment_gets_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    assert "SECRET_TOKEN" not in one_piece(job("noisy"), b"").header["environment"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")
@pytest.mark.parametrize(
    ("parser", "limits", "kind", "words"),
    [
        ("hungry", Limits(memory_bytes=1024**3), "too_much_memory", "1,024 MB"),
        ("endless", Limits(cpu_s=0), "too_slow", "processor time"),
        ("asleep", Limits(wall_s=0.3), "too_slow", "0.3 seconds"),
        ("dying", None, "parser_died", "signal 11"),
        ("lying", None, "parser_died", "ended its parser"),
    ],
)
def test_a_parser_that_oversteps_is_ended_and_the_next_one_works(
    parser: str, limits: Limits | None, kind: str, words: str
) -> None:
    error = failure(parser, limits)
    assert (error.kind, words in error.message) == (kind, True)
    assert one_piece(job("shouted", mark=""), b"on\n").header == {"said": "on"}


def test_a_parser_writes_no_file(tmp_path: Path) -> None:
    error = failure("writing", path=str(tmp_path / "out"))
    assert error.kind == "unreadable"
    assert not (tmp_path / "out").exists() or not (tmp_path / "out").read_bytes()


def test_an_error_of_the_parser_is_the_answer_and_its_kind_is_kept() -> None:
    assert failure("failing", kind="odd").kind == "odd"
    assert "ZeroDivisionError: by nothing" in failure("failing").message


def test_whoever_stops_asking_ends_the_parser() -> None:
    asked = pieces(job("shouted", mark=""), b"one\n" * 100_000)
    assert next(asked).blob == b"ONE\n"
    asked.close()  # type: ignore[attr-defined]
    assert one_piece(job("shouted", mark=""), b"on\n").blob == b"ON\n"


def test_a_script_without_a_main_guard_may_use_it(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from dateline.sandbox import Job, one_piece\n"
        "job = Job('dateline.read.gzip.unpack:unpacked', 'read', 'x', {'most_bytes': 9})\n"
        "import gzip\n"
        "print(one_piece(job, gzip.compress(b'said once')).blob)\n"
    )
    ran = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("b'said once'\n", "")


def test_a_frame_survives_the_pipe_whatever_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "frames"
    with path.open("wb") as stream:
        write_frame(stream, {"text": "half a pair \ud800 and \U0001f600"}, b"\0\xff")
    with path.open("rb") as stream:
        assert read_frame(stream) == ({"text": "half a pair \ud800 and \U0001f600"}, b"\0\xff")
        assert read_frame(stream) is None
    path.write_bytes(b"\xff" * 40)
    with path.open("rb") as stream, pytest.raises(FrameError):
        read_frame(stream)
