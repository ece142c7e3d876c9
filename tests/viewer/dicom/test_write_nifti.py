"""NIfTI: the header's own matrix, decoded here byte by byte, puts each voxel where it was."""

import gzip
import struct
from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk
from slanted import make_slanted

from viewer.case.errors import KnownError
from viewer.case.geometry import Geometry
from viewer.dicom.validate import validate_nifti
from viewer.dicom.write_nifti import to_simpleitk, write_nifti


def read_sform(path: Path) -> tuple[np.ndarray, np.ndarray, int, int]:
    """Voxels indexed (i, j, k), the 4x4 sform to RAS mm, and both form codes (NIfTI-1 header layout)."""
    raw = gzip.decompress(path.read_bytes())
    dims = struct.unpack_from("<8h", raw, 40)
    datatype = struct.unpack_from("<h", raw, 70)[0]
    offset = int(struct.unpack_from("<f", raw, 108)[0])
    qform, sform = struct.unpack_from("<2h", raw, 252)
    matrix = np.vstack([np.array(struct.unpack_from("<12f", raw, 280)).reshape(3, 4), [0, 0, 0, 1]])
    kind = {2: "u1", 4: "<i2", 16: "<f4"}[datatype]
    voxels = np.frombuffer(raw, kind, offset=offset, count=int(np.prod(dims[1:4])))
    return voxels.reshape(dims[1:4], order="F"), matrix, qform, sform


@pytest.mark.parametrize("what", ["mask", "volume"])
def test_each_voxel_is_where_it_was(tmp_path: Path, what: str) -> None:
    case = make_slanted(tmp_path / "ct")
    voxels = case.mask if what == "mask" else case.volume.voxels
    write_nifti(tmp_path / "out.nii.gz", voxels, case.volume.geometry)
    found, matrix, qform, sform = read_sform(tmp_path / "out.nii.gz")
    assert qform > 0 and sform > 0
    np.testing.assert_array_equal(found.transpose(), voxels)
    assert validate_nifti(tmp_path / "out.nii.gz", case.volume.geometry) == ()
    for k, j, i in ((0, 0, 0), (6, 0, 0), (0, 12, 0), (0, 0, 21), (3, 5, 17)):
        x, y, z, _ = matrix @ (i, j, k, 1)
        np.testing.assert_allclose((-x, -y, z), case.volume.geometry.point(k, j, i), atol=1e-3)


def test_simpleitk_agrees_about_points(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    image = to_simpleitk(case.volume.voxels, case.volume.geometry)
    np.testing.assert_allclose(
        image.TransformIndexToPhysicalPoint((17, 5, 3)), case.volume.geometry.point(3, 5, 17), atol=1e-9
    )
    assert image[17, 5, 3] == case.volume.voxels[3, 5, 17]
    np.testing.assert_array_equal(sitk.GetArrayViewFromImage(image), case.volume.voxels)


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    with pytest.raises(ValueError, match="not on the grid"):
        to_simpleitk(case.volume.voxels[1:], case.volume.geometry)
    sheared = case.volume.geometry.matrix.copy()
    sheared[1, 0] += 1.0
    with pytest.raises(ValueError, match="right angles"):
        to_simpleitk(case.volume.voxels, Geometry.from_matrix(case.volume.geometry.shape_kji, sheared, "2.25.1"))
    (tmp_path / "file").write_text("")
    with pytest.raises(KnownError, match="could not be written"):
        write_nifti(tmp_path / "file" / "out.nii.gz", case.mask, case.volume.geometry)


def test_validation_notices_another_grid_and_another_place(tmp_path: Path) -> None:
    case = make_slanted(tmp_path / "ct")
    geometry, path = case.volume.geometry, tmp_path / "out.nii.gz"
    mirrored = geometry.matrix.copy()
    mirrored[:3, 3] = geometry.point(0, 0, 21)
    mirrored[:3, 2] *= -1
    write_nifti(path, case.mask, Geometry.from_matrix(geometry.shape_kji, mirrored, "2.25.1"))
    assert "another place" in validate_nifti(path, geometry)[0].text
    write_nifti(path, case.mask[:6], Geometry.from_matrix((6, 13, 22), geometry.matrix, "2.25.1"))
    assert "another grid" in validate_nifti(path, geometry)[0].text
    path.write_bytes(b"nothing")
    assert "cannot be read" in validate_nifti(path, geometry)[0].text
