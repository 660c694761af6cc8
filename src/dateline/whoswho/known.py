"""The entries of the directory, and the closed lists that they may use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dateline.domain.actor import ActorKind, Identity
from dateline.domain.attribution import SpeakerKind
from dateline.domain.relation import RelationType

_AT_HOME = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC"
_ABOVE_STATES = "IGO UNO EUR NGO ISM IMG MNC"
SECTORS: Final = frozenset(f"{_AT_HOME} {_ABOVE_STATES}".split())
"""Sectors of PLOVER (manual of February 2024), the supranational ones included."""

MEDIA: Final = frozenset(("agency", "newspaper", "magazine", "broadcaster", "web", "party", "state"))
"""What an outlet is: ``party`` is the voice of a party or group, ``state`` of a government."""

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
"""A year, a month or a day: dates of offices and relations are no finer than their source."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held, from ``since`` to ``until``: a year, month or day; None: unknown or open."""

    title: str
    country: str | None = None
    body: str | None = None
    since: str | None = None
    until: str | None = None

    def held_on(self, day: str) -> bool:
        """Whether it may have been held on the ISO ``day``; a bound known to the year takes in the whole year."""
        after_start = self.since is None or day[: len(self.since)] >= self.since
        return after_start and (self.until is None or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True)
class KnownRelation:
    """A tie between two known actors, by key; ``source`` says where it is known from."""

    type: RelationType
    subject: str
    object: str
    since: str | None = None
    until: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor that the directory knows.

    ``aliases`` are all its other names. ``cased`` are those of its names that count only in exactly this case (short
    acronyms, names that are common words). ``metonyms`` are names of places and buildings that stand for it;
    ``metonym`` is true when the look-up that returned the actor matched one of those, so that "Damascus" may be the
    town after all. ``derived`` is true for an organ of a state made from a pattern ("Syrian
    police") and not listed by itself. ``medium`` and ``domains`` are for outlets.
    """

    key: str
    name: str
    kind: ActorKind
    sector: str | None = None
    countries: tuple[str, ...] = ()
    identity: Identity | None = None
    aliases: tuple[str, ...] = ()
    cased: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    metonym: bool = False
    offices: tuple[Office, ...] = ()
    relations: tuple[KnownRelation, ...] = ()
    medium: str | None = None
    domains: tuple[str, ...] = ()
    derived: bool = False
    source: str = ""

    def offices_on(self, day: str) -> tuple[Office, ...]:
        """The offices that may have been held on the ISO ``day``."""
        return tuple(office for office in self.offices if office.held_on(day))


@dataclass(frozen=True, slots=True)
class ActorNoun:
    """A common noun that denotes an actor: "gunmen" is group, sector UAF.

    ``lemma`` is the singular; ``plural`` is None for words that do not show number ("police"). ``speaks_as`` is the
    kind of source that the noun is when it speaks. ``person`` tells who holds a post in such a body ("minister") from the
    body ("ministry"). ``named`` is always false.
    """

    lemma: str
    form: str
    kind: ActorKind
    sector: str | None
    plural: bool | None
    speaks_as: SpeakerKind
    named: bool = False
    person: bool = False
