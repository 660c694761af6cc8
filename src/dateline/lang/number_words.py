"""The tables of a language's number words, compiled: what ``numbers`` reads with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from dateline.domain.span import Span
from dateline.lang import table
from dateline.lang.figures import (
    FIGURES,
    GAP,
    LONGEST,
    NOTHING_AFTER_COMMA,
    WITH_COMMA,
    are_figures,
    figures_at_start,
    first_group,
    is_a_loose_group,
    is_inside_figures,
)
from dateline.lang.number_labels import NumberLabels

_WORD = re.compile(r"[^\W\d_]+|\d+")
#: Words worth more than this are no count that anybody tells.
_LARGEST = 10**LONGEST
#: How far back words that bound a number are looked for, in code points.
_REACH = 40


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as read, before the words around it are; ``end`` is where its words end in the text."""

    low: Fraction | None
    high: Fraction | None
    end: int
    approximate: bool = False
    rule: str | None = None
    ordinal: bool = False
    #: True where it is written in figures without a scale word.
    figures: bool = False


def alternation(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first; a blank in a word stands for white space or a hyphen."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered)


def _ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _before(words: Iterable[str]) -> re.Pattern[str]:
    """Matches at the end of a stretch of text that ends in one of the words."""
    return _ignoring_case(rf"(?<![\w-])(?:{alternation(words)})[\s-]*\Z")


def _after(words: Iterable[str]) -> re.Pattern[str]:
    """Matches right after a number."""
    return _ignoring_case(rf"[\s-]*(?:{alternation(words)})(?!\w)")


class NumberWords:
    """The compiled number words of one language."""

    def __init__(self, words: dict[str, Any], months: Iterable[str]) -> None:
        self._units: dict[str, int] = {**words["units"], **words["tens"]}
        self._scales: dict[str, int] = {**words["scales"], **words["collections"]}
        self._short: dict[str, int] = words["short_scales"]
        self._fractions: dict[str, float] = words["fractions"]
        self._ordinals: dict[str, int] = words["ordinals"]
        self._articles = frozenset(words["words"]["articles"])
        self._joiner: str = words["words"]["joiner"]
        self._years = words["years"]
        self._vague = {
            self.rule(phrase): entry for kind in ("vague", "none") for entry in words[kind] for phrase in entry["words"]
        }
        self._vague_pattern = _ignoring_case(rf"(?:{alternation(self._vague)})(?!\w)")
        self._tail = _ignoring_case(rf",?\s+(?:{alternation(words['words']['of'])})\Z")
        self._compile_phrases(words)
        self._compile_contexts(words, list(months))

    def _compile_phrases(self, words: dict[str, Any]) -> None:
        scale, unit, article = alternation(self._scales), alternation(self._units), alternation(self._articles)
        fraction = alternation(self._fractions)
        word = rf"(?:{unit}|{scale})"
        ordinal = alternation(self._ordinals)
        ending = alternation(words["words"]["ordinal_endings"])
        spelled = (
            rf"(?:(?:{article})\s+(?:{scale})|(?:{fraction})\s+(?:{article})\s+(?:{scale})|{word})"
            rf"(?:{GAP}(?:{self._joiner}{GAP})?{word}\b)*"
            rf"(?:\s+{self._joiner}\s+(?:{article})\s+(?:{fraction})(?:\s+(?:{scale}))?)?"
        )
        short = "|".join(f" ?{word}" if len(word) > 1 else word for word in self._short)
        comma = rf"{WITH_COMMA}(?=[\s-]?(?:{scale}|{short})(?!\w))|{NOTHING_AFTER_COMMA}"
        figures = rf"(?:{comma}|{FIGURES})(?:[ -]\d/\d)?(?:[\s-]?(?:{scale})(?!\w)|(?:{short})(?!\w))?"
        self.pattern = rf"(?:{figures}|\b(?:{spelled})(?!\w))"
        self._number = _ignoring_case(self.pattern)
        self._joint = _ignoring_case(rf"([^\W\d_]+)\s+{self._joiner}\s+(?!(?:{article})\b)")
        self._ordinal = _ignoring_case(
            rf"(?:\d+(?:{ending})|(?:(?:{alternation(words['tens'])})-)?(?:{ordinal}))(?!\w)"
        )
        #: The words that a plain number may begin with, in lower case.
        self.first_words = frozenset([*self._units, *self._scales, *self._fractions])
        first_words = [phrase.split()[0].split("-")[0].split(",")[0] for phrase in self._vague]
        self._start_words = frozenset(
            [*self._units, *self._scales, *self._fractions, *self._ordinals, *first_words, *self._articles]
        )

    def _compile_contexts(self, words: dict[str, Any], months: list[str]) -> None:
        self._bounds_before = {
            self.rule(phrase): entry["reads"] for entry in words["before"] for phrase in entry["words"]
        }
        self._before_pattern = _ignoring_case(
            rf"(?<![\w-])(?P<bound>{alternation(self._bounds_before)})"
            rf"(?:\s+(?:the|an?|another|perhaps|possibly|its|their))?[\s]*[$€£#~]?\s*\Z"
        )
        self._bound_here = _ignoring_case(rf"(?:{alternation(self._bounds_before)})(?!\w)")
        self._bounds_after = {
            self.rule(phrase): entry["reads"] for entry in words["after"] for phrase in entry["words"]
        }
        self._after_pattern = _ignoring_case(rf"[\s-]*(?P<bound>{alternation(self._bounds_after)}|\+)(?!\w)")
        ranges = words["ranges"]
        self._between = _before(ranges["between"])
        self._from = _before(ranges["from"])
        self._to = _ignoring_case(rf"\s*(?:{alternation(ranges['to'])})\s*")
        self._and = _ignoring_case(rf"\s+(?:{alternation(ranges['and'])})\s+")
        self._or = _ignoring_case(rf"(?:\s+|,\s+)(?:{alternation(ranges['or'])})\s+")
        self._percent = _after(word for word in words["percentage"]["after"] if word != "%")
        money = words["money"]
        self._money_before: dict[str, str] = {key.lower(): code for key, code in money["before"].items()}
        self._money_before_pattern = _ignoring_case(rf"(?<!\w)({alternation(self._money_before)})\s*\Z")
        self._money_after: dict[str, str] = money["after"]
        self._money_after_pattern = _ignoring_case(rf"[\s-]*({alternation(self._money_after)})(?!\w)")
        another = rf"(?:\s*(?:{alternation(words['age']['joined'])})\s*\d{{1,3}}(?![\d,.]))?"
        self._age_after = _ignoring_case(another + _after(words["age"]["after"]).pattern)
        self._age_before = _before(words["age"]["before"])
        self._person_before = _ignoring_case(rf"\b(?:{alternation(words['age']['persons'])}), ?\Z")
        self._measure = _ignoring_case(rf"[\s-]*({alternation(words['measures']['words'])})(?!\w)")
        self.labels = NumberLabels(words["labels"])
        self._extra_before = _before(words["additional"]["before"])
        self._extra_after = _ignoring_case(rf"[\s-]+(?:{alternation(words['additional']['after'])})\b(?!\s+than)")
        self._each = _ignoring_case(rf"(?:\s+[\w-]+){{0,2}}?\s+(?:{alternation(words['distributive']['after'])})\b")
        month = "|".join(re.escape(name.capitalize()) for name in sorted(months, key=len, reverse=True))
        self._month_before = re.compile(rf"\b(?:{month}|{month.upper()})\.?\s+(?:\d{{1,2}}(?:-\d{{1,2}})?,?\s+)?\Z")
        self._month_after = re.compile(rf"(?:-\d+)?\s+(?:of\s+)?(?:{month}|{month.upper()})\b")
        self._clock_after = re.compile(r"[:.]\d\d\b|\s*(?:hrs|hours\s+GMT|GMT|UTC)\b|/\d", re.IGNORECASE)
        self._year_before = _ignoring_case(rf"\b(?:{alternation(words['years']['before'])})\b[\s(']*-?\Z")

    @staticmethod
    def rule(words: str) -> str:
        """The words as a rule's name: lower case, single blanks, without determiners or currency after them."""
        plain = re.sub(r"\s*[$€£#]\s*\Z", "", words.strip())
        plain = re.sub(r"[\s-]+", " ", plain).strip().lower()
        return re.sub(r"\s(?:the|an?|another|its|their)\Z", "", plain) if plain.count(" ") else plain

    def starts(self, text: str) -> Iterator[int]:
        """Where a number may start."""
        known = self._start_words
        for match in _WORD.finditer(text):
            word = match.group()
            start = match.start()
            if word.isdecimal():
                before = text[start - 1 : start]
                if not (before.isalpha() or before == "_" or is_inside_figures(text, start)):
                    yield start
            elif word.lower() in known and (start == 0 or not text[start - 1].isdecimal()):
                yield start

    def amount_at(self, text: str, start: int) -> Amount | None:
        """The longest number that starts there, or None."""
        vague = self._vague_pattern.match(text, start)
        plain = self._number.match(text, start)
        ordinal = self._ordinal.match(text, start)
        best = max((m for m in (vague, plain, ordinal) if m), key=lambda match: match.end(), default=None)
        if best is None:
            return None
        if best is vague:
            return self._amount_from_vague(text, best)
        if best is ordinal:
            return self._amount_from_ordinal(best)
        words = self._in_one_number(text, start, self._up_to_a_second_number(best.group()))
        value = self.value_from_words(words)
        end = start + len(words)
        if value is None or (end < len(text) and text[end].isalpha()) or is_a_loose_group(words):
            return None
        return Amount(value, value, end, figures=are_figures(words))

    def _in_one_number(self, text: str, start: int, words: str) -> str:
        """The words up to a blank that parts two numbers ("on May 12 300 people", "5 300-pound bombs") and not groups."""
        first = first_group(words)
        if first is None:
            return words
        behind = text[max(0, start - _REACH) : start]
        month = self._month_before.search(behind)
        apart = (
            (month is not None and not any(character.isdecimal() for character in month.group()))
            or self.labels.before.search(behind) is not None
            or behind[-1:] in ("+", ":", "/")
            or (behind[-1:].isspace() and behind[-2:-1].isdecimal())
            or text[start + len(words) : start + len(words) + 1] == "-"
        )
        return first if apart else words

    def _up_to_a_second_number(self, words: str) -> str:
        """The words before an "and" that joins two numbers ("five and seven") and not parts of one ("two hundred and six")."""
        for joint in self._joint.finditer(words):
            scale = joint[1].lower()
            tail = re.split(r"[\s-]+", words[joint.end() :].lower())
            # "two hundred and three hundred" are two numbers, "one hundred and one thousand" is one.
            follows = next((word for word in tail if word in self._scales), None)
            if scale not in self._scales or follows == scale:
                return words[: joint.end(1)]
        return words

    def _amount_from_vague(self, text: str, match: re.Match[str]) -> Amount | None:
        entry = self._vague[self.rule(match.group())]
        if "low" not in entry:
            # "no" is a number only before a word for what there is none of; "No. 2" and "no, he said" are not.
            follows = text[match.end() : match.end() + 2]
            if self.rule(match.group()) == "no" and not (follows[:1].isspace() and follows[1:].isalpha()):
                return None
            bound = self._bound_here.match(text, match.start())
            if bound is not None and bound.end() > match.end():
                return None
            return Amount(Fraction(0), Fraction(0), match.end(), rule=entry["rule"])
        high = Fraction(entry["high"]) if "high" in entry else None
        tail = self._tail.search(match.group())
        end = match.start() + tail.start() if tail else match.end()
        return Amount(Fraction(entry["low"]), high, end, approximate=True, rule=entry["rule"])

    def _amount_from_ordinal(self, match: re.Match[str]) -> Amount | None:
        words = match.group().lower()
        figures = re.match(r"\d+", words)
        if figures and len(figures.group()) > LONGEST:
            return None
        if figures:
            value = int(figures.group())
        else:
            *tens, last = words.split("-")
            value = sum(self._units[ten] for ten in tens) + self._ordinals[last]
        return Amount(Fraction(value), Fraction(value), match.end(), ordinal=True)

    def ranged(self, text: str, start: int, amount: Amount) -> Amount:
        """The range that the amount begins ("20 to 30", "between 10 and 15", "two or three"), else the amount."""
        if amount.low is None or amount.rule or amount.ordinal:
            return amount
        behind = text[max(0, start - _REACH) : start]
        between = self._between.search(behind)
        joints = [(self._to, "to"), (self._or, "or")]
        if between:
            joints.append((self._and, "between"))
        for joint, rule in joints:
            gap = joint.match(text, amount.end)
            if gap is None or (rule == "to" and self._from.search(behind)):
                continue
            other = self.amount_at(text, gap.end())
            if other is None or other.low is None or other.rule or other.ordinal:
                continue
            low, high = self._shared_scale(amount, other)
            if low < high:
                return Amount(low, high, other.end, approximate=rule == "or", rule=rule)
        return amount

    @staticmethod
    def _shared_scale(first: Amount, second: Amount) -> tuple[Fraction, Fraction]:
        """Both ends of a range; "two to three million" lends its scale to the first."""
        low, high = first.low or Fraction(0), second.low or Fraction(0)
        for scale in (10**9, 10**6, 10**3):
            if high >= scale and low < 1000 and not second.figures and high / scale > low and not high % scale:
                return low * scale, high
        return low, high

    def value_from_words(self, words: str) -> Fraction | None:
        """The number of plain words or figures; None where a word is no number's or the number is past all counting."""
        plain = words.strip().lower()
        figures = figures_at_start(plain)
        if figures is None:
            value = self._spelled(re.split(r"[\s-]+", plain))
        else:
            value = self._scaled(figures[0], figures[1]) if figures[0] is not None else None
        return value if value is not None and value < _LARGEST else None

    def _scaled(self, value: Fraction, rest: str) -> Fraction | None:
        rest = rest.strip(" -\n\t")
        if not rest:
            return value
        scale = self._scales.get(rest) or self._short.get(rest)
        return value * scale if scale else None

    def _spelled(self, words: list[str]) -> Fraction | None:
        """Adds up spelled words: units add, scales multiply what stands before them since the last larger scale."""
        total, current, seen = Fraction(0), Fraction(0), False
        for index, word in enumerate(words):
            if word in self._units:
                current += self._units[word]
            elif word in self._scales:
                scale = self._scales[word]
                current = (current or Fraction(1)) * scale
                if scale >= 1000:
                    # "two and a half million" multiplies all before; "one million two thousand" adds up.
                    total, current = total + current, Fraction(0)
            elif word in self._fractions:
                current += Fraction(self._fractions[word])
            elif word in self._articles or (word == self._joiner and index):
                continue
            else:
                return None
            seen = True
        return total + current if seen else None

    def bound_before(self, text: str, start: int) -> tuple[int, str]:
        """Where the bound words before a number begin and how they read it; (start, "") without any."""
        behind_from = max(0, start - _REACH)
        behind = text[behind_from:start]
        between = self._between.search(behind)
        if between:
            return behind_from + between.start(), ""
        match = self._before_pattern.search(behind)
        if match is None:
            return start, ""
        return behind_from + match.start(), self._bounds_before[self.rule(match["bound"])]

    def bound_after(self, text: str, end: int) -> tuple[int, str]:
        """Where the bound words after a number end and how they read it; (end, "") without any."""
        match = self._after_pattern.match(text, end)
        if match is None:
            return end, ""
        bound = match["bound"]
        return match.end(), "low" if bound == "+" else self._bounds_after[self.rule(bound)]

    def is_percentage(self, text: str, end: int) -> bool:
        """Whether a percent sign or word follows."""
        return text[end : end + 2].lstrip().startswith("%") or bool(self._percent.match(text, end))

    def currency(self, text: str, span: Span) -> str | None:
        """The currency before or after, ISO 4217."""
        match = self._money_before_pattern.search(text[max(0, span.start - 6) : span.start])
        if match:
            return self._money_before[match[1].lower()]
        match = self._money_after_pattern.match(text, span.end)
        return self._money_after[self.rule(match[1])] if match else None

    def is_age(self, text: str, span: Span, amount: Amount) -> bool:
        """Whether it is an age: "25-year-old", "aged 25", or alone between commas after a name."""
        if self._age_after.match(text, span.end) or self._age_before.search(text[max(0, span.start - 9) : span.start]):
            return True
        if not amount.figures or amount.low is None or amount.low > 110:
            return False
        behind = text[max(0, span.start - _REACH) : span.start]
        follows = text[span.end : span.end + 8]
        if amount.low > 1 and re.search(r"\w, ?\Z", behind) and re.match(r"\s(?:was|is|has)\b", follows):
            # A plural would need another verb: "Bello, 22 was shot".
            return True
        named = re.search(r"[A-Z][\w'’]+, ?\Z", behind) or self._person_before.search(behind)
        return bool(named) and follows[:1] in (",", ".", ";", ")")

    def is_date(self, text: str, span: Span, amount: Amount) -> bool:
        """Whether it is a day beside a month, a year or a time of day."""
        if not amount.figures or amount.low is None:
            return False
        behind = text[max(0, span.start - _REACH) : span.start]
        if self._month_before.search(behind) or (amount.low <= 31 and self._month_after.match(text, span.end)):
            return True
        if (behind[-1:] in "/:" and behind[-2:-1].isdigit()) or self._clock_after.match(text, span.end):
            return True
        words = text[span.start : span.end]
        if len(words) != 4 or not self._years["first"] <= amount.low <= self._years["last"]:
            return False
        follows = re.match(r"\s+([a-z]+)s\b|\s+(people|men|women|children)\b", text[span.end : span.end + 24])
        if self._year_before.search(behind):
            return not follows or bool(re.search(r"(?i)\b(?:in|since|the|of|during)\s\Z", behind))
        return not re.match(r"\s+[a-z]", text[span.end : span.end + 3])

    def measure(self, text: str, end: int) -> str | None:
        """The unit of measure that follows, as its word."""
        match = self._measure.match(text, end)
        return self.rule(match[1]) if match else None

    def is_additional(self, text: str, full: Span) -> bool:
        """Whether it comes on top of a number told before: "another 3", "3 more", "two others"."""
        behind = text[max(0, full.start - 16) : full.start]
        return bool(self._extra_before.search(behind)) or bool(self._extra_after.match(text, full.end))

    def is_distributive(self, text: str, end: int) -> bool:
        """Whether it is told for each or for a stretch of time, and so is no total."""
        return bool(self._each.match(text, end))


@cache
def number_words(language: str) -> NumberWords:
    """The compiled tables of a language."""
    tables = table(language, "numbers")
    return NumberWords(tables, table(language, "dates").get("months", {}))
