"""Blocking keys: two tellings are compared only where they share a key, so that the work grows with what is alike.

A key joins a coarse time with a place, an actor or a pair of rare words. Neighbouring days and cells are both emitted, so
that no border runs between two tellings of one event. A key that too many tellings have says nothing and
is closed; what it held is then found through the finer keys alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from math import floor

from dateline.merge.profile import Profile
from dateline.merge.wording import rarity

#: Tellings that a key may have before it is closed; fewer for a word alone, which says less.
MOST_IN_BLOCK, MOST_WITH_WORD = 80, 30
#: Degrees of a cell of the finer grid; each place lies in the four cells whose middles are nearest.
CELL_DEGREES = 0.5
#: Rare words of a report, and of an account's sentences, whose pairs are keys.
REPORT_WORDS, EVIDENCE_WORDS = 8, 4
#: Names and title words of a report that are keys alone, and how rare they must be.
LONE_WORDS, LONE_RARITY = 12, 4.5
#: Values of a sketch in a band: near-copies share one.
BAND = 3
#: Named actors that make keys.
MOST_ACTORS = 3


def keys_of(profile: Profile) -> tuple[str, ...]:
    """The keys of a telling, in order, each once."""
    return tuple(sorted(set(_report_keys(profile) if profile.focus else ()) | set(_account_keys(profile))))


def most_in(key: str) -> int:
    """How many tellings that key may have before it is closed."""
    return MOST_WITH_WORD if key.startswith("w ") else MOST_IN_BLOCK


def is_of_wording(key: str) -> bool:
    """Whether it is a key of what a report's whole text is like, and so one that near-copies share."""
    return key.startswith(("cp ", "ww ", "w "))


def _report_keys(profile: Profile) -> Iterator[str]:
    """Keys of what a report is about, whatever type its account was given."""
    for day in _days(profile):
        for cell in _cells(profile):
            yield f"dc {day} {cell}"
        if profile.admin1:
            yield f"da {day} {profile.country} {profile.admin1}"
    if profile.published is not None and profile.lat is not None and profile.lon is not None:
        week = profile.published // 7
        for one in (week, week + 1):
            yield f"pc {one} {floor(profile.lat)} {floor(profile.lon)}"
    rare = list(profile.report.terms)[:REPORT_WORDS]
    named = list(profile.report.names)[:REPORT_WORDS]
    for words in (rare, named):
        for pair in combinations(sorted(words), 2):
            yield "ww " + " ".join(pair)
    for words in (list(profile.report.names), sorted(profile.report.title)):
        for word in [word for word in words if rarity(word) >= LONE_RARITY][:LONE_WORDS]:
            yield f"w {word}"
    for start in range(0, len(profile.report.sketch) - BAND + 1, BAND):
        yield f"cp {start} " + " ".join(map(str, profile.report.sketch[start : start + BAND]))


def _account_keys(profile: Profile) -> Iterator[str]:
    """Keys of a happening: its type, with day and place, day and actor, or two rare words of its sentences."""
    if profile.focus or profile.companion_of is not None:
        yield f"of {profile.companion_of or profile.account}"
    if profile.dated or profile.focus:
        actors = sorted(profile.actors | profile.recipients, key=lambda word: (-rarity(word), word))[:MOST_ACTORS]
        for day in _days(profile):
            for cell in _cells(profile):
                yield f"tdc {profile.type} {day} {cell}"
            for actor in actors:
                yield f"tda {profile.type} {day} {actor}"
    for pair in combinations(sorted(list(profile.evidence)[:EVIDENCE_WORDS]), 2):
        yield f"tww {profile.type} " + " ".join(pair)


def _days(profile: Profile) -> tuple[int, ...]:
    """The day and the next: tellings a day apart share one."""
    return () if profile.first is None else (profile.first, profile.first + 1)


def _cells(profile: Profile) -> tuple[str, ...]:
    if profile.lat is None or profile.lon is None or not profile.close:
        return ()
    row, column = floor(profile.lat / CELL_DEGREES - 0.5), floor(profile.lon / CELL_DEGREES - 0.5)
    return tuple(f"{row + down} {column + right}" for down in (0, 1) for right in (0, 1))
