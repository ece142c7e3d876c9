"""Voxels as NIfTI-1, and the one place where our arrays become SimpleITK images."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import SimpleITK as sitk

from viewer.case.geometry import Geometry
from viewer.case.volume import Voxels
from viewer.dicom.whole_file import whole_file


def to_simpleitk(voxels: Voxels, geometry: Geometry) -> sitk.Image:
    """A (k, j, i) array on `geometry` as a SimpleITK image: index (i, j, k), same points, LPS mm.

    Raises
    ------
    ValueError when the array is not on the geometry's grid or its axes are not at right angles (ITK cannot
    hold those).
    """
    if voxels.shape != geometry.shape_kji:
        raise ValueError(f"voxels {voxels.shape} are not on the grid {geometry.shape_kji}")
    spacing_ijk = geometry.spacing_mm[::-1]
    axes = geometry.matrix[:3, 2::-1] / spacing_ijk
    if not np.allclose(axes.T @ axes, np.eye(3), atol=1e-4):
        raise ValueError("the grid's axes are not at right angles")
    image = sitk.GetImageFromArray(np.ascontiguousarray(voxels))
    image.SetSpacing(spacing_ijk)
    image.SetOrigin(geometry.point(0, 0, 0))
    image.SetDirection(axes.ravel().tolist())
    return image


def write_nifti(path: Path, voxels: Voxels, geometry: Geometry) -> None:
    """Write a mask or a volume's voxels, shape (k, j, i), as NIfTI-1; gzip when the name ends in ``.gz``.

    NIfTI counts to the right and to the front (RAS) where DICOM counts to the left and to the back (LPS); ITK turns
    the axes, and sets qform and sform.

    Raises
    ------
    KnownError when the file cannot be written.
    """
    image = to_simpleitk(voxels, geometry)
    with whole_file(path) as part:
        try:
            sitk.WriteImage(image, str(part), useCompression=path.suffix == ".gz")
        except RuntimeError as error:  # ITK's only exception: here a full disk or a folder without rights
            raise OSError(f"ITK could not write {part.name}") from error
