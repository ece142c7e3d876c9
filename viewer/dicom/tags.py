"""Every element of a file in the order of its tags, as a list to look through: sequences and private elements too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pydicom
from pydicom.datadict import dictionary_VR, keyword_for_tag
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from viewer.case.errors import KnownError
from viewer.dicom.headers import UNREADABLE, quiet

BULK = ("OB", "OD", "OF", "OL", "OV", "OW", "UN")
MOST_ROWS = 50_000
LONGEST = 1000
"""Letters of a value."""
_DEFERRED = 4096


@dataclass(frozen=True, slots=True)
class TagRow:
    """One element, or an item of a sequence: how deep it lies, ``(0028,0030)``, its name, VR, and value as text.

    `keyword` is the element's name without spaces (DICOM PS3.6), empty for private ones.
    """

    depth: int
    tag: str
    name: str
    vr: str
    value: str
    keyword: str = ""


def read_tags(path: str) -> tuple[TagRow, ...]:
    """The elements of a file, its file meta information first. Raises KnownError where it cannot be read."""
    try:
        with quiet():
            dataset = pydicom.dcmread(Path(path), defer_size=_DEFERRED, force=True)
            rows = (*_rows(dataset.file_meta, 0), *islice(_rows(dataset, 0), MOST_ROWS))
    except OSError as error:
        raise KnownError("The file of this picture cannot be opened.") from error
    except UNREADABLE as error:
        raise KnownError("The file of this picture is damaged: its elements cannot be listed.") from error
    return rows


def _rows(dataset: Dataset, depth: int) -> Iterator[TagRow]:
    for tag in sorted(dataset.keys()):
        raw = dataset.get_item(tag)
        if isinstance(raw, RawDataElement) and raw.length > _DEFERRED and _vr(raw) in BULK:
            yield TagRow(depth, str(tag), _name(tag), _vr(raw), f"{raw.length} bytes", keyword_for_tag(tag))
            continue
        try:
            element = dataset[tag]
        except UNREADABLE:
            yield TagRow(depth, str(tag), _name(tag), "", "cannot be read", keyword_for_tag(tag))
            continue
        if element.VR == "SQ":
            items = element.value or ()
            count = f"{len(items)} {'item' if len(items) == 1 else 'items'}"
            yield TagRow(depth, str(tag), element.name, "SQ", count, element.keyword)
            for number, item in enumerate(items, 1):
                yield TagRow(depth + 1, "", f"Item {number}", "", "")
                yield from _rows(item, depth + 2)
        else:
            yield TagRow(depth, str(tag), element.name, element.VR, _text(element), element.keyword)


def _text(element: DataElement) -> str:
    value = element.value
    if isinstance(value, bytes):
        if element.VR == "UN" and value and all(32 <= letter < 127 for letter in value.rstrip(b"\0 ")):
            return value.rstrip(b"\0 ").decode("ascii")[:LONGEST]
        return f"{len(value)} bytes"
    if value is None:
        return ""
    is_one = isinstance(value, str) or not hasattr(value, "__iter__") or (element.VR == "PN" and element.VM < 2)
    parts = [str(value)] if is_one else [str(one) for one in value]
    said = "\\".join(parts)
    name = element.value.name if element.VR == "UI" and hasattr(element.value, "name") else ""
    if name and name != said:
        said = f"{said}  ({name})"
    return said if len(said) <= LONGEST else f"{said[:LONGEST]}… ({len(said)} letters)"


def _vr(raw: RawDataElement) -> str:
    if raw.VR:
        return str(raw.VR)
    try:
        return str(dictionary_VR(raw.tag)).partition(" ")[0]
    except KeyError:
        return "UN"


def _name(tag: BaseTag) -> str:
    return "Private element" if tag.is_private else keyword_for_tag(tag) or "Unknown element"
