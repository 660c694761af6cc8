"""One event type: its definition, roles, modes, borders with its neighbours, and the examples that test it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from dateline.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Role:
    """A part that somebody or something plays; ``kinds`` are the kinds of thing that can play it.

    ``required`` says that the event cannot be told without it, though a sentence may still leave it out.
    """

    name: str
    description: str
    kinds: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class Mode:
    """The manner of an event; ``source`` is ``plover`` for PLOVER's own modes and ``dateline`` for the rest.

    ``instruments`` are the categories of instrument (FORMAT) that tell it where no word of the event does.
    """

    id: str
    definition: str
    source: str
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Border:
    """How to decide between this type and the ``neighbour`` that it is most easily taken for."""

    neighbour: str
    rule: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that tells an event of the type; ``trigger`` stands in ``text`` exactly once."""

    text: str
    trigger: str
    mode: str | None
    lang: str

    @property
    def start(self) -> int:
        """Where the trigger starts, in code points of ``text``."""
        return self.text.index(self.trigger)


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A sentence whose ``trigger`` looks like the type and is not.

    ``instead`` is the type that it tells, and None where it tells no event at all.
    """

    text: str
    trigger: str
    because: str
    instead: str | None
    lang: str

    @property
    def start(self) -> int:
        """Where the trigger starts, in code points of ``text``."""
        return self.text.index(self.trigger)


@dataclass(frozen=True, slots=True)
class EventType:
    """A kind of event.

    ``quad`` is PLOVER's class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    ``conventions`` are the decisions that a reader needs beside the definition.
    """

    id: str
    label: str
    quad: int
    definition: str
    conventions: tuple[str, ...]
    roles: tuple[Role, ...]
    modes: tuple[Mode, ...]
    borders: tuple[Border, ...]
    examples: tuple[Example, ...]
    counterexamples: tuple[CounterExample, ...]

    def mode(self, mode_id: str) -> Mode:
        """The mode of that id; raises ConfigError, with the nearest id as its hint."""
        for mode in self.modes:
            if mode.id == mode_id:
                return mode
        known = [mode.id for mode in self.modes]
        near = get_close_matches(mode_id, known, n=1)
        raise ConfigError(
            f"no mode {mode_id!r} in event type {self.id!r}; known: {', '.join(known) or 'none'}",
            hint=f"did you mean {near[0]!r}?" if near else None,
        )

    def role(self, name: str) -> Role | None:
        """The role of that name, or None where the type has none."""
        return next((role for role in self.roles if role.name == name), None)
