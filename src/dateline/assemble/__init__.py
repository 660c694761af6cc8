"""Puts one document's claims together into accounts of events.

In: Extraction with values, and its Analysis.
Out: claims with their account, and Accounts with time, place, background and tolls.
Never: look at another document.
"""

from __future__ import annotations

from dateline.assemble.accounts import assemble
from dateline.assemble.relevance import relevance_of

__all__ = ["assemble", "relevance_of"]
