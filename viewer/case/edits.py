"""The one way to change a case: swap immutable records, or patch voxels."""

from __future__ import annotations

from dataclasses import dataclass

from viewer.case.calculation import Calculation
from viewer.case.calibration import Calibration
from viewer.case.communication import Communication
from viewer.case.comparison import LesionPair
from viewer.case.contours import Contours
from viewer.case.finding import Evidence, Finding
from viewer.case.key_image import KeyImage
from viewer.case.measurement import (
    Angle,
    Arrow,
    Bidirectional,
    CobbAngle,
    Polyline,
    Probe,
    Ruler,
    SpineLabel,
    TextNote,
)
from viewer.case.patch import Patch
from viewer.case.presentation import Presentation
from viewer.case.prompt import Prompts
from viewer.case.region import Region
from viewer.case.registration import Registration
from viewer.case.report import ReportDraft, Reviewed, SignedReport, Waiver
from viewer.case.segmentation import Segmentation

Measurement = (
    Ruler | Polyline | Bidirectional | Angle | CobbAngle | Region | Arrow | TextNote | Probe | SpineLabel | Calibration
)
MEASUREMENTS: tuple[type[Measurement], ...] = (
    Ruler, Polyline, Bidirectional, Angle, CobbAngle, Region, Arrow, TextNote, Probe, SpineLabel, Calibration
)  # fmt: skip
MEASUREMENT_KINDS = frozenset(cls.kind for cls in MEASUREMENTS)
Record = (
    Measurement | Segmentation | Evidence | Finding | ReportDraft | SignedReport | Waiver | KeyImage | Presentation | Contours
    | Prompts | Registration | LesionPair | Calculation | Communication | Reviewed
)
RECORD_TYPES: tuple[type[Record], ...] = (
    *MEASUREMENTS,
    Segmentation, Evidence, Finding, ReportDraft, SignedReport, Waiver, KeyImage, Presentation, Contours, Prompts,
    Registration, LesionPair, Calculation, Communication,
    Reviewed,
)  # fmt: skip
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Swap:
    """One record before and after; ``None`` means it does not exist on that side."""

    before: Record | None
    after: Record | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError("a swap needs a record on at least one side")

    @property
    def key(self) -> Key:
        record = self.after or self.before
        assert record is not None
        return record.kind, record.id

    def reversed(self) -> Swap:
        return Swap(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """One undoable step, with who did it. `label` is what the Undo menu and the log show.

    An edit without changes is a line in the log (import, export); it cannot be undone.
    """

    label: str
    author: str
    changes: tuple[Swap | Patch, ...]

    @property
    def touched(self) -> frozenset[Key]:
        return frozenset(change.key for change in self.changes)

    def reversed(self) -> Edit:
        return Edit(f"Undo: {self.label}", self.author, tuple(change.reversed() for change in reversed(self.changes)))
