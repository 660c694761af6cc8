"""From one file of ``events/`` to an event type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dateline.ontology.event_type import Border, CounterExample, EventType, Example, Mode, Role
from dateline.ontology.facts import ROLE_KINDS, ROLE_NAMES
from dateline.ontology.toml_table import Faults, TomlTable, unknown


def event_type_from_toml(table: TomlTable) -> EventType:
    """The event type that the table gives; its faults are recorded, and what is wrong stays empty."""
    event_type = EventType(
        id=table.text("id"),
        label=table.text("label"),
        quad=table.integer("quad", low=1, high=4),
        definition=table.text("definition"),
        conventions=table.texts("conventions"),
        roles=tuple(_role(row) for row in table.tables("role")),
        modes=(modes := tuple(_mode(row) for row in table.tables("mode"))),
        borders=tuple(_border(row) for row in table.tables("border")),
        examples=tuple(_example(row, {mode.id for mode in modes}) for row in table.tables("example")),
        counterexamples=tuple(_counterexample(row) for row in table.tables("not")),
    )
    table.close()
    _once(table, "role", (role.name for role in event_type.roles))
    _once(table, "mode", (mode.id for mode in event_type.modes))
    _once(table, "border", (border.neighbour for border in event_type.borders))
    if not event_type.roles:
        table.fault("role", "is missing: a type has at least one role")
    return event_type


def check_references(event_type: EventType, *, file: str, types: Mapping[str, EventType], faults: Faults) -> None:
    """Record every border and counter-example that names a type which is not there, or the type itself."""
    others = [type_id for type_id in types if type_id != event_type.id]
    for number, border in enumerate(event_type.borders, start=1):
        if border.neighbour and border.neighbour not in others:
            faults.add(file, f"border[{number}].with", unknown(border.neighbour, others))
    for number, counterexample in enumerate(event_type.counterexamples, start=1):
        if counterexample.instead and counterexample.instead not in others:
            faults.add(file, f"not[{number}].instead", unknown(counterexample.instead, others))


def _role(row: TomlTable) -> Role:
    role = Role(
        name=row.choice("name", ROLE_NAMES),
        description=row.text("description"),
        kinds=row.texts("kinds", known=ROLE_KINDS),
        required=row.flag("required"),
    )
    if not role.kinds and not row.has("kinds"):
        row.fault("kinds", "is missing")
    row.close()
    return role


def _mode(row: TomlTable) -> Mode:
    source = row.choice("source", {"plover", "dateline"}) if row.has("source") else "dateline"
    mode = Mode(
        id=row.text("id"),
        definition=row.text("definition"),
        source=source,
        instruments=row.texts("instruments") if row.has("instruments") else (),
    )
    row.close()
    return mode


def _border(row: TomlTable) -> Border:
    border = Border(neighbour=row.text("with"), rule=row.text("rule"))
    row.close()
    return border


def _example(row: TomlTable, modes: set[str]) -> Example:
    example = Example(
        text=row.text("text"),
        trigger=row.text("trigger"),
        mode=row.choice("mode", modes) if row.has("mode") else None,
        lang=row.optional_text("lang") or "en",
    )
    row.close()
    _trigger_stands_once(row, example.text, example.trigger)
    return example


def _counterexample(row: TomlTable) -> CounterExample:
    counterexample = CounterExample(
        text=row.text("text"),
        trigger=row.text("trigger"),
        because=row.text("because"),
        instead=row.optional_text("instead"),
        lang=row.optional_text("lang") or "en",
    )
    row.close()
    _trigger_stands_once(row, counterexample.text, counterexample.trigger)
    return counterexample


def _trigger_stands_once(row: TomlTable, text: str, trigger: str) -> None:
    found = text.count(trigger) if text and trigger else 1
    if found != 1:
        row.fault("trigger", f"{trigger!r} stands {found} times in the text, not once")


def _once(table: TomlTable, key: str, names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if name and count > 1:
            table.fault(key, f"{name!r} is given {count} times")
