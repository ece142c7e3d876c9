"""A body that was bent in a known way is bent back; what would be folded or no better is refused."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from inference.measure.deform import deform
from inference.measure.register import align
from inference.phantom.demonstration import current_plan
from inference.phantom.torso import make_torso
from viewer.case.bend import Bend
from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Geometry
from viewer.case.progress import CancelledError, no_tick
from viewer.case.registration import Registration
from viewer.case.source import by
from viewer.case.volume import Volume

STILL = ((1.0, 0.0, 0.0, 0.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0))


@pytest.fixture(scope="module")
def torso() -> Volume:
    made = make_torso(current_plan().coarse(7.0), no_tick)
    return Volume("1.2", made.plan.geometry, made.voxels_hu, Path("none"), "HU")


def _later(one: Volume, slices: int) -> Array:
    """The matrix of a grid that begins so many slices later."""
    matrix = one.geometry.matrix.copy()
    matrix[:3, 3] += slices * matrix[:3, 0]
    return matrix


def bent(one: Volume, at: tuple[float, float, float], by_mm: tuple[float, float, float], wide_mm: float) -> tuple[Volume, Array]:
    """The volume with a soft bump pushed into it: what is at ``p + shift(p)`` of the first is at ``p`` of the second; with the shifts."""
    points = one.geometry.to_lps(np.indices(one.voxels.shape).reshape(3, -1).T)
    weight = np.exp(-((points - at) ** 2).sum(axis=1) / (2 * wide_mm**2))
    shifts = weight[:, None] * np.array(by_mm)
    place = one.geometry.to_kji(points + shifts).T
    voxels = ndimage.map_coordinates(one.voxels, place, order=1, mode="nearest").reshape(one.voxels.shape).astype(np.int16)
    return replace(one, voxels=voxels), shifts


def test_a_known_bend_is_found_to_a_few_millimetres_and_the_cursor_goes_there_and_back(torso: Volume) -> None:
    middle = torso.geometry.centre_lps
    second, shifts = bent(torso, (middle[0] + 40, middle[1], middle[2]), (4.0, 6.0, 14.0), 45.0)
    # `second` has at p what the first has at p + shift: bent from `second`, points are found in `torso`.
    found = deform(second, torso, "CT", STILL, None, no_tick)
    points = torso.geometry.to_lps(np.indices(torso.voxels.shape).reshape(3, -1).T)
    body = (second.voxels.ravel() > -300) & (np.linalg.norm(shifts, axis=1) > 3)
    left_mm = np.linalg.norm(found.bend.at(points[body]) - shifts[body], axis=1)
    was_mm = np.linalg.norm(shifts[body], axis=1)
    assert np.median(left_mm) < 0.4 * np.median(was_mm) and np.median(left_mm) < 3.0
    assert found.quality.ncc_after > found.quality.ncc_before
    low, high = found.quality.jacobian or (0.0, 0.0)
    assert 0.1 < low < 1 < high < 3
    made = Registration("r", "1", "2", "3", "4", "5", STILL, "deformable", found.quality, by("model:x"), found.bend)
    for point in points[body][:: max(body.sum() // 20, 1)]:
        assert np.linalg.norm(np.subtract(made.back(made.there(tuple(point))), point)) < 0.1


def test_values_without_a_scale_and_pictures_that_end_earlier(torso: Volume) -> None:
    middle = torso.geometry.centre_lps
    second, shifts = bent(torso, (middle[0] + 40, middle[1], middle[2]), (4.0, 6.0, 14.0), 45.0)
    now = replace(second, unit="raw", voxels=np.clip((second.voxels + 1000) * 0.45, 0, None).astype(np.int16))
    cut = torso.voxels.shape[0] // 5
    part = Geometry.from_matrix(torso.voxels[cut:].shape, _later(torso, cut), "9")
    then = replace(torso, unit="raw", voxels=np.clip(torso.voxels[cut:] + 1000, 0, None), geometry=part)
    found = deform(now, then, "MR", STILL, None, no_tick)
    points = torso.geometry.to_lps(np.indices(torso.voxels.shape).reshape(3, -1).T)
    body = (second.voxels.ravel() > -300) & (np.linalg.norm(shifts, axis=1) > 3)
    left_mm = np.linalg.norm(found.bend.at(points[body]) - shifts[body], axis=1)
    assert np.median(left_mm) < 0.45 * np.median(np.linalg.norm(shifts[body], axis=1))
    end = np.argwhere(torso.voxels[: max(cut - 3, 1)] > -300)  # the prior does not show it: nothing pulls there
    assert np.median(np.linalg.norm(found.bend.at(torso.geometry.to_lps(end)), axis=1)) < 2.0


def test_on_top_of_a_turn(torso: Volume) -> None:
    matrix = np.eye(4)
    angle = np.deg2rad(6.0)
    matrix[:2, :2] = ((np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle)))
    matrix[:3, 3] = (12.0, -8.0, 20.0)
    middle = torso.geometry.centre_lps
    second, _ = bent(torso, middle, (0.0, 8.0, 12.0), 50.0)
    other = replace(torso, geometry=Geometry.from_matrix(torso.geometry.shape_kji, matrix @ torso.geometry.matrix, "9"))
    rigid = align(second, "CT", other, "CT", no_tick)
    found = deform(second, other, "CT", rigid.rows, rigid.quality, no_tick)
    assert found.quality.ncc_after > rigid.quality.ncc_after + 0.005 and found.quality.residual_95_mm < rigid.quality.residual_95_mm + 0.1


def test_what_is_no_better_for_it_is_refused_and_it_can_be_stopped(torso: Volume) -> None:
    with pytest.raises(KnownError, match="did not bring"):
        deform(torso, torso, "CT", STILL, None, no_tick)
    seen = []

    def tick(part: float, text: str) -> None:
        seen.append(text)
        if seen.count("Bending") == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        deform(torso, torso, "CT", STILL, None, tick)
    assert seen.count("Bending") < 8


def test_shifts_are_kept_as_text_and_damaged_text_is_refused() -> None:
    shifts = np.random.default_rng(1).normal(0, 4, (3, 4, 5, 3))
    kept = Bend.of((1.0, 2.0, 3.0), 10.0, shifts)
    assert np.abs(kept.shifts_mm - shifts).max() < 0.0051
    assert kept.at(np.array([(11.0, 22.0, 33.0)]))[0] == pytest.approx(kept.shifts_mm[1, 2, 3])
    assert kept.at(np.array([(-99.0, -99.0, -99.0)]))[0] == pytest.approx(kept.shifts_mm[0, 0, 0])
    half = kept.at(np.array([(6.0, 2.0, 3.0)]))[0]
    assert half == pytest.approx((kept.shifts_mm[0, 0, 0] + kept.shifts_mm[1, 0, 0]) / 2)
    for text in ("", "x" + kept.packed, kept.packed[:-8]):
        with pytest.raises(ValueError, match="shifts"):
            replace(kept, packed=text)
