"""Small pictures are made without VTK, and look as VTK would make them."""

from pathlib import Path

import numpy as np
import pytest
from phantom import oblique_directions

from viewer.case.geometry import Geometry
from viewer.case.volume import Plane, Stack, Volume
from viewer.scene.acquired import pictures_of
from viewer.scene.slice_view import Slicer
from viewer.scene.thumbnail import Sampled, thumbnail
from viewer.scene.view_state import PLANES, fit, picture_axis

along, down = oblique_directions()
MATRIX = np.eye(4)
MATRIX[:3, :3] = np.stack([np.cross(along, down) * 3.1, down * 1.4, along * 1.2], axis=1)
MATRIX[:3, 3] = (-20, 7, 90)


@pytest.mark.parametrize("dtype", [np.int16, np.uint8, np.float32])
@pytest.mark.parametrize("smooth", [True, False])
def test_values_are_those_of_the_slicer(dtype: type, smooth: bool) -> None:
    shape = (9, 23, 31)
    geometry = Geometry.from_matrix(shape, MATRIX, "1.2")
    voxels = np.random.default_rng(3).integers(0, 250, shape).astype(dtype)
    for name in PLANES:
        view = fit(geometry, picture_axis(geometry, name), (88, 88))
        mine, other = Sampled(geometry, voxels), Slicer(geometry, voxels)
        inside = mine.inside(view) & other.inside(view)
        assert (mine.inside(view) == other.inside(view)).mean() > 0.995
        off = np.abs(mine.values(view, smooth).astype(float) - other.values(view, smooth).astype(float))[inside]
        if smooth:
            assert np.percentile(off, 99) <= 1.0
        else:
            assert (off > 0).mean() < 0.01, "only where a pixel lies between two voxels"


def test_colour_and_single_pictures_have_thumbnails() -> None:
    pixels = np.zeros((2, 40, 60, 3), np.uint8)
    pixels[0, :, :30] = (200, 10, 30)
    planes = tuple(Plane("1", k, (0.0, 0.0, float(k)), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)) for k in range(2))
    small = thumbnail(Stack("1.2", "local:1", planes, pixels, "raw"), None, 60)
    assert tuple(small[30, 10]) == (200, 10, 30) and tuple(small[30, 50]) == (0, 0, 0) and tuple(small[2, 10]) == (0, 0, 0)
    assert pictures_of(Stack("1.2", "local:1", planes, pixels, "raw")).picture(0)[1].shape == (1, 40, 60, 3)
    geometry = Geometry.from_matrix((3, 40, 50), np.eye(4)[:, [2, 1, 0, 3]], "1.2")
    voxels = np.full((3, 40, 50), -1000, np.int16)
    voxels[:, 10:30, 10:40] = 40
    stack = Stack("1.2", "1.2", planes[:1], voxels[:1], "HU")
    small = thumbnail(stack, Volume("1.2", geometry, voxels, Path("unused"), "HU"), 88)
    assert small[44, 44, 0] == 128 and small[44, 2, 0] == 0
