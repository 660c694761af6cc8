"""A frozen release: data, codebook, code lists, versions, digests and checksums in one folder, made to be cited."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import ClassVar

from dateline.domain.event_wire import event_row
from dateline.export.contract import Lost, Material, Need, Sheet, Told, Written
from dateline.export.csv import CsvExporter
from dateline.export.delimited import CommaTable
from dateline.export.json_text import line_of, page_of
from dateline.export.release.codebook import codebook_of
from dateline.export.release.codes import CODES, MODES, TYPES
from dateline.export.release.package import citation_of, package_of, readme_of
from dateline.export.sidecar import provenance_row, sidecar_of
from dateline.ontology import load_ontology
from dateline.plugins import DEFAULTS, Settings

#: The file of checksums; every other file is in it.
CHECKSUMS = "SHA256SUMS"


class ReleaseExporter:
    """A folder that is never written over; ``sha256sum -c SHA256SUMS`` in it checks every file."""

    name: ClassVar[str] = "release"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = (
        "A frozen folder to be cited: data, codebook, code lists, versions, digests, checksums, CITATION.cff."
    )
    ending: ClassVar[str] = ""
    is_text: ClassVar[bool] = False
    needs: ClassVar[frozenset[Need]] = frozenset({Need.ORIGINS})
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(name="data/events.jsonl", meaning="one event a line in the public format"),
        Sheet(name="data/events.csv, data/events.*.csv", meaning="the tables of the export csv"),
        Sheet(name="codes/*.csv", meaning="one code list a scheme: code, label, parent, quad"),
        Sheet(name="codes/types.csv, codes/modes.csv", meaning="the event types and modes of the ontology"),
        Sheet(name="codebook.md", meaning="what every type, mode, column and code means, made from the ontology"),
        Sheet(name="origin.json", meaning="versions, filters, policy, the ledger's entry and its hash, runs, digests"),
        Sheet(
            name="datapackage.json", meaning="a Frictionless data package: every table with its columns, types and keys"
        ),
        Sheet(name="CITATION.cff", meaning="how to cite it"),
        Sheet(name="README.md", meaning="what it is, how it was made, what it does not say"),
        Sheet(name="lost.json", meaning="what it could not hold"),
        Sheet(name="SHA256SUMS", meaning="the SHA-256 of every other file"),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        Lost("document.text", "texts of reports are their publishers', and are not in a release"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "Fields that people restricted are left out or coarsened; `restricted` says which.",
        "It is dated by the last entry of the ledger's log that it shows, and the same ledger gives the same bytes.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Loads the ontology for the codebook."""
        self._ontology = load_ontology(settings.overlay("ontology"))
        self._csv = CsvExporter(settings)

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """The events are gone through once; one is held in memory at a time."""
        home = folder / name
        data, codes = home / "data", home / "codes"
        data.mkdir(parents=True)
        codes.mkdir()
        span = _Span()
        with (data / "events.jsonl").open("w", encoding="utf-8", newline="\n") as stream:

            def noted(told: Told) -> Told:
                stream.write(line_of(event_row(told.event)) + "\n")
                span.take(told)
                return told

            tables = Material(told=map(noted, material.told), provenance=material.provenance)
            written = self._csv.write(tables, data, "events.csv")
        self._write_codes(codes)
        origin = provenance_row(material.provenance) | {"rows": dict(written.rows)}
        pages = {
            "codebook.md": codebook_of(self._ontology),
            "origin.json": page_of(origin),
            "datapackage.json": page_of(package_of(material.provenance, sorted(one.name for one in codes.iterdir()))),
            "CITATION.cff": citation_of(material.provenance, name),
            "README.md": readme_of(material.provenance, name, written.rows, (span.first, span.last)),
        }
        for page, text in pages.items():
            (home / page).write_text(text, encoding="utf-8", newline="\n")
        sidecar = page_of(sidecar_of(self, material.provenance, written, self._ontology.schemes))
        (home / "lost.json").write_text(sidecar, encoding="utf-8", newline="\n")
        (home / CHECKSUMS).write_text(checksums_of(home), encoding="utf-8", newline="\n")
        return written

    def _write_codes(self, folder: Path) -> None:
        for scheme in self._ontology.schemes.values():
            with CommaTable(folder / f"{scheme.scheme}.csv", CODES) as table:
                for code, entry in scheme.entries.items():
                    table.write((code, entry.label, entry.parent, entry.quad, ";".join(entry.modes) or None))
        with CommaTable(folder / "types.csv", TYPES) as table:
            for kind in self._ontology.types.values():
                table.write((kind.id, kind.label, " ".join(kind.definition.split()), kind.quad))
        with CommaTable(folder / "modes.csv", MODES) as table:
            for kind in self._ontology.types.values():
                for mode in kind.modes:
                    table.write((kind.id, mode.id, " ".join(mode.definition.split()), mode.source))


def checksums_of(home: Path) -> str:
    """The SHA-256 of every file under a folder but the checksums themselves, as ``sha256sum`` writes them, in order."""
    files = sorted(
        one.relative_to(home).as_posix() for one in home.rglob("*") if one.is_file() and one.name != CHECKSUMS
    )
    lines = []
    for name in files:
        digest = hashlib.sha256()
        with (home / name).open("rb") as stream:
            while some := stream.read(1 << 20):
                digest.update(some)
        lines.append(f"{digest.hexdigest()}  {name}\n")
    return "".join(lines)


class _Span:
    """The first and the last day of the events that went by."""

    def __init__(self) -> None:
        self.first: str | None = None
        self.last: str | None = None

    def take(self, told: Told) -> None:
        """Notes an event's days."""
        when = told.event.when
        days = [day.isoformat() for day in (when.earliest, when.latest) if day is not None] if when else []
        for day in days:
            self.first = day if self.first is None else min(self.first, day)
            self.last = day if self.last is None else max(self.last, day)
