"""What the stored numbers of a frame mean: rescale, unit, windows, padding."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.volume import Lut, VoiFunction, Window
from viewer.dicom.groups import Groups
from viewer.dicom.headers import has, integer, items, number, numbers, text
from viewer.dicom.luts import lut_of
from viewer.dicom.real_world import PARAMETRIC_MAP, real_world_values
from viewer.dicom.suv import uptake_of

NOT_A_UNIT = ("", "US", "UNSPECIFIED")
NO_SLOPE = "The header's rescale slope is 0, which would make every value the same; stored numbers are shown, without a unit."
NOT_HU = "The header's rescale slope and intercept give values that no tissue or metal has in HU; stored numbers are shown, without a unit."
NO_SIGN = "The header does not say whether its numbers have a sign (Pixel Representation); they are read as numbers without one."
NO_RESCALE = "The header does not say how stored numbers become HU (Rescale Intercept); they are shown as they are stored, without a unit."
TWO_RESCALES = "The header has a lookup table for stored numbers (Modality LUT) and a rescale too; the table is used."
CANNOT_BE = "which cannot be"
"""In what is said of an impossible number of bits."""
STEEPEST_HU, FARTHEST_HU = 1e3, 1e6
"""A CT's slope is near 1, that of an extended scale near 10; its intercept is -1024 or some thousands."""
_SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7"
"""The beginning of the classes of pictures of a screen, which have no HU to lose."""
_FUNCTIONS: dict[str, VoiFunction] = {"": "linear", "LINEAR": "linear", "LINEAR_EXACT": "linear_exact", "SIGMOID": "sigmoid"}


@dataclass(frozen=True, slots=True)
class Values:
    """Stored value * `slope` + `intercept`, or the entry of `lut` (Modality LUT), is the value in `unit`.

    `windows` are for values in `unit`. `padding` is the range of stored values that are no picture. `inverted`
    says that high values are dark (MONOCHROME1). `other_units` are further units with the factor that leads to
    them; `oddities` are sentences for the reader; `basis` is what uptake was computed from, see `suv.Uptake`.
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
    basis: tuple[tuple[str, str], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether whole stored values stay whole, so that an integer file can hold the result."""
        return self.lut is not None or (self.slope.is_integer() and self.intercept.is_integer())


def values_of(dataset: Dataset, groups: Groups, localizer: bool) -> Values:
    """What one frame's header says about its values (DICOM PS3.3 C.11.1 and C.11.2).

    Raises KnownError for a lookup table that cannot be read.
    """
    signed = integer(dataset, "PixelRepresentation") == 1
    tables = items(dataset, "ModalityLUTSequence")
    rescale = groups.of("PixelValueTransformationSequence", "RescaleSlope")
    if not has(rescale, "RescaleSlope"):
        rescale = groups.of("PixelValueTransformationSequence", "RescaleIntercept")
    slope = None if tables else number(rescale, "RescaleSlope")
    said_intercept = None if tables else number(rescale, "RescaleIntercept")
    intercept = said_intercept or 0.0
    unit = _unit(dataset, tables[0] if tables else rescale, localizer)
    impossible = NO_SLOPE if slope == 0 else ""
    both = TWO_RESCALES if tables and number(rescale, "RescaleIntercept") is not None else ""
    if unit == "HU" and not tables and said_intercept is None:
        slope, unit = None, "raw"
        impossible = impossible or ("" if _is_of_a_screen(dataset) else NO_RESCALE)
    if unit == "HU" and (abs(slope or 1.0) > STEEPEST_HU or abs(intercept) > FARTHEST_HU):
        impossible = NOT_HU
    intercept = 0.0 if impossible else intercept
    plain = Values(
        slope=1.0 if slope is None or impossible else slope,
        intercept=intercept,
        unit="raw" if impossible else unit,
        lut=lut_of(tables[0], signed) if tables else None,
        windows=_windows(groups, signed or intercept < 0),
        inverted=text(dataset, "PhotometricInterpretation") == "MONOCHROME1",
        padding=_padding(dataset, signed),
        oddities=tuple(filter(None, (impossible, both, _said_of_sign(dataset), said_of_bits(dataset)))),
    )
    if text(dataset, "SOPClassUID") == PARAMETRIC_MAP:
        return _as_measured(plain, dataset, groups)
    return _as_uptake(plain, dataset, groups) if text(dataset, "Modality") == "PT" and not impossible else plain


def as_stored(values: Values) -> Values:
    """The same frame in stored numbers, without a unit, and its windows with them where that can be."""
    if values.lut is not None or values.slope <= 0:
        windows: tuple[Window, ...] = ()
    else:
        scaled = (_scaled(window, 1 / values.slope) for window in values.windows if window.lut is None)
        windows = tuple(replace(window, centre=window.centre - values.intercept / values.slope) for window in scaled)
    return replace(values, slope=1.0, intercept=0.0, unit="raw", lut=None, windows=windows, other_units=())


def _is_of_a_screen(dataset: Dataset) -> bool:
    """Whether a picture is one of a screen or in colour, so that nobody takes its numbers for HU."""
    sop_class = text(dataset, "SOPClassUID")
    return (
        sop_class == _SECONDARY_CAPTURE or sop_class.startswith(f"{_SECONDARY_CAPTURE}.")
        or (integer(dataset, "SamplesPerPixel") or 1) > 1 or text(dataset, "PhotometricInterpretation") == "PALETTE COLOR"
    )  # fmt: skip


def _said_of_sign(dataset: Dataset) -> str:
    """That whole grey numbers may have a sign, where the header leaves open whether they have."""
    grey = (integer(dataset, "SamplesPerPixel") or 1) == 1 and text(dataset, "PhotometricInterpretation") != "PALETTE COLOR"
    whole = integer(dataset, "BitsStored") is not None
    return NO_SIGN if grey and whole and integer(dataset, "PixelRepresentation") is None else ""


def said_of_bits(dataset: Dataset) -> str:
    """That Bits Stored or High Bit cannot be (DICOM PS3.5 8.1.1), and what is read instead; see `pixels.source_of`."""
    allocated, stored, high = (integer(dataset, keyword) for keyword in ("BitsAllocated", "BitsStored", "HighBit"))
    if allocated is None or stored is None:
        return ""
    if not 0 < stored <= allocated:
        return f"The header says {stored} bits stored of {allocated} allocated, {CANNOT_BE}; all {allocated} bits of a pixel are read."
    if high is not None and not stored - 1 <= high < allocated:
        return f"The header says {high} for the highest of {stored} bits, {CANNOT_BE}; the lowest {stored} bits are read."
    return ""


def _unit(dataset: Dataset, transformation: Dataset, localizer: bool) -> str:
    """HU for CT, unless the header says something else (DICOM PS3.3 C.11.1.1.2, Rescale Type); else what it says."""
    said = text(transformation, "RescaleType") or text(transformation, "ModalityLUTType")
    if text(dataset, "Modality") == "CT" and said in ("", "HU"):
        return "raw" if localizer else "HU"
    return "raw" if said in NOT_A_UNIT else said


def _as_uptake(plain: Values, dataset: Dataset, groups: Groups) -> Values:
    """Values of a PET picture in SUV, and its windows with them."""
    uptake = uptake_of(dataset, groups)
    windows = plain.windows
    if uptake.factor != 1.0:
        windows = tuple(_scaled(window, uptake.factor) for window in plain.windows if window.lut is None)
    return replace(
        plain,
        slope=plain.slope * uptake.factor,
        intercept=plain.intercept * uptake.factor,
        unit=uptake.unit,
        windows=windows,
        other_units=uptake.other_units,
        oddities=(*plain.oddities, uptake.said) if uptake.said else plain.oddities,
        basis=uptake.basis,
    )


def _as_measured(plain: Values, dataset: Dataset, groups: Groups) -> Values:
    """Values of a parametric map in what they measure, and its windows, which are of stored values, with them."""
    found = real_world_values(dataset, groups)
    if found is None:
        return plain
    scaled = (_scaled(window, found.slope) for window in plain.windows if window.lut is None and found.slope > 0)
    return replace(
        plain,
        slope=found.slope,
        intercept=found.intercept,
        unit=found.unit,
        windows=tuple(replace(window, centre=window.centre + found.intercept) for window in scaled)
        if (found.slope, found.intercept) != (1.0, 0.0)
        else plain.windows,
        other_units=found.others,
        oddities=found.oddities,
    )


def _scaled(window: Window, factor: float) -> Window:
    if window.function == "linear":  # the half and the one in its formula are of stored values
        return Window((window.centre - 0.5) * factor, max(window.width - 1, 1e-6) * factor, window.name)
    return replace(window, centre=window.centre * factor, width=window.width * factor)


def _windows(groups: Groups, signed_input: bool) -> tuple[Window, ...]:
    """Window Center and Width with their explanations, then VOI LUTs; without those that cannot be meant."""
    dataset = groups.of("FrameVOILUTSequence", "WindowCenter")
    centres, widths = numbers(dataset, "WindowCenter"), numbers(dataset, "WindowWidth")
    names = text(dataset, "WindowCenterWidthExplanation").split("\\")
    names += [""] * len(centres)
    function = _FUNCTIONS.get(text(dataset, "VOILUTFunction"), "linear")
    least = 1.0 if function == "linear" else 1e-9
    found = [
        Window(centre, width, name, function)
        for centre, width, name in zip(centres, widths, names, strict=False)
        if width >= least
    ]
    for item in items(groups.of("FrameVOILUTSequence", "VOILUTSequence"), "VOILUTSequence"):
        try:
            lut = lut_of(item, signed_input)
        except KnownError:
            continue  # the picture can be seen without it
        count = len(lut.values)
        name = text(item, "LUTExplanation") or "VOI LUT"
        found.append(Window(lut.first + count / 2, float(count), name, "linear_exact", lut))
    return tuple(dict.fromkeys(found))


def _padding(dataset: Dataset, signed: bool) -> tuple[float, float] | None:
    """The stored values between Pixel Padding Value and Pixel Padding Range Limit (DICOM PS3.3 C.7.5.1.1.2).

    A number that does not fit the pixels' type was written in the other sign; see `pixels.stored_values`, which
    gives such pixels the lowest value.
    """
    first = integer(dataset, "PixelPaddingValue")
    if first is None:
        return None
    last = integer(dataset, "PixelPaddingRangeLimit")
    bits = integer(dataset, "BitsStored") or 16
    low = -(1 << (bits - 1)) if signed else 0
    high = low + (1 << bits) if signed else 1 << ((integer(dataset, "BitsAllocated") or bits) - 1)
    fitted = [value if low <= value < high else low for value in (first, first if last is None else last)]
    return float(min(fitted)), float(max(fitted))
