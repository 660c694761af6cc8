"""The directory: look-ups by name, a scan over words, common nouns and relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from dateline.domain.actor import ActorKind
from dateline.whoswho.fold import Folder, Piece, is_article_before_hyphen, without_articles
from dateline.whoswho.known import ActorNoun, KnownActor, KnownRelation

T = TypeVar("T")

NameHit = tuple[int, int, tuple[KnownActor, ...]]
"""``(start, end, actors)``: half-open in words; more than one actor is an ambiguous name."""

_MIN_WORDS_FOR_CAPITALS = 4


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that every state has, such as its army; ``name`` has ``{country}``."""

    key: str
    name: str
    kind: ActorKind
    sector: str


@dataclass(frozen=True, slots=True)
class _Entry:
    actor: int
    exact: frozenset[str]  # the forms that count; empty: any case will do
    lower: bool  # written without a capital, so that it counts without one in running text
    metonym: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files say, checked: the actors and what it takes to find them."""

    actors: tuple[KnownActor, ...]
    nouns: tuple[ActorNoun, ...]
    organs: Mapping[str, Organ]
    countries: Mapping[str, str]
    demonyms: Mapping[str, str]
    ambiguous: frozenset[str]
    common_words: frozenset[str]
    titles: frozenset[str]
    collectives: frozenset[str]
    spellings: Mapping[str, str]
    digest: str


@dataclass(slots=True)
class _Lookup:
    """The folded names; made once, read only."""

    folder: Folder
    names: dict[str, list[_Entry]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    organs: dict[str, Organ] = field(default_factory=dict)
    nationals: dict[str, Organ] = field(default_factory=dict)
    lower_starts: set[str] = field(default_factory=set)

    def note_start(self, key: tuple[str, ...], *, lower: bool) -> None:
        if lower:
            self.lower_starts.add(key[0])
        self.longest[key[0]] = max(self.longest.get(key[0], 0), len(key))


class WhosWho:
    """Known actors and actor nouns; immutable. Made by ``load_whoswho``."""

    def __init__(self, contents: Contents) -> None:
        """Index checked contents; callers use ``load_whoswho``."""
        self.actors = contents.actors
        self.nouns = contents.nouns
        self.digest = contents.digest
        self._common = contents.common_words
        self._countries = contents.countries
        self._by_key = {actor.key: actor for actor in contents.actors}
        self._nouns = {noun.form: noun for noun in reversed(contents.nouns)}
        self._relations = _relations_by_key(contents.actors)
        self._titles = contents.titles
        #: Nouns that are what they are made of: "a team of police officers".
        self.collectives = contents.collectives
        self._lookup = _index(contents)
        states, organs = self._lookup.states, self._lookup.organs
        self._organ_starts = frozenset(form.split(" ", 1)[0] for form in (*states, *organs))
        self.ambiguous = frozenset(
            " ".join(key) for name in contents.ambiguous for key in keys_of(self._lookup.folder, name)
        )
        self._metonymic: dict[int, KnownActor] = {}
        self._derived: dict[tuple[str, str], KnownActor] = {}

    @property
    def outlets(self) -> tuple[KnownActor, ...]:
        """Every news outlet and agency."""
        return tuple(actor for actor in self.actors if actor.kind == "outlet")

    def get(self, key: str) -> KnownActor | None:
        """The actor of that key, or None."""
        return self._by_key.get(key)

    def find(self, name: str) -> tuple[KnownActor, ...]:
        """The actors that ``name`` may mean, in the order of the files; empty if it is not known.

        Case, diacritics, hyphens, a leading "the", the Arabic article and known spellings do not matter, except that
        short acronyms and common words must be written as listed. An organ of a state ("Syrian police", "army of Chad")
        is made from its pattern where no file lists it.
        """
        pieces = self._lookup.folder.name(name)
        if not pieces:
            return ()
        found = self._listed(pieces, running=False, shouting=False)
        if found:
            return found
        organ = self._organ(pieces, 0)
        if organ and organ[0] == len(pieces):
            return (organ[1],)
        return self._without_title(pieces)

    def country_of(self, word: str) -> str | None:
        """The ISO 3166-1 alpha-3 code of the country that a country's name or an adjective of it ("Syrian") means."""
        pieces = self._lookup.folder.name(word)
        return self._lookup.states.get(" ".join([folded for folded, _ in pieces]))

    def shared_names(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Every folded name that one way of writing it gives to two actors or more, with their keys."""
        for name, entries in self._lookup.names.items():
            if len(entries) > 1 and _clash([entry.exact for entry in entries]):
                yield name, frozenset(self.actors[entry.actor].key for entry in entries)

    def names_in(self, words: Sequence[str]) -> tuple[NameHit, ...]:
        """Every known name in the words of a text, longest match first, left to right, never overlapping.

        ``words`` are token texts; a name must begin and end at the edge of a word. In running text a name needs a
        capital, unless it is listed without; in text that is all capitals, acronyms that spell a common word are not
        taken.
        """
        pieces: list[Piece] = []
        owners: list[int] = []
        take = self._lookup.folder.pieces
        last = len(words) - 1
        for place, word in enumerate(words):
            # Of "an - Nusra" in three words, the first is the Arabic article.
            is_article = place < last and words[place + 1] == "-" and is_article_before_hyphen(word)
            for piece in take(f"{word}-x")[:1] if is_article else take(word):
                pieces.append(piece)
                owners.append(place)
        return tuple(self._scan(pieces, owners, _all_capitals(words)))

    def noun(self, lemma_or_form: str) -> ActorNoun | None:
        """What the common noun says of the actor that it denotes, or None; case does not matter."""
        return self._nouns.get(" ".join(lemma_or_form.casefold().replace("-", " ").split()))

    def relations_of(self, actor: KnownActor | str) -> tuple[KnownRelation, ...]:
        """The ties that the actor (or the actor of that key) is the subject or the object of."""
        return self._relations.get(actor if isinstance(actor, str) else actor.key, ())

    def _scan(self, pieces: Sequence[Piece], owners: Sequence[int], shouting: bool) -> Iterator[NameHit]:
        longest, lower_starts = self._lookup.longest, self._lookup.lower_starts
        total = len(pieces)
        at = 0
        while at < total:
            folded, exact = pieces[at]
            limit = longest.get(folded)
            if (
                limit is None
                or (at and owners[at - 1] == owners[at])
                or (folded not in lower_starts and exact.islower())
            ):
                at += 1
                continue
            hit = self._longest_at(pieces, owners, at, (min(limit, total - at), shouting))
            if hit is None:
                at += 1
                continue
            end, actors = hit
            yield owners[at], owners[end - 1] + 1, actors
            at = end

    def _longest_at(
        self, pieces: Sequence[Piece], owners: Sequence[int], at: int, how: tuple[int, bool]
    ) -> tuple[int, tuple[KnownActor, ...]] | None:
        limit, shouting = how
        total = len(pieces)
        organ = self._organ(pieces, at)
        if organ is not None and not _ends_word(owners, at + organ[0], total):
            organ = None
        for size in range(limit, organ[0] - 1 if organ else 0, -1):
            if size and _ends_word(owners, at + size, total):
                found = self._listed(pieces[at : at + size], running=True, shouting=shouting)
                if size == 1 and self._inside_longer_name(pieces, at):
                    found = tuple(actor for actor in found if actor.kind != ActorKind.PERSON)
                if found:
                    return at + size, found
        return (at + organ[0], (organ[1],)) if organ else None

    def _inside_longer_name(self, pieces: Sequence[Piece], at: int) -> bool:
        """Whether the one piece is a part of somebody else's name: "Hadi" in "Hadi Abdullah", "Assad" in "Riad Assad"."""
        after = pieces[at + 1] if at + 1 < len(pieces) else ("", "")
        if _name_like(after) and after[0] not in self._lookup.organs and after[0] not in self._common:
            return True
        before = pieces[at - 1] if at > 1 and pieces[at - 2][1].isalnum() else ("", "")
        known = before[0] in self._titles or before[0] in self._common or before[0] in self._lookup.states
        return _name_like(before) and not known

    def _listed(self, pieces: Sequence[Piece], *, running: bool, shouting: bool) -> tuple[KnownActor, ...]:
        entries = self._lookup.names.get(" ".join([folded for folded, _ in pieces]))
        if not entries:
            return ()
        exact = " ".join([plain for _, plain in pieces])
        capital = not running or exact != exact.lower()
        if shouting and exact.casefold() in self._common:
            return ()
        return tuple(
            self._actor(entry) for entry in entries if (exact in entry.exact if entry.exact else capital or entry.lower)
        )

    def _without_title(self, pieces: Sequence[Piece]) -> tuple[KnownActor, ...]:
        """The people named after titles: "President Obama", "Syrian Foreign Minister Walid al-Muallem"."""
        state = self._longest_of(self._lookup.states, pieces, 0)
        at = state[0] if state else 0
        while at < len(pieces) and pieces[at][0] in self._titles:
            at += 1
        if at == 0 or at == len(pieces) or pieces[at - 1][0] not in self._titles:
            return ()
        return tuple(
            actor
            for actor in self._listed(pieces[at:], running=False, shouting=False)
            if actor.kind == ActorKind.PERSON
        )

    def _actor(self, entry: _Entry) -> KnownActor:
        if not entry.metonym:
            return self.actors[entry.actor]
        found = self._metonymic.get(entry.actor)
        if found is None:
            found = self._metonymic[entry.actor] = replace(self.actors[entry.actor], metonym=True)
        return found

    def _organ(self, pieces: Sequence[Piece], at: int) -> tuple[int, KnownActor] | None:
        """The organ of a state ("Syrian police", "army of Chad") that begins at ``at``, and its size in pieces."""
        if pieces[at][0] not in self._organ_starts:
            return None
        state = self._longest_of(self._lookup.states, pieces, at)
        if state is not None and pieces[at][1][:1].isupper():
            organ = self._longest_of(self._lookup.organs, pieces, at + state[0])
            if organ is not None:
                return state[0] + organ[0], self._derive(organ[1], state[1])
            people = self._lookup.nationals.get(" ".join([folded for folded, _ in pieces[at : at + state[0]]]))
            return None if people is None else (state[0], self._derive(people, state[1]))
        organ = self._longest_of(self._lookup.organs, pieces, at)
        if organ is None:
            return None
        after = at + organ[0]
        if after >= len(pieces) or pieces[after][0] != "of":
            return None
        after += 2 if after + 1 < len(pieces) and pieces[after + 1][0] == "the" else 1
        state = self._longest_of(self._lookup.states, pieces, after)
        if state is None or not pieces[after][1][:1].isupper():
            return None
        return after + state[0] - at, self._derive(organ[1], state[1])

    @staticmethod
    def _longest_of(table: Mapping[str, T], pieces: Sequence[Piece], at: int) -> tuple[int, T] | None:
        for size in range(min(4, len(pieces) - at), 0, -1):
            found = table.get(" ".join([folded for folded, _ in pieces[at : at + size]]))
            if found is not None:
                return size, found
        return None

    def _derive(self, organ: Organ, country: str) -> KnownActor:
        found = self._derived.get((organ.key, country))
        if found is None:
            found = self._derived[organ.key, country] = self._listed_organ(organ, country) or KnownActor(
                key=f"{country.lower()}/{organ.key}",
                name=organ.name.format(country=self._countries[country]),
                kind=organ.kind,
                sector=organ.sector,
                countries=(country,),
                derived=True,
                source="pattern: every state has such an organ",
            )
        return found

    def _listed_organ(self, organ: Organ, country: str) -> KnownActor | None:
        """The entry of the files that names the organ: "Syrian Army" is listed, so "Syria's army" is that entry."""
        forms = [form for form, other in self._lookup.organs.items() if other == organ]
        states = [form for form, code in self._lookup.states.items() if code == country]
        for name in (f"{state} {form}" for form in forms for state in states):
            for entry in self._lookup.names.get(name, ()):
                if country in self.actors[entry.actor].countries:
                    return self.actors[entry.actor]
        return self._by_key.get(f"{country.lower()}/{organ.key}")


def _name_like(piece: Piece) -> bool:
    return piece[1].istitle() and piece[1].isalpha()


def _clash(forms: Sequence[frozenset[str]]) -> bool:
    """Whether two entries can be meant by one way to write the name; an empty set stands for every way."""
    seen: set[str] = set()
    for exact in forms:
        if not exact or seen & exact:
            return True
        seen |= exact
    return False


def _ends_word(owners: Sequence[int], end: int, total: int) -> bool:
    return end == total or owners[end] != owners[end - 1]


def _all_capitals(words: Sequence[str]) -> bool:
    letters = [word for word in words if word.isalpha() and len(word) > 1]
    return len(letters) >= _MIN_WORDS_FOR_CAPITALS and sum(word.isupper() for word in letters) > 0.8 * len(letters)


def _relations_by_key(actors: Iterable[KnownActor]) -> dict[str, tuple[KnownRelation, ...]]:
    ties: dict[str, list[KnownRelation]] = {}
    for actor in actors:
        for relation in actor.relations:
            ties.setdefault(relation.subject, []).append(relation)
            if relation.object != relation.subject:
                ties.setdefault(relation.object, []).append(relation)
    return {key: tuple(rows) for key, rows in ties.items()}


def _index(contents: Contents) -> _Lookup:
    lookup = _Lookup(Folder(contents.spellings))
    for place, actor in enumerate(contents.actors):
        cased = frozenset(actor.cased)
        for name in (actor.name, *actor.aliases):
            _add(lookup, name, place, (name in cased, False))
        for name in actor.metonyms:
            _add(lookup, name, place, (name in cased, True))
    _add_forms(lookup, lookup.states, contents.demonyms)
    places = set(contents.countries.values())
    people = contents.organs.get("people")
    for form, country in contents.demonyms.items():
        for key in keys_of(lookup.folder, form):
            # Scraped text often loses the apostrophe of "Syria's army"; of an adjective, the plural is the people.
            plural = (*key[:-1], f"{key[-1]}s")
            lookup.states.setdefault(" ".join(plural), country)
            lookup.note_start(plural, lower=False)
            if people is not None and form not in places and not form.isupper():
                lookup.nationals[" ".join(plural)] = people
    _add_forms(lookup, lookup.organs, contents.organs)
    return lookup


def _add_forms(lookup: _Lookup, table: dict[str, T], forms: Mapping[str, T]) -> None:
    for form, value in forms.items():
        for key in keys_of(lookup.folder, form):
            lookup.note_start(key, lower=form[0].islower())
            table[" ".join(key)] = value


def _add(lookup: _Lookup, name: str, place: int, how: tuple[bool, bool]) -> None:
    cased, metonym = how
    exact = exact_forms(lookup.folder, name) if cased else frozenset()
    entry = _Entry(place, exact, name == name.lower(), metonym)
    for key in keys_of(lookup.folder, name):
        entries = lookup.names.setdefault(" ".join(key), [])
        same = next((other for other in entries if other.actor == place), None)
        if same is None:
            entries.append(entry)
            lookup.note_start(key, lower=name[0].islower())
            continue
        if name[0].islower():
            lookup.lower_starts.add(key[0])
        if (same.exact, same.lower) != (exact, entry.lower):
            either = same.exact | exact if same.exact and exact else frozenset()
            entries[entries.index(same)] = replace(same, exact=either, lower=same.lower or entry.lower)


def exact_forms(folder: Folder, name: str) -> frozenset[str]:
    """The ways to write a name whose case matters: as it is, and a long acronym with one capital ("Farc")."""
    plain = " ".join(exact for _, exact in folder.name(name))
    if plain.isupper() and plain.isalpha() and len(plain) >= 4:
        return frozenset((plain, plain.capitalize()))
    return frozenset((plain,))


def keys_of(folder: Folder, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of folded pieces that find a name: with and without the Arabic article, "people" and "peoples"."""
    key = tuple([folded for folded, _ in folder.name(name)])
    keys = [key]
    if rest := without_articles(key):
        keys.append(rest)
    if "'s" in name:
        keys.append(tuple([folded for folded, _ in folder.name(name.replace("'s", "s"))]))
    return tuple([row for row in keys if row])
