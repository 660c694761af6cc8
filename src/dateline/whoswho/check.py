"""Faults that show only when all files are read: names of two actors, relations to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.whoswho.directory import WhosWho
from dateline.whoswho.known import KnownActor


def relation_faults(actors: Iterable[KnownActor]) -> Iterator[str]:
    """One line for each relation whose object no file lists."""
    known = {actor.key for actor in actors}
    for actor in actors:
        for relation in actor.relations:
            if relation.object not in known:
                yield f"{actor.key}: {relation.type} {relation.object!r}, which no file lists"


def ambiguity_faults(who: WhosWho) -> Iterator[str]:
    """One line for each name of two actors that ``ambiguous`` does not list."""
    for name, keys in who.shared_names():
        if name not in who.ambiguous:
            yield f"{name!r} names {', '.join(sorted(keys))}; list it in ambiguous.toml or drop it from one"
