"""Tells measures that are put an end to: the ban of "lifted the travel ban" is no ban."""

from __future__ import annotations

from dateline.domain.analysis import Token
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.lexicon import Lexicon


def is_ended(token: Token, grammar: Grammar, words: Lexicon) -> bool:
    """Whether a noun is what a verb puts an end to: "lifted the travel ban"."""
    if token.dep in ("dobj", "nsubjpass") and grammar.token(token.head).lemma in words.ending:
        return True
    # In a headline the parser takes the verb for a part of the name: "State Lifts Travel Ban".
    before = (word.text.lower() for word in grammar.children(token.index, "compound"))
    return any(word in words.ending or word.removesuffix("s") in words.ending for word in before)
