"""Quotation marks: pairs, paragraphs, strays."""

from __future__ import annotations

import pytest

from dateline.extract.local.quotation_marks import find_quotations


def quoted(text: str) -> list[list[str]]:
    """The pieces of each quotation, marks included."""
    return [[text[piece.start : piece.end] for piece in quotation.pieces] for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we stay" and left.', [['"we stay"']]),
        ("“We stay,” he said. “We always did.”", [["“We stay,”"], ["“We always did.”"]]),
        ("She called it ‘a bad day for the valley’ and left.", [["‘a bad day for the valley’"]]),
        ("The rebels’ camp and the town’s school stood.", []),
        ('"One road is open.\nThe other is not," he said.', [['"One road is open.\nThe other is not,"']]),
        ("“We saw smoke.\n\n“Then we ran,” she said.", [["“We saw smoke.", "“Then we ran,”"]]),
        ("''We stay,'' he said. ``We did.''", [["''We stay,''"], ["``We did.''"]]),
        ('A 12" pipe was found.', []),
        ("", []),
    ],
)
def test_pairs(text: str, expected: list[list[str]]) -> None:
    """Marks make pairs, over lines and paragraphs; apostrophes and inches do not."""
    assert quoted(text) == expected


def test_a_loaded_word_is_no_speech_but_a_short_sentence_is() -> None:
    """Form and length tell speech from loaded words."""
    loaded, short, long = find_quotations('The "liberation" came. "Run!" Then "with all the means we have" they went.')
    assert not loaded.spoken
    assert short.spoken
    assert long.spoken


def test_quotations_never_overlap() -> None:
    """Unbalanced marks leave quotations in order and apart."""
    found = find_quotations('"a b c d "e f" g" h “i " j” "\n"k l\n\n" m “ n')
    spans = [piece for quotation in found for piece in quotation.pieces]
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))
