"""Tells history from news, and the writer's own opinion from told fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.domain.analysis import Sentence
from dateline.domain.attribution import Attribution
from dateline.domain.mention import Mention
from dateline.domain.span import Span
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.merging import Told
from dateline.extract.local.stance import stance_words
from dateline.plugins import DEFAULTS, Settings


class BackgroundFinder:
    """What the claims of one document are to its news."""

    def __init__(
        self,
        grammar: Grammar,
        mentions: Iterable[Mention],
        attributions: Sequence[Attribution],
        settings: Settings = DEFAULTS,
    ) -> None:
        self._grammar = grammar
        self._words = stance_words(settings)
        published = grammar.analysis.document.published
        self._year = published.year if published is not None else None
        self._month = published.month if published is not None else None

    def is_background(self, told: Told, attribution: Attribution | None) -> bool:
        """Whether a claim is history told in passing."""
        grammar = self._grammar
        head = told.trigger.head
        token = grammar.token(head)
        if told.time is not None and self._is_old(told.time):
            return True
        verb = head
        for _ in range(5):
            current = grammar.token(verb)
            if current.pos in ("VERB", "AUX") or current.head == verb:
                break
            verb = current.head
        if attribution is None and self._is_past_perfect(verb):
            return True
        clause = grammar.token(verb)
        if (
            clause.dep == "relcl"
            and told.trigger.is_verb
            and clause.tag in ("VBD", "VBZ", "VBP")
            and not told.quantities
        ):
            return True
        if told.trigger.entry.mode == "presence" and clause.dep in ("acl", "relcl"):
            return True
        adverbs = {child.text.lower() for child in grammar.children(verb, "advmod")}
        if adverbs & self._words.history_adverbs and token.tag != "VB":
            return True
        sentence = grammar.analysis.sentences[token.sentence]
        text = grammar.analysis.document.quote(sentence.span).lower()
        return any(phrase in text for phrase in self._words.history_phrases) and told.time is None

    def _is_past_perfect(self, verb: int) -> bool:
        return any(child.text.lower() in ("had", "'d") for child in self._grammar.children(verb, "aux")) and (
            self._grammar.token(verb).tag == "VBN"
        )

    def _is_old(self, time: Span) -> bool:
        """Whether the words name a year before the publication's."""
        text = self._grammar.analysis.document.quote(time)
        years = [
            int(word) for word in text.replace("-", " ").replace(",", " ").split() if word.isdigit() and len(word) == 4
        ]
        return self._year is not None and any(1900 < year < self._year for year in years)

    def is_commentary(self, sentence: Sentence, attribution: Attribution | None) -> bool:
        """Whether a sentence without a source judges in loaded words."""
        if attribution is not None:
            return False
        text = f" {self._grammar.analysis.document.quote(sentence.span).lower()} "
        return any(f" {word} " in text for word in self._words.commentary)
