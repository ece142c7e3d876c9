"""Colour pictures as they come, turned into RGB of 8 bits. Large ones go through in bands, to keep memory small."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

RGB = npt.NDArray[np.uint8]
_BAND_PIXELS = 1 << 20

# Y, B and R to red, green and blue (DICOM PS3.3 C.7.6.3.1.2); the last row is added before.
_FULL = ((1.0, 0.0, 1.402), (1.0, -0.344136, -0.714136), (1.0, 1.772, 0.0)), (0.0, -128.0, -128.0)
_PARTIAL = ((1.164383, 0.0, 1.596027), (1.164383, -0.391762, -0.812968), (1.164383, 2.017232, 0.0)), (-16.0, -128.0, -128.0)
RETIRED = {
    "HSV": "hue, saturation and value", "ARGB": "an overlay mixed with RGB", "CMYK": "printing inks (CMYK)",
    "YBR_PARTIAL_420": "chrominance at a quarter of the pixels (YBR_PARTIAL_420)",
}  # fmt: skip
"""Photometric interpretations that are named and refused."""


def to_eight_bits(cells: npt.NDArray[Any], bits: int) -> RGB:
    """Unsigned samples of `bits` bits, brought to 0..255."""
    if bits == 8:
        return cells.astype(np.uint8, copy=False)
    most = (1 << bits) - 1
    return _in_bands(cells, lambda band: np.rint(band.astype(np.float64) * (255 / most)))


def to_rgb(samples: RGB, photometric: str) -> RGB:
    """RGB of samples (rows, columns, 3) of 8 bits in RGB or one of the YBR interpretations."""
    if not photometric.startswith("YBR") or photometric in ("YBR_RCT", "YBR_ICT"):
        return samples  # the transforms of JPEG 2000 are undone by its decoder
    matrix, offset = (np.array(part, np.float32) for part in (_PARTIAL if "PARTIAL" in photometric else _FULL))
    return _in_bands(samples, lambda band: np.rint((band + offset) @ matrix.T))


def from_422(data: npt.NDArray[np.uint8], rows: int, columns: int) -> RGB:
    """Samples (rows, columns, 3) of bytes in the order Y Y B R for each two pixels (DICOM PS3.3 C.7.6.3.1.2)."""
    pairs = data.reshape(rows, -(-columns // 2), 4)
    samples = np.empty((rows, pairs.shape[1] * 2, 3), np.uint8)
    samples[:, 0::2, 0], samples[:, 1::2, 0] = pairs[:, :, 0], pairs[:, :, 1]
    for parity in (0, 1):
        samples[:, parity::2, 1:] = pairs[:, :, 2:]
    return samples[:, :columns]


def apply_profile(rgb: RGB, profile: bytes) -> RGB:
    """RGB of the camera or scanner that an ICC profile describes, as sRGB; for the decoder processes.

    Raises what the colour library raises where the profile is damaged.
    """
    import imagecodecs

    return np.asarray(imagecodecs.cms_transform(
        np.ascontiguousarray(rgb), profile, imagecodecs.cms_profile("srgb"), colorspace="rgb", outcolorspace="rgb"
    ))  # fmt: skip


def _in_bands(samples: npt.NDArray[Any], convert: Callable[[npt.NDArray[Any]], npt.NDArray[Any]]) -> RGB:
    out = np.empty(samples.shape, np.uint8)
    step = max(1, _BAND_PIXELS // max(1, samples.shape[1]))
    for row in range(0, len(samples), step):
        out[row : row + step] = convert(samples[row : row + step]).clip(0, 255)
    return out
