"""W3C Web Annotations of every span: which words were taken for what, by position and by quotation."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from dateline.export.annotations.spans import MEANINGS, annotations_of
from dateline.export.contract import ColumnNote, Lost, Material, Need, Sheet, Written
from dateline.export.json_text import line_of
from dateline.plugins import DEFAULTS, Settings

#: The context of the Web Annotation data model.
CONTEXT = "http://www.w3.org/ns/anno.jsonld"


class AnnotationsExporter:
    """One AnnotationPage a line, one a report; each annotation has a TextPositionSelector and a TextQuoteSelector."""

    name: ClassVar[str] = "annotations"
    version: ClassVar[int] = 1
    summary: ClassVar[str] = "W3C Web Annotations of every span of every report: one AnnotationPage a line (JSON-LD)."
    ending: ClassVar[str] = ".jsonl"
    is_text: ClassVar[bool] = True
    needs: ClassVar[frozenset[Need]] = frozenset({Need.READINGS})
    schemes: ClassVar[tuple[str, ...]] = ()
    sheets: ClassVar[tuple[Sheet, ...]] = (
        Sheet(
            name="*.jsonl",
            meaning="one AnnotationPage a report; the second body of an annotation holds, as JSON, by its tag",
            columns=tuple(ColumnNote(what, meaning) for what, meaning in MEANINGS.items()),
        ),
    )
    lost: ClassVar[tuple[Lost, ...]] = (
        Lost("event", "annotations are of reports: what was merged is not in them; claims and accounts have their ids"),
        Lost("document.text", "not printed: a report's text is its publisher's"),
        Lost("document.removed", "not printed"),
        Lost("claims[].confidences", "only the claim's own confidence"),
        Lost("places[].candidates", "not printed"),
    )
    conventions: ClassVar[tuple[str, ...]] = (
        "Positions are half-open, in Unicode code points of the report's cleaned text, whose SHA-256 is the source's id; "
        "JavaScript counts UTF-16 units, so a reader in a browser goes by the quotation.",
        "A report that tells of an event with a restricted field has no annotations, since the words beside them tell it.",
    )

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        """Takes no settings."""

    def write(self, material: Material, folder: Path, name: str) -> Written:
        """One report at a time is held in memory."""
        written = Written(rows={"pages": 0, "annotations": 0})
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            for reading in material.readings:
                items = list(annotations_of(reading))
                page = {
                    "@context": CONTEXT,
                    "id": f"urn:dateline:page:{reading.document.key}",
                    "type": "AnnotationPage",
                    "items": items,
                }
                stream.write(line_of(page) + "\n")
                written.count("pages")
                written.count("annotations", len(items))
        return written
