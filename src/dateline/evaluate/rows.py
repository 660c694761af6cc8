"""Reads JSON Lines of gold and predictions, and compares wordings."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from dateline.errors import ConfigError

Json = dict[str, Any]


def rows_from_file(path: Path) -> list[Json]:
    """The objects of a JSON Lines file; raises ConfigError naming the file and the line."""
    rows: list[Json] = []
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {error}") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ConfigError(f"{path}, line {number}: not JSON: {error}") from error
        if not isinstance(row, dict):
            raise ConfigError(f"{path}, line {number}: expected an object, not {type(row).__name__}")
        rows.append(row)
    return rows


def objects(value: object) -> list[Json]:
    """The dictionaries of a list, and none where it is not a list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def object_under(row: Json, key: str) -> Json:
    """The dictionary under a key, and an empty one where there is none."""
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def texts(value: object) -> list[str]:
    """The strings of a list; a string alone is a list of one."""
    entries = value if isinstance(value, list) else [value]
    return [entry for entry in entries if isinstance(entry, str)]


def words_of(text: str | None) -> list[str]:
    """The words of a text without case, diacritics, punctuation, articles and "of"."""
    plain = unicodedata.normalize("NFKD", (text or "").casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return [word for word in re.findall(r"[^\W_]+", plain) if word not in {"the", "a", "an", "of", "s"}]


def same_wording(one: str | None, other: str | None) -> bool:
    """Whether two wordings mean one thing: half of their words are shared, or one holds the other and ends alike."""
    ones, others = words_of(one), words_of(other)
    shared = len(set(ones) & set(others))
    if not shared:
        return False
    f1 = 2 * shared / (len(set(ones)) + len(set(others)))
    return f1 >= 0.5 or (ones[-1] == others[-1] and (set(ones) <= set(others) or set(others) <= set(ones)))


def offsets(value: object) -> tuple[int, int] | None:
    """Start and end of a printed span, or None."""
    if isinstance(value, dict) and isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
        return value["start"], value["end"]
    return None


def text_of(value: object) -> str:
    """The words of a printed span, or an empty string."""
    return str(value.get("text") or "") if isinstance(value, dict) else ""


def touch(one: tuple[int, int] | None, other: tuple[int, int] | None) -> bool:
    """Whether two pairs of offsets share a character."""
    return bool(one and other and one[0] < other[1] and other[0] < one[1])
