"""What pronouns and definite descriptions refer back to, by rules that stay silent where they are not safe."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dateline.domain.actor import ActorKind
from dateline.domain.analysis import Analysis, Token
from dateline.domain.mention import Mention, MentionKind
from dateline.extract.local.word_lists import ActorWords

_BODIES = frozenset(
    (
        ActorKind.GROUP,
        ActorKind.ORGANISATION,
        ActorKind.GOVERNMENT,
        ActorKind.MILITARY,
        ActorKind.POLICE,
        ActorKind.OUTLET,
    )
)
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_PRONOUN_TAGS = frozenset(("PRP", "PRP$", "WP", "WP$"))
#: A pronoun's antecedent stands in its own sentence or at most this many before.
_SENTENCES_BACK = 2
_EMPTY_IT = frozenset(("be", "seem", "appear", "take", "remain", "become", "rain", "turn"))


@dataclass(frozen=True, slots=True)
class _Possible:
    mention: Mention
    head: Token
    kind: ActorKind
    plural: bool


_Agrees = Callable[[_Possible], bool]


def _place_in_text(one: _Possible) -> int:
    return one.head.index


def pronoun_mentions(analysis: Analysis, mentions: Sequence[Mention], words: ActorWords) -> list[Mention]:
    """Mentions for the document's pronouns, with what they refer to where that is safe to say; "it" only where it is."""
    possible = [_possible(analysis, mention) for mention in mentions]
    possible.sort(key=_place_in_text)
    found: list[Mention] = []
    for token in analysis.tokens:
        if token.tag not in _PRONOUN_TAGS:
            continue
        text = token.text.lower()
        before: _Possible | None = None
        if text in words.relative_pronouns:
            before = _relative(analysis, token, possible)
            if before is None:
                continue
        elif text in words.person_pronouns:
            before = _nearest(analysis, token, possible, _persons(text, words, analysis))
        elif text in words.plural_pronouns:
            before = _nearest(analysis, token, possible, lambda one: one.plural)
        elif text in words.thing_pronouns:
            if token.dep in _SUBJECTS and analysis.tokens[token.head].lemma.lower() in _EMPTY_IT:
                continue
            before = _nearest(
                analysis, token, possible, lambda one: one.mention.named and one.kind in _BODIES and not one.plural
            )
            if before is None:
                continue
        elif text not in words.speaker_pronouns or token.text == "US":
            continue
        if before is None and token.tag == "PRP$":
            continue
        mention = Mention(
            kind=MentionKind.ACTOR,
            span=token.span,
            head=token.span,
            label=str(before.kind) if before is not None else _label(text, words),
            named=False,
            refers_to=before.mention.span if before is not None else None,
            score=0.6 if before is not None else 0.4,
        )
        found.append(mention)
        if before is not None:
            insort(possible, replace(before, head=token), key=_place_in_text)
    return found


def _label(text: str, words: ActorWords) -> str:
    return str(ActorKind.PERSON if text in words.person_pronouns else ActorKind.POPULATION)


def _possible(analysis: Analysis, mention: Mention) -> _Possible:
    head = analysis.tokens_in(mention.head or mention.span)[-1]
    kind = ActorKind(mention.label or ActorKind.PERSON)
    plural = head.tag in ("NNS", "NNPS") or kind is ActorKind.POPULATION
    if mention.named and kind in _BODIES and not plural:
        plural = False
    return _Possible(mention, head, kind, plural)


def _persons(text: str, words: ActorWords, analysis: Analysis) -> _Agrees:
    other = words.female if text in words.male else words.male

    def agrees(one: _Possible) -> bool:
        if one.kind is not ActorKind.PERSON or one.plural:
            return False
        said = [token.text.lower().rstrip(".") for token in analysis.tokens_in(one.mention.span)]
        return not any(word in other for word in said)

    return agrees


def _nearest(analysis: Analysis, token: Token, possible: Sequence[_Possible], agrees: _Agrees) -> _Possible | None:
    """The nearest agreeing subject before the token; else the only agreeing mention there is in those sentences."""
    earliest = analysis.sentences[max(0, token.sentence - _SENTENCES_BACK)].first
    first = bisect_left(possible, earliest, key=_place_in_text)
    last = bisect_left(possible, token.index, lo=first, key=_place_in_text)
    fitting = [one for one in possible[first:last] if agrees(one)]
    for one in reversed(fitting):
        if one.head.dep in _SUBJECTS and not (one.head.head == token.head and token.dep == "dobj"):
            return one
    if len({one.mention.span for one in fitting}) == 1:
        return fitting[0]
    return None


def _relative(analysis: Analysis, token: Token, possible: Sequence[_Possible]) -> _Possible | None:
    """The noun that a relative clause hangs on."""
    at = token
    for _ in range(6):
        if at.dep == "relcl":
            index = bisect_left(possible, at.head, key=_place_in_text)
            return possible[index] if index < len(possible) and possible[index].head.index == at.head else None
        if at.head == at.index:
            return None
        at = analysis.tokens[at.head]
    return None
