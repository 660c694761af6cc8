"""How long something lasts, from the words to the printed value."""

from __future__ import annotations

import pytest

import dateline

pytestmark = pytest.mark.model


def test_a_state_of_emergency_has_a_start_and_a_duration() -> None:
    text = "The governor declared a 10-day curfew in Gao, starting on Friday."
    [claim] = [claim for claim in dateline.code(text, published="2024-05-12").claims if claim.type == "coerce"]
    assert claim.when is not None
    assert claim.when.earliest is not None
    assert (claim.when.earliest.isoformat(), claim.when.duration) == ("2024-05-10", "P10D")
