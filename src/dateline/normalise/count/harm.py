"""What befell the people that a number counts: the words beside the number overrule what an extractor made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.domain.value import Count, Measure

_HARMED = frozenset({Measure.KILLED, Measure.INJURED})
#: Measures that "five shot" is mistaken for.
_SHOTS = frozenset({Measure.STRIKES, Measure.WEAPONS})
#: Characters before and after a number that are looked at.
_REACH = 60
#: Characters before a number within which those stand beside whom it counts.
_FAR = 110


def _any_of(patterns: Sequence[str], frame: str) -> re.Pattern[str]:
    joined = "|".join(pattern.replace(" ", r"\s+") for pattern in sorted(patterns, key=len, reverse=True))
    return re.compile(frame.replace("{}", f"(?:{joined})"), re.IGNORECASE)


class Harm:
    """The words of killing and wounding of one language."""

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """Take the table ``harm`` of a language's numbers."""
        between = "|".join(sorted((word.replace(" ", r"\s+") for word in words["between"]), key=len, reverse=True))
        # "One of the two firefighters shot" says nothing of the one: there a verb must stand before the word of harm.
        after = rf"(?:\s+|\s+of\s(?:[\w-]+\s+){{1,4}}?(?={between}))(?:(?:{between})\s+)?(?:\w+ly\s+)?{{}}(?!\w|-)"
        self._after = {
            Measure.KILLED: _any_of(words["after_killed"], after),
            Measure.INJURED: _any_of(words["after_injured"], after),
        }
        self._before = {
            Measure.KILLED: _any_of(words["before_killed"], r"(?<![\w-]){}\s+\Z"),
            Measure.INJURED: _any_of(words["before_injured"], r"(?<![\w-]){}\s+\Z"),
        }
        self._part = re.compile(r"\s+of\s", re.IGNORECASE)
        self._death = _any_of(words["death"], r"(?<!\w){}")
        self._injury = _any_of(words["injury"], r"(?<!\w){}")
        self._with_dead = _any_of(words["with_dead"], rf"\b(?:{'|'.join(words['dead'])})\b[^.;:]{{0,70}}\b{{}}\s+\Z")
        self._of_both = _any_of(words["of_both"], r"\s+{}")
        self._shot = re.compile(r"\s+shot(?!\w|-)", re.IGNORECASE)

    def is_of_both(self, count: Count, text: str) -> bool:
        """Whether a number counts the dead and the wounded together: "scores of dead and wounded"."""
        return count.measure in _HARMED and self._of_both.match(text, count.span.end) is not None

    def measure(self, count: Count, text: str, sentence: str) -> Measure:
        """The measure of a count in a text; ``sentence`` holds the count."""
        if count.measure in _SHOTS and count.low != 1 and self._shot.match(text, count.span.end):
            return Measure.INJURED
        if count.measure not in _HARMED and count.measure is not Measure.ATTACKERS:
            return count.measure
        ends = [count.span.end]
        if count.of is not None and count.of.end > count.span.end and not self._part.match(text, count.span.end):
            ends.append(count.of.end)
        for end in ends:
            for measure, pattern in self._after.items():
                if pattern.match(text, end):
                    return measure
        if count.measure is Measure.ATTACKERS:
            return count.measure
        behind = text[max(0, count.span.start - _REACH) : count.span.start]
        for measure, pattern in self._before.items():
            if pattern.search(behind):
                return measure
        if count.measure is Measure.KILLED and not self._death.search(sentence) and self._injury.search(sentence):
            return Measure.INJURED
        if count.measure is Measure.INJURED and self._with_dead.search(
            text[max(0, count.span.start - _FAR) : count.span.start]
        ):
            # "Two militants were killed, along with four policemen".
            return Measure.KILLED
        return count.measure
