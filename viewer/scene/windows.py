"""The windows on the number keys, and from values to shades of grey."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from viewer.case.volume import Volume, Voxels, Window

Grey = npt.NDArray[np.uint8]

_CT = {
    "2": Window(40, 400, "soft tissue"),
    "3": Window(-600, 1500, "lung"),
    "4": Window(400, 1800, "bone"),
    "5": Window(40, 80, "brain"),
    "6": Window(90, 150, "liver"),
    "7": Window(50, 350, "mediastinum"),
    "8": Window(200, 600, "angio"),
    "9": Window(35, 40, "stroke"),
}


def presets(volume: Volume) -> Mapping[str, Window]:
    """The windows of each number key: CT has tissues, everything else percentiles; 0 is the full range."""
    sample = _sample(volume.voxels)
    low, high = np.percentile(sample, (1, 99))
    percentiles = between(float(low), float(high), "1 to 99 %")
    full = between(float(sample.min()), float(sample.max()), "full")
    if volume.unit == "HU":
        return {"1": volume.windows[0] if volume.windows else _CT["2"], **_CT, "0": full}
    return {"1": volume.windows[0] if volume.windows else percentiles, "2": percentiles, "0": full}


def between(low: float, high: float, name: str = "") -> Window:
    """The window that runs from black at `low` to white at `high`."""
    return Window((low + high) / 2, max(high - low, 1e-6), name)


def to_grey(values: Voxels, window: Window, inverted: bool = False) -> Grey:
    """Shades 0..255 of values of any number type; what is not a number is black.

    Linear, as in DICOM PS3.3 C.11.2.1.3.2 (LINEAR_EXACT): `centre` - `width`/2 is black, + `width`/2 white.
    """
    if values.dtype == np.int16:
        table = _ramp(np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.float32), window)
        grey = table.take(values.view(np.uint16))
    else:
        grey = _ramp(values.astype(np.float32), window)
    return np.asarray(255 - grey) if inverted else grey


def _ramp(values: npt.NDArray[np.float32], window: Window) -> Grey:
    width = max(window.width, 1e-6)
    shades = (values - (window.centre - width / 2)) * (255 / width)
    grey: Grey = np.rint(np.clip(np.nan_to_num(shades, nan=0.0), 0, 255)).astype(np.uint8)
    return grey


def _sample(voxels: Voxels) -> Voxels:
    """Some tens of thousands of voxels from all over the volume, so that opening does not read all of it."""
    k, j, i = (max(size // wanted, 1) for size, wanted in zip(voxels.shape, (16, 64, 64), strict=True))
    sample = np.asarray(voxels[k // 2 :: k, j // 2 :: j, i // 2 :: i])
    return sample[np.isfinite(sample)] if sample.dtype.kind == "f" else sample
