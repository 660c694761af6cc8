"""Places: a compact read-only index of the world's populated places, divisions, countries, waters and regions.

In:    a name, the words of a text, an id, or a point.
Out:   every place of that name, the most populous first; the names that stand in a run of words; the places near a point.
Never: choose between places of one name, look at a text's meaning, or write to the index.

Names and points come from GeoNames (CC BY 4.0) and Natural Earth (public domain), countries' adjectives and the
regions from Dateline's own tables; ``NOTICE.md`` in this package has the credit.
"""

from __future__ import annotations

from dateline.gazetteer.build import CLASSES, Built, build_gazetteer
from dateline.gazetteer.distance import EARTH_RADIUS_KM, distance_km
from dateline.gazetteer.index import VARIABLE, Gazetteer, open_gazetteer
from dateline.gazetteer.naming import key_from_name
from dateline.gazetteer.place import GazetteerPlace, NameMatch

__all__ = [
    "CLASSES",
    "EARTH_RADIUS_KM",
    "VARIABLE",
    "Built",
    "Gazetteer",
    "GazetteerPlace",
    "NameMatch",
    "build_gazetteer",
    "distance_km",
    "key_from_name",
    "open_gazetteer",
]
