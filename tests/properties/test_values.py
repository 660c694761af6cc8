"""Values keep their order and their doubt, and other words of a report do not change them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analyse.spacy import SpacyAnalyser
from dateline.domain.extraction import Extraction
from dateline.domain.value import Measure, Quantity, TimePrecision, When
from dateline.extract.local.places import find_places
from dateline.lang.numbers import find_numbers
from dateline.lang.times import TimeExpression, find_times
from dateline.normalise.count import CountNormaliser
from dateline.normalise.when.timeline import Timeline
from dateline.normalise.where import WhereNormaliser
from tests import build

WORDS = (
    "on", "since", "until", "before", "after", "between", "from", "to", "and", "the", "last", "past", "next", "this", "early",
    "late", "mid-", "first", "second", "final", "three", "two", "several", "5", "17", "30", "31", "week", "weeks", "months",
    "days", "year", "quarter", "decade", "of", "in", "ago", "later", "earlier", "Friday", "Mondays", "May", "February",
    "December", "2015", "1999-01", "2012-13", "'80s", "1990s", "Eid al-Fitr", "Easter", "Ramadan", "eve", "night", "dawn",
    "10 p.m.", "8:30", "summer", "winter", "half", "weekend", "same", "day", "that", "before last", "straight", ",", "-", ".",
    "Dec. 30", "2, 2012", "the 6th", "overnight into", "running", "for", "day after tomorrow", "a",
)  # fmt: skip
told = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
published = st.dates(date(1, 1, 1), date(9999, 12, 31))

#: Sentences that tell no time, no number and no place.
UNRELATED = (
    "The river is long and its banks are green.",
    "The baker remembers who built the old mill.",
    "“We like the bread,” the baker said.",
    "A dog barked at the gate, and the children laughed.",
)


def times_of(text: str, on: date | None) -> tuple[tuple[TimeExpression, When], ...]:
    timeline = Timeline(build.analysis(build.document(text, published=on)))
    return tuple(zip(find_times(text), timeline.all_times(), strict=True))


@settings(deadline=None)
@given(told, published)
def test_the_first_day_of_a_time_is_never_after_its_last(text: str, on: date) -> None:
    document = build.document(text, published=on)
    timeline = Timeline(build.analysis(document))
    for when in (*timeline.all_times(), *(timeline.when_at(one.span) for one in timeline.all_times() if one.span)):
        if when is not None and when.earliest is not None and when.latest is not None:
            assert when.earliest <= when.latest


@settings(deadline=None)
@given(told, published)
def test_a_time_is_no_finer_than_its_words(text: str, on: date) -> None:
    for expression, when in times_of(text, on):
        if when.earliest is None or when.latest is None:
            continue
        days = (when.latest - when.earliest).days + 1
        names_a_day = expression.day or expression.weekday is not None or expression.feast or expression.part
        if expression.shape == "calendar" and not names_a_day and expression.unit != "week":
            least = 14 if expression.half and expression.month else 28 if expression.month else 89
            assert days >= least, expression.text
        if when.precision in (TimePrecision.MONTH, TimePrecision.YEAR, TimePrecision.WEEK):
            assert days >= {"month": 28, "year": 365, "week": 7}[when.precision], expression.text
        if when.precision is TimePrecision.DAY:
            assert days == 1


@settings(deadline=None)
@given(told, published, st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=4))
def test_other_words_after_it_change_no_time(text: str, on: date, more: list[str]) -> None:
    alone = times_of(f"{text}.", on)
    beside = times_of(" ".join([f"{text}.", *more]), on)
    assert beside == alone


COUNTS = (
    "at least", "more than", "fewer than", "up to", "as many as", "about", "some", "between", "to", "and", "or", "nearly",
    "a", "the", "no", "two", "twelve", "27", "1,400", "3.5", "million", "dozens", "scores", "hundreds", "thousands", "couple",
    "of", "half", "dozen", "people", "soldiers", "%", "percent", "$3 million", "others", "other", "more", "another", "-", ",",
    "several", "tens of thousands", "killed", "wounded", "were", "including",
)  # fmt: skip
counted = st.lists(st.sampled_from(COUNTS), min_size=1, max_size=14).map(" ".join)


@settings(deadline=None)
@given(counted)
def test_no_number_has_a_low_above_its_high(text: str) -> None:
    for number in find_numbers(text):
        assert number.low is None or number.low >= 0
        if number.low is not None and number.high is not None:
            assert number.low <= number.high


@settings(deadline=None)
@given(counted, st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=4))
def test_other_words_after_it_change_no_number(text: str, more: list[str]) -> None:
    assert find_numbers(" ".join([f"{text}.", *more])) == find_numbers(f"{text}.")


@settings(deadline=None)
@given(counted)
def test_a_number_is_counted_or_told_of_and_never_both(text: str) -> None:
    document = build.document(f"Fire {text}.")
    numbers = find_numbers(document.text)
    claim = build.claim(
        document,
        "Fire",
        quantities=tuple(Quantity(span=number.span, measure=Measure.KILLED) for number in numbers[:1]),
    )
    read = CountNormaliser().normalise(Extraction(claims=(claim,)), build.analysis(document))
    taken = [count.span for count in read.claims[0].counts]
    for count in read.claims[0].counts:
        assert count.low is None or count.high is None or count.low <= count.high
    for issue in read.issues:
        assert issue.span is not None and not any(issue.span.touches(span) for span in taken)


PLACES = (
    "A bomb went off in Gao, Mali.",
    "Rebels shelled Aleppo in Syria.",
    "Two villages near Tripoli, Lebanon, were hit.",
    "They fled from Mosul to Erbil.",
    "Police in Paris, Texas, held a man.",
    "The convoy was stopped 50 km east of Kidal in northern Mali.",
)


@pytest.mark.model
@settings(max_examples=20, deadline=None)
@given(st.sampled_from(PLACES), st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=3))
def test_other_words_after_it_move_no_place(text: str, more: list[str]) -> None:
    def places_of(words: str) -> list[tuple[object, ...]]:
        analysis = SpacyAnalyser().analyse(build.document(words))
        read = WhereNormaliser().normalise(Extraction(mentions=find_places(analysis)), analysis)
        return [(place.name, place.lat, place.lon, place.precision, place.mentions) for place in read.places]

    assert places_of(" ".join([text, *more])) == places_of(text)
