"""Puts the names of places on the map, and says where each claim took place.

Every name gets its readings from the gazetteer, each with a probability; the best one gives the place its point, and the
five best are kept as candidates. What no gazetteer knows stays unresolved and becomes an issue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from dateline.domain.analysis import Analysis
from dateline.domain.extraction import Extraction
from dateline.domain.issue import Issue
from dateline.domain.mention import Mention, MentionKind
from dateline.domain.place import Place
from dateline.gazetteer import Gazetteer, open_gazetteer
from dateline.lang import table
from dateline.normalise.where.claims import Locator
from dateline.normalise.where.naming import names_of
from dateline.normalise.where.places import Mapped, places_from_names
from dateline.normalise.where.rating import Setting, rated
from dateline.plugins import DEFAULTS, Settings
from dateline.whoswho import WhosWho, load_whoswho

__all__ = ["WhereNormaliser"]


class WhereNormaliser:
    """Fills the places of an extraction and the ``where`` of its claims."""

    name: ClassVar[str] = "where"
    version: ClassVar[int] = 1

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        self._settings = settings

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return open_gazetteer()

    @cached_property
    def _whoswho(self) -> WhosWho:
        return load_whoswho(self._settings.overlay("whoswho"))

    @cached_property
    def _ground(self) -> frozenset[str]:
        """Nouns that say after a name what sort of ground it is."""
        words = table(self._settings.language, "names", self._settings.overlay("lang"))["places"]["ground_after"]
        return frozenset(words)

    def normalise(self, extraction: Extraction, analysis: Analysis) -> Extraction:
        """The extraction with places, and with the claims' ``where`` and further locations."""
        mapped = self._mapped(extraction, analysis)
        places = mapped.places()
        locator = Locator(mapped, analysis, self._ground)
        claims = tuple(locator.located(claim) for claim in extraction.claims)
        return replace(extraction, places=places, claims=claims, issues=(*extraction.issues, *_issues(places)))

    def _mapped(self, extraction: Extraction, analysis: Analysis) -> Mapped:
        mentions = extraction.mentions_of(MentionKind.PLACE)
        names = names_of(mentions, analysis, self._gazetteer, self._settings.language)
        chances = rated(names, self.setting_of(mentions, analysis))
        return places_from_names(names, chances, mentions, (analysis, self._gazetteer))

    def setting_of(self, mentions: Sequence[Mention], analysis: Analysis) -> Setting:
        """What the outlet, the demonyms and the known actors of a document tell of the countries that it is about."""
        told: Counter[str] = Counter()
        for mention in mentions:
            if mention.label == "demonym":
                iso = self._gazetteer.country_by_adjective(analysis.document.quote(mention.head or mention.span))
                if iso is not None:
                    told[iso] += 1
        for _, _, actors in self._whoswho.names_in([token.text for token in analysis.tokens]):
            if len(actors) == 1 and not actors[0].metonym and len(actors[0].countries) == 1:
                told[actors[0].countries[0]] += 1
        return Setting(self._outlet_countries(analysis), told)

    def _outlet_countries(self, analysis: Analysis) -> frozenset[str]:
        outlet = analysis.document.outlet
        if not outlet:
            return frozenset()
        return frozenset(
            country for actor in self._whoswho.find(outlet) if actor.kind == "outlet" for country in actor.countries
        )


def _issues(places: Sequence[Place]) -> list[Issue]:
    """An issue for each name that no gazetteer knows, at its first words."""
    first: dict[str, Place] = {}
    for place in places:
        if place.lat is None:
            known = first.setdefault(place.name, place)
            if place.mentions[0] < known.mentions[0]:
                first[place.name] = place
    return [
        Issue("normalise", "unresolved_place", f"no gazetteer entry for {place.name!r}", span=place.mentions[0])
        for place in first.values()
    ]
