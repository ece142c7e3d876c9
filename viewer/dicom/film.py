"""When the frames of a film were taken, and what a picture that stands alone is called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from pydicom.dataset import Dataset

from viewer.dicom.groups import Groups
from viewer.dicom.headers import items, number, numbers, text, value

_VIEWS = {"LL": "left lateral", "RL": "right lateral", "LLD": "left decubitus", "RLD": "right decubitus",
          "LLO": "left oblique", "RLO": "right oblique", "LATERAL": "lateral", "LAT": "lateral"}  # fmt: skip
_BREAST_VIEWS = {
    "399260004": "ML", "399368009": "MLO", "399352003": "LM", "399099002": "LMO", "399162004": "CC", "399196006": "FB",
    "399192008": "XCCL", "399101009": "XCCM", "399188001": "SIO", "441555000": "ISO",
    "R-10224": "ML", "R-10226": "MLO", "R-10228": "LM", "R-10230": "LMO", "R-10242": "CC", "R-10244": "FB",
}  # fmt: skip
"""Codes of the views of a breast as the reading room says them (DICOM PS3.16 CID 4014, PS3.3 C.8.11.7.1.3); older ones too."""
_SIDES = (("FrameLaterality", "Frame Laterality"), ("ImageLaterality", "Image Laterality"), ("Laterality", "Laterality"))


def clock_seconds(moment: str) -> float | None:
    """Seconds of a DICOM time (HHMMSS.ffffff) or date and time (YYYYMMDDHHMMSS.ffffff); None for what is neither."""
    whole, _, rest = moment.partition("+")[0].partition("-")[0].replace(":", "").partition(".")
    try:
        fraction = float(f"0.{rest or 0}")
        if len(whole) == 14:
            return (datetime.strptime(whole, "%Y%m%d%H%M%S") - datetime(1970, 1, 1)).total_seconds() + fraction
        if len(whole) == 6:
            return int(whole[:2]) * 3600 + int(whole[2:4]) * 60 + int(whole[4:]) + fraction
    except ValueError:
        pass
    return None


def letters_of(dataset: Dataset) -> tuple[str, str]:
    """Where rows and columns run to, as letters (Patient Orientation, DICOM PS3.3 C.7.6.1.1.1); empty where unknown."""
    found = text(dataset, "PatientOrientation").upper().split("\\")
    if len(found) != 2 or not all(one and set(one) <= set("LRAPHF") for one in found):
        return "", ""
    return found[0], found[1]


def frame_seconds(dataset: Dataset, groups: Sequence[Groups], count: int) -> tuple[float, ...]:
    """The time of each of `count` frames from the first; all 0 where the header does not say how fast they follow.

    Frame Time Vector or Frame Time, whichever Frame Increment Pointer names (DICOM PS3.3 C.7.6.5); then the
    frames' own times; then the rates that are meant for playing.
    """
    vector, step_ms = numbers(dataset, "FrameTimeVector"), number(dataset, "FrameTime")
    pointers = str(value(dataset, "FrameIncrementPointer") or "").replace(" ", "")
    if len(vector) >= count > 1 and ("(0018,1065)" in pointers or not step_ms):
        times = [ms / 1000 for ms in accumulate((0.0, *vector[1:count]))]
        if times == sorted(times):
            return tuple(times)
    if step_ms and step_ms > 0:
        return tuple(index * step_ms / 1000 for index in range(count))
    own = [_own_seconds(frame) for frame in groups]
    if count > 1 and len(own) == count:
        known = [moment for moment in own if moment is not None]
        if len(known) == count and known == sorted(known) and known[-1] > known[0]:
            return tuple(moment - known[0] for moment in known)
    rate = number(dataset, "CineRate") or number(dataset, "RecommendedDisplayFrameRate") or 0.0
    return tuple(index / rate if rate > 0 else 0.0 for index in range(count))


def _own_seconds(groups: Groups) -> float | None:
    for keyword in ("FrameReferenceDateTime", "FrameAcquisitionDateTime"):
        found = clock_seconds(text(groups.of("FrameContentSequence", keyword), keyword))
        if found is not None:
            return found
    return None


def title_of(dataset: Dataset, groups: Groups) -> str:
    """Side and view as they are said in the reading room ("R MLO", "PA", "LAO 30°, cranial 20°"); may be empty."""
    side = next((said for _, said in _sides(dataset, groups)), "")
    codes = items(dataset, "ViewCodeSequence")
    coded = (_BREAST_VIEWS.get(text(codes[0], "CodeValue")) or text(codes[0], "CodeMeaning")) if codes else ""
    view = text(dataset, "ViewPosition") or coded
    words = [side if side in ("R", "L", "B") else "", _VIEWS.get(view.upper(), view)]
    words += [text(item, "CodeMeaning").lower() for code in codes for item in items(code, "ViewModifierCodeSequence")]
    said = (" ".join(word for word in words if word), _angles(dataset, groups), _biplane(dataset))
    return ", ".join(part for part in said if part)


def two_sides(dataset: Dataset, groups: Groups) -> str:
    """The sentence on a header that names both sides for one picture; empty where it does not contradict itself."""
    said = [(name, side) for name, side in _sides(dataset, groups) if side in ("R", "L")]
    if len({side for _, side in said}) < 2:
        return ""
    listed = " and ".join(f"{name} {side}" for name, side in said)
    return f"The header contradicts itself about the side: it says {listed}. It is named {said[0][1]} here; check the side."


def _sides(dataset: Dataset, groups: Groups) -> list[tuple[str, str]]:
    """What the header says of the side, the most particular first, by the name of what says it."""
    places = (groups.of("FrameAnatomySequence", "FrameLaterality"), dataset, dataset)
    return [(name, said) for place, (keyword, name) in zip(places, _SIDES, strict=True) if (said := text(place, keyword))]


def _biplane(dataset: Dataset) -> str:
    """Which of two detectors took the picture (Image Type, DICOM PS3.3 C.8.7.1.1.1)."""
    words = text(dataset, "ImageType").upper().split("\\")
    return next((f"plane {word[-1]}" for word in ("BIPLANE A", "BIPLANE B") if word in words), "")


def _angles(dataset: Dataset, groups: Groups) -> str:
    """Where the detector stood: positive angles are towards the patient's left, and the head (DICOM PS3.3 C.8.7.5)."""
    if text(dataset, "Modality") not in ("XA", "RF"):
        return ""
    place = groups.of("PositionerPositionSequence", "PositionerPrimaryAngle")
    said = []
    for keyword, plus, minus in (("PositionerPrimaryAngle", "LAO", "RAO"), ("PositionerSecondaryAngle", "cranial", "caudal")):
        angle = number(place, keyword)
        if angle is not None and abs(angle) >= 0.5:
            said.append(f"{plus if angle > 0 else minus} {abs(angle):.0f}°")
    return ", ".join(said)
