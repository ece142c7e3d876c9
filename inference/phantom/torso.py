"""An analytic torso: voxels, labels and truth from one plan."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inference.phantom.draw import draw_slab
from inference.phantom.plan import TorsoPlan
from inference.phantom.scene import build_scene
from inference.phantom.truth import Truth, truth_of
from viewer.case.progress import Tick

SLAB = 4
"""Slices drawn at a time: large enough for numpy, small enough for the processor's cache."""


@dataclass(frozen=True, eq=False, slots=True)
class Torso:
    """`voxels_hu` int16 and `labels` uint8 (numbers: `Structure`), both of ``plan.shape_kji``, with the truth about them."""

    plan: TorsoPlan
    voxels_hu: npt.NDArray[np.int16]
    labels: npt.NDArray[np.uint8]
    truth: Truth


def make_torso(plan: TorsoPlan, tick: Tick) -> Torso:
    """Draw a torso. The same plan gives the same voxels. Raises CancelledError from `tick`."""
    tick(0.0, "Growing vessels")
    scene = build_scene(plan)
    voxels = np.empty(plan.shape_kji, np.int16)
    labels = np.empty(plan.shape_kji, np.uint8)
    starts = range(0, plan.shape_kji[0], SLAB)

    def draw(first: int) -> None:
        last = min(first + SLAB, plan.shape_kji[0])
        voxels[first:last], labels[first:last] = draw_slab(scene, first, last)

    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        futures = [pool.submit(draw, first) for first in starts]
        try:
            for done, future in enumerate(futures):
                future.result()
                tick(0.05 + 0.9 * (done + 1) / len(futures), "Drawing slices")
        finally:
            for future in futures:
                future.cancel()
    tick(0.96, "Counting the truth")
    return Torso(plan, voxels, labels, truth_of(plan, voxels, labels))
