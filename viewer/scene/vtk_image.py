"""Arrays and planes of ours as VTK's."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Array, Geometry
from viewer.scene.body import Cut


def make_plane(cut: Cut) -> Any:
    """VTK keeps what lies where a plane's normal points to."""
    from vtkmodules.vtkCommonDataModel import vtkPlane

    plane = vtkPlane()
    plane.SetOrigin(*cut.point_lps)
    plane.SetNormal(*(-at for at in cut.away_lps))
    return plane


def _upright(voxels: npt.NDArray[Any], geometry: Geometry) -> tuple[npt.NDArray[Any], Array, Array]:
    """Voxels, the (x, y, z) steps as columns, and the first voxel's place, with axes that are a rotation.

    A grid of the other hand is turned round along k first: VTK's normals expect a rotation, not a mirror.
    """
    steps = geometry.matrix[:3, [2, 1, 0]].copy()
    origin = geometry.matrix[:3, 3].copy()
    if np.linalg.det(steps) < 0:
        voxels = voxels[::-1]
        origin = origin + (voxels.shape[0] - 1) * steps[:, 2]
        steps[:, 2] = -steps[:, 2]
    return voxels, steps, origin


def set_voxels(image: Any, voxels: npt.NDArray[Any], geometry: Geometry) -> None:
    """Other voxels on the grid of an image that `to_image` made."""
    from vtkmodules.util.numpy_support import numpy_to_vtk

    turned, _, _ = _upright(voxels, geometry)
    image.GetPointData().SetScalars(numpy_to_vtk(np.ascontiguousarray(turned).reshape(-1), deep=True))
    image.Modified()


def to_image(voxels: npt.NDArray[Any], geometry: Geometry) -> tuple[Any, Any]:
    """VTK image along its own axes, and the matrix that turns it into the patient."""
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkCommonMath import vtkMatrix4x4

    turned, steps, origin = _upright(voxels, geometry)
    spacing = np.linalg.norm(steps, axis=0)
    image = vtkImageData()
    image.SetDimensions(*turned.shape[::-1])
    image.SetSpacing(*spacing)
    set_voxels(image, voxels, geometry)
    matrix = vtkMatrix4x4()
    for row in range(3):
        for column in range(3):
            matrix.SetElement(row, column, steps[row, column] / spacing[column])
        matrix.SetElement(row, 3, origin[row])
    return image, matrix
