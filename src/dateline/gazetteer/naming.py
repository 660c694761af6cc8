"""How names are compared: the same key for every spelling that differs only in case, marks and punctuation."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "an", "ad", "adh", "az", "er", "es", "ul"})
"""The Arabic article, and its forms before the sun letters."""

_SMALL_WORDS = """
the a an in of on at to by for from with and or but nor not no as is are was were be been it its he him she her they
them we us you i his their our my me your this that these those there here when where while who whom whose what which
why how all any both each few more most other some such than too very can will would should could may might must just
now after before during since until if then also many much one two three four five six seven eight nine ten several
have has had do does did about against among between into over under through up down out off only own same so yet once
again every another even still well back never always already new old former late first second third last next both
january february march april may june july august september october november december jan feb mar apr jun jul aug sep
sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun today tomorrow
yesterday mr mrs ms dr st gen col lt maj sgt capt rep sen gov president minister police army center centre
"""
NEVER_ALONE = frozenset(_SMALL_WORDS.split())
"""Function words, months, weekdays and titles that are also names of places: no names when they stand alone in a text."""

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss",
        "ɔ": "o", "ɛ": "e", "ŋ": "n", "ɲ": "ny", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ə": "a", "&": " and ",
    }
)  # fmt: skip
_DROPPED = re.compile(r"[.'‘’ʻʼʾʿ`´′ʹ\"“”()]")
_SPACED = re.compile(r"[\s\-‐-―−/_,;:·•*]+")
_SHORT = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft"}


_SOUNDS = (
    ("sch", "s"),
    ("tch", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
)
_ONE_SOUND = str.maketrans("qcgvz", "kkjfz", "aeiouyhw")
_TWICE = re.compile(r"(.)\1+")
_FEWEST_CONSONANTS = 3


def sound_from_key(key: str) -> str:
    """What the many spellings of an Arabic name share: its consonants, without articles, doubling, ``h``, ``w`` and ``y``.

    ``Khan Shaykhun``, ``Khan Sheikhoun`` and ``Khan Shaikhoon`` are one. Fewer than three consonants say too little: then
    it is the empty string.
    """
    words = [word for word in key.split() if word not in ARTICLES]
    text = "".join(words)
    for written, heard in _SOUNDS:
        text = text.replace(written, heard)
    text = _TWICE.sub(r"\1", text.translate(_ONE_SOUND))
    return text if len(text) >= _FEWEST_CONSONANTS else ""


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
