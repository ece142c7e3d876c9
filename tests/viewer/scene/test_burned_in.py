"""Pictures with words of their own stand between the words in the corners, where there is room for both."""

import numpy as np
import pytest

from viewer.case.volume import Plane, Stack
from viewer.scene.acquired import fit_picture, pictures_of
from viewer.scene.annotations import EDGE_PX
from viewer.scene.corners import LINE_PX
from viewer.scene.view_state import fit


def fitted(size_px, shape=(600, 800, 3), dtype=np.uint8):
    plane = Plane("1.3", 0, (0.0, 0.0, 0.0), (0.3, 0.0, 0.0), (0.0, 0.3, 0.0))
    stack = Stack("1.2", "local:1.3", (plane,), np.zeros((1, *shape), dtype), "raw", spacing_source="us_region")
    pictures = pictures_of(stack)
    view = fit_picture(stack, pictures.geometry, pictures.axis, size_px)
    rows, columns = shape[:2]
    left, top = view.to_px((-0.15, -0.15, 0.0))
    right, bottom = view.to_px((0.3 * columns - 0.15, 0.3 * rows - 0.15, 0.0))
    return (left, top, right, bottom), view == fit(pictures.geometry, pictures.axis, size_px)


@pytest.mark.parametrize("size_px", [(836, 697), (1150, 980), (700, 620)])
def test_an_ultrasound_picture_leaves_room_for_three_lines_above_and_two_below(size_px):
    (left, top, right, bottom), _ = fitted(size_px)
    assert top >= EDGE_PX + 3 * LINE_PX and bottom <= size_px[1] - EDGE_PX - 2 * LINE_PX
    assert left >= 0 and right <= size_px[0] and right - left >= 0.8 * min(size_px[0], size_px[1] / 0.75)
    assert (right - left) / (bottom - top) == pytest.approx(800 / 600)


@pytest.mark.parametrize(
    ("size_px", "shape", "dtype"),
    [((1600, 700), (600, 800, 3), np.uint8), ((418, 349), (600, 800, 3), np.uint8), ((836, 697), (600, 800), np.int16),
     ((600, 1000), (600, 800, 3), np.uint8)],
    ids=["room beside it", "small pane", "radiograph", "room above it"],
)  # fmt: skip
def test_other_pictures_are_as_large_as_the_pane(size_px, shape, dtype):
    assert fitted(size_px, shape, dtype)[1]
