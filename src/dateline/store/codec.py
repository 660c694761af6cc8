"""The frozen nouns of the domain as JSON values and back: what comes out equals what went in.

The public format rounds probabilities and leaves out how a value was reached; a reading that is kept must be the whole one, so
that later versions can print, merge and judge from it what today's do not. Written from the types themselves: a new field of a
noun needs no line here, and a reading kept before the field was there says nothing in it, or else has its default.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from dateline.domain.document import Document
from dateline.domain.raw_document import Given
from dateline.domain.reading import Reading
from dateline.domain.span import Span
from dateline.errors import LedgerError
from dateline.store.pack import json_line, packed, unpacked

#: Raised with every change of form; older forms stay readable.
FORM = 1

_Decode = Callable[[Any], Any]


def packed_reading(reading: Reading) -> bytes:
    """A reading without its document's text, which is stored once a document."""
    bare = replace(reading, document=replace(reading.document, text=""))
    return packed(json.dumps({"form": FORM, "reading": encoded(bare)}, separators=(",", ":")).encode("ascii"))


def reading_of(stored: bytes, text: str) -> Reading:
    """The reading of ``packed_reading``, given its document's text; raises LedgerError where it is damaged."""
    try:
        value = json.loads(unpacked(stored))
        if value["form"] != FORM:
            raise LedgerError(f"a reading is of form {value['form']}, and this version of Dateline reads form {FORM}")
        reading: Reading = _decoder(Reading)(value["reading"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LedgerError(f"a stored reading does not decode: {type(error).__name__}: {error}") from error
    document: Document = replace(reading.document, text=text)
    return replace(reading, document=document)


def given_line(given: Given) -> str:
    """What a container said of a document, as one line of JSON."""
    return json_line(encoded(given))


def given_of(line: str) -> Given:
    """The inverse of ``given_line``."""
    given: Given = _decoder(Given)(json.loads(line))
    return given


def encoded(value: Any) -> Any:
    """A noun as a JSON value."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [encoded(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if not is_dataclass(value):
        raise LedgerError(f"the ledger has no form for a {type(value).__name__}")
    return {
        field.name: encoded(one)
        for field in fields(value)
        if not _left_out(one := getattr(value, field.name), field.default)
    }


def _left_out(value: Any, default: Any) -> bool:
    """Nothing and nothing said are left out, and only where their absence says the same; other defaults may change."""
    return (value is None and default is None) or (value == () and default == ())


@cache
def _decoder(hint: Any) -> _Decode:
    if isinstance(hint, NewType):
        return _decoder(hint.__supertype__)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return _optional(_decoder(next(one for one in inner if one is not type(None))))
    if origin is tuple:
        return _run_of(_decoder(inner[0])) if inner[1:] == (...,) else _tuple_of(tuple(map(_decoder, inner)))
    if hint is Span:
        return lambda value: Span(*value)
    if hint in {str, int, float, bool}:
        return _same
    if hint in {date, datetime}:
        return _day if hint is date else datetime.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and is_dataclass(hint):
        return _noun(hint)
    raise LedgerError(f"the ledger has no form for {hint!r}")


def _same(value: Any) -> Any:
    return value


def _day(value: str) -> date:
    return date.fromisoformat(value)


def _optional(decode: _Decode) -> _Decode:
    return lambda value: None if value is None else decode(value)


def _run_of(decode: _Decode) -> _Decode:
    return lambda value: tuple([decode(one) for one in value])


def _tuple_of(decodes: tuple[_Decode, ...]) -> _Decode:
    return lambda value: tuple([decode(one) for decode, one in zip(decodes, value, strict=True)])


def _noun(kind: type) -> _Decode:
    hints = get_type_hints(kind)
    table: dict[str, Field[Any]] = {field.name: field for field in fields(kind)}
    decodes = {name: _decoder(hints[name]) for name in table}
    # A field that is not there was left out as nothing, or is newer than the reading.
    absent = {name: _nothing(hints[name]) for name, field in table.items() if _nothing(hints[name]) is not MISSING}

    def decode(value: dict[str, Any]) -> Any:
        told = {name: decodes[name](one) for name, one in value.items() if name in decodes}
        return kind(**(absent | told))

    return decode


def _nothing(hint: Any) -> Any:
    if get_origin(hint) in {Union, UnionType}:
        return None
    return () if get_origin(hint) is tuple and get_args(hint)[1:] == (...,) else MISSING
