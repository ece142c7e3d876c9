"""Values of recipes as loaders write them onto a card; `recipe` reads them back. No torch here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inference.packs.source import RefusedPack

_LARGEST = 1e9
"""No voxel, length or value is; NaN is not below it either."""


def step(kind: str, over: str = "all", **numbers: float) -> dict[str, Any]:
    """One intensity step as it stands on a card."""
    row: dict[str, Any] = {"kind": kind, **{name: float(value) for name, value in numbers.items()}}
    return row | {"over": over} if over != "all" else row


def numbers(value: object, count: int, what: str) -> list[float]:
    """`value` as `count` numbers; one number stands for all.

    Raises
    ------
    RefusedPack saying that `what` is none.
    """
    row = [value] * count if isinstance(value, int | float) and not isinstance(value, bool) else value
    if not isinstance(row, list | tuple) or len(row) != count or not all(_is_number(v) for v in row):
        raise RefusedPack(f"The pack's {what} is not {count} numbers.")
    return [float(v) for v in row]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST < value < _LARGEST


def whole(value: object, low: int, high: int, what: str) -> int:
    """`value` as a whole number in a range.

    Raises
    ------
    RefusedPack saying that `what` is none.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise RefusedPack(f"The pack's {what} is no number from {low} to {high}.")
    return value


def sizes(value: object, what: str) -> list[int]:
    """`value` as three whole sizes from 1 to 1024."""
    row = numbers(value, 3, what)
    if not all(v == int(v) and 1 <= v <= 1024 for v in row):
        raise RefusedPack(f"The pack's {what} is not three sizes in voxels.")
    return [int(v) for v in row]


def without_nothing(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments without those that are None, which a card cannot hold and which stand for the default."""
    return {key: value for key, value in arguments.items() if value is not None}
