"""Bodies that can neither die nor be hurt are counted as what they are."""

from __future__ import annotations

import pytest

from dateline import service
from dateline.domain.value import Measure

pytestmark = pytest.mark.model


@pytest.mark.parametrize("words", ["at least 43 terror groups", "some 12 militias", "three armed factions"])
def test_groups_that_are_fought_are_no_dead(words: str) -> None:
    reading = service.code(f"Special forces are targeting {words} in the region, the ministry said on Friday.")
    told = {count.measure for claim in reading.claims for count in claim.counts}
    assert told <= {Measure.GROUPS}


def test_people_of_a_group_may_die() -> None:
    reading = service.code("Gunmen killed 12 members of the group in Dorma on Friday, police said.")
    assert Measure.KILLED in {count.measure for claim in reading.claims for count in claim.counts}
