"""Pictures with words of their own stand between the words in the corners, where there is room for both."""

import numpy as np
import pytest

from viewer.case.volume import Plane, Stack
from viewer.scene.acquired import fit_picture, leaves_few_words, pictures_of
from viewer.scene.annotations import EDGE_PX
from viewer.scene.corners import LINE_PX, corner_marks
from viewer.scene.marks import TextMark
from viewer.scene.view_state import fit

PLANE = Plane("1.3", 0, (0.0, 0.0, 0.0), (0.3, 0.0, 0.0), (0.0, 0.3, 0.0))


def fitted(size_px, shape=(600, 800, 3), dtype=np.uint8):
    stack = Stack("1.2", "local:1.3", (PLANE,), np.zeros((1, *shape), dtype), "raw", spacing_source="us_region")
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
    [((1600, 700), (600, 800, 3), np.uint8), ((300, 230), (600, 800, 3), np.uint8), ((836, 697), (600, 800), np.int16),
     ((600, 1000), (600, 800, 3), np.uint8)],
    ids=["room beside it", "tiny pane", "radiograph", "room above it"],
)  # fmt: skip
def test_other_pictures_are_as_large_as_the_pane(size_px, shape, dtype):
    assert fitted(size_px, shape, dtype)[1]


def test_in_a_small_pane_fewer_words_make_room_for_the_picture():
    """Two lines above, one below: whose picture it is and when, and no more."""
    size_px = (418, 349)
    (left, top, right, bottom), _ = fitted(size_px)
    assert top >= EDGE_PX + 2 * LINE_PX and bottom <= size_px[1] - EDGE_PX - LINE_PX and right - left >= 0.8 * size_px[0]
    stack = Stack("1.2", "local:1.3", (PLANE,), np.zeros((1, 600, 800, 3), np.uint8), "raw", spacing_source="us_region")
    assert leaves_few_words(stack, size_px) and not leaves_few_words(stack, (836, 697))
    said = {"top left": ["Doe, Jane", "12345  F", "2024-01-31  Liver"], "bottom right": ["mm from ultrasound region", "colour"]}
    marks = corner_marks(said, size_px, few=True)  # type: ignore[arg-type]
    assert [mark.text for mark in marks if isinstance(mark, TextMark)] == ["Doe, Jane", "2024-01-31  Liver", "colour"]
