"""Numbers written in figures: how their digits may be grouped, and what they are worth."""

from __future__ import annotations

import re
from fractions import Fraction

#: More digits than this count nothing that news tells of; they are keys, sums of a cipher or noise.
LONGEST = 18
#: A plain, a no-break, a thin and a narrow no-break space (SI brochure, 5.4.4: digits in groups of three).
_BLANKS = " \u00a0\u2009\u202f"
#: Groups of three apart by blanks, commas or full stops, groups of two as in India ("1,00,000"), or no groups at all.
FIGURES = (
    rf"\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|[1-9]\d?(?:,\d{2})+,\d{3}(?!\d)"
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,}(?!\.?\d)"
    r"|\d+(?:\.\d+)?"
)
#: What may stand between the words of one number. A headline that ends in one and a text that begins with another are two:
#: no number runs over a blank line, nor over the end of a line where the next begins a sentence.
GAP = r"(?:[^\S\n]|-|\n(?!\s*\n)(?!\s*(?-i:[A-Z][a-z])))+"
#: A comma before the decimals, which English has only before a scale word ("1,2 million") or of nothing ("12,00").
WITH_COMMA = r"\d{1,3},\d{1,2}(?!\d|,\d)"
NOTHING_AFTER_COMMA = r"\d{1,3},00(?![\d,.]\d|\d)"
_FIGURES = re.compile(FIGURES)
_WITH_COMMA = re.compile(WITH_COMMA)
_MIXED = re.compile(rf"(\d{{1,{LONGEST}}})[ -](\d)/(\d)")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|\.000)")
_BLANK_GROUPS = re.compile(rf"(\d{{1,3}})[{_BLANKS}](\d)\d\d(?:[{_BLANKS}]\d{{3}})*(?!\d)")
_PARTED = re.compile(rf"[{_BLANKS},.]")
_ZEROS = re.compile(r"00+|0\d\d")


def figures_at_start(words: str) -> tuple[Fraction | None, str] | None:
    """What the figures that the words begin with are worth, and the words after them.

    The worth is None where they are too long to count anything; the whole is None where the words begin with no figures.
    """
    mixed = _MIXED.match(words)
    if mixed is not None:
        value = Fraction(int(mixed[1])) + Fraction(int(mixed[2]), int(mixed[3]) or 1)
        return value, words[mixed.end() :]
    match = _WITH_COMMA.match(words) or _FIGURES.match(words)
    if match is None:
        return None
    written, rest = match.group(), words[match.end() :]
    if match.re is _WITH_COMMA:
        written = written.replace(",", ".")
    elif _DOTTED.fullmatch(written) and not rest.strip():
        # "1.000 people" are a thousand; "1.000 billion" keeps its decimals.
        written = written.replace(".", "")
    written = re.sub(rf"[{_BLANKS},]", "", written)
    if sum(character.isdecimal() for character in written) > LONGEST:
        return None, rest
    return Fraction(written), rest


def are_figures(words: str) -> bool:
    """Whether the words are digits and what may part them, and nothing else."""
    return _PARTED.sub("", words).isdecimal()


def is_a_loose_group(words: str) -> bool:
    """Whether the words are a group of a longer number that lost its head: "000", "045"."""
    return _ZEROS.fullmatch(words) is not None


def first_group(words: str) -> str | None:
    """The first group of digits in groups of three apart by blanks whose second may be a number of its own, else None."""
    match = _BLANK_GROUPS.match(words)
    return match[1] if match is not None and match[2] != "0" else None


def is_inside_figures(text: str, start: int) -> bool:
    """Whether what starts there goes on a number: right after a digit and a comma or a full stop."""
    return start > 1 and text[start - 1] in ",." and text[start - 2].isdecimal()


def is_past_counting(words: str) -> bool:
    """Whether the words begin with figures that are too long to count anything."""
    figures = figures_at_start(words)
    return figures is not None and figures[0] is None
