"""Numbers of dead and wounded that the reader is sure of make a claim of the words that tell them."""

from __future__ import annotations

import pytest

from dateline.domain.claim import Claim
from dateline.domain.document import Document
from dateline.domain.happening import Answer, Part
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.value import Measure
from dateline.extract.local.judging import judged
from tests import build
from tests.extract.test_judging import happening, seen

TEXT = "Gunmen stormed the mill. The raid left 4 people injured, and the 4 were treated."


def claims_of(document: Document, score: float, measure: str = "injured", stormed: float = 0.9) -> tuple[Claim, ...]:
    number = build.span(document, "4")
    told = happening(document, "raid", 0.2, parts=(Part("count", number, score, measure=measure),))
    again = happening(document, "injured", 0.1, parts=(Part("count", number, score, measure=measure),))
    mention = Mention(kind=MentionKind.NUMBER, span=number)
    return judged((), seen(document, happening(document, "stormed", stormed), told, again), (mention,), ())


def test_a_sure_toll_makes_one_claim_of_the_likeliest_word() -> None:
    document = build.document(TEXT)
    claims = claims_of(document, 0.95)
    assert [document.quote(claim.trigger) for claim in claims] == ["stormed", "raid"]
    assert [(document.quote(one.span), one.measure) for one in claims[1].quantities] == [("4", Measure.INJURED)]


@pytest.mark.parametrize(
    ("score", "measure", "stormed"),
    [(0.6, "injured", 0.9), (0.95, "arrested", 0.9), (0.95, "injured", 0.1)],
    ids=["unsure", "no harm", "no violence in the report"],
)
def test_other_numbers_make_none(score: float, measure: str, stormed: float) -> None:
    document = build.document(TEXT)
    assert "raid" not in [document.quote(claim.trigger) for claim in claims_of(document, score, measure, stormed)]


def test_a_toll_that_a_likely_claim_tells_makes_no_second_one() -> None:
    document = build.document(TEXT)
    number = build.span(document, "4")
    part = Part("count", number, 0.95, measure="injured")
    analysis = seen(
        document, happening(document, "raid", 0.2, parts=(part,)), happening(document, "injured", 0.9, parts=(part,))
    )
    claims = judged((), analysis, (Mention(kind=MentionKind.NUMBER, span=number),), ())
    assert [document.quote(claim.trigger) for claim in claims] == ["injured"]


def test_words_of_another_act_tell_no_toll() -> None:
    document = build.document(TEXT)
    number = build.span(document, "4")
    part = Part("count", number, 0.95, measure="injured")
    types = (Answer("coerce", 0.9), Answer("assault", 0.1))
    told = happening(document, "raid", 0.2, types=types, parts=(part,))
    analysis = seen(document, happening(document, "stormed"), told)
    claims = judged((), analysis, (Mention(kind=MentionKind.NUMBER, span=number),), ())
    assert [document.quote(claim.trigger) for claim in claims] == ["stormed"]


def test_a_number_of_another_sentence_counts_nothing_here() -> None:
    document = build.document("Gunmen stormed the mill. In all 4 people were injured.")
    number = build.span(document, "4")
    told = happening(document, "stormed", parts=(Part("count", number, 0.95, measure="injured"),))
    (claim,) = judged((), seen(document, told), (Mention(kind=MentionKind.NUMBER, span=number),), ())
    assert claim.quantities == ()
