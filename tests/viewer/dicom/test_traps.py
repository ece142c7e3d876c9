"""What general series readers get wrong, each with the right answer computed from the header alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phantom import (
    CENTRE_LPS,
    Slice,
    body_hu,
    phantom_geometry,
    slices_of,
    slope_hu,
    truth_hu,
    write_slice,
    write_slices,
)
from soak import count

from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.study import Series
from viewer.case.volume import Plane
from viewer.dicom.decode import Decoder
from viewer.dicom.grid import holes_of, is_uneven
from viewer.dicom.load import Loaded, load
from viewer.dicom.resample import resample
from viewer.dicom.scan import scan


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(processes=1) as decoder:
        yield decoder


def load_folder(folder: Path, decoder: Decoder, volumes: Path | None = None) -> Loaded:
    found = scan([folder], no_tick)
    (series,) = found.series
    return load(series, found.instances, volumes or folder.parent / "volumes", decoder, no_tick)


def sentences(loaded: Loaded) -> str:
    return " ".join(problem.text for problem in loaded.problems)


# How a row and a column run in the patient on axial pictures with the table below, seen from the end that went in
# last (DICOM PS3.3 C.7.3.1.1.2), and whether the head went in first.
POSITIONS: dict[str, tuple[tuple[int, int, int], tuple[int, int, int], int]] = {
    "HFS": ((1, 0, 0), (0, 1, 0), 1), "HFP": ((-1, 0, 0), (0, -1, 0), 1),
    "HFDR": ((0, 1, 0), (-1, 0, 0), 1), "HFDL": ((0, -1, 0), (1, 0, 0), 1),
    "FFS": ((-1, 0, 0), (0, 1, 0), -1), "FFP": ((1, 0, 0), (0, -1, 0), -1),
    "FFDR": ((0, -1, 0), (-1, 0, 0), -1), "FFDL": ((0, 1, 0), (1, 0, 0), -1),
}  # fmt: skip


@pytest.mark.parametrize("position", POSITIONS)
@pytest.mark.parametrize("plane", ["axial", "coronal", "sagittal", "oblique"])
def test_every_patient_position_and_plane_has_its_value_at_every_point(
    tmp_path: Path, decoder: Decoder, position: str, plane: str
) -> None:
    along, down, head = POSITIONS[position]
    axes = np.stack([along, down, np.cross(along, down)]).astype(float)  # row, column, table
    turn = {"axial": np.eye(3), "coronal": np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]]),
            "sagittal": np.array([[0, 1, 0], [0, 0, -1], [-1, 0, 0]]),
            "oblique": np.array([[0.8, 0.6, 0], [-0.48, 0.64, 0.6], [0.36, -0.48, 0.8]])}[plane]  # fmt: skip
    right, below, normal = turn @ axes
    shape, step = (24, 38, 40), np.array((3.1, 1.9, 1.7))
    origin = np.array(CENTRE_LPS) - np.stack([normal, below, right], axis=1) * step @ ((np.array(shape) - 1) / 2)
    slices = [
        Slice(tuple(origin + normal * 3.1 * k), tuple(right * 1.7), tuple(below * 1.9), shape[1:], k + 1)
        for k in range(shape[0])
    ]
    assert np.cross(along, down)[2] == head
    order = slices if head > 0 else slices[::-1]  # numbers run along the normal for some and against it for others
    write_slices(tmp_path / "series", [s.with_tags(InstanceNumber=n) for n, s in enumerate(order, 1)], PatientPosition=position)
    loaded = load_folder(tmp_path / "series", decoder)
    volume = loaded.need_volume()
    assert not loaded.problems and not volume.resampled
    assert np.linalg.det(volume.geometry.matrix[:3, ::-1][:, 1:]) > 0  # right-handed: no mirror
    assert np.array_equal(volume.voxels, truth_hu(volume.geometry))
    for point, hu in ((-11, -2, 3), -820), ((9, 9, -4), 700), ((8, -9, 12), 180), ((-16, 0, -14), 40):
        assert volume.value_at(tuple(np.add(CENTRE_LPS, point))) == hu  # lung right, bone left and back, ball front and top


def test_directions_written_with_few_digits_do_not_skew(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry()
    directions = [f"{value:.3f}" for value in geometry.orientation]
    write_slices(tmp_path / "series", slices_of(geometry), ImageOrientationPatient=directions)
    grid = load_folder(tmp_path / "series", decoder).need_volume().geometry
    axes = grid.matrix[:3, :3] / grid.spacing_mm
    assert np.allclose(axes.T @ axes, np.eye(3), atol=1e-12)
    assert np.allclose(grid.matrix, geometry.matrix, atol=0.01)


def test_slight_differences_of_direction_are_one_volume(tmp_path: Path, decoder: Decoder) -> None:
    slices = slices_of(phantom_geometry())
    for n, slice_ in enumerate(slices):
        directions = np.array(phantom_geometry().orientation) + 2e-6 * (n % 3 - 1)
        write_slice(tmp_path / "series" / f"{n}.dcm", slice_, ImageOrientationPatient=[f"{value:.8f}" for value in directions])
    loaded = load_folder(tmp_path / "series", decoder)
    assert len(loaded.parts) == 1 and not loaded.problems


@pytest.mark.parametrize(("step_mm", "digits"), [(0.625, 1), (0.55, 1), (1.25, 1), (2.3333, 2), (0.8, 0)])
def test_positions_written_with_few_digits_are_even_where_they_can_be(
    tmp_path: Path, decoder: Decoder, step_mm: float, digits: int
) -> None:
    first = slices_of(phantom_geometry(oblique=False))[0]
    slices = [first.moved((0, 0, step_mm * n)).with_tags(InstanceNumber=n) for n in range(40)]
    for slice_ in slices:
        position = [f"{slice_.origin_lps[0]:.6f}", f"{slice_.origin_lps[1]:.6f}", f"{slice_.origin_lps[2]:.{digits}f}"]
        write_slice(tmp_path / "series" / f"{slice_.number}-{slice_.tags['InstanceNumber']}.dcm", slice_,
                    SOPInstanceUID=f"1.2.{slice_.tags['InstanceNumber']}", ImagePositionPatient=position)  # fmt: skip
    loaded = load_folder(tmp_path / "series", decoder)
    if digits:
        assert not loaded.problems and loaded.need_volume().geometry.spacing_mm[0] == pytest.approx(step_mm, rel=5e-3)
    else:  # a whole millimetre is too coarse for this step: it must be said
        assert "unevenly spaced" in sentences(loaded) or len(loaded.parts) > 1


def test_positions_win_over_what_the_header_says_of_spacing(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry(oblique=False)
    write_slices(tmp_path / "series", slices_of(geometry), SpacingBetweenSlices="2.5")
    loaded = load_folder(tmp_path / "series", decoder)
    assert np.allclose(loaded.need_volume().geometry.matrix, geometry.matrix, atol=1e-5)
    assert sentences(loaded) == "The header says that slices are 2.5 mm apart; by their positions it is 4.00 mm, which is used."


@pytest.mark.parametrize("said", ["4", "-4", "0", ""])
def test_spacing_that_agrees_or_says_nothing_is_not_mentioned(tmp_path: Path, decoder: Decoder, said: str) -> None:
    write_slices(tmp_path / "series", slices_of(phantom_geometry()), SpacingBetweenSlices=said or None)
    assert not load_folder(tmp_path / "series", decoder).problems


@pytest.mark.parametrize("step_mm", [0.02, 0.1])
def test_tiny_steps_are_no_repeats(tmp_path: Path, decoder: Decoder, step_mm: float) -> None:
    geometry = phantom_geometry((6, 10, 12), (step_mm, 0.02, 0.02))
    write_slices(tmp_path / "series", slices_of(geometry), SliceThickness=f"{step_mm}")
    loaded = load_folder(tmp_path / "series", decoder)
    assert not loaded.problems and loaded.need_volume().geometry.spacing_mm[0] == pytest.approx(step_mm, rel=1e-3)


def test_the_same_slice_twice_is_kept_and_said(tmp_path: Path, decoder: Decoder) -> None:
    geometry = phantom_geometry()
    slices = slices_of(geometry)
    write_slices(tmp_path / "series", slices)
    write_slice(tmp_path / "series" / "again.dcm", slices[5], SOPInstanceUID="1.2.3", InstanceNumber=90)
    loaded = load_folder(tmp_path / "series", decoder)
    assert np.array_equal(loaded.need_volume().voxels, truth_hu(geometry))
    assert [(part.name, part.pictures) for part in loaded.parts] == [("axial", 16), ("repeat 2", 1)]
    assert "17 pictures lie at 16 positions" in sentences(loaded)


def test_overlapping_slices_keep_their_step(tmp_path: Path, decoder: Decoder) -> None:
    write_slices(tmp_path / "series", slices_of(phantom_geometry()), SliceThickness="6")
    loaded = load_folder(tmp_path / "series", decoder)
    assert loaded.need_volume().geometry.spacing_mm[0] == pytest.approx(4.0) and not loaded.problems


def test_a_wide_hole_stays_empty(tmp_path: Path, decoder: Decoder) -> None:
    first = slices_of(phantom_geometry(oblique=False))[0]
    heights = [0, 4, 8, 12, 72, 76, 80, 84]
    write_slices(tmp_path / "series", [first.moved((0, 0, h)).with_tags(InstanceNumber=n) for n, h in enumerate(heights)], slope_hu)
    loaded = load_folder(tmp_path / "series", decoder)
    volume = loaded.need_volume()
    assert "14 slices are missing: 14 after slice 4" in sentences(loaded) and "left empty" in sentences(loaded)
    assert volume.geometry.shape_kji[0] == 22
    assert np.all(volume.voxels[4:18] == -1024)
    kept = [*range(4), *range(18, 22)]
    assert np.abs(volume.voxels[kept] - truth_hu(volume.geometry, slope_hu)[kept]).max() <= 1


def test_padding_never_mixes_into_tissue(tmp_path: Path, decoder: Decoder) -> None:
    """A tilted series with a round field of view, -2000 outside: no voxel lies between padding and tissue."""
    geometry = phantom_geometry((8, 40, 36))
    down = geometry.matrix[:3, 1] / np.linalg.norm(geometry.matrix[:3, 1])
    slices = [slice_.moved(down * 1.3 * k) for k, slice_ in enumerate(slices_of(geometry))]
    j, i = np.indices((40, 36))
    outside = ((j - 19.5) / 18) ** 2 + ((i - 17.5) / 16) ** 2 > 1
    for k, slice_ in enumerate(slices):
        stored = np.rint(slope_hu(slice_.points_lps)).reshape(40, 36).astype("<i2")
        stored[outside] = -2000
        write_slice(tmp_path / "series" / f"{k}.dcm", slice_, PixelData=stored.tobytes(), signed=True, intercept=0.0,
                    PixelPaddingValue=-2000)  # fmt: skip
    volume = load_folder(tmp_path / "series", decoder).need_volume()
    assert volume.resampled and volume.padding == (-2000.0, -2000.0)
    tissue = volume.voxels != -2000
    assert 0.4 < tissue.mean() < 0.9
    truth = truth_hu(volume.geometry, slope_hu)
    # One neighbour alone is up to half a voxel away: 9 * 2 + 4 * 0.9 + 6 * 0.8 HU of the gradient, not 1000 of padding.
    assert np.abs(volume.voxels - truth)[tissue].max() < 40


def test_padding_that_is_nearest_stays_padding() -> None:
    """Two planes, the second half padding: what is nearer to it is padding, the rest the first plane's tissue."""
    geometry = Geometry.from_matrix((5, 2, 2), np.diag((1.0, 1.0, 1.0, 1.0))[[2, 1, 0, 3]], "1.2")
    planes = [Plane("1", 0, (0.0, 0.0, float(z)), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)) for z in (0, 4)]
    pictures = [np.full((2, 2), 100, np.float32), np.array([[200, 200], [np.nan, np.nan]], np.float32)]
    target = np.zeros((5, 2, 2), np.float32)
    resample(planes, lambda n: pictures[n], geometry, target, -5.0, no_tick)
    assert target[:, 0, 0].tolist() == [100, 125, 150, 175, 200]
    assert target[:, 1, 0].tolist() == [100, 100, 100, -5, -5]


steps = st.lists(st.floats(0.5, 9.0), min_size=1, max_size=30)


@settings(max_examples=count(4000))
@given(steps, st.floats(-500, 500))
def test_evenness_does_not_depend_on_where_or_which_way(gaps: list[float], start: float) -> None:
    heights = start + np.concatenate(([0.0], np.cumsum(gaps)))
    assert is_uneven(heights) == is_uneven(heights - start) == is_uneven(-heights[::-1])
    assert not is_uneven(start + 1.7 * np.arange(len(heights)))
    assert holes_of(heights).sum() <= sum(gap > 2.5 for gap in gaps)


REAL = [
    "ct/ge_ct8800_head_lowres", "ct/ge_hispeed_head_tilt_varspacing", "ct/philips_ingenuity_head_phantom_tilt",
    "ct/siemens_mct_abdomen_j2k_empty_uids", "mr/siemens_skyra_t1_mprage_sag", "malformed/non_square_pixels_pmod_mr",
    "derived/rt_phantom", "nm_pt/pt_acrin_029.dcm",
]  # fmt: skip


def header_of(path: Path) -> pydicom.Dataset:
    return pydicom.dcmread(path, stop_before_pixels=True, force=True)


def expected_point(header: pydicom.Dataset, row: int, column: int) -> npt.NDArray[np.float64]:
    """Equation of DICOM PS3.3 C.7.6.2.1.1, from the tags alone."""
    position, directions = (np.array(header[name].value, float) for name in ("ImagePositionPatient", "ImageOrientationPatient"))
    rows_mm, columns_mm = map(float, header.PixelSpacing)
    return np.asarray(position + directions[:3] * columns_mm * column + directions[3:] * rows_mm * row)


@pytest.mark.parametrize("name", REAL)
def test_real_pixels_lie_where_their_header_says(tmp_path: Path, real_data: Path, decoder: Decoder, name: str) -> None:
    found = scan([real_data / name], no_tick)
    series: Series = next(row for row in found.series if row.modality not in ("RTSTRUCT", "SEG"))
    instances = [instance for instance in found.instances if instance.series_uid == series.uid]
    loaded = load(series, instances, tmp_path, decoder, no_tick)
    volume, paths = loaded.need_volume(), {instance.uid: Path(instance.path) for instance in instances}
    assert len(loaded.stack.planes) == len(instances) and len(loaded.parts) == 1
    rows, columns = loaded.stack.pixels.shape[1:]
    heights = []
    for k in {0, 1 % len(instances), len(instances) // 2, len(instances) - 1}:
        plane = loaded.stack.planes[k]
        header = header_of(paths[plane.instance_uid])
        for row, column in ((0, 0), (rows - 1, 0), (0, columns - 1), (rows // 3, columns // 4)):
            point = expected_point(header, row, column)
            mine = np.array(plane.origin_lps) + column * np.array(plane.along_lps) + row * np.array(plane.down_lps)
            assert np.allclose(mine, point, atol=2e-3)
            index = volume.geometry.to_kji([point])[0]
            assert np.all(index > -0.5) and np.all(index < np.array(volume.geometry.shape_kji) - 0.5)
            if not volume.resampled:
                assert np.allclose(index, (k, row, column), atol=0.02)
                value = float(loaded.stack.pixels[k, row, column]) * plane.slope + plane.intercept
                assert volume.value_at(tuple(point)) == pytest.approx(value, rel=1e-5)
        directions = np.array(header.ImageOrientationPatient, float)
        heights.append((k, float(np.cross(directions[:3], directions[3:]) @ np.array(header.ImagePositionPatient, float))))
    assert [k for k, _ in sorted(heights, key=lambda row: row[1])] == sorted(k for k, _ in heights)


def test_probe_and_header_agree_on_the_real_tilted_head(tmp_path: Path, real_data: Path, decoder: Decoder) -> None:
    """The value that the program says at a point is the file's pixel whose place, by its header, is nearest."""
    found = scan([real_data / "ct" / "ge_hispeed_head_tilt_varspacing"], no_tick)
    loaded = load(found.series[0], found.instances, tmp_path, decoder, no_tick)
    for number in (3, 14, 27):
        path = next(Path(instance.path) for instance in found.instances if Path(instance.path).name == f"{number:02}.dcm")
        header = pydicom.dcmread(path)
        for row, column in ((200, 250), (320, 180), (256, 300)):
            probed = loaded.stack.probe(tuple(expected_point(header, row, column)))
            assert probed is not None
            value, (found_column, found_row, slice_number) = probed
            assert (found_row, found_column) == (row, column)
            assert loaded.stack.planes[slice_number].instance_uid == header.SOPInstanceUID
            assert value == header.pixel_array[row, column] * float(header.RescaleSlope) + float(header.RescaleIntercept)


def test_body_is_asymmetric_enough_for_these_tests() -> None:
    """No rotation or mirror of the phantom's axes gives the phantom again, so none of these tests passes by chance."""
    points = np.random.default_rng(1).uniform(-25, 25, (4000, 3))
    plain = body_hu(points + CENTRE_LPS)
    for order in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)):
        for signs in np.ndindex(2, 2, 2):
            turned = points[:, order] * (1 - 2 * np.array(signs))
            if order != (0, 1, 2) or any(signs):
                assert np.mean(body_hu(turned + CENTRE_LPS) != plain) > 0.02


