"""Whose day it is: of the arrest or of the bombing it is for, of the shooting or of the story about it."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.extract.local import LocalExtractor
from tests import build

pytestmark = pytest.mark.model


def days(text: str) -> dict[str, str | None]:
    """The words for the time of each claim, by its type."""
    document = build.document(text)
    claims = LocalExtractor().extract(SpacyAnalyser().analyse(document)).claims
    return {claim.type: document.quote(claim.time) if claim.time is not None else None for claim in claims}


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Police arrested two men over the Aug. 3 bombing in Karsa.", "coerce"),
        ("Police arrested two men after the bombing on Aug. 3.", "coerce"),
        ("Thousands protested in Karsa against Sunday's killing of a teacher.", "protest"),
        ("The minister condemned the attack on Sunday.", "accuse"),
    ],
)
def test_the_day_of_an_attack_is_not_that_of_what_follows(text: str, other: str) -> None:
    """The attack has it, and nothing else."""
    found = days(text)
    assert found["assault"] is not None
    assert found[other] is None


def test_the_day_of_a_story_is_not_that_of_what_it_tells() -> None:
    """A deed was not done on the day of the article; a claim of responsibility was made on that of the statement."""
    story = (
        "In a story on Aug. 10 about a shooting in Karsa that left eight people dead, the agency gave a wrong number."
    )
    assert days(story)["assault"] is None
    claimed = "The Valley Front claimed responsibility for the bombing in a statement on Wednesday."
    assert days(claimed)["claim_responsibility"] == "Wednesday"


def test_what_is_done_in_an_attack_is_of_its_day() -> None:
    """Two words for one deed."""
    assert days("Two guards were killed in Sunday's attack in Karsa.")["assault"] == "Sunday"


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed the mayor during a speech on Sunday.",
        "Police detained 20 men at a hearing on Sunday.",
    ],
)
def test_the_day_of_the_scene_is_that_of_the_deed(text: str) -> None:
    """What is done at a hearing is done on its day."""
    assert "Sunday" in days(text).values()
