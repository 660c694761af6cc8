"""The event types and the crosswalks together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from dateline.domain.code import Code
from dateline.errors import ConfigError
from dateline.ontology.crosswalk import Crosswalk
from dateline.ontology.event_type import EventType
from dateline.ontology.facts import CodeFacts


@dataclass(frozen=True, slots=True)
class Ontology:
    """Every event type by id, every crosswalk by scheme, and the sha256 of the files they come from."""

    types: Mapping[str, EventType]
    schemes: Mapping[str, Crosswalk]
    digest: str

    def get(self, type_id: str) -> EventType:
        """The event type of that id; raises ConfigError, with the nearest id as its hint."""
        if type_id not in self.types:
            near = get_close_matches(type_id, self.types, n=1)
            raise ConfigError(
                f"no event type {type_id!r}; known: {', '.join(sorted(self.types))}",
                hint=f"did you mean {near[0]!r}?" if near else None,
            )
        return self.types[type_id]

    def codes(self, facts: CodeFacts) -> tuple[Code, ...]:
        """What each scheme calls the event, by scheme name; a scheme with no honest code is left out.

        Raises ConfigError where the ontology has no such type or mode.
        """
        event_type = self.get(facts.type)
        if facts.mode is not None:
            event_type.mode(facts.mode)
        found = (self.schemes[scheme].code(facts) for scheme in sorted(self.schemes))
        return tuple(code for code in found if code is not None)
