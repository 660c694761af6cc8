"""Where a claim took place: signs for every place of the document, weighed.

A claim may say its place, say a wide one ("in Syria") whose town is told elsewhere, stand beside words that are not its
place, or say none. So each place that the document names nearby is a candidate, and so is no place at all. Signs tell how
the words say it: beside the trigger, in the sentences before, in claims of the same account, in the heading. The weights
of ``siting.toml`` are those of a conditional logit over the candidates (``training/places/sites.py`` has the recipe).
"""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.assemble.grouping import Scene
from dateline.assemble.namings import Naming, Namings
from dateline.domain.claim import Claim, Role
from dateline.domain.ids import ClaimId, PlaceId
from dateline.domain.place import Place, PlacePrecision

#: A place may be that of a claim only so few sentences from where it is named: the reports that the weights were fitted on
#: are short, and a long one turns to other matters.
REACH_SENTENCES = 12

#: Acts that are words, which seldom have a place of their own.
WORDS = frozenset(
    ("request", "accuse", "reject", "threaten", "consult", "support", "agree", "concede", "sanction",
     "claim_responsibility", "deny_responsibility")
)  # fmt: skip
_MEETINGS = frozenset(("consult", "agree", "cooperate"))
_WIDE = frozenset((PlacePrecision.COUNTRY, PlacePrecision.REGION, PlacePrecision.SEA))
#: Farther than so many characters from the trigger is as far as can be.
_FAR = 150.0
#: How much longer an argument may be than the place that it is ("the US").
_ARTICLE = 4

#: What it adds per unit of log odds over those of 1 to 19 that a trained reader points at a name of the place.
SEEN = 1.0

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class _View:
    """What the signs of every candidate of one claim have in common."""

    claim: Claim
    sentence: int
    #: "words" or "act".
    kind: str
    said: tuple[PlaceId, ...]
    #: "_yet_said" where the claim's own words tell a place.
    ending: str
    of_account: tuple[PlaceId, ...]
    before: Claim | None
    after: Claim | None
    last_named: PlaceId | None


class Sites:
    """The places of one document as its claims see them."""

    def __init__(self, scene: Scene, claims: Mapping[ClaimId, Claim], members: Sequence[Sequence[ClaimId]]) -> None:
        self._scene = scene
        self._claims = claims
        self._members = {one: ids for ids in members for one in ids}
        self._ordered = sorted(claims.values(), key=lambda claim: (claim.trigger, claim.id))
        self.namings = Namings(scene, self._ordered)
        self._acts = [claim for claim in self._ordered if claim.where is not None and claim.type not in WORDS]
        self._act_starts = [claim.trigger.start for claim in self._acts]
        often = Counter(self.site(claim) for claim in self._acts if not claim.background)
        self._most = max(often.values(), default=0)
        total = sum(often.values())
        self._often = {site: times / total for site, times in often.items()}
        self._most_often = {site for site, times in often.items() if times == self._most}
        self._countries = {actor.id: frozenset(actor.countries) for actor in scene.extraction.actors}

    def site(self, claim: Claim) -> PlaceId | None:
        """The site of the place that a claim's own words tell."""
        return self.namings.site_of.get(claim.where.place) if claim.where is not None else None

    def signs(self, claim: Claim) -> tuple[Signs, list[tuple[PlaceId, Signs]]]:
        """The signs that the claim has no place, and those of each site within reach."""
        view = self._view(claim)
        near = [site for site in self.namings.of_site if self.namings.distance(site, view.sentence) <= REACH_SENTENCES]
        return self._signs_of_none(view), [(site, self._signs_of(view, site)) for site in near]

    def _view(self, claim: Claim) -> _View:
        said = self._said(claim)
        others = (self._claims[one] for one in self._members[claim.id] if one != claim.id)
        first = bisect_left(self._act_starts, claim.trigger.start)
        last = bisect_right(self._act_starts, claim.trigger.start)
        named = self.namings.last_before(claim.evidence.start)
        return _View(
            claim=claim,
            sentence=self._scene.sentence(claim),
            kind="words" if claim.type in WORDS else "act",
            said=said,
            ending="_yet_said" if said else "",
            of_account=tuple(site for one in others if (site := self.site(one)) is not None),
            before=self._acts[first - 1] if first else None,
            after=self._acts[last] if last < len(self._acts) else None,
            last_named=named.site if named is not None else None,
        )

    def _said(self, claim: Claim) -> tuple[PlaceId, ...]:
        """The sites that the claim's own words tell, the best first."""
        site = self.site(claim)
        if site is None:
            return ()
        further = (self.namings.at(argument.span) for argument in claim.words_of(Role.LOCATION))
        return tuple(dict.fromkeys((site, *(one.site for one in further if one is not None))))

    def _signs_of_none(self, view: _View) -> Signs:
        signs = {"none": 1.0, f"none_{view.claim.type}": 1.0}
        if view.said:
            signs["none_said"] = signs[f"none_said_{view.kind}"] = 1.0
            if self._scene.places[view.said[0]].precision is PlacePrecision.COUNTRY:
                signs[f"none_said_country_{view.kind}"] = 1.0
        if view.claim.background:
            signs["none_background"] = 1.0
        if not view.claim.stance.is_real:
            signs["none_unreal"] = 1.0
        return signs

    def _signs_of(self, view: _View, site: PlaceId) -> Signs:
        place = self._scene.places[site]
        signs: Signs = {f"is_{place.precision}": 1.0, f"is_{place.precision}_{view.kind}": 1.0}
        if view.claim.background and place.precision in _WIDE:
            signs["wide_background"] = 1.0
        seen = self._scene.seen_as_place(view.claim, [naming.span for naming in self.namings.of_site[site]])
        if seen > 0:
            signs["seen"] = SEEN * seen
        signs["share"] = len(self.namings.of_site[site]) / len(self.namings.ordered)
        self._add_said(signs, view, place)
        same = self.namings.in_sentence(site, view.sentence)
        if same:
            self._add_beside(signs, view, same)
        self._add_earlier(signs, view, site, bool(same))
        self._add_told(signs, view, site)
        for role in (Role.ACTOR, Role.RECIPIENT):
            self._add_party(signs, view.claim, place, role)
        return signs

    def _add_said(self, signs: Signs, view: _View, place: Place) -> None:
        """Signs of the places that the claim's own words tell."""
        if not view.said:
            return
        first = self._scene.places[view.said[0]]
        if place.id in view.said:
            rank = view.said.index(place.id)
            signs[f"said_{min(rank, 2)}"] = signs[f"said_{view.kind}"] = 1.0
            signs[f"said_{min(rank, 1)}_{place.precision}"] = 1.0
            if view.claim.type in _MEETINGS:
                signs["said_meeting"] = 1.0
            if rank and self._lies_in(place, first):
                signs["said_inside_first"] = 1.0
        elif self._lies_in(place, first):
            signs["inside_said"] = signs[f"inside_said_{first.precision}"] = 1.0
        else:
            signs["holds_said" if self._lies_in(first, place) else "beside_said"] = 1.0

    def _add_beside(self, signs: Signs, view: _View, same: Sequence[Naming]) -> None:
        """Signs of a place that is named in the claim's sentence."""
        trigger = view.claim.trigger
        best = min(same, key=lambda one: abs(one.span.start - trigger.start))
        prefix = "own" if self.site(view.claim) == best.site else "beside"
        side = "before" if best.span < trigger else "after"
        for sign in (best.standing, best.label, side, *(("in_phrase",) if best.in_phrase else ())):
            signs[f"{prefix}_{sign}"] = 1.0
        signs[f"{prefix}_far"] = min(1.0, abs(best.span.start - trigger.start) / _FAR)

    def _add_earlier(self, signs: Signs, view: _View, site: PlaceId, same: bool) -> None:
        """Signs of where else in the report the place is named."""
        namings = self.namings.of_site[site]
        earlier = self.namings.nearest(site, view.sentence - 1)
        if earlier.sentence < view.sentence:
            signs[f"before_{_reach(view.sentence - earlier.sentence)}{view.ending}"] = 1.0
            if not view.said:
                signs[f"before_{earlier.standing}"] = signs[f"before_{earlier.label}"] = 1.0
                if earlier.in_phrase:
                    signs["before_in_phrase"] = 1.0
                if view.last_named == site:
                    signs["last_named"] = 1.0
        elif not same:
            signs["only_after"] = 1.0
        ending = "_said" if view.said else ""
        if any(one.dateline for one in namings):
            signs[f"dateline{ending}"] = 1.0
            if view.kind == "words" and not view.said:
                signs["dateline_words"] = 1.0
        if namings[0].sentence <= 1:
            signs[f"heading{ending}"] = 1.0
        if self.namings.ordered[0].site == site:
            signs[f"first_named{ending}"] = 1.0

    def _add_told(self, signs: Signs, view: _View, site: PlaceId) -> None:
        """Signs of what the other claims say of their places."""
        if view.of_account:
            signs[f"account{view.ending}"] = view.of_account.count(site) / len(view.of_account)
            if min(view.of_account, key=self._scene.breadth) == site:
                signs[f"account_narrowest{view.ending}"] = 1.0
        if view.before is not None and self.site(view.before) == site:
            gap = view.sentence - self._scene.sentence(view.before)
            signs[f"told_{_reach(gap)}{view.ending}"] = 1.0
            if view.before.background == view.claim.background:
                signs[f"told_alike{view.ending}"] = 1.0
            if view.before.type == view.claim.type:
                signs[f"told_same_type{view.ending}"] = 1.0
        if view.after is not None and self.site(view.after) == site:
            gap = self._scene.sentence(view.after) - view.sentence
            if gap <= 1:
                signs[f"told_after_{gap}{view.ending}"] = 1.0
        share = self._often.get(site, 0.0)
        if not share:
            signs[f"never_told{view.ending}"] = 1.0
            return
        signs[f"often{view.ending}"] = share
        if site in self._most_often:
            signs[f"most_often{view.ending}"] = 1.0
        if view.claim.background:
            signs["often_background"] = share

    def _add_party(self, signs: Signs, claim: Claim, place: Place, role: Role) -> None:
        """Signs of a place that is one who takes part, or whose country one of them belongs to."""
        arguments = claim.words_of(role)
        here = self.namings.in_sentence(place.id, self._scene.sentence(claim))
        held = [(argument.span, one.span) for argument in arguments for one in here if argument.span.holds(one.span)]
        if held:
            exact = any(len(inner) >= len(outer) - _ARTICLE for outer, inner in held)
            signs[f"{role}_{'is' if exact else 'holds'}"] = 1.0
        countries = {iso for argument in arguments if argument.actor for iso in self._countries.get(argument.actor, ())}
        if place.country is None or not countries:
            return
        if place.country not in countries:
            signs[f"{role}_other_country"] = 1.0
        else:
            signs[f"{role}_{'country' if place.precision is PlacePrecision.COUNTRY else 'in_country'}"] = 1.0

    def _lies_in(self, place: Place, other: Place) -> bool:
        """Whether a place is the narrower one and its codes say that it lies in the other."""
        if self._scene.breadth(place.id) >= self._scene.breadth(other.id):
            return False
        if place.country is None or other.country != place.country:
            return False
        if other.precision in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
            return True
        return other.admin1 is not None and other.admin1 == place.admin1


def _reach(gap: int) -> str:
    """A distance in sentences by its class."""
    return str(next((top for top in (0, 1, 2, 5) if gap <= top), REACH_SENTENCES))


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    text = files(__package__).joinpath("siting.toml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, float]] = tomllib.loads(text)
    return found


def best_site(sites: Sites, claim: Claim) -> PlaceId | None:
    """The likeliest site of a claim, or None where none is likely enough."""
    none, rows = sites.signs(claim)
    weights = {**_table()["weights"], "seen": 1.0}
    totals = [_total(none, weights), *(_total(signs, weights) for _, signs in rows)]
    best = max(range(1, len(totals)), key=lambda index: totals[index], default=0)
    if best == 0:
        return None
    whole = sum(math.exp(total - totals[best]) for total in totals)
    return rows[best - 1][0] if 1.0 / whole >= _table()["choice"]["least"] else None


def _total(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in signs.items())
