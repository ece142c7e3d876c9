"""Where runs disagreed there is colour, elsewhere the picture as it was; the key says what the colours mean."""

import numpy as np
from phantom import phantom_geometry

from viewer.scene.marks import TextMark
from viewer.scene.uncertainty_wash import BANDS, WHOLE, UncertaintyWash
from viewer.scene.view_state import fit, picture_axis

GRID = phantom_geometry((20, 40, 40), (2.0, 2.0, 2.0))


def test_only_doubt_is_coloured() -> None:
    layer = np.zeros(GRID.shape_kji, np.uint8)
    layer[:, :, 25:] = round(0.5 * WHOLE)
    wash = UncertaintyWash(GRID, layer, 1.0)
    view = fit(GRID, picture_axis(GRID, "axial"), (400, 400))
    pixels = np.full((400, 400, 3), 90, np.uint8)
    wash.lay_over(pixels, view)
    for i, colour in ((10, (90, 90, 90)), (35, BANDS[1][1])):
        x, y = view.to_px(GRID.point(10, 20, i))
        assert tuple(pixels[int(y), int(x)]) == colour
    assert wash.text_at(GRID.point(10, 20, 35)) == "uncertainty 50 %" and wash.text_at(GRID.point(10, 20, 3)) == ""
    said = [mark.text for mark in wash.key(view) if isinstance(mark, TextMark)]
    assert said == ["uncertainty", "70 %", "40 %", "10 % and more"]
    assert wash.key(fit(GRID, picture_axis(GRID, "axial"), (200, 200))) == ()
