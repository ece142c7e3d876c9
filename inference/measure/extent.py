"""How large an outline is: volume, and its axes in the axial plane and in space."""

from __future__ import annotations

import numpy as np

from inference.measure.border import PAD, Points, border_points, corners, length
from inference.measure.lesions import axes_in_slices
from inference.measure.measure import Measure, own_code
from inference.measure.outlines import Outline, Outlines
from inference.segmentation.grid import Upright
from viewer.case.finding import Quantity
from viewer.case.terms import Code

LONGEST = Code("IBSI", "L0JK", "Maximum 3D Diameter of a Mesh")
SECOND = own_code("width3d", "Width across the longest axis")
THIRD = own_code("thickness3d", "Thickness across both longer axes")


def axes_in_plane(outline: Outline) -> tuple[float, float]:
    """Lengths in mm of the longest diameter in any slice nearest to axial, and of the longest across it there."""
    upright = Upright.of(outline.geometry)
    affine = upright.affine
    affine[:3, 3] -= PAD * affine[:3, :3].sum(axis=1)
    long_ends, short_ends = axes_in_slices(np.pad(upright.view(outline.solid), PAD), affine)
    return length(long_ends), length(short_ends)


def axes_in_space(outline: Outline) -> tuple[float, float, float]:
    """Lengths in mm: the longest diameter, the longest across it, and the extent across both.

    Of the smooth border (see `inference.measure.border`). The second is measured as the extent of the whole outline
    along a direction, as a calliper does.
    """
    solid = np.pad(outline.solid, PAD)
    affine = outline.geometry.matrix.copy()
    affine[:3, 3] -= PAD * affine[:3, :3].sum(axis=1)
    points = corners(border_points(solid, affine))
    longest = _farthest_pair(points)
    axis = (longest[1] - longest[0]) / max(length(longest), 1e-9)
    flat = points - np.outer(points @ axis, axis)
    across = _farthest_pair(flat)
    second = (across[1] - across[0]) / max(length(across), 1e-9)
    third = np.cross(axis, second)
    return length(longest), length(across), float(np.ptp(points @ third))


def _farthest_pair(points: Points) -> Points:
    """Exactly the two points farthest apart, row by row: corners of a hull are few."""
    best, ends = -1.0, (0, 0)
    for n, point in enumerate(points):
        apart = np.square(points[n:] - point).sum(axis=1)
        at = int(apart.argmax())
        if apart[at] > best:
            best, ends = float(apart[at]), (n, n + at)
    return points[list(ends)]




def size_measures(outlines: Outlines, outline: Outline) -> list[Measure]:
    """Volume and axes. The error is that of half a voxel at each end."""
    long_mm, short_mm = axes_in_plane(outline)
    longest, width, thickness = axes_in_space(outline)
    voxels = int(np.count_nonzero(outline.solid))
    step = ", ".join(f"{mm:.2f}" for mm in outline.geometry.spacing_mm)
    few = voxels < 64
    cut_off = outline.is_cut_off(outlines.volume.geometry.shape_kji)
    about = "It has few voxels: all sizes are rough." if few else "It reaches the edge of the pictures: there may be more of it." if cut_off else ""
    return [
        Measure("size", "Volume", Quantity("volume", outline.volume_ml, "ml"), note=f"{voxels} voxels of {step} mm. {about}".strip(), doubtful=few or cut_off),
        Measure("size", "Long axis (axial)", Quantity("long_axis", long_mm, "mm"), note="The longest diameter in any axial slice."),
        Measure("size", "Short axis (axial)", Quantity("short_axis", short_mm, "mm"), note="The longest across the long axis, in the same slice."),
        Measure("size", "Longest diameter (3D)", Quantity("longest_3d", max(longest, long_mm), "mm", LONGEST), note="Between the two border points farthest apart."),
        Measure("size", "Width (3D)", Quantity("width_3d", width, "mm", SECOND), note="The longest across the longest diameter."),
        Measure("size", "Thickness (3D)", Quantity("thickness_3d", thickness, "mm", THIRD), note="Across both."),
        Measure("size", "Height", Quantity("height", height_mm(outline), "mm", own_code("height", "Extent from feet to head")), note="From the lowest to the highest point, feet to head."),
    ]  # fmt: skip


def height_mm(outline: Outline) -> float:
    """From the lowest to the highest point along the patient's axis, outer voxel edges included."""
    return reach_mm(outline, (0.0, 0.0, 1.0))


def reach_mm(outline: Outline, direction: tuple[float, float, float]) -> float:
    """The extent along a direction (unit vector, LPS), outer voxel edges included."""
    along = outline.ends() @ np.array(direction)
    edge = float(np.abs(np.array(direction) @ outline.geometry.matrix[:3, :3]).max())
    return float(np.ptp(along)) + edge
