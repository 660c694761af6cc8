"""A TOML table read key by key, so that every fault of a file is found in one go and says where it stands."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches


class Faults:
    """The faults found so far, in the order of the files; ``add`` takes the file, the key and what is wrong."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, file: str, key: str, what: str) -> None:
        """Record one fault; an empty ``key`` means the file as a whole."""
        self.found.append(f"{file}: {key}: {what}" if key else f"{file}: {what}")


class TomlTable:
    """One table of one file. A reading method records a fault and returns an empty value, and never raises."""

    def __init__(self, table: Mapping[str, object], *, file: str, path: str, faults: Faults) -> None:
        self.file = file
        self.path = path
        self._table = table
        self._faults = faults
        self._read: set[str] = set()

    def fault(self, key: str, what: str) -> None:
        """Record that the value under ``key`` is wrong."""
        self._faults.add(self.file, f"{self.path}.{key}" if self.path else key, what)

    def has(self, key: str) -> bool:
        """Whether the file gives the key."""
        return key in self._table

    def text(self, key: str) -> str:
        """A string that must be there and not empty."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        self.fault(key, "is missing" if value is None else f"{value!r} is not a text")
        return ""

    def optional_text(self, key: str) -> str | None:
        """A string, or None where the file does not give it."""
        return self.text(key) if self.has(key) else None

    def choice(self, key: str, known: Collection[str]) -> str:
        """A string out of ``known``."""
        value = self.text(key)
        if value and value not in known:
            self.fault(key, unknown(value, known))
        return value

    def texts(self, key: str, *, known: Collection[str] | None = None) -> tuple[str, ...]:
        """A string or a list of strings, each out of ``known`` where that is given; empty where the key is absent."""
        value = self._take(key)
        rows = [value] if isinstance(value, str) else value
        if rows is None:
            return ()
        if not isinstance(rows, list) or not all(isinstance(row, str) and row.strip() for row in rows):
            self.fault(key, f"{value!r} is not a text or a list of texts")
            return ()
        if known is not None:
            for row in rows:
                if row not in known:
                    self.fault(key, unknown(row, known))
        return tuple(" ".join(row.split()) for row in rows)

    def integer(self, key: str, *, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both inclusive."""
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.fault(key, "is missing" if value is None else f"{value!r} is not a whole number from {low} to {high}")
        return low

    def flag(self, key: str) -> bool:
        """True or false; false where the key is absent."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault(key, f"{value!r} is neither true nor false")
        return False

    def mapping(self, key: str) -> Mapping[str, object]:
        """A table as it stands; empty where the key is absent."""
        value = self._take(key)
        if value is None or isinstance(value, dict):
            return value or {}
        self.fault(key, f"{value!r} is not a table")
        return {}

    def table(self, key: str) -> TomlTable:
        """A table to read on; empty where the key is absent."""
        path = f"{self.path}.{key}" if self.path else key
        return TomlTable(self.mapping(key), file=self.file, path=path, faults=self._faults)

    def tables(self, key: str) -> Iterator[TomlTable]:
        """The tables of an array, each with its number (from 1) in its path."""
        value = self._take(key)
        rows = value if isinstance(value, list) else []
        if value is not None and not (isinstance(value, list) and all(isinstance(row, dict) for row in rows)):
            self.fault(key, f"is not an array of tables; write [[{key}]]")
            return
        prefix = f"{self.path}.{key}" if self.path else key
        for number, row in enumerate(rows, start=1):
            yield TomlTable(row, file=self.file, path=f"{prefix}[{number}]", faults=self._faults)

    def close(self) -> None:
        """Record every key that nobody asked for, with the nearest one that exists."""
        for key in self._table:
            if key not in self._read:
                near = get_close_matches(key, self._read, n=1)
                self.fault(key, "is not a key here" + (f"; did you mean {near[0]!r}?" if near else ""))

    def _take(self, key: str) -> object:
        self._read.add(key)
        return self._table.get(key)


def unknown(value: str, known: Collection[str]) -> str:
    """The words of a fault: ``value`` is not among ``known``, and which of them is nearest."""
    near = get_close_matches(value, known, n=1)
    if near:
        return f"{value!r} is unknown; did you mean {near[0]!r}?"
    return f"{value!r} is unknown; known: {', '.join(sorted(known)) or 'none'}"


def table_from_text(text: str, *, file: str, faults: Faults) -> TomlTable | None:
    """The file's top table, or None (and a fault) where it is not TOML."""
    try:
        return TomlTable(tomllib.loads(text), file=file, path="", faults=faults)
    except tomllib.TOMLDecodeError as error:
        faults.add(file, "", f"not TOML: {error}")
        return None
