"""Reads tellings from the parse: a verb, noun or phrase that tells, who it belongs to, and the clause that it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span
from dateline.extract.local.cue_words import CueWords, lemma_of
from dateline.extract.local.noun_tellings import noun_telling
from dateline.extract.local.phrases import Chunks, agent_of, child_of, is_passive, joined_without_and, runs, subject_of
from dateline.extract.local.quotation_marks import Quotation
from dateline.extract.local.telling import Telling
from dateline.extract.local.telling_contents import ContentReader

_COMPLEMENTS = ("ccomp",)
_BEFORE = frozenset({"aux", "auxpass", "neg", "advmod"})
_MARKS = frozenset({",", '"', "”", "’", "''", "?", "!", "."})
_PARTICLES = frozenset({"prt"})


class TellingReader:
    """Reads the tellings of one document."""

    def __init__(self, analysis: Analysis, words: CueWords, quotations: Sequence[Quotation]) -> None:
        self.analysis = analysis
        self.words = words
        self.contents = ContentReader(analysis, words, quotations)
        self.chunks = Chunks(analysis)
        self._verbs = words.verbs
        self._spent: set[int] = set()

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
            return noun_telling(self.analysis, self.words, self.contents, token)
        return None

    # -- phrases -------------------------------------------------------------------------------------------------

    def _according(self, token: Token) -> Telling | None:
        tokens = self.analysis.tokens
        to = token.index if token.pos == "ADP" else child_of(self.analysis, token.index, "prep")
        if to is None or to < token.index:
            # The parse can hang a "to" from before on "according".
            return None
        source = child_of(self.analysis, to, "pobj")
        if source is None or self._is_no_source(source):
            return None
        cue = Span(token.span.start, tokens[to].span.end)
        own = set(self.analysis.subtree(token.index))
        clause = self._clause_around(token)
        own |= self._told_beside(clause)
        content = self.contents.outside_quotations(
            token.index, runs(self.analysis, [i for i in clause if i not in own])
        )
        return Telling(head=token.index, cue=cue, source=source, content=content)

    def _is_no_source(self, noun: int) -> bool:
        """ "According to plan", "to the terrain"; "according to the plan of the army" has a source all the same."""
        bare = all(self.analysis.tokens[child].dep in {"det", "amod", "poss"} for child in self.analysis.children[noun])
        return bare and self.analysis.tokens[noun].lemma.lower() in self.words.no_sources

    def _told_beside(self, clause: list[int]) -> set[int]:
        """The joined clauses that another tells: "according to one, nine died, but police said four"."""
        tokens, found = self.analysis.tokens, set()
        for index in clause:
            token = tokens[index]
            tells = token.dep == "conj" and token.pos == "VERB" and lemma_of(token.lemma) in self.words.strong
            if tells and child_of(self.analysis, index, "nsubj") is not None:
                found |= set(self.analysis.subtree(index))
                found |= {child for child in self.analysis.children[token.head] if tokens[child].dep == "cc"}
        return found

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
        clauses = [child for child in clauses if child.index != source and not self._parted(child, token)]
        if not clauses and lemma in words.clause:
            clauses = self._astray(token)
        borrowed = source is None or joined_without_and(self.analysis, token)
        if borrowed and not passive and lemma in words.strong and all(c.index < token.index for c in clauses):
            trailing = self._trailing(token, cue)
            if trailing is not None:
                return trailing
        if clauses:
            content = self.contents.clause(token, clauses, source)
            if content:
                return Telling(head=token.index, cue=cue, source=source, content=content)
        citing = next((child for child in children if child.dep == "advcl" and self._cites_for(child)), None)
        if citing is not None and lemma in words.clause:
            told = child_of(analysis, citing.index, "ccomp")
            if told is not None:
                content = self.contents.clause(token, [analysis.tokens[told]], source)
                return Telling(head=token.index, cue=cue, source=source, content=content)
        if passive:
            return self._passive(token, lemma, source, cue, children)
        if lemma in {"quote", "cite"} and (self._passes_on(children) or self._cites_for(token)):
            return None
        object_ = child_of(analysis, token.index, "dobj")
        relative = object_ is None or analysis.tokens[object_].tag in {"WDT", "WP"}
        if token.dep == "relcl" and token.head != source and relative:
            return self._of_antecedent(token, lemma, source, cue)
        infinitive = next((child for child in children if child.dep == "xcomp"), None)
        if infinitive is not None and lemma in words.infinitive:
            return self._infinitive(token, lemma, source, cue, infinitive)
        for child in children:
            leads = words.prepositions.get(child.lemma.lower()) if child.dep in {"prep", "agent"} else None
            if leads and lemma in leads and child.index > token.index:
                led = child_of(analysis, child.index, "pobj", "pcomp")
                if led is not None and (lemma not in words.object or child_of(analysis, token.index, "dobj") is None):
                    content = self.contents.led(token, led)
                    cue = Span(cue.start, child.span.end) if self._follows(child, token) else cue
                    return Telling(head=token.index, cue=cue, source=source, content=content, clausal=False)
        if object_ is not None and object_ > token.index and object_ != source and lemma in words.object:
            content = self.contents.object(token, object_)
            return Telling(head=token.index, cue=cue, source=source, content=content, clausal=False)
        if lemma in words.clause:
            content = self.contents.parenthetic(token, lemma, source)
            trailing = self._trailing(token, cue) if not content and lemma in words.strong else None
            return trailing or Telling(head=token.index, cue=cue, source=source, content=content)
        return None

    def _is_channel_of(self, noun: Token, token: Token) -> bool:
        """Whether a noun is only through what the verb tells: "said in a statement that …"."""
        lead = self.analysis.tokens[noun.head]
        through = noun.lemma.lower() in self.words.channels and lead.text.lower() in self.words.channel_prepositions
        return through and noun.dep == "pobj" and lead.head == token.index

    def _follows(self, preposition: Token, token: Token) -> bool:
        """Whether nothing but adverbs and particles stand between: "spoke out against", not "saw her as"."""
        between = self.analysis.tokens[token.index + 1 : preposition.index]
        return all(word.dep in {"prt", "advmod", "neg"} for word in between)

    def _astray(self, token: Token) -> list[Token]:
        """The that-clause of a verb that the parse hung on a noun between: "declared after the raid that …".

        Nouns that take such a clause themselves ("the claim that …") keep it, save the one through which it is told.
        """
        analysis, tokens = self.analysis, self.analysis.tokens
        for index in analysis.subtree(token.index):
            verb = tokens[index]
            if index <= token.index or verb.dep != "acl":
                continue
            noun = tokens[verb.head]
            if noun.lemma.lower() in self.words.noun_clause:
                if not self._is_channel_of(noun, token):
                    continue
                self._spent.add(noun.index)
            if any(tokens[child].dep == "mark" and tokens[child].lemma == "that" for child in analysis.children[index]):
                return [verb]
        return []

    def _trailing(self, token: Token, cue: Span) -> Telling | None:
        """ "… the monitor said on Friday.", where no comma sets it off and the parse hangs it anywhere."""
        analysis, tokens = self.analysis, self.analysis.tokens
        sentence = analysis.sentences[token.sentence]
        tail = tokens[token.index + 1 : sentence.last]
        going_on = next((n for n, word in enumerate(tail) if word.tag == "VBG" and word.dep == "advcl"), len(tail))
        tail = tail[:going_on]
        if (
            token.tag not in {"VBD", "VBZ", "VBP"}
            or len(tail) > 10
            or any(word.pos in {"VERB", "AUX"} and word.dep != "pcomp" for word in tail)
        ):
            return None
        first = next(word.index for word in analysis.tokens_in(cue))
        head, end = self.chunks.head_before(first), first
        listens = token.lemma == "tell"
        if head is not None and (
            listens or not tail or tail[0].pos in {"PUNCT", "ADP", "ADV"} or tail[0].dep == "npadvmod"
        ):
            end = self.chunks.start(head) or 0
            while end - 1 > sentence.first and tokens[end - 1].text in {"of", "for", "to"}:
                outer = self.chunks.head_before(end - 1)
                if outer is None or (tokens[end - 1].text == "to" and tokens[outer].lemma not in self.words.titles):
                    break
                head = outer
                end = self.chunks.start(outer) or 0
        else:
            head = self.chunks.head_at(token.index + 1) if not listens else None
        if head is None or tokens[head].tag in {"WP", "WDT", "DT"} or tokens[head].sentence != token.sentence:
            return None
        if end > sentence.first and tokens[end - 1].pos in {"CCONJ", "SCONJ", "ADP", "PRON"}:
            return None
        before = range(sentence.first, end)
        told = any(tokens[index].tag in {"VBD", "VBZ", "VBP", "MD"} for index in before)
        if not told or self.contents.quotation_at(token.span.start) is not None:
            return None
        content = self.contents.outside_quotations(token.index, runs(analysis, before))
        return Telling(head=token.index, cue=cue, source=head, content=content) if content else None

    def _passes_on(self, children: list[Token]) -> bool:
        """Whether the verb only passes another's telling on: "quoted him as saying"."""
        return any(
            child.dep == "prep"
            and child.text.lower() == "as"
            and child_of(self.analysis, child.index, "pcomp") is not None
            for child in children
        )

    def _parted(self, clause: Token, token: Token) -> bool:
        """Whether a semicolon stands between a clause and the verb after it: then each is a sentence of its own."""
        between = self.analysis.tokens[clause.index : token.index]
        return any(word.text == ";" for word in between)

    def _of_antecedent(self, token: Token, lemma: str, source: int | None, cue: Span) -> Telling | None:
        """ "A figure the army denied", "which the mayor called a crime": told is the noun that the clause hangs on.

        With what it is called, and nothing of the clause above.
        """
        if lemma not in self.words.object or source is None or source > token.index:
            return None
        below = set(self.analysis.subtree(token.index))
        kept = [index for index in self.analysis.subtree(token.head) if index not in below and index < token.index]
        for child in self.analysis.children[token.index]:
            word = self.analysis.tokens[child]
            if child > token.index and (word.dep == "oprd" or word.text.lower() == "as"):
                kept += self.analysis.subtree(child)
        content = self.contents.outside_quotations(token.index, runs(self.analysis, kept))
        return Telling(head=token.index, cue=cue, source=source, content=content, clausal=lemma in self.words.strong)

    def _cites_for(self, token: Token) -> bool:
        """Whether a verb only names the source of the telling that it hangs on: "reported, citing doctors"."""
        tokens = self.analysis.tokens
        above = tokens[token.head]
        if token.tag != "VBG" or token.lemma not in {"quote", "cite"}:
            return False
        tells = token.dep == "advcl" and lemma_of(above.lemma) in self.words.clause
        return tells or (
            token.dep == "acl" and above.dep == "pobj" and tokens[tokens[above.head].head].lemma == "accord"
        )

    def _subject(self, token: Token, lemma: str) -> int | None:
        subject = subject_of(self.analysis, self.contents.moved.get(token.index, token.index))
        if subject is not None or lemma not in self.words.clause:
            return subject
        if token.tag in {"VBD", "VBZ", "VBP"}:
            beside = self._beside(token.index)
            if beside is not None and self._stands_apart(token, beside):
                return beside
        inverted = child_of(self.analysis, token.index, "dobj", "attr", "npadvmod")
        if inverted == token.index + 1 or (inverted is not None and inverted - token.index < 8):
            before = self.analysis.tokens[token.index - 1].text if token.index else ""
            if before in _MARKS:
                return inverted
        return None

    def _beside(self, index: int) -> int | None:
        """The head of the noun phrase right before or, failing that, right after a token."""
        before = self.chunks.head_before(index)
        return before if before is not None else self.chunks.head_at(index + 1)

    def _stands_apart(self, token: Token, noun: int) -> bool:
        """Whether a noun beside the verb follows a comma or a mark, as the teller of "…, police said" does."""
        tokens = self.analysis.tokens
        first = min(min(self.analysis.subtree(noun)), token.index)
        if noun < token.index:
            while first < noun and tokens[first].text in _MARKS:
                first += 1
            first = self.chunks.start(noun) or first
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
            if (
                tokens[head].dep == "xcomp"
                and above == first - 1
                and lemma_of(tokens[above].lemma) in self.words.forwarded
            ):
                self._spent.add(above)
                head = first = above
                continue
            while first < token.index and (
                (tokens[first].dep == "advmod" and tokens[first].pos == "SCONJ") or not tokens[first].text[:1].isalnum()
            ):
                first += 1
            return self.analysis.span_of(first, last + 1)

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
        for child in children:
            if child is infinitive or child.index > token.index and (child.dep == "oprd" or child.text.lower() == "as"):
                kept += analysis.subtree(child.index)
        content = self.contents.outside_quotations(token.index, runs(analysis, kept))
        return Telling(head=token.index, cue=cue, source=source, content=content, clausal=infinitive is not None)

    def _infinitive(self, token: Token, lemma: str, source: int | None, cue: Span, infinitive: Token) -> Telling | None:
        inner = lemma_of(infinitive.lemma)
        told = child_of(self.analysis, infinitive.index, *_COMPLEMENTS)
        if lemma in self.words.forwarded and inner in self.words.clause and told is not None:
            return None
        if inner in {"name", "identify", "quote"} and child_of(self.analysis, infinitive.index, "auxpass") is not None:
            return None
        kept = [index for index in self.analysis.subtree(infinitive.index) if index > token.index]
        between = child_of(self.analysis, token.index, "dobj")
        if between is not None and token.index < between < infinitive.index:
            kept += self.analysis.subtree(between)
        content = self.contents.outside_quotations(token.index, runs(self.analysis, kept))
        return Telling(head=token.index, cue=cue, source=source, content=content, clausal=False)
