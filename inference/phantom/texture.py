"""What makes an even density look like tissue seen by a scanner: mottled texture and correlated noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from inference.phantom.shapes import Field, Frame


@dataclass(frozen=True, eq=False)
class Mottle:
    """A smooth random field of mean 0 and standard deviation about 1 with blobs of about `size_mm`."""

    size_mm: float
    origin: tuple[float, float, float]
    values: Field

    @staticmethod
    def of(rng: np.random.Generator, size_mm: float, low: tuple[float, float, float], high: tuple[float, float, float]) -> Mottle:
        """Over a box (x, y, z)."""
        counts = [int(np.ceil((b - a) / size_mm)) + 5 for a, b in zip(low, high, strict=True)]
        return Mottle(size_mm, low, rng.standard_normal((counts[2], counts[1], counts[0]), np.float32))

    def at(self, frame: Frame) -> Field:
        """Values on a grid frame: a Gaussian over the five nearest nodes, along one axis after the other."""
        field: Field = self.values
        for dimension, (axis, start) in enumerate(zip((frame.z, frame.y, frame.x), reversed(self.origin), strict=True)):
            place = (axis.ravel() - start) / np.float32(self.size_mm) + 1
            first = np.clip(np.rint(place).astype(np.intp), 2, self.values.shape[dimension] - 3) - 2
            weights = np.exp(-np.square((first + np.arange(5)[:, None] - place) / 0.75)).astype(np.float32)
            weights /= np.sqrt(np.square(weights).sum(axis=0))
            along = [1, 1, 1]
            along[dimension] = -1
            parts = [np.take(field, first + tap, dimension) * weights[tap].reshape(along) for tap in range(5)]
            field = parts[0] + parts[1] + parts[2] + parts[3] + parts[4]
        return field


@dataclass(frozen=True, eq=False)
class ScannerNoise:
    """Noise of filtered back-projection: little at low frequencies, rolled off by the kernel, standard deviation 1.

    The shape of the spectrum (ramp times window) follows Riederer, Pelc and Chesler, Phys Med Biol 23 (1978) 446.
    """

    seed: int
    shape: tuple[int, int]
    filter: npt.NDArray[np.complex64]

    @staticmethod
    def of(seed: int, shape: tuple[int, int], spacing_mm: tuple[float, float]) -> ScannerNoise:
        """For slices of `shape` (rows, columns) with `spacing_mm` between rows and columns."""
        fy = np.fft.fftfreq(shape[0], spacing_mm[0])[:, None]
        fx = np.fft.rfftfreq(shape[1], spacing_mm[1])[None, :]
        f = np.sqrt(fx * fx + fy * fy)
        gain = np.sqrt(0.06 + f / 0.35) * np.exp(-np.square(f / 0.44))
        # Columns 1..n-1 of a half spectrum stand for two frequencies each.
        weight = np.full(gain.shape, 2.0)
        weight[:, 0] = 1.0
        gain /= np.sqrt((weight * gain**2).sum() / (shape[0] * shape[1]))
        return ScannerNoise(seed, shape, gain.astype(np.complex64))

    def slice_of(self, k: int) -> Field:
        """The noise of slice `k`; the same for the same seed, whatever was drawn before."""
        rng = np.random.Generator(np.random.SFC64([self.seed, 7, k]))
        white = rng.standard_normal(self.shape, np.float32)
        return np.asarray(np.fft.irfft2(np.fft.rfft2(white) * self.filter, self.shape), np.float32)
