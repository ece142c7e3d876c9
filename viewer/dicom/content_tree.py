"""The content tree of a structured report, as plain values: what `read_sr` prints and `read_measurements` searches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.study import Problem
from viewer.case.terms import Code
from viewer.dicom.deflate import META_BYTES, deflated_from, inflated
from viewer.dicom.headers import UNREADABLE, is_plausible, items, number, numbers, quiet, text, value

MOST_BYTES = 64 << 20
MOST_ITEMS = 50_000
MOST_SEQUENCE_ITEMS = 200_000
DEEPEST = 60
LONGEST_TEXT = 200_000
"""Limits for files that were made to hurt; real reports stay far below (the largest seen has 2,000 items)."""
OBSERVERS = (Code("DCM", "121008", "Person Observer Name"), Code("DCM", "121013", "Device Observer Name"))
OLD_SNOMED = ("SRT", "SNM3", "99SDM")

Place = tuple[int, ...]
"""Where an item stands, as DICOM counts: (1,) is the root, (1, 2) its second child (PS3.3 C.17.3.2.5)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A picture or object that an item names. `frames` and `segments` are empty where all are meant."""

    sop_class_uid: str
    sop_instance_uid: str
    frames: tuple[int, ...] = ()
    segments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One content item (PS3.3 C.17.3). What its value type does not use is empty.

    `text` is the value of TEXT, DATE, TIME, DATETIME, PNAME and UIDREF as it stands in the file. `points` are
    columns and rows in pixels from the outer corner of the first pixel (SCOORD, C.18.6) or LPS mm (SCOORD3D).
    `target` is the place of the item that a by-reference relationship means.
    """

    place: Place
    relationship: str
    value_type: str
    name: Code | None = None
    text: str = ""
    code: Code | None = None
    number: float | None = None
    unit: Code | None = None
    reference: Reference | None = None
    graphic: str = ""
    points: tuple[tuple[float, ...], ...] = ()
    frame_uid: str = ""
    template: str = ""
    target: Place = ()
    children: tuple[Item, ...] = field(default=())

    @property
    def meaning(self) -> str:
        return self.name.meaning if self.name else ""

    def walk(self) -> Iterator[Item]:
        """This item and all below, in reading order."""
        waiting = [self]
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.children))

    def named(self, *codes: Code) -> list[Item]:
        """The children that have one of these concept names."""
        return [child for child in self.children if child.name in codes]


def read_dataset(path: Path, most_bytes: int = MOST_BYTES) -> Dataset:
    """One whole file that is no picture. Files made to hurt cost seconds: read in a decoder process.

    Raises KnownError where it is too large, unreadable or no DICOM.
    """
    too_large = KnownError(f"The file has more than {most_bytes >> 20} MB, which no document needs; it is not read.")
    try:
        if path.stat().st_size > most_bytes:
            raise too_large
        data = path.read_bytes()
        if not is_plausible(data[:132]):
            raise KnownError("This is not a DICOM file.")
        if deflated_from(data[:META_BYTES]) is not None:
            data = inflated(path, most_bytes + 1)
            if len(data) > most_bytes:
                raise too_large
        if data.count(b"\xfe\xff\x00\xe0") + data.count(b"\xff\xfe\xe0\x00") > MOST_SEQUENCE_ITEMS:
            raise KnownError(f"The file has more than {MOST_SEQUENCE_ITEMS:,} entries, which no document needs; it is not read.")
    except OSError as error:
        raise KnownError(f"The file cannot be opened: {error.strerror or 'unknown reason'}.") from error
    except UNREADABLE as error:
        raise KnownError("The file is damaged and cannot be read.") from error
    try:
        with quiet():
            return pydicom.dcmread(BytesIO(data), stop_before_pixels=True, force=True)
    except UNREADABLE as error:
        raise KnownError("The file is damaged and cannot be read.") from error


@dataclass(frozen=True, slots=True)
class Report:
    """A content tree with its object's UID and the machine that wrote it; `problems` say what was left out.

    `series_of` maps the objects that it rests on to their series (PS3.3 C.17.2).
    """

    sop_instance_uid: str
    machine: str
    root: Item
    series_of: dict[str, str]
    problems: tuple[Problem, ...] = ()

    def observer(self) -> str:
        """Who observed: the first person or device that the report names, else the machine."""
        named = [child.text for child in self.root.children if child.name in OBSERVERS and child.text]
        who = (named[0] if named else self.machine).replace("^", " ").strip()
        return cleaned(who, 64) or "another system"


def read_report(path: Path) -> Report:
    """A whole report; `Decoder.call(read_report, path)` keeps one that was made to hurt away from the window.

    Raises KnownError when it cannot be read or has no content.
    """
    return report_of(read_dataset(path))


def report_of(dataset: Dataset) -> Report:
    """Like `read_report`, of a dataset that was read."""
    root, problems = read_tree(dataset)
    machine = " ".join(part for part in (text(dataset, "Manufacturer"), text(dataset, "ManufacturerModelName")) if part)
    series_of = {
        text(instance, "ReferencedSOPInstanceUID"): text(series, "SeriesInstanceUID")
        for study in items(dataset, "CurrentRequestedProcedureEvidenceSequence")
        for series in items(study, "ReferencedSeriesSequence")
        for instance in items(series, "ReferencedSOPSequence")
    }
    return Report(text(dataset, "SOPInstanceUID"), machine, root, series_of, tuple(problems))


def read_tree(dataset: Dataset) -> tuple[Item, list[Problem]]:
    """The root item with everything below it, and what was left out.

    Raises KnownError when the dataset has no content tree.
    """
    if "ValueType" not in dataset and "ContentSequence" not in dataset:
        raise KnownError("The report is empty: it has no content.")
    reader = _Reader()
    root = reader.item(dataset, (1,))
    return root, [Problem("warning", sentence) for sentence in reader.notes]


def code_of(dataset: Dataset, keyword: str) -> Code | None:
    """The first item of a code sequence; old SNOMED codes as SNOMED CT, so that equal things compare equal."""
    found = items(dataset, keyword)
    if not found:
        return None
    values = (text(found[0], name) for name in ("CodeValue", "LongCodeValue", "URNCodeValue"))
    coded = next((one for one in values if one), "")
    scheme, meaning = text(found[0], "CodingSchemeDesignator"), text(found[0], "CodeMeaning")
    if not (coded or meaning):
        return None
    if scheme in OLD_SNOMED:
        known = _new_snomed().get(coded)
        scheme, coded = ("SCT", known) if known else (scheme, coded)
    return Code(scheme, coded, cleaned(meaning or coded, 1000))


@cache
def _new_snomed() -> Mapping[str, str]:
    """The SNOMED CT code of each old one. Read when it is first needed: all of pydicom's terms come with it, 3 MB."""
    from pydicom.sr import _snomed_dict

    found: Mapping[str, str] = _snomed_dict.mapping["SRT"]
    return found


def cleaned(stored: str, longest: int = LONGEST_TEXT) -> str:
    """Text without control characters (tabs and line ends stay), cut where it is too long, and then it says so."""
    lines = stored.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(letter for letter in lines[:longest] if letter in "\n\t" or letter.isprintable())
    return kept if len(lines) <= longest else f"{kept} [… {len(lines) - longest} more characters]"


@dataclass(slots=True)
class _Reader:
    """Counts as it reads, so that no file can make it read for ever."""

    count: int = 0
    notes: list[str] = field(default_factory=list)

    def item(self, dataset: Dataset, place: Place) -> Item:
        self.count += 1
        relationship = text(dataset, "RelationshipType")
        target = tuple(int(step) for step in numbers(dataset, "ReferencedContentItemIdentifier"))
        if target:
            return Item(place, relationship, "", target=target)
        value_type = text(dataset, "ValueType")
        measured = (items(dataset, "MeasuredValueSequence") or [Dataset()])[0]
        templates = items(dataset, "ContentTemplateSequence")
        dimension = 3 if value_type == "SCOORD3D" else 2
        return Item(
            place,
            relationship,
            value_type,
            name=code_of(dataset, "ConceptNameCodeSequence"),
            text=_value_of(dataset, value_type, measured),
            code=code_of(dataset, "ConceptCodeSequence") or code_of(dataset, "NumericValueQualifierCodeSequence"),
            number=number(measured, "FloatingPointValue") if "FloatingPointValue" in measured else number(measured, "NumericValue"),
            unit=code_of(measured, "MeasurementUnitsCodeSequence"),
            reference=_reference(dataset),
            graphic=text(dataset, "GraphicType"),
            points=_points(numbers(dataset, "GraphicData"), dimension),
            frame_uid=text(dataset, "ReferencedFrameOfReferenceUID"),
            template=text(templates[0], "TemplateIdentifier") if templates else "",
            children=self._children(dataset, place),
        )

    def _children(self, dataset: Dataset, place: Place) -> tuple[Item, ...]:
        below = items(dataset, "ContentSequence")
        if not below and "ContentSequence" in dataset and value(dataset, "ContentSequence") is None:
            self._say("A part of the report is damaged and left out.")
        if below and len(place) >= DEEPEST:
            self._say(f"Below {DEEPEST} levels the report is not read.")
            return ()
        found = []
        for number_, child in enumerate(below, start=1):
            if self.count >= MOST_ITEMS:
                self._say(f"Of this report only the first {MOST_ITEMS:,} entries are read.")
                break
            found.append(self.item(child, (*place, number_)))
        return tuple(found)

    def _say(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)


_TEXTS = {
    "TEXT": "TextValue", "DATE": "Date", "TIME": "Time", "DATETIME": "DateTime", "PNAME": "PersonName", "UIDREF": "UID",
    "TCOORD": "TemporalRangeType", "CONTAINER": "ContinuityOfContent",
}  # fmt: skip


def _value_of(dataset: Dataset, value_type: str, measured: Dataset) -> str:
    if value_type == "NUM":
        return text(measured, "NumericValue").replace("\\", ", ")
    if value_type == "TCOORD":
        keywords = ("ReferencedSamplePositions", "ReferencedTimeOffsets", "ReferencedDateTime")
        at = next((text(dataset, keyword) for keyword in keywords if text(dataset, keyword)), "")
        return f"{text(dataset, 'TemporalRangeType').lower()} {at.replace(chr(92), ', ')}".strip()
    keyword = _TEXTS.get(value_type)
    return cleaned(text(dataset, keyword)) if keyword else ""


def _reference(dataset: Dataset) -> Reference | None:
    named = items(dataset, "ReferencedSOPSequence")
    if not named:
        return None
    return Reference(
        text(named[0], "ReferencedSOPClassUID"),
        text(named[0], "ReferencedSOPInstanceUID"),
        tuple(int(frame) for frame in numbers(named[0], "ReferencedFrameNumber")),
        tuple(int(segment) for segment in numbers(named[0], "ReferencedSegmentNumber")),
    )


def _points(values: tuple[float, ...], dimension: int) -> tuple[tuple[float, ...], ...]:
    return tuple(values[start : start + dimension] for start in range(0, len(values) - dimension + 1, dimension))
