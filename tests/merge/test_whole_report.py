"""What a report tells of its focus in other accounts."""

from __future__ import annotations

import pytest

from dateline.domain.claim import Modality, Stage
from dateline.merge.whole_report import companions_of
from tests.merge.told import Saying, telling

REPORT = "Gunmen raided the market. The governor said that they would be fought everywhere."


@pytest.mark.parametrize(
    ("claim", "again"),
    [
        ({}, True),
        ({"modality": Modality.PROMISED, "stage": Stage.FUTURE}, False),
        ({"modality": Modality.DENIED}, False),
        ({"stage": Stage.FUTURE}, False),
        ({"stage": Stage.ONGOING}, False),
    ],
)
def test_only_what_is_said_to_have_happened_tells_the_focus_again(claim: dict[str, object], again: bool) -> None:
    focus = telling("d1", text=REPORT)
    other = telling("d1", Saying(claim=claim), text=REPORT, offset=300, focus=False)
    assert companions_of(focus, [focus, other]) == (frozenset({other.account}) if again else frozenset())
