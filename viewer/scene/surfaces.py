"""The outsides of structures as smooth surfaces, in the patient's millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Geometry
from viewer.case.volume import Mask
from viewer.scene.body import Cut, Surface, Surfaces
from viewer.scene.proxy import shrink
from viewer.scene.vtk_image import make_plane, to_image

LONGEST_SIDE = 256
"""Voxels along the longest side of what a surface is made of: more triangles than that are not seen."""
INSIDE = 200
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

    if not mask.any():
        return vtkPolyData()
    # A border of nothing, so that a structure at the edge of the pictures is closed; a large one is thinned to means.
    factor = max(-(-max(mask.shape) // LONGEST_SIDE), 1)
    after = [factor + -size % factor for size in mask.shape]
    part = np.pad(mask.astype(np.uint8) * INSIDE, [(factor, each) for each in after])
    matrix = geometry.matrix.copy()
    matrix[:3, 3] = geometry.to_lps([[-factor] * 3])[0]
    small = shrink(part, Geometry.from_matrix(part.shape, matrix, geometry.frame_uid), max(part.shape) // factor)
    image, to_lps = to_image(small.voxels, small.geometry)
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, INSIDE / 2)
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

    mask, geometry = _cut_out(np.load(Path(surfaces.path), mmap_mode="r"), surfaces.geometry, surface.numbers)
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(surface_points(mask, geometry))
    mapper.ScalarVisibilityOff()
    actor = vtkActor()
    actor.SetMapper(mapper)
    red, green, blue = surface.colour
    actor.GetProperty().SetColor(red / 255, green / 255, blue / 255)
    actor.GetProperty().SetAmbient(0.2)
    actor.GetProperty().SetDiffuse(0.75)
    actor.GetProperty().SetSpecular(0.05)
    return actor


def _cut_out(mask: Mask, geometry: Geometry, numbers: Sequence[int]) -> tuple[npt.NDArray[np.bool_], Geometry]:
    """The voxels with these numbers, in the smallest box around them; read slice by slice."""
    wanted = np.zeros(256, bool)
    wanted[list(numbers)] = True
    slices = [k for k in range(len(mask)) if wanted[mask[k]].any()]
    if not slices:
        return np.zeros((1, 1, 1), bool), geometry
    flat = np.zeros(mask.shape[1:], bool)
    for k in slices:
        flat |= wanted[mask[k]]
    rows, columns = np.flatnonzero(flat.any(axis=1)), np.flatnonzero(flat.any(axis=0))
    first = (slices[0], int(rows[0]), int(columns[0]))
    part = wanted[mask[first[0] : slices[-1] + 1, first[1] : rows[-1] + 1, first[2] : columns[-1] + 1]]
    matrix = geometry.matrix.copy()
    matrix[:3, 3] = geometry.point(*first)
    return part, Geometry.from_matrix(part.shape, matrix, geometry.frame_uid)
