"""Makes the full index of places from GeoNames' dumps, with what the embedded one knows besides.

Memory is bounded: rows go to a file beside the index and are sorted there. The countries, regions, waters, adjectives,
abbreviations and points of divisions are those of the embedded index; populated places and all the rest are the dump's.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from struct import iter_unpack, pack

from dateline.errors import ConfigError
from dateline.gazetteer.dump import Dump, DumpRow, alpha3, dumps_of
from dateline.gazetteer.filter import empty_bits, note
from dateline.gazetteer.index import (
    ALTERNATIVE,
    CELL_STEPS,
    DEGREE,
    EMBEDDED,
    FIRST_OF_DATELINE,
    FORMAT,
    PREFERRED,
    cell_of,
)
from dateline.gazetteer.naming import key_from_name, sound_from_key
from dateline.gazetteer.spelling import ARABIC, SMALL, WRITTEN_ONE_WAY, bare, is_foreign_form, is_kept, keys_of
from dateline.gazetteer.survey import Survey, survey_of
from dateline.gazetteer.tables import SCHEMA

CLASSES = "APHLSTRUV"
"""GeoNames' feature classes: divisions, populated places, waters, areas, spots, heights, roads, undersea, vegetation."""

Report = Callable[[str, int, int], None]
"""Told of a stage, of how much of it is done, and of how much there is."""

_SEAS = frozenset({"SEA", "OCN", "GULF", "BAY", "STRT", "CHN"})
_RADIUS_KM = {"H": 15.0, "L": 10.0, "T": 10.0, "R": 15.0, "U": 50.0, "V": 15.0, "S": 1.0}
_REGION_RANK = 1_000_000
_SHARE_OF_SEAT, _SHARE_OF_BARE_DISTRICT = 0.8, 0.25
#: Of more places of one name, the least populous are left out: nobody can choose between a thousand San Josés.
_MOST_OF_A_NAME = 250
_CACHE_KIB = 64 * 1024
_BATCH = 20_000
_OWN, _DUMPED, _FALLBACK = 0, 1, 2

_WORK = """
CREATE TABLE raw_place (num INTEGER, origin INTEGER, name TEXT, lat INTEGER, lon INTEGER, kind INTEGER, area INTEGER,
                        population INTEGER, radius_km REAL);
CREATE TABLE raw_name (key TEXT, rank REAL, kind INTEGER, num INTEGER);
CREATE TABLE raw_sound (key TEXT, rank REAL, num INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What was made."""

    path: Path
    places: int
    names: int
    rows: int
    size_bytes: int
    digest: str


def build_gazetteer(
    paths: Sequence[Path],
    out: Path,
    *,
    classes: str = CLASSES,
    base: Path = EMBEDDED,
    report: Report = lambda stage, done, total: None,
) -> Built:
    """Write an index of all places of the dumps over what is at ``out``.

    ``classes`` are the feature classes that are taken; ``base`` is the index whose countries, regions, waters and points of
    divisions are kept. The same files and classes make the same digest. Raises ConfigError for files that are no dumps and
    for unknown classes; what stood at ``out`` stays where it fails.
    """
    unknown = sorted(set(classes) - set(CLASSES))
    if unknown or not classes:
        raise ConfigError(f"no feature class {''.join(unknown) or '(none given)'!r}; GeoNames has {', '.join(CLASSES)}")
    dumps = dumps_of(list(paths))
    out.parent.mkdir(parents=True, exist_ok=True)
    part, work = out.with_name(out.name + ".part"), out.with_name(out.name + ".work")
    try:
        for left in (part, work):
            left.unlink(missing_ok=True)
        with closing(_Builder(part, work, classes, base, report)) as builder:
            places, names, rows, digest = builder.build(dumps)
        part.replace(out)
    finally:
        for left in (part, work):
            left.unlink(missing_ok=True)
    return Built(out, places, names, rows, out.stat().st_size, digest)


class _Builder:
    """One build; the index is written at ``part``, the rows to sort at ``work``."""

    def __init__(self, part: Path, work: Path, classes: str, base: Path, report: Report) -> None:
        self._base = f"{base.resolve().as_uri()}?mode=ro&immutable=1"
        self._classes = frozenset(classes)
        self._report = report
        self._index = sqlite3.connect(part)
        pragmas = f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{_CACHE_KIB};"
        self._index.executescript(f"PRAGMA page_size=8192; {pragmas} PRAGMA temp_store=FILE;{SCHEMA}")
        self._index.execute("ATTACH ? AS work", (str(work),))
        self._index.executescript("PRAGMA work.journal_mode=OFF; PRAGMA work.synchronous=OFF;")
        self._index.executescript(_WORK.replace("CREATE TABLE ", "CREATE TABLE work."))
        self._kinds: dict[tuple[str | None, ...], int] = {}
        self._areas: dict[tuple[str | None, ...], int] = {}
        self._places: list[tuple[object, ...]] = []
        self._names: list[tuple[object, ...]] = []
        self._sounds: list[tuple[object, ...]] = []

    def close(self) -> None:
        """Let go of the files."""
        self._index.close()

    def build(self, dumps: Sequence[Dump]) -> tuple[int, int, int, str]:
        """Places, names, rows read, digest."""
        total = sum(dump.size() for dump in dumps)
        survey = survey_of(dumps, self._telling("looking through the dumps", total))
        self._take_dumps(dumps, survey, total)
        self._take_base()
        self._flush()
        places = self._write_places()
        names = self._write_names()
        self._write_sounds()
        self._write_cells()
        digest = self._digest(dumps)
        meta = {"format": FORMAT, "digest": digest, "places": places, "names": names}
        self._index.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        self._index.commit()
        self._index.execute("DETACH work")
        return places, names, survey.rows, digest

    def _telling(self, stage: str, total: int) -> Callable[[int], None]:
        done = told = 0

        def advance(size: int) -> None:
            nonlocal done, told
            done += size
            if done - told > 1 << 18 or done >= total:
                told = done
                self._report(stage, min(done, total), total)

        return advance

    def _digest(self, dumps: Sequence[Dump]) -> str:
        """A digest of what the index was made of: reading thirteen million rows once more would take minutes."""
        with closing(sqlite3.connect(self._base, uri=True)) as own:
            embedded = own.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()[0]
        parts = [FORMAT, embedded, sorted(self._classes), [dump.sha256() for dump in dumps]]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _take_dumps(self, dumps: Sequence[Dump], survey: Survey, total: int) -> None:
        advance = self._telling("taking places and names", total)
        for dump in dumps:
            for row in dump.rows(advance):
                if row.feature_class in self._classes and not row.feature.startswith("PCLI"):
                    self._take(row, survey)

    def _take(self, row: DumpRow, survey: Survey) -> None:
        if not 0 < row.id < FIRST_OF_DATELINE:
            raise ConfigError(f"no GeoNames id: {row.id}")
        precision, level = _precision_of(row)
        code = row.subdivision if level == 2 else row.division
        swarm = survey.swarm(code) if level else None
        radius = swarm.reach_km(level) if swarm else _RADIUS_KM.get(row.feature_class)
        rank = _SHARE_OF_SEAT * swarm.largest if swarm else float(row.population)
        population = (row.population or swarm.people) if swarm else row.population
        admin1, admin2 = survey.names.get(row.division), survey.names.get(row.subdivision)
        kind = ("geonames", precision, row.feature or None, "geonames")
        area = (alpha3().get(row.iso2), admin1, admin2)
        self._add_place(row.id, _DUMPED, (row.name, row.lat, row.lon), (kind, area), (population, radius))
        keys = _keys_of(row, precision, level)
        for key, matched in keys.items():
            share = _SHARE_OF_BARE_DISTRICT if precision == "district" and bare(key) is None else 1.0
            self._names.append((key, -rank * share, matched, row.id))
        if precision == "settlement" and row.iso2 in ARABIC:
            for sound in {sound_from_key(key) for key in keys} - {""}:
                self._sounds.append((sound, -rank, row.id))
        if len(self._places) >= _BATCH:
            self._flush()

    def _add_place(
        self,
        num: int,
        origin: int,
        what: tuple[str, float, float],
        which: tuple[tuple[str | None, ...], tuple[str | None, ...]],
        size: tuple[int, float | None],
    ) -> None:
        name, lat, lon = what
        kind = self._kinds.setdefault(which[0], len(self._kinds))
        area = self._areas.setdefault(which[1], len(self._areas))
        point = round(lat * DEGREE), round(lon * DEGREE)
        self._places.append((num, origin, name, *point, kind, area, *size))

    def _flush(self) -> None:
        execute = self._index.executemany
        execute("INSERT INTO work.raw_place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._places)
        execute("INSERT INTO work.raw_name VALUES (?, ?, ?, ?)", self._names)
        execute("INSERT INTO work.raw_sound VALUES (?, ?, ?)", self._sounds)
        self._index.commit()
        for rows in (self._places, self._names, self._sounds):
            rows.clear()

    def _take_base(self) -> None:
        """The base: its own tables as they are, its populated places where no dump has them."""
        self._report("adding what is known already", 0, 1)
        with closing(sqlite3.connect(self._base, uri=True)) as own:
            kinds = {num: tuple(rest) for num, *rest in own.execute("SELECT * FROM kind")}
            areas = {num: tuple(rest) for num, *rest in own.execute("SELECT * FROM area")}
            ranks: dict[int, float] = {}
            for num, name, lat, lon, kind, area, people, radius in own.execute("SELECT * FROM place"):
                precision = kinds[kind][1]
                origin = _FALLBACK if precision == "settlement" else _OWN
                point = (name, lat / DEGREE, lon / DEGREE)
                self._add_place(num, origin, point, (kinds[kind], areas[area]), (people, radius))
                ranks[num] = _rank_of(precision, people)
                if len(self._places) >= _BATCH:
                    self._flush()
            for key, places in own.execute("SELECT key, places FROM name"):
                for (packed,) in iter_unpack("<I", places):
                    num = packed >> 2
                    self._names.append((key, -ranks[num], packed & 3, num))
            for key, places in own.execute("SELECT key, places FROM sound"):
                for (num,) in iter_unpack("<I", places):
                    self._sounds.append((key, -ranks[num], num))
            for name in ("slug", "country", "adjective", "abbreviation"):
                rows = own.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    self._index.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        self._report("adding what is known already", 1, 1)

    def _write_places(self) -> int:
        """One row a number: the embedded index's own before the dump's, the dump's before a fallback."""
        self._report("sorting places", 0, 1)
        self._index.execute(
            "INSERT OR IGNORE INTO place SELECT num, name, lat, lon, kind, area, population, radius_km "
            "FROM work.raw_place ORDER BY num, origin"
        )
        self._index.executemany("INSERT INTO kind VALUES (?, ?, ?, ?, ?)", [(n, *k) for k, n in self._kinds.items()])
        self._index.executemany("INSERT INTO area VALUES (?, ?, ?, ?)", [(n, *k) for k, n in self._areas.items()])
        self._index.commit()
        count: int = self._index.execute("SELECT count(*) FROM place").fetchone()[0]
        self._report("sorting places", 1, 1)
        return count

    def _write_names(self) -> int:
        rows: int = self._index.execute("SELECT count(*) FROM work.raw_name").fetchone()[0]
        bits = empty_bits(rows)
        advance = self._telling("sorting names", rows)
        cursor = self._index.execute("SELECT key, rank, kind, num FROM work.raw_name ORDER BY key, rank, kind, num")
        adjectives = [key for (key,) in self._index.execute("SELECT key FROM adjective")]
        written = 0

        def packed() -> Iterator[tuple[str, bytes]]:
            nonlocal written
            for key, group in groupby(cursor, key=itemgetter(0)):
                kinds: dict[int, int] = {}
                size = told = 0
                for _key, _rank, kind, num in group:
                    size += 1
                    kinds[num] = min(kind, kinds.get(num, kind))
                    told = told or int(kind in (PREFERRED, ALTERNATIVE))
                advance(size)
                if told:
                    note(bits, key)
                found = list(kinds.items())[:_MOST_OF_A_NAME]
                written += len(found)
                yield key, pack(f"<{len(found)}I", *(num << 2 | kind for num, kind in found))

        self._index.executemany("INSERT INTO name VALUES (?, ?)", packed())
        for key in adjectives:
            note(bits, key)
        self._index.execute("INSERT INTO meta VALUES ('filter', ?)", (bytes(bits),))
        self._index.commit()
        return written

    def _write_sounds(self) -> None:
        cursor = self._index.execute("SELECT key, rank, num FROM work.raw_sound ORDER BY key, rank, num")
        grouped = ((key, list(dict.fromkeys(row[2] for row in group))) for key, group in groupby(cursor, itemgetter(0)))
        rows = ((key, pack(f"<{len(nums[:_MOST_OF_A_NAME])}I", *nums[:_MOST_OF_A_NAME])) for key, nums in grouped)
        self._index.executemany("INSERT INTO sound VALUES (?, ?)", rows)

    def _write_cells(self) -> None:
        """At most 64,800 cells: eight bytes a populated place, in memory."""
        self._report("placing towns", 0, 1)
        cells: dict[int, bytearray] = defaultdict(bytearray)
        query = (
            "SELECT place.num, lat, lon FROM place JOIN kind ON kind.num = kind WHERE prec = 'settlement' ORDER BY 1"
        )
        for num, lat, lon in self._index.execute(query):
            north, east = lat / DEGREE, lon / DEGREE
            steps = int(north % 1 * CELL_STEPS), int(east % 1 * CELL_STEPS)
            cells[cell_of(north, east)] += pack("<IHH", num, *steps)
        self._index.executemany("INSERT INTO cell VALUES (?, ?)", ((num, bytes(cells[num])) for num in sorted(cells)))
        self._report("placing towns", 1, 1)


def _rank_of(precision: str, people: int) -> float:
    """About the rank that the embedded index gives a place; it keeps the order and not the figure."""
    if precision in ("region", "sea"):
        return _REGION_RANK
    # A division ranks by its largest town, which is a part of its people.
    return people * (_SHARE_OF_SEAT / 2 if precision in ("province", "district") else 1.0)


def _precision_of(row: DumpRow) -> tuple[str, int]:
    """What sort of ground a place is, and of a division its level."""
    if row.feature_class == "P":
        return "settlement", 0
    if row.feature_class == "S":
        return "point", 0
    if row.feature == "ADM1":
        return "province", 1
    if row.feature == "ADM2":
        return "district", 2
    if row.feature_class == "A" and row.feature.startswith("ADM"):
        return "district", 2
    return ("sea" if row.feature in _SEAS else "region"), 0


def _keys_of(row: DumpRow, precision: str, level: int) -> dict[str, int]:
    small = row.iso2 in WRITTEN_ONE_WAY and row.population < SMALL and precision == "settlement"
    others = () if small else tuple(name for name in row.names if name and is_kept(name))
    keys = dict.fromkeys(keys_of((*others, row.name), row.iso2), ALTERNATIVE)
    keys[key_from_name(row.name)] = PREFERRED
    keys.pop("", None)
    if level:
        short = {shorter for key in keys if (shorter := bare(key))} - set(keys)
        if level == 2:
            keys = {key: kind for key, kind in keys.items() if kind == PREFERRED or not is_foreign_form(key)}
        keys |= dict.fromkeys(short, ALTERNATIVE)
    return keys
