"""Frozen nouns as plain JSON values and back, without loss: what a ledger keeps of a noun that is not printed.

Fields that hold their default are left out, so that rows stay small and a field that is added later reads old rows.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from dateline.errors import BugError

T = TypeVar("T")


def plain_from(value: object) -> Any:
    """The value as dictionaries, lists, strings and numbers; raises BugError for what has no plain form."""
    if value is None or isinstance(value, bool | int | float | str):
        return str(value) if isinstance(value, Enum) else value
    if isinstance(value, tuple):
        return [plain_from(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        held = ((name, getattr(value, name), default) for name, default in _fields(type(value)))
        return {name: plain_from(one) for name, one, default in held if one != default}
    raise BugError(f"{type(value).__name__} has no plain form")


def noun_from(noun: type[T], plain: Any) -> T:
    """The noun whose plain form that is; raises KeyError, TypeError or ValueError where it is another's."""
    kind: Any = noun
    made: T = _maker(kind)(plain)
    return made


@cache
def _fields(noun: Any) -> tuple[tuple[str, object], ...]:
    return tuple((one.name, one.default) for one in fields(noun))


@cache
def _maker(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of that annotated kind from its plain form."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        one = _maker(next(option for option in inner if option is not type(None)))
        return lambda plain: None if plain is None else one(plain)
    if origin is tuple:
        return _tuple_maker(inner)
    if isinstance(kind, typing.NewType):
        return _maker(kind.__supertype__)
    if is_dataclass(kind):
        return _noun_maker(typing.cast(type[Any], kind))
    if kind in (date, datetime):
        return typing.cast(Callable[[Any], Any], kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return float if kind is float else lambda plain: plain


def _tuple_maker(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        one = _maker(inner[0])
        return lambda plain: tuple(one(item) for item in plain)
    several = [_maker(option) for option in inner]
    return lambda plain: tuple(make(item) for make, item in zip(several, plain, strict=True))


def _noun_maker(noun: type[Any]) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(noun)
    makers = {one.name: _maker(hints[one.name]) for one in fields(noun)}
    needed = {one.name for one in fields(noun) if one.default is MISSING}

    def make(plain: Any) -> Any:
        missing = needed - plain.keys()
        if missing:
            raise KeyError(f"{noun.__name__} without {', '.join(sorted(missing))}")
        return noun(**{name: makers[name](held) for name, held in plain.items() if name in makers})

    return make
