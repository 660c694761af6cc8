"""Reads the groups that a form of ``dates.toml`` matched into the parts of a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dateline.lang.figures import is_past_counting
from dateline.lang.time_forms import TimeWords

#: Groups whose word stands for itself in a table: group, table, part.
_LOOKED_UP = (
    ("month", "months", "month"),
    ("weekday", "weekdays", "weekday"),
    ("season", "seasons", "season"),
    ("unit", "units", "unit"),
    ("plural_unit", "units", "unit"),
    ("span", "spans", "unit"),
    ("pointer", "pointers", "offset"),
    ("part", "parts", "part"),
    ("hour_word", "hours", "part"),
    ("dawn_word", "dawns", "part"),
    ("feast", "feasts", "feast"),
    ("quarter_ordinal", "quarters", "quarter"),
    ("half_ordinal", "halves", "half"),
    ("edge", "edges", "nth"),
    ("nth_unit", "units", "unit"),
)
#: Groups that may stand in the plural, of things that come back ("Fridays").
_PLURALS = ("weekday", "part")
#: A year of two digits from this one on belongs to the last century.
_PIVOT = 50


def parts_from_groups(groups: Mapping[str, str], fixed: Mapping[str, Any], known: TimeWords) -> dict[str, Any] | None:
    """The parts of a time expression, ``shape`` among them; None where the words cannot be a time after all."""
    parts: dict[str, Any] = {}
    for group, table, part in _LOOKED_UP:
        written = groups.get(group)
        if not written and group in _PLURALS:
            written = groups.get(f"{group}_plural", "").removesuffix("s")
        if written:
            value = known.words[table].get(_plain(written))
            if value is None:
                return None
            parts[part] = value
    for read in (_read_day, _read_year, _read_length, _read_clock):
        if not read(groups, parts, known):
            return None
    parts.update({key: value for key, value in fixed.items() if not (key == "unit" and "unit" in parts)})
    if groups.get("day_unit"):
        parts["unit"] = "day"
    if parts.get("part") and parts.get("shape") == "relative" and "unit" not in parts:
        parts["unit"] = "day"
    return parts


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.strip()).lower()


def _ordinal(words: str, known: TimeWords) -> int | None:
    amount = known.numbers.amount_at(words, 0)
    return int(amount.low) if amount is not None and amount.low is not None else None


def _read_day(groups: Mapping[str, str], parts: dict[str, Any], known: TimeWords) -> bool:
    for group, part in (("dom", "day"), ("dom_to", "day_to"), ("dom2", "day")):
        written = groups.get(group)
        if written:
            value = _ordinal(written, known)
            if value is None or not 1 <= value <= 31:
                return False
            parts[part] = value
    if groups.get("month2"):
        parts["month"] = int(groups["month2"])
    numeric = groups.get("numeric")
    if numeric:
        first, second, year = (int(piece) for piece in re.split(r"[/.-]", numeric))
        # Month first, as in the United States, unless that cannot be or full stops part it.
        day_first = first > 12 or "." in numeric
        parts["month"], parts["day"] = (second, first) if day_first else (first, second)
        parts["year"] = year if year > 99 else year + (1900 if year >= _PIVOT else 2000)
        if not 1 <= parts["day"] <= 31:
            return False
    month: int = parts.get("month", 1)
    return 1 <= month <= 12


def _read_year(groups: Mapping[str, str], parts: dict[str, Any], known: TimeWords) -> bool:
    written = groups.get("year4") or groups.get("year") or groups.get("year_slash")
    if groups.get("century_word"):
        written = f"{groups['century_word']} {groups['two_digits']}"
    if written:
        year = _year(written, known)
        if year is None:
            return False
        parts["year"] = year
    last = groups.get("year_to")
    if last:
        parts["year_to"] = int(last) if len(last) > 2 else _year_in_short(int(last), parts["year"])
        if not parts["year"] < parts["year_to"] < parts["year"] + 100:
            return False
    relative = groups.get("relyear")
    if relative:
        parts["offset"], parts["unit"] = known.words["year_pointers"][_plain(relative)], "year"
        parts["narrative"] = _plain(relative).split()[0] in ("that", "the")
    decade = groups.get("decade_years")
    if decade:
        digits = int(decade.strip("'’"))
        parts["decade"] = digits if digits > 99 else digits + 1900
    if groups.get("decade_word"):
        parts["decade"] = 1900 + known.words["decades"][_plain(groups["decade_word"])]
    if groups.get("ordinal"):
        ordinal = _ordinal(groups["ordinal"], known)
        if ordinal is None or not 1 <= ordinal <= 21:
            return False
        parts["century"] = ordinal - 1
    if groups.get("quarter_digit"):
        parts["quarter"] = int(groups["quarter_digit"])
    if groups.get("half_digit"):
        parts["half"] = int(groups["half_digit"])
    return True


def _year(written: str, known: TimeWords) -> int | None:
    digits = written.strip("'’")
    if digits.isdecimal():
        year = int(digits)
        return year if year > 99 else year + (1900 if year >= _PIVOT else 2000)
    words = re.sub(r"[\s-]+", " ", written).lower()
    centuries: dict[str, int] = known.words["centuries_in_words"]
    for century in sorted(centuries, key=len, reverse=True):
        if words == century:
            return centuries[century]
        if words.startswith(century + " "):
            rest = re.sub(r"^(?:oh|hundred(?: and)?) ", "", words[len(century) + 1 :])
            value = known.numbers.value_from_words(rest)
            return centuries[century] + int(value) if value is not None and value < 100 else None
    return None


def _year_in_short(digits: int, first: int) -> int:
    """The second year of "1998-99" or "1999-01"."""
    century = first - first % 100
    return century + digits if digits > first % 100 else century + 100 + digits


def _count(written: str, known: TimeWords) -> float | None:
    plain = re.sub(r"[\s-]+", " ", written.strip()).lower()
    if plain in ("a", "an"):
        return 1.0
    plain = re.sub(r"^(?:an?|the) ", "", plain) if plain not in ("a dozen", "a hundred") else plain
    vague = known.words["vague_counts"]
    if plain in vague:
        return None if isinstance(vague[plain], str) else float(vague[plain])
    value = known.numbers.value_from_words(written)
    return float(value) if value is not None else None


def _read_length(groups: Mapping[str, str], parts: dict[str, Any], known: TimeWords) -> bool:
    for group, part in (("number", "count"), ("number_word", "count"), ("digits", "count"), ("number_to", "count_to")):
        written = groups.get(group)
        if written:
            value = 0.5 if _plain(written).startswith("half a") and value_is_half(written) else _count(written, known)
            if value is not None:
                parts[part] = value
            elif is_past_counting(written):
                return False
    for group, part in (("ordinal_count", "count"), ("nth", "nth")):
        written = groups.get(group)
        if written:
            place = known.words["edges"].get(_plain(written))
            ordinal = place if place is not None and part == "nth" else _ordinal(written, known)
            if ordinal is None or ordinal == 0:
                return False
            parts[part] = float(ordinal) if part == "count" else ordinal
    if groups.get("edge") and "count" not in parts and not groups.get("unit", "s").lower().endswith("s"):
        parts["count"] = 1.0
    if groups.get("and_half"):
        parts["count"] = parts.get("count", 1.0) + 0.5
    return True


def value_is_half(written: str) -> bool:
    """Whether the words are "half a" or "half an" and nothing more."""
    return _plain(written) in ("half a", "half an")


def _read_clock(groups: Mapping[str, str], parts: dict[str, Any], known: TimeWords) -> bool:
    written = groups.get("clock") or groups.get("clock_hour")
    if not written:
        return True
    digits = re.match(r"(\d{1,2})[:.h]?(\d\d)?", written)
    if digits is None:
        return False
    hour, minute = int(digits[1]), int(digits[2] or 0)
    rest = written[digits.end() :].lower()
    afternoon = bool(re.match(r"\s?p", rest)) or parts.get("part") in ("AF", "EV")
    if afternoon and hour < 12:
        hour += 12
    elif re.match(r"\s?a\.?\s?m", rest) and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return False
    parts["part"] = f"{hour:02d}:{minute:02d}"
    return True
