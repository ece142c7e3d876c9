"""Structure sets: what is read, how much the filled contours enclose, and what is drawn on a plane."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from phantom import phantom_geometry
from pydicom import dcmread
from pydicom.data import get_testdata_file

from viewer.case.contours import Contours, Structure
from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.source import Source
from viewer.dicom.fill_contours import fill_contours
from viewer.dicom.read_rtstruct import read_rtstruct
from viewer.scene.contour_marks import ContourSet
from viewer.scene.marks import DotMark, LineMark, PolygonMark
from viewer.scene.view_state import PLANES, fit, picture_axis

SOURCE = Source("import:somebody", "2024-01-01")
FINE = phantom_geometry((60, 120, 110), (1.0, 0.6, 0.7))


def ring(geometry: Geometry, k: float, radius_mm: float, count: int = 180, centre_mm: tuple[float, float] = (0, 0)) -> np.ndarray:
    """A circle in the grid's plane k around its middle axis, LPS mm."""
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    _, row_mm, column_mm = geometry.spacing_mm
    _, rows, columns = geometry.shape_kji
    j = (rows - 1) / 2 + (centre_mm[0] + radius_mm * np.cos(angles)) / row_mm
    i = (columns - 1) / 2 + (centre_mm[1] + radius_mm * np.sin(angles)) / column_mm
    return geometry.to_lps(np.stack([np.full(count, k), j, i], axis=1))


def volume_ml(structure: Structure, geometry: Geometry) -> float:
    mask = np.zeros(geometry.shape_kji, np.uint8)
    numbers, oddities = fill_contours([structure], geometry, mask, no_tick)
    assert not oddities
    return float(np.isin(mask, numbers[0]).sum()) * geometry.voxel_mm3 / 1000


def sphere(geometry: Geometry, radius_mm: float, every: int = 1) -> Structure:
    middle = (geometry.shape_kji[0] - 1) / 2
    contours = []
    for k in range(0, geometry.shape_kji[0], every):
        height = (k - middle) * geometry.spacing_mm[0]
        if abs(height) < radius_mm:
            contours.append(("closed", ring(geometry, k, math.sqrt(radius_mm**2 - height**2))))
    return Structure.of(1, "sphere", None, tuple(contours))


@pytest.mark.parametrize("oblique", [False, True])
def test_a_filled_sphere_has_the_volume_of_a_sphere(oblique: bool) -> None:
    geometry = phantom_geometry((60, 120, 110), (1.0, 0.6, 0.7), oblique)
    assert volume_ml(sphere(geometry, 22.0), geometry) == pytest.approx(4 / 3 * math.pi * 2.2**3, rel=0.005)


def test_voxels_are_inside_exactly_where_their_centres_are() -> None:
    mask = np.zeros(FINE.shape_kji, np.uint8)
    fill_contours([Structure.of(1, "x", None, (("closed", ring(FINE, 20, 20.0, 4000, (1.3, -2.1))),))], FINE, mask, no_tick)
    j, i = np.indices(FINE.shape_kji[1:])
    distance = np.hypot((j - 59.5) * 0.6 - 1.3, (i - 54.5) * 0.7 + 2.1)
    np.testing.assert_array_equal(mask[20][np.abs(distance - 20) > 1e-3], (distance < 20)[np.abs(distance - 20) > 1e-3])


def test_contours_on_every_second_and_third_slice_fill_those_between() -> None:
    for every in (2, 3):
        assert volume_ml(sphere(FINE, 22.0, every), FINE) == pytest.approx(4 / 3 * math.pi * 2.2**3, rel=0.04)


def test_a_cylinder_keeps_its_hole_and_an_island_in_it() -> None:
    contours = [("closed", ring(FINE, k, r, centre_mm=(0.17, 0.23))) for k in range(10, 50) for r in (20.0, 12.0, 5.0)]
    expected = 40 * 1.0 * math.pi * (20**2 - 12**2 + 5**2) / 1000
    assert volume_ml(Structure.of(1, "pipe", None, tuple(contours)), FINE) == pytest.approx(expected, rel=0.01)


def test_a_keyhole_contour_encloses_what_two_contours_do() -> None:
    outer, inner = ring(FINE, 20, 20.0), ring(FINE, 20, 12.0)
    keyhole = np.concatenate([outer, outer[:1], inner[:1], inner[::-1], outer[:1]])
    area = math.pi * (20**2 - 12**2) / 1000
    assert volume_ml(Structure.of(1, "keyhole", None, (("closed", keyhole),)), FINE) == pytest.approx(area, rel=0.01)


def test_slices_a_gap_away_stay_empty_and_a_single_contour_is_one_slice() -> None:
    mask = np.zeros(FINE.shape_kji, np.uint8)
    pieces = tuple(("closed", ring(FINE, k, 10.0)) for k in (5, 6, 7, 30))
    fill_contours([Structure.of(1, "x", None, pieces)], FINE, mask, no_tick)
    assert np.flatnonzero(mask.any(axis=(1, 2))).tolist() == [5, 6, 7, 30]


def test_overlapping_structures_keep_their_own_volume() -> None:
    mask = np.zeros(FINE.shape_kji, np.uint8)
    one = Structure.of(1, "a", None, tuple(("closed", ring(FINE, k, 15.0)) for k in range(10, 20)))
    other = Structure.of(2, "b", None, tuple(("closed", ring(FINE, k, 15.0, centre_mm=(10, 0))) for k in range(15, 25)))
    numbers, _ = fill_contours([one, other], FINE, mask, no_tick)
    for n in (0, 1):
        ml = np.isin(mask, numbers[n]).sum() * FINE.voxel_mm3 / 1000
        assert ml == pytest.approx(10 * math.pi * 15**2 / 1000, rel=0.01)


def test_contours_across_the_slices_fill_too_and_crooked_ones_say_that_they_do_not() -> None:
    mask = np.zeros(FINE.shape_kji, np.uint8)
    j, i = np.array([30, 90, 90, 30]), np.array([20, 20, 80, 80])
    upright = FINE.to_lps(np.stack([j / 2 - 0.25, np.full(4, 60), i - 0.25], axis=1))  # in the grid's plane j = 60
    crooked = FINE.to_lps(np.stack([j / 4, j, i], axis=1))
    found = [Structure.of(1, "upright", None, (("closed", upright),)), Structure.of(2, "crooked", None, (("closed", crooked),))]
    numbers, oddities = fill_contours(found, FINE, mask, no_tick)
    assert list(numbers) == [0] and "crooked" in oddities[0]
    assert np.flatnonzero(mask.any(axis=(0, 2))).tolist() == [60] and mask.sum() == 30 * 60


def test_contours_partly_outside_the_volume_fill_what_is_inside() -> None:
    mask = np.zeros(FINE.shape_kji, np.uint8)
    fill_contours([Structure.of(1, "x", None, (("closed", ring(FINE, 20, 300.0)),))], FINE, mask, no_tick)
    assert mask[20].all() and not mask[19].any()


# on the screen ---------------------------------------------------------------------------------------------------


def drawn(structure: Structure, name: str, number: int | None = None) -> list[object]:
    contours = Contours("c", "s", FINE.frame_uid, "set", (structure,), SOURCE)
    axis = picture_axis(FINE, name)
    view = fit(FINE, axis, (400, 400), number)
    return [*ContourSet([contours], FINE.frame_uid).marks(view, axis.step_mm / 2 + 0.01)]


def test_a_contour_is_drawn_whole_in_its_plane_and_nowhere_else() -> None:
    structure = Structure.of(1, "x", (10, 200, 30), (("closed", ring(FINE, 20, 10.0)),))
    name = next(name for name in PLANES if len(drawn(structure, name, FINE.shape_kji[0] - 20)) == 1 and
                isinstance(drawn(structure, name, FINE.shape_kji[0] - 20)[0], PolygonMark))  # fmt: skip
    (mark,) = drawn(structure, name, FINE.shape_kji[0] - 20)
    assert isinstance(mark, PolygonMark) and mark.colour == (10, 200, 30) and len(mark.points_px) == 180
    x, y = np.array(mark.points_px).T
    view = fit(FINE, picture_axis(FINE, name), (400, 400))
    assert np.hypot(x - x.mean(), y - y.mean()) * view.mm_per_px == pytest.approx(np.full(180, 10.0), abs=0.01)
    assert drawn(structure, name, FINE.shape_kji[0] - 21) == []


def test_planes_across_show_where_they_cut_and_leave_the_hole_out() -> None:
    contours = (("closed", ring(FINE, 20, 20.0)), ("closed", ring(FINE, 25, 20.0)))
    keyhole = np.concatenate([ring(FINE, 30, 20.0), ring(FINE, 30, 20.0)[:1], ring(FINE, 30, 8.0)[:1], ring(FINE, 30, 8.0)[::-1]])
    for name in ("coronal", "sagittal"):
        marks = drawn(Structure.of(1, "x", None, contours), name)
        lengths = [math.dist(mark.start_px, mark.end_px) for mark in marks if isinstance(mark, LineMark)]
        view = fit(FINE, picture_axis(FINE, name), (400, 400))
        assert len(lengths) == len(marks) == 2
        assert np.array(lengths) * view.mm_per_px == pytest.approx([40.0, 40.0], abs=0.4)
        pieces = drawn(Structure.of(1, "x", None, (("closed", keyhole),)), name)
        total = sum(math.dist(mark.start_px, mark.end_px) for mark in pieces if isinstance(mark, LineMark))
        assert total * view.mm_per_px == pytest.approx(24.0, abs=0.6)


def test_points_and_open_lines_are_drawn_and_other_frames_are_not() -> None:
    point, line = ring(FINE, 20, 10.0)[:1], ring(FINE, 20, 10.0)[:5]
    structure = Structure.of(1, "x", None, (("point", point), ("open", line)))
    marks = drawn(structure, "axial", FINE.shape_kji[0] - 20)
    assert [type(mark) for mark in marks] == [DotMark, LineMark, LineMark, LineMark, LineMark]
    contours = Contours("c", "s", "2.25.9", "set", (structure,), SOURCE)
    view = fit(FINE, picture_axis(FINE, "axial"), (400, 400), FINE.shape_kji[0] - 20)
    assert ContourSet([contours], FINE.frame_uid).marks(view, 1.0) == ()


# real objects -----------------------------------------------------------------------------------------------------


def test_the_structure_set_in_pydicom(tmp_path: Path) -> None:
    found = read_rtstruct(Path(str(get_testdata_file("rtstruct.dcm"))))
    assert [row.name for row in found.structures] == ["patient", "Isocenter 1", "Isocenter 2"]
    assert [row.kinds for row in found.structures] == [("closed",) * 3, ("point",), ("point",)]
    assert found.structures[0].colour == (220, 160, 120) and found.structures[0].lengths == (5, 6, 6)
    assert found.structures[0].contours()[0][1][0].tolist() == [-200.0, 150.0, -200.0]
    assert found.frame_uids == {"1.2.826.0.1.3680043.8.498.2010020400001.2"} and found.author == "import:pydicom"


def test_structure_sets_of_a_planning_system(real_data: Path) -> None:
    folder = real_data / "derived" / "rt_phantom"
    found = read_rtstruct(folder / "rt.dcm")
    assert [(row.name, row.lengths) for row in found.structures] == [("ROI-1", (4, 8))]
    assert read_rtstruct(folder / "non_existent_reference_rt.dcm").series_uid == ""
    mim = read_rtstruct(folder / "invalid_reference_rt.dcm")
    assert len(mim.structures) == 4 and mim.structures[0].colour == (255, 0, 255)


def test_damaged_contours_are_left_out_and_said_and_none_is_refused(tmp_path: Path) -> None:
    dataset = dcmread(str(get_testdata_file("rtstruct.dcm")), force=True)
    contours = dataset.ROIContourSequence[0].ContourSequence
    contours[0].ContourData = ["1", "2"]
    contours[1].ContourGeometricType = "WOBBLY"
    dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2"
    dataset.save_as(tmp_path / "bad.dcm", enforce_file_format=True)
    found = read_rtstruct(tmp_path / "bad.dcm")
    assert len(found.structures[0].lengths) == 1 and "2 contours of the structure set were damaged" in found.oddities[0]
    for item in dataset.ROIContourSequence:
        item.ContourSequence = []
    dataset.save_as(tmp_path / "none.dcm", enforce_file_format=True)
    with pytest.raises(KnownError, match="no contours"):
        read_rtstruct(tmp_path / "none.dcm")


def test_closed_contours_of_a_point_or_two_are_shown_as_what_they_are(tmp_path: Path) -> None:
    dataset = dcmread(str(get_testdata_file("rtstruct.dcm")), force=True)
    contours = dataset.ROIContourSequence[0].ContourSequence
    contours[0].ContourData, contours[1].ContourData = ["1", "2", "3"], ["1", "2", "3", "4", "5", "3"]
    for contour in contours:
        contour.ContourGeometricType = "CLOSED_PLANAR"
    dataset.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2"
    dataset.save_as(tmp_path / "thin.dcm", enforce_file_format=True)
    found = read_rtstruct(tmp_path / "thin.dcm")
    assert [kind for kind, _ in found.structures[0].contours()][:2] == ["point", "open"]
    assert "2 closed contours have fewer than three points and enclose nothing." in found.oddities


def test_contours_beyond_and_between_the_slices_are_said() -> None:
    def said(*levels: float) -> tuple[str, ...]:
        mask = np.zeros(FINE.shape_kji, np.uint8)
        contours = tuple(("closed", ring(FINE, level, 10.0)) for level in levels)
        return fill_contours([Structure.of(1, "x", None, contours)], FINE, mask, no_tick)[1]

    assert said(10, 11, 12) == ()
    assert said(58, 59, 60) == said(400) == ("Some or all of it lies outside the pictures, where nothing is filled: x.",)
    assert said(10.4, 11.4) == ("Drawn between the slices, so each contour fills the nearest ones: x.",)


def test_packed_points_come_back_exactly() -> None:
    points = np.random.default_rng(3).normal(0, 200, (77, 3))
    structure = replace(Structure.of(1, "x", None, (("closed", points), ("point", points[:1]))))
    (kind, back), (_, single) = structure.contours()
    assert kind == "closed" and (back == points).all() and (single == points[:1]).all()
