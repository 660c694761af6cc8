"""A reading: everything that one document was found to say, in the shape that is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.domain.account import Account
from dateline.domain.actor import Actor
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim
from dateline.domain.document import Document
from dateline.domain.issue import Issue
from dateline.domain.place import Place
from dateline.domain.relation import Relation
from dateline.domain.run import Run
from dateline.domain.value import When

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document and its ledger."""

    document: Document
    run: Run
    #: 0 to 1: that the document tells of events of the ontology at all.
    relevance: float
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    accounts: tuple[Account, ...] = ()
    times: tuple[When, ...] = ()
    issues: tuple[Issue, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The reading as one object of the format ``dateline/1``; raises SpanError for a span outside the text."""
        from dateline.domain.wire import dict_from_reading

        return dict_from_reading(self)

    def by_id(self) -> Mapping[str, Claim]:
        """The claims by their ids."""
        return {claim.id: claim for claim in self.claims}
