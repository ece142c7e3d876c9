"""Lists in a sentence: "14 mm in the right upper lobe, 7 mm in the left lower lobe" are two findings, not one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inference.report.numbers import Measured
from inference.report.phrasebook import Match

_JOINT = re.compile(r",(?!\d)|;|:\s|—|\(|&|\b(?:and|or|plus|with)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: the characters that hold its place, and its numbers."""

    start: int
    end: int
    numbers: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch between two joints. `sized` has a length of now, `placed` names a side or an organ."""

    start: int
    end: int
    sized: bool
    placed: bool


def find_items(
    text: str,
    start: int,
    end: int,
    numbers: Sequence[Measured],
    places: Sequence[Match[str]],
    sides: Sequence[Match[str]],
    *,
    several: bool,
) -> list[Item]:
    """The entries of the list that ``text[start:end]`` holds; empty where it holds none.

    A list has two sizes with places, in either order, or ("respectively") all of one and then all of the other.
    `several` says that more than one finding is spoken of: then places without sizes are a list too.
    """
    marks = [start, *(match.start() for match in _JOINT.finditer(text, start, end)), end]
    lengths = [number for number in numbers if number.dimension == "length" and not number.prior]
    parts = [
        _Part(
            first,
            last,
            any(first <= number.start < last for number in lengths),
            any(first <= match.start < last for match in (*places, *sides)),
        )
        for first, last in pairwise(marks)
    ]
    parts = [part for part in parts if part.sized or part.placed]
    if not any(part.sized for part in parts):
        named = all(any(part.start <= place.start < part.end for place in places) for part in parts)
        return _without_sizes(parts) if several and named else []
    if len({number.group for number in lengths if start <= number.start < end}) < 2:
        return []
    spots = [match.start for match in (*places, *sides)]
    return _in_turn(_cut(parts, lengths, spots), numbers) or _side_by_side(parts, numbers)


def _cut(parts: list[_Part], lengths: Sequence[Measured], spots: Sequence[int]) -> list[_Part]:
    """The parts with those that have a size and a place made two: the size, and the place."""
    rows: list[_Part] = []
    for part in parts:
        if not (part.sized and part.placed):
            rows.append(part)
            continue
        size = min(number.start for number in lengths if part.start <= number.start < part.end)
        spot = min(spot for spot in spots if part.start <= spot < part.end)
        middle = max(size, spot)
        rows += [
            _Part(part.start, middle, size < spot, spot < size),
            _Part(middle, part.end, spot < size, size < spot),
        ]
    return rows


def _without_sizes(parts: list[_Part]) -> list[Item]:
    return [Item(part.start, part.end, ()) for part in parts] if len(parts) > 1 else []


def _in_turn(parts: list[_Part], numbers: Sequence[Measured]) -> list[Item]:
    """ "14 mm and 7 mm in the right and the left lung": first all of one, then all of the other."""
    half = len(parts) // 2
    front, back = parts[:half], parts[half:]
    if half < 2 or len(parts) % 2:
        return []
    for sizes, places in ((front, back), (back, front)):
        if all(part.sized for part in sizes) and all(part.placed for part in places):
            return [Item(b.start, b.end, _inside(a, numbers)) for a, b in zip(sizes, places, strict=True)]
    return []


def _side_by_side(parts: list[_Part], numbers: Sequence[Measured]) -> list[Item]:
    merged: list[_Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last is None or (part.sized and last.sized) or (part.placed and last.placed):
            merged.append(part)
        else:
            merged[-1] = _Part(last.start, part.end, True, True)
    if merged and not merged[0].sized:
        merged = merged[1:]  # "Left lung: 9 mm in the upper lobe, 7 mm in the lower lobe": the place of them all
    if sum(part.sized for part in merged) < 2 or not any(part.placed for part in merged[1:]):
        return []
    return [Item(part.start, part.end, _inside(part, numbers)) for part in merged]


def _inside(part: _Part, numbers: Sequence[Measured]) -> tuple[Measured, ...]:
    return tuple(number for number in numbers if part.start <= number.start < part.end)
