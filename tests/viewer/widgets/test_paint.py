"""The painter: marks lie where they say, in the colour of their role, sharp at any screen resolution."""

import numpy as np
import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QImage, QPainter

from viewer.case.errors import KnownError
from viewer.scene.marks import DotMark, LineMark, PolygonMark, TextMark
from viewer.scene.text_room import width_px
from viewer.widgets import theme
from viewer.widgets.paint import draw, image_font, paint, to_image


def rgb(image, x, y):
    colour = image.pixelColor(x, y)
    return colour.red(), colour.green(), colour.blue()


def role(name):
    colour = theme.colour(name)
    return colour.red(), colour.green(), colour.blue()


def test_pixels_keep_their_place_and_colour(qapp):
    pixels = np.zeros((3, 5, 3), np.uint8)
    pixels[1, 4] = (250, 20, 130)
    image = to_image(pixels)
    pixels[:] = 0  # the image has its own memory
    assert (image.width(), image.height()) == (5, 3)
    assert rgb(image, 4, 1) == (250, 20, 130) and rgb(image, 1, 1) == (0, 0, 0)


def test_a_picture_is_written_with_its_marks(qapp, tmp_path):
    path = tmp_path / "picture.png"
    marks = [
        LineMark((10, 20), (90, 20), "accent", 3),
        PolygonMark(((20, 40), (60, 40), (60, 60), (20, 60)), "confirmed", 3),
        DotMark((80, 50), "wrong", 6, filled=True),
    ]
    paint(np.full((70, 100, 3), 90, np.uint8), marks, path)
    image = QImage(str(path))
    assert (image.width(), image.height()) == (100, 70)
    assert rgb(image, 50, 20) == pytest.approx(role("accent"), abs=3)
    assert rgb(image, 40, 40) == pytest.approx(role("confirmed"), abs=3)
    assert rgb(image, 40, 50) == (90, 90, 90)  # outlines cover nothing
    assert rgb(image, 80, 50) == pytest.approx(role("wrong"), abs=3)


def test_a_folder_that_is_not_there_is_said_in_a_sentence(qapp, tmp_path):
    with pytest.raises(KnownError, match="could not be written"):
        paint(np.zeros((4, 4, 3), np.uint8), [], tmp_path / "none" / "picture.png")


def text_box(anchor, ratio=1.0, text="mm"):
    image = to_image(np.full((round(100 * ratio), round(200 * ratio), 3), 128, np.uint8), ratio)
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw(painter, [TextMark((100, 50), text, "text", anchor)])
    painter.end()
    array = np.array(
        [[image.pixelColor(x, y).lightness() for x in range(image.width())] for y in range(image.height())]
    )
    y, x = np.nonzero(array != 128)
    return (x.min() / ratio, y.min() / ratio, x.max() / ratio, y.max() / ratio), array


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_text_is_anchored_has_a_halo_and_keeps_its_size(qapp, ratio):
    (left, top, right, bottom), array = text_box("top left", ratio)
    assert left >= 97 and top >= 48 and 10 < right - left < 40 and bottom - top < 20
    assert array.max() > 180 and array.min() < 80
    (left, _, right, bottom), _ = text_box("bottom right", ratio)
    assert right <= 103 and bottom <= 52
    (left, top, right, bottom), _ = text_box("centre", ratio)
    assert (left + right) / 2 == pytest.approx(100, abs=2) and (top + bottom) / 2 == pytest.approx(50, abs=4)


def test_every_role_is_readable_on_panels_and_named_once(qapp):
    def luminance(name):
        parts = [value / 255 for value in role(name)]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        high, low = sorted((luminance(one), luminance(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    for ground in ("surface", "raised", "image ground"):
        assert contrast("text", ground) >= 7
        for name in ("quiet", "accent", "proposed", "confirmed", "attention", "wrong"):
            assert contrast(name, ground) >= 4.5
    assert "#" not in "".join(theme.DARK) and len(set(theme.DARK.values())) == len(theme.DARK)


def test_theme_dresses_an_application_and_has_icons(qapp):
    theme.apply(qapp)
    try:
        assert qapp.font().pixelSize() == 13
        assert not theme.icon("ruler").pixmap(18, 18).isNull()
    finally:
        qapp.setStyleSheet("")


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize(
    "text", ["Demonstration, Lightbox", "LIGHTBOX-DEMO-1  M  born 1961-02-03  65 y", "2 · Portal venous 2.0 mm, weich",
             "z -111.0 mm  step 2.00 mm", "WMQ @ 100 % (ÄÖÜ) oblique 15°"],
)  # fmt: skip
def test_a_text_is_no_wider_than_the_scene_takes_it_for(qapp, text, bold):
    width = QFontMetricsF(image_font(bold)).horizontalAdvance(text)
    assert width <= width_px(text, bold)
    if "DejaVu" in QFontInfo(image_font()).family():
        assert width_px(text, bold) < width * 1.25


@pytest.mark.parametrize("ink", ["text", "accent", "attention", "confirmed", "proposed", "wrong"])
@pytest.mark.parametrize("shade", [0, 40, 97, 130, 200, 255])
def test_texts_are_read_on_any_ground_and_dark_ground_stays_as_it_is(qapp, shade, ink):
    ground = to_image(np.full((40, 200, 3), shade, np.uint8))
    image = ground.copy()
    painter = QPainter(image)
    draw(painter, [TextMark((20, 10), "| |", ink, "top left")], ground)
    painter.end()
    behind = rgb(image, 18, 16)[0]  # beside the first letter, on the plate
    letters = relative_luminance(role(ink))

    def contrast(paper):
        return (letters + 0.05) / (relative_luminance((paper,) * 3) + 0.05)

    assert contrast(behind) >= 4.5
    if contrast(shade) >= 4.6:
        assert behind == shade
    assert rgb(image, 120, 30) == (shade,) * 3


def relative_luminance(colour):
    """WCAG 2.2."""
    linear = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_lines_of_a_corner_share_one_plate_without_stripes(qapp):
    pixels = np.full((60, 200, 3), 255, np.uint8)
    pixels[:25] = 0
    ground = to_image(pixels)
    image = ground.copy()
    painter = QPainter(image)
    draw(painter, [TextMark((20, 8 + row * 17), "| |", "text", "top left") for row in range(3)], ground)
    painter.end()
    column = [rgb(image, 18, y)[0] for y in range(26, 55)]
    assert len(set(column)) == 1 and column[0] < 130  # equally dark behind all lines and between them
    assert rgb(image, 18, 10) == (0, 0, 0) and rgb(image, 120, 40) == (255,) * 3
