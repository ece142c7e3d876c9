"""The outsides of structures as smooth surfaces, in the patient's millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry
from viewer.scene.body import Cut, Surface, Surfaces
from viewer.scene.vtk_image import make_plane, to_image

SMOOTHING_STEPS = 20
PASS_BAND = 0.08
"""Of the windowed sinc filter (Taubin 1996): takes the steps between voxels away and leaves the size."""


class SurfaceActors:
    """Makes each surface once, and shows those that are wanted."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._made: dict[Surface, Any] = {}
        self._source: tuple[str, int] | None = None
        self._shown: tuple[Surface, ...] = ()

    def show(self, surfaces: Surfaces | None, cuts: Sequence[Cut]) -> None:
        """Show these and no others, without what the cuts take away."""
        source = None if surfaces is None else (surfaces.path, surfaces.version)
        if source != self._source:
            for actor in self._made.values():
                self._renderer.RemoveActor(actor)
            self._made, self._source = {}, source
        wanted = () if surfaces is None else surfaces.shown
        for surface in wanted:
            if surface not in self._made and surfaces is not None:
                self._made[surface] = _make_actor(surfaces, surface)
                self._renderer.AddActor(self._made[surface])
        for surface, actor in self._made.items():
            actor.SetVisibility(surface in wanted)
            actor.GetMapper().RemoveAllClippingPlanes()
            for cut in cuts:
                actor.GetMapper().AddClippingPlane(make_plane(cut))


def surface_points(mask: npt.NDArray[np.bool_], geometry: Geometry) -> Any:
    """The smooth surface around the True voxels as VTK poly data in LPS mm; empty where there are none."""
    from vtkmodules.vtkCommonDataModel import vtkPolyData
    from vtkmodules.vtkCommonTransforms import vtkTransform
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D, vtkPolyDataNormals, vtkWindowedSincPolyDataFilter
    from vtkmodules.vtkFiltersGeneral import vtkTransformFilter

    box = find_box(mask)
    if box is None:
        return vtkPolyData()
    # A border of nothing, so that a structure at the edge of the pictures is closed.
    part = np.pad(mask[box], 1).astype(np.uint8)
    matrix = geometry.matrix.copy()
    matrix[:3, 3] = geometry.to_lps([[edge.start - 1 for edge in box]])[0]
    image, to_lps = to_image(part, Geometry.from_matrix(part.shape, matrix, geometry.frame_uid))
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.5)
    edges.ComputeNormalsOff()
    edges.ComputeGradientsOff()
    smooth = vtkWindowedSincPolyDataFilter()
    smooth.SetInputConnection(edges.GetOutputPort())
    smooth.SetNumberOfIterations(SMOOTHING_STEPS)
    smooth.SetPassBand(PASS_BAND)
    smooth.BoundarySmoothingOff()
    smooth.FeatureEdgeSmoothingOff()
    smooth.NonManifoldSmoothingOn()
    smooth.NormalizeCoordinatesOn()
    into_patient = vtkTransform()
    into_patient.SetMatrix(to_lps)
    moved = vtkTransformFilter()
    moved.SetTransform(into_patient)
    moved.SetInputConnection(smooth.GetOutputPort())
    normals = vtkPolyDataNormals()
    normals.SetInputConnection(moved.GetOutputPort())
    normals.SplittingOff()
    normals.Update()
    return normals.GetOutput()


def _make_actor(surfaces: Surfaces, surface: Surface) -> Any:
    from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper

    mask = np.load(Path(surfaces.path), mmap_mode="r")
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(surface_points(np.isin(mask, surface.numbers), surfaces.geometry))
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    red, green, blue = surface.colour
    actor.GetProperty().SetColor(red / 255, green / 255, blue / 255)
    actor.GetProperty().SetAmbient(0.15)
    actor.GetProperty().SetDiffuse(0.85)
    actor.GetProperty().SetSpecular(0.2)
    return actor


def find_box(mask: npt.NDArray[np.bool_]) -> tuple[slice, slice, slice] | None:
    """The smallest half-open box around the True voxels."""
    ranges = []
    for axis in range(3):
        found = np.flatnonzero(mask.any(axis=tuple(other for other in range(3) if other != axis)))
        if not len(found):
            return None
        ranges.append(slice(int(found[0]), int(found[-1]) + 1))
    return ranges[0], ranges[1], ranges[2]
