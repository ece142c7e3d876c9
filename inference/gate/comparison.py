"""Two label maps of one volume: which structures both have, how well they agree, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from inference.gate.agreement import Agreement, agree
from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.segmentation import Label, Segmentation, names_apart
from viewer.case.terms import Code
from viewer.case.volume import Mask

ONLY_A, ONLY_B, BOTH = 1, 2, 3
"""Numbers of the map that shows where two segmentations differ."""
DIFFERENCE = Code("99LIGHTBOX", "difference", "Difference of two segmentations")


@dataclass(frozen=True, slots=True)
class ComparedStructure:
    """One structure that both have."""

    label_a: Label
    label_b: Label
    agreement: Agreement

    @property
    def text(self) -> str:
        """``lung left: Dice 0.97, surfaces 0.8 mm apart, -12.3 ml (-1 %)``."""
        one = self.agreement
        percent = f" ({one.difference_percent:+.0f} %)" if one.difference_percent is not None else ""
        apart = f", surfaces {one.surface_mm:.1f} mm apart" if one.surface_mm is not None else ""
        return f"{self.label_a.name}: Dice {one.dice or 0:.2f}{apart}, {one.difference_ml:+.1f} ml{percent}"


@dataclass(frozen=True, eq=False, slots=True)
class Comparison:
    """Segmentation a against b. `mask` holds `ONLY_A`, `ONLY_B` and `BOTH` over the structures that both have.

    `only_a` and `only_b` name structures that the other did not find, or does not look for.
    """

    a: Segmentation
    b: Segmentation
    structures: tuple[ComparedStructure, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]
    mask: Mask

    @property
    def lines(self) -> tuple[str, ...]:
        """In words, the structures that agree least first."""
        rows = [row.text for row in sorted(self.structures, key=lambda row: row.agreement.dice or 0.0)]
        said = names_apart((self.a, self.b))
        for segmentation, names in ((self.a, self.only_a), (self.b, self.only_b)):
            if names:
                rows.append(f"Drawn by {said[segmentation.id]} alone: {', '.join(names)}")
        return tuple(rows)

    def shown(self) -> Segmentation:
        """As a segmentation for the screen, of two labels; it never enters the case."""
        said = names_apart((self.a, self.b))
        labels = tuple(Label(n, f"only in {said[row.id]}", DIFFERENCE) for n, row in ((ONLY_A, self.a), (ONLY_B, self.b)))
        return Segmentation("comparison", self.a.series_uid, "Difference", self.a.geometry, labels, (), "", self.a.source)


def matching(a: Segmentation, b: Segmentation) -> tuple[tuple[Label, Label], ...]:
    """Structures that both have, by code and side."""
    return tuple(
        (one, other) for one in a.labels for other in b.labels if (one.code, one.side) == (other.code, other.side)
    )  # fmt: skip


def compare(a: Segmentation, b: Segmentation, mask_a: Mask, mask_b: Mask, tick: Tick) -> Comparison:
    """Compare two segmentations on one grid.

    Raises
    ------
    KnownError where they lie on different grids or have no structure in common; CancelledError.
    """
    if a.geometry != b.geometry:
        raise KnownError("The two segmentations lie on different series.", "Choose two of one series.")
    pairs = matching(a, b)
    if not pairs:
        raise KnownError(f"{a.name} and {b.name} have no structure in common.")
    out = np.zeros(a.geometry.shape_kji, np.uint8)
    rows = []
    for n, (one, other) in enumerate(pairs):
        tick(n / len(pairs), f"Comparing {one.name}")
        inside_a, inside_b = np.isin(mask_a, one.numbers), np.isin(mask_b, other.numbers)
        rows.append(ComparedStructure(one, other, agree(inside_a, inside_b, a.geometry)))
        out[inside_a & inside_b & (out == 0)] = BOTH
        out[inside_a & ~inside_b] = ONLY_A
        out[inside_b & ~inside_a] = ONLY_B
    tick(1.0, "Compared")
    known = {label.number for pair in pairs for label in pair[:1]}, {label.number for pair in pairs for label in pair[1:]}
    only_a = tuple(label.name for label in a.labels if label.number not in known[0])
    only_b = tuple(label.name for label in b.labels if label.number not in known[1])
    return Comparison(a, b, tuple(rows), only_a, only_b, out)
