"""Which words of a document stand for one actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.domain.actor import ActorKind
from dateline.domain.analysis import Analysis, Token
from dateline.domain.mention import Mention
from dateline.domain.span import Span
from dateline.whoswho import KnownActor, WhosWho

_ARTICLES = frozenset(("the", "a", "an"))
_DEFINITE = frozenset(("the", "these", "those", "this", "that", "both"))
_SMALL_WORDS = frozenset(("of", "the", "for", "and", "in", "de", "la", "al", "el"))
_SHORTEST_ACRONYM = 3
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_GROUPS = frozenset((ActorKind.GROUP, ActorKind.ORGANISATION))
#: What a group that was named before may be called next, and by what else a name is known for a group's.
_BODIES = frozenset(("group", "organisation", "organization", "militia", "movement", "faction", "alliance"))
_BRANCHES = frozenset(("splinter", "offshoot", "branch", "wing", "affiliate", "brigade", "battalion"))
_ARMED_BRANCHES = frozenset(("militia", "splinter", "offshoot", "faction", "brigade", "battalion"))
#: Sentences back to the name that "the group" stands for.
_FARTHEST_BODY = 3


@dataclass(slots=True)
class Item:
    """Words that stand for an actor, read once: by a mention, or by a part that an extractor gave them."""

    span: Span
    root: Token
    named: bool
    label: str | None = None
    refers_to: Span | None = None
    pronoun: bool = False
    known: tuple[KnownActor, ...] = ()
    #: The words without article and title, folded.
    key: str = ""
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Items:
    """The items of a document, with look-up by span and union of those that stand for one actor."""

    analysis: Analysis
    items: list[Item] = field(default_factory=list)
    by_span: dict[Span, int] = field(default_factory=dict)
    _by_root: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _parent: list[int] = field(default_factory=list)

    def add(self, item: Item) -> int:
        """Take in an item, or give back the one that stands at its span."""
        at = self.by_span.get(item.span)
        if at is None:
            at = self.by_span[item.span] = len(self.items)
            self.items.append(item)
            self._parent.append(at)
            self._by_root[item.root.index].append(at)
        return at

    def at(self, span: Span) -> int | None:
        """The item that stands for the words: at this very span, else with the same head word."""
        found = self.by_span.get(span)
        if found is not None:
            return found
        root = root_of(self.analysis, span)
        if root is None:
            return None
        candidates = self._by_root.get(root.index, [])
        if not candidates:
            return None
        return min(candidates, key=lambda index: (_apart(self.items[index].span, span), not self.items[index].named))

    def at_root(self, token: int) -> int | None:
        """The item whose head word is that token, names first."""
        candidates = self._by_root.get(token, [])
        return min(candidates, key=lambda index: (not self.items[index].named, index), default=None)

    def find(self, index: int) -> int:
        """The first item of the cluster that an item is in."""
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make two clusters one."""
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def clusters(self) -> list[list[int]]:
        """The clusters, each with its items in the order of the text; the clusters in the order of their first item."""
        members: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self.items)):
            members[self.find(index)].append(index)
        ordered = [sorted(indices, key=lambda index: self.items[index].span) for indices in members.values()]
        return sorted(ordered, key=lambda indices: self.items[indices[0]].span)


def _apart(one: Span, other: Span) -> int:
    return abs(one.start - other.start) + abs(one.end - other.end)


def root_of(analysis: Analysis, span: Span) -> Token | None:
    """The word of a span that the others hang on."""
    inside = analysis.tokens_in(span)
    for token in inside:
        if not (inside[0].index <= token.head <= inside[-1].index) or token.head == token.index:
            return token
    return inside[-1] if inside else None


def item_of(
    analysis: Analysis,
    span: Span,
    whoswho: WhosWho,
    titles: frozenset[str],
    mention: Mention | None,
    place: str | None = None,
) -> Item | None:
    """The item for a span, with the mention that it comes from, or the id of the place that it names, if any; None where
    there is no word."""
    inside = analysis.tokens_in(span)
    root = root_of(analysis, span)
    if not inside or root is None:
        return None
    if mention is not None and mention.head is not None and not mention.named:
        root = analysis.tokens_in(mention.head)[-1]
    elif mention is not None and mention.named and root.text.lower() not in _ARTICLES:
        root = root_of(analysis, mention.span) or root
    pronoun = len(inside) == 1 and inside[0].tag in ("PRP", "PRP$", "WP", "WP$")
    named = mention.named if mention is not None else root.pos == "PROPN"
    if place is not None:
        return Item(
            span,
            root,
            True,
            label=str(ActorKind.PLACE),
            key=f"place {place}",
            words=tuple(_bare_words(inside, frozenset())),
        )
    words = tuple(_bare_words(inside, titles if named else frozenset()))
    known: tuple[KnownActor, ...] = ()
    if named:
        text = analysis.document.quote(span)
        known = whoswho.find(text) or (whoswho.find(" ".join(words)) if words else ())
    return Item(
        span=span,
        root=root,
        named=named,
        label=mention.label if mention is not None else None,
        refers_to=mention.refers_to if mention is not None else None,
        pronoun=pronoun,
        known=known,
        key=" ".join(words).casefold(),
        words=words,
    )


def _bare_words(inside: Sequence[Token], titles: frozenset[str]) -> Iterable[str]:
    words = [token.text for token in inside if token.text not in (".", ",", "'s", "’s")]
    while len(words) > 1 and (words[0].lower() in _ARTICLES or words[0].lower().rstrip(".") in titles):
        words = words[1:]
    return words


def cluster(items: Items) -> None:
    """Join the items that stand for one actor: by knowledge, by name, by reference, by apposition."""
    _note_groups(items)
    _join_names(items)
    _join_persons(items)
    _join_titles(items)
    _join_acronyms(items)
    _join_appositions(items)
    _join_references(items)
    _join_descriptions(items)


def _join_names(items: Items) -> None:
    by_known: dict[str, int] = {}
    by_key: dict[str, int] = {}
    for index, item in enumerate(items.items):
        if not item.named or item.pronoun:
            continue
        sure = [actor for actor in item.known if not actor.metonym] or list(item.known)
        if len(sure) == 1:
            items.join(by_known.setdefault(sure[0].key, index), index)
        if item.key:
            items.join(by_key.setdefault(item.key, index), index)


def _join_persons(items: Items) -> None:
    """A surname alone stands for the one person of the document who bears it."""
    full: dict[str, set[int]] = defaultdict(set)
    persons = [
        index for index, item in enumerate(items.items) if item.named and _kind(item) is ActorKind.PERSON and item.words
    ]
    for index in persons:
        words = items.items[index].words
        if len(words) > 1:
            full[words[-1].casefold()].add(items.find(index))
    for index, item in enumerate(items.items):
        if not item.named and not item.pronoun and len(item.words) == 1 and item.words[0].casefold() in full:
            item.named = item.words[0][:1].isupper()
            if item.named:
                persons.append(index)
    for index in persons:
        words = items.items[index].words
        bearers = full.get(words[-1].casefold(), set()) if len(words) == 1 else set()
        if len({items.find(bearer) for bearer in bearers}) == 1:
            items.join(next(iter(bearers)), index)


def _kind(item: Item) -> ActorKind | None:
    if item.known:
        return item.known[0].kind
    return ActorKind(item.label) if item.label else None


def _join_titles(items: Items) -> None:
    """An office and the name that follows it at once: "French Foreign Minister" and "Foreign Minister Anna Petit"."""
    persons = [
        (item.span, index)
        for index, item in enumerate(items.items)
        if item.named and not item.pronoun and _kind(item) is ActorKind.PERSON
    ]
    persons.sort()
    for (one, first), (other, second) in zip(persons, persons[1:], strict=False):
        if one.start < other.start <= one.end + 1 and one.end < other.end:
            items.join(first, second)


def _join_acronyms(items: Items) -> None:
    """ "Free Syrian Army (FSA)", and the acronym alone where one name in the document spells it."""
    spelled: dict[str, set[int]] = defaultdict(set)
    for index, item in enumerate(items.items):
        if item.named and len(item.words) > 1:
            for letters in _initials(item.words):
                spelled[letters].add(index)
    for index, item in enumerate(items.items):
        if item.named and len(item.words) == 1 and item.words[0].isupper() and len(item.words[0]) >= _SHORTEST_ACRONYM:
            bearers = {items.find(bearer) for bearer in spelled.get(item.words[0], ())}
            if len(bearers) == 1:
                items.join(bearers.pop(), index)


def _initials(words: Sequence[str]) -> set[str]:
    parts = [part for word in words for part in word.split("-") if part]
    every = "".join(part[0].upper() for part in parts if part[0].isalpha())
    large = "".join(part[0].upper() for part in parts if part[0].isupper())
    content = "".join(part[0].upper() for part in parts if part.lower() not in _SMALL_WORDS and part[0].isalpha())
    return {every, large, content}


def _join_appositions(items: Items) -> None:
    """ "the spokesman, Ahmed Ali": a name and a description of the same number that stand in apposition."""
    for index, item in enumerate(items.items):
        if item.pronoun or item.root.dep != "appos":
            continue
        other = items.at_root(item.root.head)
        if other is None or other == index:
            continue
        mate = items.items[other]
        if _leads(items, item):
            continue
        if item.named != mate.named and _same_number(item, mate) and _compatible(item, mate):
            items.join(index, other)


def _same_number(one: Item, other: Item) -> bool:
    plural = ("NNS", "NNPS")
    if one.named or other.named:
        described = other if one.named else one
        name = one if one.named else other
        if _kind(name) is ActorKind.PERSON:
            return described.root.tag not in plural
        return True
    return (one.root.tag in plural) == (other.root.tag in plural)


def _compatible(one: Item, other: Item) -> bool:
    kinds = {_kind(one), _kind(other)} - {None}
    return len(kinds) < 2 or (ActorKind.PERSON not in kinds and ActorKind.POPULATION not in kinds)


def _join_references(items: Items) -> None:
    for index, item in enumerate(items.items):
        if item.refers_to is not None:
            other = items.at(item.refers_to)
            if other is not None and other != index:
                items.join(other, index)


def _note_groups(items: Items) -> None:
    """A name that is told to be a group is no person's: "Katiba Tilemsi, a splinter of …"; nor that of a plain body."""
    for item in items.items:
        kind = _kind(item)
        if item.named and not item.known and kind in (ActorKind.PERSON, ActorKind.ORGANISATION):
            words = _BODIES | _BRANCHES if kind is ActorKind.PERSON else _ARMED_BRANCHES
            beside = (items.analysis.tokens[child] for child in items.analysis.children[item.root.index])
            if any(token.dep == "appos" and token.lemma.lower() in words for token in beside):
                item.label = str(ActorKind.GROUP)


def _leads(items: Items, item: Item) -> bool:
    """Whether words are the subject, or what a verb without one lost to the words before: "sent to an agency, Alpha
    claimed …"."""
    if item.root.dep in _SUBJECTS:
        return True
    tokens = items.analysis.tokens
    sentence = items.analysis.sentences[item.root.sentence]
    verb = next((token for token in tokens[item.root.index + 1 : sentence.last] if token.dep == "ROOT"), None)
    return (
        item.root.dep == "appos"
        and verb is not None
        and verb.pos == "VERB"
        and not any(tokens[child].dep in _SUBJECTS for child in items.analysis.children[verb.index])
    )


def _join_descriptions(items: Items) -> None:
    """ "the gunmen" stands for the last gunmen that were told of, whatever they were called beyond that."""
    last: dict[str, int] = {}
    speaker: int | None = None
    for index in sorted(range(len(items.items)), key=lambda at: items.items[at].span):
        item = items.items[index]
        if item.named or item.pronoun:
            if item.named and _kind(item) in _GROUPS and _leads(items, item):
                speaker = index
            continue
        head = item.root.text.casefold()
        inside = items.analysis.tokens_in(item.span)
        bare = len(inside) == 2 and inside[0].text.lower() in _DEFINITE
        proper = any(token.text[:1].isupper() for token in inside[1:])
        before = last.get(head)
        if before is not None:
            told = inside[0].text.lower() in _DEFINITE or proper
            if bare or (told and item.key == items.items[before].key):
                items.join(before, index)
        elif (
            bare
            and head in _BODIES
            and speaker is not None
            and item.root.sentence - items.items[speaker].root.sentence <= _FARTHEST_BODY
        ):
            items.join(speaker, index)
        last[head] = index
