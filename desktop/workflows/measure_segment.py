"""Measure a segment among all that is outlined on its volume, or say what lies in a box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.workflows.measured import Measured
from inference.grounding.describe import describe_box, in_words
from inference.measure.measure import Measure
from inference.measure.outlines import Outlines
from inference.measure.position import shown_name
from inference.measure.table import measure_outline
from viewer.case.errors import KnownError
from viewer.case.geometry import Box
from viewer.case.measurement import SpineLabel
from viewer.case.progress import Tick
from viewer.case.segmentation import Segmentation
from viewer.case.study import Series
from viewer.case.volume import Mask, Volume


def measure_segment(
    volume: Volume,
    segmentations: Sequence[Segmentation],
    mask_of: Callable[[Segmentation], Mask],
    key: tuple[str, int],
    marks: Sequence[SpineLabel],
    series: Series | None,
    tick: Tick,
) -> Measured:
    """Measure one segment (id of its segmentation, number) with all other outlines of the volume as its surroundings.

    Raises
    ------
    KnownError when the segment is empty.
    """
    outlines = Outlines.of(volume, [(row, mask_of(row)) for row in segmentations if row.geometry == volume.geometry])
    rows = measure_outline(outlines, *key, tick, marks, series)
    shown = next(row for row in segmentations if row.id == key[0])
    outline = outlines.cut(*key)
    assert outline is not None
    return Measured(shown, key[1], shown_name(outline), in_words(rows, volume.unit), rows)


def radiomics_of(volume: Volume, segmentation: Segmentation, mask: Mask, number: int, tick: Tick) -> dict[str, float]:
    """IBSI features of a segment. KnownError where the library is not installed, or the segment is empty."""
    from inference.measure.radiomics import ibsi_features

    outlines = Outlines.of(volume, [(segmentation, mask)])
    outline = outlines.cut(segmentation.id, number)
    if outline is None:
        raise KnownError("There is nothing to measure: the segment is empty.")
    return ibsi_features(outlines, outline, tick)


def describe_place(volume: Volume, segmentations: Sequence[Segmentation], mask_of: Callable[[Segmentation], Mask], box_lps: Box) -> tuple[str, tuple[Measure, ...]]:
    """What lies in a box of the patient, in words and in numbers."""
    outlines = Outlines.of(volume, [(row, mask_of(row)) for row in segmentations if row.geometry == volume.geometry])
    return describe_box(outlines, box_lps)
