"""Words of a report that are shown to a person: a mark for every control character, so that none reaches a screen or a page."""

from __future__ import annotations

#: Control characters, but for line ends and tabs, by a mark of one character, so that spans stay where they are; and what turns
#: the direction of writing, by which a name can be made to read as another.
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
MARKS: dict[int, int] = _CONTROLS | dict.fromkeys(
    (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), 0xFFFD
)


def harmless_text(words: str) -> str:
    """The words with marks of one character for control characters; as long as they were."""
    return words.translate(MARKS)


def harmless_words(words: str) -> str:
    """The words in one line, with marks for control characters."""
    return " ".join(words.translate(MARKS).split())
