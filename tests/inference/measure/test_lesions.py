"""Spheres and ellipsoids whose axes are known, on oblique, uneven grids."""

import numpy as np
import pytest

from inference.measure.lesions import measure_lesion
from inference.measure.place import side_and_zone
from inference.measure.statistics import label_statistics
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.segmentation import Label
from viewer.case.terms import BODY, LEFT_LUNG, RIGHT_LUNG
from viewer.case.volume import Volume

SPACING_MM = (1.5, 0.7, 0.8)


def turn(degrees: float, axis: int) -> np.ndarray:
    angle = np.deg2rad(degrees)
    c, s = np.cos(angle), np.sin(angle)
    matrix = np.eye(3)
    a, b = [n for n in range(3) if n != axis]
    matrix[a, a], matrix[a, b], matrix[b, a], matrix[b, b] = c, -s, s, c
    return matrix


def grid(shape: tuple[int, int, int], rotation: np.ndarray, order: tuple[int, int, int] = (2, 1, 0)) -> Geometry:
    """A grid centred on (10, -20, 30); axis n of the array runs along LPS axis ``order[n]`` before the turn."""
    matrix = np.eye(4)
    for column, axis in enumerate(order):
        matrix[:3, column] = rotation[:, axis] * SPACING_MM[column]
    matrix[:3, 3] = np.array([10, -20, 30]) - matrix[:3, :3] @ ((np.array(shape) - 1) / 2)
    return Geometry.from_matrix(shape, matrix, "frame")


def ellipsoid(geometry: Geometry, centre: tuple[float, ...], radii: tuple[float, ...], axes: np.ndarray) -> np.ndarray:
    points = geometry.to_lps(np.argwhere(np.ones(geometry.shape_kji, bool))) - np.array(centre)
    inside: np.ndarray = (np.square((points @ axes) / np.array(radii)).sum(axis=1) <= 1).reshape(geometry.shape_kji)
    return inside


def volume_of(geometry: Geometry, mask: np.ndarray) -> Volume:
    rng = np.random.default_rng(1)
    voxels = np.where(mask > 0, 40, -850) + rng.normal(0, 5, mask.shape)
    return Volume("series", geometry, voxels.astype(np.int16), None, "HU")  # type: ignore[arg-type]


TURNS = [np.eye(3), turn(12, 0) @ turn(-15, 2), turn(180, 2), turn(10, 1)]


@pytest.mark.parametrize("rotation", TURNS)
@pytest.mark.parametrize("order", [(2, 1, 0), (0, 2, 1), (1, 0, 2)])
def test_an_ellipsoids_axes_on_any_grid(rotation: np.ndarray, order: tuple[int, int, int]) -> None:
    geometry = grid((40, 48, 44), rotation, order)
    in_plane = turn(35, 2)  # the long axis lies 35 degrees off the patient's left
    mask = ellipsoid(geometry, (11, -19, 29), (8.0, 5.0, 6.0), in_plane).astype(np.uint8) * 3
    got = measure_lesion(volume_of(geometry, mask), mask, 3)
    assert got.long_axis_mm == pytest.approx(16, abs=0.9)
    assert got.short_axis_mm == pytest.approx(10, abs=0.9)
    assert got.max_3d_mm == pytest.approx(16, abs=0.9)
    assert got.volume_ml == pytest.approx(4 / 3 * np.pi * 8 * 5 * 6 / 1000, rel=0.03)
    assert got.mean_hu == pytest.approx(40, abs=1)
    assert got.sd_hu == pytest.approx(5, abs=0.7)
    assert np.allclose(got.centre_lps, (11, -19, 29), atol=0.2)
    start, end = np.array(got.long_axis_lps)
    direction = (end - start) / np.linalg.norm(end - start)
    assert abs(direction @ in_plane[:, 0]) > 0.95
    assert np.linalg.norm(end - start) == pytest.approx(got.long_axis_mm)
    across = np.subtract(*got.short_axis_lps)
    assert abs(across @ direction) < 1e-6
    assert np.all(np.array(got.box_lps[0]) < (11, -19, 29)) and np.all(np.array(got.box_lps[1]) > (11, -19, 29))


@pytest.mark.parametrize("diameter_mm", [4.0, 6.0, 8.0, 12.0, 20.0])
def test_diameters_are_not_biased(diameter_mm: float) -> None:
    """On the average over places between voxels, a sphere's axes are its diameter to 0.5 mm."""
    geometry = grid((20, 40, 36), np.eye(3))
    rng = np.random.default_rng(3)
    errors = []
    for centre in rng.uniform(-0.5, 0.5, (12, 3)) * 0.8 + (10, -20, 30):
        mask = ellipsoid(geometry, tuple(centre), (diameter_mm / 2,) * 3, np.eye(3)).astype(np.uint8)
        got = measure_lesion(volume_of(geometry, mask), mask, 1)
        errors.append((got.long_axis_mm - diameter_mm, got.short_axis_mm - diameter_mm))
        assert abs(errors[-1][0]) < 0.8 and abs(errors[-1][1]) < 0.8
    assert np.all(np.abs(np.mean(errors, axis=0)) < 0.5)


@pytest.mark.parametrize("diameter_mm", [6.0, 8.0, 12.0])
def test_a_small_solid_nodule_does_not_read_as_fat(diameter_mm: float) -> None:
    """Its border is half lung: the mean of all its voxels is far below its tissue's 40 HU."""
    geometry = grid((30, 60, 60), np.eye(3))
    points = geometry.to_lps(np.argwhere(np.ones(geometry.shape_kji, bool))) - np.array((10.2, -20.1, 30.3))
    depth_mm = (diameter_mm / 2 - np.linalg.norm(points, axis=1)).reshape(geometry.shape_kji)
    share = np.clip(depth_mm / 1.4 + 0.5, 0, 1)  # a border as wide as a scanner's
    voxels = (-850 + 890 * share).astype(np.int16)
    mask = (share >= 0.5).astype(np.uint8)
    assert voxels[mask > 0].mean() < -20
    got = measure_lesion(Volume("series", geometry, voxels, None, "HU"), mask, 1)  # type: ignore[arg-type]
    assert got.mean_hu == pytest.approx(40, abs=12)


def test_one_voxel_and_nothing() -> None:
    geometry = grid((5, 5, 5), np.eye(3))
    mask = np.zeros((5, 5, 5), np.uint8)
    with pytest.raises(KnownError, match="nothing to measure"):
        measure_lesion(volume_of(geometry, mask), mask, 1)
    mask[2, 2, 2] = 1
    got = measure_lesion(volume_of(geometry, mask), mask, 1)
    assert got.long_axis_mm == pytest.approx(0.8)
    assert got.volume_ml == pytest.approx(1.5 * 0.7 * 0.8 / 1000)


def test_statistics_count_nested_labels_in() -> None:
    geometry = grid((10, 12, 14), TURNS[1])
    mask = np.zeros((10, 12, 14), np.uint8)
    mask[2:8, 2:10, 3:11] = 1
    mask[4:6, 4:6, 4:6] = 2
    volume = volume_of(geometry, mask)
    volume.voxels[mask == 2] = 300
    labels = (Label(1, "body", BODY, includes=(2,)), Label(2, "lung left", LEFT_LUNG, "left"), Label(3, "none", BODY))
    body, lung = label_statistics(volume, mask, labels, no_tick)
    assert (body.number, lung.number) == (1, 2)
    inside = volume.voxels[mask > 0].astype(float)
    assert body.volume_ml == pytest.approx(6 * 8 * 8 * 0.84 / 1000)
    assert body.mean == pytest.approx(inside.mean())
    assert body.sd == pytest.approx(inside.std())
    assert (lung.mean, lung.sd) == (300, 0)
    assert np.allclose(lung.centroid_lps, geometry.point(4.5, 4.5, 4.5))
    assert lung.box_lps == geometry.box_lps(((4, 6), (4, 6), (4, 6)))


@pytest.mark.parametrize("order", [(2, 1, 0), (0, 2, 1)])
@pytest.mark.parametrize("rotation", [np.eye(3), turn(180, 2), turn(180, 0)])
def test_side_and_zone_come_from_the_patient_not_from_indices(
    rotation: np.ndarray, order: tuple[int, int, int]
) -> None:
    geometry = grid((60, 70, 66), rotation, order)
    points = geometry.to_lps(np.argwhere(np.ones(geometry.shape_kji, bool))) - (10, -20, 30)
    x, _, z = points.T.reshape(3, *geometry.shape_kji)
    mask = np.zeros(geometry.shape_kji, np.uint8)
    mask[(x > 3) & (x < 15) & (np.abs(z) < 18)] = 2
    mask[(x < -3) & (x > -15) & (np.abs(z) < 12)] = 3
    labels = (Label(2, "lung left", LEFT_LUNG, "left"), Label(3, "lung right", RIGHT_LUNG, "right"))

    def place(dx: float, dz: float) -> tuple[str, str]:
        return side_and_zone((10 + dx, -20.0, 30 + dz), volume_of(geometry, mask), mask, labels)

    assert place(10, 15) == ("left", "upper")
    assert place(10, 0) == ("left", "middle")
    assert place(10, -8) == ("left", "lower")
    assert place(-10, -8) == ("right", "lower")
    assert place(-10, 8) == ("right", "upper")
    assert place(-17, 1) == ("right", "middle")  # at the pleura, just outside
    assert place(60, 0) == ("none", "")
