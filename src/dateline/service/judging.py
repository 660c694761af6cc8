"""Verbs by which people decide: accept, amend, reject, merge, split, restrict, undo."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dateline.domain.ids import JudgementId, digest_of
from dateline.domain.judgement import Judgement, Verdict
from dateline.domain.value import Measure
from dateline.errors import ConfigError, LedgerError
from dateline.merge import Merging
from dateline.merge.amending import fault_of
from dateline.merge.anchors import grounded
from dateline.service.amendments import amendment_of
from dateline.service.merging import LedgerMerge, Step, merging_around
from dateline.service.pinned import Pin, judged_words
from dateline.store import Ledger as Store

#: What of an event can be hidden; of participants and counts a part too.
RESTRICTABLE = (
    "type", "mode", "when", "where", "participants", "participants.actor", "participants.recipient", "responsibility",
    "accounts", "counts", *(f"counts.{measure}" for measure in Measure),
)  # fmt: skip

#: Digits of an id that was cut short: fewer would be a slip of the finger.
_FEWEST_DIGITS = 3

_NOUNS = {"e": "event", "k": "account", "c": "claim", "j": "judgement"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement that was kept, and what following it did to the events."""

    judgement: Judgement
    step: Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decides of the things that are named."""

    verdict: Verdict
    by: str
    note: str | None = None
    #: The field that is amended or restricted ("counts.killed"), and its new value: as a person types it, or as JSON holds it.
    field: str | None = None
    value: Any = None
    #: When it was decided, with its zone; now, where it is None.
    at: datetime | None = None
    #: Of an amendment: the words of a report that say so, by the report's key or id.
    words: tuple[str, Pin] | None = None


def judge(merge: LedgerMerge, about: Sequence[str], decision: Decision) -> Judged:
    """Keeps a judgement about the things of those ids and follows it; an id may be cut short as long as it is one thing's.

    Raises ConfigError where it says nothing that can be followed, and LedgerError for an id that is not there.
    """
    _check(decision)
    kinds = "j" if decision.verdict is Verdict.UNDO else "ekc"
    names = tuple(dict.fromkeys(named(merge.store, word, kinds) for word in about))
    state = merging_around(merge.store, names if decision.verdict is not Verdict.UNDO else ())
    if decision.verdict is Verdict.UNDO:
        _check_undo(merge.store, names)
    else:
        lost = [name for name in names if not state.told(name)]
        if lost:
            raise LedgerError(f"{lost[0]} is not told in the ledger any more", hint=f"`dateline history {lost[0]}`")
    if decision.verdict is Verdict.MERGE:
        _check_merge(names, state)
    elif decision.verdict is Verdict.SPLIT:
        names = _parted(names, state)
    made = _judgement_of(names, decision)
    if decision.words is not None:
        made = grounded(made, judged_words(merge.store, *decision.words))
    fault = fault_of(made)
    if fault is not None:
        raise ConfigError(fault)
    return Judged(judgement=made, step=merge.judge(made))


def named(store: Store, word: str, kinds: str = "ekcj") -> str:
    """The full id that begins so; raises LedgerError where there is none, or more than one."""
    if not re.fullmatch(rf"[{kinds}][0-9a-f]{{{_FEWEST_DIGITS},}}", word):
        wanted = ", ".join(f"{letter}… ({_NOUNS[letter]})" for letter in kinds)
        raise LedgerError(
            f"{word!r:.60} is no id here; wanted: {wanted}, with {_FEWEST_DIGITS} digits or more",
            hint="`dateline events` and `history` list ids",
        )
    found = store.names_beginning(word, most=6)
    if word in found:
        return word
    standing = {store.resolve(name) or name for name in found} if word.startswith("e") else set(found)
    if len(standing) > 1:
        raise LedgerError(f"{word} is short for {len(found)} ids: {', '.join(found)}", hint="give more of it")
    if not standing:
        noun = _NOUNS[word[0]]
        raise LedgerError(
            f"{store.shown} has no {noun} {word}", hint="`dateline events` and `dateline history` list ids"
        )
    return standing.pop()


def _judgement_of(about: tuple[str, ...], decision: Decision) -> Judgement:
    at = decision.at or datetime.now(UTC)
    if at.tzinfo is None:
        raise ConfigError(f"{at} has no zone", hint="as in datetime.now(UTC)")
    value = None
    if decision.verdict is Verdict.AMEND:
        value = json.dumps(amendment_of(decision.field or "", decision.value), sort_keys=True)
    parts: tuple[object, ...] = (
        decision.verdict, *about, decision.by, at.isoformat(), decision.field, value, decision.note,
    )  # fmt: skip
    if decision.words is not None:
        parts = (*parts, *decision.words)
    return Judgement(
        id=JudgementId("j" + digest_of(*parts)), verdict=decision.verdict, about=about, by=decision.by.strip(),
        at=at.astimezone(UTC), field=decision.field, value=value, note=decision.note,
    )  # fmt: skip


def _check(decision: Decision) -> None:
    verdict, field = decision.verdict, decision.field
    if not decision.by.strip():
        raise ConfigError(
            "a judgement is a person's: it needs their name", hint="--by NAME, or the variable DATELINE_BY"
        )
    if verdict is Verdict.CLAIM:
        raise ConfigError("a claim is added to a report", hint="`dateline claim`, or POST /reports/{key}/claims")
    if decision.words is not None and verdict is not Verdict.AMEND:
        raise ConfigError(
            f"{verdict} takes no words", hint="words are the ground of an amended value; a note may quote others"
        )
    if verdict is Verdict.AMEND and field is None:
        raise ConfigError(
            "amend needs a field and its value", hint="as in counts.killed=12, when=2024-05-10, type=assault"
        )
    if verdict is Verdict.RESTRICT and field not in RESTRICTABLE:
        said = "restrict needs a field" if field is None else f"no field {field!r} can be restricted"
        raise ConfigError(said, hint="one of " + ", ".join(RESTRICTABLE[:10]) + ", counts.MEASURE")
    if field is not None and verdict not in (Verdict.AMEND, Verdict.RESTRICT):
        raise ConfigError(f"{verdict} takes no field, and was given {field}", hint="`amend` sets a value")


def _check_undo(store: Store, names: Sequence[str]) -> None:
    undone = store.undone()
    for name in names:
        if name in undone:
            raise ConfigError(f"{name} is undone already", hint="undo the undoing to bring it back: `dateline history`")


def _check_merge(names: Sequence[str], state: Merging) -> None:
    events = {event.id for name in names if (event := state.event(name)) is not None}
    if len(names) < 2:
        raise ConfigError("merge needs two ids or more")
    if len(events) < 2:
        raise ConfigError(f"these are one event already, {', '.join(events)}")


def _parted(names: tuple[str, ...], state: Merging) -> tuple[str, ...]:
    """What a split names: an event and the accounts that leave it; the event may be left out."""
    events = [name for name in names if name.startswith("e")]
    rest = tuple(name for name in names if name not in events)
    homes = {name: event for name in rest if (event := state.event(name)) is not None}
    whole = {event.id: event for event in homes.values()}
    if len(events) > 1 or not rest or len(whole) != 1:
        raise ConfigError(
            "split takes one event and the accounts of it that leave it",
            hint="as in split EVENT ACCOUNT…; `dateline explain EVENT` lists them",
        )
    home = next(iter(whole.values()))
    if events and (event := state.event(events[0])) is not None and event.id != home.id:
        raise ConfigError(f"{rest[0]} is not of event {event.id} but of {home.id}")
    leaving = {telling.account for name in rest for telling in state.told(name)}
    if leaving >= {one.account for one in home.accounts}:
        raise ConfigError("nothing would be left of the event", hint="name only the accounts that leave it")
    return (home.id, *rest)
