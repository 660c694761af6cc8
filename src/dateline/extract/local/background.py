"""Tells history from news, and the writer's own opinion from told fact.

History shows in small signs (an old date, a relative clause, a late sentence, the past perfect), none of them sure. Each
has a weight in ``stance.toml``, the coefficient of a logistic regression on training texts, and the sum decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dateline.domain.attribution import Attribution
from dateline.domain.claim import Modality
from dateline.domain.span import Span
from dateline.extract.local.grammar import Grammar
from dateline.extract.local.merging import Told
from dateline.extract.local.stance import stance_words
from dateline.lang.times import TimeExpression, TimeShape, find_times
from dateline.plugins import DEFAULTS, Settings

_CLIMB = 6
#: Years after this are numbers or forecasts.
_LAST_YEAR = 2100
#: How many sentences an old time reaches.
_CARRIED = 4
#: Units by which something lies far enough back to be history.
_LONG_UNITS = frozenset({"week", "month", "year", "decade", "century", "season", "quarter"})
#: Labels of clauses whose times say nothing of the clause above them.
_SUBORDINATE = frozenset({"relcl", "acl", "ccomp"})
_LASTING_MODES = frozenset({"presence", "siege"})


class BackgroundFinder:
    """What the claims of one document are to its news."""

    def __init__(self, grammar: Grammar, settings: Settings = DEFAULTS) -> None:
        self._grammar = grammar
        self._words = stance_words(settings)
        document = grammar.analysis.document
        self._published = document.published
        self._times: Mapping[Span, TimeExpression] = {
            found.span: found for found in find_times(document.text, settings.language)
        }
        years = [found.year for found in self._times.values() if found.year is not None]
        self._latest_year = max((year for year in years if year <= _LAST_YEAR), default=None)
        self._ages = self._ages_of_sentences()

    def _ages_of_sentences(self) -> Mapping[int, tuple[tuple[str, int | None], ...]]:
        """Of each sentence its times, as whether each is old ("old", "near") and the clause under another it stands in."""
        ages: dict[int, tuple[tuple[str, int | None], ...]] = {}
        for span in sorted(self._times):
            age = self._age(span)
            token = self._grammar.analysis.token_at(span.start)
            if age != "time_other" and token is not None:
                known = ages.get(token.sentence, ())
                ages[token.sentence] = (*known, (age.removeprefix("time_"), self._clause_root(token.index)))
        return ages

    def _age_around(self, sentence: int, head: int | None) -> str | None:
        """The age of a sentence's times, those of the clauses that do not hold the word left out; near wins over old.

        "An alliance that signed a deal in 2015 denied the attack": the year is no sign for the denial.
        """
        found = [
            age
            for age, root in self._ages.get(sentence, ())
            if root is None or (head is not None and head in self._grammar.analysis.subtree(root))
        ]
        return "near" if "near" in found else "old" if found else None

    def _is_carried(self, sentence: int) -> bool:
        """Whether the sentences before in the paragraph, back to the last one with a time, told of old times."""
        sentences = self._grammar.analysis.sentences
        here = sentence
        while sentence > 0 and here - sentence < _CARRIED:
            sentence -= 1
            if sentences[sentence].paragraph != sentences[here].paragraph:
                return False
            age = self._age_around(sentence, None)
            if age is not None:
                return age == "old"
        return False

    def _clause_root(self, index: int) -> int | None:
        """The verb of the innermost clause under another that a word stands in, or None in the main clause."""
        for _ in range(_CLIMB):
            token = self._grammar.token(index)
            if token.dep in _SUBORDINATE:
                return index
            if token.head == index:
                return None
            index = token.head
        return None

    def is_background(self, told: Told, attribution: Attribution | None) -> bool:
        """Whether a claim is history told in passing."""
        weights = self._words.background
        score = weights["bias"] + sum(weights.get(sign, 0.0) for sign in self.signs(told, attribution))
        return score > 0

    def signs(self, told: Told, attribution: Attribution | None) -> Iterator[str]:
        """The signs of a claim, by the names that their weights have."""
        grammar = self._grammar
        head = told.trigger.head
        token = grammar.token(head)
        sentences = len(grammar.analysis.sentences)
        if told.time is not None:
            yield self._age(told.time)
        age = self._age_around(token.sentence, head)
        if age == "old":
            yield "old_in_sentence"
        elif age is None and self._is_carried(token.sentence):
            yield "old_before"
        verb = self._verb(head)
        auxiliaries = {child.text.lower() for child in grammar.children(verb, "aux")}
        if auxiliaries & {"had", "'d"} and grammar.token(verb).tag == "VBN":
            yield "past_perfect" if attribution is None else "past_perfect_told"
        if auxiliaries & {"has", "have"}:
            yield "present_perfect"
        clause = self._clause(head)
        if clause is not None:
            yield f"clause_{clause}"
        if any(mark.text.lower() in ("since", "after", "before") for mark in grammar.children(verb, "mark")):
            yield "since"
        if told.trigger.entry.mode in _LASTING_MODES:
            yield "lasting"
        if not told.trigger.is_verb:
            yield "noun"
        if grammar.token(head).dep == "pobj":
            yield "after_preposition"
        if told.quantities:
            yield "counted"
        if attribution is not None:
            yield "told"
        if told.stance.modality is not Modality.ASSERTED:
            yield "unreal"
        if told.trigger.entry.type != "assault":
            yield "no_assault"
        position = token.sentence / max(1, sentences)
        if position >= 0.6:
            yield "late"
        elif token.sentence == 0:
            yield "first"
        if {child.text.lower() for child in grammar.children(verb, "advmod")} & self._words.history_adverbs:
            yield "history_word"
        text = grammar.analysis.document.quote(grammar.analysis.sentences[token.sentence].span).lower()
        if any(phrase in text for phrase in self._words.history_phrases):
            yield "history_phrase"

    def _verb(self, head: int) -> int:
        """The verb of the clause that a word stands in."""
        index = head
        for _ in range(_CLIMB):
            token = self._grammar.token(index)
            if token.pos in ("VERB", "AUX") or token.head == index:
                break
            index = token.head
        return index

    def _clause(self, head: int) -> str | None:
        """The label of the innermost clause under another that holds a word."""
        index = head
        for _ in range(_CLIMB):
            token = self._grammar.token(index)
            if token.dep in ("relcl", "acl", "advcl", "ccomp"):
                return token.dep
            if token.head == index:
                return None
            index = token.head
        return None

    def _age(self, span: Span) -> str:
        """Whether a time lies well before the publication, as far as the words alone say."""
        found = self._times.get(span)
        if found is None:
            return "time_other"
        if found.ref == "PAST_REF":
            return "time_old"
        if found.ref is not None or found.shape is TimeShape.SET:
            return "time_other"
        if found.year is not None:
            return self._age_of_date(found.year, found.month, found.day)
        if found.month is not None and self._published is not None:
            year = self._published.year - (found.month > self._published.month)
            return self._age_of_date(year, found.month, found.day)
        if found.decade is not None or found.century is not None:
            return "time_old"
        if found.shape in (TimeShape.SHIFT, TimeShape.STRETCH, TimeShape.RELATIVE, TimeShape.DURATION):
            far = found.unit in _LONG_UNITS and (found.offset or 0) < 0
            return "time_old" if far and found.shape is not TimeShape.DURATION else "time_other"
        return "time_near" if found.shape is TimeShape.WEEKDAY or found.shape is TimeShape.CLOCK else "time_other"

    def _age_of_date(self, year: int, month: int | None, day: int | None) -> str:
        if self._published is None:
            return "time_old" if self._latest_year is not None and year < self._latest_year else "time_other"
        try:
            latest = date(year, month or 12, day or 28)
        except ValueError:
            return "time_other"
        return "time_old" if (self._published - latest).days > 9 else "time_near"
