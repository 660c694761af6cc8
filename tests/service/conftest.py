from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.service.merging import LedgerMerge
from dateline.store import Ledger as Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty ledger."""
    with Store(tmp_path / "kept.ledger") as opened:
        yield opened


@pytest.fixture
def merge(store: Store) -> LedgerMerge:
    """What merges it."""
    return LedgerMerge(store)
