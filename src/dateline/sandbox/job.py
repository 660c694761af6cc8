"""What is asked of a process apart, and the frames in which question and answer travel."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

Json = dict[str, Any]

_SIZES = struct.Struct(">IQ")
#: No parser has more to say than this of one piece; a longer frame is a broken or a hostile one.
MOST_HEADER_BYTES = 512 * 1024 * 1024
MOST_BLOB_BYTES = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a parser may use; a system without a limit of that kind (Windows: memory and processor) leaves it out.

    ``cpu_s`` and ``wall_s`` hold for one piece: a container of a million reports may take as long as it needs.
    """

    #: Address space in bytes, the interpreter's own 300 MB included.
    memory_bytes: int = 1536 * 1024 * 1024
    cpu_s: int = 20
    wall_s: float = 120.0


@dataclass(frozen=True, slots=True)
class Job:
    """A parser to run: ``target`` is ``package.module:function``, a generator of ``(header, blob)`` pairs.

    The function is called with a binary stream and the options. ``room`` and ``uri`` are for the errors alone.
    """

    target: str
    room: str
    uri: str
    options: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a parser gives: facts as JSON, and bytes."""

    header: Json
    blob: bytes = b""


class FrameError(ValueError):
    """What came through the pipe is no frame."""


def write_frame(stream: IO[bytes], header: Json, blob: bytes = b"") -> None:
    """Write one frame: the sizes of the two parts, then the parts."""
    # Half of a surrogate pair has no UTF-8; as an escape it travels, and the reader of the frame decides.
    encoded = json.dumps(header, separators=(",", ":")).encode("ascii")
    stream.write(_SIZES.pack(len(encoded), len(blob)))
    stream.write(encoded)
    stream.write(blob)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[Json, bytes] | None:
    """The next frame, or None where the stream has ended; raises FrameError for anything else."""
    sizes = stream.read(_SIZES.size)
    if len(sizes) < _SIZES.size:
        return None
    n_header, n_blob = _SIZES.unpack(sizes)
    if n_header > MOST_HEADER_BYTES or n_blob > MOST_BLOB_BYTES:
        raise FrameError(f"a frame of {n_header} and {n_blob} bytes")
    encoded, blob = stream.read(n_header), stream.read(n_blob)
    if len(encoded) < n_header or len(blob) < n_blob:
        return None
    try:
        header = json.loads(encoded)
    except ValueError as error:
        raise FrameError("a frame without JSON") from error
    if not isinstance(header, dict):
        raise FrameError("a frame without an object")
    return header, blob
