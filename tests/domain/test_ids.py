from __future__ import annotations

from dateline.domain.ids import account_id, actor_id, attribution_id, claim_id, document_key, place_id, relation_id
from dateline.domain.span import Span

KEY = document_key("Gunmen attacked Gao.")


def test_ids_are_fixed_for_ever() -> None:
    """Judgements hang on these: a change of the recipe orphans every one of them."""
    assert claim_id(KEY, Span(7, 15)) == "cd8bec36ce4ec4dd7"


def test_a_claim_is_its_trigger_and_its_text() -> None:
    known = claim_id(KEY, Span(7, 15))
    assert known != claim_id(KEY, Span(7, 14))
    assert known != claim_id(KEY, Span(7, 15), 1)
    assert known != claim_id(document_key("Gunmen attacked Gao!"), Span(7, 15))


def test_each_noun_has_its_letter() -> None:
    span = Span(0, 6)
    assert account_id(claim_id(KEY, span)) == "k" + claim_id(KEY, span)[1:]
    ids = [actor_id(KEY, span), place_id(KEY, span), attribution_id(KEY, span), relation_id(KEY, "fights", span, span)]
    assert [one[0] for one in ids] == ["a", "p", "s", "r"]


def test_a_lone_surrogate_does_not_break_a_key() -> None:
    assert document_key("a\ud800") != document_key("a")
