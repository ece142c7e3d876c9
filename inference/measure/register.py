"""Automatic rigid registration of two volumes of one patient, with figures of how well they lie on each other."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import SimpleITK as sitk

from inference.measure.alignment import correlation, find_blocks, lay, mutual_information, rigid_fit
from inference.measure.foreground import CoarseBody, coarse_body
from inference.measure.shift_search import shifts_mm
from viewer.case.errors import KnownError
from viewer.case.progress import CancelledError, Tick, part_of
from viewer.case.registration import RegistrationQuality, Rows, rotation_degrees, rows_of
from viewer.case.volume import Volume

Matrix = npt.NDArray[np.float64]
MOST_ROTATION_DEGREES = 30.0
LEAST_OVERLAP = 0.25
LEAST_FITTING = 0.5
"""Of the blocks of the body, so many must find themselves again in the other pictures."""
MOST_RESIDUAL_MM = 6.0
MOST_INVERSE_MM = 6.0
ADVICE = "Set both crosshairs on the same point and align there, or link the viewers as they stand."
_BINS, _ITERATIONS = 32, 80
_LOOK, _POLISH = (4, 1.0, 4.0), (1, 0.12, 0.5)
"""Each a level: by how much the coarse grid is shrunk, the part of its voxels that is used, and the first step in mm."""
_SEED = 7
_FITS, _FIT_BLOCKS, _MEASURE_BLOCKS, _LEAST_BLOCKS, _SETTLED_MM = 6, 100, 240, 12, 0.5


@dataclass(frozen=True, slots=True)
class Aligned:
    """Points of the first volume's frame -> the same places in the second's, and how good that is."""

    rows: Rows
    quality: RegistrationQuality


def align(fixed: Volume, fixed_modality: str, moving: Volume, moving_modality: str, tick: Tick) -> Aligned:
    """Find how the `moving` pictures of a patient lie to the `fixed` ones: turned and moved, nothing else.

    Works on blocks of about 4 mm. Masked correlation of all shifts gives the starts, Mattes mutual information over
    the body (SimpleITK) and a fit of blocks refine them. May run on any thread.

    Raises
    ------
    KnownError ("could not be aligned: ...") where the pictures are of different kinds or parts of the body, or where
    the result is not to be trusted; CancelledError from `tick`, within one iteration.
    """
    started = time.monotonic()
    if fixed_modality != moving_modality:
        raise _failed(f"{fixed_modality} and {moving_modality} pictures show too different things")
    first = coarse_body(fixed, fixed_modality, part_of(tick, 0.0, 0.1))
    second = coarse_body(moving, moving_modality, part_of(tick, 0.1, 0.2))
    tick(0.2, "Searching all shifts")
    starts = shifts_mm(first, second)
    if not starts:
        raise _failed("they show no part of the body in common")
    there, start = _best(first, second, starts, part_of(tick, 0.25, 0.6))
    # The way back is found by itself, from the same start: where both agree, neither has gone astray.
    back, _ = _best(second, first, [-start], part_of(tick, 0.6, 0.9))
    quality = _measure(first, second, there, back, started, part_of(tick, 0.9, 1.0))
    return Aligned(rows_of(there), quality)


def _failed(reason: str) -> KnownError:
    return KnownError(f"The studies could not be aligned: {reason}.", ADVICE)


def _best(first: CoarseBody, second: CoarseBody, starts: list[Matrix], tick: Tick) -> tuple[Matrix, Matrix]:
    """The best of what a coarse look makes of each start, refined; and that start."""
    images = first.image(), second.image(), first.mask()
    coarse = []
    for number, start in enumerate(starts):
        inner = part_of(tick, 0.5 * number / len(starts), 0.5 * (number + 1) / len(starts))
        coarse.append(_refine(images, _euler(first, np.eye(3), start), _LOOK, inner))
    best = min(range(len(starts)), key=lambda number: coarse[number][1])
    matrix = _fit_blocks(first, second, _matrix(coarse[best][0]), part_of(tick, 0.5, 0.7))
    centre = np.array(coarse[best][0].GetCenter())
    start = _euler(first, matrix[:3, :3], matrix[:3, 3] - centre + matrix[:3, :3] @ centre)
    return _matrix(_refine(images, start, _POLISH, part_of(tick, 0.7, 1.0))[0]), starts[best]


def _fit_blocks(first: CoarseBody, second: CoarseBody, matrix: Matrix, tick: Tick) -> Matrix:
    """Turn and move until blocks of the body lie where they fit (Ourselin, Image Vis Comput 2001;19:25).

    A slope of mutual information is flat where a body is nearly round; blocks with detail are not.
    """
    for number in range(_FITS):
        tick(number / _FITS, "Fitting blocks")
        blocks = find_blocks(first, lay(first, second, matrix), _FIT_BLOCKS)
        if len(blocks.middles_lps) < _LEAST_BLOCKS:
            return matrix
        # A block at `middle` of the first body shows what the laid second body has at `found`.
        step = rigid_fit(blocks.middles_lps, blocks.found_lps)
        matrix = matrix @ step
        if np.linalg.norm(blocks.middles_lps @ step[:3, :3].T + step[:3, 3] - blocks.middles_lps, axis=1).max() < _SETTLED_MM:
            return matrix
    return matrix


def _euler(first: CoarseBody, turn: Matrix, shift: Matrix) -> sitk.Euler3DTransform:
    """Turns about the middle of the body, so that turning and moving stay apart."""
    euler = sitk.Euler3DTransform()
    euler.SetCenter([float(value) for value in first.points_lps(np.argwhere(first.body)).mean(axis=0)])
    euler.SetMatrix([float(value) for value in turn.ravel()])
    euler.SetTranslation([float(value) for value in shift])
    return euler


def _refine(
    images: tuple[sitk.Image, sitk.Image, sitk.Image], start: sitk.Euler3DTransform, level: tuple[int, float, float], tick: Tick
) -> tuple[sitk.Euler3DTransform, float]:
    """The transform that the search ends with, and its metric: less is better."""
    fixed, moving, mask = images
    shrink, sampled, step_mm = level
    search = sitk.ImageRegistrationMethod()
    search.SetNumberOfThreads(max(1, (os.cpu_count() or 2) - 1))  # the window keeps a core
    search.SetMetricAsMattesMutualInformation(_BINS)
    search.SetMetricSamplingStrategy(search.RANDOM)
    search.SetMetricSamplingPercentage(sampled, _SEED)
    search.SetMetricFixedMask(mask)
    search.SetInterpolator(sitk.sitkLinear)
    search.SetOptimizerAsRegularStepGradientDescent(step_mm, 0.01, _ITERATIONS, gradientMagnitudeTolerance=1e-6)
    search.SetOptimizerScalesFromPhysicalShift()
    search.SetShrinkFactorsPerLevel([shrink])
    search.SetSmoothingSigmasPerLevel([2.0 * (shrink - 1)])
    search.SmoothingSigmasAreSpecifiedInPhysicalUnitsOn()
    transform = sitk.Euler3DTransform(start)
    search.SetInitialTransform(transform, True)
    done = [0]
    stopped: list[CancelledError] = []

    def look_in() -> None:
        done[0] += 1
        try:
            tick(min(1.0, done[0] / _ITERATIONS), "Aligning")
        except CancelledError as error:
            stopped.append(error)
            search.StopRegistration()

    search.AddCommand(sitk.sitkIterationEvent, look_in)
    try:
        search.Execute(fixed, moving)
    except RuntimeError as error:  # ITK's word for samples that all fell beside the other picture
        raise _failed("the search lost the other study's pictures") from error
    if stopped:
        raise stopped[0]
    return transform, float(search.GetMetricValue())


def _matrix(transform: sitk.Euler3DTransform) -> Matrix:
    matrix = np.eye(4)
    turn, centre = np.array(transform.GetMatrix()).reshape(3, 3), np.array(transform.GetCenter())
    matrix[:3, :3] = turn
    matrix[:3, 3] = centre + np.array(transform.GetTranslation()) - turn @ centre
    return matrix


def _measure(
    first: CoarseBody, second: CoarseBody, there: Matrix, back: Matrix, started: float, tick: Tick
) -> RegistrationQuality:
    """The figures of an alignment. Raises KnownError where they say that it is not to be trusted."""
    tick(0.0, "Measuring how well they fit")
    before, after = lay(first, second, np.eye(4)), lay(first, second, there)
    blocks = find_blocks(first, after, _MEASURE_BLOCKS)
    points = np.column_stack([first.points_lps(np.argwhere(after.shared)[::50]), np.ones(len(np.argwhere(after.shared)[::50]))])
    round_trip = (points @ there.T) @ back.T - points
    inverse_mm = float(np.linalg.norm(round_trip[:, :3], axis=1).mean()) if len(points) else float("inf")
    residual_mm, residual_95_mm = (float(value) for value in np.percentile(blocks.residuals_mm, (50, 95)))
    if rotation_degrees(there) > MOST_ROTATION_DEGREES:
        raise _failed(f"it would take a turn of {rotation_degrees(there):.0f}°")
    if after.overlap < LEAST_OVERLAP:
        raise _failed(f"only {after.overlap:.0%} of the smaller body part is in both")
    if blocks.fitting < LEAST_FITTING:
        raise _failed(f"only {blocks.fitting:.0%} of the body's details are found again in the other pictures")
    if residual_mm > MOST_RESIDUAL_MM:
        raise _failed(f"details still lie {residual_mm:.0f} mm apart")
    if inverse_mm > MOST_INVERSE_MM:
        raise _failed(f"there and back again ends {inverse_mm:.0f} mm off")
    return RegistrationQuality(
        correlation(first, before), correlation(first, after), mutual_information(first, before),
        mutual_information(first, after), after.overlap, inverse_mm, residual_mm, residual_95_mm, time.monotonic() - started,
    )  # fmt: skip
