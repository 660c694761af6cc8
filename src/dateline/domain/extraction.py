"""What the rooms hand on while a document is read: its mentions, claims, attributions and ties."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.actor import Actor
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim
from dateline.domain.issue import Issue
from dateline.domain.known_tie import KnownTie
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.place import Place
from dateline.domain.relation import Relation
from dateline.domain.value import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Words from ``extract``; ``normalise`` adds times, places and actors, and fills the values of claims."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    relations: tuple[Relation, ...] = ()
    known_ties: tuple[KnownTie, ...] = ()
    times: tuple[When, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    issues: tuple[Issue, ...] = ()

    def mentions_of(self, kind: MentionKind) -> tuple[Mention, ...]:
        """The mentions of one kind, in order."""
        return tuple(mention for mention in self.mentions if mention.kind is kind)
