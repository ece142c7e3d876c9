"""Bends one body onto another after a rigid alignment, and says how far that may be trusted."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import SimpleITK as sitk
from scipy import ndimage

from inference.measure.alignment import Laid, correlation, find_blocks, lay, mutual_information
from inference.measure.foreground import CoarseBody, coarse_body
from viewer.case.bend import Bend
from viewer.case.errors import KnownError
from viewer.case.geometry import Array
from viewer.case.progress import CancelledError, Tick, part_of
from viewer.case.registration import RegistrationQuality, Rows
from viewer.case.volume import Volume

LEVELS = ((4, 60), (2, 60), (1, 40))
"""By how much the grid is shrunk, and how many steps are made there at most."""
SMOOTH_VOXELS = 2.0
STEP_MM = 12.0
LEAST_JACOBIAN = 0.1
BLOCKS = 240
ADVICE = "The rigid alignment stays as it is."


@dataclass(frozen=True, slots=True)
class Bent:
    bend: Bend
    quality: RegistrationQuality


def deform(
    fixed: Volume, moving: Volume, modality: str, rows: Rows, quality: RegistrationQuality | None, tick: Tick
) -> Bent:  # fmt: skip
    """Find how the `fixed` body must be bent so that, turned and moved by `rows`, it lies on the `moving` one.

    Diffeomorphic demons from coarse to fine on blocks of about 4 mm (Vercauteren, NeuroImage 2009;45:S61; SimpleITK).
    May run on any thread.

    Raises
    ------
    KnownError where the bodies do not fit better for it, or would be folded; CancelledError from `tick`, within a step.
    """
    started = time.monotonic()
    first = coarse_body(fixed, modality, part_of(tick, 0.0, 0.1))
    second = coarse_body(moving, modality, part_of(tick, 0.1, 0.2))
    there = np.vstack((np.array(rows), (0.0, 0.0, 0.0, 1.0)))
    rigid = lay(first, second, there)
    one_scale = fixed.unit == moving.unit != "raw"
    field = _field(first, rigid, _pictured(first, second, there), one_scale, part_of(tick, 0.2, 0.85))
    tick(0.85, "Measuring how well they fit")
    bend = _bend(first, field)
    bent = _lay_bent(first, second, there, bend)
    before, after = find_blocks(first, rigid, BLOCKS), find_blocks(first, bent, BLOCKS)
    jacobian = _jacobian(first, bend)
    if jacobian[0] < LEAST_JACOBIAN:
        raise KnownError(f"The body would be folded (a volume becomes {jacobian[0]:.2f} of itself).", ADVICE)
    was_mm, residual_mm = (float(np.median(blocks.residuals_mm)) for blocks in (before, after))
    if correlation(first, bent) <= correlation(first, rigid) or after.fitting < 0.9 * before.fitting:
        raise KnownError(f"Bending did not bring the bodies nearer to each other ({was_mm:.1f} mm to {residual_mm:.1f} mm).", ADVICE)
    still = lay(first, second, np.eye(4))
    made = RegistrationQuality(
        correlation(first, still), correlation(first, bent), mutual_information(first, still), mutual_information(first, bent),
        bent.overlap, quality.inverse_mm if quality is not None else 0.0, residual_mm,
        float(np.percentile(after.residuals_mm, 95)), time.monotonic() - started, jacobian,
    )  # fmt: skip
    return Bent(bend, made)


def _pictured(first: CoarseBody, second: CoarseBody, there: Array) -> npt.NDArray[np.bool_]:
    """The voxels of the first body's grid whose place the second's pictures show."""
    points = first.points_lps(np.indices(first.values.shape).reshape(3, -1).T) @ there[:3, :3].T + there[:3, 3]
    place = (np.linalg.inv(second.affine) @ np.vstack((points.T, np.ones(len(points)))))[:3]
    inside = (place >= 0) & (place <= np.array(second.values.shape)[:, None] - 1)
    return np.asarray(inside.all(axis=0).reshape(first.values.shape))


def _field(
    first: CoarseBody, rigid: Laid, pictured: npt.NDArray[np.bool_], one_scale: bool, tick: Tick
) -> npt.NDArray[np.float64]:
    """The shift of each voxel of the first body, (index, 3) in voxels along the index axes.

    Bodies of one kind have one scale; MR has none, so each is brought to its own spread. Where the other study has no
    pictures nothing pulls.
    """
    fixed, moving = first.values.astype(np.float32), rigid.values
    here = first.body & pictured if (first.body & pictured).any() else first.body
    spreads = [float(values[here].std()) or 1.0 for values in (fixed, fixed if one_scale else moving)]
    alike = [np.clip((values - float(values[here].mean())) / spread, -4, 4) for values, spread in zip((fixed, moving), spreads, strict=True)]
    images = [sitk.GetImageFromArray(values) for values in (alike[0], np.where(pictured, alike[1], alike[0]))]
    field: sitk.Image | None = None
    shares = np.cumsum([0.0, 0.1, 0.35, 1.0])[:4] / 1.45
    for level, (shrink, steps) in enumerate(LEVELS):
        small = [_shrunk(image, shrink) for image in images]
        demons = sitk.DiffeomorphicDemonsRegistrationFilter()
        demons.SetNumberOfThreads(max(1, (os.cpu_count() or 2) - 1))  # the window keeps a core
        demons.SetNumberOfIterations(steps)
        demons.SetStandardDeviations(SMOOTH_VOXELS)
        demons.SmoothDisplacementFieldOn()
        _tell(demons, steps, part_of(tick, float(shares[level]), float(shares[level + 1])))
        if field is None:
            field = _run(demons, small[0], small[1])
        else:
            field = _run(demons, small[0], small[1], sitk.Resample(field, small[0], sitk.Transform(), sitk.sitkLinear, 0.0, field.GetPixelID()))
    assert field is not None
    return np.asarray(sitk.GetArrayFromImage(field))[..., ::-1].astype(np.float64)


_stopped: dict[int, CancelledError] = {}


def _tell(demons: sitk.DiffeomorphicDemonsRegistrationFilter, steps: int, tick: Tick) -> None:
    def look_in() -> None:
        try:
            tick(min(demons.GetElapsedIterations() / steps, 1.0), "Bending")
        except CancelledError as error:
            _stopped[id(demons)] = error
            demons.Abort()

    demons.AddCommand(sitk.sitkIterationEvent, look_in)


def _run(demons: sitk.DiffeomorphicDemonsRegistrationFilter, *images: sitk.Image) -> sitk.Image:
    try:
        field = demons.Execute(*images)
    except RuntimeError as error:
        if (stopped := _stopped.pop(id(demons), None)) is not None:
            raise stopped from None
        raise KnownError("The bodies could not be bent onto each other.", ADVICE) from error
    if (stopped := _stopped.pop(id(demons), None)) is not None:
        raise stopped
    return field


def _shrunk(image: sitk.Image, by: int) -> sitk.Image:
    if by == 1:
        return image
    factors = [min(by, max(size // 8, 1)) for size in image.GetSize()]
    return sitk.Shrink(sitk.SmoothingRecursiveGaussian(image, [0.5 * factor for factor in factors]), factors)


def _bend(first: CoarseBody, field: npt.NDArray[np.float64]) -> Bend:
    """The field on an even grid along the patient's axes around the body."""
    axes = first.affine[:3, :3] / first.spacing_mm
    shifts_mm = (field * first.spacing_mm) @ axes.T
    corners = first.points_lps(np.array(np.meshgrid(*[(0, size - 1) for size in field.shape[:3]])).reshape(3, -1).T)
    low, high = corners.min(axis=0), corners.max(axis=0)
    counts = np.maximum(np.ceil((high - low) / STEP_MM).astype(int) + 1, 2)
    nodes = np.stack(np.meshgrid(*(start + STEP_MM * np.arange(count) for start, count in zip(low, counts, strict=True)), indexing="ij"), axis=-1)
    place = np.linalg.inv(first.affine) @ np.vstack((nodes.reshape(-1, 3).T, np.ones(nodes[..., 0].size)))
    sampled = [ndimage.map_coordinates(shifts_mm[..., axis], place[:3], order=1, mode="nearest") for axis in range(3)]
    x, y, z = low.tolist()
    return Bend.of((x, y, z), STEP_MM, np.stack(sampled, axis=-1).reshape(nodes.shape))


def _lay_bent(first: CoarseBody, second: CoarseBody, there: Array, bend: Bend) -> Laid:
    """`lay`, through the bend."""
    index = np.indices(first.values.shape).reshape(3, -1).T
    points = first.points_lps(index)
    moved = (points + bend.at(points)) @ there[:3, :3].T + there[:3, 3]
    place = np.linalg.inv(second.affine) @ np.vstack((moved.T, np.ones(len(moved))))
    shape = first.values.shape
    values = ndimage.map_coordinates(second.values, place[:3], order=1, mode="nearest").reshape(shape)
    body = ndimage.map_coordinates(second.body.astype(np.float32), place[:3], order=1).reshape(shape) > 0.5
    shared = body & first.body
    smaller_ml = min(first.body.sum() * first.voxel_ml, second.body.sum() * second.voxel_ml)
    return Laid(np.asarray(values, np.float32), shared, float(shared.sum() * first.voxel_ml / smaller_ml))


def _jacobian(first: CoarseBody, bend: Bend) -> tuple[float, float]:
    """How much the body's volume changes at its least and its most stretched place: the determinant of the gradient."""
    rows = [np.stack([np.gradient(bend.shifts_mm[..., of], bend.step_mm, axis=along) for along in range(3)], axis=-1) for of in range(3)]
    gradient = np.stack(rows, axis=-2)
    determinant = np.linalg.det(np.eye(3) + gradient)
    nodes = np.stack(np.meshgrid(*(start + bend.step_mm * np.arange(count) for start, count in zip(bend.origin_lps, bend.shape, strict=True)), indexing="ij"), axis=-1)
    place = np.linalg.inv(first.affine) @ np.vstack((nodes.reshape(-1, 3).T, np.ones(nodes[..., 0].size)))
    inside = ndimage.map_coordinates(first.body.astype(np.float32), place[:3], order=1).reshape(determinant.shape) > 0.5
    found = determinant[inside] if inside.any() else determinant.ravel()
    return float(found.min()), float(found.max())
