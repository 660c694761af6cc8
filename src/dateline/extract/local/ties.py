"""Finds ties between actors in compounds, participles, verbs, nouns and brackets."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.domain.analysis import Analysis, Token
from dateline.domain.relation import RelationType
from dateline.domain.span import Span
from dateline.extract.local.phrases import child_of, described_by, noun_phrase, subject_of
from dateline.extract.local.tie_ends import Draft, EndFinder
from dateline.extract.local.tie_words import Tie, TieWords


class TieFinder:
    """Reads the ties of one document, offices apart."""

    def __init__(self, analysis: Analysis, words: TieWords, ends: EndFinder) -> None:
        self.analysis = analysis
        self.words = words
        self.ends = ends

    def drafts(self) -> Iterator[Draft]:
        """The ties, by the words that tell them, in the order of the text."""
        for token in self.analysis.tokens:
            lowered = token.text.lower()
            if lowered in self.words.suffixes and token.index >= 2 and self._glued(token.index):
                yield from self._suffix(token, self.words.suffixes[lowered])
            elif lowered in self.words.prefixes and self._glued(token.index + 1):
                yield from self._prefix(token, self.words.prefixes[lowered])
            elif token.pos in {"VERB", "ADJ"}:
                yield from self._participle(token)
                yield from self._verb(token)
                yield from self._split(token)
            elif token.pos in {"NOUN", "PROPN"}:
                yield from self._noun(token)
                yield from self._splinter(token)

    # -- compounds -----------------------------------------------------------------------------------------------

    def _glued(self, index: int) -> bool:
        """Whether a hyphen stands right before a token, with no space: "US-backed"."""
        tokens = self.analysis.tokens
        if index < 1 or index >= len(tokens):
            return False
        if tokens[index].text == "-":
            return index + 1 < len(tokens) and tokens[index].span.end == tokens[index + 1].span.start
        return tokens[index - 1].text == "-" and tokens[index - 1].span.end == tokens[index].span.start

    def _left_name(self, last: int) -> Span:
        """The words that a compound begins with: "US", "al-Qaida", "New York"."""
        tokens = self.analysis.tokens
        first = last
        while (
            first > 0
            and tokens[first - 1].span.end == tokens[first].span.start
            and tokens[first - 1].text not in '"“‘('
        ):
            first -= 1
        while (
            first > 0
            and tokens[first].text[0].isupper()
            and tokens[first - 1].pos == "PROPN"
            and tokens[first - 1].text[0].isupper()
            and tokens[first - 1].sentence == tokens[first].sentence
            and tokens[first - 1].dep in {"compound", "nmod"}
        ):
            first -= 1
        return self.analysis.span_of(first, last + 1)

    def _modified(self, token: Token, kind: RelationType) -> Span | None:
        """The actor that a compound describes, without the compound; the name beside it where there is one."""
        tokens = self.analysis.tokens
        head, hops = token.index, 0
        while tokens[head].pos not in {"NOUN", "PROPN"} or head <= token.index:
            above = tokens[head].head
            hops += 1
            if above == head or hops > 3:
                return None
            head = above
        if head - token.index > 8:
            return None
        anyone = kind in {RelationType.BASED_IN, RelationType.AFFILIATED_WITH}
        if not anyone and not self.ends.may_act(head):
            actors = [index for index in range(token.index + 1, head) if self.ends.may_act(index)]
            if not actors:
                return None
            head = actors[-1]
        beside = self.ends.named_beside(head)
        if beside != head:
            return self.ends.phrase(beside)
        span = self.ends.phrase(head)
        first = token.index + 1
        while first < head and tokens[first].text.lower() in {"and", ",", "-"}:
            first += 1
        return Span(max(span.start, tokens[first].span.start), max(span.end, tokens[head].span.end))

    def _suffix(self, token: Token, tie: Tie) -> Iterator[Draft]:
        named = self._left_name(token.index - 2)
        other = self._modified(token, tie.type)
        if other is None or other.touches(named):
            return
        words = self.analysis.document.quote(named).strip('"“”‘’(')
        if not words or (token.text.lower() == "run" and words.lower() in {"state", "government"}):
            return
        if not words[0].isupper() and words.lower().split("-")[0] not in {
            "foreign",
            "opposition",
            "rebel",
            "government",
            "al",
            "state",
        }:
            return
        yield self._draft(tie, named, other, token.span, 0.8)

    def _prefix(self, token: Token, tie: Tie) -> Iterator[Draft]:
        tokens = self.analysis.tokens
        first = token.index + 2
        if first >= len(tokens):
            return
        last = first
        while (
            last + 2 < len(tokens)
            and tokens[last + 1].text == "-"
            and tokens[last + 1].span.start == tokens[last].span.end
        ):
            last += 2
        named = self.analysis.span_of(first, last + 1)
        if not (
            tokens[first].text[0].isupper()
            or tokens[first].text.lower() in {"government", "regime", "opposition", "rebel"}
        ):
            return
        other = self._modified(tokens[last], tie.type)
        if other is not None and not other.touches(named):
            yield self._draft(tie, named, other, token.span, 0.8 if tie.type is RelationType.SUPPORTS else 0.5)

    def _draft(
        self, tie: Tie, named: Span, other: Span, trigger: Span, confidence: float, verb: int | None = None
    ) -> Draft:
        subject, object_ = (named, other) if tie.named_is_subject else (other, named)
        return Draft(tie.type, subject, object_, trigger, confidence, verb)

    # -- participles and verbs -----------------------------------------------------------------------------------

    def _participle(self, token: Token) -> Iterator[Draft]:
        """ "forces backed by X", "a group based in X", "troops loyal to X"."""
        tokens = self.analysis.tokens
        tie = self.words.participles.get(token.lemma.lower()) or self.words.participles.get(token.text.lower())
        if tie is None or token.tag not in {"VBN", "JJ", "VBD", "VBG"}:
            return
        led = self._led(token, tie)
        if led is None or tokens[led].pos not in {"PROPN", "NOUN"}:
            return
        other = described_by(self.analysis, token)
        if other is None or other == led:
            return
        other = self.ends.named_beside(other)
        place = tie.type is RelationType.BASED_IN
        if not (self.ends.may_act(other) and (self.ends.may_act(led) or (place and tokens[led].pos == "PROPN"))):
            return
        yield self._draft(tie, self.ends.phrase(led), self.ends.phrase(other), token.span, 0.7, token.index)

    def _led(self, token: Token, tie: Tie) -> int | None:
        """The noun after the preposition, which may hang on a second participle: "armed and paid by X"."""
        analysis, tokens = self.analysis, self.analysis.tokens
        for verb in (
            token.index,
            *(c for c in analysis.children[token.index] if tokens[c].dep == "conj" and c > token.index),
        ):
            for child in analysis.children[verb]:
                if child > token.index and tokens[child].text.lower() in tie.prepositions:
                    led = child_of(analysis, child, "pobj")
                    if led is not None:
                        return led
        return None

    def _verb(self, token: Token) -> Iterator[Draft]:
        analysis, tokens = self.analysis, self.analysis.tokens
        tie = self.words.verbs.get(token.lemma.lower())
        if tie is None or token.pos != "VERB" or child_of(analysis, token.index, "auxpass") is not None:
            return
        subject = subject_of(analysis, token.index)
        object_ = child_of(analysis, token.index, "dobj")
        if object_ is None and tie.type is RelationType.FIGHTS:
            against = next(
                (c for c in analysis.children[token.index] if tokens[c].text.lower() in {"against", "with"}), None
            )
            object_ = child_of(analysis, against, "pobj") if against is not None else None
        if subject is None or object_ is None or subject == object_ or object_ < token.index:
            return
        joins = tie.type is RelationType.MEMBER_OF and tokens[subject].pos in {"NOUN", "PROPN"}
        if tokens[subject].pos == "PRON" or not (joins or self.ends.may_act(subject)) or not self.ends.may_act(object_):
            return
        sure = 0.4 if tie.type is RelationType.FIGHTS else 0.6
        yield self._draft(tie, self.ends.phrase(subject), self.ends.phrase(object_), token.span, sure, token.index)

    def _split(self, token: Token) -> Iterator[Draft]:
        """ "The front split from the league"."""
        analysis = self.analysis
        if token.lemma.lower() not in self.words.splits or token.pos != "VERB":
            return
        whole = self._whole(token, {"from", "with"})
        part = subject_of(analysis, token.index) or described_by(analysis, token)
        if whole is None or part is None or not self.ends.may_act(whole) or not self.ends.may_act(part):
            return
        part = self.ends.named_beside(part)
        yield Draft(
            RelationType.SPLIT_FROM, self.ends.phrase(part), self.ends.phrase(whole), token.span, 0.7, token.index
        )

    def _splinter(self, token: Token) -> Iterator[Draft]:
        """ "The battalion, a split from the army", "a split-off from", "a splinter group of"."""
        analysis, tokens = self.analysis, self.analysis.tokens
        below = [child for child in analysis.children[token.index] if child < token.index]
        if not {token.lemma.lower(), *(tokens[child].lemma.lower() for child in below)} & self.words.splits:
            return
        whole = self._whole(token, {"from", "of"})
        part = self.ends.named_beside(token.index)
        if whole is None or part in {token.index, whole} or not self.ends.may_act(whole):
            return
        subject, object_ = self.ends.phrase(part), self.ends.phrase(whole)
        if not subject.touches(object_):
            yield Draft(RelationType.SPLIT_FROM, subject, object_, token.span, 0.7)

    def _whole(self, token: Token, leads: set[str]) -> int | None:
        """What a part left: "from" may hang on "away" and "off"."""
        analysis, tokens = self.analysis, self.analysis.tokens
        below = [child for child in analysis.children[token.index] if child > token.index]
        particles = [child for child in below if tokens[child].dep in {"advmod", "prt"}]
        below += [far for child in particles for far in analysis.children[child]]
        for child in below:
            if tokens[child].text.lower() in leads:
                whole = child_of(analysis, child, "pobj")
                if whole is not None:
                    return whole
        return None

    # -- nouns ---------------------------------------------------------------------------------------------------

    def _noun(self, token: Token) -> Iterator[Draft]:
        analysis, tokens = self.analysis, self.analysis.tokens
        lemma = token.lemma.lower()
        kind = self.words.nouns.get(lemma)
        owner = child_of(analysis, token.index, "poss")
        of = next(
            (c for c in analysis.children[token.index] if tokens[c].text.lower() == "of" and c > token.index), None
        )
        whole = child_of(analysis, of, "pobj") if of is not None else None
        if kind is not None:
            other = owner if owner is not None and tokens[owner].pos in {"PROPN", "NOUN"} else whole
            if owner is not None and tokens[owner].tag == "PRP$":
                other = token.head if token.dep == "conj" and kind is RelationType.PART_OF else None
            if other is not None and self.ends.may_act(other):
                yield from self._of(token, kind, other)
        if lemma in self.words.persons:
            yield from self._person(token)
        if token.text.lower() in self.words.led:
            leader = owner if owner is not None else whole
            if leader is not None and self._is_person(leader):
                yield Draft(RelationType.LED_BY, self.ends.whole_name(token.span), self._name(leader), token.span, 0.7)
        if lemma in self.words.fighting:
            yield from self._between(token)

    def _of(self, token: Token, kind: RelationType, other: int) -> Iterator[Draft]:
        analysis, tokens = self.analysis, self.analysis.tokens
        subject: Span | None = None
        beside = child_of(analysis, token.index, "appos")
        above = tokens[token.head]
        if token.dep == "appos" and above.pos in {"PROPN", "NOUN"}:
            subject = self.ends.phrase(above.index)
        elif beside is not None and tokens[beside].pos == "PROPN":
            subject = self.ends.phrase(beside)
        elif token.dep == "attr":
            head = child_of(analysis, token.head, "nsubj")
            subject = self.ends.phrase(head) if head is not None and tokens[head].pos in {"PROPN", "NOUN"} else None
        elif token.dep in {"pobj", "attr"} and tokens[token.head].text.lower() == "as":
            return
        elif kind in {RelationType.SUPPORTS, RelationType.ALLIED_WITH, RelationType.OPPOSES}:
            subject = token.span
        if subject is not None:
            object_ = self.ends.phrase(other)
            if not subject.touches(object_):
                yield Draft(kind, subject, object_, token.span, 0.6)

    def _person(self, token: Token) -> Iterator[Draft]:
        """ "a sniper with the 4th Battalion", "three medics from the Red Crescent": member_of."""
        analysis, tokens = self.analysis, self.analysis.tokens
        for child in analysis.children[token.index]:
            if child < token.index or tokens[child].text.lower() not in {
                "from",
                "with",
                "of",
                "within",
                "at",
                "on",
                "for",
            }:
                continue
            group = child_of(analysis, child, "pobj")
            if group is None or not self.ends.may_be_group(group):
                continue
            beside = self.ends.named_beside(token.index)
            counted = child_of(analysis, token.index, "nummod") is not None
            if token.lemma.lower() == "member" and beside == token.index and not counted:
                continue
            subject = (
                self.ends.phrase(beside)
                if beside != token.index
                else noun_phrase(
                    analysis, token.index, without=[c for c in analysis.children[token.index] if c > token.index]
                )
            )
            object_ = self.ends.phrase(group)
            if not subject.touches(object_):
                yield Draft(RelationType.MEMBER_OF, subject, object_, token.span, 0.6)

    def _is_person(self, head: int) -> bool:
        token = self.analysis.tokens[head]
        return token.pos == "PROPN" and self.ends.label_of(token.span) in {"PERSON", None}

    def _name(self, head: int) -> Span:
        """The name alone, without title: "Bashar al-Assad" of "President Bashar al-Assad"."""
        span = self.ends.phrase(head)
        inside = list(self.analysis.tokens_in(span))
        while len(inside) > 1 and (
            inside[0].text.lower() in self.words.offices | self.words.ranks or inside[0].pos not in {"PROPN"}
        ):
            inside = inside[1:]
        return Span(inside[0].span.start, span.end)

    def _between(self, token: Token) -> Iterator[Draft]:
        analysis, tokens = self.analysis, self.analysis.tokens
        for child in analysis.children[token.index]:
            if tokens[child].text.lower() not in {"between", "among", "against"} or child < token.index:
                continue
            first = child_of(analysis, child, "pobj")
            if first is None:
                continue
            second = child_of(analysis, first, "conj")
            if second is not None and self.ends.may_act(first) and self.ends.may_act(second):
                left = noun_phrase(analysis, first, without=[*analysis.subtree(second)])
                cc = [c for c in analysis.children[first] if tokens[c].dep == "cc"]
                left = Span(left.start, min([left.end, *(tokens[c - 1].span.end for c in cc)]))
                yield Draft(RelationType.FIGHTS, left, self.ends.phrase(second), token.span, 0.4)
