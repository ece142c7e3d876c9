"""Grey and colour softcopy presentation states (DICOM PS3.3 A.33): how a picture was shown and what was drawn on it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.presentation import (
    Annotation,
    Graphic,
    GraphicKind,
    PictureRef,
    Presentation,
    ShownArea,
    ShownWindow,
    Spot,
    Units,
    Words,
)
from viewer.case.source import Source, now
from viewer.case.volume import Lut, VoiFunction, Window
from viewer.dicom.content_tree import cleaned, read_dataset
from viewer.dicom.headers import integer, items, number, numbers, text
from viewer.dicom.luts import lut_of
from viewer.dicom.shutters import shutter_grey, shutters_of

SOP_CLASSES = ("1.2.840.10008.5.1.4.1.1.11.1", "1.2.840.10008.5.1.4.1.1.11.2")
MOST_SHAPES = 5_000
MOST_POINTS = 10_000
_KINDS: dict[str, GraphicKind] = {
    "POINT": "point", "POLYLINE": "polyline", "INTERPOLATED": "curve", "CIRCLE": "circle", "ELLIPSE": "ellipse",
}  # fmt: skip
_POINTS_OF = {"point": 1, "circle": 2, "ellipse": 4}
_FUNCTIONS: dict[str, VoiFunction] = {"LINEAR": "linear", "LINEAR_EXACT": "linear_exact", "SIGMOID": "sigmoid"}
_MODES: dict[str, Literal["fit", "size", "magnify"]] = {"TRUE SIZE": "size", "MAGNIFY": "magnify"}


def read_presentation_file(path: Path) -> Presentation:
    """Like `read_presentation`, for a decoder process."""
    return read_presentation(read_dataset(path))


def read_presentation(dataset: Dataset) -> Presentation:
    """The whole state as one record; what is not understood is named in `left_out`.

    Raises KnownError when it names no picture.
    """
    uid = text(dataset, "SOPInstanceUID")
    pictures = tuple(_referenced(dataset, "ReferencedSeriesSequence"))
    if not pictures:
        raise KnownError("The presentation state names no picture, so it cannot be shown.")
    left_out: list[str] = []
    creator = text(dataset, "ContentCreatorName").replace("^", " ").strip()
    machine = text(dataset, "Manufacturer")
    rescale = number(dataset, "RescaleSlope"), number(dataset, "RescaleIntercept")
    if rescale[0] == 0:
        rescale = None, None
        left_out.append("a rescale slope of 0")
    grey = items(dataset, "PresentationLUTSequence")
    rotation = integer(dataset, "ImageRotation") or 0
    if rotation % 90:
        left_out.append(f"a rotation by {rotation} degrees")
    for keyword, words in (("MaskSubtractionSequence", "mask subtraction"), ("CompoundGraphicSequence", "compound graphics")):
        if items(dataset, keyword):
            left_out.append(words)
    return Presentation(
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"lightbox/presentation/{uid}").hex,
        instance_uid=uid,
        series_uid=text(dataset, "SeriesInstanceUID"),
        label=cleaned(text(dataset, "ContentLabel"), 64),
        description=cleaned(text(dataset, "ContentDescription"), 200),
        creator=creator,
        pictures=pictures,
        modality_lut=_table(items(dataset, "ModalityLUTSequence"), left_out),
        slope=rescale[0],
        intercept=rescale[1],
        windows=tuple(_windows(dataset, left_out)),
        grey_lut=_table(grey, left_out),
        inverse=text(dataset, "PresentationLUTShape") == "INVERSE",
        areas=tuple(_areas(dataset)),
        rotation=rotation % 360 if rotation % 90 == 0 else 0,
        flipped=text(dataset, "ImageHorizontalFlip") == "Y",
        shutters=tuple(shutters_of(dataset, left_out)),
        shutter_grey=shutter_grey(dataset),
        layers=_layers(dataset),
        annotations=tuple(_annotations(dataset, left_out)),
        left_out=tuple(dict.fromkeys(left_out)),
        source=Source(f"import:{cleaned(creator or machine, 64) or 'another system'}", now(), run_id=uid),
    )


def _referenced(dataset: Dataset, keyword: str = "") -> Iterator[PictureRef]:
    for series in items(dataset, keyword) if keyword else (dataset,):
        for image in items(series, "ReferencedImageSequence"):
            uid = text(image, "ReferencedSOPInstanceUID")
            if uid:
                yield PictureRef(uid, tuple(int(frame) for frame in numbers(image, "ReferencedFrameNumber")))


def _table(found: Sequence[Dataset], left_out: list[str]) -> Lut | None:
    """The first readable table of a sequence. Whether its input may be negative, the descriptor's representation says."""
    if not found:
        return None
    try:
        descriptor = found[0].get_item("LUTDescriptor")
        return lut_of(found[0], descriptor is not None and descriptor.VR == "SS")
    except KnownError as error:
        left_out.append(f"a lookup table ({error.text.rstrip('.')})")
        return None


def _windows(dataset: Dataset, left_out: list[str]) -> Iterator[ShownWindow]:
    for item in items(dataset, "SoftcopyVOILUTSequence"):
        pictures = tuple(_referenced(item))
        name = text(item, "WindowCenterWidthExplanation").partition("\\")[0]
        table = _table(items(item, "VOILUTSequence"), left_out)
        if table is not None:
            width = float(max(len(table.values), 1))
            explanation = text(items(item, "VOILUTSequence")[0], "LUTExplanation")
            yield ShownWindow(pictures, Window(table.first + width / 2, width, explanation or name, lut=table))
            continue
        centre, width_ = number(item, "WindowCenter"), number(item, "WindowWidth")
        if centre is not None and width_ is not None and width_ > 0:
            function = _FUNCTIONS.get(text(item, "VOILUTFunction") or "LINEAR", "linear")
            yield ShownWindow(pictures, Window(centre, width_, name, function))
        else:
            left_out.append("a window without a width")


def _areas(dataset: Dataset) -> Iterator[ShownArea]:
    for item in items(dataset, "DisplayedAreaSelectionSequence"):
        top_left, bottom_right = numbers(item, "DisplayedAreaTopLeftHandCorner"), numbers(item, "DisplayedAreaBottomRightHandCorner")
        if len(top_left) != 2 or len(bottom_right) != 2:
            continue
        yield ShownArea(
            tuple(_referenced(item)),
            (top_left[0] - 1, top_left[1] - 1),  # columns and rows are counted from 1 here (C.10.4)
            (bottom_right[0] - 1, bottom_right[1] - 1),
            _MODES.get(text(item, "PresentationSizeMode"), "fit"),
            number(item, "PresentationPixelMagnificationRatio") or 1.0,
        )


def _layers(dataset: Dataset) -> tuple[str, ...]:
    layers = [(integer(item, "GraphicLayerOrder") or 0, text(item, "GraphicLayer")) for item in items(dataset, "GraphicLayerSequence")]
    return tuple(name for _, name in sorted(layers))


def _annotations(dataset: Dataset, left_out: list[str]) -> Iterator[Annotation]:
    room = MOST_SHAPES
    for item in items(dataset, "GraphicAnnotationSequence"):
        if items(item, "CompoundGraphicSequence"):
            left_out.append("compound graphics")
        shapes, words = items(item, "GraphicObjectSequence"), items(item, "TextObjectSequence")
        if len(shapes) + len(words) > room:
            left_out.append(f"more than {MOST_SHAPES:,} shapes and texts")
        graphics = [_graphic(one, left_out) for one in shapes[:room]]
        texts = [_words(one) for one in words[: max(room - len(graphics), 0)]]
        room -= len(graphics) + len(texts)
        yield Annotation(
            tuple(_referenced(item)), text(item, "GraphicLayer"),
            tuple(graphic for graphic in graphics if graphic is not None), tuple(one for one in texts if one is not None),
        )  # fmt: skip


def _graphic(item: Dataset, left_out: list[str]) -> Graphic | None:
    kind = _KINDS.get(text(item, "GraphicType"))
    units = _units(text(item, "GraphicAnnotationUnits"))
    points = _spots(numbers(item, "GraphicData"), units)
    if kind is None or not points or len(points) < _POINTS_OF.get(kind, 1):
        left_out.append(f"a shape of type {text(item, 'GraphicType') or 'unknown'}")
        return None
    return Graphic(kind, points[:MOST_POINTS], units, text(item, "GraphicFilled") == "Y")


def _words(item: Dataset) -> Words | None:
    said = cleaned(text(item, "UnformattedTextValue"), 2000)
    box_units, anchor_units = (_units(text(item, f"{what}AnnotationUnits")) for what in ("BoundingBox", "AnchorPoint"))
    corners = _spots((*numbers(item, "BoundingBoxTopLeftHandCorner"), *numbers(item, "BoundingBoxBottomRightHandCorner")), box_units)
    anchor = _spots(numbers(item, "AnchorPoint"), anchor_units)
    if not said or (len(corners) != 2 and not anchor):
        return None
    box = (corners[0], corners[1]) if len(corners) == 2 else None
    return Words(said, box, box_units, anchor[0] if anchor else None, anchor_units, text(item, "AnchorPointVisibility") == "Y")


def _units(written: str) -> Units:
    return "area" if written == "DISPLAY" else "picture"


def _spots(values: Sequence[float], units: Units) -> tuple[Spot, ...]:
    """DICOM's 0, 0 is the outer corner of the first pixel (C.10.5.1.2), ours its middle."""
    shift: Callable[[float], float] = (lambda value: value - 0.5) if units == "picture" else (lambda value: value)
    return tuple((shift(values[n]), shift(values[n + 1])) for n in range(0, len(values) - 1, 2))
