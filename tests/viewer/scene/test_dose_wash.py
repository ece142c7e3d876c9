"""A dose tints the picture where it is, in bands, and says its number."""

import numpy as np
from phantom import phantom_geometry

from viewer.case.dose import DoseGrid
from viewer.case.geometry import Geometry
from viewer.scene.dose_wash import BANDS, DoseWash
from viewer.scene.view_state import fit, picture_axis

GRID = phantom_geometry((20, 40, 40), (2.0, 2.0, 2.0))


def ramp(geometry: Geometry) -> DoseGrid:
    """From 0 to 60 Gy along the rows."""
    doses = np.broadcast_to(np.linspace(0, 60, geometry.shape_kji[2], dtype=np.float32), geometry.shape_kji)
    return DoseGrid(geometry, np.ascontiguousarray(doses), "Gy", "PHYSICAL", "PLAN")


def test_bands_follow_the_dose_and_low_doses_leave_the_picture_alone() -> None:
    view = fit(GRID, picture_axis(GRID, "axial"), (300, 300))
    pixels = np.full((300, 300, 3), 100, np.uint8)
    DoseWash(ramp(GRID), 0.5).lay_over(pixels, view)
    for i, part in ((2, 0.0), (14, 0.30), (22, 0.50), (30, 0.70), (39, 0.95)):
        x, y = view.to_px(GRID.point(10, 20, i))
        colour = dict(BANDS).get(part)
        expected = (100, 100, 100) if colour is None else tuple(round(50 + value / 2) for value in colour)
        assert np.abs(pixels[int(y), int(x)].astype(int) - expected).max() <= 1


def test_the_dose_under_the_mouse_is_interpolated_and_empty_outside() -> None:
    wash = DoseWash(ramp(GRID))
    assert wash.text_at(GRID.point(3, 7, 19.5)) == "dose 30 Gy"
    assert wash.text_at(GRID.point(3, 7, 45)) == ""


def test_a_plane_beside_the_grid_is_untouched() -> None:
    far = phantom_geometry((20, 40, 40), (2.0, 2.0, 2.0))
    matrix = far.matrix.copy()
    matrix[:3, 3] += 500
    pixels = np.full((100, 100, 3), 7, np.uint8)
    wash = DoseWash(ramp(Geometry.from_matrix(far.shape_kji, matrix, far.frame_uid)))
    wash.lay_over(pixels, fit(GRID, picture_axis(GRID, "axial"), (100, 100)))
    assert (pixels == 7).all()
