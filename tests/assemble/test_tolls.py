"""Tolls of an account: which of its figures are the whole, and which are parts of it or count other people."""

from __future__ import annotations

import pytest

from dateline.assemble.tolls import tolls_of
from dateline.domain.claim import Claim
from dateline.domain.document import Document
from dateline.domain.value import Count, Measure
from tests import build

#: A count in a text: its words, what follows of whom it counts, its measure and its number.
Told = tuple[str, str | None, Measure, int]
KILLED, INJURED = Measure.KILLED, Measure.INJURED


def claim_of(document: Document, trigger: str, told: list[Told], confidence: float = 0.9) -> Claim:
    counts = tuple(
        Count(
            span=build.span(document, words), measure=measure, low=number, high=number,
            of=build.span(document, of) if of else None, confidence=0.9,
        )
        for words, of, measure, number in told
    )  # fmt: skip
    return build.claim(document, trigger, counts=counts, confidence=confidence)


def best(document: Document, *claims: Claim) -> dict[Measure, int | None]:
    return {toll.measure: toll.best for toll in tolls_of(claims, document)}


@pytest.mark.parametrize(
    ("text", "trigger", "told", "toll"),
    [
        ("Gunmen wounded 5 guards, 2 critically.", "wounded", [("5", "guards", INJURED, 5), ("2", None, INJURED, 2)], 5),
        ("2 of the 6 wounded are students.", "wounded", [("2", None, INJURED, 2), ("6", None, INJURED, 6)], 6),
        ("Of the 4 wounded, 3 were miners.", "wounded", [("4", None, INJURED, 4), ("3", None, INJURED, 3)], 4),
        ("3 others, 1 man and 2 women, were wounded.", "wounded",
         [("3", "others", INJURED, 3), ("1", "man", INJURED, 1), ("2", "women", INJURED, 2)], 3),
        ("Gunmen wounded 2 men and 3 women.", "wounded", [("2", "men", INJURED, 2), ("3", "women", INJURED, 3)], 5),
    ],
)  # fmt: skip
def test_parts_of_a_figure_are_not_added(text: str, trigger: str, told: list[Told], toll: int) -> None:
    document = build.document(text)
    assert best(document, claim_of(document, trigger, told)) == {INJURED: toll}


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("In all 4 people were shot. Only 1 man was killed.", 3),
        ("In all 4 others were shot. Only 1 man was killed.", 4),
        ("In all 4 people were wounded. Only 1 man was killed.", 4),
        ("In all 4 people were wounded. Only 1 of the men was killed.", 3),
        ("In all 4 soldiers were shot. Only 1 man was killed.", 4),
    ],
)
def test_who_died_is_no_longer_injured(text: str, injured: int) -> None:
    document = build.document(text)
    whom = text.split()[3]
    hit = claim_of(document, text.split()[5].rstrip("."), [("4", whom, INJURED, 4)])
    died = claim_of(document, "killed", [("1", None, KILLED, 1)])
    assert best(document, hit, died) == {KILLED: 1, INJURED: injured}


def test_where_all_who_were_hit_died_nobody_is_injured() -> None:
    document = build.document("In all 2 people were shot. Both were killed.")
    hit = claim_of(document, "shot", [("2", "people", INJURED, 2)])
    died = claim_of(document, "killed", [("Both", None, KILLED, 2)])
    assert best(document, hit, died) == {KILLED: 2}


def test_a_great_figure_that_nothing_supports_is_no_toll() -> None:
    document = build.document("Gunmen killed 5 guards. The raid killed 5 men. Some say 200 people died.")
    told = [
        claim_of(document, "killed", [("5", "guards", KILLED, 5)]),
        claim_of(document, "raid", [("5 men", "men", KILLED, 5)]),
        claim_of(document, "died", [("200", "people", KILLED, 200)], confidence=0.3),
    ]
    assert best(document, *told) == {KILLED: 5}
    assert best(document, told[0], claim_of(document, "died", [("200", "people", KILLED, 200)])) == {KILLED: 200}


def test_single_persons_told_one_by_one_do_not_outweigh_a_total() -> None:
    document = build.document("The raid hurt 6 men. Musa fell. Bello fell. Idris fell. Sani fell. Garba fell.")
    names = ["Musa", "Bello", "Idris", "Sani", "Garba"]
    total = claim_of(document, "hurt", [("6", "men", INJURED, 6)], confidence=0.6)
    each = [claim_of(document, name, [(name, None, INJURED, 1)]) for name in names]
    assert best(document, total, *each) == {INJURED: 6}


def test_a_number_counts_either_the_killed_or_the_injured() -> None:
    document = build.document("The raid left 3 guards wounded, and shots were heard.")
    surer = claim_of(document, "wounded", [("3", "guards", INJURED, 3)])
    other = claim_of(document, "shots", [("3", "guards", KILLED, 3)], confidence=0.4)
    assert best(document, surer, other) == {INJURED: 3}


def test_only_the_counts_of_the_claim_s_own_sentence_are_added() -> None:
    document = build.document("Gunmen wounded 5 men. The town counted 3 victims.")
    claim = claim_of(document, "wounded", [("5", "men", INJURED, 5), ("3", "victims", INJURED, 3)])
    assert best(document, claim) == {INJURED: 5}
