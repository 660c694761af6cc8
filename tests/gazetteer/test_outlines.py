from __future__ import annotations

from dateline.gazetteer import open_gazetteer
from dateline.gazetteer.outlines import country_names, outlines


def test_rings_close_and_lie_on_the_globe() -> None:
    rings = [ring for outline in outlines() for polygon in outline.polygons for ring in polygon]
    assert len(rings) > 1000
    assert all(ring[0] == ring[-1] for ring in rings)
    assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for ring in rings for lon, lat in ring)


def test_a_code_is_one_countrys() -> None:
    codes = [outline.code for outline in outlines() if outline.code is not None]
    assert len(codes) == len(set(codes)) > 230
    assert {outline.name for outline in outlines() if outline.code is None} == {
        "Indian Ocean Ter.",
        "N. Cyprus",
        "Siachen Glacier",
        "Somaliland",
    }


def test_a_country_lies_where_the_gazetteer_has_its_capital() -> None:
    boxes = {outline.code: outline.box for outline in outlines()}
    for name, code in (("Bamako", "MLI"), ("Kabul", "AFG"), ("Bogotá", "COL"), ("Pristina", "XKX"), ("Manila", "PHL")):
        place = next(one for one in open_gazetteer().find(name) if one.country == code)
        west, south, east, north = boxes[code]
        assert west < place.lon < east and south < place.lat < north
        assert country_names()[code]
