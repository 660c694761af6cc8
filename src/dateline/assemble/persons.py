"""How many people those are who are told of one by one: "a 21-year-old man was hit in the leg, a 34-year-old man …".

Two words may be of one person, so that only those who differ count: in age, in name, in sex. It is the least number that the
words allow, and it says nothing where a report gives a number itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.domain.claim import Claim, Role
from dateline.domain.document import Document
from dateline.domain.span import Span
from dateline.domain.value import Count, Measure
from dateline.lang import table

#: The rule of a count without a number.
ONE = "one"
#: Characters behind the words for a person where the age may begin.
_AGE_WITHIN = 6
#: Words of the longest name of a person.
_MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Person:
    """What the words for one person tell; None and nothing where they do not."""

    span: Span
    names: tuple[str, ...] = ()
    age: int | None = None
    sex: str | None = None

    def may_be(self, other: Person) -> bool:
        """Whether both may be one person."""
        if self.span.touches(other.span):
            return True
        if self.age is not None and other.age is not None and self.age != other.age:
            return False
        if self.sex is not None and other.sex is not None and self.sex != other.sex:
            return False
        return (
            not (self.names and other.names) or _is_part(self.names, other.names) or _is_part(other.names, self.names)
        )

    def with_what(self, other: Person) -> Person:
        """The person with what the other words tell as well."""
        return Person(
            span=self.span,
            names=max(self.names, other.names, key=len),
            age=self.age if self.age is not None else other.age,
            sex=self.sex or other.sex,
        )

    @property
    def is_known(self) -> bool:
        """Whether the words tell more than that it is somebody."""
        return bool(self.names) or self.age is not None


def _is_part(names: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether a name is the other one or a part of it: "Lane", "Mary Lane"."""
    return set(names) <= set(longer)


@dataclass(frozen=True, slots=True)
class _Words:
    sexes: dict[str, str]
    not_names: frozenset[str]
    age: re.Pattern[str]
    age_after: re.Pattern[str]


@cache
def _words(language: str) -> _Words:
    rows = table(language, "tolls")["persons"]
    return _Words(
        sexes={word: sex for sex in ("male", "female") for word in rows[sex]},
        not_names=frozenset(rows["not_names"]),
        age=re.compile(rows["age"], re.IGNORECASE),
        age_after=re.compile(rows["age_after"]),
    )


def persons_of(told: Iterable[Claim], measure: Measure, document: Document, language: str = "en") -> list[Person]:
    """The people of a measure that claims tell of one by one, those who may be the same once, in order."""
    words = _words(language)
    found: list[Person] = []
    for claim in told:
        for span in _spans(claim, measure):
            _add(_person(span, document, words), found)
    return found


def without(persons: Sequence[Person], others: Sequence[Person]) -> list[Person]:
    """Those of the first who are surely none of the others."""
    return [one for one in persons if not (one.is_known and any(o.is_known and o.may_be(one) for o in others))]


def _add(person: Person, found: list[Person]) -> None:
    for index, known in enumerate(found):
        if known.may_be(person):
            found[index] = known.with_what(person)
            return
    found.append(person)


def _spans(claim: Claim, measure: Measure) -> list[Span]:
    """The words of a claim for single people: of its counts without a number, and of named parties beside them."""
    counts = [count for count in claim.counts if count.measure is measure]
    spans = [_words_of(count) for count in counts if count.rule == ONE]
    for argument in claim.words_of(Role.RECIPIENT):
        told = argument.effect == measure.value and argument.actor is not None
        if (
            told
            and claim.evidence.holds(argument.span)
            and not any(argument.span.touches(_words_of(count)) for count in counts)
        ):
            spans.append(argument.span)
    return sorted(spans)


def _words_of(count: Count) -> Span:
    """From the article of what is counted to its noun."""
    if count.of is None or count.of.end - count.span.start > 60:
        return count.span
    return Span(min(count.span.start, count.of.start), max(count.span.end, count.of.end))


def _person(span: Span, document: Document, words: _Words) -> Person:
    text = document.quote(span)
    age = words.age.search(document.text, span.start, min(len(document.text), span.end + 14))
    if age is not None and age.start() > span.end + _AGE_WITHIN:
        age = None
    after = words.age_after.match(document.text, span.end)
    told = next((match for match in (age, after) if match is not None), None)
    lowered = [_bare(word).lower() for word in text.split()]
    return Person(
        span=span,
        names=_names(text.split(), words),
        age=int(told.group(1)) if told is not None else None,
        sex=next((words.sexes[word] for word in lowered if word in words.sexes), None),
    )


def _names(text: Sequence[str], words: _Words) -> tuple[str, ...]:
    """The name that words end in: "Kevin Swain" of "a volunteer, Kevin Swain", nothing of "an Arkansas deputy"."""
    names: list[str] = []
    for word in reversed(text):
        bare = _bare(word)
        if not bare[:1].isupper() or bare.lower() in words.not_names or "-year" in bare.lower():
            break
        names.insert(0, bare.lower())
    return tuple(names[-_MOST_NAMES:])


def _bare(word: str) -> str:
    return word.strip(".,()'’\"“”")
