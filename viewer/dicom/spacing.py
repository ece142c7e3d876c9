"""How large a pixel is on a picture without a place in the patient, and what that number stands on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from pydicom.dataset import Dataset

from viewer.case.volume import UltrasoundRegion
from viewer.dicom.groups import Groups
from viewer.dicom.headers import integer, items, number, numbers, text

PROJECTIONS = ("CR", "DR", "DX", "IO", "MG", "PX", "RF", "RG", "RTIMAGE", "XA")
"""Modalities whose beam spreads: what lies before the detector is magnified on it."""

_UNITS = {
    1: ("%", 1.0), 2: ("dB", 1.0), 3: ("mm", 10.0), 4: ("s", 1.0), 5: ("Hz", 1.0), 6: ("dB/s", 1.0), 7: ("mm/s", 10.0),
    8: ("mm2", 100.0), 9: ("mm2/s", 100.0), 10: ("mm3", 1000.0), 11: ("mm3/s", 1000.0), 12: ("degrees", 1.0),
}  # fmt: skip
"""Physical Units X and Y Direction (DICOM PS3.3 C.8.5.5.1.15): centimetres become millimetres."""
_FORMATS = {1: "2D", 2: "M-mode", 3: "spectral", 4: "waveform", 5: "graphics"}


@dataclass(frozen=True, slots=True)
class Spacing:
    """Distance of rows, then of columns, with its `source` (see `Stack.spacing_source`); pixels where that is "none".

    `oddities` are sentences for the reader.
    """

    mm: tuple[float, float]
    source: str
    oddities: tuple[str, ...] = ()


def pair(place: Dataset, keyword: str) -> tuple[float, float] | None:
    """Distance of rows and of columns; None where they are absent or cannot be a distance."""
    found = numbers(place, keyword)
    return (found[0], found[1]) if len(found) == 2 and min(found) > 1e-5 and max(found) < 1e3 else None


def impossible(place: Dataset, keyword: str) -> str:
    """The sentence on a pixel size that is written and cannot be one; empty where there is none or it can."""
    found = numbers(place, keyword)
    if not found and (written := text(place, keyword)):
        return f"The header's pixel size “{written[:40]}” is no pair of numbers, so lengths are in pixels and there is no volume."
    if not found or pair(place, keyword):
        return ""
    said = " x ".join(f"{size:g}" for size in found[:4])
    return f"The header's pixel size of {said} mm is impossible, so lengths are in pixels and there is no volume."


def spacing_of(dataset: Dataset, groups: Groups, regions: tuple[UltrasoundRegion, ...] = ()) -> Spacing:
    """The pixel size of a picture that has no place in the patient."""
    if text(dataset, "Modality") in PROJECTIONS:
        return _projected(dataset, groups)
    if regions:
        return _of_regions(regions)
    pixel = pair(groups.of("PixelMeasuresSequence", "PixelSpacing"), "PixelSpacing")
    if pixel:
        return Spacing(pixel, "calibrated" if text(dataset, "PixelSpacingCalibrationType") else "pixel_spacing")
    return _on_detector(dataset, groups) or _on_film(dataset) or _pixels(dataset)


def common_to(spacings: Sequence[Spacing]) -> Spacing:
    """The one pixel size of pictures that are played as one film; pixels, and a sentence, where it changes among them."""
    first = spacings[0]
    if all(
        (one.source == "none") == (first.source == "none")
        and all(math.isclose(a, b, rel_tol=1e-3) for a, b in zip(one.mm, first.mm, strict=True))
        for one in spacings
    ):
        return first
    sizes = sorted({one.mm for one in spacings if one.source != "none"})
    said = ", ".join(" x ".join(f"{size:.4g}" for size in dict.fromkeys(mm)) for mm in sizes[:4])
    more = f" and {len(sizes) - 4} more" if len(sizes) > 4 else ""
    unknown = ", elsewhere unknown" if any(one.source == "none" for one in spacings) else ""
    sentence = f"The pixel size changes from picture to picture ({said}{more} mm{unknown}), so lengths are in pixels."
    shapes = {round(one.mm[0] / one.mm[1], 3) for one in spacings}
    return Spacing((shapes.pop() if len(shapes) == 1 else 1.0, 1.0), "none", (sentence,))


def _projected(dataset: Dataset, groups: Groups) -> Spacing:
    """Pixel Spacing is on the detector unless it says it was calibrated or differs from what the detector has.

    See DICOM PS3.3 10.7.1.3.
    """
    keyword = "ObjectPixelSpacingInCenterOfBeam"
    centre = pair(groups.of("ProjectionPixelCalibrationSequence", keyword), keyword)
    if centre:
        sentence = "Pixel size is the one in the centre of the beam; elsewhere it is approximate."
        return Spacing(centre, "calibrated", (sentence,))
    pixel = pair(groups.of("PixelMeasuresSequence", "PixelSpacing"), "PixelSpacing")
    detector, imager = _on_detector(dataset, groups), _imager(dataset, groups)
    how = text(dataset, "PixelSpacingCalibrationType")
    if pixel and (how or (imager and any(not math.isclose(a, b, rel_tol=1e-3) for a, b in zip(pixel, imager, strict=True)))):
        return Spacing(pixel, "calibrated", (_calibration(dataset, how),))
    if detector:
        return detector
    if pixel:
        sentence = (
            "The header does not say where its pixel size holds; it is taken as on the detector, so lengths in the "
            "patient are smaller than they measure here."
        )
        return Spacing(pixel, "imager", (sentence,))
    return _on_film(dataset) or _pixels(dataset)


def _calibration(dataset: Dataset, how: str) -> str:
    ways = {"FIDUCIAL": "with an object of known size", "GEOMETRY": "from the geometry of the beam"}
    by = ways.get(how, "in a way it does not say")
    described = text(dataset, "PixelSpacingCalibrationDescription")
    return f"The header calibrates the pixel size {by}{f' ({described})' if described else ''}; it holds at that depth only."


def _imager(dataset: Dataset, groups: Groups) -> tuple[float, float] | None:
    place = groups.of("FramePixelDataPropertiesSequence", "ImagerPixelSpacing")
    return pair(place, "ImagerPixelSpacing") or pair(dataset, "ImagePlanePixelSpacing")


def _on_detector(dataset: Dataset, groups: Groups) -> Spacing | None:
    """Imager Pixel Spacing, divided by the magnification where the header estimates it."""
    imager = _imager(dataset, groups)
    if not imager:
        return None
    factor, how = _magnification(dataset, groups)
    if factor > 1.0:
        sentence = f"Lengths are those on the detector divided by a magnification of {factor:.2f} ({how}), for that depth only."
        return Spacing((imager[0] / factor, imager[1] / factor), "imager/magnification", (sentence,))
    sentence = "Pixel size is the one on the detector; lengths in the patient are smaller than they measure here."
    return Spacing(imager, "imager", (sentence,))


def _magnification(dataset: Dataset, groups: Groups) -> tuple[float, str]:
    """How much larger the patient is on the detector, and where that comes from; 1 where nothing plausible says it."""
    said = number(dataset, "EstimatedRadiographicMagnificationFactor") or 0.0
    if 1.0 < said < 10.0:
        return said, "estimated in the header"
    geometry = groups.of("XRayGeometrySequence", "DistanceSourceToDetector")
    for detector, patient in (
        (number(geometry, "DistanceSourceToDetector"), number(geometry, "DistanceSourceToIsocenter")),
        (number(dataset, "DistanceSourceToDetector"), number(dataset, "DistanceSourceToPatient")),
        (number(dataset, "RTImageSID"), number(dataset, "RadiationMachineSAD")),
    ):
        if detector and patient and patient > 0 and 1.0 < detector / patient < 10.0:
            return detector / patient, f"detector at {detector:.0f} mm, patient at {patient:.0f} mm from the source"
    return 1.0, ""


def _on_film(dataset: Dataset) -> Spacing | None:
    film = pair(dataset, "NominalScannedPixelSpacing")
    sentence = "Pixel size is the one on the scanned film; lengths in the patient are smaller than they measure here."
    return Spacing(film, "imager", (sentence,)) if film else None


def _pixels(dataset: Dataset) -> Spacing:
    """No millimetres; Pixel Aspect Ratio is height to width of a pixel (DICOM PS3.3 C.7.6.3.1.7)."""
    ratio = numbers(dataset, "PixelAspectRatio")
    if len(ratio) == 2 and min(ratio) > 0 and 0.05 < ratio[0] / ratio[1] < 20:
        return Spacing((ratio[0] / ratio[1], 1.0), "none")
    return Spacing((1.0, 1.0), "none")


def regions_of(dataset: Dataset) -> tuple[UltrasoundRegion, ...]:
    """The scales of an ultrasound picture (DICOM PS3.3 C.8.5.5), those of high priority first."""
    found: list[tuple[int, int, UltrasoundRegion]] = []
    for item in items(dataset, "SequenceOfUltrasoundRegions"):
        corners = [integer(item, f"RegionLocation{name}") for name in ("MinX0", "MinY0", "MaxX1", "MaxY1")]
        left, top, right, bottom = (-1 if corner is None else corner for corner in corners)
        steps, units = [], []
        for axis in "XY":
            unit, factor = _UNITS.get(integer(item, f"PhysicalUnits{axis}Direction") or 0, ("", 1.0))
            step = (number(item, f"PhysicalDelta{axis}") or 0.0) * factor
            steps.append(abs(step) if unit == "mm" else step)
            units.append(unit if step else "")
        if 0 <= left <= right and 0 <= top <= bottom:
            kind = _FORMATS.get(integer(item, "RegionSpatialFormat") or 0, "")
            low = (integer(item, "RegionFlags") or 0) & 1
            region = UltrasoundRegion(left, top, right, bottom, steps[0], steps[1], (units[0], units[1]), kind)
            found.append((low, len(found), region))
    return tuple(region for _, _, region in sorted(found, key=lambda row: row[:2]))


def _of_regions(regions: tuple[UltrasoundRegion, ...]) -> Spacing:
    """One scale for the whole picture where all its regions share it; an electrocardiogram below does not count."""
    images = [region for region in regions if region.kind == "2D" and region.units == ("mm", "mm")]
    others = [region for region in regions if region.kind in ("2D", "M-mode", "spectral") and region not in images]
    if not images:
        return Spacing((1.0, 1.0), "none")
    first = images[0]
    alike = all(
        math.isclose(region.along, first.along, rel_tol=1e-3) and math.isclose(region.down, first.down, rel_tol=1e-3)
        for region in images
    )
    if alike and not others:
        return Spacing((first.down, first.along), "us_region")
    sentence = "Parts of the picture have different scales; a length is in mm only where both its ends lie in one of them."
    return Spacing((1.0, 1.0), "none", (sentence,))
