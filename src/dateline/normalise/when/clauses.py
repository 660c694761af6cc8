"""Whether a time stands inside a clause or phrase that certain words lead in."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dateline.domain.analysis import Analysis
from dateline.domain.span import Span

#: How far up the parse the leading word is looked for.
_CLIMB = 8


def stands_in(words: AbstractSet[str], analysis: Analysis, time: Span, trigger: Span | None) -> bool:
    """Whether the words of a time stand in a phrase or clause that one of the words leads in, and the trigger beside it.

    Without a trigger, whether they stand in one at all.
    """
    tokens = analysis.tokens_in(time)
    if not tokens:
        return False
    index = tokens[-1].index
    for _ in range(_CLIMB):
        token = analysis.tokens[index]
        led = token.dep == "prep" and token.text.lower() in words
        if led or any(_leads_in(analysis, child, words) for child in analysis.children[index]):
            inside = set(analysis.subtree(index))
            told = analysis.tokens_in(trigger) if trigger is not None else ()
            return not any(one.index in inside for one in told)
        if token.head == index:
            return False
        index = token.head
    return False


def _leads_in(analysis: Analysis, child: int, words: AbstractSet[str]) -> bool:
    token = analysis.tokens[child]
    return token.dep in ("mark", "prep", "advmod") and token.head > child and token.text.lower() in words
