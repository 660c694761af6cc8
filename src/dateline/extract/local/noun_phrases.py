"""Noun phrases of the parse, cut before relative clauses and appositions."""

from __future__ import annotations

from dateline.domain.analysis import Analysis, Token

_LEFT = frozenset(("det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod"))
_ARTICLES = frozenset(("the", "a", "an"))
_EDGES = frozenset(('"', "“", "”", "'", "‘", "``", "''", "(", ")", ",", ";", ":", "--", "—", "–", ".", "[", "]", "-"))
#: A phrase with "of" that ends farther from its head than this many words is more than a name for it.
_FARTHEST = 8


class Phrases:
    """The noun phrases of one analysis, by their heads."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._chunk_of = {last - 1: (first, last) for first, last in analysis.chunks}

    def of(self, head: Token, *, following: bool = True) -> tuple[int, int]:
        """The noun phrase of a head as tokens ``(first, last)``, half-open, with its determiner.

        What modifies the head from the left comes in, and behind it a phrase with "of" ("members of the council") unless
        ``following`` is false; relative clauses, appositions and other phrases stay out.
        """
        first, last = self._chunk_of.get(head.index, (head.index, head.index + 1))
        if first == head.index:
            first = self._leftmost(head)
        tokens = self._analysis.tokens
        while first < head.index and tokens[first].text in _EDGES:
            first += 1
        return first, self._rightmost(head) if following else last

    def _leftmost(self, head: Token) -> int:
        first = head.index
        for child in reversed(self._analysis.children[head.index]):
            if child < head.index:
                token = self._analysis.tokens[child]
                if token.dep not in _LEFT or token.sentence != head.sentence:
                    break
                first = min(first, self._analysis.subtree(child)[0])
        return first

    def _rightmost(self, head: Token) -> int:
        last = head.index + 1
        for child in self._analysis.children[head.index]:
            link = self._analysis.tokens[child]
            if child != last or link.dep != "prep" or link.text.lower() != "of":
                continue
            for below in self._analysis.children[child]:
                noun = self._analysis.tokens[below]
                if noun.dep == "pobj" and noun.pos in ("NOUN", "PROPN", "ADJ") and noun.index - head.index < _FARTHEST:
                    return self._rightmost(noun)
        return last


def without_article(analysis: Analysis, first: int, last: int) -> int:
    """The first token of the phrase after its article."""
    return first + 1 if last - first > 1 and analysis.tokens[first].text.lower() in _ARTICLES else first
