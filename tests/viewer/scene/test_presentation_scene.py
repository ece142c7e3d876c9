"""A presentation state on the screen: the grey of a pixel, where a shape lies, what a shutter hides, which way is up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from viewer.case.presentation import (
    Annotation,
    Graphic,
    PictureRef,
    Presentation,
    ShownArea,
    ShownWindow,
    Shutter,
    Words,
)
from viewer.case.source import Source
from viewer.case.volume import Lut, Plane, Stack, Window
from viewer.dicom.content_tree import read_dataset
from viewer.dicom.read_presentation import read_presentation
from viewer.scene.marks import DotMark, LineMark, PolygonMark, TextMark
from viewer.scene.presentation_grey import PicturePlaces, close_shutters, shown_window
from viewer.scene.presentation_marks import presentation_marks, presented_view
from viewer.scene.view_state import PlaneView
from viewer.scene.windows import to_grey

UID = "1.2.3"
OBLIQUE = Plane(UID, 0, (10.0, 20.0, 30.0), (0.0, 0.5, 0.0), (0.0, 0.0, -2.0))
"""Columns run backwards every half millimetre, rows to the feet every two."""
SIZE = (40, 20)


def made(**values: object) -> Presentation:
    plain = Presentation(
        "p", "1.9", "1.8", "LABEL", "", "", (PictureRef(UID),), None, None, None, (), None, False, (), 0, False, (), 0.0, (), (), (),
        Source("import:test", "2026-01-01T00:00:00Z"),
    )  # fmt: skip
    return replace(plain, **values)  # type: ignore[arg-type]


def stack(pixels: np.ndarray, plane: Plane = OBLIQUE, inverted: bool = False) -> Stack:
    return Stack("1.8", "1.7", (plane,), pixels[None], "raw", inverted=inverted)


def view(size: tuple[int, int] = (200, 200), mm_per_px: float = 0.5) -> PlaneView:
    """On the picture's plane, its middle in the middle."""
    middle = (10.0, 20.0 + 39 / 2 * 0.5, 30.0 - 19 / 2 * 2.0)
    return PlaneView("picture", middle, (0.0, 1.0, 0.0), (0.0, 0.0, -1.0), mm_per_px, size)


# Grey ---------------------------------------------------------------------------------------------------------


def test_plain_window_is_given_as_it_is() -> None:
    window = Window(40, 400)
    assert shown_window(made(windows=(ShownWindow((), window),)), stack(np.zeros((20, 40), np.int16)), 0, Window(0, 1)) is window


@pytest.mark.parametrize("inverted", [False, True])
def test_inverse_shape_turns_the_grey_round_whatever_the_picture_is(inverted: bool) -> None:
    pixels = np.arange(0, 101, dtype=np.int16).reshape(1, -1)
    source = stack(pixels, inverted=inverted)
    window = shown_window(made(inverse=True, windows=(ShownWindow((), Window(50, 100)),)), source, 0, Window(0, 1))
    grey = to_grey(pixels, window, inverted)
    assert grey[0, 0] == 255 and grey[0, 100] == 0 and grey[0, 20] == 204


def test_own_rescale_takes_the_place_of_the_pictures() -> None:
    """Stored 0..100, the picture says -1000 + stored; the state says 2 * stored - 50."""
    values = np.arange(0, 101, dtype=np.int16).reshape(1, -1) - 1000
    state = made(slope=2.0, intercept=-50.0, picture_slope=1.0, picture_intercept=-1000.0, windows=(ShownWindow((), Window(50, 100)),))
    grey = to_grey(values, shown_window(state, stack(values), 0, Window(0, 1)))
    assert list(grey[0, [25, 50, 75]]) == [0, 128, 255]


def test_tables_follow_one_another() -> None:
    pixels = np.array([[0, 1, 2, 3]], np.int16)
    state = made(
        modality_lut=Lut(0, (3, 2, 1, 0), 8), grey_lut=Lut(0, (0, 255, 0, 255), 8),
        windows=(ShownWindow((), Window(1.5, 4, lut=Lut(0, (0, 85, 170, 255), 8))),),
    )  # fmt: skip
    assert to_grey(pixels, shown_window(state, stack(pixels), 0, Window(0, 1))).tolist() == [[255, 0, 255, 0]]


def test_published_state_gives_its_pictures_greys(real_data: Path) -> None:
    """The three scrambled tables of the conformance object, looked up here one after the other."""
    folder = real_data / "derived" / "gsps_luts"
    import pydicom

    file, state_file = pydicom.dcmread(folder / "imageForPrLUTs.dcm"), pydicom.dcmread(folder / "prLUTs.dcm")
    pixels = file.pixel_array.astype(np.int16)
    modality = np.array(state_file.ModalityLUTSequence[0].LUTData)
    voi = np.array(state_file.SoftcopyVOILUTSequence[0].VOILUTSequence[0].LUTData)
    grey = np.array(state_file.PresentationLUTSequence[0].LUTData)
    wanted = grey[voi[modality[pixels]]]
    state = read_presentation(read_dataset(folder / "prLUTs.dcm"))
    plane = replace(OBLIQUE, instance_uid=state.pictures[0].instance_uid)
    shown = to_grey(pixels, shown_window(state, stack(pixels, plane), 0, Window(0, 1)))
    assert np.abs(shown.astype(int) - wanted).max() == 0
    assert len(np.unique(wanted)) > 50


# Places -------------------------------------------------------------------------------------------------------


def test_shapes_lie_on_their_pixels() -> None:
    state = made(annotations=(Annotation((), "", (Graphic("point", ((4.0, 3.0),), "picture"), Graphic("polyline", ((0.0, 0.0), (39.0, 19.0)), "picture")), ()),))
    dot, line = presentation_marks(view(), OBLIQUE, SIZE, state)
    assert isinstance(dot, DotMark) and isinstance(line, LineMark)
    assert view().to_lps(dot.centre_px) == pytest.approx((10.0, 22.0, 24.0))
    assert view().to_lps(line.start_px) == pytest.approx(OBLIQUE.origin_lps)
    assert view().to_lps(line.end_px) == pytest.approx((10.0, 39.5, -8.0))


def test_circle_on_pixels_that_are_not_square_is_round_in_pixels() -> None:
    state = made(annotations=(Annotation((), "", (Graphic("circle", ((20.0, 10.0), (24.0, 10.0)), "picture"),), ()),))
    (circle,) = presentation_marks(view(), OBLIQUE, SIZE, state)
    assert isinstance(circle, PolygonMark)
    points = np.array([view().to_lps(point) for point in circle.points_px])
    assert np.ptp(points[:, 1]) == pytest.approx(2 * 4 * 0.5, rel=0.01) and np.ptp(points[:, 2]) == pytest.approx(2 * 4 * 2.0, rel=0.01)


def test_ellipse_and_curve_and_closed_line() -> None:
    ellipse = Graphic("ellipse", ((10.0, 10.0), (30.0, 10.0), (20.0, 5.0), (20.0, 15.0)), "picture")
    curve = Graphic("curve", ((0.0, 0.0), (10.0, 8.0), (20.0, 0.0)), "picture")
    square = Graphic("polyline", ((0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 0.0)), "picture")
    marks = presentation_marks(view(), OBLIQUE, SIZE, made(annotations=(Annotation((), "", (ellipse, curve, square), ()),)))
    first, *lines, last = marks
    assert isinstance(first, PolygonMark) and isinstance(last, PolygonMark) and len(last.points_px) == 3
    xs = [x for x, _ in first.points_px]
    assert max(xs) - min(xs) == pytest.approx(20.0, rel=0.01), "20 columns of 0.5 mm at 0.5 mm a pixel"
    assert len(lines) == 16 and all(isinstance(line, LineMark) for line in lines)
    through = [line.start_px for line in lines if isinstance(line, LineMark)]
    wanted = view().to_px((10.0, 25.0, 14.0))
    assert min(np.hypot(x - wanted[0], y - wanted[1]) for x, y in through) < 1e-6, "the curve goes through its points"


def test_text_in_a_box_with_a_line_to_its_anchor() -> None:
    words = Words("one\ntwo", ((2.0, 2.0), (12.0, 6.0)), "picture", (20.0, 10.0), "picture", joined=True)
    first, second, line = presentation_marks(view(), OBLIQUE, SIZE, made(annotations=(Annotation((), "", (), (words,)),)))
    assert isinstance(first, TextMark) and isinstance(second, TextMark) and isinstance(line, LineMark)
    assert (first.text, second.text) == ("one", "two") and second.at_px[1] > first.at_px[1]
    assert view().to_lps(first.at_px) == pytest.approx((10.0, 21.0, 26.0))
    assert view().to_lps(line.end_px) == pytest.approx((10.0, 30.0, 10.0))


def test_nothing_is_drawn_on_another_picture() -> None:
    state = made(annotations=(Annotation((), "", (Graphic("point", ((4.0, 3.0),), "picture"),), ()),))
    assert presentation_marks(view(), replace(OBLIQUE, instance_uid="1.2.99"), SIZE, state) == ()
    framed = made(pictures=(PictureRef(UID, (2,)),), annotations=state.annotations)
    assert presentation_marks(view(), OBLIQUE, SIZE, framed) == ()
    assert len(presentation_marks(view(), replace(OBLIQUE, frame=1), SIZE, framed)) == 1, "frames count from 1 in the file"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("flipped", [False, True])
def test_turned_and_mirrored_pictures_fill_the_screen(rotation: int, flipped: bool) -> None:
    """A corner of the picture must come out where turning and mirroring its pixels puts it."""
    state = made(rotation=rotation, flipped=flipped)
    cells = np.zeros((20, 40), int)
    cells[0, 0] = 1  # the first pixel
    turned = np.rot90(cells, -rotation // 90)
    turned = np.fliplr(turned) if flipped else turned
    (row,), (column,) = np.nonzero(turned)
    shown = presented_view(view((400, 400)), OBLIQUE, SIZE, state)
    x, y = shown.to_px(OBLIQUE.origin_lps)
    assert (x < 200) == (column == 0) and (y < 200) == (row == 0)
    corner = Graphic("point", ((0.0, 0.0),), "area")
    (dot,) = presentation_marks(shown, OBLIQUE, SIZE, replace(state, annotations=(Annotation((), "", (corner,), ()),)))
    assert isinstance(dot, DotMark) and dot.centre_px[0] < 200 and dot.centre_px[1] < 200, "0, 0 of the area is top left"
    assert min(dot.centre_px) == pytest.approx(0, abs=1e-6), "and the area touches the edge of the screen"


def test_shown_area_is_fitted() -> None:
    state = made(areas=(ShownArea((), (10.0, 5.0), (19.0, 9.0)),))
    shown = presented_view(view((200, 200)), OBLIQUE, SIZE, state)
    assert shown.centre_lps == pytest.approx((10.0, 20 + 14.5 * 0.5, 30 - 7 * 2.0))
    assert shown.mm_per_px == pytest.approx(5 * 2.0 / 200), "five rows of 2 mm are higher than ten columns of 0.5 mm"


# Shutters -----------------------------------------------------------------------------------------------------


def test_shutters_hide_what_lies_outside_all_of_them() -> None:
    shutters = (Shutter("rectangle", ((10.0, 2.0), (29.0, 17.0))), Shutter("circle", ((20.0, 10.0), (28.0, 10.0))), Shutter("polygon", ((0.0, 0.0), (39.0, 0.0), (39.0, 19.0), (0.0, 19.0))))
    state = made(shutters=shutters, shutter_grey=0.5)
    white = np.full((200, 200, 3), 255, np.uint8)
    shown = close_shutters(white, view(), OBLIQUE, SIZE, state)

    def at(column: float, row: float) -> int:
        x, y = view().to_px((10.0, 20 + column * 0.5, 30 - row * 2.0))
        return int(shown[int(y), int(x), 0])

    assert at(20, 10) == 255 and at(14, 10) == 255
    assert at(10.5, 10) == 128, "outside the circle"
    assert at(20, 1) == 128, "above the rectangle"
    assert at(41, 10) == 0, "beside the picture"
    assert at(35, 10) == 128 and white.min() == 255, "the picture given is left as it is"


def test_which_picture_a_view_shows() -> None:
    planes = tuple(replace(OBLIQUE, instance_uid=str(n), origin_lps=(10.0 + 3 * n, 20.0, 30.0)) for n in range(3))
    source = Stack("1.8", "1.7", planes, np.zeros((3, 20, 40), np.int16), "raw")
    assert PicturePlaces(source).shown(view().through((13.2, 0.0, 0.0))) == 1
    across = PlaneView("axial", (10.0, 20.0, 30.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), 1.0, (100, 100))
    assert PicturePlaces(source).shown(across) is None
