"""Tells the writer's own judgement from what is told as fact, and from what sources say.

The trained reader says how likely a claim is commentary; words of judgement in the writer's own sentences make it likelier.
What a source is quoted for is never the writer's commentary. Where a writer who judges elsewhere reports in loaded words what
a source said, the words are the writer's and are marked as such in the telling; a deed that is told in such a word alone is
the writer's claim, and not the source's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources

from dateline.domain.analysis import Analysis, Sentence
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim, Voice
from dateline.domain.span import Span
from dateline.errors import BugError
from dateline.extract.local.judging.weights import calibrated, raised
from dateline.extract.local.quotation_marks import find_quotations
from dateline.extract.local.shelves import Shelves
from dateline.extract.local.stance import stance_words
from dateline.plugins import DEFAULTS, Settings

#: So likely is commentary where no reader says.
_UNREAD = 0.06
#: So likely must something else that the reader sees in a sentence be to count.
_SEEN = 0.15
#: Of what is this likely a claim and this likely commentary, two sentences make a report lean.
_SURELY_SEEN, _MAY_JUDGE = 0.5, 0.35
#: So many judging sentences make a report lean.
_LEANS = 2
_PARAGRAPH = re.compile(r"\n\s*\n")


@cache
def commentary_weights() -> Mapping[str, float]:
    """The factors of odds by sign; raises BugError where the file is not what this version reads."""
    text = resources.files("dateline.extract.local").joinpath("telling_weights.toml").read_text(encoding="utf-8")
    try:
        return {name: float(factor) for name, factor in tomllib.loads(text)["commentary"].items()}
    except (KeyError, TypeError, ValueError) as error:
        raise BugError(f"telling_weights.toml: {error}") from error


def with_voice(
    claims: Sequence[Claim], attributions: Sequence[Attribution], analysis: Analysis, settings: Settings = DEFAULTS
) -> tuple[tuple[Claim, ...], tuple[Attribution, ...]]:
    """The claims with whose voice they are told in, and the attributions with the writer's words in them."""
    signs = _Signs(analysis, attributions, settings)
    marked = tuple(replace(one, commentary=signs.writers_words(one)) for one in attributions)
    by_id = {one.id: one for one in marked}
    return tuple(
        signs.voiced(claim, by_id.get(claim.attribution) if claim.attribution else None) for claim in claims
    ), marked


class _Signs:
    """The words of judgement of one document."""

    def __init__(self, analysis: Analysis, attributions: Sequence[Attribution], settings: Settings) -> None:
        self._analysis = analysis
        words = stance_words(settings)
        quoted: Shelves[Span] = Shelves()
        told: Shelves[Span] = Shelves()
        for quotation in find_quotations(analysis.document.text):
            quoted.put([quotation.span], quotation.span)
        for attribution in attributions:
            if attribution.sources:
                for piece in attribution.content:
                    told.put([piece], piece)
        loaded = [
            token.span
            for token in analysis.tokens
            if token.pos != "PROPN"
            and {token.text.lower(), token.lemma.lower()} & words.judging
            and not _inside(quoted, token.span)
        ]
        #: Loaded words in what sources are told to have said, outside quotation marks.
        self._reported = [span for span in loaded if _inside(told, span)]
        self._words = self._sentences(span for span in loaded if not _inside(told, span))
        minds = [span for span in _phrases(analysis.document.text, words.minds) if not _inside(quoted, span)]
        self._minds = self._sentences(span for span in minds if not _inside(told, span))
        self._paragraphs = self._by_paragraph(self._words | self._minds)
        self._cues = [one.cue for one in attributions if one.cue is not None and one.sources]
        worded = len(self._words | self._minds) >= _LEANS and bool(self._words)
        self._leans = worded or len(self._seen_to_judge()) >= _LEANS

    def _sentences(self, spans: Iterable[Span]) -> frozenset[int]:
        """The numbers of the sentences in which the spans begin."""
        tokens = (self._analysis.token_at(span.start) for span in spans)
        return frozenset(token.sentence for token in tokens if token is not None)

    def _seen_to_judge(self) -> frozenset[int]:
        """The sentences in which the reader sees what may well be commentary."""
        sighting = self._analysis.sighting
        seen = sighting.happenings if sighting is not None else ()
        likely = (one.trigger for one in seen if one.score >= _SURELY_SEEN and one.commentary >= _MAY_JUDGE)
        return self._sentences(likely)

    def _by_paragraph(self, sentences: frozenset[int]) -> Mapping[int, frozenset[int]]:
        """Of each sentence, the judging ones of its paragraph."""
        text = self._analysis.document.text
        groups: list[list[int]] = []
        last: Sentence | None = None
        for number, sentence in enumerate(self._analysis.sentences):
            if last is None or _PARAGRAPH.search(text, last.span.end, sentence.span.start + 1):
                groups.append([])
            groups[-1].append(number)
            last = sentence
        return {number: sentences & frozenset(group) for group in groups for number in group}

    def writers_words(self, attribution: Attribution) -> tuple[Span, ...]:
        """The loaded words of what a source is told to have said that are the writer's: where the writer judges elsewhere."""
        if not self._leans or not attribution.sources:
            return ()
        return tuple(span for span in self._reported if any(piece.holds(span) for piece in attribution.content))

    def voiced(self, claim: Claim, attribution: Attribution | None) -> Claim:
        """The claim in the writer's voice or as reported."""
        if attribution is not None and attribution.sources:
            own = any(claim.trigger.touches(span) for span in attribution.commentary)
            return replace(claim, voice=Voice.COMMENTARY, attribution=None) if own else _told(claim, 0.0)
        if any(cue.touches(claim.trigger) for cue in self._cues):
            # That somebody denounced something is a fact, whatever words the writer has for their tone.
            return claim
        return _told(claim, raised(self._read(claim), self._factor(claim)))

    def _read(self, claim: Claim) -> float:
        """How likely the reader takes it for commentary."""
        sighting = self._analysis.sighting
        if sighting is None:
            return _UNREAD
        near = [one for one in sighting.happenings if one.trigger.touches(claim.trigger)]
        own = max(near, key=lambda one: one.score).commentary if near else _UNREAD
        token = self._analysis.token_at(claim.trigger.start)
        if token is None or token.sentence not in self._words | self._minds:
            return own
        # A sentence that judges is in one voice: what the reader sees in any of its words holds for all.
        beside = [
            one.commentary for one in sighting.happenings if one.score >= _SEEN and claim.evidence.holds(one.trigger)
        ]
        return max([own, *beside])

    def _factor(self, claim: Claim) -> float:
        weights = commentary_weights()
        token = self._analysis.token_at(claim.trigger.start)
        factor = weights["leaning"] if self._leans else 1.0
        if token is None:
            return factor
        number = token.sentence
        if number in self._words:
            factor *= weights["word"]
        if number in self._minds:
            factor *= weights["mind"]
        if self._paragraphs.get(number, frozenset()) - {number}:
            factor *= weights["beside"]
        return factor


def _told(claim: Claim, likely: float) -> Claim:
    voice = Voice.COMMENTARY if likely >= 0.5 else Voice.REPORTED
    sure = calibrated("voice", max(likely, 1 - likely))
    known = tuple((name, sure if name == "voice" else value) for name, value in claim.confidences)
    return replace(claim, voice=voice, confidences=known)


def _inside(shelves: Shelves[Span], span: Span) -> bool:
    return any(piece.holds(span) for piece in shelves.near(span.start))


def _phrases(text: str, phrases: Sequence[str]) -> Iterator[Span]:
    """Where the phrases stand as whole words."""
    for phrase in phrases:
        pattern = r"\b" + r"\s+".join(re.escape(word) for word in phrase.split()) + r"\b"
        for match in re.finditer(pattern, text, re.IGNORECASE):
            yield Span(match.start(), match.end())
