"""Ties speakers told by a title, a description or a pronoun to the person or body that the report has named before.

"The minister" is the last minister by name, "the monitoring group" the body that spoke last, "she" after "…, the mayor
said." the mayor. Where two could be meant, nothing is tied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.domain.actor import ActorKind
from dateline.domain.analysis import Analysis, Token
from dateline.domain.attribution import Attribution, Speaker, SpeakerKind
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.relation import Relation, RelationType
from dateline.domain.span import Span
from dateline.extract.local.cue_words import CueWords, cue_words
from dateline.extract.local.word_lists import ActorWords, actor_words
from dateline.plugins import DEFAULTS, Settings

#: A pronoun that speaks stands at most so many sentences after the speaker that it goes on from.
_SENTENCES_BACK = 3
#: Words in the longest description that is tied.
_LONGEST = 4
_DEFINITE = frozenset({"the", "this", "that"})
_PLURAL = frozenset({"NNS", "NNPS"})


@dataclass(frozen=True, slots=True)
class _Heard:
    """A speaker that words further on may go back to."""

    span: Span
    head: Token
    #: Words of the office and the description, lower case.
    words: frozenset[str]
    person: bool
    plural: bool
    named: bool


def with_references(
    mentions: Sequence[Mention],
    attributions: Sequence[Attribution],
    relations: Sequence[Relation],
    analysis: Analysis,
    settings: Settings = DEFAULTS,
) -> tuple[Mention, ...]:
    """The mentions, those of speakers with what they refer to where it is safe to say; mentions that have it keep it.

    ``relations`` give the offices that the report tells: after "interior minister Ada Lund", "the minister" is hers.
    """
    finder = _Finder(mentions, relations, analysis, settings)
    found: dict[Span, Span] = {}
    for attribution in sorted(attributions, key=_place):
        for speaker in attribution.sources:
            refers_to = finder.refers_to(speaker, direct=attribution.direct)
            if refers_to is not None:
                found[speaker.named_by] = refers_to
            finder.hear(speaker, refers_to)
    out = []
    for mention in mentions:
        if mention.kind is MentionKind.ACTOR and mention.refers_to is None and mention.span in found:
            out.append(replace(mention, refers_to=found.pop(mention.span)))
        else:
            out.append(mention)
            found.pop(mention.span, None)
    # "It" has a mention only where its own clause says what it stands for.
    added = [
        Mention(
            kind=MentionKind.ACTOR, span=span, head=span, label=finder.label(to), named=False, refers_to=to, score=0.6
        )
        for span, to in found.items()
    ]
    return tuple(sorted((*out, *added), key=lambda mention: (mention.span, mention.kind)))


def _root(inside: Sequence[Token]) -> Token:
    """The word of a phrase that hangs on none of the others."""
    own = {token.index for token in inside}
    return next((token for token in inside if token.head not in own or token.head == token.index), inside[-1])


def _place(attribution: Attribution) -> Span:
    return attribution.sources[0].span if attribution.sources else attribution.content[0]


class _Finder:
    def __init__(
        self, mentions: Sequence[Mention], relations: Sequence[Relation], analysis: Analysis, settings: Settings
    ) -> None:
        self._analysis = analysis
        self._words: ActorWords = actor_words(settings)
        self._cues: CueWords = cue_words(settings)
        actors = [mention for mention in mentions if mention.kind is MentionKind.ACTOR]
        self._by_span = {mention.span: mention for mention in actors}
        self._by_head = {_root(analysis.tokens_in(one.span)).index: one for one in actors if one.named}
        self._named = [mention for mention in actors if mention.named]
        #: Who holds an office, and every word of the office: "minister" of "the minister for trade".
        self._offices: list[tuple[Span, str]] = [
            (relation.subject.span, token.text.lower())
            for relation in relations
            if relation.type is RelationType.HOLDS_OFFICE
            for token in analysis.tokens_in(relation.object.span)
        ]
        self._heard: list[_Heard] = []

    def refers_to(self, speaker: Speaker, *, direct: bool) -> Span | None:
        """The words that a speaker's words go back to, or None."""
        span = speaker.named_by
        inside = self._analysis.tokens_in(span)
        if not inside:
            return None
        if len(inside) == 1 and inside[0].pos == "PRON":
            return self._of_pronoun(inside[0], direct=direct)
        known = self._by_span.get(span)
        if known is not None and known.named:
            return None
        # "This" alone has no title.
        if not 2 <= len(inside) <= _LONGEST or inside[0].text.lower() not in _DEFINITE or inside[-1].tag in _PLURAL:
            return None
        if len(inside) == 2 or inside[1].text.islower():
            tied = self._of_title(inside)
            if tied is not None:
                return tied
        described = all(token.text.islower() for token in inside[1:])
        return self._of_body(inside) if described else None

    def label(self, span: Span) -> str:
        """The kind of actor that words are taken for."""
        known = self._by_span.get(span)
        return known.label if known is not None and known.label is not None else str(ActorKind.ORGANISATION)

    def hear(self, speaker: Speaker, refers_to: Span | None) -> None:
        """Keep a speaker for the words that come after."""
        span = speaker.named_by
        inside = self._analysis.tokens_in(span)
        if not inside:
            return
        head = _root(inside)
        before = next((one for one in reversed(self._heard) if one.span == refers_to), None)
        mention = self._by_span.get(refers_to or span) or self._by_head.get(head.index)
        kind = mention.label if mention is not None else None
        person = before.person if before is not None else self._is_person(speaker, kind, head)
        said = frozenset(token.text.lower() for token in self._analysis.tokens_in(speaker.span))
        self._heard.append(
            _Heard(
                span=refers_to or span,
                head=head,
                words=said | (before.words if before is not None else frozenset()),
                person=person,
                plural=head.tag in _PLURAL or head.text.lower() == "they",
                named=before.named if before is not None else speaker.anonymous is False,
            )
        )

    def _is_person(self, speaker: Speaker, kind: str | None, head: Token) -> bool:
        if kind is not None and head.pos == "PROPN":
            return kind == ActorKind.PERSON
        if speaker.kind in {SpeakerKind.DOCUMENT, SpeakerKind.OUTLET, SpeakerKind.MEDIA, SpeakerKind.GROUP}:
            return False
        bodies = self._cues.bodies
        return head.text.lower() not in bodies and head.lemma.lower() not in bodies

    def _of_pronoun(self, token: Token, *, direct: bool) -> Span | None:
        """The speaker before, where it agrees; after a quotation that is speech, the nearest one."""
        text = token.text.lower()
        for heard in reversed(self._heard):
            if token.sentence - heard.head.sentence > _SENTENCES_BACK:
                return None
            if heard.head.index >= token.index or heard.head.text.lower() in {"i", "we", "you"}:
                continue
            if text in self._words.person_pronouns:
                fits = heard.person and not heard.plural and self._agrees(text, heard)
            elif text in self._words.plural_pronouns:
                fits = heard.plural
            elif text in self._words.thing_pronouns:
                fits = not heard.person and not heard.plural
            else:
                return None
            if fits:
                return heard.span
            if not direct:
                # Another spoke in between: whom the words go back to is no longer plain.
                return None
        return None

    def _agrees(self, text: str, heard: _Heard) -> bool:
        other = self._words.female if text in self._words.male else self._words.male
        return not any(word.rstrip(".") in other for word in heard.words)

    def _of_title(self, inside: Sequence[Token]) -> Span | None:
        """The one person named before who bears the title: "the minister" after "Interior Minister Ada Lund"."""
        title = inside[-1].text.lower()
        if title not in self._cues.titles:
            return None
        bearers = [
            mention.span
            for mention in self._named
            if mention.span.end <= inside[0].span.start and self._bears(mention, title)
        ]
        bearers += [span for span, office in self._offices if office == title and span.end <= inside[0].span.start]
        bearers.sort()
        names = {self._last_word(span) for span in bearers}
        return bearers[-1] if len(names) == 1 else None

    def _bears(self, mention: Mention, title: str) -> bool:
        """Whether a title stands before a person's name or in it."""
        if mention.label not in (None, str(ActorKind.PERSON)):
            return False
        inside = self._analysis.tokens_in(mention.span)
        first = inside[0].index
        around = [*self._analysis.tokens[max(0, first - 2) : first], *inside]
        return any(token.text.lower() == title and token.sentence == inside[0].sentence for token in around)

    def _of_body(self, inside: Sequence[Token]) -> Span | None:
        """The body that spoke last, for a plain description of one: "the group", "the agency", "the monitor"."""
        head = inside[-1]
        word = head.text.lower()
        if self._cues.speaker_kinds.get(word) not in {SpeakerKind.GROUP, SpeakerKind.ACTIVIST, SpeakerKind.OUTLET}:
            return None
        if not self._heard:
            return None
        heard = self._heard[-1]
        near = head.sentence - heard.head.sentence <= _SENTENCES_BACK and heard.head.index < inside[0].index
        return heard.span if near and heard.named and not heard.person and not heard.plural else None

    def _last_word(self, span: Span) -> str:
        return self._analysis.tokens_in(span)[-1].text.lower()
