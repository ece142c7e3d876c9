"""Spots in an organ that are darker or brighter than what is around them: multi-scale, against the organ's own noise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from inference.segmentation.grid import Bool, Coarse, Float, Spacing, close_depth, depth_mm
from viewer.case.progress import Tick

_WORK_MM = 1.5
_SIGMAS_MM = (1.4, 2.0, 2.9, 4.1, 5.9, 8.4)
"""Of the spots looked for; a ball answers most to a third of its diameter, nearly."""

_TO_RADIUS = 1.7
_LEAST_Z = 3.0
_FAT_HU = -20.0


@dataclass(frozen=True, slots=True)
class Features:
    """What is told of one spot to judge it.

    `z`: its contrast to the surround in standard deviations of what such contrasts are in this organ; `curved`: the weakest of
    its three curvatures by the mean of them, 1 for a ball, 0 for a tube; `contrast_sd`: the difference to the organ near it in
    standard deviations of the organ's voxels; `round`: shortest by longest spread of its outline; `open`: how much of its
    surface lies on the organ's; `leak`: how much of it lies on the border of where it was looked for; `depth`: its middle's
    depth in the organ by its radius; `across_mm`.
    """

    z: float
    curved: float
    contrast_sd: float
    contrast_hu: float
    own_hu: float
    round: float
    open: float
    leak: float
    depth: float
    across_mm: float


@dataclass(frozen=True, eq=False, slots=True)
class Spot:
    """One spot: its outline inside a box of the volume."""

    box: tuple[slice, slice, slice]
    solid: Bool
    features: Features


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """One organ's voxels on the working grid."""

    values: Float
    domain: Bool
    depth: Float
    spacing_mm: Spacing
    usual: float
    sd: float


def field_of(voxels: npt.NDArray[np.int16], solid: Bool, spacing_mm: Spacing, margin_mm: float, close_mm: float) -> tuple[Field, Coarse] | None:
    """The working grid of a crop around an organ; None where nothing is left of it without its surface."""
    coarse = Coarse.near(spacing_mm, solid.shape, _WORK_MM)
    steps = coarse.spacing_mm
    values = coarse.mean(voxels)
    inside = coarse.mean(solid) > 0.5
    inside = ndimage.binary_fill_holes(inside)
    if close_mm:
        inside |= (close_depth(inside, close_mm, steps) > 0) & (values > _FAT_HU)
    depth = np.clip(depth_mm(inside, steps), -50, 50)
    domain = depth > max(margin_mm, 0.75 * max(steps))
    if not domain.any():
        return None
    core = values[domain]
    usual = float(np.median(core))
    sd = max(1.4826 * float(np.median(np.abs(core - usual))), 3.0)
    return Field(values, domain, depth, steps, usual, sd), coarse


def spots_in(field: Field, coarse: Coarse, most: int, tick: Tick) -> Iterator[Spot]:
    """The clearest spots of both kinds, not more than `most`, each with its outline on the fine grid."""
    weight = field.domain.astype(np.float32)
    clipped = np.clip(field.values, field.usual - 400, field.usual + 900)
    peaks: list[tuple[float, int, tuple[int, ...], float, float]] = []
    stack: list[tuple[Float, Float]] = []
    for n, sigma_mm in enumerate(_SIGMAS_MM):
        tick(n / len(_SIGMAS_MM), "Looking for focal lesions")
        inner, outer = (_mean(clipped, weight, sigma, field.spacing_mm) for sigma in (sigma_mm, 2.0 * sigma_mm))
        contrast = np.where(field.domain, inner - outer, 0)
        spread = 1.4826 * float(np.median(np.abs(contrast[field.domain])))
        stack.append((inner, np.asarray(contrast / max(spread, 0.5), np.float32)))
    for sign in (-1.0, 1.0):
        answers = np.stack([sign * z for _, z in stack])
        best = answers.max(axis=0)
        size = [2 * max(1, round(3.0 / step)) + 1 for step in field.spacing_mm]
        tops = np.argwhere((best == ndimage.maximum_filter(best, size=size)) & (best > _LEAST_Z) & field.domain)
        for place in tops:
            at = tuple(int(x) for x in place)
            n = int(np.argmax([answer[at] for answer in answers]))
            peaks.append((float(best[at]), n, at, sign, _curved(stack[n][0], at, field.spacing_mm, sign)))
    peaks.sort(key=lambda peak: -peak[0] * (0.3 + peak[4]))
    for z, n, at, sign, curved in peaks[:most]:
        spot = _outline(field, coarse, at, _SIGMAS_MM[n] * _TO_RADIUS, sign, z, curved)
        if spot is not None:
            yield spot


def _mean(values: Float, weight: Float, sigma_mm: float, steps: Spacing) -> Float:
    """Smoothed inside the organ only: what lies beside it does not count."""
    sigma = [sigma_mm / step for step in steps]
    below = ndimage.gaussian_filter(weight, sigma, truncate=3.0)
    return np.asarray(ndimage.gaussian_filter(values * weight, sigma, truncate=3.0) / np.maximum(below, 1e-3), np.float32)


def _curved(smooth: Float, at: tuple[int, ...], steps: Spacing, sign: float) -> float:
    """Weakest by mean curvature at a place, 0 where it does not fall off in every direction."""
    low = [min(max(x, 1), size - 2) if size > 2 else 0 for x, size in zip(at, smooth.shape, strict=True)]
    if any(size < 3 for size in smooth.shape):
        return 0.0
    near = smooth[tuple(slice(x - 1, x + 2) for x in low)].astype(np.float64)

    def at_offset(a: int, da: int, b: int, db: int) -> float:
        index = [1, 1, 1]
        index[a] += da
        index[b] += db
        return float(near[index[0], index[1], index[2]])

    hessian = np.empty((3, 3))
    for a in range(3):
        hessian[a, a] = (at_offset(a, 1, a, 0) - 2 * at_offset(a, 0, a, 0) + at_offset(a, -1, a, 0)) / steps[a] ** 2
        for b in range(a):
            crossed = at_offset(a, 1, b, 1) - at_offset(a, 1, b, -1) - at_offset(a, -1, b, 1) + at_offset(a, -1, b, -1)
            hessian[a, b] = hessian[b, a] = crossed / (4 * steps[a] * steps[b])
    curvature = -sign * np.linalg.eigvalsh(hessian)
    mean = float(curvature.mean())
    return max(0.0, float(curvature.min()) / mean) if mean > 0 else 0.0


def _outline(field: Field, coarse: Coarse, at: tuple[int, ...], radius_mm: float, sign: float, z: float, curved: float) -> Spot | None:
    """The spot cut out at half of its contrast, within twice its radius."""
    steps = np.array(field.spacing_mm)
    reach_mm = max(2.0 * radius_mm, 4.0)
    far_mm = reach_mm + max(4.0, radius_mm)
    low = np.maximum(np.array(at) - np.ceil(far_mm / steps).astype(int), 0)
    high = np.minimum(np.array(at) + np.ceil(far_mm / steps).astype(int) + 1, field.values.shape)
    cut = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    values, domain, depth = field.values[cut], field.domain[cut], field.depth[cut]
    grid = np.meshgrid(*((np.arange(a, b) - x) * step for a, b, x, step in zip(low, high, at, steps, strict=True)), indexing="ij")
    away = np.sqrt(sum(axis**2 for axis in grid))
    middle = (away <= max(0.5 * radius_mm, 0.8 * max(steps))) & domain
    shell = (away > 1.4 * radius_mm) & (away <= far_mm) & domain
    if not middle.any():
        return None
    own = float(values[middle].mean())
    around = float(np.median(values[shell])) if shell.sum() >= 20 else field.usual
    contrast = own - around
    if sign * contrast <= 0:
        return None
    sd = 1.4826 * float(np.median(np.abs(values[shell] - around))) if shell.sum() >= 20 else field.sd
    smooth = ndimage.gaussian_filter(values, [0.5 * min(1.0, radius_mm / 4 / step) for step in steps])
    past = sign * (smooth - (own + around) / 2) > 0
    inside = past & (depth > 0) & (away <= reach_mm)
    parts, _ = ndimage.label(inside)
    centre = tuple(int(x - a) for x, a in zip(at, low, strict=True))
    number = parts[centre]
    if number == 0:
        return None
    solid = parts == number
    points = np.argwhere(solid) * steps
    if len(points) < 2:
        return None
    spread = np.cov(points.T) + np.diag(steps**2) / 12
    axes = np.sqrt(np.linalg.eigvalsh(spread))
    volume = len(points) * float(np.prod(steps))
    grown = ndimage.binary_dilation(solid) & ~solid
    features = Features(
        z=z, curved=curved, contrast_sd=abs(contrast) / max(sd, 3.0), contrast_hu=contrast, own_hu=own, round=float(axes[0] / axes[2]),
        open=float((grown & (depth <= 0)).sum() / max(grown.sum(), 1)),
        leak=float((solid & (away > reach_mm - max(steps))).sum() / len(points)),
        depth=float(depth[centre] / radius_mm), across_mm=(6 * volume / np.pi) ** (1 / 3),
    )  # fmt: skip
    fine = np.repeat(np.repeat(np.repeat(solid, coarse.factors[0], 0), coarse.factors[1], 1), coarse.factors[2], 2)
    box = tuple(slice(int(a) * f, min(int(b) * f, size)) for a, b, f, size in zip(low, high, coarse.factors, coarse.fine_shape, strict=True))
    fine = fine[tuple(slice(0, part.stop - part.start) for part in box)]
    return Spot((box[0], box[1], box[2]), fine, features)
