"""Tolls that no likely claim tells: the reader is sure of the number of dead or wounded, and less of the word beside it.

"The shooting left four people injured", told once more in a caption, is no news to a reader that weighs each word alone;
the number of the wounded is what such a report is read for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.domain.claim import Claim
from dateline.domain.happening import Happening, Part
from dateline.domain.span import Span
from dateline.domain.value import Measure

#: Least probability that a number counts the dead or the wounded.
SURE = 0.85
#: Least probability of a word that may tell it.
FAINT = 0.05
#: Share of a happening's likeliest type, for it to be the one.
_LIKELIEST = 0.5

HARM = frozenset({Measure.KILLED, Measure.INJURED})
VIOLENCE = "assault"


def is_of_violence(made: Iterable[Claim], ruled: Iterable[Claim]) -> bool:
    """Whether a report tells of violence: by a likely claim of it, or by words of the rules that name its means."""
    return any(claim.type == VIOLENCE for claim in made) or any(
        claim.type == VIOLENCE and claim.mode is not None for claim in ruled
    )


def untold_tolls(
    happenings: Sequence[Happening],
    passed: Mapping[int, Claim | None],
    told: Sequence[Span],
    numbers: Sequence[Span],
) -> Iterator[int]:
    """The indices of the happenings that tell a toll which no claim tells, one a number, in order.

    ``passed`` are those that made no claim, by their indices, with what the rules had there; ``told`` are the words of the
    counts of claims, and ``numbers`` all words for numbers. Where the rules count the dead or the wounded ("sent four men to
    the hospital"), the reader need only be sure that the number counts somebody.
    """
    best: dict[Span, tuple[float, int]] = {}
    for index, claim in passed.items():
        happening = happenings[index]
        harmed = _harmed(claim)
        if happening.score < FAINT or not (_is_violent(happening) or harmed):
            continue
        for part in happening.parts_of("count"):
            number = _number_of(part, numbers, harmed)
            if number is not None and not any(number.touches(span) for span in told):
                known = best.get(number, (0.0, index))
                best[number] = max(known, (part.score * happening.score, index))
    yield from sorted({index for _, index in best.values()})


def _is_violent(happening: Happening) -> bool:
    first = max(happening.types, key=lambda answer: answer.score, default=None)
    return first is not None and first.label == VIOLENCE and first.score >= _LIKELIEST


def _harmed(claim: Claim | None) -> list[Span]:
    """The numbers that the rules have for dead or wounded."""
    if claim is None or claim.type != VIOLENCE:
        return []
    return [quantity.span for quantity in claim.quantities if quantity.measure in HARM]


def _number_of(part: Part, numbers: Sequence[Span], harmed: Sequence[Span]) -> Span | None:
    """The number that a part surely gives as one of dead or wounded."""
    is_of_harm = part.measure is not None and Measure(part.measure) in HARM
    if part.score < SURE or not (is_of_harm or any(part.span.touches(span) for span in harmed)):
        return None
    return next((number for number in numbers if number.touches(part.span)), None)
