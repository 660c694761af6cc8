"""What the directory knows of the ties of the actors that a document names, apart from what the document tells.

Only ties of actors that are named, and none that the document tells itself. A tie that began after the report is left out:
whoever reads the report would take it for something that its writer could know.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dateline.domain.actor import Actor
from dateline.domain.claim import Polarity
from dateline.domain.ids import ActorId
from dateline.domain.known_tie import KnownEnd, KnownTie
from dateline.domain.relation import Relation, RelationType
from dateline.normalise.who.meaning import Meaning
from dateline.whoswho import KnownActor, KnownRelation, Office, WhosWho

#: Read from the other end too: who is named, and leads or founded something that is not.
_OF_PERSONS = frozenset((RelationType.LED_BY, RelationType.FOUNDED_BY))


def known_ties(
    meanings: Iterable[Meaning],
    told: Sequence[tuple[Relation, str, str]],
    published: date | None,
    whoswho: WhosWho,
) -> tuple[KnownTie, ...]:
    """The ties, in the order of the actors and of the directory.

    ``told`` are the document's own ties with the words of their ends; ``published`` the day of the report, if known.
    """
    named: dict[str, tuple[KnownActor, Actor]] = {}
    for meaning in meanings:
        if meaning.known is not None and not meaning.known.derived:
            named.setdefault(meaning.known.key, (meaning.known, meaning.actor))
    actors = {key: actor.id for key, (_, actor) in named.items()}
    texts = _Told(told)
    ties: dict[KnownTie, None] = {}
    for known, actor in named.values():
        for relation in whoswho.relations_of(known):
            tie = _tie(relation, actors, published, whoswho)
            if tie is not None and not texts.tell(tie):
                ties[tie] = None
        for tie in _offices(known, actor, published):
            if not texts.tell(tie):
                ties[tie] = None
    return tuple(ties)


def _tie(
    relation: KnownRelation, actors: Mapping[str, ActorId], published: date | None, whoswho: WhosWho
) -> KnownTie | None:
    """The tie, or None where it is not of an actor that is named, or began later."""
    if relation.subject not in actors and relation.type not in _OF_PERSONS:
        return None
    subject, other = whoswho.get(relation.subject), whoswho.get(relation.object)
    if subject is None or other is None or _began_after(relation.since, published):
        return None
    return KnownTie(
        type=relation.type,
        subject=KnownEnd(name=subject.name, entry=subject.key, actor=actors.get(subject.key)),
        object=KnownEnd(name=other.name, entry=other.key, actor=actors.get(other.key)),
        since=relation.since,
        until=relation.until,
        held=_held(relation.until, published),
        source=relation.source,
    )


def _offices(known: KnownActor, actor: Actor, published: date | None) -> Iterator[KnownTie]:
    """The offices that may have been held on the day of the report; all of them where it has no day."""
    for office in known.offices if published is None else known.offices_on(published.isoformat()):
        yield KnownTie(
            type=RelationType.HOLDS_OFFICE,
            subject=KnownEnd(name=known.name, entry=known.key, actor=actor.id),
            object=KnownEnd(name=_title(office)),
            since=office.since,
            until=office.until,
            held=None if published is None else True,
            source=known.source,
        )


def _title(office: Office) -> str:
    of = office.body or office.country
    return office.title if of is None else f"{office.title} ({of})"


def _began_after(since: str | None, published: date | None) -> bool:
    return since is not None and published is not None and published.isoformat()[: len(since)] < since


def _held(until: str | None, published: date | None) -> bool | None:
    if published is None:
        return None
    return until is None or published.isoformat()[: len(until)] <= until


class _Told:
    """What the document tells itself: types with the actors and the names of both ends."""

    def __init__(self, told: Sequence[tuple[Relation, str, str]]) -> None:
        self._told = [
            (relation, _letters(subject), _letters(other))
            for relation, subject, other in told
            if relation.polarity is Polarity.AFFIRMED
        ]

    def tell(self, tie: KnownTie) -> bool:
        """Whether a relation of that type ties the same two; of an office, the person and the words of the title."""
        return any(
            relation.type is tie.type
            and _same(tie.subject, relation.subject.actor, subject)
            and (
                _letters(tie.object.name.partition(" (")[0]) in other
                if tie.object.entry is None
                else _same(tie.object, relation.object.actor, other)
            )
            for relation, subject, other in self._told
        )


def _same(end: KnownEnd, actor: ActorId | None, letters: str) -> bool:
    return (actor is not None and end.actor == actor) or _letters(end.name) == letters


def _letters(name: str) -> str:
    """A name without what is written one way or another: case, accents, spaces, hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if sign.isalnum())
