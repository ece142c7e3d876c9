"""No lung is drawn in a belly, however thick the slices are."""

from pathlib import Path

import numpy as np
import pytest
import SimpleITK as sitk

from inference.cards import read_card
from inference.segmentation.classical import segment
from resources import path as resource
from viewer.case.geometry import Geometry
from viewer.case.progress import no_tick
from viewer.case.volume import Volume


@pytest.mark.parametrize(("step", "first"), [(3, 0), (3, 2), (4, 3)])
def test_thick_slices_of_a_real_abdomen(real_data: Path, step: int, first: int) -> None:
    folder = real_data / "nifti" / "totalsegmentator_abdomen"
    picture, drawn = (sitk.DICOMOrient(sitk.ReadImage(str(folder / name)), "LPS") for name in ("example_ct.nii.gz", "example_seg_fast_force_split.nii.gz"))
    matrix = np.eye(4)
    matrix[:3, :3] = (np.array(picture.GetDirection()).reshape(3, 3) * np.array(picture.GetSpacing()))[:, ::-1]
    matrix[:3, 3] = picture.GetOrigin() + matrix[:3, 0] * first
    matrix[:3, 0] *= step
    voxels = np.ascontiguousarray(sitk.GetArrayFromImage(picture)[first::step].astype(np.int16))
    reference = sitk.GetArrayFromImage(drawn)[first::step]
    volume = Volume("series", Geometry.from_matrix(voxels.shape, matrix, "frame"), voxels, folder, "HU")
    mask = segment(volume, read_card(resource("models", "ct-classical") / "card.toml"), no_tick)
    lungs = np.isin(mask, (2, 3))
    assert lungs.any() and (lungs & ~np.isin(reference, range(10, 15))).sum() * volume.geometry.voxel_mm3 / 1000 < 5
    assert volume.geometry.to_lps(np.argwhere(mask == 3))[:, 0].mean() < 0
