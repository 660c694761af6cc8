"""Words for times: where they stand, and their parts before anybody asks which day they mean."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import MissingPackError
from dateline.lang.times import TimeShape, find_times

#: text, the words of the time, its shape, its parts.
PARTS: list[tuple[str, str, TimeShape, dict[str, Any]]] = [
    ("It began on 20 November 2015.", "20 November 2015", TimeShape.CALENDAR, {"year": 2015, "month": 11, "day": 20}),
    ("on November 20, 2015, they", "November 20, 2015", TimeShape.CALENDAR, {"year": 2015, "month": 11, "day": 20}),
    ("on Friday, Nov. 20, 2015, they", "Friday, Nov. 20, 2015", TimeShape.CALENDAR, {"weekday": 4, "day": 20}),
    ("on the 3rd of May they", "the 3rd of May", TimeShape.CALENDAR, {"month": 5, "day": 3, "year": None}),
    ("on March eighth they", "March eighth", TimeShape.CALENDAR, {"month": 3, "day": 8}),
    ("on 5-7 May they", "5-7 May", TimeShape.CALENDAR, {"month": 5, "day": 5, "day_to": 7}),
    ("dated 2015-11-20.", "2015-11-20", TimeShape.CALENDAR, {"year": 2015, "month": 11, "day": 20}),
    ("dated 11/20/2015.", "11/20/2015", TimeShape.CALENDAR, {"year": 2015, "month": 11, "day": 20}),
    ("dated 20/11/2015.", "20/11/2015", TimeShape.CALENDAR, {"year": 2015, "month": 11, "day": 20}),
    ("dated 20.11.2015 there", "20.11.2015", TimeShape.CALENDAR, {"year": 2015, "month": 11, "day": 20}),
    ("in November 2015 they", "November 2015", TimeShape.CALENDAR, {"year": 2015, "month": 11, "day": None, "lead": "in"}),
    ("in December. Then", "December", TimeShape.CALENDAR, {"month": 12}),
    ("in May they", "May", TimeShape.CALENDAR, {"month": 5}),
    ("last April they", "last April", TimeShape.CALENDAR, {"month": 4, "offset": -1}),
    ("January this year saw", "January this year", TimeShape.CALENDAR, {"month": 1, "unit": "year", "offset": 0}),
    ("earlier in November they", "earlier in November", TimeShape.CALENDAR, {"month": 11, "mod": "EARLIER"}),
    ("in late September they", "late September", TimeShape.CALENDAR, {"month": 9, "mod": "END"}),
    ("in mid-June they", "mid-June", TimeShape.CALENDAR, {"month": 6, "mod": "MID"}),
    ("at the end of 2012 they", "the end of 2012", TimeShape.CALENDAR, {"year": 2012, "mod": "END"}),
    ("since 2008 they", "2008", TimeShape.CALENDAR, {"year": 2008, "lead": "since"}),
    ("in nineteen ninety-six they", "nineteen ninety-six", TimeShape.CALENDAR, {"year": 1996}),
    ("in the early 1990s they", "the early 1990s", TimeShape.CALENDAR, {"decade": 1990, "mod": "START"}),
    ("in the '80s they", "the '80s", TimeShape.CALENDAR, {"decade": 1980}),
    ("in the nineties they", "the nineties", TimeShape.CALENDAR, {"decade": 1990}),
    ("in the 19th century they", "the 19th century", TimeShape.CALENDAR, {"century": 18}),
    ("the third quarter of 2014 saw", "the third quarter of 2014", TimeShape.CALENDAR, {"quarter": 3, "year": 2014}),
    ("the first half of 2014 saw", "the first half of 2014", TimeShape.CALENDAR, {"half": 1, "year": 2014}),
    ("in the summer of 2014 they", "the summer of 2014", TimeShape.CALENDAR, {"season": "SU", "year": 2014}),
    ("last spring they", "last spring", TimeShape.CALENDAR, {"season": "SP", "offset": -1}),
    ("They met on Friday.", "Friday", TimeShape.WEEKDAY, {"weekday": 4, "lead": "on"}),
    ("They met last Friday.", "last Friday", TimeShape.WEEKDAY, {"weekday": 4, "offset": -1}),
    ("They met late Friday.", "late Friday", TimeShape.WEEKDAY, {"weekday": 4, "mod": "END"}),
    ("They met on Friday night.", "Friday night", TimeShape.WEEKDAY, {"weekday": 4, "part": "NI"}),
    ("Sundays blast hit a bus.", "Sundays", TimeShape.WEEKDAY, {"weekday": 6}),
    ("Sunday's blast hit a bus.", "Sunday", TimeShape.WEEKDAY, {"weekday": 6}),
    ("Monday of last week they met", "Monday of last week", TimeShape.WEEKDAY, {"weekday": 0, "unit": "week", "offset": -1}),
    ("They met today.", "today", TimeShape.RELATIVE, {"unit": "day", "offset": 0}),
    ("They met yesterday morning.", "yesterday morning", TimeShape.RELATIVE, {"unit": "day", "offset": -1, "part": "MO"}),
    ("They met last night.", "last night", TimeShape.RELATIVE, {"unit": "day", "offset": -1, "part": "NI"}),
    ("They met this morning.", "this morning", TimeShape.RELATIVE, {"unit": "day", "offset": 0, "part": "MO"}),
    ("They met last week.", "last week", TimeShape.RELATIVE, {"unit": "week", "offset": -1}),
    ("They met earlier this month.", "earlier this month", TimeShape.RELATIVE, {"unit": "month", "mod": "EARLIER"}),
    ("They meet next year.", "next year", TimeShape.RELATIVE, {"unit": "year", "offset": 1}),
    ("They met over the weekend.", "the weekend", TimeShape.RELATIVE, {"unit": "weekend", "lead": "during"}),
    ("They met the next morning.", "the next morning", TimeShape.RELATIVE, {"narrative": True, "offset": 1, "part": "MO"}),
    ("That day they met.", "That day", TimeShape.RELATIVE, {"narrative": True, "offset": 0, "unit": "day"}),
    ("They met two years ago.", "two years ago", TimeShape.SHIFT, {"unit": "year", "count": 2.0, "offset": -1}),
    ("They met nearly two years ago.", "nearly two years ago", TimeShape.SHIFT, {"count": 2.0, "mod": "LESS_THAN"}),
    ("They met days ago.", "days ago", TimeShape.SHIFT, {"unit": "day", "count": None, "offset": -1}),
    ("Three days later they met.", "Three days later", TimeShape.SHIFT, {"unit": "day", "count": 3.0, "offset": 1}),
    ("A year earlier they met.", "A year earlier", TimeShape.SHIFT, {"unit": "year", "count": 1.0, "offset": -1}),
    ("They met the day before yesterday.", "the day before yesterday", TimeShape.SHIFT, {"count": 2, "offset": -1}),
    ("They fought for three hours.", "three hours", TimeShape.DURATION, {"unit": "hour", "count": 3.0, "lead": "for"}),
    ("A 10-day truce held.", "10-day", TimeShape.DURATION, {"unit": "day", "count": 10.0}),
    ("They fought for a year and a half.", "a year and a half", TimeShape.DURATION, {"unit": "year", "count": 1.5}),
    ("They fought for half an hour.", "half an hour", TimeShape.DURATION, {"unit": "hour", "count": 0.5}),
    ("They fought for weeks.", "weeks", TimeShape.DURATION, {"unit": "week", "count": None}),
    ("It took at least 30 days.", "at least 30 days", TimeShape.DURATION, {"count": 30.0, "mod": "EQUAL_OR_MORE"}),
    ("It took two to three weeks.", "two to three weeks", TimeShape.DURATION, {"count": 2.0, "count_to": 3.0}),
    ("In the past two weeks they", "the past two weeks", TimeShape.STRETCH, {"unit": "week", "count": 2.0, "offset": -1}),
    ("Over the past week they", "the past week", TimeShape.STRETCH, {"unit": "week", "offset": -1, "lead": "during"}),
    ("In the next few days they", "the next few days", TimeShape.STRETCH, {"unit": "day", "count": None, "offset": 1}),
    ("In recent months they", "recent months", TimeShape.STRETCH, {"unit": "month", "offset": -1}),
    ("They shell it daily.", "daily", TimeShape.SET, {"unit": "day"}),
    ("They march every Friday.", "every Friday", TimeShape.SET, {"weekday": 4}),
    ("They march on Fridays.", "Fridays", TimeShape.SET, {"weekday": 4}),
    ("They march twice a week.", "twice a week", TimeShape.SET, {"unit": "week"}),
    ("After 9/11 they", "9/11", TimeShape.FEAST, {"feast": "nine_eleven", "lead": "after"}),
    ("During Ramadan they", "Ramadan", TimeShape.FEAST, {"feast": "ramadan"}),
    ("On Eid al-Fitr they", "Eid al-Fitr", TimeShape.FEAST, {"feast": "eid_al_fitr"}),
    ("On Christmas Eve 2014 they", "Christmas Eve 2014", TimeShape.FEAST, {"feast": "christmas_eve", "year": 2014}),
    ("On New Year's Eve they", "New Year's Eve", TimeShape.FEAST, {"feast": "new_years_eve"}),
    ("They now hold the town.", "now", TimeShape.REFERENCE, {"ref": "PRESENT_REF"}),
    ("They currently hold the town.", "currently", TimeShape.REFERENCE, {"ref": "PRESENT_REF"}),
    ("They recently took the town.", "recently", TimeShape.REFERENCE, {"ref": "PAST_REF"}),
    ("They look to the future.", "the future", TimeShape.REFERENCE, {"ref": "FUTURE_REF"}),
    ("They left at 8 a.m. and", "8 a.m.", TimeShape.CLOCK, {"part": "08:00", "lead": "at"}),
    ("They left at 8:30 p.m. and", "8:30 p.m.", TimeShape.CLOCK, {"part": "20:30"}),
    ("They left at 1430 GMT and", "1430 GMT", TimeShape.CLOCK, {"part": "14:30"}),
    ("They left at dawn.", "dawn", TimeShape.CLOCK, {"part": "MO"}),
    ("They left overnight.", "overnight", TimeShape.CLOCK, {"part": "NI"}),
    ("They left at noon.", "noon", TimeShape.CLOCK, {"part": "12:00"}),
    ("They left at 8 a.m. on Friday.", "8 a.m. on Friday", TimeShape.WEEKDAY, {"weekday": 4, "part": "08:00", "lead": "at"}),
    ("They left on Friday at 14:30 GMT.", "Friday at 14:30 GMT", TimeShape.WEEKDAY, {"weekday": 4, "part": "14:30"}),
    ("They left at dawn on 5 May.", "dawn on 5 May", TimeShape.CALENDAR, {"month": 5, "day": 5, "part": "MO"}),
    ("They left at midnight on Friday.", "midnight on Friday", TimeShape.WEEKDAY, {"part": "24:00"}),
]  # fmt: skip

NO_TIMES = [
    "He may go.",
    "Soldiers march past.",
    "They fired 1500 shells.",
    "2000 Sunni residents were bussed out.",
    "A 25-year-old man and a woman 30 years old died.",
    "The second group and the fall of the town.",
    "He sat in the sun.",
    "An AK-47 and flight 370.",
    "She paid $2000 for it.",
    "Mr. May spoke.",
    "A quarter of them left.",
    "The market is a mile away.",
]


@pytest.mark.parametrize(("text", "words", "shape", "parts"), PARTS)
def test_a_time_is_found_and_taken_apart(text: str, words: str, shape: TimeShape, parts: dict[str, Any]) -> None:
    (found,) = find_times(text)
    assert found.text == words
    assert text[found.span.start : found.span.end] == words
    assert found.shape is shape
    assert {name: getattr(found, name) for name in parts} == parts


@pytest.mark.parametrize("text", NO_TIMES)
def test_other_words_are_no_times(text: str) -> None:
    assert find_times(text) == ()


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("held since 2008", "since 2008"),
        ("held until Friday", "until Friday"),
        ("held during the past week", "during the past week"),
        ("held on Friday", "on Friday"),
        ("held Friday", "Friday"),
    ],
)
def test_the_preposition_stays_outside_the_span(text: str, full: str) -> None:
    (found,) = find_times(text)
    assert text[found.full.start : found.full.end] == full
    assert found.span.end == found.full.end


def test_a_run_is_two_times_that_lean_on_each_other() -> None:
    first, second = find_times("between 2010 and 2012")
    assert (first.year, first.lead, second.year, second.lead) == (2010, "from", 2012, "to")


def test_a_name_must_be_written_large() -> None:
    assert find_times("they met on friday in march") == ()
    assert len(find_times("THEY MET ON FRIDAY")) == 1


def test_a_language_without_a_table_is_missing() -> None:
    with pytest.raises(MissingPackError):
        find_times("today", "xx")


_PIECES = st.sampled_from(
    [
        *(
            "on",
            "since",
            "at",
            "the",
            "last",
            "past",
            "next",
            "early",
            "late",
            "Friday",
            "May",
            "5",
            "2015",
            "1990s",
            "night",
            "a.m.",
            "8",
        ),
        *("two", "weeks", "ago", "ago.", ",", "-", "–", "Eid's", "dawn", "of", "to"),
    ]
)


@given(st.lists(_PIECES, max_size=14).map(" ".join))
def test_times_stand_in_order_apart_and_quote_their_words(text: str) -> None:
    found = find_times(text)
    for time in found:
        assert text[time.span.start : time.span.end] == time.text
        assert time.full.holds(time.span)
    assert all(before.span.end <= after.span.start for before, after in zip(found, found[1:], strict=False))


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for time in find_times(text):
        assert text[time.span.start : time.span.end] == time.text


@pytest.mark.parametrize("digits", ["1" + "0" * 400, "9" * 5000])
@pytest.mark.parametrize(
    "words", ["{} years ago", "a {}-year war", "for {} days", "the past {} weeks", "the {}th century"]
)
def test_a_length_past_all_counting_has_no_count(digits: str, words: str) -> None:
    assert all(found.count is None for found in find_times(f"It ended {words.format(digits)}."))


@pytest.mark.parametrize("words", ["12 June 9999", "June 12 9999", "June 12, 3000", "June 9999"])
@pytest.mark.parametrize("follows", [".", " in the town."])
def test_a_day_of_a_year_that_is_none_is_no_time(words: str, follows: str) -> None:
    assert find_times(f"They met on {words}{follows}") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On 12 June 3000 people died.", "12 June"),
        ("They met on 12 June 2130 GMT.", "12 June"),
        ("They met on 12 June 2015.", "12 June 2015"),
    ],
)
def test_a_day_beside_another_number_stays_a_time(text: str, words: str) -> None:
    assert find_times(text)[0].text.startswith(words)


@pytest.mark.parametrize(
    "text", ["a man in his 20s", "a woman in her early 30s", "men in their mid-to-late 40s", "He died in his late 60s."]
)
def test_ages_are_no_decades(text: str) -> None:
    assert find_times(text) == ()
