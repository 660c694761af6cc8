"""Annotations of our own: readings of shared articles without their text, and of texts that we wrote.

``standoff/*.jsonl`` hold, for an article of the data folder, ``{"id", "set", "text_sha256", "length", "events", …}``
where every wording is a pair of offsets into the article's text; ``texts/*.jsonl`` hold the texts that we wrote with
their readings in words. ``second/*.jsonl`` are second readings of some of both, all by offsets; nothing trains on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.evaluate.rows import rows_from_file

#: Fields of a claim that hold one wording, and those that hold several.
_ONE = ("at", "trigger", "when")
_SEVERAL = ("actor", "recipient", "weapons", "locations", "attribution")


class StaleAnnotationError(Exception):
    """An annotation's article is missing from the data folder or has another text."""


def read_annotations(folder: Path, data: Path) -> list[dict[str, Any]]:
    """The readings with their texts and wordings; raises StaleAnnotationError."""
    readings = [row for path in sorted((folder / "texts").glob("*.jsonl")) for row in rows_from_file(path)]
    rows = [row for path in sorted((folder / "standoff").glob("*.jsonl")) for row in rows_from_file(path)]
    return readings + read_standoff(rows, [data])


def read_standoff(rows: Sequence[dict[str, Any]], folders: Sequence[Path]) -> list[dict[str, Any]]:
    """Stand-off readings with their texts and wordings; a row's set is a file of one of the folders.

    Raises StaleAnnotationError.
    """
    texts = dict(_texts(folders, {row["set"] for row in rows}))
    readings = []
    for row in rows:
        text = texts.get((row["set"], row["id"]), "")
        opening = text[: row["length"]]
        if hashlib.sha256(opening.encode()).hexdigest() != row["text_sha256"]:
            raise StaleAnnotationError(f"{row['set']}: {row['id']}: the article's text is not the one that was read")
        readings.append(with_words(row, opening))
    return readings


def _texts(folders: Sequence[Path], sets: set[str]) -> Iterator[tuple[tuple[str, str], str]]:
    for name in sorted(sets):
        for path in (folder / name for folder in folders):
            if path.is_file():
                for row in rows_from_file(path):
                    yield (name, row["id"]), row["text"]


def with_words(row: dict[str, Any], text: str) -> dict[str, Any]:
    """The reading with wordings in the place of offsets."""
    return {**_mapped(row, lambda pair: text[pair[0] : pair[1]]), "text": text}


def with_offsets(reading: dict[str, Any], text: str) -> dict[str, Any]:
    """The reading with offsets for wordings: the occurrence in the clause where there is one, else the nearest."""
    row = _mapped(reading, lambda wording: wording, placed=text)
    row.pop("text", None)
    return row


def _mapped(reading: dict[str, Any], change: Any, placed: str | None = None) -> dict[str, Any]:
    events = []
    for event in reading.get("events", ()):
        made = dict(event)
        near = placed.find(event["at"]) if placed is not None else 0

        def put(wording: Any, near: int = near, size: int = len(event["at"])) -> Any:
            return _offsets(placed, wording, near, size) if placed is not None else change(wording)

        for field in _ONE:
            if made.get(field):
                made[field] = put(made[field])
        for field in _SEVERAL:
            if made.get(field):
                made[field] = [put(wording) for wording in made[field]]
        if (made.get("place") or {}).get("written"):
            made["place"] = {**made["place"], "written": put(made["place"]["written"])}
        if made.get("counts"):
            made["counts"] = [
                {key: put(value) if key in ("words", "who") and value else value for key, value in count.items()}
                for count in made["counts"]
            ]
        events.append(made)
    quotations = [
        {
            **quotation,
            "begins": _placed(placed, quotation["begins"], change),
            "speaker": [_placed(placed, wording, change) for wording in quotation.get("speaker") or []],
            "role": None,
        }
        for quotation in reading.get("quotations") or ()
    ]
    relations = [
        {**tie, **{field: _placed(placed, tie[field], change) for field in ("subject", "object", "at")}}
        for tie in reading.get("relations") or ()
    ]
    return {**reading, "events": events, "quotations": quotations, "relations": relations}


def _placed(text: str | None, wording: Any, change: Any) -> Any:
    return change(wording) if text is None else _offsets(text, wording, 0, len(text))


def _offsets(text: str, wording: str, near: int, size: int) -> list[int]:
    """Where the wording stands: in ``text[near:near + size]`` if there, else nearest to it."""
    inside = text.find(wording, near, near + size)
    if inside >= 0:
        return [inside, inside + len(wording)]
    found = []
    at = text.find(wording)
    while at >= 0:
        found.append(at)
        at = text.find(wording, at + 1)
    if not found:
        raise ValueError(f"not in the text: {wording!r}")
    best = min(found, key=lambda start: abs(start - near))
    return [best, best + len(wording)]
