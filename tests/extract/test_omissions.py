"""That those who ought to step in did nothing: who, in which words, and what is none of it."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.claim import Polarity, Role
from dateline.extract.local import LocalExtractor
from tests import build

pytestmark = pytest.mark.model


def omissions(text: str) -> list[tuple[str, list[str], list[str]]]:
    """Trigger, doers and those who were not helped, of each omission."""
    document = build.document(text)
    claims = LocalExtractor().extract(SpacyAnalyser().analyse(document)).claims
    return [
        (
            document.quote(claim.trigger),
            [document.quote(one.span) for one in claim.words_of(Role.ACTOR)],
            [document.quote(one.span) for one in claim.words_of(Role.RECIPIENT)],
        )
        for claim in claims
        if claim.type == "aid" and claim.stance.polarity is Polarity.NEGATED
    ]


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("Soldiers looked on as gunmen burned forty houses in Karsa.", "looked on", "Soldiers"),
        ("The police stood by while the crowd set fire to the shops.", "stood by", "The police"),
        ("Peacekeepers did nothing to stop the killings, survivors said.", "did nothing", "Peacekeepers"),
        ("The police turned a blind eye to the looting.", "turned a blind eye", "The police"),
        ("The army looked the other way when the village was attacked.", "looked the other way", "The army"),
        ("The guards stood and watched as prisoners were beaten.", "stood and watched", "The guards"),
        ("An escort of the convoy was there, and the soldiers sat idle.", "sat idle", "the soldiers"),
        ("The mob burned the mill as fifty policemen watched.", "watched", "fifty policemen"),
        ("The policemen on duty did not intervene.", "not intervene", "The policemen"),
        ("Troops failed to protect the villagers.", "failed to protect", "Troops"),
        ("The government refused to intervene in the fighting.", "refused to intervene", "The government"),
        ("The police were unable to contain the riots.", "unable to contain", "The police"),
        ("No action was taken by the police against the attackers.", "No action was taken", "the police"),
        ("The governor spoke of police inaction during the riots.", "inaction", "police"),
        ("Residents complained of inaction by the police force.", "inaction", "the police force"),
        ("Relatives blamed the negligence of the army for the deaths.", "negligence", "the army"),
        ("The army's failure to protect the camp angered many.", "failure to protect", "The army"),
        ("There was a total lack of police protection.", "lack of police protection", "police"),
        ("A party of six policemen stood and watched the beating.", "stood and watched", "six policemen"),
    ],
)
def test_an_omission(text: str, trigger: str, doer: str) -> None:
    """In an idiom, a denied act or a noun, and of whom."""
    (found,) = omissions(text)
    assert (found[0], found[1]) == (trigger, [doer])


def test_who_was_not_helped() -> None:
    """The object of protecting or saving, and not what was to be stopped."""
    assert omissions("Troops failed to protect the villagers.")[0][2] == ["the villagers"]
    assert omissions("Troops failed to stop the looting.")[0][2] == []


@pytest.mark.parametrize(
    "text",
    [
        "The government did not respond to a request for comment.",
        "Police could not control the fire.",
        "The army did not act alone.",
        "Rebel forces looked on as the army burned the village.",
        "Protesters stood by the gate and did nothing.",
        "The police will not intervene in the strike.",
        "The police did not look away.",
        "The troops stood guard and stopped the looters.",
        "Officials watched the parade.",
        "As soldiers looked for the gunmen, a bomb killed four traders.",
        "The president stood by his defence minister after the attack.",
        "The government stood by its decision to bomb the port.",
        "The government refused to stop its attacks on the port.",
        "The army refused to stop shelling the port.",
        "The officer stood and watched the horizon.",
        "The army denied failing to stop the killings.",
        "The government failed to act on climate change.",
        "The ministry would do nothing to raise prices.",
    ],
)
def test_none_of_it(text: str) -> None:
    """Answers to reporters, fires, those who owe nothing, what is not told as done, and what was done after all."""
    assert omissions(text) == []


def test_acts_with_a_type_of_their_own_stay_what_they_are() -> None:
    """ "Did not arrest" is an arrest that was not made, and no help that was not given."""
    assert omissions("The police did not arrest the gunmen.") == []
