"""From a place in the pictures to words: what lies in a box or under an outline, how large, how dense, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inference.measure.levels import levels_of
from inference.measure.measure import Measure
from inference.measure.outlines import Outlines, of_box
from inference.measure.position import place_measures
from inference.measure.values import value_measures
from inference.report.numbers import format_lengths, format_quantity
from viewer.case.errors import KnownError
from viewer.case.finding import Quantity
from viewer.case.geometry import Box
from viewer.case.measurement import SpineLabel
from viewer.case.segmentation import Label
from viewer.case.terms import LESION

DENSITIES_HU = ((-200.0, "gas"), (-30.0, "fat"), (20.0, "fluid"), (90.0, "soft tissue"), (180.0, "enhancing tissue or fresh blood"), (1e9, "calcium or bone"))
"""As dense as what, by the upper end of each span of HU: words to begin with, not a diagnosis."""
_ROUND = 0.75
_LONG = 0.45
_TOUCHING_MM = 0.5
_MOSTLY = 50.0


def describe_box(outlines: Outlines, box_lps: Box, marks: Sequence[SpineLabel] = ()) -> tuple[str, tuple[Measure, ...]]:
    """What lies in a box, in words, and what they rest on.

    Raises
    ------
    KnownError for a box outside the pictures.
    """
    inside = of_box(outlines.volume.geometry, box_lps, Label(0, "box", LESION))
    if inside is None:
        raise KnownError("The box lies outside these pictures.")
    rows = (*value_measures(outlines, inside), *place_measures(outlines, inside, levels_of(outlines, marks)))
    return in_words(rows, outlines.volume.unit), rows


def in_words(rows: Sequence[Measure], unit: str) -> str:
    """``11.7 x 8.8 mm, oval, 40 HU (soft tissue), in the left lung, lower third, 8.1 mm from the pleura, at T9.``"""
    numbers = {row.quantity.kind: row.quantity for row in rows if row.quantity is not None}
    words = {row.name: row.words for row in rows if row.words}
    parts = [_size(numbers), _shape(numbers) if "Organ" in words else "", _density(numbers, unit), *_place(words)]
    nearest = numbers.get("distance to pleura") or next((row for kind, row in numbers.items() if kind.startswith("distance to surface")), None)
    if nearest is not None:
        surface = "the pleura" if "pleura" in nearest.kind else "the surface"
        parts.append(f"touching {surface}" if nearest.value < _TOUCHING_MM else f"{format_quantity(nearest.value, nearest.unit)} from {surface}")
    if "Level" in words:
        parts.append(f"at {words['Level']}")
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _size(numbers: Mapping[str, Quantity]) -> str:
    axes = [numbers[kind].value for kind in ("long_axis", "short_axis") if kind in numbers]
    return format_lengths(axes) if axes else ""


def _shape(numbers: Mapping[str, Quantity]) -> str:
    """Round, oval or long, by the thinnest over the longest of three axes."""
    if not {"longest_3d", "thickness_3d"} <= set(numbers):
        return ""
    share = numbers["thickness_3d"].value / max(numbers["longest_3d"].value, 1e-9)
    return "round" if share >= _ROUND else "oval" if share >= _LONG else "elongated or flat"


def _density(numbers: Mapping[str, Quantity], unit: str) -> str:
    mean = numbers.get("core_mean") or numbers.get("mean")
    if mean is None:
        return ""
    said = format_quantity(mean.value, unit)
    return said if unit != "HU" else f"{said} (as dense as {next(name for most, name in DENSITIES_HU if mean.value < most)})"


def _place(words: Mapping[str, str]) -> list[str]:
    parts = []
    if "Organ" in words:
        organ, share, _ = words["Organ"].split(",")[0].rsplit(" ", 2)
        parts.append(f"in the {organ}" if float(share) >= _MOSTLY else f"partly in the {organ}")
    if "Part" in words:
        parts.append(words["Part"])
    elif "Third" in words:
        parts.append(f"{words['Third']} third")
    probable = words.get("Probable lobe") or words.get("Probable segment")
    if probable:
        parts.append(f"probably {probable}")
    return parts
