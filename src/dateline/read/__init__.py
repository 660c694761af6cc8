"""Opens sources and hands on their bytes.

In: Source (a file, a directory, standard input, an archive, a feed, an address, or text given by a program).
Out: RawDocument (bytes, sha256, fetched_at), one a document; or an Issue for what could not be read.
Never: alter a byte; follow a link to a private address.
"""

from __future__ import annotations

from dateline.read.choose import READERS, read, source_from_argument
from dateline.read.contract import Reader
from dateline.read.fetch import Fetcher, Known, Page
from dateline.read.polite import Manners, PoliteFetcher
from dateline.read.watch import WatchMemory, WatchOptions, watch

__all__ = [
    "READERS",
    "Fetcher",
    "Known",
    "Manners",
    "Page",
    "PoliteFetcher",
    "Reader",
    "WatchMemory",
    "WatchOptions",
    "read",
    "source_from_argument",
    "watch",
]
