"""The gazetteer: look-ups in a read-only SQLite index that ``tools/build_gazetteer.py`` makes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dateline.errors import MissingPackError
from dateline.gazetteer.place import GazetteerPlace, NameMatch

EMBEDDED = Path(__file__).with_name("places.sqlite3")


class Gazetteer:
    """Places by name, by id and by nearness. Reading only: safe to share between threads."""

    def __init__(self, path: Path) -> None:
        """Take the index at ``path``; it is opened at the first question."""
        self.path = path

    @property
    def digest(self) -> str:
        """A sha256 of what the index holds, made when it was built: the same digest, the same answers."""
        raise NotImplementedError

    def find(self, name: str) -> tuple[GazetteerPlace, ...]:
        """Every place of that name or alternative name, the most populous first; countries' adjectives give nothing.

        Case, diacritics, hyphens and apostrophes make no difference, nor does the spelling of the Arabic article
        (``Ar Raqqah``, ``al-Raqqah``).
        """
        raise NotImplementedError

    def get(self, id: str, scheme: str = "geonames") -> GazetteerPlace | None:  # noqa: A002
        """The place with that id in that scheme, or None."""
        raise NotImplementedError

    def country(self, iso3: str) -> GazetteerPlace | None:
        """The country of an ISO 3166-1 alpha-3 code, or None."""
        raise NotImplementedError

    def country_by_adjective(self, word: str) -> str | None:
        """The alpha-3 code of the country whose adjective or people's name it is (``Malian``, ``Malians``), or None."""
        raise NotImplementedError

    def capital(self, iso3: str) -> GazetteerPlace | None:
        """The capital of a country, or None where there is none in the index."""
        raise NotImplementedError

    def nearest(self, lat: float, lon: float, limit: int = 1) -> tuple[GazetteerPlace, ...]:
        """The populated places nearest to a point, the nearest first; at most ``limit``, none farther than some 250 km."""
        raise NotImplementedError

    def names_in(self, tokens: Sequence[str]) -> tuple[NameMatch, ...]:
        """The names in a run of words, the longest at each place, from left to right and never overlapping.

        A name begins with a capital letter or an Arabic article joined by a hyphen (``al-Bab``); hyphens may be tokens of
        their own. Abbreviations (``U.S.``, ``Calif.``) match only as they are written, those of the US post (``CA``) only
        after a comma. Function words, months and weekdays alone are never names here, though ``find`` knows them.
        """
        raise NotImplementedError


def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """The gazetteer at ``path``, or the embedded one; raises MissingPackError where there is no file."""
    path = path or EMBEDDED
    if not path.is_file():
        raise MissingPackError(f"no gazetteer at {path}", hint="python tools/build_gazetteer.py")
    return Gazetteer(path)
