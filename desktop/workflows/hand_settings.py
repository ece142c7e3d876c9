"""How the tools that change segments work: kept while the window is open."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.workflows.edit_segments import Cut
from viewer.case.membership import Overlap


@dataclass(frozen=True, slots=True)
class HandSettings:
    """`tolerance` is in the volume's unit; `limits` are the values that paint takes to, used where `limited`.

    A region that grows ends `reach_mm` from the click.
    """

    overlap: Overlap = "replace"
    cut: Cut = "erase inside"
    through: bool = True
    tolerance: float = 60.0
    limited: bool = False
    limits: tuple[float, float] = (0.0, 100.0)
    reach_mm: float = 200.0
