"""Finds the words that name or describe actors.

A mention's ``label`` is the kind of actor that it seems to be (``ActorKind``), ``head`` the words that carry the meaning.
Names stand without their article, descriptions with it. Mentions may nest: "Assad" in "the Assad regime".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.domain.actor import ActorKind
from dateline.domain.analysis import Analysis, Token
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.span import Span
from dateline.extract.local.named_actors import Knowledge, NamedActor, named_actors
from dateline.extract.local.noun_phrases import Phrases
from dateline.extract.local.pronouns import pronoun_mentions
from dateline.extract.local.word_lists import actor_words, place_words
from dateline.plugins import DEFAULTS, Settings
from dateline.whoswho import ActorNoun, WhosWho, load_whoswho

#: Kinds of nouns that are no actors of their own, however the directory lists them.
_THINGS = frozenset((ActorKind.VEHICLE, ActorKind.OBJECT, ActorKind.PLACE, ActorKind.FACILITY))

#: Listed among the people who live there ("the village was attacked"), but first of all ground.
_SETTLED = frozenset(("town", "village"))
#: Words in the longest nouns for actors.
_LONGEST_NOUN = 3


def find_actors(analysis: Analysis, places: Sequence[Mention], settings: Settings = DEFAULTS) -> tuple[Mention, ...]:
    """The mentions of actors, in order; descriptions ("gunmen") and pronouns as well as names."""
    whoswho = load_whoswho(settings.overlay("whoswho"))
    words = actor_words(settings)
    phrases = Phrases(analysis)
    by_span: dict[Span, Mention] = {}
    names = named_actors(analysis, places, Knowledge(whoswho, words, place_words(settings)))
    for name in names:
        mention = _named(analysis, name)
        by_span.setdefault(mention.span, mention)
    named_tokens = {index for name in names for index in range(name.first, name.last)}
    for mention in (*_described(analysis, phrases, whoswho, named_tokens), *_peoples(analysis, places, named_tokens)):
        by_span.setdefault(mention.span, mention)
    for mention in pronoun_mentions(analysis, list(by_span.values()), words):
        by_span.setdefault(mention.span, mention)
    return tuple(sorted(by_span.values(), key=lambda mention: mention.span))


def _named(analysis: Analysis, name: NamedActor) -> Mention:
    span = analysis.span_of(name.first, name.last)
    return Mention(kind=MentionKind.ACTOR, span=span, head=span, label=str(name.kind), named=True, score=name.score)


def _described(analysis: Analysis, phrases: Phrases, whoswho: WhosWho, named_tokens: set[int]) -> Iterator[Mention]:
    """Noun phrases whose head is a common noun for an actor."""
    for token in analysis.tokens:
        if token.index in named_tokens or token.pos not in ("NOUN", "PROPN", "ADJ") or token.dep == "compound":
            continue
        found = noun_at(analysis, token, whoswho)
        if found is None:
            continue
        noun, start = found
        if (
            noun.kind in _THINGS
            or noun.lemma in _SETTLED
            or (token.pos == "ADJ" and not _stands_alone(analysis, token))
        ):
            continue
        first, last = phrases.of(token)
        yield Mention(
            kind=MentionKind.ACTOR,
            span=analysis.span_of(min(first, start), last),
            head=analysis.span_of(start, token.index + 1),
            label=str(noun.kind),
            named=False,
            score=0.8,
        )


def noun_at(analysis: Analysis, token: Token, whoswho: WhosWho) -> tuple[ActorNoun, int] | None:
    """The longest noun for an actor that ends with a word ("suicide bomber"), and the index of its first word."""
    tokens = analysis.tokens
    first = max(analysis.sentences[token.sentence].first, token.index - _LONGEST_NOUN + 1)
    for start in range(first, token.index + 1):
        before = [one.text for one in tokens[start : token.index]]
        for last in (token.text, token.lemma):
            noun = whoswho.noun(" ".join([*before, last]))
            if noun is not None:
                return noun, start
    return None


def _stands_alone(analysis: Analysis, token: Token) -> bool:
    """Whether an adjective is used as a noun: "the wounded were taken away"."""
    return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj") and any(
        analysis.tokens[child].dep == "det" for child in analysis.children[token.index]
    )


def _peoples(analysis: Analysis, places: Sequence[Mention], named_tokens: set[int]) -> Iterator[Mention]:
    """Peoples by name: "Kurds", "the French", "Sunni Muslims"."""
    spans = [place.head or place.span for place in places if place.label == "demonym"]
    spans += [entity.span for entity in analysis.entities if entity.label == "NORP"]
    for span in dict.fromkeys(spans):
        token = analysis.tokens_in(span)[-1]
        if token.index in named_tokens:
            continue
        following = analysis.tokens[token.index + 1] if token.index + 1 < len(analysis.tokens) else None
        before = analysis.tokens[token.index - 1].text.lower() if token.index else ""
        many = token.tag in ("NNPS", "NNS") or (token.text.endswith("s") and token.pos == "PROPN")
        whole = (
            before == "the"
            and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")
            and (following is None or following.pos not in ("NOUN", "PROPN", "ADJ"))
        )
        if not (many or whole) or token.dep in ("amod", "compound"):
            continue
        yield Mention(
            kind=MentionKind.ACTOR,
            span=span,
            head=token.span,
            label=str(ActorKind.POPULATION),
            named=True,
            score=0.7,
        )
