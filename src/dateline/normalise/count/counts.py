"""The counts of one document's claims."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from dateline.domain.analysis import Analysis, Token
from dateline.domain.span import Span
from dateline.domain.value import Count, CountScope, Measure, Quantity
from dateline.lang import table
from dateline.lang.numbers import NumberExpression, NumberKind, find_numbers
from dateline.normalise.count.harm import Harm
from dateline.normalise.count.people import People

_HARMED = frozenset({Measure.KILLED, Measure.INJURED})
_COUNTING = (NumberKind.CARDINAL, NumberKind.MONEY)
#: Characters before a number that are looked at.
_BEFORE = 24
#: Tags of one thing or person: singular nouns, common and proper.
_SINGULAR = frozenset({"NN", "NNP"})

#: What a word is that tells of which kind the noun after it is.
_BESIDE_NOUN = frozenset({"amod", "compound"})


def _any_of(patterns: Sequence[str], frame: str) -> re.Pattern[str]:
    """Any of the patterns of a table inside a frame; a blank stands for white space."""
    joined = "|".join(pattern.replace(" ", r"\s+") for pattern in patterns)
    return re.compile(frame.format(joined), re.IGNORECASE)


class Counts:
    """Reads the quantities of claims by the numbers of a document."""

    def __init__(self, analysis: Analysis, people: People, language: str = "en") -> None:
        self._analysis = analysis
        self._document = analysis.document
        self._people = people
        self._numbers = find_numbers(analysis.document.text, language)
        self._starts = [number.full.start for number in self._numbers]
        words = table(language, "numbers")
        self._determiners = frozenset(words["one"]["determiners"])
        self._pronouns = frozenset(words["one"]["pronouns"])
        self._bodies = frozenset(words["one"]["bodies"])
        self._of_others = _any_of(words["one"]["of_others"], r"\b(?:{})\s+\Z")
        self._aged = frozenset(words["one"]["aged"])
        self._ages = frozenset(words["one"]["ages"])
        self._several: dict[str, int] = words["one"]["several"]
        self._harm = Harm(words["harm"])
        self._uncounted = {Measure(name): frozenset(nouns) for name, nouns in words["uncounted"].items()}
        totals = words["running_total"]
        self._running = _any_of(totals["sentence"], r"\b(?:{})")
        self._opening = _any_of(totals["opening"], r"\W*(?:{})")
        self._before = _any_of(totals["before"], r"\b(?:{})(?:\W+\w+){{0,6}}\W*\Z")
        self._passed_over = _any_of(totals["passed_over"], r"\b(?:{})")
        self._one_event = _any_of(totals["one_event"], r"\b(?:{})")
        self._of_a_war: int = totals["of_a_war"]

    def of(self, quantities: Sequence[Quantity], evidence: Span, tellers: Sequence[Span] = ()) -> tuple[Count, ...]:
        """The counts of those quantities, in order, each once; ``evidence`` is the claim's sentence.

        One of the ``tellers`` of the claim is nobody whom it counts: "Officer Lane said that a man was shot".
        """
        found: dict[tuple[Span, Measure], Count] = {}
        for quantity in quantities:
            sentence = self._analysis.sentence_of(quantity.span)
            told = evidence if sentence is None else sentence.span
            count = self._count(quantity, self._scope(quantity.span, told))
            if count is not None and self._harm.is_of_both(count, self._document.text):
                continue
            if count is not None and count.rule == "one" and any(count.span.touches(teller) for teller in tellers):
                continue
            if count is not None:
                if count.measure in _HARMED and max(count.low or 0, count.high or 0) >= self._of_a_war:
                    count = replace(count, scope=CountScope.RUNNING_TOTAL)
                measure = self._harm.measure(count, self._document.text, self._document.quote(told))
                found.setdefault((count.span, measure), replace(count, measure=measure))
        return tuple(found.values())

    def loose(self, taken: Iterable[Span]) -> list[Span]:
        """The numbers that count things or money and share no code point with ``taken``, in order.

        A plain "one" is left out: it stands for "a" or "somebody" more often than for a count.
        """
        ordered = sorted(taken)
        ends = list(accumulate((span.end for span in ordered), max))
        found = []
        for number in self._numbers:
            if number.kind not in _COUNTING or (number.low == number.high == 1 and number.rule is None):
                continue
            before = bisect_left(ordered, number.full.end, key=lambda span: span.start)
            if not before or ends[before - 1] <= number.full.start:
                found.append(number.full)
        return found

    def _scope(self, span: Span, told: Span) -> CountScope:
        """Whether the number's sentence tells of more than one incident, or the words before it say that it is a total.

        "Bringing the toll to" says so too, unless the sentence tells of one event whose wounded die.
        """
        sentence = self._document.quote(told)
        before = sentence[: max(0, span.start - told.start)]
        runs = self._before.search(before) is not None and self._one_event.search(sentence) is None
        if not runs:
            plain = self._passed_over.sub(" ", sentence)
            runs = self._running.search(plain) is not None or self._opening.match(plain) is not None
        return CountScope.RUNNING_TOTAL if runs else CountScope.INCIDENT

    def _count(self, quantity: Quantity, scope: CountScope) -> Count | None:
        touching = self._touching(quantity.span)
        number = next((candidate for candidate in touching if candidate.kind in _COUNTING), None)
        tokens = self._analysis.tokens_in(quantity.of or quantity.span)
        civilian, countries = self._people.civilian(tokens), self._people.countries(tokens)
        if number is not None and self._of_others.search(
            self._document.text[max(0, number.full.start - _BEFORE) : number.full.start]
        ):
            return None
        # "Thirteen blast victims" are victims: of the dead and wounded the last word says who they are.
        nouns = tokens[-1:] if quantity.measure in _HARMED else tokens
        if number is not None and any(
            token.lemma.lower() in self._uncounted.get(quantity.measure, ()) for token in nouns
        ):
            return None
        if number is not None:
            money = number.kind is NumberKind.MONEY
            return Count(
                span=number.full,
                measure=Measure.MONEY if money else quantity.measure,
                low=number.low,
                high=number.high,
                approximate=number.approximate,
                of=quantity.of,
                countries=() if money else countries,
                civilian=None if money else civilian,
                scope=scope,
                rule=number.rule,
                confidence=quantity.confidence,
            )
        # "An additional five people", "an additional 53": the number is a count of its own.
        inner = self._touching(quantity.of or Span(quantity.span.end, quantity.span.end + 2))
        if self._is_other_number(touching) or any(found.kind in _COUNTING for found in inner):
            return None
        people = self._people_in(quantity.span)
        if not people:
            return None
        return Count(
            span=quantity.span,
            measure=quantity.measure,
            low=people,
            high=people,
            of=quantity.of,
            countries=countries,
            civilian=civilian,
            scope=CountScope.INCIDENT,
            rule="one",
            confidence=quantity.confidence,
        )

    @staticmethod
    def _is_other_number(touching: Sequence[NumberExpression]) -> bool:
        """Whether the words are a share or a length; an age or an ordinal still leaves one person to count."""
        return any(number.kind not in (NumberKind.AGE, NumberKind.ORDINAL) for number in touching)

    def _touching(self, span: Span) -> list[NumberExpression]:
        first = max(0, bisect_left(self._starts, span.start) - 1)
        found = []
        for number in self._numbers[first:]:
            if number.full.start >= span.end:
                break
            if number.full.touches(span):
                found.append(number)
        return found

    def _people_in(self, span: Span) -> int:
        """How many people or things words without a number are: one ("a soldier", "the man", "he", a name), or more.

        "Both" and "the couple" are two, "a guard and a driver" as well; nothing is said by a plural or a body of people.
        """
        tokens = self._analysis.tokens_in(span)
        if not tokens:
            return 0
        first, last = tokens[0], tokens[-1]
        if len(tokens) == 1 and first.dep in _BESIDE_NOUN:
            # "A quadruple shooting".
            return 0
        word = first.text.lower()
        if len(tokens) == 1 and word in self._determiners:
            return int(self._counts_one(first.head))
        if len(tokens) == 1 and word in self._pronouns:
            return 1
        inside = {token.index for token in tokens}
        head = next((token for token in tokens if token.head not in inside or token.head == token.index), last)
        named = next((self._several[key] for key in (word, head.text.lower()) if key in self._several), 0)
        joined = [token for token in tokens if token.dep == "conj" and token.head in inside]
        if named and not joined:
            return named
        heads = [head, *joined]
        return len(heads) if all(self._is_one(token) for token in heads) else 0

    def _is_one(self, head: Token) -> bool:
        if head.lemma.lower() in self._bodies:
            return False
        if head.tag in _SINGULAR or head.text.lower() in self._pronouns or head.dep == "det":
            return True
        # "The 15-year-old".
        below = (self._analysis.tokens[index] for index in self._analysis.children[head.index])
        return head.text.lower() in self._aged and any(token.lemma.lower() in self._ages for token in below)

    def _counts_one(self, head: int) -> bool:
        token = self._analysis.tokens[head]
        if token.lemma.lower() in self._bodies:
            return False
        return token.tag in _SINGULAR or token.pos not in ("NOUN", "PROPN")
