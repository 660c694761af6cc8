"""What the container says of a document: the fields of a JSON object, or those that a program gives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dateline.domain.issue import Issue
from dateline.domain.raw_document import Given
from dateline.domain.source import Source

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class _Fields:
    """The fields while they are checked; a fault costs the field and never the document."""

    values: Mapping[str, object]
    faults: list[str] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.faults.append(f"{name!r} is {kind_of(value)}, not a string; left out")
            return None
        return whole(value).strip() or None

    def label(self) -> str | None:
        value = self.values.get("id")
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text("id")

    def authors(self) -> tuple[str, ...]:
        value = self.values.get("authors")
        if value is None:
            return ()
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self.faults.append("'authors' is not a list of strings; left out")
            return ()
        return tuple(whole(name).strip() for name in names if name.strip())

    def published(self) -> date | None:
        value = self.text("published")
        if value is None:
            return None
        found = iso_date(value)
        if found is None:
            self.faults.append(f"'published' is {value[:40]!r}, not an ISO 8601 date such as 2015-11-21; left out")
        return found

    def language(self) -> str | None:
        value = self.text("language")
        if value is not None and not _LANGUAGE.fullmatch(value):
            self.faults.append(f"'language' is {value[:40]!r}, not a BCP 47 tag such as en; left out")
            return None
        return value


def given_from_values(values: Mapping[str, object]) -> tuple[Given, tuple[str, ...]]:
    """The fields that hold, and a sentence for each one that does not."""
    fields = _Fields(values)
    given = Given(
        id=fields.label(),
        title=fields.text("title"),
        published=fields.published(),
        outlet=fields.text("outlet"),
        authors=fields.authors(),
        url=fields.text("url"),
        language=fields.language(),
    )
    return given, tuple(fields.faults)


def given_from_fields(source: Source) -> tuple[Given, tuple[Issue, ...]]:
    """The fields that a program gives with a source; ``authors`` may come several times."""
    values: dict[str, object] = {}
    authors = [value for name, value in source.fields if name == "authors"]
    for name, value in source.fields:
        values[name] = authors if name == "authors" else value
    given, faults = given_from_values(values)
    return given, tuple(Issue("read", "bad_field", f"{source.uri}: {fault}", uri=source.uri) for fault in faults)


def iso_date(value: str) -> date | None:
    """The day of an ISO 8601 date or date and time, as it is written, whatever its zone; else None."""
    for parse in (date.fromisoformat, datetime.fromisoformat):
        try:
            found = parse(value)
        except ValueError:
            continue
        return found.date() if isinstance(found, datetime) else found
    return None


def whole(text: str) -> str:
    """The text with U+FFFD, one for one, where half of a surrogate pair stands alone; no output could hold it."""
    return _SURROGATE.sub("\ufffd", text)


def kind_of(value: object) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "a list" if isinstance(value, list) else "an object"
