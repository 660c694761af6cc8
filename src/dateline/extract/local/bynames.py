"""Finds the other names of a group or person: "Free Workers' Front (FWF)", "known as the Wolves"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.domain.analysis import Analysis, Token
from dateline.domain.relation import RelationType
from dateline.domain.span import Span
from dateline.extract.local.phrases import child_of, described_by
from dateline.extract.local.tie_ends import Draft, EndFinder
from dateline.extract.local.tie_words import TieWords

#: A short name in brackets or after "or": capitals, or a capitalised word of a group.
_SHORT = re.compile(r"[\(\[]\s*((?:[A-Z][\w’'.&-]*)(?: [A-Z][\w’'.&-]*){0,3})\s*[\)\]]")


class BynameFinder:
    """Reads the other names of one document."""

    def __init__(self, analysis: Analysis, words: TieWords, ends: EndFinder) -> None:
        self.analysis = analysis
        self.words = words
        self.ends = ends

    def drafts(self) -> Iterator[Draft]:
        """Short names first, then "known as", each in the order of the text."""
        yield from self._short_names()
        for token in self.analysis.tokens:
            if token.pos == "VERB":
                yield from self._known_as(token)

    def _known_as(self, token: Token) -> Iterator[Draft]:
        analysis, tokens = self.analysis, self.analysis.tokens
        if token.lemma.lower() not in self.words.known_as or token.tag != "VBN":
            return
        if child_of(analysis, token.index, "aux") is not None and child_of(analysis, token.index, "auxpass") is None:
            return
        name = child_of(analysis, token.index, "oprd")
        if name is None:
            as_ = next((c for c in analysis.children[token.index] if tokens[c].text.lower() == "as"), None)
            name = child_of(analysis, as_, "pobj") if as_ is not None else None
        if name is None:
            name = child_of(analysis, token.index, "dobj")
        if name is None or tokens[name].pos != "PROPN" or name < token.index:
            return
        before = token.index - 1
        while before > 0 and (tokens[before].pos in {"ADV", "PUNCT"} or tokens[before].text.lower() in {"also", "-"}):
            before -= 1
        long = self._name_before(before) if tokens[before].pos == "PROPN" else None
        if long is None:
            other = described_by(self.analysis, token)
            other = other if other is not None and other != name and self.ends.may_act(other) else None
            long = self.ends.phrase(other) if other is not None else None
        short = self.ends.phrase(name)
        if long is not None and not long.touches(short):
            yield Draft(RelationType.ALSO_KNOWN_AS, long, short, token.span, 0.75)

    def _short_names(self) -> Iterator[Draft]:
        """ "Free Workers' Front (FWF)", "People's Front or PF"."""
        analysis, tokens = self.analysis, self.analysis.tokens
        text = analysis.document.text
        for found in _SHORT.finditer(text):
            short = Span(*found.span(1))
            before = analysis.token_at(found.start() - 1) if found.start() else None
            if before is None or text[before.span.end : found.start()].strip() or before.pos not in {"PROPN", "NOUN"}:
                continue
            long = self._name_before(before.index)
            if long is not None and self._stands_for(short, long):
                yield Draft(RelationType.ALSO_KNOWN_AS, long, short, None, 0.85)
        for token in tokens:
            if token.text == "or" and 0 < token.index < len(tokens) - 1:
                after = tokens[token.index + 1]
                if after.text.isupper() and len(after.text) > 1 and after.sentence == token.sentence:
                    long = self._name_before(token.index - 1)
                    if long is not None and self._stands_for(after.span, long):
                        yield Draft(RelationType.ALSO_KNOWN_AS, long, after.span, token.span, 0.8)

    def _name_before(self, last: int) -> Span | None:
        """The capitalised run that ends at a token: "Supreme Council of the Coast"."""
        tokens = self.analysis.tokens
        first = last + 1
        while first > 0 and tokens[first - 1].sentence == tokens[last].sentence:
            token = tokens[first - 1]
            if (
                first - 1 > 0
                and first - 1 != last
                and tokens[first - 2].text == "-"
                and tokens[first - 2].span.end == token.span.start
            ):
                first -= 1
                continue
            if first - 1 == last and token.text.lower() in self.words.actors and token.pos in {"NOUN", "PROPN"}:
                first -= 1
                continue
            linking = token.text.lower() in {
                "of",
                "the",
                "for",
                "and",
                "in",
                "to",
                "-",
                "’s",
                "'s",
                "’",
                "'",
                "sans",
                "against",
            }
            if not (token.text[0].isupper() or linking and first - 1 != last or token.text[0].isdigit()):
                break
            first -= 1
        while (
            first <= last
            and not tokens[first].text[0].isupper()
            or (first <= last and tokens[first].text in {"The", "A"})
        ):
            first += 1
        return self.analysis.span_of(first, last + 1) if first <= last else None

    def _stands_for(self, short: Span, long: Span) -> bool:
        """Whether a short name can be the other's: an acronym, also of its name in another language, or a byname."""
        text = self.analysis.document.text
        brief, full = text[short.start : short.end], text[long.start : long.end]
        words = [word for word in re.findall(r"[^\W\d_][\w-]*", full) if word[0].isupper()]
        if brief in {"US", "U.S.", "UK", "UN"} or self.ends.label_of(short) in {"GPE", "LOC", "PERSON", "DATE", "NORP"}:
            return brief.isupper() and len(words) > 1 and brief[0] == words[0][0]
        if brief.isupper() and len(brief) > 1:
            return len(words) > 1 or (bool(words) and words[0][0] == brief[0])
        if full.isupper():
            return len(full) > 1 and len(brief.split()) > 1
        return len(words) > 2 and self.ends.label_of(long) != "PERSON" and len(brief) > 3
