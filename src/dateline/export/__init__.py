"""Writes events in the formats that others work with.

In: Events as they may leave the ledger, with what was told of them (Tellings, reports, readings) where a format holds it.
Out: files, and beside them what their columns mean and what they could not hold.
Never: decide anything.
"""

from __future__ import annotations
