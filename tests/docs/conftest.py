from __future__ import annotations

from tests.journeys.conftest import here
from tests.store.conftest import server

__all__ = ["here", "server"]
