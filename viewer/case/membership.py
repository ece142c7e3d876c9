"""Which label a voxel gets when it is painted or erased: nested, overlapping and locked labels in one map."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from viewer.case.segmentation import Label
from viewer.case.volume import Mask

Overlap = Literal["replace", "keep", "both"]
"""What painting does to another label's voxels: take them, leave them, or let them belong to both."""
MOST = 255


class Membership:
    """Answers for one label of a map, number by number.

    A number of the map stands for the set of labels that have it. Painting moves a voxel to the number of the set with
    the label (and those that hold it whole, as the body holds the lungs), erasing to the one without it and without what
    it holds. A set that has no number yet gets a free one, which `labels` then include; without a free one, and where a
    locked label would lose or (unless `overlap` is "both") gain by it, the voxel stays as it is.
    """

    def __init__(self, labels: tuple[Label, ...], number: int, overlap: Overlap = "replace") -> None:
        self._labels = {label.number: label for label in labels}
        self._number, self._overlap = number, overlap
        self._sets: dict[int, frozenset[int]] = {0: frozenset()}
        for label in labels:
            for value in label.numbers:
                self._sets[value] = self._sets.get(value, frozenset()) | {label.number}
        self._own = self._sets[number]
        self._known: dict[bool, dict[int, int]] = {False: {}, True: {}}

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels, with the numbers that sets were given."""
        return tuple(self._labels.values())

    def belongs(self) -> Mask:
        """256 entries, 1 for the numbers that the label has."""
        table = np.zeros(256, np.uint8)
        table[list(self._labels[self._number].numbers)] = 1
        return table

    def apply(self, values: Mask, erase: bool = False) -> Mask:
        """The numbers that voxels with these numbers get."""
        table = np.arange(256, dtype=np.uint8)
        there = np.flatnonzero(np.bincount(values.reshape(-1), minlength=256)) if values.size else ()
        for value in map(int, there):
            known = self._known[erase]
            if value not in known:
                known[value] = self._erased(value) if erase else self._painted(value)
            table[value] = known[value]
        return table[values]

    def _painted(self, value: int) -> int:
        members = self._sets.get(value, frozenset())
        others = members - self._own
        if self._number in members or (others and self._overlap == "keep"):
            return value
        if others and self._overlap == "both":
            return self._number_of(members | self._own, value)
        return value if self._locked(others) else self._number

    def _erased(self, value: int) -> int:
        members = self._sets.get(value, frozenset())
        if self._number not in members:
            return value
        held = {one for one in members if one != self._number and self._number in self._sets[one]}
        return value if self._locked(held) else self._number_of(members - held - {self._number}, value)

    def _locked(self, numbers: frozenset[int] | set[int]) -> bool:
        return any(self._labels[number].locked for number in numbers)

    def _number_of(self, members: frozenset[int], otherwise: int) -> int:
        for value in (*members, *self._sets):
            if self._sets.get(value) == members:
                return value
        free = next((value for value in range(1, MOST + 1) if value not in self._sets), None)
        if free is None:
            return otherwise
        self._sets[free] = members
        for one in members:
            self._labels[one] = replace(self._labels[one], includes=(*self._labels[one].includes, free))
        return free
