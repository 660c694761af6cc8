"""Whose number it is that several claims of a sentence count, and whether it counts the dead or the wounded.

A clause tells its figure once. Where only the reader says what a number counts, it counts nobody dead without a word of
death: "the victims are a man and three girls" tells of none, and the reader, which has read more of wars than of shootings,
gives the man to the dead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim, Role
from dateline.domain.span import Span
from dateline.domain.value import Measure, Quantity
from dateline.extract.local.judging.tolls import HARM
from dateline.lang import table
from dateline.plugins import Settings

#: How sure a claim must be of a number of dead or wounded, as a share of what the surest of its sentence is.
_NEARLY = 0.55


def with_fitting_measures(claims: Sequence[Claim], settings: Settings) -> Iterator[Claim]:
    """The claims, no number with a measure of another kind of act: a siege of 300 families kills none of them."""
    rows = table(settings.language, "measures", settings.overlay("lang"))
    only, of_act = rows["only_of"], rows["of_act"]
    for claim in claims:
        own = of_act.get(f"{claim.type}/{claim.mode}") or of_act.get(claim.type)
        kept = []
        for quantity in claim.quantities:
            if claim.type not in only.get(quantity.measure, (claim.type,)):
                if own is None:
                    continue
                quantity = replace(quantity, measure=Measure(own))
            kept.append(quantity)
        yield claim if kept == list(claim.quantities) else replace(claim, quantities=tuple(kept))


def with_own_numbers(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each number with the surest of those of its sentence that count it: a clause tells its figure once.

    The dead and the wounded stay with those that are nearly as sure: what stands beside a toll tells how to take it
    (``assemble/figures.py``).
    """
    surest: dict[tuple[Span, Span], float] = {}
    for claim in claims:
        for quantity in claim.quantities:
            number = (claim.evidence, quantity.span)
            surest[number] = max(surest.get(number, 0.0), quantity.confidence or 0.0)

    def is_own(claim: Claim, quantity: Quantity) -> bool:
        share = _NEARLY if quantity.measure in HARM else 1.0
        return (quantity.confidence or 0.0) >= share * surest[claim.evidence, quantity.span]

    return [
        replace(claim, quantities=tuple(quantity for quantity in claim.quantities if is_own(claim, quantity)))
        for claim in claims
    ]


def with_wounded(
    claims: Sequence[Claim], analysis: Analysis, ruled: Collection[Span], settings: Settings
) -> Iterator[Claim]:
    """The claims, some numbers of the dead made those of the wounded; ``ruled`` are numbers whose measure the rules know."""
    words = table(settings.language, "toll_words", settings.overlay("lang"))
    death, harm = _any_of(words["killed"]), _any_of(words["injured"])
    text = f"{analysis.document.title or ''}\n{analysis.document.text}"
    # Where no word of the report tells of a death, and some of a wound, all were wounded.
    none_died = death.search(text) is None and harm.search(text) is not None
    parties = table(settings.language, "tolls", settings.overlay("lang"))["harm"]
    doers = frozenset(parties["doers"])
    for claim in (_without_doers(claim, analysis, doers) for claim in claims):
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


def _without_doers(claim: Claim, analysis: Analysis, doers: Collection[str]) -> Claim:
    """The claim without numbers of dead or wounded that count those who did it: "after two groups shot at one another"."""
    done_by, suffered = claim.words_of(Role.ACTOR), claim.words_of(Role.RECIPIENT)
    others = {one.measure for one in claim.quantities if _last_word(one, analysis) not in doers}
    kept = tuple(
        quantity
        for quantity in claim.quantities
        if quantity.measure not in HARM
        or any(argument.span.touches(quantity.span) for argument in suffered)
        or not (
            any(argument.span.holds(quantity.span) for argument in done_by)
            or (quantity.measure in others and _last_word(quantity, analysis) in doers)
        )
    )
    return claim if len(kept) == len(claim.quantities) else replace(claim, quantities=kept)


def _last_word(quantity: Quantity, analysis: Analysis) -> str:
    """The last word of what a number counts, in small letters; empty where it is not said."""
    tokens = analysis.tokens_in(quantity.of) if quantity.of is not None else ()
    return tokens[-1].text.lower() if tokens else ""


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
