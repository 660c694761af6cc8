from __future__ import annotations

import re
import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analyse.encoder.windows import OVERLAP_PIECES, tokenizer_of, windows_of, words_in, words_of

#: Every letter is a piece of its own, at the start of a word and in it, so that words have many pieces.
LETTERS = string.ascii_lowercase + string.digits
VOCABULARY = ("[PAD]", "[UNK]", *LETTERS, *(f"##{letter}" for letter in LETTERS), *".,!?\"'”-", "gunmen", "##men")
TOKENIZER = tokenizer_of(VOCABULARY)

WORDS = st.sampled_from(["gunmen", "Kano", "fled", "9,000", "Ménaka", "UN-led", "“No”", "a", "withdrawal"])
ENDS = st.sampled_from(["", "", "", ".", "!", "?", ".\n", ",", ".”", "\n\n"])
TEXTS = st.lists(st.tuples(WORDS, ENDS), max_size=120).map(lambda parts: " ".join(word + end for word, end in parts))


def test_words_are_runs_of_letters_and_single_marks() -> None:
    text = "Gunmen fled Kano, the UN-led force said."
    found = words_of(text, TOKENIZER)
    assert [text[start:end] for start, end in found.spans] == re.findall(r"\w+|[^\w\s]", text)


def test_a_word_owns_its_pieces() -> None:
    found = words_of("gunmen fled", TOKENIZER)
    pieces = [VOCABULARY[piece] for piece in found.pieces]
    assert pieces == ["gunmen", "f", "##l", "##e", "##d"]
    assert found.first_piece.tolist() == [0, 1, 5]


def test_an_unknown_word_is_one_piece() -> None:
    found = words_of("fled Գյումրի now", TOKENIZER)
    assert found.pieces[found.first_piece[1] : found.first_piece[2]].tolist() == [VOCABULARY.index("[UNK]")]


def test_no_text_has_no_words_and_no_windows() -> None:
    found = words_of("", TOKENIZER)
    assert len(found) == 0
    assert windows_of(found, "") == []
    assert words_in(found, 0, 5) == range(0)


@settings(deadline=None)
@given(TEXTS)
def test_spans_quote_the_text_in_order_and_leave_no_letter_out(text: str) -> None:
    found = words_of(text, TOKENIZER)
    end = 0
    for start, stop in found.spans:
        assert end <= start < stop
        assert not re.search(r"\s", text[start:stop])
        assert not any(char.isalnum() for char in text[end:start])
        end = stop
    assert not any(char.isalnum() for char in text[end:])
    assert (np.diff(found.first_piece) > 0).all()
    assert found.first_piece[-1] == len(found.pieces)


@settings(deadline=None)
@given(TEXTS, st.sampled_from([64, 100, 256]))
def test_windows_cover_every_word_once(text: str, pieces: int) -> None:
    found = words_of(text, TOKENIZER)
    windows = windows_of(found, text, pieces)
    assert [word for window in windows for word in range(window.first, window.last)] == list(range(len(found)))
    for window in windows:
        assert 0 <= window.seen_from <= window.first < window.last
        assert found.first_piece[window.last] - found.first_piece[window.seen_from] <= pieces - 2
        assert found.first_piece[window.first] - found.first_piece[window.seen_from] <= OVERLAP_PIECES + max(
            len(word) for word in text.split()
        )


@pytest.mark.parametrize("letters", [300, 99])
def test_a_word_too_long_for_a_window_does_not_stop_it(letters: int) -> None:
    text = "fled " + "a" * letters + " fled"
    found = words_of(text, TOKENIZER)
    windows = windows_of(found, text, pieces=32)
    assert [(window.first, window.last) for window in windows][-1][1] == len(found)
    assert sum(window.last - window.first for window in windows) == len(found)


def test_a_window_ends_with_a_sentence_where_one_ends_late_enough() -> None:
    text = " ".join(["gunmen fled Kano again."] * 40)
    found = words_of(text, TOKENIZER)
    windows = windows_of(found, text)
    assert len(windows) > 1
    for window in windows[:-1]:
        start, end = found.spans[window.last - 1]
        assert text[start:end] == "."
    for window in windows[1:]:
        start, end = found.spans[window.seen_from - 1]
        assert text[start:end] == "."


@settings(deadline=None)
@given(TEXTS, st.integers(0, 200), st.integers(1, 60))
def test_words_in_are_those_that_share_a_code_point(text: str, start: int, size: int) -> None:
    found = words_of(text, TOKENIZER)
    touched = [index for index, (begin, end) in enumerate(found.spans) if begin < start + size and start < end]
    assert list(words_in(found, start, start + size)) == touched
