"""How far people agree, field by field, and what is left to settle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from dateline.domain.coding import CODED, Coding
from dateline.domain.ids import EventId
from dateline.review import METRICS, agreement, differences

START = datetime(2024, 5, 13, tzinfo=UTC)


def coding(event: str, by: str, hour: int = 0, *, is_final: bool = False, **values: Any) -> Coding:
    return Coding(event=EventId(event), by=by, values=values, is_final=is_final, at=START + timedelta(hours=hour))


def test_every_field_that_is_coded_has_a_measure() -> None:
    assert set(METRICS) == set(CODED)


def test_fields_are_measured_apart() -> None:
    given = [
        coding("e1", "Ada", type="assault", killed=10, when={"earliest": "2024-05-10", "latest": "2024-05-10"}),
        coding("e1", "Bo", type="assault", killed=12, when={"earliest": "2024-05-10", "latest": "2024-05-12"}),
        coding("e2", "Ada", type="protest", killed=None, place=" Gao "),
        coding("e2", "Bo", type="coerce", killed=0, place="gao"),
        coding("e3", "Ada", type="assault", killed=3),
        coding("e2", "Cy", type="protest", is_final=True),
    ]
    found = agreement(given)
    by_field = {one.field: one for one in found.fields}
    assert (found.coders, found.events, found.adjudicated) == (("Ada", "Bo"), 2, 1)
    assert (by_field["type"].units, by_field["type"].values) == (2, 4)
    assert by_field["type"].alpha is not None and 0 < by_field["type"].alpha < 1
    assert by_field["place"].alpha == 1.0, "names are compared without case and spaces"
    assert (by_field["killed"].units, by_field["injured"].alpha) == (1, None), (
        "not said lies at no distance from a number"
    )
    assert by_field["when"].units == 1


def test_what_differs_is_told_until_it_is_settled() -> None:
    ada = coding("e1", "Ada", type="assault", killed=10, place="Gao")
    bo = coding("e1", "Bo", 1, type="assault", killed=None, place="Gao")
    alike = [coding("e2", name, type="protest") for name in ("Ada", "Bo")]
    [found] = differences([ada, bo, *alike])
    assert (found.event, found.fields, found.codings) == ("e1", ("killed",), (ada, bo))
    settled = coding("e1", "Cy", 2, is_final=True, killed=10)
    assert differences([ada, bo, settled]) == ()
    later = coding("e1", "Di", 3, killed=11)
    assert [one.event for one in differences([ada, bo, settled, later])] == ["e1"]


def test_a_field_that_one_left_out_is_no_difference() -> None:
    assert differences([coding("e1", "Ada", killed=3), coding("e1", "Bo", type="assault")]) == ()
