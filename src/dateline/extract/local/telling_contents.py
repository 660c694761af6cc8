"""Cuts out what is told: clauses, objects and the rest of a sentence, fitted to the quotation marks around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span
from dateline.extract.local.cue_words import CueWords, lemma_of
from dateline.extract.local.phrases import child_of, runs
from dateline.extract.local.quotation_marks import Quotation

_OPENING = frozenset({'"', "“", "‘", "``", "'"})
_LED_ON = frozenset({"oprd", "acomp", "xcomp", "prep", "advcl"})


class ContentReader:
    """Reads the contents of the tellings of one document."""

    def __init__(self, analysis: Analysis, words: CueWords, quotations: Sequence[Quotation]) -> None:
        self.analysis = analysis
        self.words = words
        self.quotations = tuple(quotations)
        #: Verbs that the parse hung on what is told, by the verb of telling that they go on from.
        self.moved: dict[int, int] = {}
        self._starts = [quotation.span.start for quotation in quotations]

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation that a code point stands in."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.quotations[index].span.end:
            return self.quotations[index]
        return None

    def touching(self, span: Span) -> Sequence[Quotation]:
        """The quotations that share a code point with a span."""
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = bisect_left(self._starts, span.end)
        return [quotation for quotation in self.quotations[first:last] if quotation.span.touches(span)]

    def beside(self, span: Span) -> Sequence[Quotation]:
        """The last quotation that begins before a span and the two that follow it."""
        index = bisect_right(self._starts, span.start)
        return self.quotations[max(0, index - 1) : index + 2]

    def clause(self, token: Token, clauses: list[Token], source: int | None) -> tuple[Span, ...]:
        """The clauses without the words of the teller, and without verbs of telling that the parse hung too low.

        "Said it had left and accused the army" tells one thing, then accuses: ``moved`` keeps such verbs with the verb that
        they go on from.
        """
        analysis = self.analysis
        own = {token.index}
        if source is not None and all(clause.index < token.index for clause in clauses):
            own |= set(analysis.subtree(source)) if source > token.index or source > clauses[0].index else set()
        kept: list[int] = []
        for clause in clauses:
            below = [index for index in analysis.subtree(clause.index) if index not in own]
            while below and below[0] == token.index + 1 and analysis.tokens[below[0]].text.lower() in self.words.days:
                own.add(below.pop(0))
            for verb in self._going_on(token, clause):
                own |= set(analysis.subtree(verb))
                own |= {index for index in below if index == min(analysis.subtree(verb)) - 1 and self._joins(index)}
            kept += [index for index in below if index not in own]
        kept += self._joined_on(token, kept)
        return self.outside_quotations(token.index, runs(analysis, kept))

    def _joined_on(self, token: Token, kept: Sequence[int]) -> list[int]:
        """A clause joined to the telling by the parse though it goes on with what is told: "said it ended but many stayed".

        It has a subject of its own and tells nothing itself.
        """
        analysis, tokens = self.analysis, self.analysis.tokens
        for child in analysis.children[token.index]:
            verb = tokens[child]
            if verb.dep != "conj" or not kept or min(kept) < token.index or child < max(kept):
                continue
            subject = child_of(analysis, child, "nsubj", "nsubjpass")
            below = analysis.subtree(child)
            if subject is None or below[0] > max(kept) + 3 or self._tells(verb):
                continue
            return list(range(max(kept) + 1, below[0])) + list(below)
        return []

    def _tells(self, verb: Token) -> bool:
        lemma = lemma_of(verb.lemma)
        return lemma in self.words.clause or lemma in self.words.object or lemma in self.words.infinitive

    def _joins(self, index: int) -> bool:
        return self.analysis.tokens[index].dep == "cc"

    def _going_on(self, token: Token, clause: Token) -> list[int]:
        """Verbs of telling joined to a clause that take the subject of the telling before it."""
        analysis, tokens = self.analysis, self.analysis.tokens
        found = []
        for child in analysis.children[clause.index]:
            verb = tokens[child]
            if (
                verb.dep != "conj"
                or verb.tag != token.tag
                or verb.tag not in {"VBD", "VBZ", "VBP"}
                or child < token.index
            ):
                continue
            lemma = lemma_of(verb.lemma)
            telling = lemma in self.words.object or lemma in self.words.strong or lemma in self.words.infinitive
            if telling and clause.tag != token.tag and child_of(analysis, child, "nsubj", "nsubjpass") is None:
                self.moved[child] = token.index
                found.append(child)
        return found

    def led(self, token: Token, led: int) -> tuple[Span, ...]:
        """What follows a preposition, with the infinitive after it: "(called for) the army to leave"."""
        kept = list(self.analysis.subtree(led))
        for child in self.analysis.children[token.index]:
            below = self.analysis.subtree(child)
            word = self.analysis.tokens[child]
            if child > led and below[0] == max(kept) + 1 and word.dep in {"xcomp", "advcl"} and self._not_when(word):
                kept += below
        return self.outside_quotations(token.index, runs(self.analysis, kept))

    def object(self, token: Token, object_: int) -> tuple[Span, ...]:
        """The object and what is said of it: "the army of shelling a school", "the vote a fraud".

        Of "responsibility for the blast" the blast is left out: who claims it is not the one who tells that it happened.
        """
        if self.analysis.tokens[object_].text.lower() in self.words.blame:
            return self.outside_quotations(token.index, (self.analysis.tokens[object_].span,))
        kept = list(self.analysis.subtree(object_))
        for child in (self.analysis.tokens[index] for index in self.analysis.children[token.index]):
            below = self.analysis.subtree(child.index)
            at = max(kept) + 1
            marked = below[0] == at + 1 and self.analysis.tokens[at].text in _OPENING
            if child.index > object_ and child.dep in _LED_ON and self._not_when(child) and (below[0] == at or marked):
                kept += [at, *below] if marked else below
        if lemma_of(token.lemma) in self.words.prepositions["as"] | {"call", "dub", "term"}:
            kept += self._quoted_after(max(kept))
        through = {index for head in self.channels(kept) for index in self.analysis.subtree(head)}
        spans = runs(self.analysis, [index for index in kept if index not in through])
        return self.outside_quotations(token.index, spans)

    def _quoted_after(self, last: int) -> list[int]:
        """The words in marks right after a word, and those joined to them: "(called the raid) “cowardly” and “a shame”"."""
        tokens, found = self.analysis.tokens, list[int]()
        while last + 1 < len(tokens):
            at = last + 2 if tokens[last + 1].text in {"and", ","} and last + 2 < len(tokens) else last + 1
            quotation = self.quotation_at(tokens[at].span.start)
            if quotation is None or quotation.span.start != tokens[at].span.start or len(quotation.pieces) > 1:
                break
            inside = [token.index for token in self.analysis.tokens_in(quotation.span)]
            found += range(last + 1, inside[-1] + 1)
            last = inside[-1]
        return found

    def channels(self, indices: Iterable[int]) -> list[int]:
        """The prepositions among some words that lead a channel: "in a letter", "on state television"."""
        tokens, found = self.analysis.tokens, []
        for index in indices:
            if tokens[index].dep == "prep" and tokens[index].text.lower() in self.words.channel_prepositions:
                led = child_of(self.analysis, index, "pobj")
                if led is not None and {tokens[led].text.lower(), tokens[led].lemma.lower()} & self.words.channels:
                    found.append(index)
        return found

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
            and self.analysis.tokens[led].lemma.lower() not in self.words.days
        )

    def parenthetic(self, token: Token, lemma: str, source: int | None) -> tuple[Span, ...]:
        """The rest of the sentence, for "…, the army said, …" where the parse hangs the telling on what is told."""
        if source is None or lemma not in self.words.strong or token.dep in {"relcl", "acl", "advcl", "xcomp"}:
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
        led = before == "," or analysis.tokens[first].text == ","
        if led and (after in {".", ",", ";"} or analysis.tokens[last].text in {",", "."}):
            kept = [index for index in range(sentence.first, sentence.last) if index not in own]
            return self.outside_quotations(token.index, runs(analysis, kept))
        if after == ":" or analysis.tokens[last].text == ":":
            return self.outside_quotations(token.index, runs(analysis, range(last + 1, sentence.last)))
        return ()

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
            for quotation in self.touching(piece):
                wide += quotation.pieces
            found += _merged(wide)
        return tuple(_merged(found))


def _merged(spans: list[Span]) -> list[Span]:
    """In order, with what touches made one."""
    ordered: list[Span] = []
    for span in sorted(spans):
        if ordered and span.start <= ordered[-1].end:
            ordered[-1] = ordered[-1].hull(span)
        else:
            ordered.append(span)
    return ordered
