"""What pictures show of themselves, in numbers: how much of a body, which parts of it, which way up, how noisy.

Measured on every few voxels, in about a second; nothing is drawn and no model is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import prod

import numpy as np
import numpy.typing as npt

from inference.gate.header import REGIONS
from inference.segmentation.body import solid
from inference.segmentation.grid import Bool, Coarse, Float, Spacing, Upright, components, largest
from viewer.case.progress import Tick
from viewer.case.volume import Volume

AIR_HU, LUNG_HU, SOFT_HU, BONE_HU = -480.0, (-950.0, -500.0), 50.0, 250.0
_COARSE_MM = 4.0
_MR_AIR = 0.12
"""Of the 98th percentile: what lies below is taken for empty where values have no unit."""
_SMALLEST_SLICE_CM2 = 15.0
_NOISE_SLICES, _NOISE_BLOCK_MM, _NOISE_REACH_HU = 9, 6.0, 400.0
_FAR_OUT_MM = 8.0
_TABLE_HU = -800.0
_BRIGHT_HU, _NEAR_BONE_MM, _BESIDE_SPINE_MM = 130.0, 6.0, 60.0
_ORGAN_HU, _ORGAN_SPREAD_HU, _ORGAN_DEPTH_MM = (20.0, 200.0), 60.0, 12.0
_CHEST_MM = 40.0
_HEART_CHEST_MM, _HEART_PART = 150.0, (0.3, 0.65)
"""Of a chest that is shown nearly whole, where the heart lies and the dome of the liver does not reach."""
_LIVER_CORE_ML, _LIVER_OFF_MM, _LIVER_END_MM = 250.0, 40.0, 120.0
"""What is left of a liver of usual size without its outer 12 mm is 300 ml and more, 70 to 80 mm off the midline."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Numbers of one volume. What could not be told is None, and `regions` is empty outside CT.

    Attributes
    ----------
    step_mm, pixel_mm : between slices as acquired (the array's first axis), and the larger distance in a slice.
    height_mm : from the lowest to the highest slice that shows a body; `width_mm` and `depth_mm` its middle sizes.
    body_fraction, air_fraction, bone_fraction : of the volume; of the body (HU below -500, above 250).
    outside : the middle value beside the body.
    noise : standard deviation in small blocks of soft tissue, of the evener ones (the lower quartile: others hold
        edges; after Christianson et al., AJR 2015;205:W107).
    regions : millimetres of height of each part of the body.
    spine_back : where bone near the midline lies, from -1 (all in front) to 1 (all at the back), trunk only.
    lungs_up : whether the trunk below the lungs is longer than above (1), shorter (-1), or cannot be told (None).
    heart_left : how much more lung lies on the patient's right than on the left, from -1 to 1, chest only.
    between_left : how much further the heart and vessels between the lungs reach to the patient's left of the body's
        middle than to its right, from -1 to 1; where at least 150 mm of chest are shown.
    liver_right : whether the largest solid organ, off the midline, lies on the patient's right, as the liver does.
    liver_up : whether the belly below that organ is longer than above (1), shorter (-1), or cannot be told (None),
        as where there is more than the lowest lung.
    table : side on which a table lies: "back", "front", "left", "right", or "".
    bright_ml_per_cm : what lies above 130 HU in front of the spine, per centimetre of height: vessels with contrast medium.
    """

    modality: str
    unit: str
    step_mm: float
    pixel_mm: float
    lowest: float
    highest: float
    height_mm: float = 0.0
    width_mm: float = 0.0
    depth_mm: float = 0.0
    body_fraction: float = 0.0
    air_fraction: float | None = None
    bone_fraction: float | None = None
    outside: float | None = None
    noise: float | None = None
    regions: dict[str, float] = field(default_factory=dict)
    spine_back: float | None = None
    lungs_up: int | None = None
    heart_left: float | None = None
    between_left: float | None = None
    liver_right: bool | None = None
    liver_up: int | None = None
    table: str = ""
    bright_ml_per_cm: float | None = None

    @property
    def is_constant(self) -> bool:
        return self.highest <= self.lowest


def look_at(volume: Volume, modality: str, tick: Tick) -> Seen:
    """Measure a volume. Raises CancelledError from `tick`."""
    tick(0.0, "Looking at the pictures")
    upright = Upright.of(volume.geometry)
    voxels, spacing = upright.view(volume.voxels), upright.spacing_mm
    factors = Coarse.near(spacing, voxels.shape, _COARSE_MM).factors
    values = voxels[:: factors[0], :: factors[1], :: factors[2]].astype(np.float32)
    real = np.isfinite(values)
    if volume.padding is not None:
        real &= (values < volume.padding[0]) | (values > volume.padding[1])
    step, pixel = volume.geometry.spacing_mm[0], max(volume.geometry.spacing_mm[1:])
    if not real.any():
        return Seen(modality, volume.unit, step, pixel, 0.0, 0.0)
    low, high = float(values[real].min()), float(values[real].max())
    plain = Seen(modality, volume.unit, step, pixel, low, high)
    if plain.is_constant:
        return plain
    values[~real] = low
    steps = (spacing[0] * factors[0], spacing[1] * factors[1], spacing[2] * factors[2])
    is_hu = volume.unit == "HU"
    air = AIR_HU if is_hu else low + _MR_AIR * (float(np.percentile(values, 98)) - low)
    tick(0.2, "Looking for the body")
    body = solid(values > air, steps, tick) if min(values.shape) > 2 else largest(np.asarray(values > air))
    if not body.any():
        return plain
    tick(0.6, "Looking at the body")
    rows = np.flatnonzero(body.any(axis=(1, 2)))
    outside = values[real & ~body]
    sizes = [np.ptp(np.flatnonzero(body[rows[len(rows) // 2]].any(axis=1 - axis))) + 1 for axis in (0, 1)]
    shown = replace(
        plain,
        height_mm=float((rows[-1] - rows[0] + 1) * steps[0]),
        depth_mm=float(sizes[0] * steps[1]),
        width_mm=float(sizes[1] * steps[2]),
        body_fraction=float(body.mean()),
        outside=float(np.median(outside)) if outside.size else None,
    )
    if not is_hu:
        return shown
    slices = _slices(values, body, steps)
    tick(0.8, "Looking at the body")
    liver_right, liver_up = _liver(values, body, slices, steps)
    return replace(
        shown,
        air_fraction=float((values[body] < LUNG_HU[1]).mean()),
        bone_fraction=float((values[body] > BONE_HU).mean()),
        noise=_noise(voxels, max(spacing[1:])),
        regions=_regions(slices, steps[0]),
        spine_back=_spine_back(values, body, slices),
        lungs_up=_lungs_up(slices, steps[0]),
        heart_left=_heart_left(values, body, slices),
        between_left=_between_left(values, body, slices, steps[0]),
        liver_right=liver_right,
        liver_up=liver_up,
        table=_table(values, body, steps),
        bright_ml_per_cm=_bright_ml(values, body, slices, steps),
    )


@dataclass(frozen=True, slots=True)
class _Slice:
    """One coarse slice of the body, from the lowest up. `split` is the second largest part over the largest."""

    k: int
    area_cm2: float
    width_mm: float
    lung: float
    bone: float
    split: float

    @property
    def region(self) -> str:
        if self.lung > 0.10 and self.width_mm > 180:
            return "chest"
        if self.split > 0.4 and self.lung < 0.02 and self.bone > 0.01:
            return "legs"
        if self.width_mm < 260 and self.area_cm2 < 420:
            return "head" if self.bone > 0.09 and self.area_cm2 > 90 else "neck"
        return "abdomen"


def _slices(values: Float, body: Bool, steps: Spacing) -> list[_Slice]:
    found = []
    cm2 = steps[1] * steps[2] / 100
    for k in range(len(values)):
        area = float(body[k].sum() * cm2)
        if area < _SMALLEST_SLICE_CM2:
            continue
        inside = values[k][body[k]]
        columns = np.flatnonzero(body[k].any(axis=0))
        sizes = np.sort(components(body[k])[1][1:])
        found.append(
            _Slice(
                k, area, float((columns[-1] - columns[0] + 1) * steps[2]),
                float(((inside > LUNG_HU[0]) & (inside < LUNG_HU[1])).mean()), float((inside > BONE_HU).mean()),
                float(sizes[-2] / sizes[-1]) if len(sizes) > 1 else 0.0,
            )
        )  # fmt: skip
    return found


def _regions(slices: list[_Slice], step_mm: float) -> dict[str, float]:
    return {name: height for name in REGIONS if (height := step_mm * sum(row.region == name for row in slices))}


def _spine_back(values: Float, body: Bool, slices: list[_Slice]) -> float | None:
    """Bone in the middle third of the trunk's width: the spine outweighs the breastbone."""
    back = front = 0.0
    for row in slices:
        if row.region not in ("chest", "abdomen"):
            continue
        columns, lines = np.flatnonzero(body[row.k].any(axis=0)), np.flatnonzero(body[row.k].any(axis=1))
        third = (columns[-1] - columns[0]) // 3
        bone = (values[row.k] > BONE_HU) & body[row.k]
        middle = bone[:, columns[0] + third : columns[-1] - third + 1].sum(axis=1)
        half = (lines[0] + lines[-1] + 1) // 2
        front, back = front + float(middle[:half].sum()), back + float(middle[half:].sum())
    return (back - front) / (back + front) if back + front > 100 else None


def _lungs_up(slices: list[_Slice], step_mm: float) -> int | None:
    """A wide trunk without lung follows below the lungs; above them come shoulders and neck, which are short or thin."""
    chest = [row.k for row in slices if row.region == "chest"]
    if len(chest) * step_mm < _CHEST_MM:
        return None
    width = float(np.median([row.width_mm for row in slices if row.region == "chest"]))
    above = step_mm * sum(row.k > max(chest) and row.width_mm > 0.8 * width for row in slices)
    below = step_mm * sum(row.k < min(chest) and row.width_mm > 0.8 * width for row in slices)
    return None if max(above, below) < 60 or abs(above - below) < 40 else (1 if below > above else -1)


def _heart_left(values: Float, body: Bool, slices: list[_Slice]) -> float | None:
    """The lower half of the chest has less lung on the side of the heart. The last axis grows to the patient's left."""
    chest = [row.k for row in slices if row.region == "chest"]
    right = left = 0
    for k in chest[: len(chest) // 2 + 1]:
        lung = (values[k] < LUNG_HU[1]) & body[k]
        columns = np.flatnonzero(body[k].any(axis=0))
        middle = (columns[0] + columns[-1] + 1) // 2
        right, left = right + int(lung[:, :middle].sum()), left + int(lung[:, middle:].sum())
    return (right - left) / (right + left) if right + left > 2000 and min(right, left) > 0.2 * (right + left) else None


def _between_left(values: Float, body: Bool, slices: list[_Slice], step_mm: float) -> float | None:
    """From the body's middle to the nearest lung on either side, over all lines at the heart's height that cross both lungs."""
    chest = [row.k for row in slices if row.region == "chest"]
    if len(chest) * step_mm < _HEART_CHEST_MM:
        return None
    low, high = (round(part * len(chest)) for part in _HEART_PART)
    right = left = 0.0
    for k in chest[low:high]:
        lung = (values[k] < LUNG_HU[1]) & body[k]
        columns = np.flatnonzero(body[k].any(axis=0))
        middle, is_odd = divmod(int(columns[0] + columns[-1] + 1), 2)
        to_left, to_right = lung[:, middle:], lung[:, :middle][:, ::-1]
        both = (to_left.sum(axis=1) > 3) & (to_right.sum(axis=1) > 3)
        left += float(to_left[both].argmax(axis=1).sum() + both.sum() * (1 - is_odd) / 2)
        right += float(to_right[both].argmax(axis=1).sum() + both.sum() * (1 + is_odd) / 2)
    return (left - right) / (left + right) if left + right else None


def _liver(values: Float, body: Bool, slices: list[_Slice], steps: Spacing) -> tuple[bool | None, int | None]:
    """Side and end of the belly where the largest piece of soft tissue lies that is thick in all directions.

    Bowel is thinner, muscles come in pairs, a spleen of usual size is far smaller; slices with the heart count as chest.
    """
    from scipy import ndimage

    belly = np.array([row.k for row in slices if row.region == "abdomen"], int)
    if not len(belly):
        return None, None
    even = ndimage.uniform_filter(values, 3)
    soft = (even > _ORGAN_HU[0]) & (even < _ORGAN_HU[1]) & (np.abs(values - even) < _ORGAN_SPREAD_HU) & body
    around = np.pad(soft, 1, mode="edge")  # an organ goes on beyond the pictures
    core = (ndimage.distance_transform_edt(around, sampling=steps)[1:-1, 1:-1, 1:-1] > _ORGAN_DEPTH_MM)[belly]
    names, sizes = components(core)
    sizes[0] = 0
    columns = np.flatnonzero(body[belly].any(axis=(0, 1)))
    middles = np.array(ndimage.center_of_mass(core, names, np.arange(1, len(sizes)))).reshape(-1, 3)
    off_mm = np.concatenate([[0.0], (middles[:, 2] - (columns[0] + columns[-1]) / 2) * steps[2]])  # grows to the patient's left
    largest_one = int(sizes.argmax())
    opposite = sizes[off_mm * off_mm[largest_one] < 0].max(initial=0)
    is_liver = sizes[largest_one] * prod(steps) / 1000 >= _LIVER_CORE_ML and sizes[largest_one] > 2 * opposite
    if not is_liver or abs(off_mm[largest_one]) < _LIVER_OFF_MM:
        return None, None
    below = middles[largest_one - 1, 0] * steps[0]
    above = len(belly) * steps[0] - below
    chest_mm = steps[0] * sum(row.region == "chest" for row in slices)
    is_clear = abs(below - above) >= _LIVER_END_MM and chest_mm < _CHEST_MM
    return bool(off_mm[largest_one] < 0), (1 if below > above else -1) if is_clear else None


def _table(values: Float, body: Bool, steps: Spacing) -> str:
    """Where most of what is neither body nor air lies, seen from the body's middle."""
    from scipy import ndimage

    away = ndimage.distance_transform_edt(~body, sampling=steps) > _FAR_OUT_MM
    other = (values > _TABLE_HU) & away
    if other.sum() * prod(steps) / 1000 < 100:
        return ""
    _, back, left = np.argwhere(body).mean(axis=0) - np.argwhere(other).mean(axis=0)
    back, left = back * steps[1], left * steps[2]
    if max(abs(back), abs(left)) < 60:
        return ""  # around the body: blankets, arms, a ring
    if abs(back) > abs(left):
        return "front" if back > 0 else "back"
    return "right" if left > 0 else "left"


def _noise(voxels: npt.NDArray[np.generic], pixel_mm: float) -> float | None:
    """In a few slices, at full resolution."""
    spreads: list[float] = []
    n = min(max(round(_NOISE_BLOCK_MM / pixel_mm), 3), 12)
    for k in np.linspace(0, len(voxels) - 1, _NOISE_SLICES + 2)[1:-1].astype(int):
        plane = np.asarray(voxels[k], np.float32)
        rows, columns = plane.shape[0] // n, plane.shape[1] // n
        blocks = plane[: rows * n, : columns * n].reshape(rows, n, columns, n).transpose(0, 2, 1, 3).reshape(-1, n * n)
        soft = (np.abs(blocks - SOFT_HU) < _NOISE_REACH_HU).all(axis=1) & (np.abs(blocks.mean(axis=1) - SOFT_HU) < 50)
        spreads += blocks[soft].std(axis=1).tolist()
    if len(spreads) < 30:
        return None
    return float(np.percentile(spreads, 25))


def _bright_ml(values: Float, body: Bool, slices: list[_Slice], steps: Spacing) -> float | None:
    """Between the spine's middle and the front, near the midline, where the aorta, the heart and the great veins lie."""
    from scipy import ndimage

    bone = (values > BONE_HU + 100) & body
    near_bone = ndimage.distance_transform_edt(~bone, sampling=steps) < _NEAR_BONE_MM if bone.any() else np.zeros_like(body)
    bright = (ndimage.uniform_filter(values, 3) > _BRIGHT_HU) & (values < 700) & body & ~near_bone
    bright = ndimage.binary_opening(bright, ndimage.generate_binary_structure(3, 1))
    total, height = 0.0, 0.0
    reach = round(_BESIDE_SPINE_MM / steps[2])
    for row in slices:
        lines = np.flatnonzero(body[row.k].any(axis=1))
        back = bone[row.k].copy()
        back[: (lines[0] + lines[-1] + 1) // 2] = False
        columns = np.flatnonzero(body[row.k].any(axis=0))
        third = (columns[-1] - columns[0]) // 3
        back[:, : columns[0] + third] = back[:, columns[-1] - third + 1 :] = False
        if row.region not in ("chest", "abdomen") or not back.any():
            continue
        j, i = (int(part) for part in np.argwhere(back).mean(axis=0))
        total += float(bright[row.k, :j, max(i - reach, 0) : i + reach + 1].sum())
        height += steps[0]
    return total * prod(steps) / 1000 / (height / 10) if height >= 20 else None
