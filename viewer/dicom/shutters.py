"""Display shutters: what is hidden of a picture, in its own header or in a presentation state."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from viewer.case.presentation import FileShutters, Shutter
from viewer.dicom.groups import groups_of
from viewer.dicom.headers import integer, items, number, numbers, read_header, text

_KEYWORDS = (
    "ShutterShape", "ShutterLeftVerticalEdge", "ShutterRightVerticalEdge", "ShutterUpperHorizontalEdge", "ShutterLowerHorizontalEdge",
    "CenterOfCircularShutter", "RadiusOfCircularShutter", "VerticesOfThePolygonalShutter", "ShutterPresentationValue",
    "NumberOfFrames", "SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence",
)  # fmt: skip
SHAPE_TAG = 0x00181600
_GROUP = "FrameDisplayShutterSequence"
MOST_CORNERS = 10_000


def has_shutter(dataset: Dataset) -> bool:
    """Whether a header hides a part of its pictures, at its top or in functional groups (PS3.3 C.7.6.11, C.7.6.16.2.16)."""
    if SHAPE_TAG in dataset:
        return True
    groups = (*items(dataset, "SharedFunctionalGroupsSequence"), *items(dataset, "PerFrameFunctionalGroupsSequence"))
    return any(_GROUP in group for group in groups)


def read_shutters(path: str) -> tuple[FileShutters, ...]:
    """The shutters of each frame of a file, or one for all its frames; none where it hides nothing.

    Raises KnownError where the file cannot be read.
    """
    tags = [tag for tag in map(tag_for_keyword, _KEYWORDS) if tag is not None]
    dataset = read_header(Path(path), tags).dataset
    frames = groups_of(dataset, max(1, integer(dataset, "NumberOfFrames") or 1))
    places = [dataset] if frames is None else [frame.of(_GROUP, "ShutterShape") for frame in frames]
    found = tuple(FileShutters(tuple(shutters_of(place, [])), shutter_grey(place)) for place in places)
    return found if any(one.shutters for one in found) else ()


def shutter_grey(dataset: Dataset) -> float:
    """What is shown in place of what is hidden, 0 (black) to 1 (white)."""
    return min(max((integer(dataset, "ShutterPresentationValue") or 0) / 65535, 0.0), 1.0)


NO_SHUTTER = "a shutter without a size"


def shutters_of(dataset: Dataset, left_out: list[str]) -> Iterator[Shutter]:
    """Its shapes; what is not understood is named in `left_out`. Rows and columns are counted from 1 and rows come first
    (PS3.3 C.7.6.11)."""
    for shape in text(dataset, "ShutterShape").split("\\"):
        if shape == "RECTANGULAR":
            edges = [number(dataset, f"Shutter{edge}Edge") for edge in ("LeftVertical", "UpperHorizontal", "RightVertical", "LowerHorizontal")]
            if None not in edges:
                left, top, right, bottom = (edge - 1 for edge in edges if edge is not None)
                yield Shutter("rectangle", ((left, top), (right, bottom)))
            else:
                left_out.append(NO_SHUTTER)
        elif shape == "CIRCULAR":
            centre, radius = numbers(dataset, "CenterOfCircularShutter"), number(dataset, "RadiusOfCircularShutter")
            if len(centre) == 2 and radius is not None and radius > 0:
                yield Shutter("circle", ((centre[1] - 1, centre[0] - 1), (centre[1] - 1 + radius, centre[0] - 1)))
            else:
                left_out.append(NO_SHUTTER)
        elif shape == "POLYGONAL":
            values = numbers(dataset, "VerticesOfThePolygonalShutter")
            corners = tuple((values[n + 1] - 1, values[n] - 1) for n in range(0, len(values) - 1, 2))
            if len(corners) >= 3:
                yield Shutter("polygon", corners[:MOST_CORNERS])
            else:
                left_out.append(NO_SHUTTER)
        elif shape:
            left_out.append("a shutter in the shape of a bitmap")
