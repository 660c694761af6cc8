"""A reading: everything that one document was found to say, in the shape that is printed."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.domain.account import Account
from dateline.domain.actor import Actor
from dateline.domain.attribution import Attribution
from dateline.domain.claim import Claim
from dateline.domain.display import html_of
from dateline.domain.document import Document
from dateline.domain.issue import Issue
from dateline.domain.known_tie import KnownTie
from dateline.domain.place import Place
from dateline.domain.relation import Relation
from dateline.domain.run import Run
from dateline.domain.value import When
from dateline.domain.wire import FORMAT, Json, Wire


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
    #: What the directory knows of the actors' ties: knowledge, not read here.
    known_ties: tuple[KnownTie, ...] = ()
    accounts: tuple[Account, ...] = ()
    times: tuple[When, ...] = ()
    issues: tuple[Issue, ...] = ()

    def _repr_html_(self) -> str | None:
        """What a notebook shows."""
        return html_of(self)

    def to_dict(self) -> Json:
        """The reading as one object of the public format; raises SpanError for a span outside the text.

        The keys stand in the order of the format, so that equal readings give equal bytes.
        """
        wire = Wire(self.document)
        return {
            "format": FORMAT,
            "document": wire.written(self.relevance),
            "run": {"dateline": self.run.dateline, "config": self.run.config, "plugins": dict(self.run.plugins)},
            "actors": [wire.actor(actor) for actor in self.actors],
            "places": [wire.place(place) for place in self.places],
            "attributions": [wire.attribution(attribution) for attribution in self.attributions],
            "claims": [wire.claim(claim) for claim in self.claims],
            "relations": [wire.relation(relation) for relation in self.relations],
            "known_ties": [wire.known_tie(tie) for tie in self.known_ties],
            "accounts": [wire.account(account) for account in self.accounts],
            "times": [wire.when(when) for when in self.times],
            "issues": [wire.issue(issue) for issue in self.issues],
        }
