"""What one claim's counts come to: figures side by side added up, parts left out, and how far the figure is to be trusted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.assemble.persons import ONE
from dateline.domain.claim import Claim
from dateline.domain.document import Document
from dateline.domain.span import Span
from dateline.domain.value import Count, Measure
from dateline.lang import table
from dateline.lang.numbers import NumberKind, find_numbers

#: Weight of a count whose extractor does not say how sure it is.
UNJUDGED = 0.7
#: Characters before and after a count that are looked at.
_NEAR = 40
#: Characters after what is counted where "others" and "more" may stand.
_JUST_AFTER = 8
#: The fewest counts of which the first may be the sum of the rest.
_WITH_SUM = 3
#: What is left of the weight of a figure that is told as one of before.
_SUPERSEDED = 0.3
_SEVERAL = 2
_NAME = re.compile(r"\b[A-Z][a-z]")
#: Words of "a fourth victim".
_ORDINAL_AND_NOUN = 3
#: Nobody counts victims one by one beyond this.
_MOST_COUNTED_UP = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people or things that one claim tells, with open ends as in counts."""

    low: int | None
    high: int | None
    claim: Claim
    #: 0 to 1: how sure the claim and its count are.
    weight: float
    #: Whether it may count all who were hit, and not some beside others: "four people", not "four others".
    of_all: bool = False
    #: Whether it counts some beside others: "four others".
    besides: bool = False
    #: Whether its trigger leaves open who of the hit died: "shot", and not "wounded".
    of_hit: bool = False
    #: Whether it counts some of a whole told before: "one of the victims".
    of_whole: bool = False
    #: Whether the claim tells the dead beside them: "two died and three were wounded".
    beside_dead: bool = False
    #: Whether the dead beside them are told to be others: "two were wounded, and two others were dead".
    dead_are_others: bool = False
    #: Told of as the last of so many: "a fourth victim".
    counts_up: bool = False
    #: Whether the text gives a number, and not people one by one.
    of_number: bool = True

    @property
    def size(self) -> int:
        """The greatest number that it tells."""
        return max(self.low or 0, self.high or 0)


@dataclass(frozen=True, slots=True)
class _Words:
    between: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    state: re.Pattern[str]
    clause: re.Pattern[str]
    named: re.Pattern[str]
    rising_lead: re.Pattern[str]
    rising_from: re.Pattern[str]
    rising_to: re.Pattern[str]
    later: re.Pattern[str]
    joined: re.Pattern[str]
    listed: re.Pattern[str]
    harmed: re.Pattern[str]
    superseded: re.Pattern[str]
    member: re.Pattern[str]
    within: re.Pattern[str]
    whoever: frozenset[str]
    counted_up: frozenset[str]
    besides: re.Pattern[str]
    beside_before: re.Pattern[str]
    rest: re.Pattern[str]
    wounding: re.Pattern[str]
    wounded: re.Pattern[str]
    either: frozenset[str]
    anybody: frozenset[str]


def _any_of(patterns: Iterable[str], frame: str) -> re.Pattern[str]:
    """Any of the patterns of a table inside a frame; a blank stands for white space."""
    joined = "|".join(pattern.replace(" ", r"\s+") for pattern in patterns)
    return re.compile(frame.format(joined), re.IGNORECASE)


@cache
def _words(language: str) -> _Words:
    rows = table(language, "tolls")
    parts, harm = rows["parts"], rows["harm"]
    return _Words(
        between=_any_of(parts["between"], r"\b(?:{})"),
        after=_any_of(parts["after"], r"\s*(?:{})"),
        before=_any_of(parts["before"], r"\b(?:{})\s*\Z"),
        state=_any_of(parts["state"], r"[\s,]*(?:{})"),
        clause=_any_of(parts["clause"], r"\b(?:{})\b"),
        named=_any_of(parts["named"], r"\b(?:{})\s*\Z"),
        rising_lead=_any_of(parts["rising_from"], r"\b(?:{})\s*\Z"),
        rising_from=_any_of(parts["rising_from"], r"[^.;,]{{0,20}}\b(?:{})\s*(?:at least|about|just)?\s*"),
        rising_to=_any_of(parts["rising_to"], r"[^.;,]{{0,20}}\b(?:{})\s*(?:at least|about|just)?\s*"),
        later=_any_of(parts["later"], r"(?:{})"),
        member=_any_of(parts["member"], r"\b(?:{})\s*\Z"),
        within=_any_of(parts["within"], r"\s*(?:{})"),
        harmed=_any_of(parts["harmed"], r"\s+(?:\w+\s+)?(?:{})\b"),
        listed=_any_of(parts["listed"], r"\s*(?:{})"),
        superseded=_any_of(parts["superseded"], r"\b(?:{})\b"),
        joined=_any_of(parts["joined"], r"\s*(?:{})\s*"),
        whoever=frozenset(parts["whoever"]),
        counted_up=frozenset(parts["counted_up"]),
        besides=_any_of(harm["besides"], r"\b(?:{})\b"),
        beside_before=_any_of(harm["beside_before"], r"\b(?:{})\s+\Z"),
        rest=_any_of(harm["rest"], r"\b(?:{})\s+\Z"),
        wounding=_any_of(harm["wounded"], rf"\b(?:{{}})\s+(?:(?:{'|'.join(harm['nearly'])})\s+)?\Z"),
        wounded=_any_of(harm["wounded"], rf"\s+(?:(?:{'|'.join(harm['are'])})\s+){{{{0,2}}}}(?:\w+ly\s+)?(?:{{}})\b"),
        either=frozenset(harm["either"]),
        anybody=frozenset(harm["anybody"]),
    )


def figure_of(counts: Sequence[Count], claim: Claim, document: Document, language: str = "en") -> Figure:
    """The counts of one measure of a claim as one figure; at least one count."""
    words = _words(language)
    inside = [count for count in counts if claim.evidence.start <= count.span.start < claim.evidence.end]
    found = sorted(inside or counts, key=lambda count: count.span)
    ordered = _without_groups(found, document, words)
    groups = [count.span for count in found if count not in ordered]
    whole = next(([count] for count in ordered if _is_of_whole(count, document, words)), None)
    whole = whole or _side_by_side(ordered, groups, claim, document, words)
    lows, highs = [count.low for count in whole], [count.high for count in whole]
    return Figure(
        low=sum(low for low in lows if low is not None) if any(low is not None for low in lows) else None,
        high=None if None in highs else sum(high for high in highs if high is not None),
        claim=claim,
        weight=weight_of(claim, whole)
        * (_SUPERSEDED if words.superseded.search(document.quote(claim.evidence)) else 1.0),
        of_all=all(_is_anybody(count, document, words) for count in whole),
        besides=any(_is_besides(count, document, words) for count in whole),
        of_hit=_tells_of_hit(claim, document, words)
        and not any(_is_wounded(count, document, words) for count in whole),
        of_whole=any(words.after.match(document.text, count.span.end) is not None for count in whole),
        beside_dead=any(count.measure is Measure.KILLED for count in claim.counts if count not in counts),
        dead_are_others=any(
            count.measure is Measure.KILLED and _is_besides(count, document, words)
            for count in claim.counts
            if count not in counts
        ),
        of_number=any(count.rule != ONE for count in whole),
    )


def counted_up(counts: Sequence[Count], claim: Claim, document: Document, language: str = "en") -> Iterator[Figure]:
    """At least so many as "a fourth victim" tells of, each as a figure of all who were hit."""
    words = _words(language)
    for count in counts:
        told = count.span if count.of is None else count.span.hull(count.of)
        quoted = document.quote(told).split()
        # "A 10th Mountain Division soldier" and "a sixth-grade student" are none of so many.
        if count.rule != ONE or not 1 < len(quoted) <= _ORDINAL_AND_NOUN or quoted[-1].lower() not in words.counted_up:
            continue
        ordinal = quoted[-2]
        number = next(iter(find_numbers(ordinal, language)), None)
        if number is None or number.kind is not NumberKind.ORDINAL or not ordinal.islower() or "-" in ordinal:
            continue
        if number.low is not None and 1 < number.low <= _MOST_COUNTED_UP:
            weight = weight_of(claim, [count])
            yield Figure(
                low=number.low, high=number.low, claim=claim, weight=weight, of_all=True, of_hit=True, counts_up=True
            )


def weight_of(claim: Claim, counts: Iterable[Count]) -> float:
    """How sure a claim with these counts is."""
    return claim.confidence * max(UNJUDGED if count.confidence is None else count.confidence for count in counts)


def _without_groups(ordered: list[Count], document: Document, words: _Words) -> list[Count]:
    """The counts without those of a group of which the one before counts some: the three of "two of the three militants"."""
    kept = ordered[:1]
    for before, count in pairwise(ordered):
        between = document.text[before.span.end : count.span.start]
        is_group = before.rule != ONE and words.before.fullmatch(between.strip() + " ") is not None
        if not is_group or words.harmed.match(document.text, count.span.end) is not None:
            kept.append(count)
    return kept


def _is_of_whole(count: Count, document: Document, words: _Words) -> bool:
    """ "Of the four wounded, three worked there"."""
    return words.before.search(document.text[max(0, count.span.start - _NEAR) : count.span.start]) is not None


def _side_by_side(
    ordered: Sequence[Count], groups: Sequence[Span], claim: Claim, document: Document, words: _Words
) -> list[Count]:
    """The counts without those that are parts of others or say the same again."""
    whole = [ordered[0]]
    for count in ordered[1:]:
        before = whole[-1]
        start = max(
            (group.end for group in groups if before.span.end <= group.start < count.span.start),
            default=before.span.end,
        )
        between = document.text[start : count.span.start]
        if _is_replaced(before, count, claim, document, words):
            whole[-1] = count
            continue
        if words.rising_from.fullmatch(between):
            # "Rose to 52 from 45".
            continue
        if words.member.search(between) and _least(count) > _least(before):
            whole[-1] = count
            continue
        if words.between.search(between) or _is_repeated(count, before, document, words):
            continue
        if words.rest.search(between) and _is_anybody(before, document, words) and _least(count) <= _least(before):
            # "Eight were hit, two of them died, the other six are in hospital".
            continue
        if count.rule == ONE and before.rule != ONE and _are_told_apart(before, between, document, words):
            continue
        if words.after.match(between) and _least(count) >= _least(before):
            whole[-1] = count
        elif not _is_part(count, before, document, words) and not _is_one_of_them(count, before, document, words):
            whole.append(count)
    whole = _without_named(whole, document, words)
    if len(whole) >= _WITH_SUM and whole[0].low == sum(_least(count) for count in whole[1:]):
        # "Three others, a man and two women".
        return whole[:1]
    return whole


def _is_replaced(before: Count, count: Count, claim: Claim, document: Document, words: _Words) -> bool:
    """Whether the later of two figures of one sentence stands for both: "from 45 to 52", "initially three, but later nine"."""
    text = document.text
    lead = text[max(0, before.span.start - _NEAR) : before.span.start]
    between = text[before.span.end : count.span.start]
    if words.rising_to.fullmatch(between) and words.rising_lead.search(lead):
        return True
    told_first = words.superseded.search(text[min(claim.evidence.start, before.span.start) : before.span.start])
    return told_first is not None and words.later.search(between) is not None


def _without_named(counts: list[Count], document: Document, words: _Words) -> list[Count]:
    """The counts without the names of those whom a number before them counts: "their two children, Tor and Ola Ost"."""
    for at, number in enumerate(counts):
        many = number.low or 0
        named = counts[at + 1 : at + 1 + many]
        follows = counts[at + 1 + many : at + 2 + many]
        if number.rule == ONE or many < _SEVERAL or len(named) < many or (follows and follows[0].rule == ONE):
            continue
        end = max(number.span.end, number.of.end if number.of is not None else 0)
        if words.joined.fullmatch(document.text, end, named[0].span.start) and all(
            one.rule == ONE and _NAME.search(document.quote(one.span)) for one in named
        ):
            return [*counts[: at + 1], *counts[at + 1 + many :]]
    return counts


def _are_told_apart(number: Count, between: str, document: Document, words: _Words) -> bool:
    """Whether those whom a number counts are told one by one after it, by name or behind a colon."""
    end = max(number.span.end, number.of.end if number.of is not None else 0)
    return words.named.search(between) is not None or words.listed.match(document.text, end) is not None


def _is_part(count: Count, before: Count, document: Document, words: _Words) -> bool:
    """ "Five wounded, one critically", "six were hit, two of them in the head"."""
    after = document.text[count.span.end : count.span.end + _NEAR]
    if count.of is None and words.state.match(after):
        return True
    end = max(count.span.end, count.of.end if count.of is not None else 0)
    if words.within.match(document.text, end) is not None and _least(count) <= _least(before):
        return True
    return words.after.match(after) is not None and _least(count) <= _least(before)


def _is_one_of_them(count: Count, before: Count, document: Document, words: _Words) -> bool:
    """ "Six people were shot and one victim was rushed to a hospital"."""
    if count.of is None or _least(count) > _least(before):
        return False
    told = document.quote(count.of).lower().split()
    between = document.text[before.span.end : count.span.start]
    is_told_apart = words.clause.search(between) is not None and not _is_besides(count, document, words)
    return is_told_apart and told[-1:] != [] and told[-1] in words.whoever


def _is_repeated(count: Count, before: Count, document: Document, words: _Words) -> bool:
    """Whether a count says again what the one before said: the same bounds, of the same people or of nobody named."""
    if (count.low, count.high) != (before.low, before.high) or (count.rule == ONE) != (before.rule == ONE):
        return False
    if count.rule == ONE and words.joined.fullmatch(document.text, before.span.end, count.span.start):
        # "Lena Ost, her husband and six children".
        return False
    if count.of is None or before.of is None:
        return True
    return document.quote(count.of).casefold() == document.quote(before.of).casefold()


def _least(count: Count) -> int:
    return count.low or 0


def _tells_of_hit(claim: Claim, document: Document, words: _Words) -> bool:
    """Whether the trigger leaves open who of the hit died."""
    told = document.quote(claim.trigger).lower().split()
    return bool(told) and told[-1] in words.either


def _is_wounded(count: Count, document: Document, words: _Words) -> bool:
    """Whether the words beside the number say that it counts the wounded: "wounding 16", "16 people were injured"."""
    end = max(count.span.end, count.of.end if count.of is not None else 0)
    before = document.text[max(0, count.span.start - _NEAR) : count.span.start]
    return words.wounding.search(before) is not None or words.wounded.match(document.text, end) is not None


def _is_anybody(count: Count, document: Document, words: _Words) -> bool:
    """Whether what is counted is all who were hit: people at large, and not the others beside some told before."""
    if _is_besides(count, document, words):
        return False
    return count.of is None or bool(words.anybody.intersection(document.quote(count.of).lower().split()))


def _is_besides(count: Count, document: Document, words: _Words) -> bool:
    """Whether those who are counted are others than some told of before: "four others"."""
    end = max(count.span.end, count.of.end if count.of is not None else 0)
    before = document.text[max(0, count.span.start - _NEAR) : count.span.start]
    after = words.besides.search(document.text[count.span.start : end + _JUST_AFTER])
    return after is not None or words.beside_before.search(before) is not None
