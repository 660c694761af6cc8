"""The facts of one event that a crosswalk rule may test, and the words that they may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.domain.actor import ActorKind
from dateline.domain.claim import Modality, Polarity, Role, Stage
from dateline.domain.value import Measure

# The word that a rule uses for "not said": an empty fact has it and no other.
UNSAID = "none"

ROLE_NAMES = frozenset(role.value for role in Role)
ACTOR_KINDS = frozenset(kind.value for kind in ActorKind)
# What plays a role need not be an actor: a weapon, an event that is spoken of, the words of a demand.
ROLE_KINDS = ACTOR_KINDS | {"weapon", "event", "words"}
INSTRUMENTS = frozenset(
    {
        "firearm", "bomb", "vehicle_bomb", "suicide_bomb", "mine", "grenade", "mortar", "artillery", "rocket",
        "missile", "aircraft", "drone", "chemical", "fire", "blade", "blunt", "stone", "vehicle", "cyber", "other",
    }
)  # fmt: skip
# PLOVER manual (commit 5e0c24f, February 2024): the sectors and the supranational codes.
SECTORS = frozenset(
    {
        "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
        "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC",
    }
)  # fmt: skip
# Crowds: people who demonstrate, and people who set on somebody outside any demonstration.
CROWDS = frozenset({"demonstrators", "mob"})
# What the sentences around an event tell of: a demonstration, violence by demonstrators, force short of firearms against
# them or their arrest, killing or wounding by who broke them up, a retreat before which nobody is told to have fought.
SURROUNDINGS = frozenset({"demonstration", "riot", "dispersal", "deadly_dispersal", "unfought_retreat"})
# What each fact of a rule may be compared with; the modes depend on the type and are checked against it.
VOCABULARY: Mapping[str, frozenset[str]] = {
    "modality": frozenset(modality.value for modality in Modality),
    "polarity": frozenset(polarity.value for polarity in Polarity),
    "stage": frozenset(stage.value for stage in Stage),
    "instrument": INSTRUMENTS | {UNSAID},
    "actor_sector": SECTORS | {UNSAID},
    "actor_kind": ACTOR_KINDS | {UNSAID},
    "recipient_sector": SECTORS | {UNSAID},
    "recipient_kind": ACTOR_KINDS | {UNSAID},
    "killed": frozenset({"yes", "no", "unknown"}),
    "counted": frozenset(measure.value for measure in Measure) | {UNSAID},
    "actor_crowd": CROWDS | {UNSAID},
    "recipient_crowd": CROWDS | {UNSAID},
    "beside": SURROUNDINGS | {UNSAID},
}


@dataclass(frozen=True, slots=True)
class CodeFacts:
    """What a crosswalk may know of one event.

    Sectors, kinds and instruments are tuples, since an event may have several of each; an empty tuple says that none
    is known. In a fight between two sides, either side stands as the actor and the other as the recipient. ``killed``
    is True where somebody was killed, False where the report says that nobody was, and None where it does not say.
    """

    type: str
    mode: str | None = None
    modality: str = "asserted"
    polarity: str = "affirmed"
    stage: str = "accomplished"
    instruments: tuple[str, ...] = ()
    actor_sectors: tuple[str, ...] = ()
    actor_kinds: tuple[str, ...] = ()
    recipient_sectors: tuple[str, ...] = ()
    recipient_kinds: tuple[str, ...] = ()
    killed: bool | None = None
    #: The measures of the event's figures.
    counted: tuple[str, ...] = ()
    actor_crowds: tuple[str, ...] = ()
    recipient_crowds: tuple[str, ...] = ()
    #: What the report tells of in the same breath.
    beside: tuple[str, ...] = ()

    def values(self, fact: str) -> tuple[str, ...]:
        """The words that a rule compares with for ``fact``, never empty; raises KeyError for an unknown fact."""
        killed = "unknown" if self.killed is None else "yes" if self.killed else "no"
        plain: Mapping[str, tuple[str, ...]] = {
            "mode": (self.mode,) if self.mode else (),
            "modality": (self.modality,),
            "polarity": (self.polarity,),
            "stage": (self.stage,),
            "instrument": self.instruments,
            "actor_sector": self.actor_sectors,
            "actor_kind": self.actor_kinds,
            "recipient_sector": self.recipient_sectors,
            "recipient_kind": self.recipient_kinds,
            "killed": (killed,),
            "counted": self.counted,
            "actor_crowd": self.actor_crowds,
            "recipient_crowd": self.recipient_crowds,
            "beside": self.beside,
        }
        return plain[fact] or (UNSAID,)
