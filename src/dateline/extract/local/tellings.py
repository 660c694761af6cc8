"""Reads tellings from the parse: a verb, noun or phrase that tells, who it belongs to, and the clause that it leads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span
from dateline.extract.local.cue_words import CueWords, lemma_of
from dateline.extract.local.phrases import agent_of, child_of, is_passive, noun_beside, noun_phrase, runs, subject_of
from dateline.extract.local.quotation_marks import Quotation

_COMPLEMENTS = ("ccomp",)
_BEFORE = frozenset({"aux", "auxpass", "neg", "advmod"})
_MARKS = frozenset({",", '"', "”", "’", "''", "?", "!", "."})
_LED_ON = frozenset({"oprd", "acomp", "xcomp", "prep", "advcl"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"})
_PARTICLES = frozenset({"prt"})
_FORWARDED = frozenset({"decline", "refuse", "go", "continue", "begin", "want", "try", "fail", "rush", "hasten", "use"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An act of telling as the parse has it, before quotation marks are weighed."""

    #: Index of the word that tells.
    head: int
    cue: Span
    #: Index of the head of the source; None where nobody is named.
    source: int | None
    content: tuple[Span, ...] = ()
    #: False where the content is a noun phrase or an infinitive: an attitude or a plan, not a statement.
    clausal: bool = True


class TellingReader:
    """Reads the tellings of one document."""

    def __init__(self, analysis: Analysis, words: CueWords, quotations: Sequence[Quotation]) -> None:
        self.analysis = analysis
        self.words = words
        self.quotations = tuple(quotations)
        self._verbs = words.verbs
        self._starts = [quotation.span.start for quotation in quotations]
        self._spent: set[int] = set()

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that a code point stands in."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.quotations[index].span.end:
            return self.quotations[index]
        return None

    def read(self) -> Iterator[Telling]:
        """The tellings, in the order of their cues; some have no content yet."""
        for token in self.analysis.tokens:
            if token.index in self._spent:
                continue
            telling = self._telling(token)
            if telling is not None:
                yield telling

    def _telling(self, token: Token) -> Telling | None:
        lemma = lemma_of(token.lemma)
        if lemma == "accord" or (lemma == "per" and token.pos == "ADP"):
            return self._according(token)
        if token.pos in {"VERB", "AUX"}:
            if lemma in self._verbs:
                return self._verb(token, lemma)
            return None
        if token.pos == "NOUN" and (lemma in self.words.noun_clause or lemma in self.words.noun_infinitive):
            return self._noun(token, lemma)
        return None

    # -- phrases -------------------------------------------------------------------------------------------------

    def _according(self, token: Token) -> Telling | None:
        tokens = self.analysis.tokens
        to = token.index if token.pos == "ADP" else child_of(self.analysis, token.index, "prep")
        if to is None:
            return None
        source = child_of(self.analysis, to, "pobj")
        if source is None:
            return None
        cue = Span(token.span.start, tokens[to].span.end)
        own = set(self.analysis.subtree(token.index))
        clause = self._clause_around(token)
        content = self.outside_quotations(token.index, runs(self.analysis, [i for i in clause if i not in own]))
        return Telling(head=token.index, cue=cue, source=source, content=content)

    def _clause_around(self, token: Token) -> list[int]:
        """The words of the clause that a phrase hangs on, up to the telling that holds it."""
        tokens = self.analysis.tokens
        index = token.head
        while tokens[index].pos not in {"VERB", "AUX"} and tokens[index].head != index:
            index = tokens[index].head
        while (
            tokens[index].head != index
            and tokens[index].dep in {"conj", "xcomp", "advcl", "relcl", "acl", "pcomp", "prep"}
            and not self._commas_part(token, tokens[index])
        ):
            index = tokens[index].head
        return list(self.analysis.subtree(index))

    def _commas_part(self, token: Token, verb: Token) -> bool:
        return verb.dep in {"conj", "relcl", "advcl"} and verb.index < token.index and token.index - verb.index < 6

    # -- verbs ---------------------------------------------------------------------------------------------------

    def _verb(self, token: Token, lemma: str) -> Telling | None:
        analysis, words = self.analysis, self.words
        if token.dep == "amod" or token.tag == "VBN" and token.dep == "compound":
            return None
        passive = is_passive(analysis, token.index)
        source = agent_of(analysis, token.index) if passive else self._subject(token, lemma)
        cue = self._cue(token)
        children = [analysis.tokens[child] for child in analysis.children[token.index]]
        clauses = [child for child in children if child.dep in _COMPLEMENTS and lemma in words.clause]
        clauses = [child for child in clauses if child.index != source]
        if clauses:
            content = self._clause_content(token, clauses, source)
            if content:
                return Telling(head=token.index, cue=cue, source=source, content=content)
        if passive:
            return self._passive(token, lemma, source, cue, children)
        if lemma in {"quote", "cite"} and self._passes_on(children):
            return None
        infinitive = next((child for child in children if child.dep == "xcomp"), None)
        if infinitive is not None and lemma in words.infinitive:
            return self._infinitive(token, lemma, source, cue, infinitive)
        for child in children:
            leads = words.prepositions.get(child.lemma.lower()) if child.dep in {"prep", "agent"} else None
            if leads and lemma in leads and child.index > token.index:
                led = child_of(analysis, child.index, "pobj", "pcomp")
                if led is not None and (lemma not in words.object or child_of(analysis, token.index, "dobj") is None):
                    content = self.outside_quotations(token.index, runs(analysis, analysis.subtree(led)))
                    cue = Span(cue.start, child.span.end) if child.index <= token.index + 3 else cue
                    return Telling(head=token.index, cue=cue, source=source, content=content, clausal=False)
        object_ = child_of(analysis, token.index, "dobj")
        if object_ is not None and object_ > token.index and object_ != source and lemma in words.object:
            content = self._object_content(token, object_, children)
            return Telling(head=token.index, cue=cue, source=source, content=content, clausal=False)
        if lemma in words.clause:
            return Telling(head=token.index, cue=cue, source=source, content=self._parenthetic(token, lemma, source))
        return None

    def _passes_on(self, children: list[Token]) -> bool:
        """Whether the verb only passes another's telling on: "quoted him as saying"."""
        return any(
            child.dep == "prep"
            and child.text.lower() == "as"
            and child_of(self.analysis, child.index, "pcomp") is not None
            for child in children
        )

    def _subject(self, token: Token, lemma: str) -> int | None:
        subject = subject_of(self.analysis, token.index)
        if subject is not None or lemma not in self.words.clause:
            return subject
        if lemma in self.words.strong and token.tag in {"VBD", "VBZ", "VBP"}:
            beside = noun_beside(self.analysis, token.index, token.index + 1)
            if beside is not None and self._stands_apart(token, beside):
                return beside
        inverted = child_of(self.analysis, token.index, "dobj", "attr", "npadvmod")
        if inverted == token.index + 1 or (inverted is not None and inverted - token.index < 8):
            before = self.analysis.tokens[token.index - 1].text if token.index else ""
            if before in _MARKS:
                return inverted
        return None

    def _stands_apart(self, token: Token, noun: int) -> bool:
        """Whether a noun beside the verb follows a comma or a mark, as the teller of "…, police said" does."""
        tokens = self.analysis.tokens
        first = min(min(self.analysis.subtree(noun)), token.index)
        if noun < token.index:
            while first < noun and tokens[first].text in _MARKS:
                first += 1
            first = next((b for b, e in self.analysis.chunks if b <= noun < e), first)
        else:
            first = token.index
        return first > 0 and tokens[first - 1].text in _MARKS

    def _cue(self, token: Token) -> Span:
        """The verb with its auxiliaries, negation, particles and the adverbs that stand beside it."""
        tokens, children = self.analysis.tokens, self.analysis.children
        first, last, head = token.index, token.index, token.index
        while True:
            chosen = {
                child for child in children[head] if tokens[child].dep in _BEFORE or tokens[child].dep in _PARTICLES
            }
            while first - 1 in chosen:
                first -= 1
            while last + 1 in chosen and (tokens[last + 1].dep in _PARTICLES or tokens[last + 1].dep == "neg"):
                last += 1
            above = tokens[head].head
            if tokens[head].dep == "xcomp" and above == first - 1 and lemma_of(tokens[above].lemma) in _FORWARDED:
                self._spent.add(above)
                head = first = above
                continue
            while first < token.index and tokens[first].dep == "advmod" and tokens[first].pos == "SCONJ":
                first += 1
            return self.analysis.span_of(first, last + 1)

    def _clause_content(self, token: Token, clauses: list[Token], source: int | None) -> tuple[Span, ...]:
        analysis = self.analysis
        own = {token.index}
        if source is not None and all(clause.index < token.index for clause in clauses):
            own |= set(analysis.subtree(source)) if source > token.index or source > clauses[0].index else set()
        kept: list[int] = []
        for clause in clauses:
            below = [index for index in analysis.subtree(clause.index) if index not in own]
            while below and below[0] == token.index + 1 and analysis.tokens[below[0]].text.lower() in _DAYS:
                own.add(below.pop(0))
            kept += below
        return self.outside_quotations(token.index, runs(analysis, kept))

    def _passive(
        self, token: Token, lemma: str, source: int | None, cue: Span, children: list[Token]
    ) -> Telling | None:
        analysis = self.analysis
        if lemma not in self.words.passive:
            return None
        told = next((child for child in children if child.dep in {"nsubjpass"}), None)
        infinitive = next((child for child in children if child.dep == "xcomp"), None)
        if told is None or (infinitive is None and source is None):
            return None
        kept = list(analysis.subtree(told.index))
        if infinitive is not None:
            kept += analysis.subtree(infinitive.index)
        content = self.outside_quotations(token.index, runs(analysis, kept))
        return Telling(head=token.index, cue=cue, source=source, content=content, clausal=infinitive is not None)

    def _infinitive(self, token: Token, lemma: str, source: int | None, cue: Span, infinitive: Token) -> Telling | None:
        inner = lemma_of(infinitive.lemma)
        if lemma in _FORWARDED and inner in self.words.clause:
            if child_of(self.analysis, infinitive.index, *_COMPLEMENTS) is not None:
                return None
        kept = [index for index in self.analysis.subtree(infinitive.index) if index > token.index]
        between = child_of(self.analysis, token.index, "dobj")
        if between is not None and token.index < between < infinitive.index:
            kept += self.analysis.subtree(between)
        content = self.outside_quotations(token.index, runs(self.analysis, kept))
        return Telling(head=token.index, cue=cue, source=source, content=content, clausal=False)

    def _not_when(self, child: Token) -> bool:
        """Whether a phrase belongs to what is said, not to when or through what: no "in a statement", no "after …"."""
        if child.dep == "advcl":
            return any(self.analysis.tokens[below].text == "to" for below in self.analysis.children[child.index])
        if child.dep != "prep" or child.text.lower() in {"for", "of", "as", "with", "to", "against", "from"}:
            return True
        led = child_of(self.analysis, child.index, "pobj")
        return (
            child.text.lower() in {"in", "at", "on", "over"}
            and led is not None
            and self.analysis.tokens[led].lemma.lower() not in self.words.channels
            and self.analysis.tokens[led].lemma.lower() not in _DAYS
        )

    def _object_content(self, token: Token, object_: int, children: list[Token]) -> tuple[Span, ...]:
        """The object and what is said of it: "the army of shelling a school", "the vote a fraud"."""
        kept = list(self.analysis.subtree(object_))
        for child in children:
            below = self.analysis.subtree(child.index)
            if child.index > object_ and below[0] == max(kept) + 1 and child.dep in _LED_ON and self._not_when(child):
                kept += below
        spans = runs(self.analysis, kept)
        return self.outside_quotations(token.index, spans)

    def _parenthetic(self, token: Token, lemma: str, source: int | None) -> tuple[Span, ...]:
        """The rest of the sentence, for "…, the army said, …" where the parse hangs the telling on what is told."""
        if source is None or lemma not in self.words.strong:
            return ()
        analysis = self.analysis
        sentence = analysis.sentences[token.sentence]
        own = set(analysis.subtree(source)) | {token.index}
        own |= {
            child
            for child in analysis.children[token.index]
            if analysis.tokens[child].dep
            in {"aux", "neg", "prt", "npadvmod", "prep", "dative", "dobj", "punct", "advmod"}
        }
        for index in list(own):
            if index != token.index and analysis.tokens[index].head == token.index:
                own |= set(analysis.subtree(index))
        first, last = min(own), max(own)
        block = [index for index in range(first, last + 1) if index not in own]
        if block:
            return ()
        before = analysis.tokens[first - 1].text if first > sentence.first else ""
        after = analysis.tokens[last + 1].text if last + 1 < sentence.last else "."
        if before == "," or analysis.tokens[first].text == ",":
            if after in {".", ",", ";"} or analysis.tokens[last].text in {",", "."}:
                kept = [index for index in range(sentence.first, sentence.last) if index not in own]
                return self.outside_quotations(token.index, runs(analysis, kept))
        if after == ":" or analysis.tokens[last].text == ":":
            return self.outside_quotations(token.index, runs(analysis, range(last + 1, sentence.last)))
        return ()

    # -- nouns ---------------------------------------------------------------------------------------------------

    def _noun(self, token: Token, lemma: str) -> Telling | None:
        analysis, words = self.analysis, self.words
        clause = None
        for child in analysis.children[token.index]:
            dependent = analysis.tokens[child]
            if child < token.index or dependent.dep not in {"acl", "ccomp", "relcl"}:
                continue
            mark = next(
                (analysis.tokens[m] for m in analysis.children[child] if analysis.tokens[m].dep == "mark"), None
            )
            if _is_that(mark):
                clause = child if lemma in words.noun_clause else None
            elif dependent.tag == "VB" and lemma in words.noun_infinitive:
                clause = child
        if clause is not None:
            content = runs(analysis, analysis.subtree(clause))
        else:
            of = next(
                (
                    c
                    for c in analysis.children[token.index]
                    if analysis.tokens[c].lemma.lower() == "of" and c > token.index
                ),
                None,
            )
            led = child_of(analysis, of, "pobj", "pcomp") if of is not None and lemma in words.noun_of else None
            if led is None:
                return None
            content = runs(analysis, analysis.subtree(led))
        source = child_of(analysis, token.index, "poss")
        if source is None:
            by = next(
                (c for c in analysis.children[token.index] if analysis.tokens[c].text.lower() in {"by", "from"}), None
            )
            source = child_of(analysis, by, "pobj") if by is not None else None
        if source is None and token.dep == "dobj":
            source = subject_of(analysis, token.head)
        content = self.outside_quotations(token.index, content)
        return Telling(head=token.index, cue=token.span, source=source, content=content, clausal=clause is not None)

    # -- quotation marks -----------------------------------------------------------------------------------------

    def outside_quotations(self, cue: int, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
        """Pieces widened to whole quotations that they touch, or cut at the marks where the cue itself is quoted."""
        offset = self.analysis.tokens[cue].span.start
        home = self.quotation_at(offset)
        found: list[Span] = []
        for piece in pieces:
            if home is not None:
                inside = next((part for part in home.pieces if part.touches(piece)), None)
                if inside is None:
                    continue
                start, end = max(piece.start, inside.start), min(piece.end, inside.end)
                marks = '“”"‘’ ,'
                text = self.analysis.document.text
                while start < end and text[start] in marks and start == inside.start:
                    start += 1
                while end > start and text[end - 1] in marks and end >= inside.end - 1:
                    end -= 1
                if end > start:
                    found.append(Span(start, end))
                continue
            wide = [piece]
            for quotation in self.quotations:
                if quotation.span.touches(piece):
                    wide += quotation.pieces
            found += _merged(wide)
        return tuple(_merged(found))


def _is_that(mark: Token | None) -> bool:
    return mark is not None and mark.text.lower() == "that"


def _merged(spans: list[Span]) -> list[Span]:
    ordered: list[Span] = []
    for span in sorted(spans):
        if ordered and span.start <= ordered[-1].end:
            ordered[-1] = ordered[-1].hull(span)
        else:
            ordered.append(span)
    return ordered


def with_content(telling: Telling, content: Sequence[Span]) -> Telling:
    """The same telling with other content."""
    return replace(telling, content=tuple(content))


def source_span(analysis: Analysis, telling: Telling) -> Span | None:
    """The source as written, or None."""
    if telling.source is None:
        return None
    return noun_phrase(analysis, telling.source, without={telling.head})
