"""Lists of addresses: one a line, or the tables that GDELT publishes, whose rows name the page they were made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from dateline.domain.issue import Issue
from dateline.domain.source import Source
from dateline.plugins import Settings
from dateline.read.contract import Found

_ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.I)
#: Columns of GDELT 1 and 2's events, of its mentions, and of its knowledge graph (GDELT codebooks 2.0 and 2.1).
_COLUMNS = {58: 57, 61: 60, 16: 5, 27: 4}
_LINES_SEEN = 20
_LINE_BYTES = 1 << 20
#: More addresses than a run can politely ask for.
MOST_ADDRESSES = 1_000_000


class AddressesReader:
    """Reads lists of addresses; each address comes once, in the order of the list, to be fetched in its turn."""

    name: ClassVar[str] = "addresses"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings) -> None:
        """Nothing of the settings matters to it."""
        del settings

    def takes(self, source: Source, head: bytes) -> bool:
        """Whether each of its first lines is an address, or a row of GDELT's tables that ends in one."""
        if source.text is not None or b"\0" in head[:4096]:
            return False
        lines = [line for line in head[:65536].splitlines() if line.strip()]
        # The last line of what was seen may be cut.
        seen = (lines[:-1] if len(head) >= 65536 and len(lines) > 1 else lines)[:_LINES_SEEN]
        found = [_address(line) is not None for line in seen if not line.startswith(b"#")]
        return bool(found) and all(found)

    def read(self, source: Source, stream: BinaryIO) -> Iterator[Found]:
        """The addresses as sources; a line without one is an issue."""
        seen: set[str] = set()
        number = 0
        while line := stream.readline(_LINE_BYTES):
            number += 1
            if not line.strip() or line.startswith(b"#"):
                continue
            address = _address(line)
            if address is None:
                detail = f"{source.uri}, line {number}: has no address in it"
                yield Issue("read", "bad_line", detail, uri=source.uri)
            elif address not in seen:
                if len(seen) >= MOST_ADDRESSES:
                    detail = f"{source.uri}: has more than {MOST_ADDRESSES:,} addresses; the rest was left out"
                    yield Issue("read", "too_large", detail, uri=source.uri)
                    return
                seen.add(address)
                yield Source(uri=address, depth=source.depth + 1, fields=source.fields)
        if number == 0:
            yield Issue("read", "empty", f"{source.uri}: has no line in it", uri=source.uri)


def _address(line: bytes) -> str | None:
    """The address of a line: the whole of it, or the column of a table's row."""
    text = line.decode("utf-8", "replace").strip().removeprefix("\ufeff")
    cells = text.split("\t")
    if len(cells) == 1:
        return text if _ADDRESS.fullmatch(text) else None
    column = _COLUMNS.get(len(cells))
    cell = cells[column].strip() if column is not None else ""
    return cell if _ADDRESS.fullmatch(cell) else None
