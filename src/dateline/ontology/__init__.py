"""The knowledge floor's event types: what can happen, told as data, and what other schemes call it.

In: the packaged TOML files, and a project's own folder of the same layout.
Out: Ontology: the event types, and the codes that other schemes give to the facts of one event.
Never: read a document; give a code where a scheme has no honest one.
"""

from __future__ import annotations

from dateline.ontology.crosswalk import CodeEntry, Crosswalk, Rule
from dateline.ontology.event_type import Border, CounterExample, EventType, Example, Mode, Role
from dateline.ontology.facts import CodeFacts
from dateline.ontology.load import load_ontology
from dateline.ontology.ontology import Ontology

__all__ = [
    "Border",
    "CodeEntry",
    "CodeFacts",
    "CounterExample",
    "Crosswalk",
    "EventType",
    "Example",
    "Mode",
    "Ontology",
    "Role",
    "Rule",
    "load_ontology",
]
