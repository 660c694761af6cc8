"""Who else takes part: the body that actors belong to, and those who are told of beside the ones that suffer.

"FMLN guerrillas" names two actors, the guerrillas and the FMLN; "the priest was killed along with his cook" tells of two
who were killed. The parser hangs both on the noun and not on the verb.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.domain.actor import ActorKind
from dateline.domain.analysis import Token
from dateline.domain.mention import Mention, MentionKind
from dateline.extract.local.grammar import Grammar

#: Kinds of bodies that have members who act for them.
_ACTING_BODIES = frozenset(map(str, (ActorKind.GROUP, ActorKind.MILITARY, ActorKind.POLICE, ActorKind.ORGANISATION)))
#: Kinds of nouns for those who act for a body.
_MEMBERS = frozenset(map(str, (ActorKind.GROUP, ActorKind.MILITARY, ActorKind.POLICE, ActorKind.POPULATION)))
_PERSON = str(ActorKind.PERSON)
#: Kinds of common nouns that may tell of people ("a judge" is labelled as its body is).
_PEOPLE = _MEMBERS | _ACTING_BODIES | {_PERSON, str(ActorKind.GOVERNMENT)}
_MEMBER = frozenset({"member", "group", "unit", "squad", "column", "cell", "element", "wing", "faction", "command"})
#: What joins somebody to those who suffer, as (preposition, the word before it or None).
_JOINING = frozenset({("with", "along"), ("with", "together"), ("including", None), ("as", "well"), ("besides", None)})
_MOST = 12


class PartyFinder:
    """The further parties of the events of one document."""

    def __init__(self, grammar: Grammar, mentions: Iterable[Mention]) -> None:
        self._grammar = grammar
        self._bodies: dict[int, Mention] = {}
        self._labels: dict[int, str] = {}
        self._people: set[int] = set()
        for mention in mentions:
            if mention.kind is not MentionKind.ACTOR or mention.label is None:
                continue
            tokens = grammar.analysis.tokens_in(mention.head or mention.span)
            self._labels[tokens[-1].index] = mention.label
            if mention.label == _PERSON or (not mention.named and mention.label in _PEOPLE):
                self._people.add(tokens[-1].index)
            if mention.named and mention.label in _ACTING_BODIES:
                for token in tokens:
                    self._bodies[token.index] = mention

    def bodies_of(self, noun: int) -> list[int]:
        """The last words of the names of bodies whom a noun for people belongs to: "Front" of "Liberty Front rebels"."""
        grammar = self._grammar
        token = grammar.token(noun)
        if noun in self._bodies or token.pos not in ("NOUN", "PROPN"):
            return []
        is_member = token.lemma.lower() in _MEMBER
        if not is_member and self._labels.get(noun) not in _MEMBERS:
            return []
        words = grammar.children(noun, "compound", "amod", "nmod", "poss")
        if is_member:
            for inner in grammar.objects_after(noun, "of"):
                words.append(inner)
                words += grammar.children(inner.index, "compound", "amod", "nmod", "poss")
        bodies = {
            self._bodies[word.index].span: self._bodies[word.index] for word in words if word.index in self._bodies
        }
        return [grammar.analysis.tokens_in(body.span)[-1].index for body in bodies.values()]

    def beside(self, verb: int, nouns: Iterable[int]) -> list[int]:
        """Those who suffer with the ones already known: after "along with", "as well as", "including"."""
        found: list[int] = []
        nouns = tuple(nouns)
        if any(word.text.lower() == "as" for word in self._grammar.children(verb, "cc")):
            found += [word.index for word in self._grammar.children(verb, "conj") if word.index in self._people]
        for governor in (*nouns, verb):
            for preposition in self._prepositions(governor):
                for word in self._grammar.children(preposition.index, "pobj"):
                    found += [one for one in self._grammar.conjuncts(word.index) if one in self._people]
        return [noun for noun in dict.fromkeys(found) if noun not in nouns][:_MOST]

    def _prepositions(self, governor: int) -> Iterator[Token]:
        grammar = self._grammar
        for child in grammar.children(governor, "prep", "cc", "conj", "advmod"):
            words = [child, *grammar.children(child.index, "prep")]
            for word in words:
                before = grammar.token(word.index - 1).text.lower() if word.index else ""
                text = word.text.lower()
                if (text, None) in _JOINING or (text, before) in _JOINING:
                    yield word
