"""How far people agree on the same events, field by field, and where they do not."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.domain.coding import CODED, Coding
from dateline.domain.ids import EventId
from dateline.review.alpha import Metric, alpha

#: How far apart two values of a field are. Of days, those from one to another are counted.
METRICS = {
    "real": Metric.NOMINAL,
    "type": Metric.NOMINAL,
    "mode": Metric.NOMINAL,
    "when": Metric.INTERVAL,
    "country": Metric.NOMINAL,
    "place": Metric.NOMINAL,
    "killed": Metric.RATIO,
    "injured": Metric.RATIO,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAgreement:
    """One field: alpha, and how many events and values it rests on."""

    field: str
    metric: Metric
    #: None where no two people have coded the field of one event.
    alpha: float | None
    units: int
    values: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """All of it, of the codings that people made apart from each other."""

    fields: tuple[FieldAgreement, ...]
    coders: tuple[str, ...]
    #: Coded by two people or more.
    events: int
    #: Settled by an editor.
    adjudicated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An event that people coded otherwise, with the fields on which they differ."""

    event: EventId
    codings: tuple[Coding, ...]
    fields: tuple[str, ...]


def agreement(codings: Iterable[Coding]) -> Agreement:
    """How far the coders agree; what an editor settled on is no coding of its own."""
    given = tuple(codings)
    own = _by_event(one for one in given if not one.is_final)
    doubled = {event: some for event, some in own.items() if len(some) > 1}
    fields = tuple(_agreed(field, doubled) for field in CODED)
    return Agreement(
        fields=fields,
        coders=tuple(sorted({one.by for some in own.values() for one in some})),
        events=len(doubled),
        adjudicated=len({one.event for one in given if one.is_final}),
    )


def differences(codings: Iterable[Coding]) -> tuple[Difference, ...]:
    """The events on which coders differ and nobody has settled since; the one with the most fields first."""
    given = tuple(codings)
    settled = {one.event: one.at for one in given if one.is_final and one.at is not None}
    found = []
    for event, some in _by_event(one for one in given if not one.is_final).items():
        fields = tuple(field for field in CODED if len({_compared(field, one.values) for one in some} - {_UNSAID}) > 1)
        latest = max((one.at for one in some if one.at is not None), default=None)
        is_settled = event in settled and (latest is None or settled[event] >= latest)
        if fields and len(some) > 1 and not is_settled:
            found.append(Difference(event=event, codings=some, fields=fields))
    return tuple(sorted(found, key=lambda one: (-len(one.fields), one.event)))


def _by_event(codings: Iterable[Coding]) -> dict[EventId, tuple[Coding, ...]]:
    found: dict[EventId, tuple[Coding, ...]] = {}
    for one in codings:
        found[one.event] = (*found.get(one.event, ()), one)
    return found


def _agreed(field: str, doubled: Mapping[EventId, tuple[Coding, ...]]) -> FieldAgreement:
    units = []
    for some in doubled.values():
        values = [value for one in some if (value := _compared(field, one.values)) is not _UNSAID]
        if METRICS[field] is not Metric.NOMINAL:
            # "Not said" lies at no distance from a number.
            values = [value for value in values if value is not None]
        if len(values) > 1:
            units.append(values)
    n_values = sum(map(len, units))
    return FieldAgreement(
        field=field, metric=METRICS[field], alpha=alpha(units, METRICS[field]), units=len(units), values=n_values
    )


#: Stands for a field that a coder left out.
_UNSAID = object()


def _compared(field: str, values: Mapping[str, Any]) -> Hashable:
    """The value of a field as it is compared; days by their ordinal, in the middle of their interval."""
    if field not in values:
        return _UNSAID
    value = values[field]
    if field == "when" and value is not None:
        days = [date.fromisoformat(value[end]).toordinal() for end in ("earliest", "latest") if value.get(end)]
        return sum(days) / len(days) if days else None
    if field == "place" and isinstance(value, str):
        return " ".join(value.casefold().split())
    return value if isinstance(value, Hashable) else str(value)
