"""Gives every claim its codes in the schemes of the ontology: PLOVER, CAMEO, an ACLED-like table, UCDP and MUC-4 at once."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from dateline.domain.actor import Actor
from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim, Role
from dateline.domain.extraction import Extraction
from dateline.domain.ids import ActorId
from dateline.domain.value import Measure
from dateline.normalise.code.surroundings import Surroundings
from dateline.ontology import CodeFacts, load_ontology
from dateline.plugins import DEFAULTS, Settings

__all__ = ["CodeNormaliser", "facts_of"]


class CodeNormaliser:
    """Codes need the sectors of actors and the tolls, so this one runs last."""

    name: ClassVar[str] = "code"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Load the ontology, with the project's own types."""
        self._ontology = load_ontology(settings.overlay("ontology"))
        self._settings = settings

    def normalise(self, extraction: Extraction, analysis: Analysis) -> Extraction:
        """The same extraction, its claims with codes."""
        actors = {actor.id: actor for actor in extraction.actors}
        around = Surroundings(extraction.claims, actors, analysis, self._settings)
        claims = tuple(
            replace(claim, codes=self._ontology.codes(facts_of(claim, actors, around))) for claim in extraction.claims
        )
        return replace(extraction, claims=claims)


def facts_of(claim: Claim, actors: dict[ActorId, Actor], around: Surroundings | None = None) -> CodeFacts:
    """What of a claim its codes follow from; ``actors`` are those of its document.

    ``around`` are the document's claims, where they are at hand: what stands near tells a march that was broken up.
    """
    acting, receiving = (_actors_of(claim, role, actors) for role in (Role.ACTOR, Role.RECIPIENT))
    instruments = dict.fromkeys(argument.category for argument in claim.arguments if argument.category)
    return CodeFacts(
        type=claim.type,
        mode=claim.mode,
        modality=claim.stance.modality,
        polarity=claim.stance.polarity,
        stage=claim.stance.stage,
        instruments=tuple(instruments),
        actor_sectors=_sectors(acting),
        actor_kinds=tuple(dict.fromkeys(actor.kind for actor in acting)),
        recipient_sectors=_sectors(receiving),
        recipient_kinds=tuple(dict.fromkeys(actor.kind for actor in receiving)),
        killed=_killed(claim),
        counted=tuple(dict.fromkeys(count.measure.value for count in claim.counts)),
        actor_crowds=around.crowds(claim, Role.ACTOR) if around is not None else (),
        recipient_crowds=around.crowds(claim, Role.RECIPIENT) if around is not None else (),
        beside=around.beside(claim) if around is not None else (),
    )


def _actors_of(claim: Claim, role: Role, actors: dict[ActorId, Actor]) -> list[Actor]:
    return [actors[one.actor] for one in claim.arguments if one.role is role and one.actor in actors]


def _sectors(actors: list[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.sector for actor in actors if actor.sector))


def _killed(claim: Claim) -> bool | None:
    """Whether the claim tells of a death: by its figures first, then by what it says became of the recipients."""
    figures = [count for count in claim.counts if count.measure is Measure.KILLED]
    if figures:
        return any(count.high != 0 for count in figures)
    return True if any(argument.effect == "killed" for argument in claim.arguments) else None
