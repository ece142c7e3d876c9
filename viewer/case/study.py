"""Header facts of what was imported: patient, study, series, instance. Never a pydicom dataset."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Level = Literal["note", "warning", "refused"]
NO_PICTURES = ("PR", "SR", "KO", "SEG", "REG", "RWV", "RTSTRUCT", "RTPLAN", "RTDOSE", "DOC", "HP", "OT")
"""Modalities of objects that hold no pictures to look at."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd that the reader should know, in one sentence; `where` is a path or a UID."""

    level: Level
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    """Who was examined. `name` is the DICOM person name as stored ("Family^Given"); dates are YYYYMMDD or empty."""

    id: str
    name: str
    birth_date: str = ""
    sex: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """One SOP instance and the file it lies in. `seen` is what tells whether a file left in its place is still the same."""

    uid: str
    series_uid: str
    sop_class_uid: str
    path: str
    frames: int = 1
    transfer_syntax_uid: str = ""
    number: int | None = None
    seen: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Series:
    """One series. `frame_uid` is the Frame of Reference UID, empty where the images have none."""

    uid: str
    study_uid: str
    modality: str
    description: str = ""
    number: int | None = None
    frame_uid: str = ""
    body_part: str = ""
    protocol: str = ""
    contrast_agent: str = ""
    slice_thickness_mm: float | None = None
    kernel: str = ""
    manufacturer: str = ""
    model_name: str = ""
    kvp: float | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Pictures of a series that are looked at together: a volume, a phase, an echo, a localizer, a film, one radiograph.

    `key` is unique in its series and the same on every import of the same files; `name` tells it from the other
    parts in the reader's words ("echo 2, 95 ms"), empty where one part needs none. `frame_uid` is the frame of
    reference of its points: the images', or ``local:<SOP Instance UID>`` where they have no place in the patient.
    Parts with one `group` show the same places at another time, phase, echo or b-value: a 4D series, in the order of
    `position` from 0; the group of a part that stands alone is empty. `patient` is whom its files name, who may be
    another one than the study's.
    """

    key: str
    name: str
    pictures: int
    frame_uid: str
    is_volume: bool
    group: str = ""
    position: int = 0
    patient: Patient | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """One study. `date` is YYYYMMDD, `time` HHMMSS, either may be empty; `age_years` at the study date."""

    uid: str
    patient: Patient
    date: str = ""
    time: str = ""
    description: str = ""
    accession: str = ""
    referring_physician: str = ""
    indication: str = ""
    age_years: float | None = None
    demonstration: bool = False


class Status(StrEnum):
    """How far the reading of a study is."""

    IMPORTED = "imported"
    READING = "reading"
    DRAFTED = "drafted"
    SIGNED = "signed"


class Event(StrEnum):
    OPENED = "opened"
    DRAFTED = "drafted"
    SIGNED = "signed"
    ADDENDUM_STARTED = "addendum_started"


NEXT: dict[tuple[Status, Event], Status] = {
    (Status.IMPORTED, Event.OPENED): Status.READING,
    (Status.IMPORTED, Event.DRAFTED): Status.DRAFTED,
    (Status.READING, Event.DRAFTED): Status.DRAFTED,
    (Status.DRAFTED, Event.SIGNED): Status.SIGNED,
    (Status.SIGNED, Event.ADDENDUM_STARTED): Status.DRAFTED,
}


def next_status(status: Status, event: Event) -> Status:
    """The status after `event`; an event that means nothing now changes nothing."""
    return NEXT.get((status, event), status)
