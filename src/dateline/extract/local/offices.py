"""Finds who holds which office, and the group that goes with it: "rebel commander Abu Ali", "Ali Deeb, a spokesman for …"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.domain.analysis import Analysis, Token
from dateline.domain.relation import RelationType
from dateline.domain.span import Span
from dateline.extract.local.phrases import child_of, noun_phrase
from dateline.extract.local.tie_ends import Draft, EndFinder
from dateline.extract.local.tie_words import TieWords

_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ould", "van", "von", "de", "der", "bint", "abu", "du", "della", "-", "'"}
)
_OF = frozenset({"of", "for", "at", "with", "in", "to", "on", "from"})


class OfficeFinder:
    """Reads the offices of one document."""

    def __init__(self, analysis: Analysis, words: TieWords, ends: EndFinder) -> None:
        self.analysis = analysis
        self.words = words
        self.ends = ends
        self._chunk_start = {index: begin for begin, end in analysis.chunks for index in range(begin, end)}

    def drafts(self) -> Iterator[Draft]:
        """The ties of every office, in the order of the text."""
        for token in self.analysis.tokens:
            if token.pos not in {"NOUN", "PROPN", "ADJ"} or not self._is_office(token):
                continue
            yield from self._office(token)

    def _is_office(self, token: Token) -> bool:
        lowered = token.text.lower()
        return lowered in self.words.offices or token.lemma.lower() in self.words.offices

    def _office(self, token: Token) -> Iterator[Draft]:
        last = self._office_end(token)
        name = self._name_from(last + 1, token)
        if name is not None:
            office = self._before(token.index, last)
            yield from self._held(name, office, token, confidence=0.85)
            return
        tokens = self.analysis.tokens
        head = tokens[token.head]
        if token.dep == "appos" and head.pos == "PROPN" and head.index < token.index:
            name = self._name_ending(head.index)
            if name is not None:
                yield from self._held(name, self._phrase(token), token, confidence=0.8)
                return
        if token.dep == "attr" and head.lemma == "be":
            subject = child_of(self.analysis, head.index, "nsubj")
            if subject is not None and tokens[subject].pos == "PROPN":
                name = self._name_ending(subject)
                if name is not None:
                    yield from self._held(name, self._phrase(token), token, confidence=0.7)
                    return
        name = self._name_after_comma(token, last)
        if name is not None:
            yield from self._held(name, self._before(token.index, last), token, confidence=0.75)
            return
        beside = child_of(self.analysis, token.index, "appos")
        if beside is not None and tokens[beside].pos == "PROPN" and beside > token.index:
            name = self._name_ending(beside)
            if name is not None:
                yield from self._held(name, self._phrase(token, name.start), token, confidence=0.8)
                return
        if token.lemma.lower() in {"spokesman", "spokeswoman", "spokesperson"}:
            group = self._group(token)
            if group is not None and group.start > token.span.end:
                yield Draft(RelationType.MEMBER_OF, self._phrase(token, group.start), group, token.span, 0.6)

    def _name_after_comma(self, token: Token, last: int) -> Span | None:
        """The name of "the coastal minister, Ada Lund, …", where no other name goes before."""
        tokens = self.analysis.tokens
        first = self._chunk_start.get(token.index, token.index)
        opens = tokens[first]
        if not (opens.dep in {"det", "poss"} or opens.tag in {"PRP$", "DT"}) or (
            first and tokens[first - 1].text == ","
        ):
            return None
        if last + 2 >= len(tokens) or tokens[last + 1].text != ",":
            return None
        name = self._name_from(last + 2, token)
        if name is None or len(self.analysis.tokens_in(name)) < 2:
            return None
        following = self.analysis.token_at(name.end)
        return (
            name
            if following is None or following.text in {",", ".", "’s", "'s"} or following.pos in {"VERB", "AUX"}
            else None
        )

    def _office_end(self, token: Token) -> int:
        """The last token of the office: "Secretary of Defense" runs on over its portfolio."""
        tokens = self.analysis.tokens
        last = token.index
        if last + 2 < len(tokens) and tokens[last + 1].text.lower() == "of":
            at = last + 2
            if tokens[at].text.lower() == "the":
                at += 1
            if at < len(tokens) and tokens[at].text.lower() in self.words.portfolios:
                last = at
                while last + 2 < len(tokens) and tokens[last + 1].text.lower() in {"and", "&"}:
                    if tokens[last + 2].text.lower() not in self.words.portfolios:
                        break
                    last += 2
        return last

    def _name_from(self, first: int, office: Token) -> Span | None:
        """The person's name that begins at a token, ranks left out; None where there is none."""
        tokens = self.analysis.tokens
        while first < len(tokens) and tokens[first].text.lower() in self.words.ranks:
            first += 1
        if first >= len(tokens) or tokens[first].sentence != office.sentence or self._is_office(tokens[first]):
            return None
        last = self._name_last(first, office.sentence)
        last = max(last, self.ends.person_end(first, last))
        if last == first or not self.ends.may_be_person(Span(tokens[first].span.start, tokens[last - 1].span.end)):
            return None
        return self.analysis.span_of(first, last)

    def _name_last(self, first: int, sentence: int) -> int:
        tokens = self.analysis.tokens
        last = first
        while last < len(tokens) and tokens[last].sentence == sentence:
            token = tokens[last]
            capital = token.text[0].isupper() and (
                token.pos == "PROPN" or (last > first and token.pos in {"NOUN", "ADJ", "X"})
            )
            if "[" in token.text or (last > first and self.ends.label_of(token.span) in {"DATE", "TIME"}):
                break
            if not capital and not (
                last > first and token.text in _PARTICLES or token.text.lower() in {"al", "el", "abu"}
            ):
                break
            last += 1
        while last > first and tokens[last - 1].text in _PARTICLES:
            last -= 1
        return last

    def _name_ending(self, head: int) -> Span | None:
        """The name whose head is a token, without titles and ranks before it."""
        span = noun_phrase(self.analysis, head)
        inside = [token for token in self.analysis.tokens_in(span) if token.index <= head]
        while inside and (
            inside[0].pos not in {"PROPN"}
            and inside[0].text.lower() not in {"al", "el", "abu"}
            or inside[0].text.lower() in self.words.ranks
            or self._is_office(inside[0])
        ):
            inside = inside[1:]
        if not inside:
            return None
        name = Span(inside[0].span.start, inside[-1].span.end)
        return name if self.ends.may_be_person(name) else None

    def _before(self, index: int, last: int) -> Span:
        """The office with the words before it in its noun phrase, article and pronoun left out."""
        tokens = self.analysis.tokens
        first = self._chunk_start.get(index, index)
        while first < index and (
            tokens[first].dep in {"det", "predet"} or tokens[first].pos in {"PRON", "DET", "PUNCT"}
        ):
            first += 1
        return self.analysis.span_of(self.ends.first_of_name(first), last + 1)

    def _phrase(self, token: Token, until: int | None = None) -> Span:
        """The office with its "of" phrases, article left out, up to a place in the text."""
        span = noun_phrase(self.analysis, token.index)
        inside = list(self.analysis.tokens_in(span))
        if until is not None:
            inside = [word for word in inside if word.span.end <= until] or [token]
        while len(inside) > 1 and (inside[0].dep in {"det", "predet"} or inside[0].tag == "PRP$"):
            inside = inside[1:]
        bracket = next((n for n, word in enumerate(inside) if n and word.text in {"(", "["}), None)
        if bracket is not None and inside[bracket].index > token.index and inside[-1].text not in {")", "]"}:
            inside = inside[:bracket]
        while len(inside) > 1 and (inside[-1].pos in {"PUNCT", "ADP", "DET"}):
            inside = inside[:-1]
        return Span(inside[0].span.start, inside[-1].span.end)

    def _held(self, name: Span, office: Span, token: Token, confidence: float) -> Iterator[Draft]:
        if not self._heads_unnamed_rebels(token):
            yield Draft(RelationType.HOLDS_OFFICE, name, office, None, confidence)
        group = self._group(token)
        if group is None or group.touches(name):
            return
        lowered = token.text.lower()
        if lowered in self.words.leading or token.lemma.lower() in self.words.leading:
            yield Draft(RelationType.LED_BY, group, name, token.span, confidence - 0.15)
            if token.lemma.lower() in {"head", "director", "commander"} and group.start > token.span.end:
                yield Draft(RelationType.MEMBER_OF, name, group, token.span, confidence - 0.3)
        elif lowered in self.words.belonging or token.lemma.lower() in self.words.belonging:
            yield Draft(RelationType.MEMBER_OF, name, group, token.span, confidence - 0.1)

    def _heads_unnamed_rebels(self, token: Token) -> bool:
        """Whether it is no office: "rebel leader" says what somebody is, not what he holds."""
        before = self.analysis.tokens[token.index - 1] if token.index else None
        leads = token.lemma.lower() in self.words.leading and token.lemma.lower() != "commander"
        return leads and before is not None and before.text.lower() == "rebel"

    def _group(self, token: Token) -> Span | None:
        """The group that goes with an office: before it, or after "of" or "for"; a country alone is none."""
        analysis, tokens = self.analysis, self.analysis.tokens
        owner = child_of(analysis, token.index, "poss")
        if owner is not None and tokens[owner].pos in {"PROPN", "NOUN"} and self.ends.may_be_group(owner):
            return self.ends.phrase(owner)
        for child in analysis.children[token.index]:
            if child > token.index and tokens[child].text.lower() in _OF:
                led = child_of(analysis, child, "pobj")
                if led is None or tokens[led].lemma.lower() in self.words.portfolios:
                    continue
                if self.ends.may_be_group(led):
                    return self.ends.phrase(led)
        first = self._chunk_start.get(token.index, token.index)
        last = token.index
        while last > first and tokens[last - 1].text.lower() in self.words.qualifiers | self.words.offices:
            last -= 1
        while first < last and (
            tokens[first].dep in {"det", "predet"} or tokens[first].pos in {"PRON", "DET", "PUNCT"}
        ):
            first += 1
        first = self.ends.first_of_name(first)
        if last > first:
            span = analysis.span_of(first, last)
            if tokens[last - 1].text.lower() == "rebel" and token.lemma.lower() in self.words.leading:
                return None
            if self.ends.is_group_name(span):
                return span
        return None
