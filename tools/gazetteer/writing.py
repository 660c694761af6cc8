"""Writes the rows into the SQLite file that ``dateline.gazetteer`` reads."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from struct import pack

from dateline.gazetteer.filter import bits_from_names
from dateline.gazetteer.index import ABBREVIATION, CELL_STEPS, DEGREE, FORMAT, PREFERRED, cell_of
from dateline.gazetteer.naming import sound_from_key
from dateline.gazetteer.tables import SCHEMA
from tools.gazetteer.entries import Entry


def write(
    path: Path,
    entries: Iterable[Entry],
    capitals: Mapping[str, int],
    adjectives: Mapping[str, int],
    written: Mapping[str, bool],
) -> str:
    """Write the index over what is at ``path``; returns its digest, which depends on the rows alone."""
    rows = sorted(entries, key=lambda entry: entry.num)
    names = _names(rows)
    path.unlink(missing_ok=True)
    index = sqlite3.connect(path)
    index.executescript("PRAGMA page_size=8192; PRAGMA journal_mode=OFF;" + SCHEMA)
    with index:
        _write_places(index, rows)
        index.executemany("INSERT INTO name VALUES (?, ?)", sorted(names.items()))
        index.executemany("INSERT INTO sound VALUES (?, ?)", sorted(_sounds(rows).items()))
        index.executemany("INSERT INTO cell VALUES (?, ?)", sorted(_cells(rows).items()))
        states = {str(row.country): row.num for row in rows if row.precision == "country"}
        index.executemany(
            "INSERT INTO country VALUES (?, ?, ?)", [(iso3, num, capitals.get(iso3)) for iso3, num in states.items()]
        )
        index.executemany("INSERT INTO adjective VALUES (?, ?)", sorted(adjectives.items()))
        index.executemany("INSERT INTO abbreviation VALUES (?, ?)", sorted(written.items()))
        digest = _digest(index)
        told = {key for row in rows for key, kind in row.keys.items() if kind != ABBREVIATION}
        meta = {"format": FORMAT, "digest": digest, "places": len(rows), "names": sum(len(row.keys) for row in rows)}
        index.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        index.execute("INSERT INTO meta VALUES ('filter', ?)", (bits_from_names(sorted(told | set(adjectives))),))
    index.execute("VACUUM")
    index.close()
    return digest


def _write_places(index: sqlite3.Connection, rows: list[Entry]) -> None:
    kinds: dict[tuple[str | None, ...], int] = {}
    areas: dict[tuple[str | None, ...], int] = {}
    for row in rows:
        kind = kinds.setdefault((row.scheme, row.precision, row.feature, row.point_from), len(kinds))
        area = areas.setdefault((row.country, row.admin1, row.admin2), len(areas))
        index.execute(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.num,
                row.name,
                round(row.lat * DEGREE),
                round(row.lon * DEGREE),
                kind,
                area,
                row.population,
                None if row.radius_km is None else round(row.radius_km),
            ),
        )
        if row.slug is not None:
            index.execute("INSERT INTO slug VALUES (?, ?)", (row.num, row.slug))
    index.executemany("INSERT INTO kind VALUES (?, ?, ?, ?, ?)", [(num, *key) for key, num in kinds.items()])
    index.executemany("INSERT INTO area VALUES (?, ?, ?, ?)", [(num, *key) for key, num in areas.items()])


def _names(rows: list[Entry]) -> dict[str, bytes]:
    """The places of each key, by rank, a main name before an alternative, then by number."""
    found: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for row in rows:
        for key, kind in row.keys.items():
            found[key].append((-row.rank_of(key), kind, row.num))
    return {
        key: pack(f"<{len(places)}I", *(num << 2 | kind for _rank, kind, num in sorted(places)))
        for key, places in found.items()
    }


def _sounds(rows: list[Entry]) -> dict[str, bytes]:
    """The places of each run of consonants, the most populous first."""
    found: dict[str, set[tuple[float, int]]] = defaultdict(set)
    for row in rows:
        if row.by_sound:
            for key in row.keys:
                found[sound_from_key(key)].add((-row.rank, row.num))
    found.pop("", None)
    return {key: pack(f"<{len(places)}I", *(num for _rank, num in sorted(places))) for key, places in found.items()}


def _cells(rows: list[Entry]) -> dict[int, bytes]:
    found: dict[int, bytes] = defaultdict(bytes)
    for row in rows:
        if row.precision == "settlement":
            num = cell_of(row.lat, row.lon)
            found[num] += pack("<IHH", row.num, int(row.lat % 1 * CELL_STEPS), int(row.lon % 1 * CELL_STEPS))
    return found


def _digest(index: sqlite3.Connection) -> str:
    total = hashlib.sha256(f"{FORMAT} {CELL_STEPS} {PREFERRED}".encode())
    for name in ("kind", "area", "place", "slug", "name", "sound", "cell", "country", "adjective", "abbreviation"):
        for row in index.execute(f"SELECT * FROM {name} ORDER BY 1"):
            total.update(repr(row).encode())
    return total.hexdigest()
