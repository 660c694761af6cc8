"""The words of an argument: a noun phrase as written, or the phrase that a pronoun stands for."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.domain.actor import ActorKind
from dateline.domain.attribution import Attribution
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.word_lists import actor_words
from dateline.plugins import DEFAULTS, Settings

_FIRST_PERSON = frozenset({"i", "we", "us", "me", "our", "my", "ours"})
_THIRD_PERSON = frozenset({"its", "their", "his", "her", "it"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_PERSON = str(ActorKind.PERSON)


class Wording:
    """The words for the nouns of one document."""

    def __init__(self, grammar: Grammar, mentions: Iterable[Mention], settings: Settings = DEFAULTS) -> None:
        self._grammar = grammar
        self._titles = actor_words(settings).titles
        self._refers: dict[int, Span] = {}
        #: Of every word of a name: the name, a person's without titles, and whether it is a person's.
        self._names: dict[int, tuple[Span, bool]] = {}
        mentions = tuple(mentions)
        for mention in mentions:
            if mention.kind is MentionKind.ACTOR and mention.named:
                self._take_name(mention)
        for mention in mentions:
            if mention.kind is MentionKind.ACTOR and mention.refers_to is not None:
                tokens = grammar.analysis.tokens_in(mention.span)
                if len(tokens) == 1:
                    self._refers[tokens[0].index] = self._bare(mention.refers_to)

    def _take_name(self, mention: Mention) -> None:
        tokens = self._grammar.analysis.tokens_in(mention.span)
        person = mention.label == _PERSON
        first = tokens[0].index
        while person and first < tokens[-1].index and self._is_title(first):
            first += 1
        span = self._grammar.analysis.span_of(first, tokens[-1].index + 1)
        for index in range(first, tokens[-1].index + 1):
            known = self._names.get(index)
            if known is None or len(known[0]) < len(span):
                self._names[index] = (span, person)

    def _is_title(self, index: int) -> bool:
        """Whether a word that a name follows is a title, or the stop behind one."""
        text = self._grammar.token(index).text.lower().rstrip(".")
        return not text or text in self._titles

    def _bare(self, span: Span) -> Span:
        """The name alone where a span is a person's name with titles."""
        name = self._names.get(self._grammar.analysis.tokens_in(span)[-1].index)
        return name[0] if name is not None and name[1] and span.holds(name[0]) else span

    def is_open(self, noun: int) -> bool:
        """Whether a word is a pronoun of the third person that nothing is known to be meant by."""
        text = self._grammar.token(noun).text.lower()
        return text in _THIRD_PERSON and noun not in self._refers

    def words(self, noun: int, attribution: Attribution | None = None) -> Span:
        """The phrase of a noun; of a pronoun, what it refers to, and of "we" in a quotation its speaker."""
        token = self._grammar.token(noun)
        if token.text.lower() in _FIRST_PERSON and token.text != "US":
            if attribution is not None and attribution.sources:
                return attribution.sources[0].named_by
            return token.span
        if noun in self._refers:
            return self._refers[noun]
        name = self._names.get(noun)
        if name is not None and (name[1] or token.dep in _MODIFIERS):
            return name[0]
        if token.dep in _MODIFIERS:
            return self._before(noun, _MODIFIERS)
        if token.dep == "poss":
            return self._before(noun, _MODIFIERS | {"det", "poss", "nummod", "case"})
        return self._grammar.phrase(noun)

    def _before(self, noun: int, labels: frozenset[str]) -> Span:
        """A noun with what stands directly before it and hangs on it."""
        inner = {child.index for child in self._grammar.children(noun) if child.dep in labels and child.index < noun}
        first = noun
        while first - 1 in inner:
            first -= 1
            inner |= {child.index for child in self._grammar.children(first) if child.index < first}
        return self._grammar.analysis.span_of(first, noun + 1)
