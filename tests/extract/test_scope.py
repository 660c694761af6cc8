"""Which telling words stand inside of."""

from __future__ import annotations

from dateline.domain.attribution import Attribution
from dateline.domain.ids import attribution_id
from dateline.domain.span import Span
from dateline.extract.local.scope import attribution_of
from tests import build

TEXT = build.document("Doctors said that guards told them the clinic, on a hill, was hit. Nobody spoke.")


def attribution(*content: str) -> Attribution:
    """An attribution of those pieces of the text."""
    spans = tuple(build.span(TEXT, words) for words in content)
    return Attribution(id=attribution_id(TEXT.key, *spans), content=spans)


def test_the_inner_telling_wins() -> None:
    """Told inside a telling: the shorter content is the inner one, whatever the order."""
    outer, inner = (
        attribution("that guards told them the clinic, on a hill, was hit"),
        attribution("the clinic", "was hit"),
    )
    hit = build.span(TEXT, "hit")
    assert attribution_of(hit, [outer, inner]) == inner
    assert attribution_of(hit, [inner, outer]) == inner
    assert attribution_of(build.span(TEXT, "guards"), [outer, inner]) == outer


def test_words_over_two_pieces_are_held() -> None:
    """A clause whose middle is the teller's still belongs to what is told; the middle alone does not."""
    split = attribution("the clinic", "was hit")
    assert attribution_of(build.span(TEXT, "the clinic, on a hill, was hit"), [split]) == split
    assert attribution_of(build.span(TEXT, "hill"), [split]) is None


def test_by_clause_not_by_sentence() -> None:
    """Words of the same sentence outside the content are the reporter's."""
    told = attribution("was hit")
    assert attribution_of(build.span(TEXT, "Doctors"), [told]) is None
    assert attribution_of(build.span(TEXT, "Nobody spoke"), [told]) is None
    assert attribution_of(Span(0, 1), []) is None
