"""Which account a claim, a denial or an accusation of responsibility is about."""

from __future__ import annotations

from dateline.assemble import assemble
from dateline.domain.claim import Argument, Claim, Role
from dateline.domain.document import Document
from dateline.domain.extraction import Extraction
from tests import build

TEXT = (
    "Gunmen attacked Gao. A bomb hit Mopti on Friday. The Front claimed the attack in Gao. The army denied it. "
    "The mayor blamed the Front for the raid. The mayor criticised the budget."
)


def about(document: Document, claim: Claim, *acts: Claim) -> int | None:
    """The place, among the acts, of the one whose account the claim is about."""
    after, _ = assemble(Extraction(claims=(*acts, claim)), build.analysis(document))
    accounts = [one.account for one in after[:-1]]
    return None if after[-1].about is None else accounts.index(after[-1].about)


def acts_of(document: Document) -> tuple[Claim, Claim]:
    """Two attacks that are two events."""
    return build.claim(document, "attacked", mode="firearms"), build.claim(document, "hit", mode="explosives")


def test_the_last_attack_told_before() -> None:
    """Where no words say which deed it is."""
    document = build.document(TEXT)
    denied = build.claim(document, "denied", "deny_responsibility")
    assert about(document, denied, *acts_of(document)) == 1


def test_the_attack_that_the_words_tell() -> None:
    """Words for the deed that hold the trigger of an attack are of that attack."""
    document = build.document(TEXT)
    deed = (Argument(role=Role.ABOUT, span=build.span(document, "the attack in Gao")),)
    claimed = build.claim(document, "claimed", "claim_responsibility", arguments=deed)
    told = build.claim(document, "attack", nth=1, mode="firearms")
    acts = (*acts_of(document), told)
    after, _ = assemble(Extraction(claims=(*acts, claimed)), build.analysis(document))
    assert after[-1].about == after[2].account


def test_an_accusation_needs_a_deed() -> None:
    """Blame for a raid is tied; criticism of a budget is not."""
    document = build.document(TEXT)
    deed = (Argument(role=Role.ABOUT, span=build.span(document, "the raid")),)
    assert about(document, build.claim(document, "blamed", "accuse", arguments=deed), *acts_of(document)) == 1
    assert about(document, build.claim(document, "criticised", "accuse"), *acts_of(document)) is None
