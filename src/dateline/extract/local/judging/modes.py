"""The manner of a killing that is told beside it: "were killed when a landmine blew up" is by explosives.

The word that tells who died seldom tells how. The weapon of the claim does, and so does another telling of the same event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim, Role
from dateline.domain.span import Span
from dateline.extract.local.judging.weights import weights
from dateline.ontology import Ontology

_HARM = frozenset({"killed", "injured"})
#: A mode, or none, and what who acts may make of it.
_NARROWED = {None: frozenset({"suicide-attack"}), "explosives": frozenset({"suicide-attack"})}


def with_modes(
    claims: Sequence[Claim],
    numbers: Sequence[int],
    analysis: Analysis,
    told: tuple[Ontology, Callable[[Span], str | None]],
) -> Iterator[Claim]:
    """The claims, those of violence without a mode with that of their means or of another telling of the event.

    ``numbers`` are the claims' happenings. ``told`` holds the ontology and what gives the category of the weapon that a noun
    phrase names: one who acts may be named after it ("suicide bombers").
    """
    ontology, category_of = told
    by_means = {
        (kind.id, category): mode.id
        for kind in ontology.types.values()
        for mode in kind.modes
        for category in mode.instruments
    }
    own = [_of_means(claim, by_means) for claim in claims]
    for index, claim in enumerate(claims):
        acting = {by_means.get((claim.type, category_of(party.span) or "")) for party in claim.words_of(Role.ACTOR)}
        if own[index] in _NARROWED and acting & _NARROWED[own[index]]:
            own[index] = next(iter(acting & _NARROWED[own[index]]))
    for index, claim in enumerate(claims):
        mode = own[index]
        if mode is None and any(kind == claim.type for kind, _ in by_means):
            # To people who were killed or hurt there, only the means passes on, and not what else was done.
            modes = [known if known in by_means.values() else None for known in own] if _harms(claim) else own
            mode = _told_elsewhere(
                index, claims, modes, [_same(numbers[index], number, analysis) for number in numbers]
            )
        yield claim if mode == claim.mode else replace(claim, mode=mode)


def _harms(claim: Claim) -> bool:
    return any(argument.effect in _HARM for argument in claim.arguments) or any(
        quantity.measure in _HARM for quantity in claim.quantities
    )


def _of_means(claim: Claim, by_means: dict[tuple[str, str], str]) -> str | None:
    """The claim's own mode, or that of its weapons where it has none or one of other weapons than they are."""
    found = [
        mode
        for argument in claim.arguments
        if argument.role is Role.INSTRUMENT
        if (mode := by_means.get((claim.type, argument.category or ""))) is not None
    ]
    if not found or claim.mode in found or (claim.mode is not None and claim.mode not in by_means.values()):
        return claim.mode
    # Who carries grenades beside rifles shoots.
    return "firearms" if "firearms" in found else found[0]


def _told_elsewhere(
    index: int, claims: Sequence[Claim], modes: Sequence[str | None], same: Sequence[float]
) -> str | None:
    """The mode of the likeliest other telling of the same event, of the same type."""
    claim = claims[index]
    near = [
        (likely, mode)
        for other, mode, likely in zip(claims, modes, same, strict=True)
        if other is not claim and mode is not None and other.type == claim.type
        if likely >= weights()["claim"]["same_mode"]
    ]
    return max(near, default=(0.0, None))[1]


def _same(one: int, other: int, analysis: Analysis) -> float:
    if analysis.sighting is None:
        return 0.0
    return analysis.sighting.same.get((min(one, other), max(one, other)), 0.0)
