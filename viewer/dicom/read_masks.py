"""Which frames of a film are to be subtracted from which: the Mask Module (DICOM PS3.3 C.7.6.10)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset

from viewer.case.subtraction import Masking, Subtraction
from viewer.dicom.headers import integer, items, numbers, read_header, text

_KEYWORDS = ("MaskSubtractionSequence", "PixelIntensityRelationship", "NumberOfFrames")


def read_masks(path: str) -> Subtraction:
    """What the file says; without maskings where it names none that can be followed.

    Operations other than AVG_SUB and TID, and masks of frames that the film does not have, are left out. Raises
    KnownError where the file cannot be read.
    """
    tags = [tag for tag in map(tag_for_keyword, _KEYWORDS) if tag is not None]
    dataset = read_header(Path(path), tags).dataset
    count = integer(dataset, "NumberOfFrames") or 1
    found = tuple(one for item in items(dataset, "MaskSubtractionSequence") for one in _masking(item, count))
    return Subtraction(found, logarithmic=text(dataset, "PixelIntensityRelationship") == "LIN")


def _masking(item: Dataset, count: int) -> Iterator[Masking]:
    pairs = [round(number) - 1 for number in numbers(item, "ApplicableFrameRange")]
    ranges = tuple(zip(pairs[::2], pairs[1::2], strict=False))
    averaged = max(integer(item, "ContrastFrameAveraging") or 1, 1)
    shift = numbers(item, "MaskSubPixelShift")
    # Rows are moved towards the lower one, columns towards the left (C.7.6.10.1.2).
    shift_px = (-shift[1] or 0.0, shift[0]) if len(shift) == 2 else (0.0, 0.0)
    match text(item, "MaskOperation"):
        case "AVG_SUB":
            frames = tuple(round(number) - 1 for number in numbers(item, "MaskFrameNumbers"))
            if frames and all(0 <= frame < count for frame in frames):
                yield Masking(frames, 0, ranges, averaged, shift_px)
        case "TID":
            offset = integer(item, "TIDOffset")
            back = 1 if offset is None else offset
            if back > 0:
                yield Masking((), back, ranges, averaged, shift_px)
