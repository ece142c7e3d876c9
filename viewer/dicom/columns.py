"""Many records of one kind as columns of plain JSON: small and quick to read, because most fields are alike in all rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any, TypeVar, get_args, get_type_hints

from viewer.case.plain import Json, as_it_is, from_plain, to_plain

Row = TypeVar("Row")


def to_columns(rows: Sequence[Any]) -> Json:
    """Rows of one dataclass as ``{"rows": n, "columns": [...]}`` in the order of its fields.

    A column is ``{"all": value}`` where every row has the same value, a table of this kind again for dataclasses,
    else a list.
    """
    names = [field.name for field in dataclasses.fields(rows[0])] if rows else []
    return {"rows": len(rows), "columns": [_to_column([getattr(row, name) for row in rows]) for name in names]}


def _to_column(values: list[Any]) -> Json:
    first = values[0]
    if all(value is first or (type(value) is type(first) and value == first) for value in values):
        return {"all": to_plain(first)}
    if dataclasses.is_dataclass(first) and all(type(value) is type(first) for value in values):
        return to_columns(values)
    return [to_plain(value) for value in values]


def from_columns(cls: type[Row], table: Json) -> tuple[Row, ...]:
    """The rows written by `to_columns`.

    Raises ValueError, TypeError or KeyError for what is no such table.
    """
    if not table["rows"]:
        return ()
    hints = get_type_hints(cls)
    pairs = zip(dataclasses.fields(cls), table["columns"], strict=True)  # type: ignore[arg-type]
    columns = [_from_column(hints[field.name], column, table["rows"]) for field, column in pairs]
    return tuple(cls(*values) for values in zip(*columns, strict=False))


def _from_column(hint: Any, column: Json, rows: int) -> Iterable[Any]:
    if isinstance(column, list):
        if len(column) != rows:
            raise ValueError("a column is cut short")
        convert = from_plain(hint)
        return column if convert is as_it_is else map(convert, column)
    if "all" in column:
        return repeat(from_plain(hint)(column["all"]), rows)
    if not dataclasses.is_dataclass(hint):  # it may be none, then
        (hint,) = filter(dataclasses.is_dataclass, get_args(hint))
    return from_columns(hint, column)
