"""The times of one document in the order of its text, each with its days."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.domain.analysis import Analysis
from dateline.domain.span import Span
from dateline.domain.value import TimePrecision, When
from dateline.lang import table
from dateline.lang.times import TimeExpression, TimeShape, find_times
from dateline.normalise.when import calendar_units as units
from dateline.normalise.when.anchors import Anchors
from dateline.normalise.when.calendar_units import Stretch, edge_of
from dateline.normalise.when.clauses import stands_in
from dateline.normalise.when.parts import Part, part_of
from dateline.normalise.when.resolve import when_from_expression
from dateline.normalise.when.tense import direction_of

#: A full date that stands this near the top is the document's own date where it has no other.
_HEAD_CHARACTERS = 200
#: How far apart the two ends of "from Monday to Friday" may stand.
_GAP = 12
#: How far a quarter is still what figures are compared with.
_QUARTER_REACH = 600
#: Units of lengths of time that are told of what goes on for days.
_LONG_UNITS = ("day", "week", "fortnight", "month", "year", "decade")
#: "A decades-long war" has lasted for more than one.
_VAGUE = re.compile(r"\b(?:an?|the)\s+\w+s\b", re.IGNORECASE)
#: Between a part of a time and the whole.
_OF = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?", re.IGNORECASE)
_LAST = re.compile(r"(?:the\s+)?last\b", re.IGNORECASE)
_TELLS_A_TIME = (
    TimePrecision.DAY,
    TimePrecision.PART_OF_DAY,
    TimePrecision.WEEK,
    TimePrecision.MONTH,
    TimePrecision.YEAR,
)
_SHAPES_THAT_MOVE = (
    TimeShape.CALENDAR,
    TimeShape.WEEKDAY,
    TimeShape.RELATIVE,
    TimeShape.SHIFT,
    TimeShape.FEAST,
)


def _part_meant(expression: TimeExpression) -> Part | None:
    """Which part of a longer time the words may mean: "the first week", "the last three months"."""
    if expression.nth is not None and expression.shape is TimeShape.DURATION:
        return Part(expression.nth, expression.count)
    if expression.shape in (TimeShape.STRETCH, TimeShape.RELATIVE) and _LAST.match(expression.text):
        singular = not expression.text.lower().endswith("s")
        return Part(-1, 1.0 if expression.count is None and singular else expression.count)
    return None


def _near(quarter: tuple[int, Stretch] | None, start: int) -> Stretch | None:
    return quarter[1] if quarter is not None and start - quarter[0] <= _QUARTER_REACH else None


class Timeline:
    """Every time expression of a document's text with the days it means."""

    def __init__(self, analysis: Analysis, language: str = "en") -> None:
        self._analysis = analysis
        self._document = analysis.document
        words = table(language, "dates")
        self._since, self._over = (frozenset(words.get("clauses", {}).get(name, ())) for name in ("since", "over"))
        self._runs = frozenset(words.get("runs", {}).get("words", ()))
        self._expressions = find_times(analysis.document.text, language)
        self._starts = [expression.span.start for expression in self._expressions]
        self._published = analysis.document.published or self._date_at_the_head()
        self._whens: list[When] = []
        told = dated = None
        quarter: tuple[int, Stretch] | None = None
        for expression in self._expressions:
            direction = direction_of(analysis, expression.span, language)
            anchors = Anchors(
                self._published, told or self._now(), dated, _near(quarter, expression.span.start), direction, language
            )
            when = when_from_expression(expression, anchors)
            self._whens.append(when)
            if expression.quarter or (expression.unit == "quarter" and expression.shape is not TimeShape.DURATION):
                quarter = expression.span.end, Stretch(when.earliest, when.latest, when.value or "", when.precision)
            if expression.shape in _SHAPES_THAT_MOVE and when.precision in _TELLS_A_TIME and when.earliest:
                precision = when.precision
                if precision is TimePrecision.PART_OF_DAY:
                    precision = TimePrecision.DAY
                told = Stretch(when.earliest, when.latest, when.value or "", precision)
                if expression.year is not None:
                    dated = told

        for index in range(len(self._whens) - 1):
            self._whens[index] = self._as_part(index)

    def _as_part(self, index: int) -> When:
        """The time as a part of the one behind it: "the first week" of "May", "the last three months" of "2015"."""
        expression, when, whole = self._expressions[index], self._whens[index], self._whens[index + 1]
        part_meant = _part_meant(expression)
        if part_meant is None or whole.earliest is None:
            return when
        between = self._document.text[expression.span.end : self._expressions[index + 1].span.start]
        if whole.latest is None or not _OF.fullmatch(between):
            return when
        if " in " in between and expression.nth is None and expression.unit not in ("day", "week"):
            return when
        unit = expression.unit or "day"
        part = part_of(whole.earliest, whole.latest, unit, part_meant)
        if part is None:
            return when
        length = units.duration(unit, part_meant.count)
        return replace(
            when,
            earliest=part.first,
            latest=part.last,
            precision=part.precision,
            value=length,
            type="DURATION",
            duration=length,
            reason=f"a part of {whole.value}",
        )

    def _now(self) -> Stretch | None:
        if self._published is None:
            return None
        return Stretch(self._published, self._published, self._published.isoformat(), TimePrecision.DAY)

    def _date_at_the_head(self) -> date | None:
        """A full date among the first words, for a document that came without its date."""
        for expression in self._expressions:
            if expression.span.start > _HEAD_CHARACTERS:
                return None
            if expression.shape is TimeShape.CALENDAR and expression.year and expression.month and expression.day:
                return when_from_expression(expression, Anchors(None)).earliest
        return None

    def times_at(self, mentions: Sequence[Span]) -> tuple[When, ...]:
        """The times whose words share a code point with one of the spans, in order."""
        return tuple(
            when
            for expression, when in zip(self._expressions, self._whens, strict=True)
            if any(expression.span.touches(span) for span in mentions)
        )

    def all_times(self) -> tuple[When, ...]:
        """Every time of the text, in order."""
        return tuple(self._whens)

    def when_at(self, span: Span, trigger: Span | None = None) -> When | None:
        """The time that the words of a span mean, with the preposition before it applied; None for no words of a time.

        With a trigger, the time of what its words tell: what lies in a clause with "since" begins there.
        """
        touched = self._touched(span)
        if not touched:
            return None
        first = min(touched, key=self._rank)
        expression, when = self._expressions[first], self._narrowed(first)
        last = self._other_end(first, span)
        if last is not None:
            end = self._narrowed(last)
            if when.earliest and end.latest and when.earliest <= end.latest:
                joined = expression.span.hull(self._expressions[last].span)
                return replace(
                    when,
                    span=joined,
                    latest=end.latest,
                    precision=TimePrecision.SPAN,
                    value=None,
                    reason="from one to the other",
                )
        led = self._led(expression, when)
        if trigger is not None and led == when and stands_in(self._since, self._analysis, expression.span, trigger):
            return self._to_now(when, "since")
        return led

    def running_at(self, span: Span) -> When | None:
        """The time of what has gone on for as long as the words of a span say, up to publication; None where it is over."""
        now = self._published
        for index in self._touched(span):
            expression, when = self._expressions[index], self._whens[index]
            unit, count = expression.unit, expression.count
            if now is None or unit not in _LONG_UNITS or not count or expression.shape is not TimeShape.DURATION:
                continue
            if _VAGUE.search(expression.text):
                continue
            if stands_in(self._over, self._analysis, expression.span, None):
                continue
            # The day of publication is the last of "eight days"; two years run from the same day of the year.
            first = units.shifted(now, unit, 1 - count if unit == "day" else -count)
            if first is not None and first < now:
                return replace(
                    when,
                    earliest=first,
                    latest=now,
                    precision=TimePrecision.SPAN,
                    reason=f"that long up to {now.isoformat()}",
                )
        return None

    def _to_now(self, when: When, lead: str) -> When:
        """A time as the beginning of what lasts until publication."""
        now = self._published
        if when.earliest is None:
            return when
        last = now if now and now >= when.earliest else None
        if last == when.latest:
            return when
        return replace(when, latest=last, precision=TimePrecision.SPAN, reason=f"{lead}: {when.reason}")

    def _touched(self, span: Span) -> list[int]:
        first = max(0, bisect_left(self._starts, span.start) - 1)
        touched = []
        for index in range(first, len(self._expressions)):
            if self._expressions[index].span.start >= span.end:
                break
            if self._expressions[index].span.touches(span):
                touched.append(index)
        return touched

    def _rank(self, index: int) -> tuple[int, int]:
        """Dates before "now" and the like, and those before lengths of time, in the order of the text."""
        when, shape = self._whens[index], self._expressions[index].shape
        if when.earliest is None and when.latest is None:
            return 2, index
        return int(shape is TimeShape.REFERENCE), index

    def _other_end(self, index: int, span: Span) -> int | None:
        """The index of the end of the run that an expression begins ("from Monday to Friday", "Monday and Tuesday")."""
        if index + 1 == len(self._expressions):
            return None
        expression, follows = self._expressions[index], self._expressions[index + 1]
        if follows.span.start - expression.span.end > _GAP or follows.lead not in ("to", "until"):
            return None
        days = {expression.shape, follows.shape} <= {TimeShape.WEEKDAY, TimeShape.CALENDAR}
        between = self._document.text[expression.span.end : follows.span.start].strip().lower()
        together = follows.span.touches(span) or between in self._runs
        return index + 1 if expression.lead == "from" or (days and together) else None

    def _narrowed(self, index: int) -> When:
        """The time with its modifier applied ("early 2011") and, where it holds the day of publication, cut there."""
        expression, when = self._expressions[index], self._whens[index]
        if (
            when.earliest is None
            or when.latest is None
            or when.precision in (TimePrecision.DAY, TimePrecision.PART_OF_DAY)
        ):
            return when
        first, last = edge_of(when.earliest, when.latest, expression.mod)
        now = self._published
        if now and first <= now < last and expression.mod != "LATER":
            ahead = expression.offset == 1 or expression.lead in ("until", "by") or expression.shape is TimeShape.FEAST
            last = last if ahead else now
        if (first, last) == (when.earliest, when.latest):
            return when
        return replace(when, earliest=first, latest=last)

    def _led(self, expression: TimeExpression, when: When) -> When:
        """The time with the preposition before it applied: "since" runs to publication, "until" ends there."""
        first, last, reason = when.earliest, when.latest, when.reason
        if expression.shape in (TimeShape.DURATION, TimeShape.SET, TimeShape.REFERENCE):
            return when
        now = self._published
        if self._is_possessive(expression) and expression.lead not in ("since", "after", "before"):
            return when
        if expression.lead in ("since", "from") and first:
            last = now if now and now >= first else None
        elif expression.lead in ("until", "by") and last:
            first = now if now and first and now < first else None
        elif expression.lead == "before" and last:
            first = None
        elif expression.lead == "after" and first:
            last = now if now and now >= first and expression.shape is not TimeShape.STRETCH else last
        if (first, last) == (when.earliest, when.latest):
            return when
        return replace(
            when, earliest=first, latest=last, precision=TimePrecision.SPAN, reason=f"{expression.lead}: {reason}"
        )

    def _is_possessive(self, expression: TimeExpression) -> bool:
        """Whether the words only say of what day something is: "by Saturday's attack" is no limit of time."""
        return self._document.text[expression.span.end : expression.span.end + 2] in ("'s", "’s")
