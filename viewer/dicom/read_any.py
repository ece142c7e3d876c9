"""Any DICOM object as text: what its elements say, for kinds of object that Lightbox has no reader of its own for."""

from __future__ import annotations

from collections.abc import Iterator

from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from viewer.dicom.content_tree import cleaned
from viewer.dicom.headers import UNREADABLE, items, number, quiet, text
from viewer.dicom.sop_names import HANGING_PROTOCOL, WAVEFORMS, sop_class_name

MOST_LINES = 2_000
MOST_VALUES = 16
LONGEST_LINE = 300
DEEPEST = 12
NO_TEXT = ("OB", "OW", "OF", "OD", "OL", "OV", "UN")


def describe(dataset: Dataset) -> str:
    """What kind of object it is, what matters of it in words, then every element, indented; bytes are counted."""
    uid = text(dataset, "SOPClassUID") or text(getattr(dataset, "file_meta", Dataset()), "MediaStorageSOPClassUID")
    lines = [sop_class_name(uid), *_in_words(dataset, uid), ""]
    for line in _elements(dataset, 0):
        if len(lines) >= MOST_LINES:
            lines.append(f"(Only the first {MOST_LINES} lines are shown.)")
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def summary(dataset: Dataset) -> str:
    """One sentence on an object, for lists."""
    uid = text(dataset, "SOPClassUID") or text(getattr(dataset, "file_meta", Dataset()), "MediaStorageSOPClassUID")
    return "; ".join([sop_class_name(uid), *_in_words(dataset, uid)])


def _in_words(dataset: Dataset, uid: str) -> Iterator[str]:
    if uid == HANGING_PROTOCOL:
        yield cleaned(text(dataset, "HangingProtocolName"))
        yield cleaned(text(dataset, "HangingProtocolDescription"))
        kinds = [text(one, "Modality") for one in items(dataset, "HangingProtocolDefinitionSequence")]
        yield f"for {' and '.join(kinds) or 'any modality'}, {int(number(dataset, 'NumberOfScreens') or 1)} screens"
        yield "Kept as it is; Lightbox arranges its views in its own way."
    elif uid.startswith(WAVEFORMS):
        for group in items(dataset, "WaveformSequence"):
            channels, rate = number(group, "NumberOfWaveformChannels"), number(group, "SamplingFrequency")
            samples = number(group, "NumberOfWaveformSamples")
            if channels and rate and samples:
                yield f"{channels:g} channels, {samples / rate:g} s at {rate:g} Hz"
        yield "Kept as it is; Lightbox does not draw curves."


def _elements(dataset: Dataset, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for tag in sorted(set(dataset.keys())):
        if tag.element == 0:  # a group's length says nothing
            continue
        name, line = _element(dataset, tag)
        yield f"{indent}{name}: {line}"[:LONGEST_LINE]
        if depth >= DEEPEST:
            continue
        for count, item in enumerate(_items(dataset, tag), start=1):
            yield f"{indent}  {count}."
            yield from _elements(item, depth + 2)


def _element(dataset: Dataset, tag: BaseTag) -> tuple[str, str]:
    try:
        with quiet():
            element = dataset[tag]
            return element.name if element.name != "Unknown" else str(tag), _value(element)
    except UNREADABLE:
        return str(tag), "(damaged)"


def _value(element: DataElement) -> str:
    if element.VR == "SQ":
        return "" if element.value else "(empty)"
    if element.is_empty:
        return "(empty)"
    if element.VR in NO_TEXT or isinstance(element.value, bytes):
        return f"{len(element.value)} bytes"
    if element.VR == "UI" and element.VM == 1:
        return sop_class_name(element.value) if element.keyword.endswith("SOPClassUID") else str(element.value)
    values = [element.value] if element.VM == 1 else list(element.value)
    said = ", ".join(str(one) for one in values[:MOST_VALUES])
    return cleaned(said.replace("\r", " ").replace("\n", " "), LONGEST_LINE) + (f", … ({len(values)} values)" if len(values) > MOST_VALUES else "")


def _items(dataset: Dataset, tag: BaseTag) -> list[Dataset]:
    try:
        with quiet():
            element = dataset[tag]
            return list(element.value) if element.VR == "SQ" and element.value else []
    except UNREADABLE:
        return []
