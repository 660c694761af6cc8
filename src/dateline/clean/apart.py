"""What comes back from a process apart, checked and made into nouns: whoever got hold of the process gets no further."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dateline.clean.tracked import Run
from dateline.domain.day import moment_from_iso
from dateline.domain.document import Removed
from dateline.domain.raw_document import Given
from dateline.errors import UnreadableError
from dateline.sandbox import Json

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")
_LONGEST = 500


def runs_from(rows: Iterable[Iterable[Any]], length: int, raw_length: int) -> tuple[Run, ...]:
    """The runs, rising in both texts and within them; raises UnreadableError where they are not."""
    runs: list[Run] = []
    end = raw_end = 0
    for row in rows:
        start, raw_start, size = map(int, row)
        if start < end or raw_start < raw_end or size < 1:
            raise UnreadableError("its parser gave a text that does not fit it", room="clean", kind="parser_died")
        end, raw_end = start + size, raw_start + size
        runs.append((start, raw_start, size))
    if end > length or raw_end > raw_length:
        raise UnreadableError("its parser gave a text that does not fit it", room="clean", kind="parser_died")
    return tuple(runs)


def removed_from(rows: Iterable[Iterable[Any]]) -> Iterable[Removed]:
    """What was left out."""
    for reason, text in rows:
        yield Removed(str(reason), str(text))


def given_from_facts(facts: Json, title: object = None) -> Given:
    """What a container says of its document; whatever is not of the right kind is not said."""
    published = moment_from_iso(facts["published"]) if isinstance(facts.get("published"), str) else None
    modified = moment_from_iso(facts["modified"]) if isinstance(facts.get("modified"), str) else None
    authors = facts.get("authors")
    language = facts.get("language")
    return Given(
        title=_words(title if title is not None else facts.get("title")),
        published=published[0] if published else None,
        modified=modified[1] if modified else None,
        outlet=_words(facts.get("outlet")),
        authors=tuple(
            dict.fromkeys(name for one in authors if (name := _words(one))) if isinstance(authors, list) else ()
        ),
        url=_words(facts.get("url")),
        language=(language.replace("_", "-") if isinstance(language, str) and _LANGUAGE.fullmatch(language) else None),
    )


def _words(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return " ".join(value.split())[:_LONGEST] or None
