"""Runs a parser of foreign bytes in a process of its own, with limits of memory, processor time and wall-clock time.

In: a job (the parser's name, its options and its limits) and the bytes, or the file that holds them.
Out: the pieces that the parser gives, as JSON and bytes; or an UnreadableError that says what stopped it.
Never: run the parser in the caller's process; believe more of what comes back than its shape.
"""

from __future__ import annotations

from dateline.sandbox.job import Job, Json, Limits, Piece
from dateline.sandbox.workers import one_piece, pieces

__all__ = ["Job", "Json", "Limits", "Piece", "one_piece", "pieces"]
