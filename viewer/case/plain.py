"""Dataclasses as plain JSON values and back, by their type hints: the one place that knows how a field is written down.

Written are the fields of a dataclass, nothing else. Floats are exact (JSON carries the shortest text that reads back
as the same double), bytes are base64, a tuple is a list. A field that is not there takes its default.
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Json = Any
Convert = Callable[[Any], Any]


class UnknownFieldError(ValueError):
    """What was read has a field that its dataclass has not."""


def to_plain(value: Any) -> Json:
    """A dataclass, or what one may hold, as JSON knows it."""
    if dataclasses.is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


@cache
def from_plain(hint: Any) -> Convert:
    """The function that turns JSON into a value of type `hint`.

    The function raises UnknownFieldError, and TypeError, ValueError or KeyError for what is no such value.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _to_dataclass(hint)
    if origin is tuple:
        return _to_tuple(arguments)
    if origin in (Union, UnionType):
        return _to_either(arguments)
    if hint is float:
        return float
    if hint is bytes:
        return base64.b64decode
    if hint in (str, int, bool) or origin is Literal:
        return as_it_is
    raise TypeError(f"a record cannot hold a {hint}")


def as_it_is(value: Any) -> Any:
    """What JSON itself reads back right."""
    return value


def _to_dataclass(cls: type) -> Convert:
    hints = get_type_hints(cls)
    convert = {field.name: from_plain(hints[field.name]) for field in dataclasses.fields(cls)}

    def decode(fields: dict[str, Json]) -> Any:
        unknown = fields.keys() - convert.keys()
        if unknown:
            raise UnknownFieldError(f"a {cls.__name__} with {', '.join(sorted(unknown))}")
        return cls(**{name: convert[name](value) for name, value in fields.items()})

    return decode


def _to_tuple(arguments: tuple[Any, ...]) -> Convert:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = from_plain(arguments[0])
        return lambda items: tuple(each(item) for item in items)
    members = tuple(from_plain(argument) for argument in arguments)
    return lambda items: tuple(member(item) for member, item in zip(members, items, strict=True))


def _to_either(arguments: tuple[Any, ...]) -> Convert:
    others = tuple(argument for argument in arguments if argument is not NoneType)
    if len(others) > 1 and set(others) <= {str, int, float, bool}:
        return as_it_is
    if len(others) != 1 or len(arguments) != 2:
        raise TypeError(f"a record's field is one type, or that type or None, not {arguments}")
    inner = from_plain(others[0])
    return lambda value: None if value is None else inner(value)
