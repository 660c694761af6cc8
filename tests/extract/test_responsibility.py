"""Claims, denials and accusations of responsibility, and that nobody claims: deed, channel, motive and who says so."""

from __future__ import annotations

import pytest

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.claim import Claim, Polarity, Role
from dateline.domain.document import Document
from dateline.extract.local import LocalExtractor
from tests import build

pytestmark = pytest.mark.model


def of_type(text: str, type_: str) -> tuple[Document, list[Claim]]:
    """The claims of one type."""
    document = build.document(text)
    claims = LocalExtractor().extract(SpacyAnalyser().analyse(document)).claims
    return document, [claim for claim in claims if claim.type == type_]


def words(document: Document, claim: Claim, role: Role) -> list[str]:
    """The words of one role."""
    return [document.quote(argument.span) for argument in claim.words_of(role)]


@pytest.mark.parametrize(
    ("text", "actor", "about"),
    [
        ("The Valley Front claimed responsibility for the bombing.", "The Valley Front", "the bombing"),
        ("The bombing in Gao was claimed by the Valley Front.", "the Valley Front", "The bombing"),
        ("The Valley Front claimed the attack.", "The Valley Front", "the attack"),
        ("The Valley Front took credit for the ambush on its channel.", "The Valley Front", "the ambush"),
    ],
)
def test_claims(text: str, actor: str, about: str) -> None:
    """Who claims which deed, whichever way round it is told."""
    document, (claim, *_) = of_type(text, "claim_responsibility")
    assert words(document, claim, Role.ACTOR) == [actor]
    assert words(document, claim, Role.ABOUT)[0].startswith(about)


def test_a_claim_has_channel_time_and_motive() -> None:
    """All three stand with the claim, not with the deed."""
    document, (claim, *_) = of_type(
        "The Valley Front claimed responsibility for the bombing in a statement on Wednesday, saying it was revenge for "
        "the arrest of its leader.",
        "claim_responsibility",
    )
    assert claim.channel is not None
    assert document.quote(claim.channel) == "a statement"
    assert claim.time is not None
    assert "Wednesday" in document.quote(claim.time)
    assert words(document, claim, Role.MOTIVE) == ["revenge for the arrest of its leader"]


def test_a_motive_told_by_the_same_in_the_next_sentence() -> None:
    """ "It said it was …" goes on with the claim; another's sentence does not."""
    told = "The Valley Front claimed responsibility for the bombing. {} said it was revenge for the arrests."
    document, (claim, *_) = of_type(told.format("It"), "claim_responsibility")
    assert words(document, claim, Role.MOTIVE) == ["revenge for the arrests"]
    document, (claim, *_) = of_type(told.format("The mayor"), "claim_responsibility")
    assert words(document, claim, Role.MOTIVE) == []


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility for the attack.",
        "Nobody has claimed responsibility for the attack.",
        "There was no immediate claim of responsibility. The governor blamed the Valley Front for the ambush.",
    ],
)
def test_nobody_claims(text: str) -> None:
    """It is a claim that is negated, and nobody's."""
    document, (claim,) = of_type(text, "claim_responsibility")
    assert claim.stance.polarity is Polarity.NEGATED
    assert words(document, claim, Role.ACTOR) == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The rebels denied responsibility for the strike.", "The rebels"),
        ("The rebels denied that they were behind the strike.", "The rebels"),
        ("The rebels denied any involvement in the strike.", "The rebels"),
        ("The army said it had nothing to do with the attack.", "The army"),
    ],
)
def test_denials(text: str, actor: str) -> None:
    """A denial is one whichever words tell it, and no claim stands beside it."""
    document, (denial,) = of_type(text, "deny_responsibility")
    assert words(document, denial, Role.ACTOR) == [actor]
    assert of_type(text, "claim_responsibility")[1] == []


@pytest.mark.parametrize(
    ("text", "recipient", "about"),
    [
        ("The governor blamed the Valley Front for the ambush.", "the Valley Front", "the ambush"),
        ("The rebels accused the army of firing the rocket.", "the army", "firing the rocket"),
    ],
)
def test_accusations(text: str, recipient: str, about: str) -> None:
    """Who is accused of what."""
    document, (claim,) = of_type(text, "accuse")
    assert words(document, claim, Role.RECIPIENT) == [recipient]
    assert words(document, claim, Role.ABOUT) == [about]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has responsibility for the roads.",
        "The company claimed a refund for the bombing damage.",
        "The league claimed that the vote was fair.",
    ],
)
def test_what_claims_no_responsibility(text: str) -> None:
    """Duties, refunds and plain statements."""
    assert of_type(text, "claim_responsibility")[1] == []


def test_two_channels_of_one_claim() -> None:
    """Both are quoted."""
    document, (claim, *_) = of_type(
        "The Valley Front claimed responsibility for the bombing in a Twitter post and an audio recording on Wednesday.",
        "claim_responsibility",
    )
    assert claim.channel is not None
    assert document.quote(claim.channel) == "a Twitter post and an audio recording"
