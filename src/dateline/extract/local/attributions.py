"""Finds who says what: source, cue and content, with the chain of tellers and the channel.

Quotations come from the marks, tellings from the parse; this module brings the two together. One quotation a pair of
marks: where the teller stands in the middle, each half is an attribution of its own with the same cue. What counts as
telling is broad, as in PolNeAR (Newell, Margolin and Ruths, LREC 2018): statements, writings, documents that show,
thoughts, hopes, threats and plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.ids import AttributionId, attribution_id
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.colons import colon_tellings
from dateline.extract.local.cue_words import CueWords, cue_words, lemma_of
from dateline.extract.local.marked_tellings import marked_tellings
from dateline.extract.local.phrase_tellings import phrase_tellings
from dateline.extract.local.quotation_marks import Quotation, find_quotations
from dateline.extract.local.shelves import Shelves
from dateline.extract.local.speakers import chain_of, channel_of, time_of
from dateline.extract.local.telling import Telling, with_content
from dateline.extract.local.tellings import TellingReader
from dateline.extract.local.unclaimed import unclaimed_quotations
from dateline.plugins import DEFAULTS, Settings

#: As far as this many characters may a teller stand from the quotation that it belongs to.
_NEAR = 90
_SPEAKING = frozenset({"i", "we", "my", "our", "us", "me"})


def find_attributions(
    analysis: Analysis, mentions: Sequence[Mention], settings: Settings = DEFAULTS
) -> tuple[Attribution, ...]:
    """The attributions, in the order of their cues.

    ``direct`` is true where the content is a quotation of four words or more, or holds one.
    """
    text = analysis.document.text
    words = cue_words(settings)
    quotations = find_quotations(text)
    reader = TellingReader(analysis, words, quotations)
    finder = _Finder(analysis, words, quotations, reader)
    tellings = [*reader.read(), *colon_tellings(analysis, quotations, words)]
    tellings += phrase_tellings(analysis, tellings, words)
    tellings += marked_tellings(analysis, tellings)
    tellings = finder.with_quotations(sorted(tellings, key=lambda telling: telling.cue))
    tellings = [telling for telling in tellings if telling.content]
    tellings = finder.without_idle(tellings)
    finder.own_quotations(tellings)
    times = [mention.span for mention in mentions if mention.kind is MentionKind.TIME]
    found: list[Attribution] = []
    for telling in tellings:
        found += finder.attributions_from(telling, times)
    found += finder.unclaimed(found)
    found += finder.partial(found)
    return _nested(_distinct(found))


class _Finder:
    def __init__(
        self, analysis: Analysis, words: CueWords, quotations: Sequence[Quotation], reader: TellingReader
    ) -> None:
        self.analysis = analysis
        self.text = analysis.document.text
        self.key = analysis.document.key
        self.words = words
        self.quotations = quotations
        self.reader = reader
        self._owner: dict[Span, Span] = {}

    def with_quotations(self, tellings: list[Telling]) -> list[Telling]:
        """Give the tellings without content the quotation beside them."""
        taken = {
            quotation
            for telling in tellings
            for piece in telling.content
            for quotation in self.reader.contents.touching(piece)
            if not quotation.span.touches(telling.cue)
        }
        complete = []
        for telling in tellings:
            if lemma_of(self.analysis.tokens[telling.head].lemma) in self.words.never_quote:
                complete.append(telling)
                continue
            if telling.content or self.reader.contents.quotation_at(telling.cue.start) is not None:
                complete.append(telling)
                continue
            beside = [
                quotation
                for quotation in self.reader.contents.beside(telling.cue)
                if quotation not in taken and self._beside(telling, quotation)
            ]
            if beside:
                best = min(beside, key=lambda quotation: self._distance(telling, quotation))
                taken.add(best)
                complete.append(with_content(telling, best.pieces))
            else:
                complete.append(telling)
        return complete

    def _distance(self, telling: Telling, quotation: Quotation) -> int:
        block = self._block(telling)
        if quotation.span.end <= block.start:
            return block.start - quotation.span.end
        return max(0, quotation.span.start - block.end)

    def _block(self, telling: Telling) -> Span:
        if telling.source is None:
            return telling.cue
        return telling.cue.hull(self.analysis.tokens[telling.source].span)

    def _beside(self, telling: Telling, quotation: Quotation) -> bool:
        """Whether only a comma, or a short clause that a colon or comma ends, stands between teller and quotation."""
        block = self._block(telling)
        if quotation.span.end <= block.start:
            if not quotation.spoken and self.text[quotation.span.end - 2] not in ",?!.":
                # A loaded word before a verb is part of its sentence: 'the "rebel" bands have continued'.
                return False
            between = self.text[quotation.span.end : block.start]
            return len(between) <= 60 and "\n" not in between and "." not in between.strip()
        if block.end <= quotation.span.start:
            between = self.text[block.end : quotation.span.start].strip()
            if "\n\n" in between or len(between) > _NEAR:
                return False
            return between in {"", ",", ":", "that"} or between.endswith((":", ",")) or len(between) <= 30
        return False

    def without_idle(self, tellings: list[Telling]) -> list[Telling]:
        """Leave out attitudes inside what another says; telling inside telling stays where the verb is a strong one."""
        kept = []
        shelves: Shelves[Telling] = Shelves()
        for telling in tellings:
            shelves.put(telling.content, telling)
        for telling in tellings:
            token = self.analysis.tokens[telling.head]
            strong = lemma_of(token.lemma) in self.words.strong or lemma_of(token.lemma) == "accord"
            inside = (
                any(
                    other is not telling and any(piece.holds(telling.cue) for piece in other.content)
                    for other in shelves.near(telling.cue.start)
                )
                or self.reader.contents.quotation_at(telling.cue.start) is not None
            )
            if inside and not (strong and telling.clausal and self._third_person(telling)):
                continue
            kept.append(telling)
        return kept

    def _third_person(self, telling: Telling) -> bool:
        """Whether somebody else speaks: inside speech, "I believe" and "we say" add nobody."""
        if telling.source is None:
            return False
        return self.analysis.tokens[telling.source].text.lower() not in {"i", "we", "you", "it"}

    def attributions_from(self, telling: Telling, times: Sequence[Span]) -> list[Attribution]:
        """One attribution, or one for each pair of marks where the content is nothing but quotations."""
        analysis = self.analysis
        sources, via = chain_of(analysis, telling, self.words)
        channel = channel_of(analysis, telling, self.reader.contents)
        time = time_of(analysis, telling, times)
        told = tuple(piece for piece in telling.content if channel is None or not channel.touches(piece))
        found = []
        for number, content in enumerate(self._by_marks(told or telling.content)):
            identity = (
                attribution_id(self.key, telling.cue)
                if number == 0
                else attribution_id(self.key, telling.cue, content[0])
            )
            found.append(
                Attribution(
                    id=identity,
                    sources=sources,
                    via=via,
                    cue=telling.cue,
                    content=content,
                    direct=self._verbatim(telling, content),
                    time=time,
                    channel=channel,
                )
            )
        return found

    def _by_marks(self, content: tuple[Span, ...]) -> list[tuple[Span, ...]]:
        """The content in one part a pair of marks, or in one part where there is more than quotations in it."""
        groups: dict[Span, list[Span]] = {}
        for piece in content:
            held = [(q, part) for q in self.reader.contents.touching(piece) for part in q.pieces if piece.holds(part)]
            rest = piece.start
            for quotation, part in held:
                if self.text[rest : part.start].strip(" \n\t,;."):
                    return [content]
                groups.setdefault(quotation.span, []).append(part)
                rest = part.end
            if self.text[rest : piece.end].strip(" \n\t,;."):
                return [content]
        return [tuple(pieces) for pieces in groups.values()]

    def _verbatim(self, telling: Telling, content: tuple[Span, ...]) -> bool:
        return self._lost_its_marks(telling, content) or any(
            quotation.spoken and self._owner.get(quotation.span) == telling.cue
            for piece in content
            for quotation in self.reader.contents.touching(piece)
        )

    def _lost_its_marks(self, telling: Telling, content: tuple[Span, ...]) -> bool:
        """Whether it is speech in a text that has no marks left: a sentence of "we" and "I" before "he said"."""
        tokens = self.analysis.tokens
        if self.quotations or not content or not telling.clausal or content[-1].end > telling.cue.start:
            return False
        inside = self.analysis.tokens_in(content[0])
        opens = inside[0].index == self.analysis.sentences[inside[0].sentence].first
        speaks = telling.source is not None and tokens[telling.source].text.lower() not in _SPEAKING
        return opens and speaks and any(token.text.lower() in _SPEAKING for token in inside)

    def own_quotations(self, tellings: Sequence[Telling]) -> None:
        """Give each quotation to the innermost telling that holds it: whose words are verbatim, the others only report."""
        self._owner = {}
        shortest: dict[Span, int] = {}
        for telling in tellings:
            length = sum(len(piece) for piece in telling.content)
            for piece in telling.content:
                for quotation in self.reader.contents.touching(piece):
                    span = quotation.span
                    if not span.touches(telling.cue) and length < shortest.get(span, length + 1):
                        self._owner[span], shortest[span] = telling.cue, length

    def partial(self, found: Sequence[Attribution]) -> list[Attribution]:
        """The further quotations of a telling that is not all quotation: 'it was "a fraud upon us all" and "never fair"'.

        The first stands for the telling that holds it; each of the others is one of its own, told inside of it.
        """
        added = []
        for attribution in found:
            if not attribution.direct or attribution.cue is None:
                continue
            held = [
                quotation
                for piece in attribution.content
                for quotation in self.reader.contents.touching(piece)
                if quotation.spoken and self._owner.get(quotation.span) == attribution.cue
            ]
            for quotation in list(dict.fromkeys(held))[1:]:
                if attribution.content != quotation.pieces:
                    added.append(
                        replace(
                            attribution,
                            id=attribution_id(self.key, attribution.cue, quotation.pieces[0]),
                            content=quotation.pieces,
                        )
                    )
        return added

    def unclaimed(self, found: Sequence[Attribution]) -> list[Attribution]:
        """Quotations that no telling leads, given to the speaker of the quotation before or after them."""
        owners: dict[Span, Attribution] = {}
        for attribution in found:
            for piece in attribution.content:
                for quotation in self.reader.contents.touching(piece):
                    if attribution.cue is None or not quotation.span.touches(attribution.cue):
                        owners.setdefault(quotation.span, attribution)
        return unclaimed_quotations(self.analysis, self.quotations, owners, found, self.words)


def _distinct(found: Sequence[Attribution]) -> list[Attribution]:
    """In the order of the text, one an id, and no two with the same content and source."""
    ordered = sorted(found, key=lambda a: ((a.cue or a.content[0]).start, a.content[0].start))
    seen: set[object] = set()
    kept = []
    for attribution in ordered:
        told = (attribution.content, tuple(speaker.span for speaker in attribution.sources))
        if attribution.id in seen or told in seen:
            continue
        seen |= {attribution.id, told}
        kept.append(attribution)
    return kept


def _told_in(inner: Attribution, outer: Attribution) -> bool:
    """Whether what the outer tells is the shorter and holds the inner's words of telling: then it is not told inside it."""
    anchor = inner.cue or inner.content[0]
    shorter = sum(map(len, outer.content)) < sum(map(len, inner.content))
    return shorter and any(piece.holds(anchor) for piece in outer.content)


def _nested(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """With the attribution that each is told inside of: the one with the shortest content that holds its cue."""
    nested = []
    shelves: Shelves[Attribution] = Shelves()
    for attribution in found:
        shelves.put(attribution.content, attribution)
    for attribution in found:
        anchor = attribution.cue or attribution.content[0]
        inner: AttributionId | None = None
        shortest = 0
        for other in shelves.near(anchor.start):
            if other is attribution or other.content == attribution.content or _told_in(other, attribution):
                continue
            if any(piece.holds(anchor) for piece in other.content):
                length = sum(len(piece) for piece in other.content)
                if inner is None or length < shortest:
                    inner, shortest = other.id, length
        nested.append(replace(attribution, within=inner) if inner is not None else attribution)
    return tuple(nested)
