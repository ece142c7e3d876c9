"""Bent planes: where a registration that bends the body finds each voxel of the other study."""

from __future__ import annotations

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersHybrid import vtkGridTransform

from viewer.case.geometry import Geometry
from viewer.case.registration import Registration

NODES = 40
"""Along each axis of the volume, between which shifts run straight: no coarser than what is kept of a bend."""


def bend_of(registration: Registration, other: Geometry) -> vtkGridTransform:
    """From where a place of the `other` study would be without the bend to where it is, both (i, j, k) of its volume."""
    bend = registration.bend
    if bend is None:
        raise ValueError("the registration does not bend")
    matrix = np.array(registration.rows)
    sizes = np.array(other.shape_kji)
    steps = np.maximum((sizes - 1) / (NODES - 1), 1e-3)
    index = np.stack(np.meshgrid(*[step * np.arange(NODES) for step in steps], indexing="ij"), axis=-1).reshape(-1, 3)
    straight = (other.to_lps(index) - matrix[:, 3]) @ matrix[:, :3]  # in this study's frame
    moved = (straight + bend.at(straight)) @ matrix[:, :3].T + matrix[:, 3]
    shifts = (other.to_kji(moved) - index)[:, ::-1]
    grid = vtkImageData()
    grid.SetDimensions(NODES, NODES, NODES)
    grid.SetSpacing(*steps[::-1].tolist())
    values = numpy_to_vtk(np.ascontiguousarray(shifts, np.float32), deep=True)
    grid.GetPointData().SetScalars(values)
    transform = vtkGridTransform()
    transform.SetDisplacementGridData(grid)
    transform.SetInterpolationModeToLinear()
    return transform
