"""Broken encodings, unseen marks, blanks and entities."""

from __future__ import annotations

from tests.clean.cleaned import cleaned, reasons


def test_what_is_surely_broken_is_mended_and_curly_quotes_stay() -> None:
    words = "“We’ll stay,” said the mayor of Tillabéri."
    document = cleaned(words.encode().decode("cp1252", errors="replace").replace("\ufffd", "\x9d"))
    assert document.text == words


def test_twice_broken_words_are_mended() -> None:
    twice = "Tillabéri’s mayor".encode().decode("cp1252").encode().decode("cp1252")
    assert cleaned(f"The {twice} fled.").text == "The Tillabéri’s mayor fled."


def test_words_that_only_look_unusual_stay() -> None:
    words = "Ângela of São Tomé, Đoković, Łódź and Õie met at the Café Über; 5 × 3 ± 2."
    assert cleaned(words).text == words


def test_mended_words_keep_their_way_back() -> None:
    raw = "It’s over".encode().decode("cp1252") + ", the general told reporters."
    document = cleaned(raw)
    at = document.text.index("general")
    assert raw[document.offsets.raw_offset(at) :].startswith("general")


def test_unseen_marks_go_and_are_counted_once() -> None:
    document = cleaned("The \u202ebomb\u202c went\u200b off near Bag\u00adhdad\u200f today.")
    assert document.text == "The bomb went off near Baghdad today."
    assert reasons(document)["control_marks"] == "U+00AD ×1, U+200B ×1, U+200F ×1, U+202C ×1, U+202E ×1"
    assert len(document.removed) == 1


def test_a_soft_hyphen_at_a_line_end_joins_the_word() -> None:
    assert cleaned("The govern\u00ad\nment fell on Monday.").text == "The government fell on Monday."


def test_joiners_of_other_scripts_stay() -> None:
    assert "می\u200cشود" in cleaned("The word می\u200cشود was seen on the wall.").text


def test_blanks_and_line_ends_are_plain() -> None:
    document = cleaned("At\u00a0least   nine\tdied.  More  were hurt. \r\n\r\nThe end came\u2009late.\r\rLast.")
    assert document.text == "At least nine died. More were hurt.\n\nThe end came late.\n\nLast."


def test_entities_are_read() -> None:
    assert (
        cleaned("Smith &amp; Sons said &quot;no&quot;&nbsp;&#8212; AT&T agreed.").text
        == 'Smith & Sons said "no" — AT&T agreed.'
    )


def test_latin_1_controls_are_the_marks_they_were_meant_to_be() -> None:
    assert (
        cleaned("\u0093It isn\u0092t over\u0085\u0094 he said \u0096 twice.").text
        == "“It isn’t over…” he said – twice."
    )
