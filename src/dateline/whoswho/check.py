"""Faults that show only when all files are read: names of two actors, relations to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.whoswho.directory import exact_forms, keys_of
from dateline.whoswho.entries import Draft
from dateline.whoswho.fold import Folder
from dateline.whoswho.known import KnownActor


def relation_faults(actors: Iterable[KnownActor]) -> Iterator[str]:
    """One line for each relation whose object no file lists."""
    known = {actor.key for actor in actors}
    for actor in actors:
        for relation in actor.relations:
            if relation.object not in known:
                yield f"{actor.key}: {relation.type} {relation.object!r}, which no file lists"


def ambiguity_faults(actors: Iterable[KnownActor], draft: Draft) -> Iterator[str]:
    """One line for each name of two actors that ``ambiguous`` does not list."""
    folder = Folder(draft.spellings)
    listed = {key for name in draft.ambiguous for key in keys_of(folder, name)}
    owners: dict[tuple[str, ...], dict[str, frozenset[str]]] = {}
    for actor in actors:
        for name in (actor.name, *actor.aliases, *actor.metonyms):
            exact = exact_forms(folder, name) if name in actor.cased else frozenset()
            for key in keys_of(folder, name):
                owners.setdefault(key, {}).setdefault(actor.key, exact)
    for key, holders in owners.items():
        if len(holders) > 1 and key not in listed and _clash(list(holders.values())):
            yield f"{' '.join(key)!r} names {', '.join(sorted(holders))}; list it in ambiguous.toml or drop it from one"


def _clash(forms: list[frozenset[str]]) -> bool:
    """Whether two owners can be meant by one way to write the name; an empty set stands for every way."""
    seen: set[str] = set()
    for exact in forms:
        if not exact or seen & exact:
            return True
        seen |= exact
    return False
