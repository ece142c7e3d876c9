"""Lesions planted into pictures, with what is known of them: for measuring detectors, and for teaching them.

The lesion keeps the noise of the place where it is planted, its edge is blurred as the picture is, and what it covers (a
vessel, fat) is gone. Sizes and densities follow what is published of such lesions; see `contrast_of`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from viewer.case.geometry import Geometry, Point
from viewer.case.volume import Voxels

Bool = npt.NDArray[np.bool_]
Float = npt.NDArray[np.float32]
SIZES_MM = ((4.0, 8.0), (8.0, 15.0), (15.0, 30.0))
"""Groups of diameters that results are told for."""

_PARTS = 3
_SMOOTH_MM = 2.0
_LEAST_DEPTH = 0.6
"""Of the radius: how deep in the organ a middle lies at least; the rest may be cut off by the surface."""


@dataclass(frozen=True, slots=True)
class Planted:
    """`across_mm` is the mean diameter, `contrast_hu` the difference to the organ around, `edge_mm` how wide the border is."""

    organ: str
    centre_lps: Point
    across_mm: float
    contrast_hu: float
    edge_mm: float

    @property
    def group(self) -> tuple[float, float]:
        return next(group for group in reversed(SIZES_MM) if self.across_mm >= group[0])


def contrast_of(organ: str, rng: np.random.Generator) -> float:
    """A lesion's difference to its organ in HU, by chance.

    Notes
    -----
    Liver, spleen and kidney: three of four are darker, by 20 to 110 HU, which spans metastases in the portal venous phase to
    simple cysts (-9 to 20 HU: Silverman, Radiology 2019;292:475; Gore, JACR 2017;14:1429) in an enhanced organ; the others are
    brighter by 25 to 120 HU (hyperdense cysts from 70 HU unenhanced, hypervascular and calcified lesions). 20 HU is the least
    difference that counts as one in the same papers. Bone: half are lytic, with soft tissue for marrow, half blastic: the mean
    of untreated osteoblastic metastases is below 885 HU (Ulano, AJR 2016;207:362). Lung: solid nodules.
    """
    if organ == "bone":
        return float(rng.uniform(-220, -110)) if rng.random() < 0.5 else float(rng.uniform(200, 650))
    if organ == "lung":
        return float(rng.uniform(780, 920))
    if rng.random() < 0.75:
        return -float(np.exp(rng.uniform(np.log(20), np.log(110))))
    return float(np.exp(rng.uniform(np.log(25), np.log(120))))


def size_of(group: tuple[float, float], rng: np.random.Generator) -> float:
    """A diameter in a group; small ones are commoner."""
    return float(np.exp(rng.uniform(np.log(group[0]), np.log(group[1]))))


def plant(
    voxels: Voxels, geometry: Geometry, organ: str, solid: Bool, depth_mm: Float, across_mm: float, contrast_hu: float, rng: np.random.Generator
) -> tuple[npt.NDArray[np.int16], Planted] | None:
    """A copy of `voxels` with one lesion in the outline `solid` (whose depth is given); None where it holds none of that size.

    A knobbly ellipsoid, its shortest axis 0.65 to 1 of its longest, turned by chance, with an edge 0.3 to 2.5 mm wide besides
    the blur of half a voxel.
    """
    radius = across_mm / 2
    places = np.argwhere(depth_mm >= _LEAST_DEPTH * radius)
    if not len(places):
        return None
    middle = places[rng.integers(len(places))] + rng.uniform(-0.5, 0.5, 3)
    edge_mm = float(rng.uniform(0.3, 2.5))
    ratios = rng.uniform(0.65, 1.0, 3)
    axes_mm = radius * ratios / ratios.prod() ** (1 / 3)
    turn, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    knobs = rng.normal(size=(3, 3))
    knobs /= np.linalg.norm(knobs, axis=1, keepdims=True)
    heights = rng.uniform(-0.08, 0.08, 3)

    reach = np.ceil((1.6 * radius + edge_mm) / np.array(geometry.spacing_mm)).astype(int) + 2
    low = np.maximum(np.floor(middle).astype(int) - reach, 0)
    high = np.minimum(np.ceil(middle).astype(int) + reach + 1, voxels.shape)
    box = tuple(slice(int(a), int(b)) for a, b in zip(low, high, strict=True))
    matrix = geometry.matrix[:3, :3]

    def share(offset: npt.NDArray[np.float64]) -> Float:
        k, j, i = np.meshgrid(*(np.arange(a, b) - m + o for a, b, m, o in zip(low, high, middle, offset, strict=True)), indexing="ij")
        away = np.stack([k, j, i], axis=-1) @ matrix.T
        unit = away / np.maximum(np.linalg.norm(away, axis=-1, keepdims=True), 1e-6)
        bumps = 1 + (np.square(unit @ knobs.T) * 2 - 0.67) @ heights
        far = np.linalg.norm((away @ turn) / axes_mm, axis=-1) / bumps
        return np.asarray(np.clip(0.5 - (far - 1) * radius / edge_mm, 0, 1), np.float32)

    offsets = (np.arange(_PARTS) - (_PARTS - 1) / 2) / _PARTS
    covered = np.mean([share(np.array((a, b, c))) for a in offsets for b in offsets for c in offsets], axis=0)
    covered = ndimage.gaussian_filter(covered, 0.5) * solid[box]
    if covered.max() < 0.3:
        return None
    values = voxels[box].astype(np.float32)
    inner = solid[box].astype(np.float32)
    sigma = [_SMOOTH_MM / step for step in geometry.spacing_mm]
    smooth = ndimage.gaussian_filter(values * inner, sigma) / np.maximum(ndimage.gaussian_filter(inner, sigma), 1e-3)
    around = solid[box] & (covered < 0.02)
    usual = float(np.median(values[around])) if around.sum() > 50 else float(np.median(voxels[solid]))
    mottle = ndimage.gaussian_filter(rng.standard_normal(values.shape).astype(np.float32), sigma)
    mottle *= float(rng.uniform(0, 0.12)) * abs(contrast_hu) / max(float(mottle.std()), 1e-6)
    out = np.array(voxels, np.int16)
    changed = values + covered * (usual + contrast_hu + mottle - smooth)
    out[box] = np.where(solid[box], np.clip(np.rint(changed), -1024, 3071), values)
    x, y, z = geometry.to_lps(middle[None])[0]
    return out, Planted(organ, (float(x), float(y), float(z)), across_mm, contrast_hu, edge_mm)
