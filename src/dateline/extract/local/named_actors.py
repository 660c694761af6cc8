"""Names of actors: those that the directory knows, and those that their form shows to be names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.domain.actor import ActorKind
from dateline.domain.analysis import Analysis, Sentence, Token
from dateline.domain.mention import Mention
from dateline.extract.local.toponym_signs import is_capital
from dateline.extract.local.word_lists import ActorWords, PlaceWords
from dateline.whoswho import KnownActor, WhosWho

_JOINING = frozenset(("of", "for", "the", "and", "al", "de", "-", "&", "in", "’s", "'s"))
_ACTING = frozenset(("nsubj", "nsubjpass", "agent", "csubj"))
_TOWARDS = frozenset(("by", "against", "with", "between", "for"))


@dataclass(frozen=True, slots=True)
class NamedActor:
    """Tokens ``first`` to ``last``, half-open, that name an actor."""

    first: int
    last: int
    kind: ActorKind
    score: float


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What names are checked against."""

    whoswho: WhosWho
    actor_words: ActorWords
    place_words: PlaceWords


def named_actors(analysis: Analysis, places: Sequence[Mention], knowledge: Knowledge) -> list[NamedActor]:
    """The names of actors in order; they may nest ("Syria" in "Syria's army" is a place and none of them)."""
    found: list[NamedActor] = []
    used: set[int] = set()
    place_tokens = {
        token.index: place.score
        for place in places
        if place.label != "demonym"
        for token in analysis.tokens_in(place.head or place.span)
    }
    for sentence in analysis.sentences:
        for actor in _known(analysis, sentence, knowledge):
            found.append(actor)
            used.update(range(actor.first, actor.last))
    for actor in _recognised(analysis, place_tokens, knowledge):
        if used.isdisjoint(range(actor.first, actor.last)):
            found.append(actor)
            used.update(range(actor.first, actor.last))
    for sentence in analysis.sentences:
        for actor in _by_form(analysis, sentence, knowledge):
            inside = [index for index in range(actor.first, actor.last) if index in used]
            if not inside:
                found.append(actor)
                used.update(range(actor.first, actor.last))
    found += _acronyms(analysis, found, used)
    return sorted(found, key=lambda actor: (actor.first, -actor.last))


def _acronyms(analysis: Analysis, found: Sequence[NamedActor], used: set[int]) -> list[NamedActor]:
    """The acronym in brackets behind a name that it spells, and the same letters wherever else they stand."""
    tokens = analysis.tokens
    kinds: dict[str, ActorKind] = {}
    for actor in found:
        if actor.last + 1 < len(tokens) and tokens[actor.last].text == "(":
            letters = tokens[actor.last + 1].text
            initials = [token.text[0] for token in tokens[actor.first : actor.last] if token.text[:1].isupper()]
            if (
                len(letters) > 1
                and letters.isupper()
                and initials[:1] == [letters[0]]
                and set(letters) <= set(initials)
            ):
                kinds[letters] = actor.kind
    return [
        NamedActor(token.index, token.index + 1, kinds[token.text], 0.7)
        for token in tokens
        if token.text in kinds and token.index not in used
    ]


def _known(analysis: Analysis, sentence: Sentence, knowledge: Knowledge) -> Iterator[NamedActor]:
    tokens = analysis.tokens[sentence.first : sentence.last]
    for start, end, actors in knowledge.whoswho.names_in([token.text for token in tokens]):
        first, last = sentence.first + start, sentence.first + end
        if _is_description(analysis, last - 1) or _opens_longer_name(tokens, (start, end), actors, knowledge):
            continue
        kind = _kind(actors)
        if all(actor.metonym for actor in actors):
            if _acts(analysis, last - 1):
                yield NamedActor(first, last, kind, 0.6)
        else:
            if analysis.tokens[first].text.lower() == "the" and last - first > 1:
                first += 1
            if kind is ActorKind.PERSON:
                first = _with_titles(analysis, first, knowledge.actor_words)
            yield NamedActor(first, last, kind, 1.0)


def _is_description(analysis: Analysis, index: int) -> bool:
    """ "Malian troops", "US officials": the directory knows whose they are, but the words name nobody."""
    token = analysis.tokens[index]
    return token.tag == "NNS" and token.text.islower()


def _opens_longer_name(
    tokens: Sequence[Token], words: tuple[int, int], actors: Sequence[KnownActor], knowledge: Knowledge
) -> bool:
    """Whether an outlet's one word begins the name of a body: "Hill" of "Hill Army", "Liberation" of "Liberation Front"."""
    start, end = words
    if end - start > 1 or any(actor.kind is not ActorKind.OUTLET for actor in actors):
        return False
    while end < len(tokens) and is_capital(tokens[end]) and tokens[end].pos == "PROPN":
        end += 1
    return end - start > 1 and knowledge.actor_words.heads.get(tokens[end - 1].text.lower(), ActorKind.OUTLET) != (
        ActorKind.OUTLET
    )


def _kind(actors: Sequence[KnownActor]) -> ActorKind:
    sure = [actor for actor in actors if not actor.metonym]
    return (sure or actors)[0].kind


def _acts(analysis: Analysis, index: int) -> bool:
    """Whether a country's or capital's name stands where somebody acts or is acted on: "Turkey said", "by France"."""
    token = analysis.tokens[index]
    for _ in range(4):
        if token.dep in _ACTING:
            return analysis.tokens[token.head].lemma.lower() not in ("be", "lie", "have")
        if token.dep == "pobj":
            return analysis.tokens[token.head].text.lower() in _TOWARDS
        if token.dep in ("conj", "appos") and token.head != token.index:
            token = analysis.tokens[token.head]
            continue
        return False
    return False


def _recognised(analysis: Analysis, place_tokens: dict[int, float], knowledge: Knowledge) -> Iterator[NamedActor]:
    """The recogniser's persons and bodies, with titles, where the gazetteer has no better claim to them."""
    tokens = analysis.tokens
    for entity in analysis.entities:
        if entity.label not in ("PERSON", "ORG"):
            continue
        inside = analysis.tokens_in(entity.span)
        first, last = inside[0].index, inside[-1].index + 1
        while first < last and not is_capital(tokens[first]):
            first += 1
        while first < last and tokens[first].text.lower() == "the":
            first += 1
        while last > first and (
            tokens[last - 1].text in ("'s", "’s", "'", "’") or not tokens[last - 1].text[-1:].isalnum()
        ):
            if tokens[last - 1].text.endswith(".") and len(tokens[last - 1].text) > 1:
                break
            last -= 1
        if first >= last:
            continue
        placed = [index for index in range(first, last) if index in place_tokens]
        head_word = tokens[last - 1].text.lower()
        body = knowledge.actor_words.heads.get(head_word)
        if placed and (len(placed) == last - first or body is None):
            continue
        if entity.label == "PERSON":
            if not all(
                is_capital(tokens[index]) or tokens[index].text in _JOINING or not tokens[index].text.isalpha()
                for index in range(first, last)
            ):
                continue
            first = _with_titles(analysis, first, knowledge.actor_words)
            yield NamedActor(first, last, body or ActorKind.PERSON, 0.8)
        else:
            yield NamedActor(first, last, body or ActorKind.ORGANISATION, 0.7)


def _with_titles(analysis: Analysis, first: int, words: ActorWords) -> int:
    tokens = analysis.tokens
    sentence = analysis.sentences[tokens[first].sentence]
    start = first
    while start > sentence.first:
        token = tokens[start - 1]
        if token.text == "." and start - 2 >= sentence.first and tokens[start - 2].text.lower() in words.titles:
            start -= 2
        elif token.text.lower().rstrip(".") in words.titles and token.text[:1].isupper():
            start -= 1
        else:
            break
    return start


def _of_the(tokens: Sequence[Token], at: int, stop: int, heads: Mapping[str, ActorKind]) -> bool:
    """Whether "of the" goes on with the name of a body, at either word: "Army of the North"."""
    of = at if tokens[at].text == "of" else at - 1
    return (
        of >= 1
        and of + 2 < stop
        and (tokens[of].text, tokens[of + 1].text) == ("of", "the")
        and tokens[of - 1].text.lower() in heads
        and is_capital(tokens[of - 1])
        and tokens[of - 1].tag != "NNS"
        and is_capital(tokens[of + 2])
        and tokens[of + 2].pos == "PROPN"
    )


def _by_form(analysis: Analysis, sentence: Sentence, knowledge: Knowledge) -> Iterator[NamedActor]:
    """Capitalised runs that end in a word for a body ("Nusra Front") or follow a title ("General Haftar")."""
    tokens = analysis.tokens
    heads, titles = knowledge.actor_words.heads, knowledge.actor_words.titles
    at = sentence.first
    while at < sentence.last:
        if not is_capital(tokens[at]) or tokens[at].pos in ("PRON", "DET", "ADP"):
            at += 1
            continue
        end = at + 1
        while end < sentence.last and (
            is_capital(tokens[end])
            or (tokens[end].text in _JOINING and end + 1 < sentence.last and is_capital(tokens[end + 1]))
            or _of_the(tokens, end, sentence.last, heads)
            or (tokens[end].text == "." and tokens[end - 1].text.lower() in titles)
        ):
            end += 1
        while end > at and not is_capital(tokens[end - 1]):
            end -= 1
        if end - at > 1:
            kind = heads.get(tokens[end - 1].text.lower())
            if kind is None:
                before_of = next((index for index in range(at + 1, end) if tokens[index].text == "of"), None)
                kind = heads.get(tokens[before_of - 1].text.lower()) if before_of is not None else None
            if kind is not None:
                yield NamedActor(at, end, kind, 0.6)
            elif tokens[at].text.lower().rstrip(".") in titles and tokens[end - 1].text.lower() not in titles:
                yield NamedActor(at, end, ActorKind.PERSON, 0.6)
        at = end
