"""Sees sentences, words and their parse.

In: Document.
Out: Analysis (offsets and plain words only).
Never: change the text; leak a library's object.
"""

from __future__ import annotations

from dateline.analyse.contract import Analyser
from dateline.plugins import Registry

__all__ = ["ANALYSERS", "Analyser"]

ANALYSERS: Registry[type[Analyser]] = Registry(
    "dateline.analysers",
    {"encoder": "dateline.analyse.encoder:EncoderAnalyser", "spacy": "dateline.analyse.spacy:SpacyAnalyser"},
)
