"""Charsets: said, marked, plain to see or guessed; no word is lost."""

from __future__ import annotations

import codecs

import pytest

from dateline.errors import UnreadableError
from tests.clean.cleaned import BODY, cleaned

WORDS = "The café’s owner said “no”; the père was wounded near Tillabéri, naïve or not."


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_and_utf_8(charset: str) -> None:
    document = cleaned(WORDS.encode(charset))
    assert document.text == WORDS
    assert document.issues == ()


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_what_the_container_says(charset: str) -> None:
    document = cleaned(WORDS.encode(charset), media_type=f"text/plain; charset={charset}")
    assert document.text == WORDS
    assert document.media_type == "text/plain"


def test_big_endian_mark() -> None:
    assert cleaned(codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be")).text == WORDS


def test_windows_1252_is_read_and_said() -> None:
    document = cleaned(WORDS.encode("cp1252"))
    assert document.text == WORDS
    assert [issue.kind for issue in document.issues] == ["guessed_encoding"]
    assert "windows-1252" in document.issues[0].detail


def test_stray_bytes_in_utf_8_are_read_alone() -> None:
    raw = WORDS.encode() + b"\n\nHe added \x93yes\x94 and caf\xe9.\n\n" + WORDS.encode()
    document = cleaned(raw)
    assert document.text == f"{WORDS}\n\nHe added “yes” and café.\n\n{WORDS}"
    assert [issue.kind for issue in document.issues] == ["mixed_encoding"]


def test_a_cyrillic_charset_is_guessed() -> None:
    words = (
        "Вооружённые люди напали на рынок во вторник, сообщил мэр города. Погибли девять человек, ещё двое ранены. " * 5
    )
    document = cleaned(words.encode("cp1251"))
    assert "напали на рынок" in document.text
    assert document.issues[0].kind == "guessed_encoding"


def test_bytes_that_no_charset_has_do_not_stop_the_reading() -> None:
    document = cleaned(b"\xff\xfe" + WORDS.encode("utf-16-le") + b"\x00\xd8")
    assert document.text.startswith(WORDS)
    assert document.issues[0].kind == "bad_bytes"


def test_an_unknown_charset_is_passed_over() -> None:
    assert cleaned(BODY, media_type="text/plain; charset=klingon").text == BODY


@pytest.mark.parametrize("raw", [b"", b"\xef\xbb\xbf", "\u200b\u200e \n".encode()])
def test_no_text_is_an_error(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="no text"):
        cleaned(raw)
