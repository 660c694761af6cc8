"""Text columns that take every Python string, on every database, and give it back as it was."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

#: PostgreSQL's text holds no NUL and neither database a lone surrogate (a file name that is not UTF-8 has some).
_STRANGE = re.compile("[\x00\x1b\ud800-\udfff]")
_ESCAPED = re.compile("\x1b([0-9a-f]{4})")


def storable(text: str) -> str:
    """The text with what a database cannot hold as an escape character and four hex digits; ``restored`` undoes it."""
    return _STRANGE.sub(lambda found: f"\x1b{ord(found[0]):04x}", text)


def restored(text: str) -> str:
    """The text that ``storable`` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "\x1b" in text else text


class LedgerText(TypeDecorator[str]):
    """Any string; sorted by code point on both databases, so that order and paging do not depend on the server."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else restored(value)


def folded_words(text: str) -> list[str]:
    """The words of a text in lower case and without accents, in order: what is searched, and what is searched for."""
    # Taken apart first and after, since a sign such as № holds capitals and the lower case of some letters an accent.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return re.findall(r"[^\W_]+", "".join(one for one in plain if not unicodedata.combining(one)))


def folded(text: str) -> str:
    """The folded words of a text with one space between them: how names are compared."""
    return " ".join(folded_words(text))
