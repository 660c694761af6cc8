"""Tells which noun phrases can be an end of a tie: groups, persons, places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.domain.analysis import Analysis, Token
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.relation import RelationType
from dateline.domain.span import Span
from dateline.extract.local.phrases import noun_phrase
from dateline.extract.local.shelves import Shelves
from dateline.extract.local.tie_words import TieWords

_NO_PERSON = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "NORP", "MONEY", "QUANTITY", "PERCENT", "EVENT", "LAW", "LANGUAGE"}
)
_BRACKETS = frozenset("([")
_INSIDE_NAMES = frozenset(
    {"of", "and", "for", "the", "in", "al", "el", "bin", "ibn", "sans", "de", "van", "von", "-", "ul", "ud"}
)
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_BODIES = frozenset({"group", "military", "organisation", "police"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A tie before it has an id."""

    type: RelationType
    subject: Span
    object: Span
    trigger: Span | None
    confidence: float
    #: The verb that tells it, for its negation.
    verb: int | None = None


class EndFinder:
    """Knows the names and the actors of one document."""

    def __init__(self, analysis: Analysis, words: TieWords, mentions: Sequence[Mention]) -> None:
        self.analysis = analysis
        self.words = words
        self._entities = sorted((entity.span, entity.label) for entity in analysis.entities)
        self._times: Shelves[Span] = Shelves()
        self._starts = [span.start for span, _ in self._entities]
        self._actors: Shelves[Span] = Shelves()
        self._groups: Shelves[Span] = Shelves()
        for mention in mentions:
            if mention.kind is MentionKind.TIME:
                self._times.put([mention.span], mention.span)
            if mention.kind is MentionKind.ACTOR:
                self._actors.put([mention.span], mention.span)
                if mention.named and mention.label in _BODIES and mention.head is not None:
                    self._groups.put([mention.head], mention.head)

    def label_of(self, span: Span) -> str | None:
        """The recogniser's label of the first name that touches a span."""
        index = max(0, bisect_right(self._starts, span.start) - 1)
        for known, label in self._entities[index : index + 4]:
            if known.touches(span):
                return label
        # The trained reader marks no dates; the expressions of time are known all the same.
        return "DATE" if any(time.holds(span) for time in self._times.near(span.start)) else None

    def phrase(self, head: int) -> Span:
        """The noun phrase of a head, without article, pronoun and the phrases that say where or when.

        Of a name only the name stays, common words and titles before it left out.
        """
        tokens = self.analysis.tokens
        loose = [
            child
            for child in self.analysis.children[head]
            if child > head
            and (
                (tokens[child].dep == "prep" and tokens[child].text.lower() not in {"of", "for"})
                or tokens[child].dep in {"conj", "cc", "preconj"}
            )
        ]
        span = noun_phrase(self.analysis, head, without=loose)
        inside = list(self.analysis.tokens_in(span))
        while len(inside) > 1 and (inside[0].dep in {"det", "predet", "poss"} and inside[0].pos in {"DET", "PRON"}):
            inside = inside[1:]
        bracket = next((n for n, token in enumerate(inside) if n and token.text in _BRACKETS), None)
        if bracket is not None:
            inside = inside[:bracket]
        if tokens[head].pos == "PROPN":
            inside = self._name_alone(inside, head)
        last = inside[-1]
        if len(inside) > 1 and last.tag == "POS":
            last = inside[-2]
        return self.whole_name(Span(inside[0].span.start, last.span.end))

    def whole_name(self, span: Span) -> Span:
        """The name that goes on past the phrase: of "Army in the North" the parse takes the end for a place."""
        longer = [known for known in self._groups.near(span.start) if known.start == span.start and known.holds(span)]
        return max(longer, default=span, key=len)

    def first_of_name(self, index: int) -> int:
        """The first word of the body's name that a word stands in: "Army" for "North" of "Army of the North"."""
        span = self.analysis.tokens[index].span
        for known in self._groups.near(span.start):
            if known.holds(span):
                return min(index, self.analysis.tokens_in(known)[0].index)
        return index

    def _name_alone(self, inside: list[Token], head: int) -> list[Token]:
        """Without the common words before a name: "rebel group Alpha" gives "Alpha"."""
        first = 0
        for number, token in enumerate(inside):
            if token.index >= head:
                break
            common = token.text[0].islower() and token.text.lower() not in _INSIDE_NAMES
            if common or (token.text.lower() in self.words.offices and number == first):
                first = number + 1
        return inside[first:] or inside[-1:]

    def named_beside(self, head: int) -> int:
        """The name that a describing noun stands beside ("Pressfree, a Paris-based group" gives "Pressfree"), else itself."""
        tokens = self.analysis.tokens
        token = tokens[head]
        if token.pos == "PROPN":
            return head
        if token.dep == "appos" and tokens[token.head].pos == "PROPN":
            return token.head
        for child in self.analysis.children[head]:
            if tokens[child].dep == "appos" and tokens[child].pos == "PROPN" and child > head:
                return child
        if token.dep == "attr":
            for child in self.analysis.children[token.head]:
                if tokens[child].dep == "nsubj" and tokens[child].pos == "PROPN":
                    return child
        return head

    def may_be_person(self, span: Span) -> bool:
        """Whether a capitalised run can be a person: the recogniser does not take it for a date, a people or a place."""
        label = self.label_of(span)
        return label not in _NO_PERSON and (label not in _PLACES or len(self.analysis.tokens_in(span)) > 1)

    def person_end(self, first: int, last: int) -> int:
        """The end of the person's name, by the recogniser, that begins in a run of tokens; ``last`` where there is none."""
        tokens = self.analysis.tokens
        if last <= first:
            return last
        run = Span(tokens[first].span.start, tokens[last - 1].span.end)
        first_beside = bisect_left(self._starts, run.start)
        for span, label in self._entities[first_beside : bisect_left(self._starts, run.end)]:
            if label == "PERSON" and run.start <= span.start < run.end < span.end <= run.end + 30:
                while last < len(tokens) and tokens[last].span.end <= span.end and tokens[last].tag != "POS":
                    last += 1
        return last

    def may_be_group(self, head: int) -> bool:
        """Whether a noun can stand for a group: an actor's word, or a name that is no place, date or person."""
        token = self.analysis.tokens[head]
        if token.text.lower() in self.words.actors or token.lemma.lower() in self.words.actors:
            return True
        if token.pos != "PROPN":
            return False
        if self.is_known_body(head):
            return True
        label = self.label_of(token.span)
        return label not in _PLACES and label not in {"DATE", "TIME", "PERSON", "CARDINAL"}

    def is_group_name(self, span: Span) -> bool:
        """Whether words before an office name a group: "opposition", "Libyan government", "FBI"; a nationality does not."""
        inside = self.analysis.tokens_in(span)
        last = inside[-1] if inside[-1].tag != "POS" else inside[-2] if len(inside) > 1 else inside[-1]
        if last.text.lower() in self.words.actors or last.lemma.lower() in self.words.actors:
            return True
        if last.pos != "PROPN":
            return False
        if len(inside) > 1 and span in self._groups.near(span.start):
            return True
        label = self.label_of(last.span)
        letters = last.text.replace(".", "")
        if letters in {"US", "UK", "USA"} or label in {"NORP", "GPE", "LOC", "DATE", "PERSON"}:
            return False
        return label == "ORG" or (letters.isupper() and len(letters) > 1)

    def is_known_body(self, head: int) -> bool:
        """Whether the report's actors have that name as a group's, whatever the recogniser takes it for."""
        span = self.analysis.tokens[head].span
        return any(known.touches(span) for known in self._groups.near(span.start))

    def may_side(self, head: int) -> bool:
        """Whether a noun can take a side or be taken the side of: an actor's name or word, a country, a people."""
        token = self.analysis.tokens[head]
        if self.is_known_body(head):
            return True
        if token.pos == "PROPN":
            return self.label_of(token.span) in {"ORG", "NORP", "GPE", "PERSON", None} and token.text[:1].isupper()
        if token.lemma.lower() in self.words.peoples or token.text.lower() in self.words.peoples:
            return True
        if token.pos == "ADJ":
            return self.label_of(token.span) in {"ORG", "NORP", "GPE"}
        return token.text.lower() in self.words.actors or token.lemma.lower() in self.words.actors

    def may_fight(self, head: int) -> bool:
        """Whether it can be what another fights: a group or force, no place and nobody unarmed."""
        token = self.analysis.tokens[head]
        if token.lemma.lower() in self.words.no_fighters or token.text.lower() in self.words.no_fighters:
            return False
        return token.pos != "PROPN" or self.label_of(token.span) not in _PLACES or self.is_known_body(head)

    def may_act(self, head: int) -> bool:
        """Whether a noun can be an end at all: a group, a person or a country."""
        token = self.analysis.tokens[head]
        if token.pos == "PROPN":
            return self.label_of(token.span) not in {
                "DATE",
                "TIME",
                "CARDINAL",
                "EVENT",
                "MONEY",
                "PERCENT",
                "WORK_OF_ART",
            }
        if token.text.lower() in self.words.actors or token.lemma.lower() in self.words.actors:
            return True
        return any(span.touches(token.span) for span in self._actors.near(token.span.start))
