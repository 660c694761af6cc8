from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.domain.harmless import harmless_text, harmless_words


@given(st.text())
def test_no_control_character_and_no_turn_of_direction_is_left(words: str) -> None:
    shown = harmless_text(words)
    assert len(shown) == len(words)
    assert not [letter for letter in shown if ord(letter) < 0x20 and letter not in "\t\n"]
    assert not set(shown) & set("\x7f\x9b\u2028\u202e\u2066")


def test_words_are_one_line() -> None:
    assert harmless_words("two\n lines \x1b[31m") == "two lines ␛[31m"
