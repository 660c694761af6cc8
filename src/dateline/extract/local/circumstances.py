"""Finds why, within which operation and through which channel: the phrases around a trigger that are nobody's part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.domain.analysis import Token
from dateline.domain.claim import Argument, Role
from dateline.domain.span import Span
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.triggers import Trigger
from dateline.lang import table
from dateline.plugins import DEFAULTS, Settings

#: Types that speak of responsibility for another act.
_RESPONSIBILITY = frozenset({"claim_responsibility", "deny_responsibility"})
#: Words within which a second channel is told.
_SECOND = 5
#: The longest phrase that is quoted whole, in words.
_LONGEST = 25


@dataclass(frozen=True, slots=True)
class CircumstanceWords:
    """Words that lead in a motive, an operation or a channel."""

    reasons: frozenset[str]
    aims: frozenset[str]
    operations: frozenset[str]
    channels: frozenset[str]


@cache
def circumstance_words(settings: Settings = DEFAULTS) -> CircumstanceWords:
    """The words of the settings' language."""
    rows = table(settings.language, "stance", settings.overlay("lang"))["circumstances"]
    return CircumstanceWords(**{name: frozenset(rows[name]) for name in CircumstanceWords.__slots__})


class CircumstanceFinder:
    """The circumstances of the triggers of one document."""

    def __init__(self, grammar: Grammar, settings: Settings = DEFAULTS) -> None:
        self._grammar = grammar
        self._words = circumstance_words(settings)

    def arguments(self, trigger: Trigger) -> tuple[Argument, ...]:
        """The motive, the operation and, of a claim of responsibility, what it is about."""
        out: list[Argument] = []
        for index in self._carriers(trigger):
            for child in self._grammar.children(index, "prep", "advcl", "acl"):
                out += self._of(child)
        if trigger.entry.type in _RESPONSIBILITY:
            out += self._about(trigger)
        return tuple(out)

    def channel(self, trigger: Trigger) -> Span | None:
        """Through what responsibility was claimed or denied: "in a Twitter post"."""
        if trigger.entry.type not in _RESPONSIBILITY:
            return None
        for index in self._grammar.analysis.subtree(trigger.head):
            noun = self._grammar.token(index)
            if index > trigger.head and noun.dep == "pobj" and self._is_channel(index):
                return self._with_second(self._grammar.phrase(index))
        return None

    def _with_second(self, channel: Span) -> Span:
        """The channel and the one that "and" adds, wherever the parser hung it: "in a post and an audio recording"."""
        tokens = self._grammar.analysis.tokens
        joint = self._grammar.analysis.tokens_in(channel)[-1].index + 1
        whole = channel
        if joint + 1 >= len(tokens) or tokens[joint].dep != "cc":
            return channel
        for word in tokens[joint + 1 : joint + 1 + _SECOND]:
            if word.sentence != tokens[joint].sentence or word.pos in ("VERB", "AUX", "PUNCT", "ADP"):
                break
            if self._is_channel(word.index):
                whole = channel.hull(word.span)
        return whole

    def _is_channel(self, index: int) -> bool:
        return self._grammar.token(index).lemma.lower() in self._words.channels

    def _carriers(self, trigger: Trigger) -> list[int]:
        """The trigger's words, and the verb over an event told by a noun."""
        out = list(trigger.words)
        token = self._grammar.token(trigger.head)
        if not trigger.is_verb and token.dep in ("dobj", "nsubj", "nsubjpass"):
            out.append(token.head)
        return out

    def _of(self, child: Token) -> list[Argument]:
        grammar = self._grammar
        if child.dep in ("advcl", "acl"):
            aims = child.tag == "VB" and child.lemma.lower() in self._words.aims
            return [Argument(role=Role.MOTIVE, span=self._whole(child))] if aims else []
        for noun in grammar.children(child.index, "pobj"):
            lemma = noun.lemma.lower()
            if child.lemma.lower() in ("in", "as", "out") and lemma in self._words.reasons:
                return [Argument(role=Role.MOTIVE, span=self._whole(noun).hull(child.span))]
            if child.lemma.lower() == "as" and lemma == "part":
                for inner in grammar.objects_after(noun.index, "of"):
                    if inner.lemma.lower() in self._words.operations or self._is_named_operation(inner):
                        return [Argument(role=Role.OPERATION, span=grammar.phrase(inner.index))]
        return []

    def _is_named_operation(self, noun: Token) -> bool:
        return any(
            word.lemma.lower() in self._words.operations for word in self._grammar.children(noun.index, "compound")
        )

    def _about(self, trigger: Trigger) -> list[Argument]:
        for word in trigger.words:
            for noun in self._grammar.objects_after(word, "for") + self._grammar.objects_after(word, "in"):
                if noun.lemma.lower() not in self._words.channels:
                    return [Argument(role=Role.ABOUT, span=self._grammar.phrase(noun.index))]
        return []

    def _whole(self, token: Token) -> Span:
        """A phrase with everything that hangs on it, cut where it grows too long."""
        inside = [index for index in self._grammar.analysis.subtree(token.index) if index >= token.index]
        left = [index for index in self._grammar.analysis.subtree(token.index) if index < token.index]
        first = min(left, default=token.index) if token.dep == "pobj" else token.index
        last = token.index
        for index in inside:
            if index != last and index != last + 1:
                break
            if index - first >= _LONGEST or self._grammar.token(index).text in (";", "--", "—"):
                break
            last = index
        while last > first and self._grammar.token(last).pos == "PUNCT":
            last -= 1
        return self._grammar.analysis.span_of(first, last + 1)
