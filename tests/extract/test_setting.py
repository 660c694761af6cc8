"""Which of a sentence's places an event took place in."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.extract.local import LocalExtractor
from tests import build

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Two herders were shot dead in Ansongo, in the southern province of Gao.", "shot dead", "Ansongo"),
        ("A bomb went off in Ansongo town, some 90 km south of Gao.", "went off", "Ansongo"),
        ("Six sailors were captured by Iran in the Caspian Sea.", "captured", "Caspian Sea"),
    ],
)
def test_the_place_that_lies_in_another_is_where_it_happened(text: str, trigger: str, place: str) -> None:
    document = build.document(text)
    extraction = LocalExtractor().extract(SpacyAnalyser().analyse(document))
    claim = next(claim for claim in extraction.claims if document.quote(claim.trigger) == trigger)
    assert document.quote(claim.places[0]) == place


@pytest.mark.parametrize(
    ("text", "trigger", "time", "duration"),
    [
        ("The envoy demanded a month-long truce on Friday.", "demanded", "Friday", None),
        ("Shells killed five herders in the past two weeks.", "killed", "the past two weeks", None),
        ("At least ten herders have been killed since May 2019.", "killed", "May 2019", None),
        ("Musa once attacked the army, and his brother is now a trader.", "attacked", None, None),
    ],
)
def test_the_times_of_others_are_not_taken(text: str, trigger: str, time: str | None, duration: str | None) -> None:
    document = build.document(text)
    extraction = LocalExtractor().extract(SpacyAnalyser().analyse(document))
    claim = next(claim for claim in extraction.claims if trigger in document.quote(claim.trigger))
    assert (claim.time and document.quote(claim.time)) == time
    assert (claim.duration and document.quote(claim.duration)) == duration
