"""What a person should look at next: what is most in doubt, and of that what one decision would settle the most of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

from dateline.domain.brief import EventBrief
from dateline.domain.event import Conflict, Event, EventToll, Standing
from dateline.domain.explanation import Considered
from dateline.domain.ids import digest_of

#: What a question can be about.
KINDS = ("toll", "same", "real", "type", "when", "where", "who")
#: Of the probability that two events are one: nearer to 0 or 1 than this, nobody need ask.
_SURE = 0.15
#: The confidence below which it is asked whether an event is one at all.
_UNSURE = 0.7
#: Options of a question at most; the rest stands in the event.
_MOST_OPTIONS = 6

_PROMPTS = {
    "type": "What sort of event is it?",
    "when": "When did it happen?",
    "where": "Where did it happen?",
    "who": "Who did it, and to whom?",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer: the claims that speak for it, and the decision that it comes to, in the words of the HTTP API."""

    label: str
    claims: tuple[str, ...] = ()
    decision: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something in doubt that one decision would settle."""

    id: str
    kind: str
    event: str
    field: str | None = None
    prompt: str
    #: 0 to 1.
    doubt: float
    #: How many values the answer settles.
    settles: int
    options: tuple[Option, ...]
    #: The event that it may be one with, of the kind "same".
    other: str | None = None

    @property
    def score(self) -> float:
        """What it is worth to ask."""
        return self.doubt * log2(1 + self.settles)


def may_ask(brief: EventBrief, kinds: Sequence[str]) -> bool:
    """Whether an event can have a question of one of those kinds, as far as its row tells; of any kind, where none is named."""
    if not kinds or {"same", "real", "toll"} & set(kinds):
        return True
    return brief.conflicts > 0


def questions(event: Event, considered: Sequence[Considered] = ()) -> tuple[Question, ...]:
    """The questions of one event, the one that is worth most first; an event without doubt asks only whether it is right."""
    found = [question for toll in event.tolls if (question := _toll_question(event, toll)) is not None]
    found += [_same_question(event, one) for one in considered if _SURE < one.comparison.probability < 1 - _SURE]
    found += [question for one in event.conflicts if (question := _conflict_question(event, one)) is not None]
    if event.confidence < _UNSURE or not found:
        found.append(_real_question(event))
    return tuple(sorted(found, key=lambda one: (-one.score, one.id)))


def _id(kind: str, *parts: object) -> str:
    return "q" + digest_of(kind, *parts)


def _toll_question(event: Event, toll: EventToll) -> Question | None:
    told: dict[tuple[int | None, int | None], list[str]] = {}
    outlets: dict[tuple[int | None, int | None], dict[str, None]] = {}
    for figure in toll.figures:
        if figure.standing is Standing.TOTAL:
            ends = (figure.low, figure.high)
            told.setdefault(ends, []).append(figure.claim)
            outlets.setdefault(ends, {})[figure.outlet or f"report {figure.document[:12]}"] = None
    if len(told) < 2 or toll.policy == "judgement":
        return None
    field = f"counts.{toll.measure}"
    options = [
        Option(
            label=f"{_ends(*ends)} ({', '.join(outlets[ends])})",
            claims=tuple(claims),
            decision=_amend(event, field, {"low": ends[0], "high": ends[1]}),
        )
        for ends, claims in sorted(told.items(), key=lambda one: (-len(one[1]), str(one[0])))[:_MOST_OPTIONS]
    ]
    if toll.best is not None:
        whole = {"low": toll.low, "best": toll.best, "high": toll.high}
        as_it_is = f"{_ends(toll.low, toll.high)}, best {toll.best}, as it stands"
        options.append(Option(label=as_it_is, decision=_amend(event, field, whole)))
    return Question(
        id=_id("toll", event.id, toll.measure),
        kind="toll",
        event=event.id,
        field=field,
        prompt=f"How many {toll.measure}?",
        doubt=max(0.3, min(1.0, toll.disagreement)),
        settles=len(toll.figures),
        options=tuple(options),
    )


def _ends(low: int | None, high: int | None) -> str:
    if low == high:
        return "not said" if low is None else f"{low:,}"
    if low is None or high is None:
        return f"at most {high:,}" if high is not None else f"at least {low or 0:,}"
    return f"{low:,} to {high:,}"


def _same_question(event: Event, one: Considered) -> Question:
    probability = one.comparison.probability
    both = [event.id, one.event]
    return Question(
        id=_id("same", *sorted(both)),
        kind="same",
        event=event.id,
        prompt="Are these two one event?",
        doubt=1 - abs(2 * probability - 1),
        settles=len(event.accounts) + 1,
        other=one.event,
        options=(
            Option(label="one event", decision={"verdict": "merge", "about": both}),
            Option(label="two events", decision={"verdict": "accept", "about": both}),
        ),
    )


def _real_question(event: Event) -> Question:
    return Question(
        id=_id("real", event.id),
        kind="real",
        event=event.id,
        prompt="Did this happen, and is it told right?",
        doubt=max(0.1, 1 - abs(2 * event.confidence - 1)),
        settles=len(event.accounts),
        options=(
            Option(label="yes", decision={"verdict": "accept", "about": [event.id]}),
            Option(label="no, or it does not belong here", decision={"verdict": "reject", "about": [event.id]}),
        ),
    )


def _conflict_question(event: Event, conflict: Conflict) -> Question | None:
    kind = "who" if conflict.field.startswith(("participants", "responsibility")) else conflict.field
    if kind not in _PROMPTS or len(conflict.values) < 2:
        return None
    options = []
    for value in conflict.values[:_MOST_OPTIONS]:
        if kind == "who":
            continue
        words = value.replace(" to ", "..") if kind == "when" else value
        options.append(
            Option(label=value, claims=tuple(conflict.claims), decision=_amend(event, conflict.field, words))
        )
    options.append(Option(label="as it stands", decision={"verdict": "accept", "about": [event.id]}))
    return Question(
        id=_id(kind, event.id, conflict.field),
        kind=kind,
        event=event.id,
        field=conflict.field,
        prompt=_PROMPTS[kind],
        doubt=0.5,
        settles=len(conflict.claims),
        options=tuple(options),
    )


def _amend(event: Event, field: str, value: Any) -> dict[str, Any]:
    return {"verdict": "amend", "about": [event.id], "field": field, "value": value}
