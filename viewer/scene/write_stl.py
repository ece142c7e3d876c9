"""Segments as surfaces for printing and planning: binary STL, one file for each."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonDataModel import vtkImageData
from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D, vtkWindowedSincPolyDataFilter

from viewer.case.errors import KnownError
from viewer.case.geometry import Array
from viewer.case.patch import changed_box, widened
from viewer.case.segmentation import Label, Segmentation
from viewer.case.volume import Mask
from viewer.dicom.read_stl import TRIANGLE
from viewer.dicom.whole_file import whole_file

SMOOTHING_STEPS = 20
PASS_BAND = 0.1


def write_stl(path: Path, segmentation: Segmentation, mask: Mask, label: Label) -> None:
    """Write the surface of a segment in millimetres of the patient, LPS (x left, y back, z up), as the header says.

    The surface runs half way between voxels inside and outside and is smoothed without shrinking (windowed sinc).

    Raises KnownError when the segment has no voxels or the file cannot be written.
    """
    corners = surface(segmentation, mask, label)
    if not len(corners):
        raise KnownError(f"{label.name} has no voxels.")
    rows = np.zeros(len(corners), TRIANGLE)
    rows["corners"] = corners
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    rows["normal"] = normals / np.where(lengths > 0, lengths, 1)
    head = f"Lightbox SPACE=LPS UNIT=mm {label.name}".encode("ascii", "replace")[:80].ljust(80)
    with whole_file(path) as part:
        part.write_bytes(head + struct.pack("<I", len(rows)) + rows.tobytes())


def enclosed_ml(corners: Array) -> float:
    """The volume that a closed surface encloses; positive where its triangles are counterclockwise seen from outside."""
    return float(np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6000)


def surface(segmentation: Segmentation, mask: Mask, label: Label) -> npt.NDArray[np.float32]:
    """The triangles around a segment, (n, 3 corners, 3), LPS mm, outside on the side that they turn counterclockwise to."""
    inside = np.isin(mask, label.numbers)
    whole = ((0, mask.shape[0]), (0, mask.shape[1]), (0, mask.shape[2]))
    box = changed_box(whole, inside)
    if box is None:
        return np.zeros((0, 3, 3), np.float32)
    box = widened(box, (1, 1, 1), segmentation.geometry.shape_kji)
    part = np.pad(inside[tuple(slice(*span) for span in box)], 1).astype(np.uint8)
    image = vtkImageData()
    image.SetDimensions(part.shape[::-1])
    image.GetPointData().SetScalars(numpy_to_vtk(part.reshape(-1), deep=True))
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.5)
    edges.ComputeNormalsOff()
    smooth = vtkWindowedSincPolyDataFilter()
    smooth.SetInputConnection(edges.GetOutputPort())
    smooth.SetNumberOfIterations(SMOOTHING_STEPS)
    smooth.SetPassBand(PASS_BAND)
    smooth.NormalizeCoordinatesOn()
    smooth.BoundarySmoothingOff()
    smooth.Update()
    output = smooth.GetOutput()
    points = vtk_to_numpy(output.GetPoints().GetData())[:, ::-1] + [span[0] - 1 for span in box]
    triangles = vtk_to_numpy(output.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    corners = segmentation.geometry.to_lps(points)[triangles]
    if enclosed_ml(corners) < 0:
        corners = corners[:, ::-1]
    return np.asarray(corners, np.float32)
