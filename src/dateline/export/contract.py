"""What an exporter is, what it is given, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Generic, Literal, Protocol, TypeVar

from dateline.domain.event import Event
from dateline.domain.ids import DocumentKey, EventId
from dateline.domain.reading import Reading
from dateline.domain.run import Run
from dateline.domain.telling import Telling
from dateline.plugins import Settings

#: What one cell of a table can hold; None is "not said", never "failed".
Cell = str | int | float | bool | None

#: What the cells of a column hold; a day is a text in ISO 8601, a truth true or false.
Kind = Literal["text", "whole", "real", "truth", "day"]

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class Need(StrEnum):
    """What an exporter needs beside the events; what nobody needs is not fetched."""

    #: The accounts of each event, with the words of their claims.
    TELLINGS = "tellings"
    #: Title, address and language of each report.
    REPORTS = "reports"
    #: Whole readings, with their text.
    READINGS = "readings"
    #: What read the reports, and the digests of knowledge and models.
    ORIGINS = "origins"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report that tells of an event."""

    #: Its id as printed in the event's accounts.
    document: str
    key: DocumentKey
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    #: BCP 47.
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event, with what its reports say as far as the exporter asked for it.

    Of an event with a restricted field there are neither tellings nor reports, since their words may tell what is hidden.
    """

    event: Event
    tellings: tuple[Telling, ...] = ()
    #: By their printed id.
    reports: Mapping[str, Report] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where the events come from: the same ledger, query and version give the same files."""

    #: The version of Dateline that writes.
    dateline: str
    #: How tolls are weighed.
    policy: str
    #: The filters in words, such as ``since=2024-05``; empty for everything.
    filters: tuple[str, ...] = ()
    #: The last entry of the ledger's log that the events show, and its hash; None where there is no ledger.
    ledger_seq: int | None = None
    ledger_hash: str | None = None
    #: When that entry was written, UTC: what a release is dated by.
    at: datetime | None = None
    #: What read the reports.
    runs: tuple[Run, ...] = ()
    #: Hex SHA-256 of the knowledge and the models that are installed, by name.
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What is exported: events as they may leave the ledger, once and in order."""

    told: Iterable[Told]
    provenance: Provenance
    #: Readings that may leave whole, where they were asked for.
    readings: Iterable[Reading] = ()


@dataclass(frozen=True, slots=True)
class Column(Generic[T_contra]):
    """A column of a table: its name, what it means and where its value comes from."""

    name: str
    meaning: str
    value: Callable[[T_contra], Cell]
    #: HXL's hashtag and attributes, in the format that has them.
    tag: str = ""
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """A column or field as a person reads of it."""

    name: str
    meaning: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A file or table that an exporter writes, for people: ``name`` is its ending or the table's name."""

    name: str
    meaning: str
    columns: tuple[ColumnNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """A field of the public format that a format cannot hold, and why or what becomes of it."""

    field: str
    why: str


@dataclass(slots=True)
class Written:
    """What was written: rows by file or table, and the events that a format has no place for, by reason."""

    rows: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)

    def count(self, name: str, number: int = 1) -> None:
        """So many rows more of that file or table."""
        self.rows[name] = self.rows.get(name, 0) + number

    def leave_out(self, why: str, event: EventId) -> None:
        """That event has no row, and why."""
        self.left_out[why] = self.left_out.get(why, 0) + 1


class Exporter(Protocol):
    """Writes one format.

    ``write`` is given a folder that is empty and a name, and makes ``folder / name`` in it: a file, or a folder where
    ``ending`` is empty; tables that go with it stand beside it under ``companion``'s names. What it writes depends on the
    material alone: the same events give the same bytes.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    #: One sentence for people.
    summary: ClassVar[str]
    #: How its file's name usually ends, with the dot; empty where it is a folder.
    ending: ClassVar[str]
    #: Whether it is one text file, which may go to standard output.
    is_text: ClassVar[bool]
    needs: ClassVar[frozenset[Need]]
    #: Schemes of codes that it uses.
    schemes: ClassVar[tuple[str, ...]]
    sheets: ClassVar[tuple[Sheet, ...]]
    lost: ClassVar[tuple[Lost, ...]]
    #: Decisions that a user of its files has to know.
    conventions: ClassVar[tuple[str, ...]]

    def __init__(self, settings: Settings) -> None: ...

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """Writes everything; raises MissingPackError where a library is not installed."""
        ...


def companion(name: str, table: str) -> str:
    """The name of a table that goes with a file: ``events.csv`` and ``reports`` give ``events.reports.csv``."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{table}.{ending}" if dot and stem else f"{name}.{table}"


def notes_of(columns: Iterable[Column[T]]) -> tuple[ColumnNote, ...]:
    """Columns as people read of them."""
    return tuple(ColumnNote(column.name, column.meaning, column.kind) for column in columns)
