"""A presentation state is read whole: grey levels, area, shutters, shapes and texts, in one set of coordinates."""

from __future__ import annotations

from pathlib import Path

import pytest
from presentation_objects import annotation, area, picture, shape, state, table, words
from pydicom.dataset import Dataset
from sr_objects import write

from viewer.case.errors import KnownError
from viewer.case.presentation import Presentation, Shutter
from viewer.dicom.content_tree import read_dataset
from viewer.dicom.read_presentation import MOST_SHAPES, read_presentation


def read(tmp_path: Path, dataset: Dataset) -> Presentation:
    return read_presentation(read_dataset(write(tmp_path / "pr.dcm", dataset)))


def window(centre: float, width: float, *pictures: Dataset, function: str = "") -> Dataset:
    made = Dataset()
    made.WindowCenter, made.WindowWidth = centre, width
    if function:
        made.VOILUTFunction = function
    if pictures:
        made.ReferencedImageSequence = list(pictures)
    return made


def test_published_state_with_three_tables(real_data: Path) -> None:
    found = read_presentation(read_dataset(real_data / "derived" / "gsps_luts" / "prLUTs.dcm"))
    assert found.label == "XLUT_P03" and found.name == "scrambled modality lut / voi lut / presentation lut"
    assert [one.instance_uid for one in found.pictures] == ["1.2.276.0.7230010.3.200.6.3.1"]
    assert found.modality_lut is not None and found.grey_lut is not None
    assert (len(found.modality_lut.values), found.modality_lut.first, found.modality_lut.bits) == (256, 0, 8)
    assert found.windows[0].window.lut is not None and found.windows[0].window.name == "scrambled voi lut"
    assert sorted(found.modality_lut.values) == sorted(set(found.modality_lut.values)), "a permutation of the grey levels"
    assert found.areas[0].top_left == (0, 0) and found.areas[0].bottom_right == (511, 511)
    assert found.left_out == () and found.creator == "Riesmeier Joerg" and found.source.author == "import:Riesmeier Joerg"


def test_everything_of_a_state(tmp_path: Path) -> None:
    one, other = picture("1.2.3"), picture("1.2.4", 2, 3)
    made = state(
        "1.2",
        [one, other],
        SoftcopyVOILUTSequence=[window(40, 400, one, function="LINEAR_EXACT"), window(50, 350, other)],
        RescaleSlope=2, RescaleIntercept=-1024, PresentationLUTShape="INVERSE",
        DisplayedAreaSelectionSequence=[area((11, 21), (60, 70))],
        ImageRotation=90, ImageHorizontalFlip="Y",
        ShutterShape=["RECTANGULAR", "CIRCULAR", "POLYGONAL", "BITMAP"], ShutterPresentationValue=65535,
        ShutterLeftVerticalEdge=5, ShutterRightVerticalEdge=50, ShutterUpperHorizontalEdge=6, ShutterLowerHorizontalEdge=60,
        CenterOfCircularShutter=[30, 40], RadiusOfCircularShutter=10, VerticesOfThePolygonalShutter=[1, 2, 1, 9, 8, 9],
        GraphicLayerSequence=[layer("FRONT", 2), layer("BACK", 1)],
        GraphicAnnotationSequence=[
            annotation("FRONT", [shape("CIRCLE", [10.5, 20.5, 15.5, 20.5]), shape("POLYLINE", [0, 0, 1, 1], "DISPLAY")],
                       [words("Größe\r\n5 mm", BoundingBoxAnnotationUnits="PIXEL", BoundingBoxTopLeftHandCorner=[1, 2],
                              BoundingBoxBottomRightHandCorner=[30, 8])], [one]),
            annotation("BACK", [shape("INTERPOLATED", [0, 0, 5, 5, 9, 1]), shape("ELLIPSE", [0, 0, 9, 0, 4, 1, 4, 3], filled="Y")],
                       [words("here", AnchorPointAnnotationUnits="PIXEL", AnchorPoint=[7, 8], AnchorPointVisibility="Y")]),
        ],
    )  # fmt: skip
    found = read(tmp_path, made)
    assert found.is_of("1.2.3") and found.is_of("1.2.4", 3) and not found.is_of("1.2.4", 1) and not found.is_of("1.2.5")
    shown = found.window_of("1.2.3")
    assert shown is not None and (shown.centre, shown.width, shown.function) == (40, 400, "linear_exact")
    second = found.window_of("1.2.4", 2)
    assert second is not None and (second.centre, second.function) == (50, "linear")
    assert (found.slope, found.intercept, found.inverse, found.rotation, found.flipped) == (2, -1024, True, 90, True)
    shown_area = found.area_of("1.2.3")
    assert shown_area is not None and (shown_area.top_left, shown_area.bottom_right) == ((10, 20), (59, 69))
    assert found.shutters == (
        Shutter("rectangle", ((4, 5), (49, 59))),
        Shutter("circle", ((39, 29), (49, 29))),
        Shutter("polygon", ((1, 0), (8, 0), (8, 7))),
    )
    assert found.shutter_grey == 1 and found.left_out == ("a shutter in the shape of a bitmap",)
    assert [row.layer for row in found.annotations_of("1.2.3")] == ["BACK", "FRONT"], "from back to front"
    assert [row.layer for row in found.annotations_of("1.2.4", 2)] == ["BACK"], "the other is of one picture only"
    circle, line = found.annotations[0].graphics
    assert circle.points == ((10.0, 20.0), (15.0, 20.0)), "the middle of a pixel is .5 in DICOM and whole here"
    assert (line.units, line.points) == ("area", ((0.0, 0.0), (1.0, 1.0)))
    text = found.annotations[0].words[0]
    assert text.text == "Größe\n5 mm" and text.box == ((0.5, 1.5), (29.5, 7.5)) and text.anchor is None
    anchored = found.annotations[1].words[0]
    assert anchored.anchor == (6.5, 7.5) and anchored.joined and anchored.box is None
    assert found.annotations[1].graphics[1].filled and found.creator == "Müller Ada"


def layer(name: str, order: int) -> Dataset:
    made = Dataset()
    made.GraphicLayer, made.GraphicLayerOrder = name, order
    return made


def test_table_of_16_bits_that_begins_below_zero(tmp_path: Path) -> None:
    voi = Dataset()
    voi.VOILUTSequence = [table(-100, 16, [0, 30000, 65535])]
    found = read(tmp_path, state("1.2", [picture("1.2.3")], SoftcopyVOILUTSequence=[voi])).windows[0].window
    assert found.lut is not None and (found.lut.first, found.lut.values) == (-100, (0, 30000, 65535))


def test_broken_parts_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    bad = Dataset()
    bad.add_new("LUTDescriptor", "US", [4, 0])
    narrow = Dataset()
    narrow.WindowCenter, narrow.WindowWidth = 40, 0
    made = state(
        "1.2", [picture("1.2.3")], ModalityLUTSequence=[bad], ImageRotation=45, SoftcopyVOILUTSequence=[narrow],
        ShutterShape=["CIRCULAR", "POLYGONAL", "RECTANGULAR"], CenterOfCircularShutter=[5, 5], RadiusOfCircularShutter=-4,
        GraphicAnnotationSequence=[annotation("A", [shape("CIRCLE", [1, 1]), shape("STAR", [1, 1]), shape("POINT", [3.5, 4.5])])],
    )  # fmt: skip
    found = read(tmp_path, made)
    assert found.modality_lut is None and found.rotation == 0 and not found.shutters and not found.windows
    assert {"a shutter without a size", "a window without a width"} <= set(found.left_out)
    assert [graphic.points for graphic in found.annotations[0].graphics] == [((3.0, 4.0),)]
    said = " / ".join(found.left_out)
    assert "a rotation by 45 degrees" in said and "shape of type CIRCLE" in said and "STAR" in said and "lookup table" in said


def test_a_state_of_no_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="names no picture"):
        read(tmp_path, state("1.2", []))


def test_too_many_shapes_are_cut_and_said(tmp_path: Path) -> None:
    made = state("1.2", [picture("1.2.3")], GraphicAnnotationSequence=[annotation("A", [shape("POINT", [1, 1])] * (MOST_SHAPES + 3))])
    found = read(tmp_path, made)
    assert len(found.annotations[0].graphics) == MOST_SHAPES and "more than 5,000" in found.left_out[0]
