"""Finds ties between actors: offices, membership, leadership, support, enmity, alliance, base and other names.

A tie is told once a document: the first telling stays, later ones between the same names go.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.domain.analysis import Analysis
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Polarity
from dateline.domain.ids import DocumentKey, relation_id
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.relation import Relation, RelationEnd, RelationType
from dateline.domain.span import Span
from dateline.extract.local.bynames import BynameFinder
from dateline.extract.local.offices import OfficeFinder
from dateline.extract.local.phrases import child_of
from dateline.extract.local.scope import Scope
from dateline.extract.local.sides import SideFinder
from dateline.extract.local.tie_ends import Draft, EndFinder
from dateline.extract.local.tie_words import tie_words
from dateline.extract.local.ties import TieFinder
from dateline.plugins import DEFAULTS, Settings


def find_relations(
    analysis: Analysis,
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    settings: Settings = DEFAULTS,
) -> tuple[Relation, ...]:
    """The ties, in the order of their subjects."""
    words = tie_words(settings)
    ends = EndFinder(analysis, words, mentions)
    finders = (
        OfficeFinder(analysis, words, ends),
        TieFinder(analysis, words, ends),
        BynameFinder(analysis, words, ends),
        SideFinder(analysis, words, ends),
    )
    drafts = [draft for finder in finders for draft in finder.drafts()]
    drafts.sort(key=lambda draft: (draft.subject.start, draft.object.start, draft.type))
    key = analysis.document.key
    scope = Scope(attributions)
    times = _times_by_sentence(analysis, mentions)
    places = frozenset(
        mention.span for mention in mentions if mention.kind is MentionKind.PLACE and mention.label != "demonym"
    )
    drafts = _without_cut_offices(drafts)
    seen: set[tuple[str, str, str]] = set()
    found = []
    for draft in drafts:
        told = (draft.type, _key(analysis, draft.subject), _key(analysis, draft.object))
        if told in seen or draft.subject.touches(draft.object) or _is_led_by_a_place(draft, places):
            continue
        seen.add(told)
        found.append(_relation(analysis, key, draft, scope, times))
    return tuple(found)


def _is_led_by_a_place(draft: Draft, places: frozenset[Span]) -> bool:
    """Whether the end that must be a person is a place: "the Sahel, former ambassador … told"."""
    if draft.type == RelationType.HOLDS_OFFICE:
        return draft.subject in places
    return draft.type == RelationType.FOUNDED_BY and draft.object in places


def _without_cut_offices(drafts: Sequence[Draft]) -> list[Draft]:
    """Without an office that is a part of another of the same holder: "Africa chief" of "Africa chief General"."""
    held: dict[Span, list[Span]] = {}
    for draft in drafts:
        if draft.type is RelationType.HOLDS_OFFICE:
            held.setdefault(draft.subject, []).append(draft.object)
    return [
        draft
        for draft in drafts
        if draft.type is not RelationType.HOLDS_OFFICE
        or not any(other != draft.object and other.holds(draft.object) for other in held[draft.subject])
    ]


def _key(analysis: Analysis, span: Span) -> str:
    """The last word of a name, by which it is known again."""
    words = re.findall(r"\w+", analysis.document.quote(span).lower())
    return words[-1] if words else ""


def _relation(
    analysis: Analysis, key: DocumentKey, draft: Draft, scope: Scope, times: Mapping[int, Sequence[Span]]
) -> Relation:
    anchor = draft.trigger or draft.subject
    attribution = scope.attribution_of(anchor)
    negated = draft.verb is not None and child_of(analysis, draft.verb, "neg") is not None
    return Relation(
        id=relation_id(key, draft.type, draft.subject, draft.object),
        type=draft.type,
        subject=RelationEnd(span=draft.subject),
        object=RelationEnd(span=draft.object),
        trigger=draft.trigger,
        time=_time(analysis, draft, times),
        attribution=attribution.id if attribution is not None else None,
        polarity=Polarity.NEGATED if negated else Polarity.AFFIRMED,
        confidence=draft.confidence,
    )


def _times_by_sentence(analysis: Analysis, mentions: Sequence[Mention]) -> dict[int, list[Span]]:
    times: dict[int, list[Span]] = {}
    for mention in mentions:
        if mention.kind is MentionKind.TIME:
            for sentence in sorted({token.sentence for token in analysis.tokens_in(mention.span)}):
                times.setdefault(sentence, []).append(mention.span)
    return times


def _time(analysis: Analysis, draft: Draft, times: Mapping[int, Sequence[Span]]) -> Span | None:
    """The time that hangs on the verb that tells it."""
    if draft.verb is None:
        return None
    under = {
        below
        for child in analysis.children[draft.verb]
        if analysis.tokens[child].dep in {"npadvmod", "prep", "advmod"}
        for below in analysis.subtree(child)
    }
    for span in times.get(analysis.tokens[draft.verb].sentence, ()):
        if any(token.index in under for token in analysis.tokens_in(span)):
            return span
    return None
