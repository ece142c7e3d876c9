"""The Agatston score of calcium (Agatston, J Am Coll Cardiol 1990;15:827-832)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.measure.measure import Measure, own_code
from inference.measure.outlines import Outline, Outlines
from inference.segmentation.grid import Upright
from viewer.case.finding import Quantity
from viewer.case.geometry import Geometry
from viewer.case.study import Series
from viewer.case.terms import Code

THRESHOLD_HU = 130.0
LEAST_MM2 = 1.0
SLICE_MM = 3.0
FACTORS = ((400.0, 4), (300.0, 3), (200.0, 2), (130.0, 1))
"""The peak of a spot in a slice, HU, and what its area counts."""
_ENHANCED_HU = 100.0
SCORE = Code("DCM", "112058", "Calcium score")
VOLUME = own_code("calcium-volume", "Calcium volume")
_AROUND = np.ones((3, 3), np.bool_)


@dataclass(frozen=True, slots=True)
class Calcium:
    """`score` is that of the slices as they are; `per_3_mm` the same for slices 3 mm apart. `spots` are counted per slice."""

    score: float
    per_3_mm: float
    volume_mm3: float
    spots: int
    slice_mm: float


def agatston(hu: npt.NDArray[np.floating], inside: npt.NDArray[np.bool_], geometry: Geometry) -> Calcium:
    """Score the calcium inside an outline, slice by slice of those nearest to axial.

    A spot is what holds at least 130 HU and hangs together in a slice, corners included, over at least 1 mm². Its area in
    mm² counts once, twice, three or four times, by its peak (130, 200, 300, 400 HU).
    """
    upright = Upright.of(geometry)
    slice_mm, row_mm, column_mm = upright.spacing_mm
    pixel_mm2 = row_mm * column_mm
    score, volume, spots = 0.0, 0.0, 0
    for values, here in zip(upright.view(hu), upright.view(inside), strict=True):
        bright = here & (values >= THRESHOLD_HU)
        labels, count = ndimage.label(bright, _AROUND)
        if not count:
            continue
        numbers = range(1, count + 1)
        areas = np.bincount(labels.ravel(), minlength=count + 1)[1:] * pixel_mm2
        for area, peak in zip(areas, np.atleast_1d(ndimage.maximum(values, labels, numbers)), strict=True):
            if area >= LEAST_MM2 - 1e-6:
                score += area * next(factor for least, factor in FACTORS if peak >= least)
                volume += area * slice_mm
                spots += 1
    return Calcium(float(score), float(score * slice_mm / SLICE_MM), float(volume), spots, slice_mm)


def calcium_measures(outlines: Outlines, outline: Outline, series: Series | None) -> list[Measure]:
    """The score of an outline, and all that speaks against comparing it with tables of scores."""
    hu = outlines.volume.voxels[outline.box].astype(np.float64)
    found = agatston(hu, outline.solid, outline.geometry)
    rule = "At least 130 HU over at least 1 mm² in a slice; area times 1 to 4 by the peak."
    doubts = []
    if abs(found.slice_mm - SLICE_MM) > 0.05:
        doubts.append(f"Slices are {found.slice_mm:.2f} mm apart, not 3 mm: the score is scaled by that.")
    soft = hu[outline.solid & (hu < THRESHOLD_HU)]
    bright = float(np.percentile(hu[outline.solid], 50))
    if series is not None and series.contrast_agent:
        doubts.append("Contrast was given: the score is not one of Agatston's, which needs a scan without.")
    elif bright > _ENHANCED_HU:
        doubts.append(f"Half of the outline is above {bright:.0f} HU: contrast seems to be in it, and the score is not one of Agatston's.")
    if series is not None and series.kvp and abs(series.kvp - 120) > 1:
        doubts.append(f"It was scanned at {series.kvp:.0f} kV, not 120.")
    if len(soft) and float(soft.std()) > 40:
        doubts.append(f"Noise (or fat) spreads the soft tissue by {soft.std():.0f} HU: single bright voxels may count.")
    note = " ".join([rule, f"{found.spots} spots, counted in each slice.", *doubts, "Only calcium inside this outline counts; it need not be coronary."])
    return [
        Measure("organ", "Agatston score", Quantity("agatston", found.per_3_mm, "score", SCORE), note=note, doubtful=bool(doubts)),
        Measure("organ", "Calcium volume", Quantity("calcium_volume", found.volume_mm3 / 1000, "ml", VOLUME), note=rule, doubtful=bool(doubts)),
    ]
