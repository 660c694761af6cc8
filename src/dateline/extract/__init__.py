"""Finds the words: who, what, where, when, how many, and who says so.

In: Analysis.
Out: Extraction (mentions of actors, places, times and numbers; claims, attributions, relations), all of it words.
Never: guess a date, place or number.
"""

from __future__ import annotations

from dateline.extract.contract import Extractor
from dateline.plugins import Registry

__all__ = ["EXTRACTORS", "Extractor"]

EXTRACTORS: Registry[type[Extractor]] = Registry(
    "dateline.extractors",
    {"local": "dateline.extract.local:LocalExtractor", "reader": "dateline.extract.local:ReaderExtractor"},
)
