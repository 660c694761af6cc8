"""What the reader answers when it is asked about a sentence or the whole report, and what that says of single claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.domain.analysis import Analysis
from dateline.domain.claim import Argument, Role
from dateline.domain.happening import Happening
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.judging.weights import weights
from dateline.extract.local.shelves import Shelves

#: Modes, and the question about the whole report that asks for them.
_OF_REPORT: Final = {
    "abduct": "kidnapping",
    **dict.fromkeys(("explosives", "suicide-attack", "aerial", "drone", "heavy-weapons"), "bombing"),
}
_POLICE = "police"


class Questions:
    """The answers about one document."""

    def __init__(self, analysis: Analysis, mentions: Sequence[Mention]) -> None:
        self._whole = analysis.sighting.whole if analysis.sighting is not None else {}
        self._yes: dict[str, Shelves[Span]] = {}
        for name in ("police_arrest", "police_force"):
            shelves = self._yes[name] = Shelves()
            for sentence in analysis.layers.get(name, ()):
                shelves.put((sentence.span,), sentence.span)
        self._police = [
            mention.span for mention in mentions if mention.kind is MentionKind.ACTOR and mention.label == _POLICE
        ]

    def likely(self, mode: str, trigger: Span) -> float:
        """What the answers leave of the probability of a mode: all, or less where they say that there is no such thing."""
        if mode == "arrest":
            return 1.0 if self._is_yes("police_arrest", trigger) else float(weights()["questions"]["no_arrest"])
        question = _OF_REPORT.get(mode)
        if question is None or question not in self._whole:
            return 1.0
        even: float = weights()["questions"]["even"]
        return min(1.0, self._whole[question] / even)

    def without_idle_police(
        self, type_id: str, arguments: tuple[Argument, ...], happening: Happening
    ) -> tuple[Argument, ...]:
        """The arguments without the police as who attacks, in a sentence of which the reader says that they used no force."""
        if type_id != "assault" or self._is_yes("police_force", happening.trigger):
            return arguments
        return tuple(
            argument
            for argument in arguments
            if argument.role is not Role.ACTOR or not any(span.touches(argument.span) for span in self._police)
        )

    def _is_yes(self, name: str, trigger: Span) -> bool:
        return any(sentence.holds(trigger) for sentence in self._yes[name].near(trigger.start))


__all__ = ["Questions"]
