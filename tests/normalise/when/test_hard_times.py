"""Times that are told in parts, in runs, in feasts and in weeks, read in whole sentences published on Sunday 12 May 2024."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.normalise.when.timeline import Timeline
from tests import build

#: A sentence, and of each of its times the words, the TIMEX3 value, the first and the last day.
SENTENCES: list[tuple[str, list[tuple[str, str | None, str | None, str | None]]]] = [
    ("The 1992-95 war killed thousands.", [("The 1992-95", "1992", "1992-01-01", "1995-12-31")]),
    ("They fought in 2010-12.", [("2010-12", "2010", "2010-01-01", "2012-12-31")]),
    ("They fought in 1999-01 and left.", [("1999-01", "1999", "1999-01-01", "2001-12-31")]),
    ("The 2015/16 school year was lost.", [("The 2015/16 school year", "2015", "2015-01-01", "2016-12-31")]),
    (
        "In the 2011-2012 academic year schools closed.",
        [("the 2011-2012 academic year", "2011", "2011-01-01", "2012-12-31")],
    ),
    ("In fiscal year 2014-15 aid fell.", [("fiscal year 2014-15", "2014", "2014-01-01", "2015-12-31")]),
    ("In FY2016 aid fell.", [("FY2016", "2016", "2016-01-01", "2016-12-31")]),
    ("In the late 70s they fought.", [("the late 70s", "197", "1970-01-01", "1979-12-31")]),
    ("Voting ended on the eve of the election.", [("the eve of the election", None, None, None)]),
    (
        "A 10-day emergency was declared, to begin at midnight on Friday.",
        [("10-day", "P10D", None, None), ("midnight on Friday", "2024-05-10T24:00", "2024-05-10", "2024-05-10")],
    ),
    ("They left this past Friday.", [("this past Friday", "2024-05-10", "2024-05-10", "2024-05-10")]),
    ("They met a week ago Monday.", [("a week ago Monday", "2024-04-29", "2024-04-29", "2024-04-29")]),
    ("They met two Fridays ago.", [("two Fridays ago", "2024-05-03", "2024-05-03", "2024-05-03")]),
    ("They met the Friday before last.", [("the Friday before last", "2024-05-03", "2024-05-03", "2024-05-03")]),
    ("They will meet the Friday after next.", [("the Friday after next", "2024-05-24", "2024-05-24", "2024-05-24")]),
    ("They met the week before last.", [("the week before last", "2024-W17", "2024-04-22", "2024-04-28")]),
    ("They will vote the year after next.", [("the year after next", "2026", "2026-01-01", "2026-12-31")]),
    (
        "In the small hours of Sunday they fled.",
        [("the small hours of Sunday", "2024-05-12TMO", "2024-05-12", "2024-05-12")],
    ),
    ("Shells fell before dawn on Sunday.", [("dawn on Sunday", "2024-05-12TMO", "2024-05-12", "2024-05-12")]),
    (
        "Shells fell in the early hours of Friday.",
        [("the early hours of Friday", "2024-05-10TMO", "2024-05-10", "2024-05-10")],
    ),
    (
        "Shells fell overnight into Saturday.",
        [("overnight into Saturday", "2024-05-11TNI", "2024-05-10", "2024-05-11")],
    ),
    ("Shells fell on the night of 3-4 May.", [("the night of 3-4 May", "2024-05-03", "2024-05-03", "2024-05-04")]),
    ("Shells fell on the night of May 3.", [("the night of May 3", "2024-05-03TNI", "2024-05-03", "2024-05-03")]),
    (
        "Shells fell on the morning of Friday, May 3.",
        [("the morning of Friday, May 3", "2024-05-03TMO", "2024-05-03", "2024-05-03")],
    ),
    (
        "They fought on the first day of Ramadan.",
        [("the first day of Ramadan", "2024-03-10", "2024-03-10", "2024-03-10")],
    ),
    (
        "They fought on the last day of Easter week.",
        [("the last day of Easter week", "2024-03-31", "2024-03-31", "2024-03-31")],
    ),
    ("They fought on the eve of Eid.", [("the eve of Eid", "2024-04-08", "2024-04-08", "2024-04-08")]),
    ("They left on Christmas Eve 2015.", [("Christmas Eve 2015", "2015-12-24", "2015-12-24", "2015-12-24")]),
    (
        "They fought on the third day of Eid al-Adha.",
        [("the third day of Eid al-Adha", "2024-06-18", "2024-06-18", "2024-06-18")],
    ),
    (
        "It happened in the second half of the 1990s.",
        [("the second half of the 1990s", "199", "1995-01-01", "1999-12-31")],
    ),
    ("It happened in the first half of April.", [("the first half of April", "2024-04", "2024-04-01", "2024-04-15")]),
    (
        "It happened in the second half of March 2013.",
        [("the second half of March 2013", "2013-03", "2013-03-16", "2013-03-31")],
    ),
    ("They fought for the third straight day.", [("the third straight day", "P3D", "2024-05-10", "2024-05-12")]),
    ("They fought for a second day running.", [("a second day running", "P2D", "2024-05-11", "2024-05-12")]),
    ("They fought for five consecutive weeks.", [("five consecutive weeks", "P5W", "2024-04-07", "2024-05-12")]),
    ("They left on the 6th.", [("the 6th", "2024-05-06", "2024-05-06", "2024-05-06")]),
    ("They left on the 6th of last month.", [("the 6th of last month", "2024-04-06", "2024-04-06", "2024-04-06")]),
    (
        "They left in the first week of May.",
        [("the first week", "P1W", "2024-05-01", "2024-05-07"), ("May", "2024-05", "2024-05-01", "2024-05-31")],
    ),
    (
        "They left in the second week of March 2015.",
        [("the second week", "P1W", "2015-03-08", "2015-03-14"), ("March 2015", "2015-03", "2015-03-01", "2015-03-31")],
    ),
    (
        "They left in the last week of April 2013.",
        [("the last week", "P1W", "2013-04-24", "2013-04-30"), ("April 2013", "2013-04", "2013-04-01", "2013-04-30")],
    ),
    (
        "They left in the last week of February 2016.",
        [
            ("the last week", "P1W", "2016-02-23", "2016-02-29"),
            ("February 2016", "2016-02", "2016-02-01", "2016-02-29"),
        ],
    ),
    (
        "They left in the first ten days of March.",
        [("the first ten days", "P10D", "2024-03-01", "2024-03-10"), ("March", "2024-03", "2024-03-01", "2024-03-31")],
    ),
    (
        "They left in the first three months of 2015.",
        [("the first three months", "P3M", "2015-01-01", "2015-03-31"), ("2015", "2015", "2015-01-01", "2015-12-31")],
    ),
    (
        "They left in the last six months of 2015.",
        [("the last six months", "P6M", "2015-07-01", "2015-12-31"), ("2015", "2015", "2015-01-01", "2015-12-31")],
    ),
    (
        "They left in the last three months of the year.",
        [
            ("the last three months", "P3M", "2024-10-01", "2024-12-31"),
            ("the year", "2024", "2024-01-01", "2024-12-31"),
        ],
    ),
    (
        "They left in the opening days of 2015.",
        [("the opening days", "PXD", "2015-01-01", "2015-01-10"), ("2015", "2015", "2015-01-01", "2015-12-31")],
    ),
    ("They left in the final weeks of the war.", [("the final weeks", "PXW", None, None)]),
    (
        "They left in the last week in April.",
        [("the last week", "P1W", "2024-04-24", "2024-04-30"), ("April", "2024-04", "2024-04-01", "2024-04-30")],
    ),
    ("They left half a year ago.", [("half a year ago", "2023-11", "2023-11-01", "2023-11-30")]),
    ("They left a week or so ago.", [("a week or so ago", "2024-05-05", "2024-05-05", "2024-05-05")]),
    ("They left at 10 p.m. as shells fell.", [("10 p.m.", "2024-05-12T22:00", "2024-05-12", "2024-05-12")]),
    ("They left at 4am.", [("4am", "2024-05-12T04:00", "2024-05-12", "2024-05-12")]),
    ("They left at 10 p.m. Wednesday.", [("10 p.m. Wednesday", "2024-05-08T22:00", "2024-05-08", "2024-05-08")]),
    (
        "They left between 2 a.m. and 4 a.m.",
        [
            ("2 a.m.", "2024-05-12T02:00", "2024-05-12", "2024-05-12"),
            ("4 a.m.", "2024-05-12T04:00", "2024-05-12", "2024-05-12"),
        ],
    ),
    ("They left at 15h30.", [("15h30", "2024-05-12T15:30", "2024-05-12", "2024-05-12")]),
    (
        "They left at mid-afternoon yesterday.",
        [("mid-afternoon yesterday", "2024-05-11TAF", "2024-05-11", "2024-05-11")],
    ),
    ("They left in H1 2014.", [("H1 2014", "2014-H1", "2014-01-01", "2014-06-30")]),
    ("They left in the early summer.", [("the early summer", "2023-SU", "2023-06-01", "2023-08-31")]),
    ("They left on 2014/04/05.", [("2014/04/05", "2014-04-05", "2014-04-05", "2014-04-05")]),
    ("They left last Oct. 23.", [("last Oct. 23", "2023-10-23", "2023-10-23", "2023-10-23")]),
    (
        "They left in 1998 or 1999.",
        [("1998", "1998", "1998-01-01", "1998-12-31"), ("1999", "1999", "1999-01-01", "1999-12-31")],
    ),
    (
        "They left in April and May 2014.",
        [("April", "2014-04", "2014-04-01", "2014-04-30"), ("May 2014", "2014-05", "2014-05-01", "2014-05-31")],
    ),
    (
        "They left between 5 and 7 May.",
        [("5", "2024-05-05", "2024-05-05", "2024-05-05"), ("7 May", "2024-05-07", "2024-05-07", "2024-05-07")],
    ),
    (
        "They left between 5 and 7 May 2012.",
        [("5", "2012-05-05", "2012-05-05", "2012-05-05"), ("7 May 2012", "2012-05-07", "2012-05-07", "2012-05-07")],
    ),
    (
        "They left on 5, 6 and 7 May.",
        [
            ("5", "2024-05-05", "2024-05-05", "2024-05-05"),
            ("6", "2024-05-06", "2024-05-06", "2024-05-06"),
            ("7 May", "2024-05-07", "2024-05-07", "2024-05-07"),
        ],
    ),
    (
        "They left on the 5th and 7th of May.",
        [("5th", "2024-05-05", "2024-05-05", "2024-05-05"), ("7th of May", "2024-05-07", "2024-05-07", "2024-05-07")],
    ),
    (
        "They left on May 5 and 7.",
        [("May 5", "2024-05-05", "2024-05-05", "2024-05-05"), ("7", "2024-05-07", "2024-05-07", "2024-05-07")],
    ),
    (
        "They left on May 5, 7 and 9 in buses.",
        [
            ("May 5", "2024-05-05", "2024-05-05", "2024-05-05"),
            ("7", "2024-05-07", "2024-05-07", "2024-05-07"),
            ("9", "2024-05-09", "2024-05-09", "2024-05-09"),
        ],
    ),
    (
        "They left on May 5 and 7, 2012.",
        [("May 5", "2012-05-05", "2012-05-05", "2012-05-05"), ("7, 2012", "2012-05-07", "2012-05-07", "2012-05-07")],
    ),
    ("They left on May 5 and 12 soldiers died.", [("May 5", "2024-05-05", "2024-05-05", "2024-05-05")]),
    (
        "They killed 5 and 7 May is a Tuesday.",
        [("7 May", "2024-05-07", "2024-05-07", "2024-05-07"), ("Tuesday", "2024-05-07", "2024-05-07", "2024-05-07")],
    ),
    (
        "They left from May to June 2012.",
        [("May", "2012-05", "2012-05-01", "2012-05-31"), ("June 2012", "2012-06", "2012-06-01", "2012-06-30")],
    ),
    (
        "They left between December and January 2012.",
        [("December", "2011-12", "2011-12-01", "2011-12-31"), ("January 2012", "2012-01", "2012-01-01", "2012-01-31")],
    ),
    (
        "They left from Dec. 30 to Jan. 2, 2012.",
        [
            ("Dec. 30", "2011-12-30", "2011-12-30", "2011-12-30"),
            ("Jan. 2, 2012", "2012-01-02", "2012-01-02", "2012-01-02"),
        ],
    ),
    (
        "They left between 3 March and 5 April 2012.",
        [
            ("3 March", "2012-03-03", "2012-03-03", "2012-03-03"),
            ("5 April 2012", "2012-04-05", "2012-04-05", "2012-04-05"),
        ],
    ),
    (
        "They left from 1 to 5 May.",
        [("1", "2024-05-01", "2024-05-01", "2024-05-01"), ("5 May", "2024-05-05", "2024-05-05", "2024-05-05")],
    ),
    (
        "They fought on 3 March 2011 and 5 April.",
        [
            ("3 March 2011", "2011-03-03", "2011-03-03", "2011-03-03"),
            ("5 April", "2024-04-05", "2024-04-05", "2024-04-05"),
        ],
    ),
    ("The March offensive failed.", [("March", "2024-03", "2024-03-01", "2024-03-31")]),
    ("The May elections were put off.", [("May", "2024-05", "2024-05-01", "2024-05-31")]),
    ("They left the previous Friday.", [("the previous Friday", "2024-05-10", "2024-05-10", "2024-05-10")]),
    (
        "They met on 3 May 2013. The previous Friday they had left.",
        [
            ("3 May 2013", "2013-05-03", "2013-05-03", "2013-05-03"),
            ("The previous Friday", "2013-04-26", "2013-04-26", "2013-04-26"),
        ],
    ),
    (
        "They met in May 2013. That same day shells fell.",
        [
            ("May 2013", "2013-05", "2013-05-01", "2013-05-31"),
            ("That same day", "2013-05-XX", "2013-05-01", "2013-05-31"),
        ],
    ),
    ("They left on Black Friday.", [("Black Friday", "2023-11-24", "2023-11-24", "2023-11-24")]),
    (
        "They left on International Women's Day.",
        [("International Women's Day", "2024-03-08", "2024-03-08", "2024-03-08")],
    ),
    ("They left on Independence Day.", [("Independence Day", None, None, None)]),
    ("They left during Muharram.", [("Muharram", "2023-07-18", "2023-07-18", "2023-08-16")]),
    ("They left during Lent.", [("Lent", "2024-02-14", "2024-02-14", "2024-03-30")]),
    ("They left on Diwali.", [("Diwali", "2023-11-12", "2023-11-12", "2023-11-12")]),
    ("They left at Tet.", [("Tet", "2024-02-10", "2024-02-10", "2024-02-10")]),
    ("They fled after the October 7 attack.", [("October 7 attack", "2023-10-07", "2023-10-07", "2023-10-07")]),
    ("They fought for most of the year.", [("the year", "2024", "2024-01-01", "2024-12-31")]),
    ("They left for the full year.", [("the full year", "2024", "2024-01-01", "2024-12-31")]),
]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_every_time_of_a_sentence(text: str, told: list[tuple[str, str | None, str | None, str | None]]) -> None:
    document = build.document(text)
    found = [
        (document.quote(when.span), when.value, when.earliest, when.latest)
        for when in Timeline(build.analysis(document)).all_times()
        if when.span is not None
    ]
    assert found == [
        (words, value, first and date.fromisoformat(first), last and date.fromisoformat(last))
        for words, value, first, last in told
    ]


@pytest.mark.parametrize(
    "text",
    [
        "They left on Bloody Sunday.",
        "They joined the March on the capital.",
        "The ball hit room 10 p or so.",
        "They lost 2015-99 of them.",
    ],
)
def test_words_that_only_look_like_a_time(text: str) -> None:
    times = Timeline(build.analysis(build.document(text))).all_times()
    assert [when.value for when in times if when.value != "2015"] == []


#: A claim's words for its time, and the days it comes to with what stands beside them.
CLAIMS = [
    ("They left between 5 and 7 May.", "5", "2024-05-05", "2024-05-07"),
    ("They left from 1 to 5 May.", "1", "2024-05-01", "2024-05-05"),
    ("They left on May 5 and 7, 2012.", "May 5", "2012-05-05", "2012-05-07"),
    ("They left from Dec. 30 to Jan. 2, 2012.", "Dec. 30", "2011-12-30", "2012-01-02"),
    ("They left in the first week of May.", "the first week of May", "2024-05-01", "2024-05-07"),
    ("They left in the last three months of 2015.", "the last three months", "2015-10-01", "2015-12-31"),
    ("They fought for the third straight day.", "the third straight day", "2024-05-10", "2024-05-12"),
    ("They fought in the 1992-95 war.", "1992-95", "1992-01-01", "1995-12-31"),
    ("They left in the late 70s.", "the late 70s", "1976-01-01", "1979-12-31"),
    ("Shells fell overnight into Saturday.", "overnight", "2024-05-10", "2024-05-11"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "first", "last"), CLAIMS)
def test_the_time_of_a_claim(text: str, words: str, first: str, last: str) -> None:
    document = build.document(text)
    when = Timeline(build.analysis(document)).when_at(build.span(document, words))
    assert when is not None
    assert (when.earliest, when.latest) == (date.fromisoformat(first), date.fromisoformat(last))
