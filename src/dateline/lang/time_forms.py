"""The forms of a language's ``dates.toml``, compiled: which words a form may begin with, and what its groups hold."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dateline.errors import ConfigError
from dateline.lang import table
from dateline.lang.number_words import NumberWords, alternation, number_words

_WORD = re.compile(r"[^\W\d_]+|\d+")
#: Signs of a pattern that look like letters: names of groups and escapes.
_ESCAPE = re.compile(r"\(\?P<\w+>|\\[a-zA-Z]")
_NAME = re.compile(r"\{(\w+)\}")
#: Stands for any run of digits among the words that a form may begin with.
_FIGURES = "#"
_YEAR_DIGITS = 4
#: Between the name of a group and its number, where a form uses one name more than once.
_AGAIN = "__"

_CLOCK = (
    r"\d{{1,2}}(?:[:.][0-5]\d)?\s?[ap]\.?\s?m\b\.?(?:\s*\(?(?:{zones})\b\)?)?"
    r"|\d{{1,2}}:[0-5]\d(?!\d)(?:\s*(?:hours|hrs|(?:{zones})\b))?"
    r"|[0-2]\d[0-5]\d\s*(?:hours|hrs|(?:{zones})\b)"
    r"|\d{{1,2}}\s(?:o['’]clock|(?:gmt|utc)\b)"
    r"|[0-2]?\dh[0-5]\d\b"
)
_YEAR4 = r"(?<![\d.,$€£])(?:1\d|20)\d\d(?![\d%]|[.,]\d)"
_NUMERIC = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?!\d)|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})(?!\d)"


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its pattern and the parts that hold whatever the words are."""

    pattern: re.Pattern[str]
    #: The same without names, for the test whether any form matches at all.
    bare: str
    fixed: Mapping[str, Any]
    needs_before: frozenset[str]

    def shape_is(self, shape: str) -> bool:
        """Whether the form's expressions have that shape."""
        return bool(self.fixed.get("shape") == shape)

    def groups(self, match: re.Match[str]) -> dict[str, str]:
        """The words of each group that took part, by the table's name."""
        return {name.split(_AGAIN)[0]: words for name, words in match.groupdict().items() if words}


@dataclass(frozen=True)
class TimeWords:
    """The compiled words and forms of one language."""

    words: Mapping[str, Any]
    numbers: NumberWords
    forms: Mapping[str, tuple[Form, ...]] = field(repr=False)
    gates: Mapping[str, re.Pattern[str]] = field(repr=False)
    #: Words that are a time by themselves.
    alone: frozenset[str] = field(repr=False)
    #: Every word that stands in a form.
    vocabulary: frozenset[str] = field(repr=False)
    mods_of_date: re.Pattern[str]
    mods_of_length: re.Pattern[str]
    lead: re.Pattern[str]
    #: Preposition as written to its key.
    leads: Mapping[str, str]

    def starts(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a form may start, with the key of the forms to try there.

        Two cheap tests come before the forms: the word must begin one, and the next word must be a word of one unless
        the first is a time by itself.
        """
        gates, alone, vocabulary = self.gates, self.alone, self.vocabulary
        held: tuple[int, str] | None = None
        for match in _WORD.finditer(text):
            word = match.group()
            key = _FIGURES if word.isdecimal() else word.lower()
            if held is not None:
                if (key is _FIGURES or key in vocabulary) and gates[held[1]].match(text, held[0]):
                    yield held
                held = None
            if key in gates:
                at = match.start()
                if key in alone or (key is _FIGURES and len(word) == _YEAR_DIGITS):
                    if gates[key].match(text, at):
                        yield at, key
                else:
                    held = at, key


def words_pattern(words: Iterable[str]) -> str:
    """Any of the words, longest first, as whole words."""
    return rf"(?:{alternation(words)})(?!\w)"


class _Compiler:
    """Turns the strings of a table into patterns and the words that they may begin with."""

    def __init__(self, words: Mapping[str, Any], numbers: NumberWords, number_table: Mapping[str, Any]) -> None:
        spelled_ordinals = [*number_table["ordinals"]]
        ordinals = [*spelled_ordinals, *(f"{ten}-{o}" for ten in ("twenty", "thirty") for o in spelled_ordinals[:9])]
        units: dict[str, str] = words["units"]
        plural = [unit for unit in units if unit.endswith("s")]
        small = [*number_table["units"], *number_table["tens"]]
        two_digits = rf"(?:{alternation(small)})(?:[\s-](?:{alternation(number_table['units'])}))?"
        spelled_year = rf"(?:{alternation(words['centuries_in_words'])})[\s-](?:(?:oh|hundred)[\s-])?{two_digits}\b"
        counted = rf"{numbers.pattern}|(?:an?|the)\s+(?:{alternation(words['vague_counts'])})"
        counted += rf"|(?:{alternation(words['vague_counts'])})"
        unit_pattern = words_pattern(units)
        year = rf"{_YEAR4}|['’]\d\d\b|two thousand\b|{spelled_year}"
        self._first: dict[str, set[str]] = {}
        self.patterns: dict[str, str] = {}
        plain = {
            "month": words["months"],
            "weekday": words["weekdays"],
            "weekday_plural": [f"{weekday}s" for weekday in words["weekdays"]],
            "part_plural": [f"{part}s" for part in words["parts"]],
            "weekday_short": words["weekday_shorts"],
            "season": words["seasons"],
            "unit": units,
            "plural_unit": plural,
            "plural_unit_to": plural,
            "span": words["spans"],
            "pointer": words["pointers"],
            "part": words["parts"],
            "hour_word": words["hours"],
            "dawn_word": words["dawns"],
            "relyear": words["year_pointers"],
            "decade_word": words["decades"],
            "feast": words["feasts"],
            "quarter_ordinal": words["quarters"],
            "half_ordinal": words["halves"],
            "day_unit": ["day"],
            "edge": words["edges"],
            "nth_unit": [unit for unit in units if units[unit] in ("day", "night", "week")],
        }
        for name, keys in plain.items():
            self._add(name, words_pattern(keys), keys)
        month = rf"(?:{alternation(words['months'])})(?![\w])"
        self._add("month", month, words["months"])
        figures = [_FIGURES]
        counted_first = [*numbers.first_words, *words["vague_counts"], "a", "an", "the", _FIGURES]
        self._add("dom", rf"(?:[12]\d|3[01]|0?[1-9])(?!\d|[:.,]\d)|{words_pattern(ordinals)}", [*ordinals, _FIGURES])
        self._add("dom_to", r"(?:[12]\d|3[01]|0?[1-9])(?!\d)", figures)
        self._add("dom2", r"[0-3]\d(?!\d)", figures)
        self._add("month2", r"[01]\d", figures)
        self._add("year4", _YEAR4, figures)
        self._add("year", year, [_FIGURES, *words["centuries_in_words"]])
        plain_centuries = [word for word, first in words["centuries_in_words"].items() if first < 2000]
        self._add("century_word", words_pattern(plain_centuries), plain_centuries)
        self._add("two_digits", two_digits, small)
        self._add("numeric", rf"(?<![\d/.-])(?:{_NUMERIC})(?![/\d])", figures)
        self._add("decade_years", r"(?:1\d|20)\d0['’]?|['’]?\d0['’]?", figures)
        self._add("ordinal", rf"\d{{1,2}}(?:st|nd|rd|th)|{words_pattern(ordinals)}", [*ordinals, _FIGURES])
        nth = [*ordinals, *(edge for edge, place in words["edges"].items() if place < 0)]
        self._add("nth", rf"\d{{1,2}}(?:st|nd|rd|th)|{words_pattern(nth)}", [*nth, _FIGURES])
        self._add("ordinal_count", rf"\d{{1,3}}(?:st|nd|rd|th)|{words_pattern(ordinals)}", [*ordinals, _FIGURES])
        self._add("year_to", r"(?:(?:19|20)\d\d|\d\d)(?![\d%]|[.,-]\d)", figures)
        self._add("year_slash", r"(?:19|20)\d\d(?=/)", figures)
        self._add("half_digit", r"[12](?!\d)", figures)
        self._add("quarter_digit", r"[1-4](?!\d)", figures)
        self._add("number", rf"an?|{counted}", counted_first)
        self._add("number_word", counted, counted_first)
        self._add("number_to", counted, counted_first)
        self._add("digits", r"\d+", figures)
        self._add("clock", _CLOCK.format(zones=alternation(words["zones"]["words"])), figures)
        self._add("clock_hour", r"\d{1,2}", figures)
        # Composed: a count and a unit; the names stay inside.
        length = rf"(?P<number>an?|half an?|{counted})[\s-]+(?:more[\s-]+)?(?P<unit>{unit_pattern})"
        length += (
            r"(?P<and_half>\s+and\s+a\s+half)?(?:\s+or\s+so(?!\w))?(?:[\s-]long(?!\w))?(?![\s-](?:olds?|of\s+age)\b)"
        )
        self.patterns["length"] = f"(?:{length})"
        self._first["length"] = {self._head(word) for word in [*counted_first, "half"]}

    def _add(self, name: str, pattern: str, first: Iterable[str]) -> None:
        self.patterns[name] = f"(?P<{name}>{pattern})"
        self._first[name] = {self._head(word) for word in first}

    @staticmethod
    def _head(word: str) -> str:
        match = _WORD.search(word)
        if word == _FIGURES or match is None:
            return _FIGURES
        return _FIGURES if match.group().isdecimal() else match.group().lower()

    def compile(self, words: str) -> str:
        """A form's string as a pattern with named groups."""

        seen: Counter[str] = Counter()

        def expand(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in self.patterns:
                raise ConfigError(f"dates.toml: form {words!r} uses {{{name}}}, which is no table")
            seen[name] += 1
            again = f"(?P<{name}{_AGAIN}{seen[name]}>" if seen[name] > 1 else f"(?P<{name}>"
            return self.patterns[name].replace(f"(?P<{name}>", again, 1)

        spaced = re.sub(r"(?<!\[) (?![\]|*?])", lambda _: r"\s+", words).replace("' ", r"'\s+")
        return rf"(?:{_NAME.sub(expand, spaced)})(?![^\W_])"

    def vocabulary(self) -> set[str]:
        """Every word (a run of letters, lower case) of the tables that forms draw on."""
        return {word.lower() for pattern in self.patterns.values() for word in _WORD.findall(_ESCAPE.sub(" ", pattern))}

    def first_words(self, words: str) -> set[str]:
        """The words (lower case; ``#`` for figures) that a form's matches may begin with."""
        found: set[str] = set()
        rest = words
        while rest:
            if rest.startswith("(?:"):
                inner, rest, optional = _group(rest)
                for alternative in _alternatives(inner):
                    found |= self.first_words(alternative)
                if not optional:
                    return found
            elif rest.startswith("{"):
                name = rest[1 : rest.index("}")]
                found |= self._first[name]
                return found
            elif rest[0] in " ":
                rest = rest[1:]
            else:
                match = _WORD.match(rest)
                if match is None:
                    return found
                found.add(self._head(match.group()))
                if rest[match.end() : match.end() + 1] == "?":
                    found.add(self._head(match.group()[:-1]))
                return found
        return found


def _group(words: str) -> tuple[str, str, bool]:
    """The inside of the group that the words begin with, what comes after, and whether it may be left out."""
    depth = 0
    for index, sign in enumerate(words):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            rest = words[index + 1 :]
            return words[3:index], rest.removeprefix("?"), rest.startswith("?")
    raise ConfigError(f"dates.toml: form {words!r} has an open group")


def _alternatives(words: str) -> list[str]:
    parts, depth = [""], 0
    for sign in words:
        depth += (sign in "({") - (sign in ")}")
        if sign == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _ending(words: Iterable[str], group: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<{group}>{alternation(words)})[\s-]*\Z", re.IGNORECASE)


@cache
def time_words(language: str) -> TimeWords:
    """The compiled table ``dates`` of a language; raises MissingPackError where there is none."""
    words = table(language, "dates")
    numbers = number_words(language)
    compiler = _Compiler(words, numbers, table(language, "numbers"))
    forms: defaultdict[str, list[Form]] = defaultdict(list)
    # The halves of the day in a time of the clock: "10 p.m.", "4am".
    vocabulary = compiler.vocabulary() | {"a", "p", "am", "pm", "h"}
    for entry in words["form"]:
        fixed = {key: value for key, value in entry.items() if key not in ("words", "needs_before")}
        needs = frozenset(entry.get("needs_before", ()))
        for string in entry["words"]:
            source = compiler.compile(string)
            bare = re.sub(r"\(\?P<\w+>", "(?:", source)
            form = Form(re.compile(source, re.IGNORECASE), bare, fixed, needs)
            vocabulary.update(word.lower() for word in _WORD.findall(_NAME.sub(" ", string)))
            for word in compiler.first_words(string):
                forms[word].append(form)
    gates = {word: re.compile("|".join(form.bare for form in listed), re.IGNORECASE) for word, listed in forms.items()}
    leads = {phrase: key for key, phrases in words["leads"].items() for phrase in reversed(phrases)}
    return TimeWords(
        words=words,
        numbers=numbers,
        alone=frozenset(word for word, gate in gates.items() if gate.fullmatch(word)),
        vocabulary=frozenset(vocabulary),
        forms={word: tuple(listed) for word, listed in forms.items()},
        gates=gates,
        mods_of_date=_ending(words["mods_of_date"], "mod"),
        mods_of_length=_ending(words["mods_of_length"], "mod"),
        lead=_ending(leads, "lead"),
        leads=leads,
    )
