"""Paints named regions into one label map without losing where they overlap."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from viewer.case.volume import Mask

Bits = npt.NDArray[np.bool_]
NONE: frozenset[int] = frozenset()


class FullError(Exception):
    """A label map holds 255 numbers, and this region needs one more."""


class LabelPainter:
    """Regions of one label map; where some overlap, each combination of them gets a number of its own.

    So nothing is lost, and nested regions come out as Lightbox writes them itself: the inner one is a number that
    the outer one includes.

    Parameters
    ----------
    mask : uint8, all zero; it is painted in place.
    numbers : the regions with the number that each would like in the map, 1 to 255 and no two alike.
    """

    def __init__(self, mask: Mask, numbers: Mapping[int, int]) -> None:
        self.mask = mask
        self._numbers = numbers
        self._members: dict[int, frozenset[int]] = {0: NONE}
        self._number_of: dict[frozenset[int], int] = {NONE: 0}
        self._free = [number for number in range(1, 256) if number not in set(numbers.values())]
        self._with: dict[int, tuple[Mask, Bits]] = {}

    def paint(self, region: int, plane: Mask, bits: Bits) -> None:
        """Add the pixels `bits` of a `plane` (a view into the map, of the same shape) to a region.

        Raises FullError when no number is left; then `forget` the region.
        """
        under = plane[bits]
        if under.size == 0:
            return
        table, known = self._with.setdefault(region, (np.zeros(256, np.uint8), np.zeros(256, bool)))
        if not known[under].all():
            for number in np.unique(under).tolist():
                table[number] = self._number(self._members[number] | {region})
                known[number] = True
        plane[bits] = table[under]

    def lay(self, plane: Mask, numbers: Mask) -> None:
        """Fill a plane that is still empty with numbers that regions asked for; for maps that are such already."""
        regions = {number: region for region, number in self._numbers.items()}
        for number in np.flatnonzero(np.bincount(numbers.ravel(), minlength=256)).tolist():
            if number:
                self._number(frozenset({regions[number]}))
        plane[...] = numbers

    def forget(self, region: int) -> None:
        """Take a region out of the map again."""
        table = np.arange(256, dtype=np.uint8)
        for number, members in self._members.items():
            if region in members:
                table[number] = self._number_of[members - {region}]
        self._apply(table)
        for members in [members for members in self._number_of if region in members]:
            number = self._number_of.pop(members)
            del self._members[number]
            if number not in self._numbers.values():
                self._free.insert(0, number)
        self._with.clear()

    def finish(self) -> dict[int, tuple[int, ...]]:
        """The numbers of each region, its own first; regions without pixels are left out.

        A region that lies inside others everywhere gets its number for that combination.
        """
        counts = np.zeros(256, np.int64)
        for plane in self.mask:
            counts += np.bincount(plane.ravel(), minlength=256)
        used = {number: members for number, members in self._members.items() if counts[number] and members}
        table = np.arange(256, dtype=np.uint8)
        own = {region: number for region, number in self._numbers.items() if number in used}
        regions = sorted({region for members in used.values() for region in members})
        for region in regions:
            if region in own:
                continue
            inner = [number for number, members in used.items() if region in members and number not in own.values()]
            if inner:
                number = min(inner, key=lambda number: (len(used[number]), number))
                own[region] = number
                table[number] = self._numbers[region]
        if np.any(table != np.arange(256)):
            self._apply(table)
        return {
            region: (
                self._numbers[region],
                *sorted(
                    int(table[number])
                    for number, members in used.items()
                    if region in members and table[number] != self._numbers[region]
                ),
            )
            for region in regions
        }

    def _number(self, members: frozenset[int]) -> int:
        if members not in self._number_of:
            if len(members) == 1:
                number = self._numbers[next(iter(members))]
            elif self._free:
                number = self._free.pop()
            else:
                raise FullError
            self._number_of[members] = number
            self._members[number] = members
        return self._number_of[members]

    def _apply(self, table: Mask) -> None:
        for plane in self.mask:
            np.take(table, plane, out=plane)
