"""Finds who fights, supports and opposes whom: "the league's campaign against the front", "stands with the coast".

Both ends are read from the parse: of a verb its subject and object, of a noun whose it is and what it is for or against.
An end that several share is read for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.domain.analysis import Analysis, Token
from dateline.domain.relation import RelationType
from dateline.extract.local.phrases import agent_of, child_of, is_passive, subject_of
from dateline.extract.local.tie_ends import Draft, EndFinder
from dateline.extract.local.tie_words import Side, TieWords

_NAMED_BEFORE = frozenset({"compound", "nmod", "amod", "poss"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_SPEAKERS = frozenset({"we"})
#: So far from its noun or verb is an end looked for, in steps of the parse.
_STEPS = 4
_MOST_SHARING = 4


class SideFinder:
    """Reads the sides that actors take in one document."""

    def __init__(self, analysis: Analysis, words: TieWords, ends: EndFinder) -> None:
        self.analysis = analysis
        self.words = words
        self.ends = ends

    def drafts(self) -> Iterator[Draft]:
        """The ties, by the words that tell them, in the order of the text."""
        for token in self.analysis.tokens:
            lemma = token.lemma.lower()
            as_noun = token.dep in {"pobj", "dobj", "nsubj"}
            if token.pos == "VERB" and not as_noun:
                side = self.words.side_verbs.get(lemma)
                if side is not None and not self._hypothetical(token):
                    yield from self._verb(token, side)
            elif token.pos in _NOUNS or as_noun:
                side = self.words.side_nouns.get(lemma)
                if side is not None:
                    yield from self._noun(token, side)

    def _hypothetical(self, token: Token) -> bool:
        """Whether it is only said that somebody may: "could attack"."""
        tokens = self.analysis.tokens
        return any(
            tokens[c].tag == "MD" and tokens[c].lemma.lower() != "will" for c in self.analysis.children[token.index]
        )

    # -- verbs ---------------------------------------------------------------------------------------------------

    def _verb(self, token: Token, side: Side) -> Iterator[Draft]:
        passive = is_passive(self.analysis, token.index)
        subject = agent_of(self.analysis, token.index) if passive else self._doer(token)
        if subject is None:
            return
        helped = None if passive or side.type is not RelationType.FIGHTS else self._helped(token)
        objects = self._led(token.index, side.prepositions) or self._led_on(token.index, side.prepositions)
        if not objects and side.takes_object:
            told = child_of(self.analysis, token.index, "nsubjpass" if passive else "dobj")
            objects = [] if told is None else [told]
        for object_ in objects:
            for one in {subject, subject if helped is None else helped}:
                yield from self._between(side.type, one, object_, token)

    def _helped(self, token: Token) -> int | None:
        """Who fights as well: "the coast" of "the league stands by the coast to defeat the front"."""
        tokens = self.analysis.tokens
        verb = self._first_joined(token)
        above = tokens[verb.head]
        side = self.words.side_verbs.get(above.lemma.lower())
        if verb.dep not in {"advcl", "xcomp", "ccomp"} or side is None or side.type is not RelationType.SUPPORTS:
            return None
        led = next(iter(self._led(above.index, side.prepositions)), None)
        return child_of(self.analysis, above.index, "dobj") if led is None and side.takes_object else led

    def _first_joined(self, token: Token) -> Token:
        """The first of some verbs that are joined: "degrade" of "to degrade and defeat"."""
        tokens = self.analysis.tokens
        while token.dep == "conj" and tokens[token.head].pos == "VERB" and self._no_subject(token):
            token = tokens[token.head]
        return token

    def _no_subject(self, token: Token) -> bool:
        return child_of(self.analysis, token.index, "nsubj", "nsubjpass") is None

    def _led_on(self, index: int, prepositions: frozenset[str]) -> list[int]:
        """The nouns after prepositions that hang on an adverb between: "stands shoulder to shoulder with the coast"."""
        tokens, between = self.analysis.tokens, []
        if not prepositions:
            return []
        for child in self.analysis.children[index]:
            if tokens[child].dep in {"advmod", "npadvmod", "dobj", "prep", "acomp", "advcl"} and child > index:
                between += [below for below in self.analysis.subtree(child) if below < index + _STEPS]
        return [led for below in between for led in self._led(below, prepositions)]

    def _doer(self, token: Token) -> int | None:
        """The subject; of an infinitive on a noun, whose it is: "the league's efforts to defeat …"."""
        token = self._first_joined(token)
        above = self.analysis.tokens[token.head]
        if token.dep in {"acl", "relcl"} and token.tag == "VB" and above.pos in _NOUNS and above.index < token.index:
            return above.index if self._may_side(above.index) else self._owner(above.index)
        if (
            token.dep in {"advcl", "xcomp"}
            and above.pos == "VERB"
            and above.index < token.index
            and self._no_subject(token)
        ):
            return self._doer(above) if self._no_subject(above) else subject_of(self.analysis, token.index)
        return subject_of(self.analysis, token.index)

    # -- nouns ---------------------------------------------------------------------------------------------------

    def _noun(self, token: Token, side: Side) -> Iterator[Draft]:
        objects = self._led(token.index, side.prepositions) or self._after_series(token, side.prepositions)
        if not objects:
            return
        subject = self._owner(token.index)
        if subject is None:
            return
        for object_ in objects:
            yield from self._between(side.type, subject, object_, token)

    def _after_series(self, token: Token, prepositions: frozenset[str]) -> list[int]:
        """The nouns after a preposition on the word that it hangs on: "a series of strikes against", "put pressure on"."""
        tokens = self.analysis.tokens
        if token.dep == "dobj":
            return [led for led in self._led(token.head, prepositions) if led > token.index]
        if token.dep != "pobj" or tokens[token.head].text.lower() != "of":
            return []
        return [led for led in self._led(tokens[token.head].head, prepositions) if led > token.index]

    def _owner(self, noun: int) -> int | None:
        """Whose a fight, an effort or support is: named before it, after "by" or "of", or by the words that it hangs on."""
        analysis, tokens = self.analysis, self.analysis.tokens
        for child in reversed(analysis.children[noun]):
            token = tokens[child]
            before = child < noun and token.dep in _NAMED_BEFORE and token.tag != "PRP$"
            if before and token.pos in {"PROPN", "NOUN", "ADJ"} and self._may_side(child):
                return child
        for lead in ("by", "of"):
            for led in self._led(noun, frozenset({lead})):
                if self._may_side(led):
                    return led
        return self._owner_above(noun)

    def _owner_above(self, noun: int) -> int | None:
        """The one helped in "helped the league in its fight", or the one who does in "leads the fight"."""
        analysis, tokens = self.analysis, self.analysis.tokens
        at = noun
        for _ in range(_STEPS):
            above = tokens[at].head
            if above == at:
                return None
            if tokens[above].pos in {"VERB", "AUX"}:
                helped = child_of(analysis, above, "dobj")
                if tokens[at].dep == "prep" and helped is not None and helped != noun:
                    led = self._led(helped, frozenset({"for", "to"}))
                    helped = next((one for one in (helped, *led) if self._may_side(one)), None)
                    if helped is not None:
                        return helped
                return subject_of(analysis, above)
            if tokens[above].pos in _NOUNS and tokens[at].dep == "prep" and above < noun:
                if self._may_side(above):
                    return above
                helped_one = next(iter(self._led(above, frozenset({"for", "to", "of"}))), None)
                if helped_one is not None and helped_one != noun and self._may_side(helped_one):
                    return helped_one
            at = above
        return None

    def _armed(self, index: int) -> bool:
        token = self.analysis.tokens[index]
        return bool({token.text.lower(), token.lemma.lower()} & self.words.armed)

    # -- ends ----------------------------------------------------------------------------------------------------

    def _led(self, index: int, prepositions: frozenset[str]) -> list[int]:
        """The nouns after some prepositions that hang on a word."""
        tokens, found = self.analysis.tokens, []
        for child in self.analysis.children[index]:
            if child > index and tokens[child].text.lower() in prepositions:
                led = child_of(self.analysis, child, "pobj")
                if led is not None:
                    found.append(led)
        return found

    def _may_side(self, index: int) -> bool:
        token = self.analysis.tokens[index]
        if token.pos == "PRON":
            return token.text.lower() in _SPEAKERS
        return self.ends.may_side(index)

    def _sharing(self, index: int) -> list[int]:
        """A noun and those that are joined to it, where they can be ends."""
        tokens, queue = self.analysis.tokens, [index]
        found: list[int] = []
        while queue and len(found) < _MOST_SHARING:
            at = queue.pop(0)
            if self._may_side(at):
                found.append(at)
            queue += [child for child in self.analysis.children[at] if child > at and self._joined(tokens[child])]
        return found

    def _joined(self, token: Token) -> bool:
        """Whether a noun is joined to the one that it hangs on, lists that the parse takes for a naming included."""
        listed = token.dep == "appos" and child_of(self.analysis, token.index, "conj") is not None
        return token.dep == "conj" or (listed and token.pos == "PROPN")

    def _whose(self, index: int) -> list[int]:
        """The ends that an object names: itself, or whose it is ("strike the front's positions")."""
        own = self._sharing(index)
        if own:
            return own
        tokens = self.analysis.tokens
        before = [
            child
            for child in self.analysis.children[index]
            if child < index and tokens[child].dep in _NAMED_BEFORE and self.ends.may_side(child)
        ]
        return before[-1:]

    def _between(self, told: RelationType, subject: int, object_: int, token: Token) -> Iterator[Draft]:
        tokens = self.analysis.tokens
        target = self._whose(object_)
        sure = 0.45 if told is RelationType.FIGHTS else 0.5
        for one in self._sharing(subject):
            for other in target:
                if told is RelationType.FIGHTS and not self.ends.may_fight(other):
                    continue
                # A force that supports those who can fight is on their side in the field.
                allied = told is RelationType.SUPPORTS and self._armed(one) and self.ends.may_fight(other)
                kind = RelationType.ALLIED_WITH if allied else told
                first = tokens[one].span if tokens[one].pos == "PRON" else self.ends.phrase(one)
                second = tokens[other].span if tokens[other].pos == "PRON" else self.ends.phrase(other)
                if one != other and not first.touches(second):
                    verb = token.index if token.pos == "VERB" else None
                    yield Draft(kind, first, second, token.span, sure, verb)
