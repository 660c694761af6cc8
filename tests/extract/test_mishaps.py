"""Harm that nobody did is no assault; what somebody did is one, whatever burns or falls with it."""

from __future__ import annotations

import pytest

from dateline.config import Config
from dateline.pipeline import Pipeline
from tests import build

pytestmark = pytest.mark.model


def told(text: str, *types: str) -> list[str]:
    """The triggers of the claims of those types in a report."""
    document = build.document(text)
    claims = Pipeline(Config()).reading_of_document(document).claims
    return [document.quote(claim.trigger) for claim in claims if claim.type in types]


def assaults(text: str) -> list[str]:
    """The triggers of the claims of violence in a report."""
    return told(text, "assault")


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed and three injured when a minibus overturned on the road to Dorma.",
        "Five children died when their hut burned down in Karsa on Sunday, police said.",
        "One person was killed in an accident on the coast road on Sunday night.",
        "A woman was hit by a car in a parking lot and died in hospital.",
        "At least 40 people were killed when a building collapsed in Karsa.",
        "A gas explosion at a restaurant killed six people in Karsa.",
        "A helicopter crashed in bad weather near Karsa, killing four soldiers.",
        "Three workers died in a blaze at a factory.",
        "An earthquake killed at least 300 people in the west on Monday.",
        "A landslide buried a village, killing 12 people and injuring 30.",
        "Seventeen people died of cholera in a camp near Karsa.",
        "A miner was killed when a tunnel caved in.",
        "A train derailed near Karsa, leaving 12 passengers dead and 40 hurt.",
        "The singer died of a heart attack at her home.",
        "A lorry skidded on a bridge and overturned. Four people suffered serious injuries. Its driver died at the scene.",
    ],
)
def test_a_mishap_is_no_assault(text: str) -> None:
    assert assaults(text) == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A helicopter crashed after it was hit by rebel fire near Karsa, killing four soldiers.", "hit"),
        ("Militants set fire to a factory in Karsa and three workers died in the blaze.", "set fire"),
        ("A suicide car bomber rammed a crash barrier, killing four.", "rammed"),
        ("Six people were killed in an explosion in Karsa.", "killed"),
        ("Three aid workers helping victims of the earthquake were killed near Karsa.", "killed"),
        ("Thirty civilians were killed when the town fell to the rebels.", "killed"),
        ("Shells fell on a market, killing nine.", "fell"),
        ("Police said a man who died in a crash had been shot in the head.", "shot"),
        ("Nine people died when a house collapsed after an air strike in Karsa.", "died"),
        ("A mob set the market on fire. Nine traders died in the blaze.", "set the market on fire"),
    ],
)
def test_what_somebody_did_stays_an_assault(text: str, trigger: str) -> None:
    assert trigger.split()[0] in " ".join(assaults(text)).split()


def test_a_fire_in_a_report_of_violence_may_be_part_of_it() -> None:
    text = "Rebels shelled the port of Karsa on Friday and killed two guards. Nine dockers died when a warehouse collapsed."
    assert "died" in assaults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Twelve fishermen went missing when their boat capsized off Karsa on Monday.",
        "A hiker disappeared after an avalanche on Friday.",
        "Two sailors disappeared overboard in a storm.",
    ],
)
def test_who_is_lost_in_a_mishap_is_not_abducted_and_has_not_retreated(text: str) -> None:
    assert told(text, "assault", "retreat") == []


def test_who_goes_missing_at_the_hands_of_soldiers_is_abducted() -> None:
    assert "went missing" in assaults("The student went missing after soldiers raided his home in Karsa.")


def test_phrases_that_tell_nothing_bind_the_reader() -> None:
    document = build.document("The crew captured the scene on camera while firefighters battled the blaze.")
    assert Pipeline(Config()).reading_of_document(document).claims == ()


def test_the_remains_that_police_find_are_no_seizure() -> None:
    text = "Gunmen killed a guard in Karsa on Friday. Police recovered seven bullet shells and the body of the guard."
    assert "recovered" not in told(text, "coerce")
    text = "Gunmen killed a guard in Karsa on Friday. Police recovered seven rifles and a grenade."
    assert "recovered" in told(text, "coerce")
