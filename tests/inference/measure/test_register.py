"""Registration of synthetic bodies whose transform is known, and what it refuses."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from inference.measure.register import align
from inference.phantom.demonstration import current_plan, prior_plan
from inference.phantom.head import make_head
from inference.phantom.torso import make_torso
from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Geometry
from viewer.case.progress import CancelledError, no_tick
from viewer.case.registration import Rows
from viewer.case.volume import Volume, Voxels

SPACING_MM = 5.0


def volume(voxels: Voxels, geometry: Geometry) -> Volume:
    return Volume("1.2", geometry, voxels, Path("none"), "HU")


@pytest.fixture(scope="module")
def torsos() -> tuple[Volume, Volume]:
    """The demonstration's current and prior patient, coarse."""
    made = [make_torso(plan.coarse(SPACING_MM), no_tick) for plan in (current_plan(), prior_plan())]
    return volume(made[0].voxels_hu, made[0].plan.geometry), volume(made[1].voxels_hu, made[1].plan.geometry)


@pytest.fixture(scope="module")
def head() -> Volume:
    return volume(*make_head("CT", (4.0, 4.0, 4.0)))


def moved(one: Volume, angles: tuple[float, float, float], shift: tuple[float, float, float]) -> tuple[Volume, Array]:
    """The same voxels elsewhere: turned about the scanner's axes (degrees), then moved (mm); and the transform."""
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = Rotation.from_euler("xyz", angles, degrees=True).as_matrix(), shift
    return replace(one, geometry=Geometry.from_matrix(one.geometry.shape_kji, matrix @ one.geometry.matrix, "9")), matrix


def worst_mm(one: Volume, rows: Rows, truth: Array) -> float:
    """The largest error at the corners of the middle half of a volume."""
    shape = np.array(one.geometry.shape_kji)
    corners = [shape * (a, b, c) for a in (0.25, 0.75) for b in (0.25, 0.75) for c in (0.25, 0.75)]
    points = np.column_stack([one.geometry.to_lps(corners), np.ones(8)])
    return float(np.linalg.norm(points @ np.array(rows).T - (points @ truth.T)[:, :3], axis=1).max())


def test_the_demonstration_and_its_prior(torsos: tuple[Volume, Volume]) -> None:
    current, prior = torsos
    truth = np.eye(4)
    truth[:3, 3] = np.subtract(prior_plan().shift_lps, current_plan().shift_lps)
    found = align(current, "CT", prior, "CT", no_tick)
    assert worst_mm(current, found.rows, truth) < 1.5
    quality = found.quality
    assert quality.ncc_after > 0.95 > quality.ncc_before and quality.nmi_after > quality.nmi_before
    assert quality.overlap > 0.9 and quality.inverse_mm < 1 and quality.residual_mm < 2


@pytest.mark.parametrize(("angles", "shift"), [((5.0, -6.0, 8.0), (12.0, 20.0, -30.0)), ((0.0, 0.0, 20.0), (-60.0, 0.0, 150.0))])
def test_a_head_that_was_turned_and_moved(head: Volume, angles: tuple[float, float, float], shift: tuple[float, float, float]) -> None:
    other, truth = moved(head, angles, shift)
    assert worst_mm(head, align(head, "CT", other, "CT", no_tick).rows, truth) < 1.5


def test_the_same_pictures_stay_where_they_are(head: Volume) -> None:
    found = align(head, "CT", head, "CT", no_tick)
    assert worst_mm(head, found.rows, np.eye(4)) < 0.5
    assert found.quality.ncc_after > 0.99 and found.quality.residual_mm < 0.5


def test_half_of_a_body_finds_its_place_in_the_whole(torsos: tuple[Volume, Volume]) -> None:
    current, prior = torsos
    first = prior.geometry.shape_kji[0] // 2
    matrix = prior.geometry.matrix.copy()
    matrix[:3, 3] = prior.geometry.point(first, 0, 0)
    upper = prior.voxels[first:]
    part = replace(prior, voxels=upper, geometry=Geometry.from_matrix(upper.shape, matrix, "8"))
    truth = np.eye(4)
    truth[:3, 3] = np.subtract(prior_plan().shift_lps, current_plan().shift_lps)
    assert worst_mm(current, align(current, "CT", part, "CT", no_tick).rows, truth) < 2.0


def test_another_part_of_the_body_is_refused(torsos: tuple[Volume, Volume], head: Volume) -> None:
    with pytest.raises(KnownError, match="could not be aligned"):
        align(torsos[0], "CT", head, "CT", no_tick)


def test_another_modality_and_an_empty_volume_are_refused(head: Volume) -> None:
    with pytest.raises(KnownError, match="could not be aligned: CT and MR"):
        align(head, "CT", head, "MR", no_tick)
    with pytest.raises(KnownError, match="too little of a body"):
        align(head, "CT", replace(head, voxels=np.full_like(head.voxels, -1000)), "CT", no_tick)


def test_it_stops_when_asked(head: Volume) -> None:
    def tick(fraction: float, text: str) -> None:
        if text == "Aligning":
            raise CancelledError

    with pytest.raises(CancelledError):
        align(head, "CT", head, "CT", tick)
