"""One event as PLOVER sees it: its code, score and quad class, its parties, and the words that stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.claim import Role
from dateline.domain.code import Code
from dateline.domain.event import Event, Participant
from dateline.domain.telling import Telling
from dateline.export.aspects import playing
from dateline.export.best_telling import best_telling, first_claim, is_future, is_hypothetical, is_negated
from dateline.export.contract import Report, Told
from dateline.ontology import CodeEntry

SCHEME = "plover-2024"

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


@dataclass(frozen=True)
class Row:
    """One event with a PLOVER code; ``dateline`` is the version that coded it."""

    told: Told
    code: Code
    entry: CodeEntry
    dateline: str

    @property
    def event(self) -> Event:
        return self.told.event

    @cached_property
    def actors(self) -> list[Participant]:
        return playing(self.event, Role.ACTOR, Role.PARTNER)

    @cached_property
    def recipients(self) -> list[Participant]:
        return playing(self.event, Role.RECIPIENT, Role.BENEFICIARY)

    @cached_property
    def score(self) -> float | None:
        """The scheme's score of the mode, else of the type."""
        mode = (self.code.mode or "").replace("-", "_")
        found = self.entry.attributes.get(f"score_{mode}", self.entry.attributes.get("score"))
        return float(found) if isinstance(found, int | float) else None

    @cached_property
    def telling(self) -> Telling | None:
        return best_telling(self.told)

    @cached_property
    def report(self) -> Report | None:
        return self.told.reports.get(self.telling.label) if self.telling else None

    @cached_property
    def auxiliary(self) -> list[str]:
        """PLOVER's auxiliary modes: those in which every claim of the event is told."""
        claims = [first_claim(telling) for telling in self.told.tellings if telling.claims]
        told = [("negation", is_negated), ("future", is_future), ("hypothetical", is_hypothetical)]
        found = [name for name, holds in told if claims and all(holds(claim) for claim in claims)]
        if self.event.accounts and all(one.background for one in self.event.accounts):
            found.append("historical")
        return found


def sectors_of(some: list[Participant]) -> list[str]:
    """Their PLOVER sectors, each once."""
    return list(dict.fromkeys(one.actor.sector for one in some if one.actor.sector))


def countries_of(some: list[Participant]) -> list[str]:
    """Their countries, ISO 3166-1 alpha-3, each once."""
    return list(dict.fromkeys(country for one in some for country in one.actor.countries))


def code_of_party(actor: Actor) -> str:
    """The party's code: country and sector, "---" for either that is not known."""
    return f"{actor.countries[0] if actor.countries else '---'}{actor.sector or '---'}"


def wikidata_of(actor: Actor) -> str | None:
    """Its Wikidata identifier."""
    identity = actor.identity
    return identity.id if identity is not None and identity.scheme == "wikidata" else None


def is_person(actor: Actor) -> bool:
    """Whether it is one person."""
    return actor.kind is ActorKind.PERSON
