"""Whether a number counts the dead or the wounded, where only the reader says so: without a word of death, the wounded.

"The victims are a man and three girls" tells of nobody's death; the reader, which has read more of wars than of shootings,
gives the man to the dead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim, Role
from dateline.domain.span import Span
from dateline.domain.value import Measure
from dateline.lang import table
from dateline.plugins import Settings

_HARM = frozenset({Measure.KILLED, Measure.INJURED})


def with_wounded(
    claims: Sequence[Claim], analysis: Analysis, ruled: Collection[Span], settings: Settings
) -> Iterator[Claim]:
    """The claims, some numbers of the dead made those of the wounded; ``ruled`` are numbers whose measure the rules know."""
    words = table(settings.language, "toll_words", settings.overlay("lang"))
    death, harm = _any_of(words["killed"]), _any_of(words["injured"])
    text = f"{analysis.document.title or ''}\n{analysis.document.text}"
    # Where no word of the report tells of a death, and some of a wound, all were wounded.
    none_died = death.search(text) is None and harm.search(text) is not None
    for claim in map(_without_doers, claims):
        measures = {quantity.measure for quantity in claim.quantities}
        sentence = analysis.document.quote(claim.evidence)
        wounded = none_died or Measure.INJURED in measures or harm.search(sentence) is not None
        if Measure.KILLED in measures and wounded and death.search(sentence) is None:
            quantities = tuple(
                replace(quantity, measure=Measure.INJURED)
                if quantity.measure is Measure.KILLED and quantity.span not in ruled
                else quantity
                for quantity in claim.quantities
            )
            yield replace(claim, quantities=quantities)
        else:
            yield claim


def _without_doers(claim: Claim) -> Claim:
    """The claim without numbers of dead or wounded that count those who did it: "after two groups shot at one another"."""
    done_by, suffered = claim.words_of(Role.ACTOR), claim.words_of(Role.RECIPIENT)
    kept = tuple(
        quantity
        for quantity in claim.quantities
        if quantity.measure not in _HARM
        or not any(argument.span.holds(quantity.span) for argument in done_by)
        or any(argument.span.touches(quantity.span) for argument in suffered)
    )
    return claim if len(kept) == len(claim.quantities) else replace(claim, quantities=kept)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
