"""Finds the words that say when, and takes them apart; which day they mean is for ``normalise/when`` to say.

The words and the forms are in a language's ``dates.toml``. Spans follow TIMEX3 (TimeML 1.2.1 annotation guidelines): a
preposition stays outside ("since 2008" is "2008"), a modifier inside ("late Friday", "nearly two years ago").
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dateline.domain.span import Span
from dateline.lang.time_expression import TimeExpression, TimeShape
from dateline.lang.time_forms import Form, TimeWords, time_words
from dateline.lang.time_parts import parts_from_groups
from dateline.lang.time_runs import with_runs

__all__ = ["TimeExpression", "TimeShape", "find_times"]

#: How far back a modifier or a preposition is looked for, in code points.
_REACH = 32
_DETERMINER = re.compile(r"\b(?:the|these|those)\s+\Z", re.IGNORECASE)
#: A unit that goes on like this is an age or an adjective: "6-year-old", "a year-earlier loss".
_CUT_SHORT = re.compile(r"[\s-]olds?\b|\s+of\s+age\b|-(?:ago|earlier|end)\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"([\w']+)[\s-]*\Z")
#: Four digits behind a day or month that are no year; what they count may follow.
_NO_YEAR = re.compile(r"(?:\s+\d{1,2})?,?\s+(?!20\d\d)[2-9]\d{3}(?![\d%:-]|[.,]\d)(?:\s+([^\W\d_]+))?")
#: What may stand between a time of day and its day, to either side.
_CLOCK_THEN_DAY = re.compile(r"\s*,?\s+(?:on\s+)?(?:the\s+)?\Z|\s+\Z", re.IGNORECASE)
_DAY_THEN_CLOCK = re.compile(r",?\s+(?:at|around|about)\s+(?:about\s+|around\s+)?\Z", re.IGNORECASE)


_LENGTHS = frozenset({TimeShape.SHIFT, TimeShape.DURATION, TimeShape.STRETCH})
_DAYS = frozenset({TimeShape.CALENDAR, TimeShape.WEEKDAY, TimeShape.RELATIVE, TimeShape.FEAST})


# Extractors and normalisers ask for the same text one after the other.
@lru_cache(maxsize=4)
def find_times(text: str, language: str = "en") -> tuple[TimeExpression, ...]:
    """Every expression of time in a text, in order and apart from each other; the longest reading wins.

    Raises MissingPackError for a language without a table ``dates``.
    """
    known = time_words(language)
    found: list[TimeExpression] = []
    end = 0
    for start, key in known.starts(text):
        if start < end:
            continue
        expression = _longest(text, start, key, known)
        if expression is None:
            continue
        expression = _extended(text, expression, end, known)
        if found:
            joined = _joined(text, found[-1], expression)
            if joined is not None:
                found[-1] = joined
                end = joined.span.end
                continue
        found.append(expression)
        end = expression.span.end
    return tuple(with_runs(text, found, frozenset(known.words["after_a_year"]["words"])))


def _longest(text: str, start: int, key: str, known: TimeWords) -> TimeExpression | None:
    best: tuple[int, Form, re.Match[str]] | None = None
    for form in known.forms[key]:
        match = form.pattern.match(text, start)
        if match is None or (best is not None and match.end() <= best[0]):
            continue
        if _fits(text, match, form, known):
            best = match.end(), form, match
    if best is None:
        return None
    end, form, match = best
    if text[end - 1] == "." and "." not in (match.groupdict().get("clock") or "").removesuffix("."):
        end -= 1
    parts = parts_from_groups(form.groups(match), form.fixed, known)
    if parts is None:
        return None
    span = Span(start, end)
    shape = TimeShape(parts.pop("shape"))
    return TimeExpression(span=span, full=span, text=text[start:end], shape=shape, type=_type(shape, parts), **parts)


def _type(shape: TimeShape, parts: dict[str, Any]) -> str:
    if shape in (TimeShape.DURATION, TimeShape.STRETCH):
        return "DURATION"
    if shape is TimeShape.SET:
        return "SET"
    return "TIME" if shape is TimeShape.CLOCK or parts.get("part") else "DATE"


def _word_before(text: str, start: int) -> str:
    match = _LAST_WORD.search(text[max(0, start - 16) : start])
    return match[1].lower() if match else ""


def _fits(text: str, match: re.Match[str], form: Form, known: TimeWords) -> bool:
    """Whether the words may be a time where they stand: names are written large, "May" alone needs a preposition."""
    start, end = match.span()
    groups = form.groups(match)
    for name in ("month", "weekday", "weekday_short", "feast"):
        written = groups.get(name)
        if written and written[0].islower():
            return False
    if form.needs_before and _word_before(text, start) not in form.needs_before:
        return False
    if form.shape_is("weekday") and _word_before(text, start) in known.words["named_days"]["words"]:
        return False
    if match.group().lower() in known.words["ambiguous"]["months"]:
        return _is_month(text, start, end, known)
    if groups.get("month") and not groups.get("year") and _goes_on_as_no_year(text, end, known):
        return False
    decade = groups.get("decade_years")
    if decade and len(decade.strip("'’")) < len("1990") and _is_age(text, start, known):
        return False
    if groups.get("year4") and match.group() == groups["year4"]:
        return _is_year(text, start, end, known)
    if start and text[start - 1] in "-–" and text[start - 2 : start - 1].isalpha():
        return _word_before(text, start) in known.words["mods_of_date"]
    if match.group().lower() in known.words["never"]["words"] or _CUT_SHORT.match(text, end):
        return False
    unit = groups.get("unit") or groups.get("span")
    # "60 Minutes" and "This Week" are names.
    return not (unit and unit[0].isupper() and match.group() != unit and not match.group().isupper())


#: After four digits: a plural behind an adjective of a people, "2000 Sunni residents".
_COUNTED = re.compile(r"\s+[A-Z][a-z]+\s+[a-z]{2,}[^s\W]s\b")


def _is_month(text: str, start: int, end: int, known: TimeWords) -> bool:
    """Whether a word that is more than a month's name is the month where it stands; "the March on the capital" is none."""
    before = _word_before(text, start)
    if before not in known.words["ambiguous"]["before"] or _names_a_person(text, end):
        return False
    return before != "the" or re.match(r"\s+(?!on\b|for\b|of\b|to\b|in\b|from\b)[a-z]", text[end : end + 8]) is not None


def _goes_on_as_no_year(text: str, end: int, known: TimeWords) -> bool:
    """Whether a month goes on in four digits that count nothing and are no year: "12 May 9999" is not this year's."""
    follows = _NO_YEAR.match(text, end)
    return follows is not None and (follows[1] is None or follows[1] in known.words["after_a_year"]["words"])


def _is_age(text: str, start: int, known: TimeWords) -> bool:
    """Whether "30s" stand for the age of somebody: "in his 30s", "in their late 30s"."""
    words = re.split(r"[\s-]+", text[max(0, start - _REACH) : start].lower().strip())
    while words and (words[-1] in known.words["never"]["ages_in"] or words[-1] == "to"):
        words.pop()
    return words[-1:] != [] and words[-1] in known.words["never"]["ages_of"]


def _names_a_person(text: str, end: int) -> bool:
    return bool(re.match(r"\s+[A-Z][a-z]+", text[end : end + 12])) and not re.match(r"\s+[A-Z]\w*day\b", text[end:])


def _is_year(text: str, start: int, end: int, known: TimeWords) -> bool:
    """Whether four digits that stand alone are a year and not a number of things."""
    year = int(text[start:end])
    before = _word_before(text, start)
    if start and text[start - 1] in "-/:#":
        return text[start - 1] == "-" and (
            text[start - 2 : start - 1].isdigit() or before in ("mid", "late", "early", "post", "pre")
        )
    follows = re.match(r"\s+([a-z]+)", text[end : end + 20])
    if before in known.words["before_a_year"]["words"] or before.endswith("'s"):
        return year >= 1900 or not follows
    if not 1900 <= year <= 2099 or _COUNTED.match(text, end):
        return False
    return follows is None or follows[1] in known.words["after_a_year"]["words"]


def _extended(text: str, expression: TimeExpression, floor: int, known: TimeWords) -> TimeExpression:
    """The expression with the modifiers before it inside its span, and the preposition before that in ``full``."""
    start = expression.span.start
    if text[start - 1 : start] in ("'", "’") and expression.decade is not None:
        start -= 1
    mod = expression.mod
    length = expression.shape in _LENGTHS
    determiner = _DETERMINER.search(text, max(floor, start - 8), start)
    pattern, table = (
        (known.mods_of_length, known.words["mods_of_length"])
        if length
        else (known.mods_of_date, known.words["mods_of_date"])
    )
    if expression.shape not in (TimeShape.SET, TimeShape.REFERENCE, TimeShape.CLOCK):
        found = pattern.search(text, max(floor, start - _REACH), start)
        if found is None and determiner and expression.shape is not TimeShape.WEEKDAY:
            found = pattern.search(text, max(floor, start - _REACH), determiner.start())
        # "Over the past year" and "over several years" take place within the time; only "over ten years" is longer.
        if found and table[known.numbers.rule(found["mod"])] == "MORE_THAN":
            exact = expression.count is not None and expression.shape is not TimeShape.STRETCH
            found = found if exact else None
        if found:
            start = found.start()
            mod = table[known.numbers.rule(found["mod"])]
            the = _DETERMINER.search(text, max(floor, start - 8), start)
            if the and not length:
                start = the.start()
        elif determiner and expression.shape in (TimeShape.CALENDAR, TimeShape.STRETCH) and expression.decade:
            start = determiner.start()
    full_start, lead = start, ""
    found = known.lead.search(text, max(floor, start - _REACH), start)
    if found is None:
        the = _DETERMINER.search(text, max(floor, start - 8), start)
        found = known.lead.search(text, max(floor, start - _REACH), the.start()) if the else None
    if found:
        full_start, lead = found.start(), known.leads[known.numbers.rule(found["lead"]) or found["lead"]]
    span = Span(start, expression.span.end)
    return replace(
        expression,
        span=span,
        full=Span(full_start, span.end),
        text=text[span.start : span.end],
        lead=lead,
        mod=mod,
    )


def _joined(text: str, left: TimeExpression, right: TimeExpression) -> TimeExpression | None:
    """A time of day and its day as one: "8 a.m. on Friday", "Friday at 14:30", "dawn on 5 May"; else None."""
    between = text[left.span.end : right.span.start]
    if len(between) > 12:
        return None
    if left.shape is TimeShape.CLOCK and _is_day(right) and _CLOCK_THEN_DAY.match(between):
        day, clock = right, left
    elif right.shape is TimeShape.CLOCK and _is_day(left) and _DAY_THEN_CLOCK.match(between):
        day, clock = left, right
    else:
        return None
    if day.part is not None and ":" in day.part:
        return None
    span = left.span.hull(right.span)
    return replace(
        day,
        span=span,
        full=left.full.hull(span),
        lead=left.lead,
        text=text[span.start : span.end],
        type="TIME",
        part=clock.part or day.part,
    )


def _is_day(expression: TimeExpression) -> bool:
    if expression.shape not in _DAYS:
        return False
    if expression.shape is TimeShape.CALENDAR:
        return expression.day is not None
    return expression.shape is not TimeShape.RELATIVE or expression.unit == "day"
