"""Which claims tell of one event: the same kind of happening with nothing against it and enough in common."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from math import log, sqrt

from dateline.assemble.towns import Towns
from dateline.domain.analysis import Analysis
from dateline.domain.claim import Claim, Role
from dateline.domain.extraction import Extraction
from dateline.domain.ids import PlaceId
from dateline.domain.place import Place, PlacePrecision
from dateline.domain.span import Span
from dateline.domain.value import CountScope

#: Accounts of one type that a claim is compared with, the latest first: a long text stays linear.
REACH = 40

#: Claims of an account that a new one is compared with, the latest ones.
MEMBERS = 12

#: What two claims must have in common, on average, to tell of one event (see ``likeness``).
ENOUGH = 0.5

#: Index of the last of the opening sentences.
LEAD_SENTENCES = 2
#: What it adds that both claims stand in the opening, or that one does and the other says no time and place.
LEAD, ADRIFT = 0.5, 0.6

#: What it takes away that one claim tells history and the other news.
HISTORY = -1.2

#: What it takes away that soldiers act in one claim and gunmen in the other.
FOES = 1.5
_SIDES = {"state": {"GOV", "MIL", "COP", "SPY"}, "armed": {"REB", "UAF", "CRM"}}

#: What it adds per unit of log odds that a trained reader takes the two for one event, and the most units that count.
SEEN_AS_ONE, MOST_SEEN = 0.8, 3.0

_BREADTH = {
    PlacePrecision.POINT: 0,
    PlacePrecision.SETTLEMENT: 1,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.PROVINCE: 3,
    PlacePrecision.REGION: 4,
    PlacePrecision.SEA: 4,
    PlacePrecision.COUNTRY: 5,
    PlacePrecision.UNRESOLVED: 1,
}


class Scene:
    """A document's extraction with the look-ups that grouping needs."""

    def __init__(self, extraction: Extraction, analysis: Analysis) -> None:
        self.extraction = extraction
        self.analysis = analysis

    @cached_property
    def places(self) -> dict[PlaceId, Place]:
        """The places by id."""
        return {place.id: place for place in self.extraction.places}

    @cached_property
    def towns(self) -> Towns:
        """The towns, and what lies inside of them."""
        return Towns(self.places.values(), self.analysis.document)

    def breadth(self, place: PlaceId) -> int:
        """How much ground a place stands for: 0 a point, 5 a country."""
        return _BREADTH[self.places[place].precision] if place in self.places else 5

    def is_pinned(self, place: PlaceId) -> bool:
        """Whether it is known where a place lies, to the district or closer."""
        known = self.places.get(place)
        narrow = known is not None and _BREADTH[known.precision] <= _BREADTH[PlacePrecision.DISTRICT]
        return narrow and known is not None and known.lat is not None

    @cached_property
    def _named(self) -> set[str]:
        return {actor.id for actor in self.extraction.actors if actor.named}

    def all_named(self, actors: set[str]) -> bool:
        """Whether all of those actors have names: two names differ for sure, two descriptions may be of one."""
        return actors <= self._named

    @cached_property
    def _sides(self) -> dict[str, str]:
        return {
            actor.id: side
            for actor in self.extraction.actors
            for side, sectors in _SIDES.items()
            if actor.sector in sectors
        }

    def are_foes(self, ours: set[str], theirs: set[str]) -> bool:
        """Whether one telling has a state's forces act and the other those who fight states."""
        sides = [{self._sides.get(actor) for actor in actors} for actors in (ours, theirs)]
        return {"state"} in sides and {"armed"} in sides

    def in_lead(self, claim: Claim) -> bool:
        """Whether a claim stands in the opening sentences, which tell the main event."""
        return self.sentence(claim) <= LEAD_SENTENCES

    def is_adrift(self, claim: Claim) -> bool:
        """Whether a claim says neither when nor where: it goes on telling of an event that was told before."""
        return claim.where is None and claim.when is None

    @cached_property
    def _sentences(self) -> dict[Span, int]:
        return {}

    def sentence(self, claim: Claim) -> int:
        """The index of the sentence that a claim is told in."""
        known = self._sentences.get(claim.trigger)
        if known is None:
            found = self.analysis.sentence_of(claim.trigger)
            known = self._sentences[claim.trigger] = found.index if found is not None else 0
        return known

    @cached_property
    def _happenings(self) -> list[Span]:
        sighting = self.analysis.sighting
        return [] if sighting is None else [happening.trigger for happening in sighting.happenings]

    def _happening(self, claim: Claim) -> int | None:
        """The index of the happening that a claim's trigger touches."""
        index = bisect_right(self._happenings, claim.trigger.start, key=lambda span: span.start) - 1
        for near in (index, index + 1):
            if 0 <= near < len(self._happenings) and self._happenings[near].touches(claim.trigger):
                return near
        return None

    def seen_as_place(self, claim: Claim, namings: Sequence[Span]) -> float:
        """How surely a trained reader points at one of those words as the claim's place: log odds over those of 1 to 19."""
        number = self._happening(claim)
        if self.analysis.sighting is None or number is None:
            return 0.0
        parts = self.analysis.sighting.happenings[number].parts_of("location")
        likely = max((part.score for part in parts if any(part.span.touches(span) for span in namings)), default=0.0)
        return max(0.0, min(6.0, log(max(likely, 1e-6) / max(1 - likely, 1e-3)) - log(1 / 19)))

    def seen_as_one(self, one: Claim, other: Claim) -> float:
        """The log odds that a trained reader gives to two claims telling of one event; 0 where it says nothing."""
        ours, theirs = self._happening(one), self._happening(other)
        if self.analysis.sighting is None or ours is None or theirs is None or ours == theirs:
            return 0.0
        likely = self.analysis.sighting.same.get((min(ours, theirs), max(ours, theirs)))
        if likely is None:
            return 0.0
        return max(-MOST_SEEN, min(MOST_SEEN, log(max(likely, 1e-6) / max(1 - likely, 1e-6))))

    def dating(self, claim: Claim) -> dict[str, float]:
        """When a trained reader takes a claim's event to have been, as seen from publication: answers with their shares."""
        number = self._happening(claim)
        if self.analysis.sighting is None or number is None:
            return {}
        return {answer.label: answer.score for answer in self.analysis.sighting.happenings[number].datings}

    def placed(self, claim: Claim) -> float:
        """How surely a trained reader thinks that a report says where a claim's event was; 1 where it says nothing."""
        number = self._happening(claim)
        sighting = self.analysis.sighting
        return 1.0 if sighting is None or number is None else sighting.happenings[number].placed

    def incident(self, claim: Claim) -> float:
        """How surely a trained reader takes a claim of violence for an incident that the report is there to tell; else 1.

        Its answer whether the report tells of any such incident at all counts half as much as that of the claim: so chosen on
        the dev half of MUC-4, where no account of news in the ledger set is lost by it but one.
        """
        number = self._happening(claim)
        sighting = self.analysis.sighting
        if sighting is None or number is None:
            return 1.0
        return sighting.happenings[number].incident * sqrt(sighting.whole.get("terrorism", 1.0))

    def history(self, claim: Claim) -> float:
        """How surely a trained reader takes a claim for history; 1 where it saw none."""
        number = self._happening(claim)
        sighting = self.analysis.sighting
        return 1.0 if sighting is None or number is None else sighting.happenings[number].background

    def are_one_and_several(self, one: Claim, other: Claim) -> bool:
        """Whether a sentence sets one such event beside several: "after the attacks in Selmun, Friday's attack"."""
        if one.evidence != other.evidence:
            return False
        last = [tokens[-1] for claim in (one, other) if (tokens := self.analysis.tokens_in(claim.trigger))]
        return {token.tag for token in last} == {"NN", "NNS"} and len({token.lemma.lower() for token in last}) == 1

    def lemma(self, claim: Claim) -> str:
        """The lemma of the word that tells the claim, without the endings that make a verb of a noun."""
        tokens = self.analysis.tokens_in(claim.trigger)
        return _stem(tokens[0].lemma.lower()) if tokens else ""


def group(claims: Sequence[Claim], scene: Scene) -> list[list[Claim]]:
    """The claims in groups, one an event, in the order of their first claims.

    Each claim joins the group that it is most like, if it is like it enough; the threshold is tuned on B-cubed over the
    training half of the ledger set.
    """
    groups: list[list[Claim]] = []
    of_type: dict[str, list[list[Claim]]] = {}
    for claim in sorted(claims, key=lambda claim: (claim.trigger, claim.id)):
        known = of_type.setdefault(claim.type, [])
        alike = known[-REACH:]
        scored = [(_mean_likeness(claim, members[-MEMBERS:], scene), -index) for index, members in enumerate(alike)]
        best = max(scored, default=(0.0, 0))
        if scored and best[0] >= ENOUGH:
            alike[-best[1]].append(claim)
        else:
            groups.append([claim])
            known.append(groups[-1])
    return groups


def _mean_likeness(claim: Claim, members: Sequence[Claim], scene: Scene) -> float:
    scores = [likeness(claim, member, scene) for member in members]
    return float("-inf") if None in scores else sum(score for score in scores if score is not None) / len(scores)


def likeness(one: Claim, other: Claim, scene: Scene) -> float | None:
    """How much speaks for two claims telling of one event; None where something speaks against it."""
    if _differ(one, other, scene):
        return None
    score = HISTORY if one.background != other.background else 0.0
    for role in (Role.ACTOR, Role.RECIPIENT):
        ours, theirs = _actors(one, role), _actors(other, role)
        if ours & theirs:
            score += 1.0
        elif role is Role.ACTOR and scene.are_foes(ours, theirs):
            score -= FOES
        elif ours and theirs:
            score -= 0.8 if scene.all_named(ours) and scene.all_named(theirs) else 0.1
    if one.where and other.where and one.where.place == other.where.place:
        score += 0.7
    if one.when and other.when and one.when.earliest == other.when.earliest and one.when.latest == other.when.latest:
        score += 0.6
    if scene.lemma(one) == scene.lemma(other):
        score += 0.7
    if one.mode and other.mode:
        score += 0.4 if one.mode == other.mode else -0.6
    if {a.category for a in one.arguments if a.category} & {a.category for a in other.arguments if a.category}:
        score += 0.4
    distance = abs(scene.sentence(one) - scene.sentence(other))
    score += 0.5 if distance == 0 else 0.4 if distance == 1 else 0.1 if distance <= 3 else 0.0
    if scene.in_lead(one) and scene.in_lead(other):
        score += LEAD
    elif (scene.in_lead(one) and scene.is_adrift(other)) or (scene.in_lead(other) and scene.is_adrift(one)):
        score += ADRIFT
    score += _same_figures(one, other)
    return score + SEEN_AS_ONE * scene.seen_as_one(one, other)


def _differ(one: Claim, other: Claim, scene: Scene) -> bool:
    """Whether the two cannot tell of one event."""
    if one.stance.polarity is not other.stance.polarity:
        return True
    if one.stance.is_real != other.stance.is_real or scene.are_one_and_several(one, other):
        return True
    if one.when and other.when and one.when.earliest and other.when.earliest:
        latest = one.when.latest or one.when.earliest, other.when.latest or other.when.earliest
        if one.when.earliest > latest[1] or other.when.earliest > latest[0]:
            return True
    return bool(one.where and other.where and are_apart(one.where.place, other.where.place, scene))


def are_apart(one: PlaceId, other: PlaceId, scene: Scene) -> bool:
    """Whether two places exclude each other: neither can lie in the other."""
    if one == other or one not in scene.places or other not in scene.places:
        return False
    ours, theirs = scene.places[one], scene.places[other]
    if ours.country and theirs.country and ours.country != theirs.country:
        return True
    narrow = min(_BREADTH[ours.precision], _BREADTH[theirs.precision])
    wide = max(_BREADTH[ours.precision], _BREADTH[theirs.precision])
    if scene.towns.is_inside(ours) != scene.towns.is_inside(theirs):
        # A street or a quarter is no other place than its town.
        return False
    if wide == narrow:
        return ours.name != theirs.name
    if wide == _BREADTH[PlacePrecision.PROVINCE] and ours.admin1 and theirs.admin1:
        return ours.admin1 != theirs.admin1
    return False


def _actors(claim: Claim, role: Role) -> set[str]:
    return {argument.actor for argument in claim.arguments if argument.role is role and argument.actor}


def _same_figures(one: Claim, other: Claim) -> float:
    score = 0.0
    for ours in one.counts:
        for theirs in other.counts:
            if ours.measure is theirs.measure and CountScope.RUNNING_TOTAL not in (ours.scope, theirs.scope):
                score += 0.8 if (ours.low, ours.high) == (theirs.low, theirs.high) else -0.2
    return max(-0.4, min(score, 1.2))


def _stem(lemma: str) -> str:
    for ending in ("ation", "ment", "ings", "ing", "ion", "ers", "er", "s", "e"):
        if lemma.endswith(ending) and len(lemma) - len(ending) >= 4:
            return lemma[: -len(ending)]
    return lemma
