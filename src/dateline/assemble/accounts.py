"""Accounts: which claims of a document tell of one event."""

from __future__ import annotations

from dateline.domain.account import Account
from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim
from dateline.domain.extraction import Extraction


def assemble(extraction: Extraction, analysis: Analysis) -> tuple[tuple[Claim, ...], tuple[Account, ...]]:
    """The claims, each with its account, and the accounts in the order of their first claims."""
    return extraction.claims, ()
