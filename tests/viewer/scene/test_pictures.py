"""Pictures without a volume: films, radiographs and colour as they are stored, and what their lengths stand on."""

from dataclasses import replace

import numpy as np
import pytest

from viewer.case.calibration import calibrated
from viewer.case.measurement import Ruler
from viewer.case.quantities import quantities_of
from viewer.case.source import by
from viewer.case.study import Part, Patient, Problem, Series, Study
from viewer.case.volume import Plane, Stack, UltrasoundRegion, Window
from viewer.scene.acquired import pictures_of
from viewer.scene.annotations import picture_letter_marks, scale_bar
from viewer.scene.corners import Corners
from viewer.scene.drawings import COLOUR, Drawings, draw_over, packed
from viewer.scene.marks import TextMark
from viewer.scene.measurement_marks import measurement_marks
from viewer.scene.numbers import Numbers
from viewer.scene.slice_view import picture
from viewer.scene.text_room import LabelRoom
from viewer.scene.value_text import drawn_text, value_text, window_text
from viewer.scene.view_state import fit, scroll

STUDY = Study("1", Patient("ID7", "Doe^Jane"), "20260102")
SERIES = Series("1.1", "1", "US", "Carotid")


def film(count=3, rows=20, columns=30, spacing=(0.5, 0.25), colour=False, **options):
    """Frames whose value is column + 100 * row + 10000 * frame; of colour, red is the column and green the row."""
    row_mm, column_mm = spacing
    shape = (count, rows, columns)
    frame, row, column = np.indices(shape)
    pixels = (column + 100 * row + 10000 * frame).astype(np.int32)
    if colour:
        pixels = np.stack((column * 8, row * 12, frame * 50), axis=3).astype(np.uint8)
    planes = tuple(
        Plane("1.1.1", n, (0.0, 0.0, float(n)), (column_mm, 0.0, 0.0), (0.0, row_mm, 0.0)) for n in range(count)
    )
    return Stack("1.1", "local:1.1.1", planes, pixels, "raw", **options)


def ruler(start, end):
    return Ruler("r", "1.1", "local:1.1.1", start, end, by("user:meier"))


def said(made):
    (line,) = drawn_text(made, quantities_of(made))
    return line


@pytest.mark.parametrize("spacing", [(1.0, 1.0), (0.5, 0.25)])
def test_every_frame_is_shown_with_its_own_values_in_its_true_aspect(spacing):
    stack = film(spacing=spacing)
    pictures = pictures_of(stack)
    assert pictures.axis.count == 3
    view = fit(pictures.geometry, pictures.axis, (240, 320), 1)
    for number in (1, 2, 3):
        assert pictures.axis.number_at(view.centre_lps) == number
        values = pictures.slicer(view).values(view, smooth=False)
        for row, column in ((0, 0), (19, 29), (4, 17)):
            x, y = view.to_px((column * spacing[1], row * spacing[0], float(number - 1)))
            assert values[int(y), int(x)] == column + 100 * row + 10000 * (number - 1)
        view = scroll(view, pictures.axis, 1)
    across = view.to_px((10 * spacing[1], 0.0, 0.0))[0] - view.to_px((0.0, 0.0, 0.0))[0]
    down = view.to_px((0.0, 10 * spacing[0], 0.0))[1] - view.to_px((0.0, 0.0, 0.0))[1]
    assert across / down == pytest.approx(spacing[1] / spacing[0])


def test_colour_is_shown_as_it_is_and_black_around():
    stack = film(colour=True)
    pictures = pictures_of(stack)
    view = fit(pictures.geometry, pictures.axis, (300, 300), 2)
    shown = picture(pictures.slicer(view), view, Window(5000, 1), smooth=False)
    x, y = view.to_px((7 * 0.25, 5 * 0.5, 1.0))
    assert tuple(shown[int(y), int(x)]) == (56, 60, 50)
    x, y = view.to_px((-1.0, 2.0, 1.0))
    assert tuple(shown[int(y), int(x)]) == (0, 0, 0)
    assert stack.probe((7 * 0.25, 5 * 0.5, 1.0)) == ((56, 60, 50), (7, 5, 1))
    assert value_text((56, 60, 50), "raw") == "R 56  G 60  B 50"


def test_colour_with_a_place_keeps_its_place_and_counts_in_its_own_order():
    steps = [(1.0, 2.0, z) for z in (9.0, 6.0, 3.0)]  # towards the feet, as many scanners store them
    planes = tuple(Plane(f"1.{n}", 0, at, (0.25, 0.0, 0.0), (0.0, 0.5, 0.0)) for n, at in enumerate(steps))
    stack = replace(film(colour=True), planes=planes, frame_uid="1.2.3")
    pictures = pictures_of(stack)
    assert pictures.axis.offsets_mm == (0.0, 3.0, 6.0)
    view = fit(pictures.geometry, pictures.axis, (300, 300), 2)
    assert view.centre_lps[2] == pytest.approx(6.0)
    shown = picture(pictures.slicer(view), view, Window(0, 1), smooth=False)
    x, y = view.to_px((1 + 7 * 0.25, 2 + 5 * 0.5, 6.0))
    assert tuple(shown[int(y), int(x)]) == (56, 60, 50)


def test_planes_that_cross_are_still_seen_one_after_the_other():
    stack = film(colour=True)
    across = Plane("1.9", 0, (5.0, 5.0, 5.0), (0.0, 0.25, 0.0), (0.0, 0.0, 0.5))
    stack = replace(stack, planes=(stack.planes[0], across, stack.planes[2]), frame_uid="1.2.3")
    pictures = pictures_of(stack)
    assert pictures.axis.count == 3
    view = fit(pictures.geometry, pictures.axis, (300, 300), 2)
    shown = picture(pictures.slicer(view), view, Window(0, 1), smooth=False)
    assert shown[150, 150, 2] == 50


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("pixel_spacing", "5.0 mm"),
        ("imager", "≈ 5.0 mm (detector)"),
        ("imager/magnification", "≈ 5.0 mm (detector, magnification)"),
        ("calibrated", "5.0 mm (calibrated)"),
        ("none", "20 px"),
    ],
)
def test_a_length_says_what_its_millimetres_stand_on(source, label):
    stack = film(spacing_source=source)
    made = calibrated(ruler((0.0, 0.0, 0.0), (5.0, 0.0, 0.0)), stack)
    assert said(made) == label
    assert (made.length_mm is None) == (source == "none")
    pictures = pictures_of(stack)
    view = fit(pictures.geometry, pictures.axis, (300, 300), 1)
    texts = [mark.text for mark in measurement_marks(view, [made], Numbers(), 0.5, LabelRoom((300, 300))) if isinstance(mark, TextMark)]
    assert texts == [label]


def test_lengths_on_ultrasound_are_the_regions_or_pixels():
    """The right region is magnified twice as much as the left one, on which the spacing stands."""
    left = UltrasoundRegion(0, 0, 14, 19, 0.25, 0.5)
    right = UltrasoundRegion(15, 0, 29, 19, 0.125, 0.25)
    flow = UltrasoundRegion(0, 15, 14, 19, 0.01, 5.0, ("s", "mm/s"))
    stack = film(spacing_source="us_region", regions=(left, right, flow))

    def length(column, row, other_column, other_row):
        made = ruler((column * 0.25, row * 0.5, 0.0), (other_column * 0.25, other_row * 0.5, 0.0))
        return said(calibrated(made, stack))

    assert length(2, 3, 12, 3) == "2.5 mm (ultrasound region)"
    assert length(2, 3, 2, 13) == "5.0 mm (ultrasound region)"
    assert length(16, 3, 26, 3) == "1.2 mm (ultrasound region)"
    assert length(10, 3, 20, 3) == "10 px"


def test_a_ruler_in_the_patient_stays_as_it_is():
    made = replace(ruler((0.0, 0.0, 0.0), (3.0, 4.0, 0.0)), frame_uid="1.2.3")
    assert calibrated(made, replace(film(), frame_uid="1.2.3")) == made
    assert said(made) == "5.0 mm"


def test_the_scale_bar_says_that_it_is_estimated():
    pictures = pictures_of(film())
    view = fit(pictures.geometry, pictures.axis, (300, 300), 1)
    assert [mark.text for mark in scale_bar(view, True) if isinstance(mark, TextMark)] == ["≈ 2 mm"]


def test_letters_of_a_radiograph_are_those_of_its_header():
    pictures = pictures_of(film())
    view = fit(pictures.geometry, pictures.axis, (300, 300), 1)
    marks = {mark.anchor: mark.text for mark in picture_letter_marks(view, ("L", "FP"))}
    assert marks == {"left": "R", "right": "L", "top": "HA", "bottom": "FP"}
    assert picture_letter_marks(view, ("", "")) == ()


def test_corners_say_the_frame_its_time_and_what_a_millimetre_is():
    stack = film(spacing_source="imager", frame_seconds=(0.0, 0.04, 0.08))
    pictures = pictures_of(stack)
    view = fit(pictures.geometry, pictures.axis, (300, 300), 2)
    corners = Corners(STUDY, SERIES, None, stack, (), Part("cc", "CC left", 3, stack.frame_uid, False))
    said = corners.of_picture(view, pictures.axis, stack, Window(4.5, 7.5, "auto"), inverted=True)
    assert said["bottom left"][0] == "Frame 2 / 3  0.04 s" and "CC left" in said["top right"]
    assert said["bottom right"] == ["! ≈ mm on the detector", "inverted", "W 7.5  L 4.5  auto"]
    plain = film(1, spacing_source="none", colour=True)
    said = corners.of_picture(view, pictures_of(plain).axis, plain, Window(0, 1))
    assert said["bottom left"][0] == "" and said["bottom right"] == ["! no mm: lengths in pixels", "colour"]
    assert "px/mm" not in "".join(said["bottom left"])


def test_the_corner_names_whom_the_files_name_where_they_name_several():
    stack = film(1)
    pictures = pictures_of(stack)
    view = fit(pictures.geometry, pictures.axis, (300, 300), 0)
    study = replace(STUDY, patient=Patient("1", "First^A", "19500101", "F"), age_years=74)
    part = Part("p", "", 1, stack.frame_uid, False, patient=Patient("2", "Second^B", sex="M"))

    def top_left(*problems: Problem) -> list[str]:
        corners = Corners(study, SERIES, None, stack, problems, part)
        return list(corners.of_picture(view, pictures.axis, stack, Window(0, 1))["top left"])

    assert top_left()[:2] == ["First, A", "1  F  born 1950-01-01  74 y"], "the library's patient, whom a user may have corrected"
    for said in ("Files of this series name different patients: …", "Files of this study name different patients: …",
                 "This study was imported before with another patient name, ID or birth date; the first ones are kept."):
        assert top_left(Problem("warning", said))[:2] == ["Second, B", "2  M"], "and no age of somebody else"


def test_units_and_windows_read_as_people_write_them():
    assert value_text(40.0, "HU") == "40 HU"
    assert value_text(4.3123, "SUVbw", (("SUVlbm", 0.5), ("Bq/ml", 3000.0))) == "4.312 SUVbw · 2.156 SUVlbm · 12937 Bq/ml"
    assert value_text(17.0, "raw") == "17" and value_text(0.05, "GY") == "0.05 GY"
    assert window_text(Window(-600, 1500)) == "W 1500  L -600"
    assert window_text(Window(2.5, 5)) == "W 5  L 2.5"


def test_drawings_lie_on_their_own_picture_in_the_right_place():
    stack = film(rows=20, columns=32)
    mask = np.zeros((20, 32), bool)
    mask[4:9, 10:22] = True
    pictures = pictures_of(stack)
    for number, drawn in ((1, False), (2, True)):
        view = fit(pictures.geometry, pictures.axis, (320, 400), number)
        pixels = np.zeros((400, 320, 3), np.uint8)
        draw_over(pixels, view, stack, number - 1, Drawings({1: packed(mask)}))
        for row, column in ((6, 12), (4, 10), (8, 21)):
            x, y = view.to_px((column * 0.25, row * 0.5, 0.0))
            assert (pixels[int(y), int(x), 0] > 100) == drawn
        x, y = view.to_px((16 * 0.25, 6 * 0.5, 0.0))
        assert (tuple(pixels[int(y), int(x)]) == COLOUR) == drawn
        for row, column in ((2, 12), (6, 8), (10, 12), (6, 24)):
            x, y = view.to_px((column * 0.25, row * 0.5, 0.0))
            assert not pixels[int(y), int(x)].any()
