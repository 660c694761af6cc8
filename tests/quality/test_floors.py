from __future__ import annotations

import json

import pytest

from tests.quality.gate import FLOORS, measured

pytestmark = pytest.mark.model


def test_no_event_type_is_read_worse_than_its_floor() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    now = measured()
    assert now.corpus == floors["corpus"], "the examples changed: python -m tests.quality.gate --update"
    lower = {
        key: (now.right.get(key, 0), floor) for key, floor in floors["right"].items() if now.right.get(key, 0) < floor
    }
    assert not lower, "\n".join(now.misses)
