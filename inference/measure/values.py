"""What the voxels of an outline hold: mean, spread, extremes, percentiles, and a histogram."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.measure.measure import Measure, own_code
from inference.measure.outlines import Outline, Outlines
from viewer.case.finding import Quantity
from viewer.case.terms import Code

Values = npt.NDArray[np.float64]
_UNITS: Mapping[str, Code] = {
    "HU": Code("DCM", "112031", "Attenuation Coefficient"), "SUVbw": Code("DCM", "126401", "SUVbw"),
    "Bq/ml": Code("DCM", "110821", "Nuclear Medicine Tomographic Activity"),
}  # fmt: skip
_SIGNAL = Code("DCM", "110852", "MR signal intensity")
_DERIVATIONS: Mapping[str, Code] = {
    "mean": Code("SCT", "373098007", "Mean"), "sd": Code("SCT", "386136009", "Standard Deviation"),
    "minimum": Code("SCT", "255605001", "Minimum"), "maximum": Code("SCT", "56851009", "Maximum"), "median": Code("SCT", "373099004", "Median"),
    "percentile_5": Code("SCT", "371888009", "5th Percentile Value of population"), "percentile_10": Code("SCT", "371890005", "10th Percentile Value of population"),
    "percentile_25": own_code("p25", "25th percentile"), "percentile_75": own_code("p75", "75th percentile"),
    "percentile_90": Code("SCT", "371887004", "90th Percentile Value of population"), "percentile_95": Code("SCT", "371889001", "95th Percentile Value of population"),
    "skewness": own_code("skewness", "Skewness"), "kurtosis": own_code("kurtosis", "Excess kurtosis"),
}  # fmt: skip
"""PS3.16 CID 7464 and 226."""
_NAMES = {
    "mean": "Mean", "sd": "SD", "minimum": "Minimum", "maximum": "Maximum", "median": "Median",
    **{f"percentile_{n}": f"{n}th percentile" for n in (5, 10, 25, 75, 90, 95)},
}  # fmt: skip
_BARS = " ▁▂▃▄▅▆▇█"
BINS = 24
_SMALL_ML = 50.0
"""Below this the border is a good part of it."""


def values_in(outlines: Outlines, outline: Outline) -> Values:
    """The values of an outline's voxels that are picture: neither padding nor not a number."""
    volume = outlines.volume
    values = volume.voxels[outline.box][outline.solid].astype(np.float64)
    real = np.isfinite(values)
    if volume.padding is not None:
        real &= (values < volume.padding[0]) | (values > volume.padding[1])
    return values[real]


def core(outlines: Outlines, outline: Outline) -> Values:
    """The values of the voxels at least half as deep as the deepest (docs/decisions/0007-density-of-the-core.md)."""
    depths = ndimage.distance_transform_edt(np.pad(outline.solid, 1), sampling=outline.geometry.spacing_mm)[1:-1, 1:-1, 1:-1]
    found = outlines.volume.voxels[outline.box][depths >= depths.max() / 2].astype(np.float64)
    return np.asarray(found[np.isfinite(found)])


def statistics(values: Values) -> dict[str, float]:
    """First-order statistics as the IBSI defines them (arXiv 1612.07003, section 3.3): variance over n, kurtosis less 3.

    Percentiles lie between ranks where they must (numpy's linear rule). Empty for no values.
    """
    if not len(values):
        return {}
    mean, sd = float(values.mean()), float(values.std())
    centred = values - mean
    spread = {"skewness": float((centred**3).mean() / sd**3), "kurtosis": float((centred**4).mean() / sd**4) - 3.0} if sd > 0 else {}
    points = (5, 10, 25, 75, 90, 95)
    at = {f"percentile_{n}": float(value) for n, value in zip(points, np.percentile(values, points), strict=True)}
    return {
        "mean": mean, "sd": sd, "minimum": float(values.min()), "maximum": float(values.max()), "median": float(np.median(values)), **at, **spread,
    }  # fmt: skip


def histogram(values: Values, bins: int = BINS) -> tuple[npt.NDArray[np.int64], Values]:
    """How many values lie in each of `bins` even steps, and the steps' edges, from the 0.5th to the 99.5th percentile;
    what lies beyond counts in the outermost."""
    low, high = (float(edge) for edge in np.percentile(values, (0.5, 99.5)))
    if high <= low:
        high = low + 1.0
    counts, edges = np.histogram(np.clip(values, low, high), bins, (low, high))
    return counts.astype(np.int64), edges.astype(np.float64)


def bars(values: Values) -> str:
    """The histogram as a line of bars: ``▁▂▅█▃``."""
    counts, _ = histogram(values)
    return "".join(_BARS[0 if n == 0 else max(1, round(8 * n / counts.max()))] for n in counts)


def value_measures(outlines: Outlines, outline: Outline) -> list[Measure]:
    """Statistics of all voxels of an outline, and its histogram; nothing where it holds padding alone."""
    values = values_in(outlines, outline)
    unit = outlines.volume.unit
    found = statistics(values)
    if not found:
        return []
    missing = int(np.count_nonzero(outline.solid)) - len(values)
    left_out = f" {missing} voxels without a value are left out." if missing else ""
    rows = [
        Measure("values", _NAMES[kind], Quantity(kind, value, unit, _UNITS.get(unit, _SIGNAL), _DERIVATIONS[kind]), note=f"Of all {len(values)} voxels.{left_out}")
        for kind, value in found.items()
        if kind in _NAMES
    ]
    if outline.volume_ml < _SMALL_ML:
        inside = core(outlines, outline)
        note = f"Of the {len(inside)} voxels at least half as deep as the deepest: at the border of something small half of each voxel is its surroundings."
        rows.insert(1, Measure("values", "Mean of the core", Quantity("core_mean", float(inside.mean()), unit, _UNITS.get(unit, _SIGNAL), _DERIVATIONS["mean"]), note=note))
    _, edges = histogram(values)
    rows.append(Measure("values", "Histogram", words=bars(values), note=f"From {edges[0]:.0f} to {edges[-1]:.0f} {unit}, {BINS} steps."))
    return rows
