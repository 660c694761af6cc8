from __future__ import annotations

from tests.gazetteer.test_build_from_dumps import base
from tests.journeys.conftest import here
from tests.store.conftest import server

__all__ = ["base", "here", "server"]
