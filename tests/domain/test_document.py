from __future__ import annotations

import pytest

from dateline.domain.document import OffsetMap, Part, PartKind
from dateline.domain.span import Span
from dateline.errors import SpanError
from tests import build


def test_quote_counts_code_points() -> None:
    document = build.document("Ménaka 🚁 fell")
    assert document.quote(Span(7, 8)) == "🚁"
    assert document.quote(Span(9, 13)) == "fell"


def test_a_span_that_leaves_the_text_is_refused_with_its_numbers() -> None:
    document = build.document("short")
    with pytest.raises(SpanError, match=r"2-9 .* 5 characters"):
        document.quote(Span(2, 9))


def test_a_given_id_is_a_label_and_the_key_is_the_text() -> None:
    labelled = build.document("same words", label="A1")
    plain = build.document("same words")
    assert labelled.id == "A1"
    assert plain.id == plain.key == labelled.key


def test_part_is_the_first_of_its_kind() -> None:
    parts = (Part(PartKind.TITLE, Span(0, 2)), Part(PartKind.TITLE, Span(3, 4)))
    document = build.document("ab cd", parts=parts)
    assert document.part(PartKind.TITLE) == Span(0, 2)
    assert document.part(PartKind.BYLINE) is None


def test_offset_map_goes_back_to_the_raw_text() -> None:
    # raw "## Title\n\nText", clean "Title\nText"
    offsets = OffsetMap(((0, 3, 5), (6, 10, 4)))
    assert [offsets.raw_offset(offset) for offset in (0, 4, 6, 9)] == [3, 7, 10, 13]
    assert offsets.raw_offset(5) == 8
    assert OffsetMap(()).raw_offset(7) == 0
