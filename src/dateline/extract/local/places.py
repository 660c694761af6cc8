"""Finds the words that name places.

A mention's ``label`` says how the words stand for ground: ``name`` ("Gao"), ``demonym`` ("Malian", "U.S." of "U.S.
troops": the country is meant by its people, its adjective or its name used as one, and nothing took place there),
``part`` ("northern Mali"), ``border`` ("the border with Niger") or ``relative`` ("15 km east of Gao"). ``head`` is the
name inside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.domain.analysis import Analysis, Sentence
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.toponyms import Toponym, chosen, toponyms
from dateline.extract.local.word_lists import PlaceWords, place_words
from dateline.plugins import DEFAULTS, Settings

_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
#: What a country or a town does for those who are called after it, or what they do there.
_TIED = frozenset(
    (
        "backed",
        "led",
        "trained",
        "funded",
        "allied",
        "brokered",
        "sponsored",
        "supported",
        "supplied",
        "armed",
        "made",
        "based",
        "controlled",
        "aligned",
        "born",
        "owned",
        "flagged",
        "registered",
        "drafted",
    )
)
_OF_GROUND = frozenset(
    (
        "border",
        "borders",
        "soil",
        "territory",
        "city",
        "cities",
        "town",
        "towns",
        "coast",
        "airspace",
        "waters",
        "state",
    )
)
#: "U.S.", "US", "UK", "UAE", "DRC".
_LONGEST_ABBREVIATION = 6
_HYPHENS = frozenset(("-", "–"))
_NAMES = ("name", "demonym")


def find_places(analysis: Analysis, settings: Settings = DEFAULTS) -> tuple[Mention, ...]:
    """The mentions of places, in order and not overlapping."""
    words = place_words(settings)
    mentions: list[Mention] = []
    for toponym, probability in chosen(list(toponyms(analysis, settings))):
        sentence = analysis.sentences[analysis.tokens[toponym.first].sentence]
        mention = _mention_of(analysis, sentence, toponym, probability, words)
        while mentions and mentions[-1].span.touches(mention.span):
            if mentions[-1].label in ("name", "demonym") and mention.span.holds(mentions[-1].span):
                mentions.pop()
                continue
            mention = _plain(analysis, toponym, probability)
            break
        if not mentions or not mentions[-1].span.touches(mention.span):
            mentions.append(mention)
    return tuple(_joined_borders(analysis, mentions))


def _joined_borders(analysis: Analysis, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, a border that two names tell as one: "the Syria-Iraq border", "the border between Mali and Niger"."""
    text = analysis.document.text
    out: list[Mention] = []
    for mention in mentions:
        before = out[-1] if out else None
        if before is not None and before.span.end <= mention.span.start:
            gap = text[before.span.end : mention.span.start].strip()
            told_first = mention.label == "border" and before.label in _NAMES and (gap in _HYPHENS or gap == "and")
            told_last = (
                mention.label in _NAMES
                and before.label == "border"
                and gap == "and"
                and "between" in _words(text, before)
            )
            if told_first or told_last:
                joined = Span(before.span.start, mention.span.end)
                out[-1] = replace(mention if told_first else before, span=joined)
                continue
        out.append(mention)
    return out


def _words(text: str, mention: Mention) -> list[str]:
    return text[mention.span.start : mention.span.end].lower().split()


def _plain(analysis: Analysis, toponym: Toponym, probability: float) -> Mention:
    span = analysis.span_of(toponym.first, toponym.last)
    label = "demonym" if toponym.demonym is not None or _modifies(analysis, toponym) else "name"
    return Mention(kind=MentionKind.PLACE, span=span, head=span, label=label, named=True, score=round(probability, 4))


def _modifies(analysis: Analysis, toponym: Toponym) -> bool:
    """Whether a country's name stands as an adjective: "U.S. troops", "Turkey-backed fighters"."""
    last = analysis.tokens[toponym.last - 1]
    behind = analysis.tokens[toponym.last : toponym.last + 2]
    if len(behind) == 2 and behind[0].text in _HYPHENS and behind[1].text.lower() in _TIED:
        return True
    if "best_country" not in toponym.signs:
        return False
    abbreviated = last.text.isupper() and len(last.text) <= _LONGEST_ABBREVIATION
    noun = analysis.tokens[last.head]
    return (
        abbreviated
        and last.dep in ("compound", "nmod", "amod")
        and noun.index > last.index
        and noun.text.lower() not in _OF_GROUND
    )


def _mention_of(
    analysis: Analysis, sentence: Sentence, toponym: Toponym, probability: float, words: PlaceWords
) -> Mention:
    plain = _plain(analysis, toponym, probability)
    found = _border(analysis, sentence, toponym, words)
    if found is None and toponym.demonym is None:
        found = _relative(analysis, sentence, toponym, words) or _part(analysis, sentence, toponym, words)
    if found is None:
        return plain
    label, span = found
    return Mention(kind=MentionKind.PLACE, span=span, head=plain.span, label=label, named=True, score=plain.score)


def _lower(analysis: Analysis, sentence: Sentence, index: int) -> str:
    return analysis.tokens[index].text.lower() if sentence.first <= index < sentence.last else ""


def _part(analysis: Analysis, sentence: Sentence, toponym: Toponym, words: PlaceWords) -> tuple[str, Span] | None:
    """ "northern Mali", "Mali's north", "the north of Mali"."""
    first, last = toponym.first, toponym.last
    start = _direction_before(analysis, sentence, first, words)
    if start is not None:
        return "part", analysis.span_of(start, last)
    after = _lower(analysis, sentence, last)
    beyond = _lower(analysis, sentence, last + 1)
    if after in _POSSESSIVE and (beyond in words.compass or beyond in words.parts):
        return "part", analysis.span_of(first, last + 2)
    if _lower(analysis, sentence, first - 1) == "of":
        noun = _lower(analysis, sentence, first - 2)
        article = _lower(analysis, sentence, first - 3) == "the"
        if noun in words.parts or (noun in words.compass and article):
            return "part", analysis.span_of(first - 2, last)
    return None


def _direction_before(analysis: Analysis, sentence: Sentence, first: int, words: PlaceWords) -> int | None:
    before = _lower(analysis, sentence, first - 1)
    if before not in words.directions:
        return None
    start = first - 1
    if _lower(analysis, sentence, start - 1) in _HYPHENS and _lower(analysis, sentence, start - 2) in words.directions:
        start -= 2
    return start


def _relative(analysis: Analysis, sentence: Sentence, toponym: Toponym, words: PlaceWords) -> tuple[str, Span] | None:
    """ "15 km (9 miles) east of Gao", "north-east of Gao", "40 miles from Gao"."""
    at = toponym.first - 1
    if _lower(analysis, sentence, at) == "the":
        at -= 1
    while _lower(analysis, sentence, at) in words.ground_before or _lower(analysis, sentence, at) in ("the", "city"):
        at -= 1
    link = _lower(analysis, sentence, at)
    if link not in ("of", "from", "outside"):
        return None
    at -= 1
    compass = False
    if _lower(analysis, sentence, at) in words.compass:
        compass = True
        at -= 1
        if _lower(analysis, sentence, at) in _HYPHENS and _lower(analysis, sentence, at - 1) in words.compass:
            at -= 2
        if _lower(analysis, sentence, at) in ("to", "the"):
            at -= 1
    start = _distance_before(analysis, sentence, at, words)
    if start is None:
        article = _lower(analysis, sentence, at) == "the" or _lower(analysis, sentence, at + 1) == "the"
        return (
            ("relative", analysis.span_of(at + 1, toponym.last)) if compass and link == "of" and not article else None
        )
    return "relative", analysis.span_of(start, toponym.last)


def _distance_before(analysis: Analysis, sentence: Sentence, at: int, words: PlaceWords) -> int | None:
    """The first token of the distance that ends with token ``at``: "15 km", "50 km (30 miles)"."""
    tokens = analysis.tokens
    if _lower(analysis, sentence, at) == ")":
        opening = at - 1
        while opening > sentence.first and tokens[opening].text != "(" and at - opening < 6:
            opening -= 1
        if tokens[opening].text == "(":
            at = opening - 1
    if _lower(analysis, sentence, at) not in words.distance_units:
        return None
    number = at - 1
    if _lower(analysis, sentence, number) in _HYPHENS:
        number -= 1
    if number < sentence.first or (tokens[number].tag != "CD" and not tokens[number].text[:1].isdigit()):
        return None
    while number - 1 >= sentence.first and tokens[number - 1].tag == "CD":
        number -= 1
    return number


def _border(analysis: Analysis, sentence: Sentence, toponym: Toponym, words: PlaceWords) -> tuple[str, Span] | None:
    """ "the border with Niger", "the Syrian border", "Iraq's border", "the border between Mali" of a pair."""
    first, last = toponym.first, toponym.last
    after = _lower(analysis, sentence, last)
    at = last + 1 if after in _POSSESSIVE else last
    if _lower(analysis, sentence, at) in ("border", "borders", "frontier"):
        return "border", analysis.span_of(first, at + 1)
    if _lower(analysis, sentence, first - 1) in ("with", "between") and _lower(analysis, sentence, first - 2) in (
        "border",
        "borders",
        "frontier",
    ):
        return "border", analysis.span_of(first - 2, last)
    return None
