"""Where a look into a body ends: the point of its surface under the mouse."""

from __future__ import annotations

import numpy as np

from viewer.case.geometry import Point
from viewer.case.region_pixels import in_polygon
from viewer.case.volume import Volume
from viewer.scene.body import BodyState
from viewer.scene.looks import OPACITY_MM, Look
from viewer.scene.view_state import to_point

OPAQUE = 0.5
"""The surface is where this part of the light from behind is gone."""


def find_surface(volume: Volume, state: BodyState, look: Look, through_lps: Point) -> Point | None:
    """The point seen along the line of sight through `through_lps`; None where one looks past the body.

    Of a projection it is the point whose value is shown: the brightest, or the darkest, along the line.
    """
    geometry = volume.geometry
    into = np.array(state.camera.into_lps)
    step_mm = min(geometry.spacing_mm)
    reach_mm = float(np.linalg.norm(geometry.matrix[:3, :3] @ geometry.shape_kji))
    start = np.array(through_lps) - into * float(np.subtract(through_lps, geometry.centre_lps) @ into)
    points = start + np.arange(-reach_mm / 2, reach_mm / 2, step_mm)[:, None] * into
    indices = np.rint(geometry.to_kji(points)).astype(np.intp)
    seen = np.all((indices >= 0) & (indices < geometry.shape_kji), axis=1)
    for cut in state.cuts:
        seen &= (points - np.array(cut.point_lps)) @ np.array(cut.away_lps) <= 0
    for snip in state.snips:
        offsets = points - np.array(snip.camera.centre_lps)
        on_screen = np.column_stack((offsets @ np.array(snip.camera.right_lps), offsets @ np.array(snip.camera.down_lps)))
        seen &= in_polygon(on_screen, np.array(snip.line_mm)) != snip.inside
    points, indices = points[seen], indices[seen]
    if not len(points):
        return None
    values = np.nan_to_num(volume.voxels[tuple(indices.T)].astype(np.float64))
    if look.blend != "surface":
        return to_point(points[values.argmin() if look.blend == "darkest" else values.argmax()])
    knots = np.array(look.adjusted(state.shift, state.stretch).knots)
    opacity = np.interp(values, knots[:, 0], knots[:, 1], left=0.0)
    passing = np.cumprod((1 - np.minimum(opacity, 0.999)) ** (step_mm / OPACITY_MM))
    hidden = np.flatnonzero(passing < OPAQUE)
    return to_point(points[hidden[0]]) if len(hidden) else None
