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
