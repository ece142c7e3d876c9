"""What the stored numbers of a frame mean: rescale, unit, windows, padding."""

from __future__ import annotations

from dataclasses import dataclass

from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.volume import Lut, Window
from viewer.dicom.groups import Groups
from viewer.dicom.headers import integer, items, number, numbers, text


@dataclass(frozen=True, slots=True)
class Values:
    """Stored value * `slope` + `intercept`, or the entry of `lut` (Modality LUT), is the value in `unit`.

    `windows` are for values in `unit`. `padding` is the range of stored values that are no picture. `inverted`
    says that high values are dark (MONOCHROME1). `other_units` are further units with the factor that leads to
    them; `oddities` are sentences for the reader.
    """

    slope: float = 1.0
    intercept: float = 0.0
    unit: str = "raw"
    lut: Lut | None = None
    windows: tuple[Window, ...] = ()
    inverted: bool = False
    padding: tuple[float, float] | None = None
    other_units: tuple[tuple[str, float], ...] = ()
    oddities: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether whole stored values stay whole, so that an integer file can hold the result."""
        return self.lut is not None or (self.slope.is_integer() and self.intercept.is_integer())


def values_of(dataset: Dataset, groups: Groups, localizer: bool) -> Values:
    """What one frame's header says about its values (DICOM PS3.3 C.11.1 and C.11.2).

    Raises KnownError where they cannot be read.
    """
    if items(dataset, "ModalityLUTSequence"):
        raise KnownError("The values need a lookup table (Modality LUT), which this version does not apply.")
    rescale = groups.of("PixelValueTransformationSequence", "RescaleSlope")
    slope = number(rescale, "RescaleSlope")
    padding = integer(dataset, "PixelPaddingValue")
    is_hu = text(dataset, "Modality") == "CT" and text(rescale, "RescaleType") in ("", "HU") and not localizer
    return Values(
        slope=slope if slope else 1.0,
        intercept=number(rescale, "RescaleIntercept") or 0.0,
        unit="HU" if is_hu else "raw",
        windows=_windows(groups.of("FrameVOILUTSequence", "WindowCenter")),
        inverted=text(dataset, "PhotometricInterpretation") == "MONOCHROME1",
        padding=None if padding is None else (float(padding), float(padding)),
    )


def _windows(dataset: Dataset) -> tuple[Window, ...]:
    centres, widths = numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth")
    names = text(dataset, "WindowCenterWidthExplanation").split("\\")
    names += [""] * len(centres)
    found = (Window(c, w, name) for c, w, name in zip(centres, widths, names, strict=False) if w >= 1)
    return tuple(dict.fromkeys(found))
