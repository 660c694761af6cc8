"""From one file of ``crosswalk/`` to a crosswalk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from dateline.ontology.crosswalk import EVERY_TYPE, SAME_MODE, CodeEntry, Crosswalk, Rule
from dateline.ontology.event_type import EventType
from dateline.ontology.facts import UNSAID, VOCABULARY
from dateline.ontology.toml_table import TomlTable, unknown

_SET_MARK = "@"


def crosswalk_from_toml(table: TomlTable, *, types: Mapping[str, EventType], extends: Crosswalk | None) -> Crosswalk:
    """The crosswalk that the table gives; its faults are recorded.

    With ``extends``, the table's codes are added to that crosswalk's, its rules are tried first, and the fields that it
    leaves out stay as they were.
    """
    own = {entry.code: entry for entry in (_entry(row) for row in table.tables("code")) if entry.code}
    entries = {**(extends.entries if extends else {}), **own}
    sets = {name: table.table("sets").texts(name) for name in table.mapping("sets")}
    rules = tuple(_rule(row, types=types, entries=entries, sets=sets) for row in table.tables("rule"))

    def field(key: str) -> str:
        before = str(getattr(extends, key)) if extends else None
        return before if before is not None and not table.has(key) else table.text(key)

    crosswalk = Crosswalk(
        scheme=table.text("scheme"),
        label=field("label"),
        version=field("version"),
        licence=field("licence"),
        source=field("source"),
        note=table.optional_text("note") or (extends.note if extends else ""),
        entries=MappingProxyType(entries),
        rules=rules + (extends.rules if extends else ()),
    )
    table.close()
    if not entries:
        table.fault("code", "is missing: a scheme has at least one code")
    for entry in own.values():
        if entry.parent is not None and entry.parent not in entries:
            table.fault(f"code.{entry.code}.parent", unknown(entry.parent, entries))
    return crosswalk


def _entry(row: TomlTable) -> CodeEntry:
    attributes: dict[str, str | float] = {}
    for name, value in row.mapping("attributes").items():
        if isinstance(value, str):
            attributes[name] = value
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            attributes[name] = float(value)
        else:
            row.fault(f"attributes.{name}", f"{value!r} is neither a text nor a number")
    entry = CodeEntry(
        code=row.text("code"),
        label=row.text("label"),
        parent=row.optional_text("parent"),
        quad=row.integer("quad", low=1, high=4) if row.has("quad") else None,
        modes=row.texts("modes"),
        attributes=MappingProxyType(attributes),
    )
    row.close()
    return entry


def _rule(
    row: TomlTable,
    *,
    types: Mapping[str, EventType],
    entries: Mapping[str, CodeEntry],
    sets: Mapping[str, tuple[str, ...]],
) -> Rule:
    named = row.texts("type", known={*types, EVERY_TYPE})
    if not named and not row.has("type"):
        row.fault("type", "is missing; write '*' for every type")
    spoken_of = types if EVERY_TYPE in named else [type_id for type_id in named if type_id in types]
    modes = {mode.id for type_id in spoken_of for mode in types[type_id].modes} | {UNSAID}
    when = row.table("when")
    conditions = {fact: _accepted(when, fact, modes=modes, sets=sets) for fact in row.mapping("when")}
    reason = row.optional_text("no_code")
    code = row.choice("code", entries) if reason is None else None
    mode = row.optional_text("mode")
    if reason is not None and row.has("code"):
        row.fault("no_code", "stands beside a code; a rule gives one or the other")
    entry = entries.get(code) if code else None
    if entry and mode is not None and mode != SAME_MODE and mode not in entry.modes:
        row.fault("mode", unknown(mode, entry.modes))
    row.close()
    return Rule(
        types=named,
        conditions=MappingProxyType(conditions),
        code=code or None,
        mode=mode,
        reason=reason,
        origin=f"{row.file}: {row.path}",
    )


def _accepted(
    when: TomlTable, fact: str, *, modes: Collection[str], sets: Mapping[str, tuple[str, ...]]
) -> frozenset[str]:
    known = modes if fact == "mode" else VOCABULARY.get(fact)
    if known is None:
        when.fault(fact, unknown(fact, ["mode", *VOCABULARY]))
        return frozenset()
    accepted: set[str] = set()
    for word in when.texts(fact):
        if not word.startswith(_SET_MARK):
            accepted.add(word)
        elif word[1:] in sets:
            accepted.update(sets[word[1:]])
        else:
            when.fault(fact, unknown(word, [_SET_MARK + name for name in sets]))
    for word in sorted(accepted):
        if word not in known:
            when.fault(fact, unknown(word, known))
    return frozenset(accepted)
