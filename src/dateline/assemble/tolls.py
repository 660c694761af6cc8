"""One line a measure: all of one document's figures for one event, weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.assemble.figures import Figure, counted_up, figure_of, weight_of
from dateline.assemble.persons import persons_of, without
from dateline.domain.account import Toll
from dateline.domain.claim import Claim, Modality, Polarity
from dateline.domain.document import Document
from dateline.domain.span import Span
from dateline.domain.value import Count, CountScope, Measure

#: A figure of at least this share of the greatest, by another speaker, contradicts it; a smaller one is a part of it.
RIVAL_SHARE = 0.5

#: The greatest number is the toll that has at least this share of the support of the best supported one.
SUPPORT = 0.5

#: What it adds to the support of a number that one more claim tells it, as a share of that claim's weight.
AGAIN = 0.5

_HARMED = frozenset({Measure.KILLED, Measure.INJURED})


def tolls_of(told: Sequence[Claim], document: Document) -> tuple[Toll, ...]:
    """The tolls of an account, by measure.

    Figures of one claim that stand side by side ("two men and a woman") are added, a part ("including a child") is not.
    Among the claims the greatest well supported number is taken for the whole, since smaller ones tell of parts; where
    another speaker gives a rival total, low and high span both. A number is of one measure, the one that the surest
    claim gives it, and those who died are no longer injured: "four people were shot, one fatally" injured three.
    Running totals and denied or unreal events give no toll.
    """
    real = [claim for claim in told if claim.stance.modality is not Modality.DENIED and claim.stance.is_real]
    measured = _measures(real)
    figures: dict[Measure, list[Figure]] = {}
    for claim in real:
        counts: dict[Measure, list[Count]] = {}
        for count in claim.counts:
            if count.scope is CountScope.INCIDENT and measured.get(count.span, count.measure) is count.measure:
                counts.setdefault(count.measure, []).append(count)
        for measure, own in counts.items():
            if claim.stance.polarity is Polarity.AFFIRMED or all(count.high == 0 for count in own):
                figures.setdefault(measure, []).append(figure_of(own, claim, document))
                if measure is Measure.INJURED and claim.stance.polarity is Polarity.AFFIRMED:
                    figures[measure] += counted_up(own, claim, document)
    if figures.keys() >= _HARMED:
        figures[Measure.INJURED] = _without_dead(figures[Measure.INJURED], _greatest(figures[Measure.KILLED]))
    tolls = [_weighed(measure, figures[measure]) for measure in sorted(figures) if figures[measure]]
    return tuple(_one_by_one(toll, figures[toll.measure], real, document) for toll in tolls)


def _one_by_one(toll: Toll, figures: Sequence[Figure], told: Sequence[Claim], document: Document) -> Toll:
    """The toll, that of the people told of one by one where nothing else gives a number and they are more."""
    if toll.measure not in _HARMED or any(figure.of_number and figure.size > 1 for figure in figures):
        return toll
    persons = persons_of(
        [claim for claim in told if claim.stance.polarity is Polarity.AFFIRMED], toll.measure, document
    )
    if toll.measure is Measure.INJURED:
        persons = without(persons, persons_of(told, Measure.KILLED, document))
    if toll.low is None or len(persons) <= toll.low:
        return toll
    return Toll(measure=toll.measure, low=toll.low, best=len(persons), high=toll.high and max(toll.high, len(persons)))


def _measures(told: Sequence[Claim]) -> dict[Span, Measure]:
    """Whether the numbers of the harmed count the killed or the injured, as the surer claims have it."""
    sure: dict[Span, dict[Measure, float]] = {}
    for claim in told:
        for count in claim.counts:
            if count.measure in _HARMED:
                measures = sure.setdefault(count.span, {})
                measures[count.measure] = measures.get(count.measure, 0.0) + weight_of(claim, [count])
    return {span: max(sorted(measures), key=measures.__getitem__) for span, measures in sure.items()}


def _without_dead(figures: Sequence[Figure], dead: Figure) -> list[Figure]:
    """The figures of the injured, those of all who were hit without the dead; none where nobody is left."""
    left = []
    # "Seven victims" beside "one dead, six others wounded" are them all.
    others = {figure.size for figure in figures if figure.besides}
    beside = others | {figure.size for figure in figures if figure.beside_dead}
    for figure in figures:
        if figure.size - dead.size in beside and not figure.besides and not figure.beside_dead:
            continue
        # "Nine were shot" beside "two dead, nine others wounded" are the wounded.
        holds_dead = (
            figure.size not in others
            and figure.of_all
            and (figure.of_hit or (dead.of_whole and not figure.beside_dead))
        )
        if not holds_dead or figure.size < dead.size or figure.dead_are_others or dead.besides:
            left.append(figure)
        elif figure.size > dead.size:
            low, high = (None if end is None else max(0, end - dead.size) for end in (figure.low, figure.high))
            left.append(replace(figure, low=low, high=high))
    return left


def _greatest(figures: Sequence[Figure]) -> Figure:
    """The greatest of the well supported figures.

    Single persons are told of one by one, so that many claims of one person are no better a total than one claim is.
    """
    support: dict[int, float] = {}
    for figure in sorted(figures, key=lambda figure: -figure.weight):
        known = support.get(figure.size)
        if known is None:
            support[figure.size] = figure.weight
        elif figure.size > 1:
            support[figure.size] = known + AGAIN * figure.weight
    # "A fourth victim" takes the three for told.
    for last in {figure.size for figure in figures if figure.counts_up}:
        support[last] += support.get(last - 1, 0.0)
    # Where the text gives numbers, people told of one by one are parts of them.
    numbers = {figure.size for figure in figures if figure.of_number and figure.size > 1}
    least = SUPPORT * max(weight for size, weight in support.items() if not numbers or size in numbers)
    size = max(size for size, weight in support.items() if weight >= least and (not numbers or size in numbers))
    return max((figure for figure in figures if figure.size == size), key=lambda f: (f.low is not None, f.weight))


def _weighed(measure: Measure, figures: Sequence[Figure]) -> Toll:
    greatest = _greatest(figures)
    rivals = [
        figure
        for figure in figures
        if figure is greatest
        or (
            figure.claim.attribution != greatest.claim.attribution
            and RIVAL_SHARE * greatest.size <= figure.size <= greatest.size
        )
    ]
    lows = [figure.low for figure in rivals if figure.low is not None]
    highs = [figure.high for figure in rivals]
    best = greatest.low if greatest.low is not None else greatest.high
    return Toll(
        measure=measure,
        low=min(lows) if lows else None,
        best=best,
        high=None if None in highs else max(high for high in highs if high is not None),
    )
