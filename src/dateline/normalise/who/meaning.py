"""What a cluster of words says of its actor: kind, sector, countries, identity, name, and how it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.domain.actor import Actor, ActorKind
from dateline.domain.analysis import Analysis, Token
from dateline.domain.attribution import SpeakerKind
from dateline.domain.ids import actor_id
from dateline.domain.span import Span
from dateline.gazetteer import Gazetteer
from dateline.normalise.who.clusters import Item
from dateline.whoswho import ActorNoun, KnownActor, WhosWho

_LONGEST_NAME = 80
#: Words in the longest nouns for actors.
_LONGEST_NOUN = 3
_PEOPLE_ENDINGS = ("er", "ers", "ist", "ists", "man", "men", "or", "ors", "ian", "ians", "people")
_SPEAKS_BY_KIND = {
    ActorKind.OUTLET: SpeakerKind.OUTLET,
    ActorKind.GOVERNMENT: SpeakerKind.OFFICIAL,
    ActorKind.MILITARY: SpeakerKind.MILITARY,
    ActorKind.POLICE: SpeakerKind.POLICE,
    ActorKind.GROUP: SpeakerKind.GROUP,
}
_SPEAKS_BY_SECTOR = {
    "GOV": SpeakerKind.OFFICIAL,
    "LEG": SpeakerKind.OFFICIAL,
    "JUD": SpeakerKind.OFFICIAL,
    "MIL": SpeakerKind.MILITARY,
    "COP": SpeakerKind.POLICE,
    "REB": SpeakerKind.GROUP,
    "MED": SpeakerKind.MEDICAL,
    "JRN": SpeakerKind.MEDIA,
    "IGO": SpeakerKind.OFFICIAL,
    "UNO": SpeakerKind.OFFICIAL,
    "NGO": SpeakerKind.ACTIVIST,
}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the words are checked against."""

    whoswho: WhosWho
    gazetteer: Gazetteer
    titles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """An actor, and what kind of source it is when it speaks."""

    actor: Actor
    speaks_as: SpeakerKind
    #: The office or description as written, where there is one.
    role: str | None
    #: The directory's entry, where the words allow one only.
    known: KnownActor | None = None


def meaning_of(cluster: Sequence[Item], analysis: Analysis, knowledge: Knowledge) -> Meaning:
    """The actor that a cluster of items, in the order of the text, stands for."""
    full = [item for item in cluster if not item.pronoun] or list(cluster)
    named = [item for item in full if item.named]
    known = _known(named)
    nouns = [noun for item in full if (noun := _noun(item, analysis, knowledge)) is not None]
    known = known or _told_inside(full, nouns, analysis, knowledge)
    titles = [noun for item in full if (noun := _title(item, analysis, knowledge)) is not None]
    is_party = not named and nouns[:1] != [] and _made_of(full[0].root, analysis, knowledge) is not None
    # What a party is made of says more than its own noun: "two companies of the army" are no firms.
    kind = nouns[0].kind if known is None and is_party and not nouns[0].person else _kind(known, named, nouns, full)
    if titles and known is None and kind is ActorKind.ORGANISATION:
        kind = ActorKind.PERSON
    actor = Actor(
        id=actor_id(analysis.document.key, cluster[0].span),
        name=_name(named, full, analysis, knowledge.titles),
        kind=kind,
        sector=known.sector
        if known is not None
        else next((noun.sector for noun in (*nouns, *titles) if noun.sector), None),
        countries=known.countries if known is not None and known.countries else _countries(full, analysis, knowledge),
        identity=known.identity if known is not None else None,
        named=bool(named),
        mentions=tuple(dict.fromkeys(item.span for item in cluster)),
    )
    return Meaning(actor, _speaks_as(actor, known, nouns), _role(named, full, analysis, knowledge), known)


def _known(named: Sequence[Item]) -> KnownActor | None:
    """The one known actor that the names allow; a name of several leaves the choice to the other names.

    An actor that a file lists goes before one made from a pattern: "President Hollande" before "head of state of France".
    """
    possible: list[KnownActor] = []
    for item in sorted(named, key=lambda item: all(actor.derived for actor in item.known)):
        sure = [actor for actor in item.known if not actor.metonym] or list(item.known)
        keys = {actor.key for actor in sure}
        possible = [actor for actor in possible if actor.key in keys] or possible or sure
    return possible[0] if len(possible) == 1 else None


def _noun(item: Item, analysis: Analysis, knowledge: Knowledge) -> ActorNoun | None:
    """What the noun of a description says, the longest that ends in its root: "aid workers" before "workers"."""
    if item.named:
        return None
    made_of = _made_of(item.root, analysis, knowledge)
    inner = _noun_of(made_of, item.root.index + 1, analysis, knowledge) if made_of is not None else None
    if inner is not None:
        return inner
    return _noun_of(item.root, analysis.tokens_in(item.span)[0].index, analysis, knowledge)


def _title(item: Item, analysis: Analysis, knowledge: Knowledge) -> ActorNoun | None:
    """What the title before a person's name says: the police of "Police commissioner Ada Berg", the army of "Colonel Vik"."""
    tokens = [token for token in analysis.tokens_in(item.span) if token.pos != "DET"]
    if tokens[-1:] == [] or item.root.pos != "PROPN" or tokens[-1].index != item.root.index:
        return None
    for length in range(min(_LONGEST_NOUN, len(tokens) - 1), 0, -1):
        last = tokens[length - 1].text.lower()
        if last in knowledge.titles or last.endswith(_PEOPLE_ENDINGS):
            found = knowledge.whoswho.noun(" ".join(token.text for token in tokens[:length]))
            if found is not None:
                return found
    return None


def _noun_of(root: Token, first: int, analysis: Analysis, knowledge: Knowledge) -> ActorNoun | None:
    """The longest noun for actors that ends in a word and begins no earlier than the token ``first``."""
    for start in range(max(first, root.index - _LONGEST_NOUN + 1), root.index):
        words = " ".join(token.text for token in analysis.tokens[start : root.index + 1])
        found = knowledge.whoswho.noun(words)
        if found is not None:
            return found
    return knowledge.whoswho.noun(root.text) or knowledge.whoswho.noun(root.lemma)


def _made_of(root: Token, analysis: Analysis, knowledge: Knowledge) -> Token | None:
    """Who a party is made of: the officers of "a team of senior police officers"."""
    if root.lemma.lower() not in knowledge.whoswho.collectives:
        return None
    for preposition in (analysis.tokens[index] for index in analysis.children[root.index]):
        if preposition.lemma == "of" and preposition.dep == "prep":
            inside = (analysis.tokens[index] for index in analysis.children[preposition.index])
            return next((token for token in inside if token.dep == "pobj"), None)
    return None


def _told_inside(
    full: Sequence[Item], nouns: Sequence[ActorNoun], analysis: Analysis, knowledge: Knowledge
) -> KnownActor | None:
    """The known group whose fighters a description tells of: "Houthi rebels", "two M23 fighters"."""
    if not nouns or nouns[0].kind is not ActorKind.GROUP or any(item.named for item in full):
        return None
    for item in full:
        inside = analysis.tokens_in(item.span)
        for _, _, actors in knowledge.whoswho.names_in([token.text for token in inside]):
            if len(actors) == 1 and actors[0].kind is ActorKind.GROUP and not actors[0].metonym:
                return actors[0]
    return None


def _kind(
    known: KnownActor | None, named: Sequence[Item], nouns: Sequence[ActorNoun], full: Sequence[Item]
) -> ActorKind:
    if known is not None:
        return known.kind
    if not named and nouns and nouns[0].person:
        return ActorKind.PERSON
    for items in (named, full):
        for item in items:
            if item.label:
                return ActorKind(item.label)
    if nouns:
        return nouns[0].kind
    root = full[0].root
    if root.tag in ("CD", "DT", "NN") and root.pos in ("NUM", "DET", "PRON"):
        return ActorKind.POPULATION
    if root.pos == "PROPN":
        return ActorKind.ORGANISATION
    if full[0].pronoun or root.text.lower().endswith(_PEOPLE_ENDINGS):
        return ActorKind.POPULATION if root.tag in ("NNS", "NNPS") else ActorKind.PERSON
    return ActorKind.OBJECT


def _name(named: Sequence[Item], full: Sequence[Item], analysis: Analysis, titles: frozenset[str] = frozenset()) -> str:
    if not named:
        item = full[0]
        first = analysis.tokens_in(item.span)[0]
        skip = first.text.lower() in ("the", "a", "an") and first.span.end < item.span.end
        words = analysis.document.quote(item.span)
        return words[len(first.text) :].strip() if skip else words
    best = max(
        named,
        key=lambda item: (
            item.words[-1:] != () and item.words[-1].lower() not in titles,
            len(item.words) > 1,
            min(len(item.key), _LONGEST_NAME),
            -item.span.start,
        ),
    )
    return " ".join(analysis.document.quote(_span_of_words(best, analysis)).split())


def _span_of_words(item: Item, analysis: Analysis) -> Span:
    """The span of a name without its article and titles."""
    inside = analysis.tokens_in(item.span)
    first = next((token for token in inside if item.words and token.text == item.words[0]), inside[0])
    return Span(first.span.start, item.span.end)


def _countries(full: Sequence[Item], analysis: Analysis, knowledge: Knowledge) -> tuple[str, ...]:
    """The countries that adjectives and names before the head word tell: "Malian government troops"."""
    found: dict[str, None] = {}
    for item in full:
        for token in analysis.tokens_in(item.span):
            if not token.text[:1].isupper():
                continue
            iso = knowledge.gazetteer.country_by_adjective(token.text)
            if iso is None and (item.named or token.index != item.root.index):
                iso = _country_named(token.text, knowledge)
            if iso is not None:
                found[iso] = None
        if found:
            break
    return tuple(found)


def _country_named(word: str, knowledge: Knowledge) -> str | None:
    for place in knowledge.gazetteer.find(word)[:3]:
        if place.precision == "country":
            return place.country
    return None


def _speaks_as(actor: Actor, known: KnownActor | None, nouns: Sequence[ActorNoun]) -> SpeakerKind:
    if nouns:
        return nouns[0].speaks_as
    return speaks_by(actor.kind, known.sector if known is not None else actor.sector)


def speaks_by(kind: ActorKind, sector: str | None) -> SpeakerKind:
    """What kind of source an actor of that kind and PLOVER sector is when it speaks."""
    return _SPEAKS_BY_KIND.get(kind) or _SPEAKS_BY_SECTOR.get(sector or "", SpeakerKind.OTHER)


def _role(named: Sequence[Item], full: Sequence[Item], analysis: Analysis, knowledge: Knowledge) -> str | None:
    described = next((item for item in full if not item.named and not item.pronoun), None)
    if described is not None:
        return _name([], [described], analysis)
    for item in named:
        titles = []
        for token in analysis.tokens_in(item.span):
            if token.text.lower().rstrip(".") not in knowledge.titles and token.text != ".":
                break
            titles.append(token)
        if titles:
            return analysis.document.quote(Span(titles[0].span.start, titles[-1].span.end))
    return None
