"""Opens sources and hands on their bytes.

In: Source (a file, a directory, standard input, or text given by a program).
Out: RawDocument (bytes, sha256, fetched_at), one a document; or an Issue for what could not be read.
Never: alter a byte; follow a link to a private address.
"""

from __future__ import annotations

from dateline.read.choose import READERS, read, source_from_argument
from dateline.read.contract import Reader

__all__ = ["READERS", "Reader", "read", "source_from_argument"]
