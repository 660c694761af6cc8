"""What changed in an event from one version to the next, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from dateline.domain.ids import JudgementId
from dateline.store import StoredEvent

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One thing that befell an event or an account: a reading, a merge, a judgement."""

    #: The log entry.
    seq: int
    #: UTC.
    at: datetime
    #: "read", "made", "changed", "gone" or a verdict.
    what: str
    lines: tuple[str, ...] = ()
    #: The person, of a judgement.
    by: str | None = None
    judgement: JudgementId | None = None
    is_undone: bool = False


def change_of(before: StoredEvent | None, after: StoredEvent) -> Past:
    """What happened to an event between two of its versions; the first has nothing before it."""
    at = after.at or _EPOCH
    if after.body is None:
        into = f"its reports went to {after.merged_into}" if after.merged_into else "nothing tells of it any more"
        return Past(seq=after.seq, at=at, what="gone", lines=(into,))
    if before is None or before.body is None:
        return Past(seq=after.seq, at=at, what="made", lines=(_whole(after.body),))
    return Past(seq=after.seq, at=at, what="changed", lines=tuple(_differences(before.body, after.body)))


def _whole(body: Mapping[str, Any]) -> str:
    parts = [body["type"], _when(body), _where(body), *_tolls(body).values(), _reports(body)]
    return ", ".join(part for part in parts if part)


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for name, said in (("type", _type), ("when", _when), ("where", _where), ("reports", _reports), ("status", _status)):
        if said(before) != said(after):
            yield f"{name}: {said(before) or 'not said'} → {said(after) or 'not said'}"
    old, new = _tolls(before), _tolls(after)
    for measure in sorted(old.keys() | new.keys()):
        if old.get(measure) != new.get(measure):
            yield f"{old.get(measure, f'{measure} not said')} → {new.get(measure, 'not said')}"
    hidden = sorted(set(after["restricted"]) ^ set(before["restricted"]))
    for field in hidden:
        yield f"{field} {'restricted' if field in after['restricted'] else 'no longer restricted'}"
    told = ("participants", "responsibility", "conflicts", "links", "codes")
    other = [name for name in told if before[name] != after[name]]
    if other:
        yield "other " + ", ".join(other)
    if _figures(before) != _figures(after):
        yield f"figures: {_figures(before)} → {_figures(after)}"
    if before["judgements"] != after["judgements"]:
        yield f"judgements: {len(before['judgements'])} → {len(after['judgements'])}"


def _type(body: Mapping[str, Any]) -> str:
    return body["type"] if body["mode"] is None else f"{body['type']}/{body['mode']}"


def _when(body: Mapping[str, Any]) -> str:
    when = body["when"]
    if when is None:
        return ""
    days = dict.fromkeys(str(day) for day in (when["earliest"], when["latest"]) if day)
    return " to ".join(days)


def _where(body: Mapping[str, Any]) -> str:
    return "" if body["where"] is None else str(body["where"]["place"]["name"])


def _reports(body: Mapping[str, Any]) -> str:
    number = len({one["document"] for one in body["accounts"]})
    return f"{number} report{'s' if number != 1 else ''}"


def _status(body: Mapping[str, Any]) -> str:
    return str(body["status"])


def _tolls(body: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for toll in body["counts"]:
        low, best, high = toll["low"], toll["best"], toll["high"]
        ends = {"low": low, "high": high}
        known = ", ".join(f"{name} {end}" for name, end in ends.items() if end is not None and end != best)
        open_ends = ", ".join(f"no {name}" for name, end in ends.items() if end is None)
        told = ", ".join(part for part in (known, open_ends) if part)
        found[toll["measure"]] = f"{toll['measure']} {best}" + (f" ({told})" if told else "")
    return found


def _figures(body: Mapping[str, Any]) -> int:
    return sum(len(toll["figures"]) for toll in body["counts"])
