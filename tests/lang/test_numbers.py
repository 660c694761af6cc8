"""Numbers in words: what they are, how sure, and what they are not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import MissingPackError
from dateline.lang.numbers import NumberKind, find_numbers, value_from_words

#: text, the number's words, the words with their bounds, low, high, approximate.
READINGS = [
    ("The shell killed 27 people.", "27", "27", 27, 27, False),
    ("Three guards died.", "Three", "Three", 3, 3, False),
    ("twenty-one soldiers", "twenty-one", "twenty-one", 21, 21, False),
    ("twenty one soldiers", "twenty one", "twenty one", 21, 21, False),
    ("Ninety-nine families left", "Ninety-nine", "Ninety-nine", 99, 99, False),
    ("one hundred and five villagers", "one hundred and five", "one hundred and five", 105, 105, False),
    ("two hundred houses", "two hundred", "two hundred", 200, 200, False),
    ("a hundred houses", "a hundred", "a hundred", 100, 100, False),
    ("three thousand two hundred men", "three thousand two hundred", "three thousand two hundred", 3200, 3200, False),
    ("a thousand people", "a thousand", "a thousand", 1000, 1000, False),
    ("1,400 homes", "1,400", "1,400", 1400, 1400, False),
    ("12,345,678 voters", "12,345,678", "12,345,678", 12345678, 12345678, False),
    ("1.5 million refugees", "1.5 million", "1.5 million", 1500000, 1500000, False),
    ("half a million refugees", "half a million", "half a million", 500000, 500000, False),
    ("two and a half million refugees", "two and a half million", "two and a half million", 2500000, 2500000, False),
    ("half a dozen rockets", "half a dozen", "half a dozen", 6, 6, False),
    ("two dozen rockets", "two dozen", "two dozen", 24, 24, False),
    ("a dozen rockets", "a dozen", "a dozen", 12, 12, False),
    ("a pair of drones", "a pair", "a pair", 2, 2, True),
    ("A couple of tanks burned", "A couple", "A couple", 2, 2, True),
    ("several villages fell", "several", "several", 3, None, True),
    ("a few villages fell", "a few", "a few", 3, None, True),
    ("a handful of rebels", "a handful", "a handful", 3, None, True),
    ("dozens of rebels", "dozens", "dozens", 24, None, True),
    ("Dozens were hurt", "Dozens", "Dozens", 24, None, True),
    ("Scores of rebels", "Scores", "Scores", 40, None, True),
    ("tens of rebels", "tens", "tens", 20, None, True),
    ("hundreds of rebels", "hundreds", "hundreds", 200, None, True),
    ("several hundred rebels", "several hundred", "several hundred", 300, None, True),
    ("a few hundred rebels", "a few hundred", "a few hundred", 300, None, True),
    ("many hundreds of rebels", "many hundreds", "many hundreds", 200, None, True),
    ("thousands of rebels", "thousands", "thousands", 2000, None, True),
    ("several thousand rebels", "several thousand", "several thousand", 3000, None, True),
    ("tens of thousands of people", "tens of thousands", "tens of thousands", 20000, None, True),
    ("hundreds of thousands of people", "hundreds of thousands", "hundreds of thousands", 200000, None, True),
    ("millions of people", "millions", "millions", 2000000, None, True),
    ("At least 27 people died", "27", "At least 27", 27, None, False),
    ("at least six people died", "six", "at least six", 6, None, False),
    ("at least a dozen people died", "a dozen", "at least a dozen", 12, None, False),
    ("at least two dozen died", "two dozen", "at least two dozen", 24, None, False),
    ("more than 120 people", "120", "more than 120", 120, None, False),
    ("over 300 militants", "300", "over 300", 300, None, False),
    ("well over 300 militants", "300", "well over 300", 300, None, False),
    ("no fewer than 14 shells", "14", "no fewer than 14", 14, None, False),
    ("not less than 14 shells", "14", "not less than 14", 14, None, False),
    ("upwards of 50 shells", "50", "upwards of 50", 50, None, False),
    ("in excess of 50 shells", "50", "in excess of 50", 50, None, False),
    ("a minimum of 50 shells", "50", "a minimum of 50", 50, None, False),
    ("more than two million people", "two million", "more than two million", 2000000, None, False),
    ("more than a hundred people", "a hundred", "more than a hundred", 100, None, False),
    ("up to 200 fighters", "200", "up to 200", None, 200, False),
    ("as many as 63 lorries", "63", "as many as 63", None, 63, False),
    ("up to a dozen soldiers", "a dozen", "up to a dozen", None, 12, False),
    ("at most ten soldiers", "ten", "at most ten", None, 10, False),
    ("no more than 40 soldiers", "40", "no more than 40", None, 40, False),
    ("fewer than 40 soldiers", "40", "fewer than 40", None, 40, False),
    ("less than 40 soldiers", "40", "less than 40", None, 40, False),
    ("under 40 soldiers", "40", "under 40", None, 40, False),
    ("about 150 soldiers", "150", "about 150", 150, 150, True),
    ("around 70 soldiers", "70", "around 70", 70, 70, True),
    ("some 600 soldiers", "600", "some 600", 600, 600, True),
    ("Some 160 were detained", "160", "Some 160", 160, 160, True),
    ("nearly 300 soldiers", "300", "nearly 300", 300, 300, True),
    ("almost 300 soldiers", "300", "almost 300", 300, 300, True),
    ("roughly 300 soldiers", "300", "roughly 300", 300, 300, True),
    ("approximately 300 soldiers", "300", "approximately 300", 300, 300, True),
    ("close to 20,000 soldiers", "20,000", "close to 20,000", 20000, 20000, True),
    ("an estimated 1,200 soldiers", "1,200", "an estimated 1,200", 1200, 1200, True),
    ("about a dozen soldiers", "a dozen", "about a dozen", 12, 12, True),
    ("the estimated 900 rebels", "900", "estimated 900", 900, 900, True),
    ("between 10 and 15 gunmen", "10 and 15", "between 10 and 15", 10, 15, False),
    ("between five and seven gunmen", "five and seven", "between five and seven", 5, 7, False),
    ("between 1,000 and 1,500 people", "1,000 and 1,500", "between 1,000 and 1,500", 1000, 1500, False),
    ("20 to 30 gunmen", "20 to 30", "20 to 30", 20, 30, False),
    ("20-30 gunmen", "20-30", "20-30", 20, 30, False),
    ("20–30 gunmen", "20–30", "20–30", 20, 30, False),
    ("8,000 to 10,000 troops", "8,000 to 10,000", "8,000 to 10,000", 8000, 10000, False),
    ("two to three million people", "two to three million", "two to three million", 2000000, 3000000, False),
    ("two or three gunmen", "two or three", "two or three", 2, 3, True),
    ("30 or more people", "30", "30 or more", 30, None, False),
    ("12 or so people", "12", "12 or so", 12, 12, True),
    ("50 or fewer people", "50", "50 or fewer", None, 50, False),
    ("Officials counted 50+ graves", "50", "50+", 50, None, False),
    ("no deaths were reported", "no", "no", 0, 0, False),
    ("No one was hurt", "No one", "No one", 0, 0, False),
    ("nobody was hurt", "nobody", "nobody", 0, 0, False),
    ("none of the guards was hurt", "none", "none", 0, 0, False),
    ("not a single guard was hurt", "not a single", "not a single", 0, 0, False),
    ("zero casualties", "zero", "zero", 0, 0, False),
    ("a 10,000-strong army", "10,000", "10,000", 10000, 10000, False),
    ("1500 people marched", "1500", "1500", 1500, 1500, False),
    ("another 3 people", "3", "3", 3, 3, False),
    ("dozens more were hurt", "dozens", "dozens", 24, None, True),
    ("as many as 300 to 400 men", "300 to 400", "as many as 300 to 400", None, 400, False),
]  # fmt: skip

KINDS = [
    ("the third attack", "third", NumberKind.ORDINAL, None),
    ("the 14th brigade", "14th", NumberKind.ORDINAL, None),
    ("the twenty-first attack", "twenty-first", NumberKind.ORDINAL, None),
    ("about 30 percent of them", "30", NumberKind.PERCENTAGE, None),
    ("about 30 per cent of them", "30", NumberKind.PERCENTAGE, None),
    ("about 40% of them", "40", NumberKind.PERCENTAGE, None),
    ("a ransom of $3 million", "3 million", NumberKind.MONEY, "USD"),
    ("a ransom of €500,000", "500,000", NumberKind.MONEY, "EUR"),
    ("a ransom of 500 dollars", "500", NumberKind.MONEY, "USD"),
    ("worth £5.5bn", "5.5bn", NumberKind.MONEY, "GBP"),
    ("20 million naira", "20 million", NumberKind.MONEY, "NGN"),
    ("a 25-year-old man", "25", NumberKind.AGE, None),
    ("a man aged 30", "30", NumberKind.AGE, None),
    ("a woman 30 years old", "30", NumberKind.AGE, None),
    ("a two-month-old baby", "two", NumberKind.AGE, None),
    ("Amina Sesay, 34, said", "34", NumberKind.AGE, None),
    ("the war began in 2011", "2011", NumberKind.DATE, None),
    ("since 1998 the two sides", "1998", NumberKind.DATE, None),
    ("on 14 March the army", "14", NumberKind.DATE, None),
    ("on March 14 the army", "14", NumberKind.DATE, None),
    ("on Sept. 9, the army", "9", NumberKind.DATE, None),
    ("at 8:30 the army", "8", NumberKind.DATE, None),
    ("at 1430 GMT the army", "1430", NumberKind.DATE, None),
    ("30 km away", "30", NumberKind.MEASURE, "km"),
    ("two miles away", "two", NumberKind.MEASURE, "miles"),
    ("after three hours", "three", NumberKind.MEASURE, "hours"),
    ("a 10-day truce", "10", NumberKind.MEASURE, "day"),
    ("50 tons of grain", "50", NumberKind.MEASURE, "tons"),
    ("Flight 370 vanished", "370", NumberKind.LABEL, None),
    ("Route 9 was cut", "9", NumberKind.LABEL, None),
    ("an AK-47 rifle", "47", NumberKind.LABEL, None),
    ("Resolution 2254 calls", "2254", NumberKind.LABEL, None),
    ("a rate of 3.5 was", "3.5", NumberKind.DECIMAL, None),
    ("27 people", "27", NumberKind.CARDINAL, None),
    ("dozens of people", "dozens", NumberKind.CARDINAL, None),
    ("2,500 people", "2,500", NumberKind.CARDINAL, None),
    ("2000 people fled", "2000", NumberKind.CARDINAL, None),
]  # fmt: skip

NOT_NUMBERS = [
    "No, he said.",
    "The M23 rebels left.",
    "A man ran.",
    "He had no.",
    "Nothing moved.",
    "The tenant fled.",
    "Someone ran.",
]


@pytest.mark.parametrize(("text", "words", "full", "low", "high", "approximate"), READINGS)
def test_a_number_is_read_with_its_bounds(
    text: str, words: str, full: str, low: int | None, high: int | None, approximate: bool
) -> None:
    (found, *rest) = find_numbers(text)
    assert not rest
    assert text[found.span.start : found.span.end] == words
    assert text[found.full.start : found.full.end] == full
    assert (found.low, found.high, found.approximate) == (low, high, approximate)


@pytest.mark.parametrize(("text", "words", "kind", "unit"), KINDS)
def test_the_words_around_a_number_say_what_sort_it_is(
    text: str, words: str, kind: NumberKind, unit: str | None
) -> None:
    found = find_numbers(text)[0]
    assert text[found.span.start : found.span.end] == words
    assert (found.kind, found.unit) == (kind, unit)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_other_words_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("at least 27", "at least"),
        ("AT LEAST 27", "at least"),
        ("as many as 27", "as many as"),
        ("some 27", "some"),
        ("dozens of men", "dozens"),
        ("27 or more", "or more"),
        ("between 2 and 3", "between"),
        ("27 men", None),
        ("no deaths", "no"),
    ],
)
def test_the_rule_names_the_words_that_gave_the_bounds(text: str, rule: str | None) -> None:
    assert find_numbers(text)[0].rule == rule


@pytest.mark.parametrize("text", ["another 3 men", "3 more men", "3 others", "a further 3 men", "at least 3 more men"])
def test_a_number_on_top_of_another_is_additional(text: str) -> None:
    assert find_numbers(text)[0].additional


@pytest.mark.parametrize("text", ["3 men", "no more than 3 men", "3 men died"])
def test_a_plain_number_is_not_additional(text: str) -> None:
    assert not find_numbers(text)[0].additional


def test_a_number_for_each_is_distributive() -> None:
    assert find_numbers("They paid 30 each.")[0].distributive
    assert find_numbers("They fired 30 shells a day.")[0].distributive
    assert not find_numbers("They fired 30 shells.")[0].distributive


def test_a_rise_is_two_numbers_and_no_range() -> None:
    found = find_numbers("The toll rose from 10 to 15.")
    assert [(number.low, number.high) for number in found] == [(10, 10), (15, 15)]


def test_numbers_stand_in_order_and_apart() -> None:
    text = "At least 27 died, 20 to 30 were hurt, and hundreds of homes and two shops burned on 3 May 2011."
    found = find_numbers(text)
    assert [text[number.span.start : number.span.end] for number in found] == [
        "27",
        "20 to 30",
        "hundreds",
        "two",
        "3",
        "2011",
    ]
    assert all(before.full.end <= after.full.start for before, after in zip(found, found[1:], strict=False))


def test_a_language_without_a_table_is_missing() -> None:
    with pytest.raises(MissingPackError):
        find_numbers("27", "xx")


_UNITS = [
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
    ),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spelled(number: int) -> str:
    """The English words of a number: the other way round from the one under test."""
    for scale, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            joint = " and " if scale == 100 and rest else " "
            return f"{spelled(number // scale)} {word}" + (f"{joint}{spelled(rest)}" if rest else "")
    if number < 20:
        return _UNITS[number]
    tens = _TENS[number // 10 - 2]
    return f"{tens}-{_UNITS[number % 10]}" if number % 10 else tens


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_comes_back_from_its_words(number: int) -> None:
    assert value_from_words(spelled(number)) == number


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_a_number_comes_back_from_its_figures(number: int) -> None:
    assert value_from_words(str(number)) == number
    assert value_from_words(f"{number:,}") == number


@given(st.integers(min_value=1, max_value=999_999))
def test_the_words_of_a_number_are_found_whole(number: int) -> None:
    words = spelled(number)
    text = f"They freed {words} people."
    (found,) = find_numbers(text)
    assert (found.low, found.high) == (number, number)
    assert text[found.span.start : found.span.end] == words


@given(st.text(max_size=200))
def test_any_text_is_read_and_low_is_never_above_high(text: str) -> None:
    for number in find_numbers(text):
        assert number.full.holds(number.span)
        assert number.full.end <= len(text)
        if number.low is not None and number.high is not None:
            assert number.low <= number.high


def test_a_fraction_is_exact() -> None:
    assert value_from_words("2 1/2") == Fraction(5, 2)
    assert value_from_words("one and a half") == Fraction(3, 2)
    assert value_from_words("1.5 million") == 1_500_000
    assert value_from_words("soldiers") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("some 1 000 people", [1000]),
        ("killed 1\u00a0000 people", [1000]),
        ("killed 1\u2009234\u202f567 people", [1234567]),
        ("killed 1.000 people", [1000]),
        ("$1.234 billion", [1234000000]),
        ("12,00 people", [12]),
        ("1,2 million people", [1200000]),
        ("1,00,000 people", [100000]),
        ("12,345,6 people", [12345]),
        ("in 2015 200 people died", [2015, 200]),
        ("on May 12 300 people died", [12, 300]),
        ("5 300-pound bombs", [5, 300]),
        ("Room 101 200 people", [101, 200]),
        ("from 20 000 to 30 000 people", [20000, 30000]),
        ("000 people", []),
        ("10, 20 and 30", [10, 20, 30]),
        ("killed 30.The 20 others", [30, 20]),
    ],
)
def test_groups_of_digits_are_one_number(text: str, expected: list[int]) -> None:
    assert [found.low for found in find_numbers(text)] == expected


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "1" + ",000" * 400, "9" * 5000 + "th", "1." + "9" * 5000])
def test_a_number_past_all_counting_is_none(number: str) -> None:
    assert find_numbers(f"They killed {number} people.") == ()
    assert value_from_words(number) is None


def test_spelled_words_past_all_counting_are_none() -> None:
    assert value_from_words("hundred " * 200) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Rebels kill nine\n\nNine people were killed.", [9, 9]),
        ("Rebels kill nine\nNine people were killed.", [9, 9]),
        ("They counted twenty\nfive of them.", [25]),
        ("TWENTY\nFIVE DEAD", [25]),
        ("Two hundred and\nsix died.", [206]),
    ],
)
def test_a_number_does_not_run_on_from_a_headline_into_the_text(text: str, values: list[int]) -> None:
    assert [number.low for number in find_numbers(text)] == values
