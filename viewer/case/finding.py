"""What is said about the patient (`Finding`) and where and by which number one can see it (`Evidence`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from viewer.case.geometry import Box
from viewer.case.source import Source
from viewer.case.terms import Code

Certainty = Literal["definite", "probable", "possible"]
FindingStatus = Literal["proposed", "accepted", "rejected"]
SIDES = ("left", "right", "bilateral", "midline", "none")
ZONES = ("upper", "middle", "lower", "")

UCUM = {
    "mm": "mm", "cm": "cm", "mm²": "mm2", "ml": "mL", "°": "deg", "HU": "[hnsf'U]", "%": "%", "count": "{count}",
    "cm²": "cm2", "ratio": "{ratio}", "score": "{score}", "raw": "1", "px": "{pixels}", "px²": "{pixels^2}", "SUVbw": "{SUVbw}g/ml", "SUVlbm": "{SUVlbm}g/ml",
    "SUVibw": "{SUVibw}g/ml", "SUVbsa": "{SUVbsa}cm2/ml", "Bq/ml": "Bq/ml",
}  # fmt: skip
"""Units as the reader sees them -> UCUM, for DICOM and FHIR (PS3.16 CID 82, 83, 84, 85)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its kind and unit (a key of `UCUM`).

    Kinds: long_axis, short_axis, length, perimeter, area, angle, volume, count; of pixels: value, mean, sd, minimum,
    maximum, median, peak.

    What another system measured and Lightbox has no kind for keeps its own name as `kind`, its UCUM unit and its
    `code`; `derivation` says what of it was taken (maximum, median, ...). `mm_from` is what millimetres stand on where
    that is not the Pixel Spacing of a slice (`Stack.spacing_source`, or the reader who calibrated the picture).
    """

    kind: str
    value: float
    unit: str
    code: Code | None = None
    derivation: Code | None = None
    mm_from: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where to look and which number: a click on it moves every view to the middle of `box_lps`.

    A point is a box whose corners are equal. `quantity` is None where a place alone supports the finding.
    `label` is the value in the segmentation `segmentation_id` that the number was measured on.
    """

    kind: ClassVar[str] = "evidence"
    id: str
    series_uid: str
    frame_uid: str
    box_lps: Box
    quantity: Quantity | None
    source: Source
    segmentation_id: str = ""
    label: int = 0
    measurement_id: str = ""

    @property
    def centre_lps(self) -> tuple[float, float, float]:
        (x0, y0, z0), (x1, y1, z1) = self.box_lps
        return (x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact about the patient; the only thing a report may speak of.

    `side` is one of `SIDES`; `zone` is a third of the organ from the top (one of `ZONES`): a place, not a lobe.
    """

    kind: ClassVar[str] = "finding"
    id: str
    what: Code
    where: Code
    side: str
    zone: str
    present: bool
    certainty: Certainty
    status: FindingStatus
    evidence_ids: tuple[str, ...]
    source: Source
    note: str = ""

    def __post_init__(self) -> None:
        if self.side not in SIDES or self.zone not in ZONES:
            raise ValueError(f"no such side or zone: {self.side!r}, {self.zone!r}")
