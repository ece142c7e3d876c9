"""What is true of a synthetic torso: volumes, places and lesions, counted on its label map."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from inference.phantom.labels import STRUCTURE_NAMES, Structure
from inference.phantom.plan import Lesion, TorsoPlan
from viewer.case.geometry import Point


@dataclass(frozen=True, slots=True)
class StructureTruth:
    """A structure: voxels whose centre lies inside its shape, vessels and lesions in it included."""

    name: str
    volume_ml: float
    mean_hu: float
    sd_hu: float
    centroid_lps: Point


@dataclass(frozen=True, slots=True)
class LesionTruth:
    """A planted lesion. Diameters and `volume_ml` are the analytic ones; `voxel_volume_ml` counts voxel centres.

    `long_axis_mm` and `short_axis_mm` are those of the axial slice through its middle, as a radiologist measures.
    `zone` is the third of the host organ's height, from the top.
    """

    name: str
    kind: str
    host: str
    side: str
    zone: str
    centre_lps: Point
    diameters_mm: Point
    long_axis_mm: float
    short_axis_mm: float
    long_axis_direction_lps: Point
    volume_ml: float
    voxel_volume_ml: float
    density_hu: float


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is known of one study."""

    structures: tuple[StructureTruth, ...]
    lesions: tuple[LesionTruth, ...]

    def find_structure(self, name: str) -> StructureTruth | None:
        return next((row for row in self.structures if row.name == name), None)

    def find_lesion(self, name: str) -> LesionTruth | None:
        return next((row for row in self.lesions if row.name == name), None)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(eq=False, slots=True)
class _Counts:
    """Sums per label number, so that nested structures can be added up."""

    voxels: npt.NDArray[np.float64]
    hu: npt.NDArray[np.float64]
    hu2: npt.NDArray[np.float64]
    along: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]


def truth_of(plan: TorsoPlan, voxels_hu: npt.NDArray[np.int16], labels: npt.NDArray[np.uint8]) -> Truth:
    """Count the truth of a drawn torso."""
    counts = _count(voxels_hu, labels, Structure.LESION + len(plan.lesions))
    hosted: dict[str, list[int]] = {name: [] for name in STRUCTURE_NAMES.values()}
    for number, lesion in enumerate(plan.lesions):
        hosted[lesion.host].append(Structure.LESION + number)
    groups = {name: [int(structure), *hosted[name]] for structure, name in STRUCTURE_NAMES.items()}
    everything = [n for n in range(len(counts.voxels)) if n not in (Structure.OUTSIDE, Structure.TABLE)]
    rows = [_structure(plan, counts, name, numbers) for name, numbers in {"body": everything, **groups}.items()]
    lesions = [_lesion(plan, counts, lesion, Structure.LESION + n, groups[lesion.host]) for n, lesion in enumerate(plan.lesions)]
    return Truth(tuple(row for row in rows if row is not None), tuple(lesions))


def _count(voxels_hu: npt.NDArray[np.int16], labels: npt.NDArray[np.uint8], size: int) -> _Counts:
    shape = labels.shape
    voxels, hu, hu2 = np.zeros(size), np.zeros(size), np.zeros(size)
    along = tuple(np.zeros((size, n)) for n in shape)
    columns = np.arange(shape[2], dtype=np.int64)
    for k in range(shape[0]):
        values = voxels_hu[k].astype(np.float64).ravel()
        numbers = labels[k].ravel()
        rows = np.repeat(np.arange(shape[1], dtype=np.int64), shape[2])
        counted = np.bincount(numbers, minlength=size)
        voxels += counted
        hu += np.bincount(numbers, values, size)
        hu2 += np.bincount(numbers, values * values, size)
        along[0][:, k] = counted
        along[1][...] += np.bincount(numbers * np.int64(shape[1]) + rows, minlength=size * shape[1]).reshape(size, -1)
        along[2][...] += np.bincount((labels[k] * np.int64(shape[2]) + columns).ravel(), minlength=size * shape[2]).reshape(size, -1)
    return _Counts(voxels, hu, hu2, (along[0], along[1], along[2]))


def _structure(plan: TorsoPlan, counts: _Counts, name: str, numbers: list[int]) -> StructureTruth | None:
    total = counts.voxels[numbers].sum()
    if total == 0:
        return None
    mean = counts.hu[numbers].sum() / total
    sd = np.sqrt(max(counts.hu2[numbers].sum() / total - mean**2, 0.0))
    k, j, i = (axis[numbers].sum(axis=0) @ np.arange(axis.shape[1]) / total for axis in counts.along)
    x, y, z = plan.geometry.point(k, j, i)
    return StructureTruth(
        name, round(float(total) * plan.geometry.voxel_mm3 / 1000, 4), round(float(mean), 2), round(float(sd), 2), _rounded(x, y, z)
    )


def _lesion(plan: TorsoPlan, counts: _Counts, lesion: Lesion, number: int, host: list[int]) -> LesionTruth:
    slices = np.flatnonzero(counts.along[0][host].sum(axis=0))
    x, y, z = (c + s for c, s in zip(lesion.centre_mm, plan.shift_lps, strict=True))
    zone = ""
    if len(slices):
        bottom, top = (plan.geometry.point(float(k), 0, 0)[2] for k in (slices[0] - 0.5, slices[-1] + 0.5))
        zone = ("upper", "middle", "lower")[min(2, max(0, int(3 * (top - z) / (top - bottom))))]
    across = sorted(lesion.diameters_mm[:2])
    side = "left" if "left" in lesion.host else "right" if "right" in lesion.host else "none"
    return LesionTruth(
        lesion.name, lesion.kind, lesion.host, side, zone, _rounded(x, y, z), lesion.diameters_mm, across[1], across[0],
        lesion.direction, round(lesion.volume_ml, 5),
        round(float(counts.voxels[number]) * plan.geometry.voxel_mm3 / 1000, 5), lesion.density_hu,
    )  # fmt: skip


def _rounded(x: float, y: float, z: float) -> Point:
    return round(float(x), 3), round(float(y), 3), round(float(z), 3)
