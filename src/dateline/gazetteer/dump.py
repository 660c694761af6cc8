"""Reads GeoNames' dumps: ``allCountries.txt`` and its like, plain, gzipped or zipped, row by row.

Columns as in GeoNames' ``readme.txt``: 0 geonameid, 1 name, 3 alternatenames, 4 latitude, 5 longitude, 6 feature class, 7
feature code, 8 country code, 10 to 11 codes of the first and second division, 14 population.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, cast

from dateline.errors import ConfigError

COLUMNS = 19
_CHUNK = 1 << 20
#: Members of GeoNames' archives that hold no places.
_NO_PLACES = ("readme.txt", "iso-languagecodes.txt")

Advance = Callable[[int], None]
"""Told of bytes that were read, unpacked."""


@dataclass(frozen=True, slots=True)
class DumpRow:
    """One place of a dump; ``division`` is ``ML.04``, ``subdivision`` ``ML.04.401``, both empty where it tells none."""

    id: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    feature_class: str
    feature: str
    iso2: str
    division: str
    subdivision: str
    population: int


@dataclass(frozen=True, slots=True)
class Dump:
    """A file with places, or a member of an archive."""

    path: Path
    member: str | None = None

    @property
    def label(self) -> str:
        """What it is called in messages."""
        return self.path.name if self.member is None else f"{self.path.name}/{self.member}"

    def size(self) -> int:
        """How many bytes it holds, unpacked; of a gzipped file, about that many."""
        if self.member is None:
            size = self.path.stat().st_size
            return size * 4 if self.path.suffix == ".gz" else size
        with zipfile.ZipFile(self.path) as archive:
            return archive.getinfo(self.member).file_size

    def sha256(self) -> str:
        """The digest of what it holds."""
        digest = hashlib.sha256()
        with closing(self._opened()) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()

    def rows(self, advance: Advance = lambda size: None) -> Iterator[DumpRow]:
        """Its places in order; raises ConfigError at a row that is none."""
        with closing(self._opened()) as stream:
            for number, line in enumerate(stream, 1):
                advance(len(line))
                if line[:1] == b"#" or not line.strip():
                    continue
                yield self._row(line, number)

    def _opened(self) -> IO[bytes]:
        try:
            if self.member is not None:
                archive = zipfile.ZipFile(self.path)
                return cast(IO[bytes], io.BufferedReader(_Member(archive, self.member), _CHUNK))
            return cast(IO[bytes], gzip.open(self.path, "rb")) if self.path.suffix == ".gz" else self.path.open("rb")
        except (OSError, zipfile.BadZipFile) as error:
            raise ConfigError(f"cannot read {self.label}: {error}") from error

    def _row(self, line: bytes, number: int) -> DumpRow:
        try:
            cells = line.decode("utf-8").rstrip("\r\n").split("\t")
            if len(cells) != COLUMNS:
                raise ValueError(f"{len(cells)} columns, not {COLUMNS}")
            iso2, first, second = cells[8], cells[10], cells[11]
            division = f"{iso2}.{first}" if iso2 and first and first != "00" else ""
            row = DumpRow(
                id=int(cells[0]),
                name=cells[1],
                names=tuple(cells[3].split(",")) if cells[3] else (),
                lat=float(cells[4]),
                lon=float(cells[5]),
                feature_class=cells[6],
                feature=cells[7],
                iso2=iso2,
                division=division,
                subdivision=f"{division}.{second}" if division and second else "",
                population=int(cells[14] or 0),
            )
        except ValueError as error:
            raise ConfigError(
                f"{self.label}, line {number} is no place of a GeoNames dump: {error}",
                hint="take allCountries.zip, a country's file or cities500.zip from GeoNames' export/dump",
            ) from error
        if not (-90 <= row.lat <= 90 and -180 <= row.lon <= 180):
            raise ConfigError(f"{self.label}, line {number}: no point on Earth at {row.lat}, {row.lon}")
        return row


class _Member(io.RawIOBase):
    """A member of an archive that closes the archive with it."""

    def __init__(self, archive: zipfile.ZipFile, member: str) -> None:
        self._archive = archive
        self._stream = archive.open(member)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        chunk = self._stream.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._archive.close()
        super().close()


def dumps_of(paths: list[Path]) -> list[Dump]:
    """The dumps in files and archives, in the order given; raises ConfigError with every file that cannot be one."""
    faults, found = [], []
    for path in paths:
        if not path.is_file():
            faults.append(f"no file {path}")
        elif path.suffix == ".zip":
            try:
                with zipfile.ZipFile(path) as archive:
                    members = [name for name in archive.namelist() if name.endswith(".txt")]
            except zipfile.BadZipFile as error:
                faults.append(f"{path}: {error}")
                continue
            members = [name for name in members if name.lower() not in _NO_PLACES]
            found += [Dump(path, name) for name in members]
            if not members:
                faults.append(f"{path} holds no .txt file")
        else:
            found.append(Dump(path))
    if faults:
        raise ConfigError("cannot build a gazetteer of these files", faults=faults)
    return found


@cache
def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-3 by alpha-2."""
    table: dict[str, str] = tomllib.loads(files(__package__).joinpath("alpha3.toml").read_text(encoding="utf-8"))
    return table
