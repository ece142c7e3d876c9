"""Where one body could lie on another: all shifts at once, so that no start has to be guessed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import fft, ndimage

from inference.measure.foreground import CoarseBody

STEP_MM = 8.0
STARTS = 3
_LEAST_SHARED = 0.35
_APART_MM = 32.0
_EPSILON = 1e-6
Array = npt.NDArray[np.float64]


def shifts_mm(first: CoarseBody, second: CoarseBody) -> list[Array]:
    """The best few shifts from the first body to the second, LPS mm, the best one first; empty where none fits.

    Masked normalised correlation of both bodies at every shift of `STEP_MM`, by Fourier transforms (Padfield, IEEE
    Trans Image Process 2012;21:2706). Shifts that let less than a third of the smaller body overlap do not count.
    """
    (a, a_mask, a_low), (b, b_mask, b_low) = (_even(one) for one in (first, second))
    score, shared = _masked_correlation(a, a_mask, b, b_mask)
    score = np.where(shared >= _LEAST_SHARED * min(a_mask.sum(), b_mask.sum()), np.abs(score) * np.sqrt(shared / shared.max()), 0.0)
    found: list[Array] = []
    apart = max(1, round(_APART_MM / STEP_MM))
    for _ in range(STARTS):
        place = np.unravel_index(int(np.argmax(score)), score.shape)
        if score[place] <= 0:
            break
        steps = np.array([at - (size - 1) for at, size in zip(place, b.shape, strict=True)])
        found.append((b_low - a_low - steps * STEP_MM)[::-1].copy())  # (z, y, x) to (x, y, z)
        score[tuple(slice(max(0, at - apart), at + apart + 1) for at in place)] = 0
    return found


def _even(body: CoarseBody) -> tuple[Array, Array, Array]:
    """Values and body on an even grid along the patient's axes (z, y, x), and the grid's first voxel (z, y, x) in mm."""
    index = np.argwhere(body.body)
    points = body.points_lps(index)[:, ::-1]
    low, high = points.min(axis=0) - STEP_MM, points.max(axis=0) + STEP_MM
    shape = np.ceil((high - low) / STEP_MM).astype(int) + 1
    axes = np.meshgrid(*(start + STEP_MM * np.arange(count) for start, count in zip(low, shape, strict=True)), indexing="ij")
    lps = np.stack([axes[2].ravel(), axes[1].ravel(), axes[0].ravel(), np.ones(axes[0].size)])
    place = (np.linalg.inv(body.affine) @ lps)[:3]
    # Blurred first: every second voxel alone would be a picture of noise.
    smooth = ndimage.gaussian_filter(body.values, STEP_MM / 2 / body.spacing_mm)
    values = ndimage.map_coordinates(smooth, place, order=1, mode="nearest").reshape(tuple(shape))
    mask = ndimage.map_coordinates(body.body.astype(np.float32), place, order=1).reshape(tuple(shape)) > 0.5
    values = np.where(mask, values, 0.0).astype(np.float64)
    return values, mask.astype(np.float64), low


def _masked_correlation(a: Array, a_mask: Array, b: Array, b_mask: Array) -> tuple[Array, Array]:
    """Correlation and number of shared voxels at every shift; index 0 is ``b`` moved back by all but one voxel."""
    size = [one + other - 1 for one, other in zip(a.shape, b.shape, strict=True)]
    padded = [fft.next_fast_len(count, real=True) for count in size]
    cut = tuple(slice(0, count) for count in size)

    def forward(values: Array) -> npt.NDArray[np.complex128]:
        return np.asarray(fft.rfftn(values, padded))

    def product(one: npt.NDArray[np.complex128], other: npt.NDArray[np.complex128]) -> Array:
        return np.asarray(fft.irfftn(one * other, padded)[cut])

    turned, turned_mask = b[::-1, ::-1, ::-1], b_mask[::-1, ::-1, ::-1]
    fa, fam, fa2 = forward(a), forward(a_mask), forward(a * a)
    fb, fbm, fb2 = forward(turned), forward(turned_mask), forward(turned * turned)
    shared = np.maximum(np.round(product(fam, fbm)), 0)
    count = np.maximum(shared, 1)
    sum_a, sum_b = product(fa, fbm), product(fam, fb)
    covariance = product(fa, fb) - sum_a * sum_b / count
    spread_a = np.maximum(product(fa2, fbm) - sum_a**2 / count, 0)
    spread_b = np.maximum(product(fam, fb2) - sum_b**2 / count, 0)
    spread = np.sqrt(spread_a * spread_b)
    return np.where(spread > _EPSILON * spread.max(), covariance / np.maximum(spread, _EPSILON), 0.0), shared
