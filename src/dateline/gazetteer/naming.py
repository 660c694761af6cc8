"""How names are compared: the same key for every spelling that differs only in case, marks and punctuation."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
        "ɔ": "o", "ɛ": "e", "ŋ": "n", "ɲ": "ny", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ə": "a", "&": " and ",
    }
)  # fmt: skip
_DROPPED = re.compile(r"[.'‘’ʻʼʾʿ`´′ʹ\"“”()]")
_SPACED = re.compile(r"[\s\-‐-―−/_,;:·•*]+")
_SHORT = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft"}


def key_from_name(name: str) -> str:
    """The key of a name: lower case, no diacritics, hyphens as spaces, apostrophes and full stops gone.

    ``Saint``, ``Sainte`` and ``St.`` are one, and so are ``Mount`` and ``Mt``, ``Fort`` and ``Ft``. A name of punctuation
    alone has the empty key, which no place has.
    """
    key = name.casefold()
    if not key.isascii():
        key = unicodedata.normalize("NFKD", key.translate(_LETTERS))
        key = "".join(letter for letter in key if not unicodedata.combining(letter)).translate(_LETTERS)
    elif "&" in key:
        key = key.replace("&", " and ")
    words = _SPACED.sub(" ", _DROPPED.sub("", key)).split()
    return " ".join([_SHORT.get(word, word) for word in words])
