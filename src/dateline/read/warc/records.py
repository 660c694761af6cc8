"""The records of a WARC or WET archive (ISO 28500): run in a process apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from dateline.errors import UnreadableError

#: Media types that hold reports.
_TAKEN = frozenset(
    ["text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/rss+xml", "application/atom+xml",
     "application/xml", "text/xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     "message/rfc822"]
)  # fmt: skip


def records(stream: BinaryIO, options: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The pages of the archive in its order: ``{"number", "url", "media_type", "date"}`` and the payload.

    Options: ``max_bytes`` of one record. At the end ``{"passed_over": {kind: number}}`` tells of all other records.
    """
    passed_over: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            kind = record.rec_type
            if kind not in ("response", "conversion", "resource"):
                if kind in ("metadata", "revisit"):
                    passed_over[kind] += 1
                continue
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            if not status.startswith("2"):
                passed_over[f"answers with status {status[:3]}"] += 1
                continue
            headers = record.http_headers if record.http_headers is not None else record.rec_headers
            media_type = headers.get_header("Content-Type") or "text/html"
            if media_type.partition(";")[0].strip().lower() not in _TAKEN:
                passed_over[media_type.partition(";")[0].strip().lower()[:60]] += 1
                continue
            header = {
                "number": number,
                "url": record.rec_headers.get_header("WARC-Target-URI"),
                "media_type": media_type,
                "date": record.rec_headers.get_header("WARC-Date"),
            }
            most = int(options["max_bytes"])
            payload = record.content_stream().read(most + 1)
            if len(payload) > most:
                header |= {"kind": "too_large", "fault": f"is larger than the {most:,} bytes that are read of one page"}
                payload = b""
            yield header, payload
    except (ArchiveLoadFailed, EOFError, ValueError, OSError) as error:
        where = f"behind record {number}" if number else "from its start"
        raise UnreadableError(f"is no WARC archive that can be read {where}: {error}", kind="unreadable") from error
    yield {"passed_over": dict(sorted(passed_over.items()))}, b""
