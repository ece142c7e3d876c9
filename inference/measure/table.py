"""Everything that is measured on one outline, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence

from inference.measure.calcium import calcium_measures
from inference.measure.extent import size_measures
from inference.measure.levels import levels_of
from inference.measure.measure import Measure
from inference.measure.organs import (
    composition_measures,
    heart_measures,
    lung_measures,
    spleen_measures,
    ventricle_measures,
)
from inference.measure.outlines import Outlines
from inference.measure.position import LUNGS, SPLEEN, place_measures
from inference.measure.values import value_measures
from viewer.case.errors import KnownError
from viewer.case.measurement import SpineLabel
from viewer.case.progress import Tick
from viewer.case.study import Series
from viewer.case.terms import BODY, Code

HEART = Code("SCT", "80891009", "Heart")
_CALCIFIES = (HEART, *(Code("SCT", value, "") for value in ("41801008", "15825003", "32062004", "73634005")))
"""Heart, coronary arteries, aorta, carotid and iliac arteries."""
_VENTRICLES = (Code("SCT", "35764002", "Brain ventricle"), Code("SCT", "66720007", "Lateral Ventricle"))


def measure_outline(
    outlines: Outlines, segmentation_id: str, number: int, tick: Tick, marks: Sequence[SpineLabel] = (), series: Series | None = None
) -> tuple[Measure, ...]:
    """Size, values, place, distances and what is said of this organ only.

    Parameters
    ----------
    marks : vertebrae that the reader named. series : of the volume, for what speaks against a number.

    Raises
    ------
    KnownError when the label has no voxels.
    """
    tick(0.0, "Measuring")
    outline = outlines.cut(segmentation_id, number)
    if outline is None:
        raise KnownError("There is nothing to measure: the segment is empty.")
    is_hu, code = outlines.volume.unit == "HU", outline.label.code
    rows = size_measures(outlines, outline)
    tick(0.3, "Measuring")
    rows += value_measures(outlines, outline)
    tick(0.5, "Measuring")
    levels = levels_of(outlines, marks)
    rows += place_measures(outlines, outline, levels)
    tick(0.9, "Measuring")
    if code in LUNGS and is_hu:
        rows += lung_measures(outlines, outline, series)
    if code == HEART:
        rows += heart_measures(outlines, outline)
    if code in _CALCIFIES and is_hu:
        rows += calcium_measures(outlines, outline, series)
    if code in _VENTRICLES:
        rows += ventricle_measures(outlines, outline)
    if code == SPLEEN:
        sizes = {row.quantity.kind: row.quantity.value for row in rows if row.quantity is not None}
        rows += spleen_measures(outlines, outline, sizes["long_axis"])
    if code == BODY and is_hu:
        rows += composition_measures(outlines, outline, levels)
    tick(1.0, "Measured")
    return tuple(rows)
