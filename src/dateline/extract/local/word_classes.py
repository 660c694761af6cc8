"""The classes of nouns that the table of triggers asks for: people, armed sides, buildings, words of sport."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.domain.analysis import Token
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.ended import is_ended
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.lexicon import Lexicon

_ENTITY_CLASSES = {
    "PERSON": frozenset({"people", "person"}),
    "NORP": frozenset({"people", "armed"}),
    "ORG": frozenset({"armed"}),
    "GPE": frozenset({"territory", "armed"}),
    "LOC": frozenset({"territory"}),
    "FAC": frozenset({"territory", "buildings"}),
    "CARDINAL": frozenset({"number", "people"}),
}
_MENTION_CLASSES = {
    "person": frozenset({"people", "person"}),
    "population": frozenset({"people"}),
    "group": frozenset({"armed"}),
    "government": frozenset({"armed"}),
    "military": frozenset({"armed"}),
    "police": frozenset({"armed"}),
    "organisation": frozenset({"armed"}),
    "facility": frozenset({"buildings", "territory"}),
    "vehicle": frozenset({"vehicles"}),
    "outlet": frozenset({"outlet"}),
}
_PRONOUN_CLASSES = {
    "they": frozenset({"people", "armed"}),
    "we": frozenset({"people", "armed"}),
    "it": frozenset({"armed"}),
    **dict.fromkeys(("he", "she", "i", "who", "those", "everyone"), frozenset({"people"})),
}
#: Nouns of amount, which are what they are an amount of.
_AMOUNTS = frozenset(
    {"number", "group", "hundred", "thousand", "dozen", "score", "ten", "member", "series", "lot", "pair", "couple"}
    | {"last", "rest", "most", "majority", "half", "part", "some", "all", "many", "remainder", "third", "quarter"}
)


class Classes:
    """The word classes of the nouns of one document."""

    def __init__(self, grammar: Grammar, words: Lexicon, mentions: Iterable[Mention]) -> None:
        self._grammar = grammar
        self._words = words
        self._labels: dict[int, frozenset[str]] = {}
        self._games: dict[int, int] = {}
        for named in grammar.analysis.entities:
            self._add(named.span, _ENTITY_CLASSES.get(named.label, frozenset()))
        for mention in mentions:
            if mention.kind is MentionKind.ACTOR:
                self._add(mention.head or mention.span, _MENTION_CLASSES.get(mention.label or "", frozenset()))
            elif mention.kind is MentionKind.PLACE and mention.label != "demonym":
                self._add(mention.span, frozenset({"territory"}))

    def _add(self, span: Span, names: frozenset[str]) -> None:
        for token in self._grammar.analysis.tokens_in(span):
            self._labels[token.index] = self._labels.get(token.index, frozenset()) | names

    def games_in(self, sentence: int) -> int:
        """How many words of sport a sentence holds."""
        known = self._games.get(sentence)
        if known is None:
            there = self._grammar.analysis.sentences[sentence]
            words = self._grammar.analysis.tokens[there.first : there.last]
            listed = self._words.classes
            known = sum("sport" in listed.get(word.lemma.lower(), ()) for word in words)
            self._games[sentence] = known
        return known

    def of(self, noun: int | None) -> frozenset[str]:
        """The classes of a noun; "none" where there is none, and "any" for every noun."""
        if noun is None:
            return frozenset({"none"})
        token = self._grammar.token(noun)
        lemma = token.lemma.lower()
        if token.tag == "NNPS" and lemma not in self._words.classes:
            lemma = lemma.removesuffix("s")
        found = self._words.classes.get(lemma, frozenset()) | _PRONOUN_CLASSES.get(lemma, frozenset())
        for child in self._grammar.children(noun, "compound", "amod"):
            found |= self._words.classes.get(f"{child.lemma.lower()} {lemma}", frozenset())
        if token.pos == "PROPN" or not found:
            found |= self._labels.get(noun, frozenset())
        if token.pos == "NUM":
            found |= frozenset({"number", "people"})
        if lemma in _AMOUNTS:
            for inner in self._grammar.objects_after(noun, "of"):
                found |= self.of(inner.index)
        return found | {"any"}

    def is_ended(self, token: Token) -> bool:
        """Whether a noun is what a verb puts an end to: "lifted the travel ban"."""
        return is_ended(token, self._grammar, self._words)
