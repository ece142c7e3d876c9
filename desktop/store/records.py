"""Records as JSON and back, by their type hints: the one place that knows how a record is written down.

Written are the fields of a dataclass, nothing else; which class it is stands in the column (or the list)
beside it. Floats are exact (JSON carries the shortest text that reads back as the same double), bytes are
base64, a tuple is a list. A field that a stored record lacks takes its default.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from viewer.case.edits import RECORD_TYPES, Edit, Patch, Record, Swap
from viewer.case.errors import KnownError

KINDS: dict[str, type[Record]] = {cls.kind: cls for cls in RECORD_TYPES}

Json = Any
Convert = Callable[[Any], Any]


def encode(record: Record) -> str:
    """A record's fields as one line of JSON."""
    return _dump(_plain(record))


def decode(kind: str, body: str) -> Record:
    """The record written by `encode`.

    Raises KnownError for a kind or a field that this version does not know.
    """
    return _record(kind, json.loads(body))


def encode_changes(changes: tuple[Swap | Patch, ...], mask_files: dict[str, str]) -> str:
    """The changes of an edit as JSON. `mask_files` names, per segmentation, the file that a patch is made on."""
    rows: list[Json] = []
    for change in changes:
        if isinstance(change, Swap):
            before = None if change.before is None else _plain(change.before)
            after = None if change.after is None else _plain(change.after)
            rows.append({"swap": change.key[0], "before": before, "after": after})
        else:
            rows.append({"patch": _plain(change), "mask_file": mask_files[change.segmentation_id]})
    return _dump(rows)


def decode_edit(label: str, author: str, changes: str) -> Edit:
    """The edit of a row of the log."""
    return Edit(label, author, tuple(_change(row) for row in json.loads(changes)))


def decode_patches(changes: str) -> tuple[tuple[str, Patch], ...]:
    """The voxel patches of a row of the log, in order, each with the mask file that it was made on."""
    rows = (row for row in json.loads(changes) if "patch" in row)
    return tuple((row["mask_file"], _decoder(Patch)(row["patch"])) for row in rows)


def _change(row: Json) -> Swap | Patch:
    if "patch" in row:
        patch: Patch = _decoder(Patch)(row["patch"])
        return patch
    kind = row["swap"]
    before = None if row["before"] is None else _record(kind, row["before"])
    after = None if row["after"] is None else _record(kind, row["after"])
    return Swap(before, after)


def _record(kind: str, fields: Json) -> Record:
    if kind not in KINDS:
        raise KnownError(f"This library holds a {kind!r}, which this version of Lightbox does not know.", _NEWER)
    cls: Any = KINDS[kind]
    record: Record = _decoder(cls)(fields)
    return record


_NEWER = "Open it with the version of Lightbox that wrote it, or a newer one."


def _dump(value: Json) -> str:
    return json.dumps(value, separators=(",", ":"))


def _plain(value: Any) -> Json:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"a record cannot hold a {type(value).__name__}")


@cache
def _decoder(hint: Any) -> Convert:
    """The function that turns JSON into a value of type `hint`."""
    origin, arguments = get_origin(hint), get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_decoder(hint)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin in (Union, UnionType):
        return _optional_decoder(arguments)
    if hint is float:
        return float
    if hint is bytes:
        return base64.b64decode
    if hint in (str, int, bool) or origin is Literal:
        return _as_it_is
    raise TypeError(f"a record cannot hold a {hint}")


def _dataclass_decoder(cls: type) -> Convert:
    hints = get_type_hints(cls)
    convert = {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(cls)}

    def decode_fields(fields: dict[str, Json]) -> Any:
        unknown = fields.keys() - convert.keys()
        if unknown:
            raise KnownError(
                f"This library holds a {cls.__name__} with {', '.join(sorted(unknown))}, "
                "which this version of Lightbox does not know.",
                _NEWER,
            )
        return cls(**{name: convert[name](value) for name, value in fields.items()})

    return decode_fields


def _tuple_decoder(arguments: tuple[Any, ...]) -> Convert:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = _decoder(arguments[0])
        return lambda items: tuple(each(item) for item in items)
    members = tuple(_decoder(argument) for argument in arguments)
    return lambda items: tuple(member(item) for member, item in zip(members, items, strict=True))


def _optional_decoder(arguments: tuple[Any, ...]) -> Convert:
    others = [argument for argument in arguments if argument is not NoneType]
    if len(others) != 1 or len(arguments) != 2:
        raise TypeError(f"a record's field is one type, or that type or None, not {arguments}")
    inner = _decoder(others[0])
    return lambda value: None if value is None else inner(value)


def _as_it_is(value: Any) -> Any:
    return value
