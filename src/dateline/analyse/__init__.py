"""Sees sentences, words and their parse, and with the trained encoder what words tell and how surely.

In: Document.
Out: Analysis (offsets, plain words and probabilities only).
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
