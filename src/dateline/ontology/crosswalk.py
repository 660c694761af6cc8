"""From the facts of one event to the code of another scheme: ordered rules, the first that matches decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.domain.code import Code
from dateline.ontology.facts import CodeFacts

EVERY_TYPE = "*"
SAME_MODE = "same"


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One code of a scheme: what it means in Dateline's words, and the scheme's own facts about it.

    ``quad`` is the scheme's quad class where it has one; ``attributes`` holds what exporters print beside the code
    (Goldstein score, ACLED-like event type and disorder type).
    """

    code: str
    label: str
    parent: str | None
    quad: int | None
    modes: tuple[str, ...]
    attributes: Mapping[str, str | float]


@dataclass(frozen=True, slots=True)
class Rule:
    """Gives ``code`` to events of ``types`` whose facts meet every condition; a condition lists the words that meet it.

    ``code`` is None where the scheme has no honest code, and ``reason`` then says why. ``mode`` is the scheme's mode,
    or ``same`` for the event's own where the code has it.
    """

    types: tuple[str, ...]
    conditions: Mapping[str, frozenset[str]]
    code: str | None
    mode: str | None
    reason: str | None
    origin: str

    def matches(self, facts: CodeFacts) -> bool:
        """Whether the rule speaks of the event's type and every condition is met by one of the fact's values."""
        if facts.type not in self.types and EVERY_TYPE not in self.types:
            return False
        return all(not accepted.isdisjoint(facts.values(fact)) for fact, accepted in self.conditions.items())


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One version of one scheme: its code list, and the rules that lead to it."""

    scheme: str
    label: str
    version: str
    licence: str
    source: str
    note: str
    entries: Mapping[str, CodeEntry]
    rules: tuple[Rule, ...]

    def rule_for(self, facts: CodeFacts) -> Rule | None:
        """The first rule that matches, or None where no rule speaks of the event."""
        return next((rule for rule in self.rules if rule.matches(facts)), None)

    def code(self, facts: CodeFacts) -> Code | None:
        """The scheme's code for the event, or None where it has no honest one."""
        rule = self.rule_for(facts)
        if rule is None or rule.code is None:
            return None
        mode = rule.mode
        if mode == SAME_MODE:
            mode = facts.mode if facts.mode in self.entries[rule.code].modes else None
        return Code(self.scheme, rule.code, mode)
