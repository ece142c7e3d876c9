import shutil
import subprocess
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pydicom
import pytest
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.study import Patient, Series, Study
from viewer.dicom.write_image import CtHeader, uid_for, write_ct_series

STUDY = Study(
    uid_for("test study"), Patient("P1", "Müller^Jürgen", "19700102", "M"), "20260102", "101112", "CT chest", "A1",
    indication="Cough.", age_years=56.0,
)  # fmt: skip
SERIES = Series(
    uid_for("test series"), STUDY.uid, "CT", "Chest", 3, uid_for("test frame"), "CHEST", "Chest", "Iohexol", 2.5, "B40", "Maker", "Model", 120.0
)
HEADER = CtHeader(STUDY, SERIES, "1", "Model", "1.0", "A comment", "Intravenous", 200, 500)


@pytest.fixture
def voxels() -> npt.NDArray[np.int16]:
    values = np.arange(3 * 4 * 5).reshape(3, 4, 5) * 30 - 1000
    values[0, 0, :2] = (-3000, 9000)
    return values.astype(np.int16)


@pytest.fixture
def geometry() -> Geometry:
    c, s = np.cos(0.3), np.sin(0.3)
    turn = np.array([[0, -s * 0.7, c * 0.8], [0, c * 0.7, s * 0.8], [2.5, 0, 0]])
    matrix = np.eye(4)
    matrix[:3, :3], matrix[:3, 3] = turn, (-12.5, 40.25, -601.75)
    return Geometry.from_matrix((3, 4, 5), matrix, SERIES.frame_uid)


def test_every_slice_lies_where_the_geometry_says(tmp_path: Path, voxels: npt.NDArray[np.int16], geometry: Geometry) -> None:
    write_ct_series(tmp_path, voxels, geometry, HEADER, no_tick)
    for path in sorted(tmp_path.glob("*.dcm")):
        ds = pydicom.dcmread(path)
        k = 3 - ds.InstanceNumber
        along, down = np.array(ds.ImageOrientationPatient[:3], float), np.array(ds.ImageOrientationPatient[3:], float)
        corner = np.array(ds.ImagePositionPatient, float) + 4 * float(ds.PixelSpacing[1]) * along + 3 * float(ds.PixelSpacing[0]) * down
        assert corner == pytest.approx(geometry.point(k, 3, 4), abs=1e-4)
        assert np.cross(along, down) @ along == pytest.approx(0, abs=1e-6)


def test_values_come_back_and_out_of_range_is_clipped(tmp_path: Path, voxels: npt.NDArray[np.int16], geometry: Geometry) -> None:
    write_ct_series(tmp_path, voxels, geometry, HEADER, no_tick)
    for number in (1, 2, 3):
        ds = pydicom.dcmread(tmp_path / f"IM{number:04d}.dcm")
        hu = ds.pixel_array.astype(np.int32) * int(ds.RescaleSlope) + int(ds.RescaleIntercept)
        assert np.array_equal(hu, np.clip(voxels[3 - number], -1024, 3071))


def test_slices_can_be_numbered_from_the_bottom(tmp_path: Path, voxels: npt.NDArray[np.int16], geometry: Geometry) -> None:
    header = CtHeader(STUDY, SERIES, numbered_from_top=False)
    write_ct_series(tmp_path, voxels, geometry, header, no_tick)
    ds = pydicom.dcmread(tmp_path / "IM0001.dcm")
    assert float(ds.ImagePositionPatient[2]) == pytest.approx(-601.75) and "XRayTubeCurrent" not in ds


def test_identity_and_technique_are_in_the_header(tmp_path: Path, voxels: npt.NDArray[np.int16], geometry: Geometry) -> None:
    write_ct_series(tmp_path, voxels, geometry, HEADER, no_tick)
    files = [pydicom.dcmread(path) for path in sorted(tmp_path.glob("*.dcm"))]
    ds = files[0]
    assert ds.SOPClassUID == CTImageStorage and ds.file_meta.TransferSyntaxUID == ExplicitVRLittleEndian
    assert str(ds.PatientName) == "Müller^Jürgen" and ds.PatientAge == "056Y" and ds.ContrastBolusAgent == "Iohexol"
    assert ds.RequestAttributesSequence[0].ReasonForTheRequestedProcedure == "Cough."
    assert len({file.SOPInstanceUID for file in files}) == 3
    assert all(file.FrameOfReferenceUID == SERIES.frame_uid for file in files)


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dciodvfy (Debian: dicom3tools) is not installed")
def test_dciodvfy_finds_no_error(tmp_path: Path, voxels: npt.NDArray[np.int16], geometry: Geometry) -> None:
    write_ct_series(tmp_path, voxels, geometry, HEADER, no_tick)
    result = subprocess.run(["dciodvfy", str(tmp_path / "IM0002.dcm")], capture_output=True, text=True, check=False)
    lines = (result.stdout + result.stderr).splitlines()
    assert "CTImage" in lines and not [line for line in lines if line.startswith("Error")]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, voxels: npt.NDArray[np.int16], geometry: Geometry) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(KnownError, match="cannot be written"):
        write_ct_series(tmp_path / "taken", voxels, geometry, HEADER, no_tick)


def test_a_shape_that_does_not_fit_is_a_bug(tmp_path: Path, voxels: npt.NDArray[np.int16], geometry: Geometry) -> None:
    with pytest.raises(ValueError, match="shape"):
        write_ct_series(tmp_path, voxels[:2], geometry, HEADER, no_tick)


def test_uids_for_names_are_fixed_and_valid() -> None:
    assert uid_for("a") == uid_for("a") != uid_for("b")
    assert pydicom.uid.UID(uid_for("a")).is_valid and len(uid_for("a")) <= 64
