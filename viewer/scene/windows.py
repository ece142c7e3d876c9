"""The windows on the number keys, and from values to shades of grey."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from viewer.case.subtraction import Subtraction
from viewer.case.volume import Stack, Volume, Voxels, Window

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
_SUV_TOPS = {"1": 10.0, "3": 5.0, "4": 7.0, "5": 15.0, "6": 20.0, "7": 2.5, "8": 30.0, "9": 50.0}
"""The uptake that is darkest, from 0: 10 for the body with FDG, 5 and 7 for faint lesions, 15 to 50 for brain and bladder."""

SOME_FRAMES = 8


def presets(shown: Volume | Stack) -> Mapping[str, Window]:
    """The windows of each number key: CT has tissues, SUV has spans, everything else percentiles; 0 is the full range.

    Key 1 is the file's own window, but that of a PET in SUV, whose files name the span of the whole series; one that
    makes everything black or everything white is passed over. Padding has no part in percentiles and range.
    """
    sample = _sample(shown)
    full = _full(sample, shown)
    percentiles = spread(sample, "1 to 99 %") or full
    own = next((window for window in shown.windows[:1] if not _hides_all(window, sample)), None)
    if shown.unit == "HU":
        usual = _CT["2"] if shown.windows[:1] == () or not _hides_all(_CT["2"], sample) else percentiles
        return {"1": own or usual, **_CT, "0": full}
    if shown.unit.startswith("SUV"):
        spans = {key: between(0.0, top, f"0 to {top:g}") for key, top in _SUV_TOPS.items()}
        return {"1": spans["1"], "2": percentiles, **spans, "0": full}
    return {"1": own or percentiles, "2": percentiles, "0": full}


def spread(values: Voxels, name: str) -> Window | None:
    """From the first to the last hundredth of `values`; from the lowest to the highest where these are one, as in a
    picture that is nearly all background. None where there is only one value."""
    if not values.size:
        return None
    low, high = (float(value) for value in np.percentile(values, (1, 99)))
    if high > low:
        return between(low, high, name)
    low, high = float(values.min()), float(values.max())
    return between(low, high, "full") if high > low else None


def _full(sample: Voxels, shown: Volume | Stack) -> Window:
    """From the lowest to the highest value: of some, of all where those are alike, one wide where all are."""
    found = spread(_all_values(shown), "full") if sample.size and sample.min() == sample.max() else None
    low, high = (float(sample.min()), float(sample.max())) if sample.size else (0.0, 1.0)
    return found or (between(low, high, "full") if high > low else between(low - 0.5, low + 0.5, "full"))


def of_differences(stack: Stack, subtraction: Subtraction) -> Mapping[str, Window]:
    """The windows of frames minus their mask: 1 leaves out what is one in a thousand at either end, 0 nothing.

    Some frames from all over the film are looked at.
    """
    step = max(len(stack.planes) // SOME_FRAMES, 1)
    found = [subtraction.frame(stack, frame) for frame in range(step // 2, len(stack.planes), step)]
    values = np.concatenate([each.reshape(-1) for each in found if each is not None] or [np.zeros(2, np.float32)])
    low, high = (float(each) for each in np.percentile(values, (0.1, 99.9)))
    most = between(low, high) if high > low else Window(0.0, 1.0)
    return {"1": most, "2": most, "0": between(float(values.min()), float(values.max()), "full") if high > low else most}


def _hides_all(window: Window, sample: Voxels) -> bool:
    """Whether a window makes all of several values one shade, black or white."""
    if not sample.size or sample.min() == sample.max():
        return False
    grey = shades(sample, window, 255.0)
    return bool(grey.max() <= 0.5 or grey.min() >= 254.5)


def is_dark_high(shown: Volume | Stack) -> bool:
    """Whether high values are dark: as the file wants it (MONOCHROME1), and in PET, which is read so."""
    return shown.inverted or shown.unit.startswith("SUV")


def between(low: float, high: float, name: str = "") -> Window:
    """The window that runs from black at `low` to white at `high`."""
    return Window((low + high) / 2, max(high - low, 1e-6), name)


def to_grey(
    values: Voxels, window: Window, inverted: bool = False, padding: tuple[float, float] | None = None
) -> Grey:
    """Shades 0..255 of values of any number type; what is not a number, and padding, is black.

    The curve is the window's (DICOM PS3.3 C.11.2.1.2 and C.11.2.1.3): LINEAR, LINEAR_EXACT, SIGMOID or a table.
    """
    if values.dtype == np.int16:
        table = _shades(np.arange(65536, dtype=np.uint16).view(np.int16), window)
        grey = table.take(values.view(np.uint16))
    else:
        grey = _shades(values, window)
    if inverted:
        grey = np.asarray(255 - grey)
    if padding is not None:
        grey[(values >= padding[0]) & (values <= padding[1])] = 0
    return grey


def _shades(values: Voxels, window: Window) -> Grey:
    return np.asarray(np.rint(shades(values, window, 255)).astype(np.uint8))


def shades(values: Voxels, window: Window, white: float) -> npt.NDArray[np.float32]:
    """Shades 0 (black) to `white` along the window's curve or table, not rounded; what is not a number is black."""
    if window.lut is not None:
        entries = np.array(window.lut.values, np.float32) * (white / ((1 << window.lut.bits) - 1))
        index = np.nan_to_num(np.rint(values)).astype(np.int64) - window.lut.first
        return _clipped(entries[np.clip(index, 0, len(entries) - 1)], white)
    centre, width, exact = window.centre, window.width, values.astype(np.float32)
    if window.function == "sigmoid":
        slopes = np.clip(-4 * (exact - np.float32(centre)) / np.float32(max(width, 1e-6)), -80, 80)
        return _clipped(white / (1 + np.exp(slopes)), white)
    if window.function == "linear":
        centre, width = centre - 0.5, width - 1
    width = max(width, 1e-6)
    return _clipped((exact - (centre - width / 2)) * (white / width), white)


def _clipped(found: npt.NDArray[np.float32], white: float) -> npt.NDArray[np.float32]:
    return np.clip(np.nan_to_num(found, nan=0.0), 0, white)


def _sample(shown: Volume | Stack) -> Voxels:
    """Some tens of thousands of values from all over, so that opening does not read everything; without padding."""
    voxels = shown.voxels if isinstance(shown, Volume) else shown.pixels
    k, j, i = (max(size // wanted, 1) for size, wanted in zip(voxels.shape, (16, 64, 64), strict=False))
    return _values(shown, (k, j, i))


def _all_values(shown: Volume | Stack) -> Voxels:
    return _values(shown, (1, 1, 1))


def _values(shown: Volume | Stack, every: tuple[int, int, int]) -> Voxels:
    voxels, (k, j, i) = shown.voxels if isinstance(shown, Volume) else shown.pixels, every
    values = np.asarray(voxels[k // 2 :: k, j // 2 :: j, i // 2 :: i])
    if isinstance(shown, Stack):
        planes = shown.planes[k // 2 :: k]
        slopes = np.array([plane.slope for plane in planes]).reshape(-1, 1, 1)
        values = values * slopes + np.array([plane.intercept for plane in planes]).reshape(-1, 1, 1)
    sample = values[np.isfinite(values)] if values.dtype.kind == "f" else values.reshape(-1)
    if shown.padding is not None:
        sample = sample[(sample < shown.padding[0]) | (sample > shown.padding[1])]
    return np.asarray(sample)
