"""Questions worked out already: they hold until a merge or a judgement changes what they were worked out from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.review import Question

#: Events whose questions are kept; where there are more, all are worked out anew.
MOST_KEPT = 5000

#: An event's id, and whether the events that it may be one with were looked at.
Key = tuple[str, bool]
Found = Mapping[Key, tuple[Question, ...]]


@dataclass(frozen=True, slots=True)
class _State:
    number: int
    found: dict[Key, tuple[Question, ...]] = field(default_factory=dict)


class Questioned:
    """The questions of events by the state of the ledger: those of an earlier state are never given for a later one."""

    def __init__(self) -> None:
        self._last = _State(-1)

    def of(self, state: int) -> Callable[[Sequence[Key], Callable[[Sequence[Key]], Found]], Found]:
        """Gives the questions of events in that state, by working out together those that are not known."""
        held = self._last
        if held.number != state:
            held = self._last = _State(state)

        # What a slower thread works out from an earlier state goes where nobody of a later one looks.
        def given(keys: Sequence[Key], work_out: Callable[[Sequence[Key]], Found]) -> Found:
            known = {key: held.found[key] for key in keys if key in held.found}
            fresh = [key for key in keys if key not in known]
            made = work_out(fresh) if fresh else {}
            if len(held.found) + len(made) > MOST_KEPT:
                held.found.clear()
            held.found.update(made)
            return {**known, **made}

        return given
