"""One request and its answer over HTTP, to a machine that was checked, within limits of size and time."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from dateline.errors import UnreadableError
from dateline.read.address import Target

_CHUNK_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer's status, its headers by their names in lower case, and its body as it was before it was packed."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()


def _connected(target: Target, timeout_s: float) -> http.client.HTTPConnection:
    """A connection to the checked machine; the name is for the certificate and the head alone."""
    connection = http.client.HTTPConnection(target.host, target.port, timeout=timeout_s)
    line = socket.create_connection((target.machine, target.port), timeout=timeout_s)
    try:
        connection.sock = (
            _context().wrap_socket(line, server_hostname=target.host) if target.scheme == "https" else line
        )
    except (OSError, ValueError):
        line.close()
        raise
    return connection


def ask(target: Target, headers: Mapping[str, str], *, most_bytes: int, timeout_s: float) -> Answer:
    """The answer; raises UnreadableError where none comes, or it is too large or too slow.

    ``timeout_s`` holds for the whole exchange: a server that sends a byte a minute is cut off.
    """
    is_overdue = threading.Event()
    connection: http.client.HTTPConnection | None = None
    response: http.client.HTTPResponse | None = None
    timer: threading.Timer | None = None
    try:
        connection = _connected(target, timeout_s)
        line = connection.sock

        def cut() -> None:
            is_overdue.set()
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(timeout_s, cut)
        timer.daemon = True
        timer.start()
        default = 443 if target.scheme == "https" else 80
        host = f"[{target.host}]" if ":" in target.host else target.host
        named = host if target.port == default else f"{host}:{target.port}"
        connection.putrequest("GET", target.request, skip_host=True, skip_accept_encoding=True)
        for name, value in {"Host": named, "Accept-Encoding": "gzip", "Connection": "close", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        body = _body(response, told.get("content-encoding", ""), target, most_bytes)
        if is_overdue.is_set():
            raise TimeoutError
        return Answer(response.status, told, body)
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        if is_overdue.is_set() or isinstance(error, TimeoutError):
            raise UnreadableError(
                f"{target.url[:200]}: did not answer within {timeout_s:g} s", kind="too_slow"
            ) from error
        said = " ".join(str(error).split())[:200] or type(error).__name__
        raise UnreadableError(f"{target.url[:200]}: cannot be fetched: {said}", kind="unreachable") from error
    finally:
        if timer is not None:
            timer.cancel()
        # The answer holds the line open as long as its body was not read to the end.
        for held in (response, connection):
            if held is not None:
                held.close()


def _body(response: http.client.HTTPResponse, encoding: str, target: Target, most_bytes: int) -> bytes:
    """The body, unpacked; neither what is sent nor what it unpacks to may be larger than is read."""
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip"):
        raise UnreadableError(f"{target.url[:200]}: answers in the encoding {encoding[:40]!r}", kind="unsupported")
    unpack = zlib.decompressobj(wbits=31) if encoding.endswith("gzip") else None
    pieces: list[bytes] = []
    n_bytes = 0
    while chunk := response.read1(_CHUNK_BYTES):
        if unpack is not None:
            chunk = unpack.decompress(chunk, most_bytes + 1 - n_bytes)
        pieces.append(chunk)
        n_bytes += len(chunk)
        if n_bytes > most_bytes:
            detail = f"{target.url[:200]}: is larger than the {most_bytes:,} bytes that are read of one document"
            raise UnreadableError(detail, kind="too_large")
    return b"".join(pieces)
