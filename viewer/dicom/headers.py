"""Reads DICOM headers, however broken: a dataset, or a sentence that says why not."""

from __future__ import annotations

import io
import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pydicom
import pydicom.config
from pydicom.datadict import dictionary_VR, tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset, FileDataset
from pydicom.errors import BytesLengthException, InvalidDicomError
from pydicom.tag import BaseTag

from viewer.case.errors import KnownError
from viewer.case.study import Problem
from viewer.dicom.bounded_file import BoundedFile
from viewer.dicom.charset import LOST, Decoded, declared_as, decode
from viewer.dicom.deflate import HEADER_BYTES, META_BYTES, deflated_from, inflated
from viewer.dicom.header_elements import read_elements
from viewer.dicom.syntaxes import DEFLATED

# Wrong values are judged where they are used; a warning on every one of them helps nobody.
pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
logging.getLogger("pydicom").addHandler(logging.NullHandler())

UNREADABLE = (
    InvalidDicomError, BytesLengthException, ValueError, TypeError, KeyError, IndexError, AttributeError,
    NotImplementedError, OverflowError, RecursionError, EOFError, struct.error, zlib.error, LookupError, OSError,
)  # fmt: skip
"""What pydicom raises on bytes that are not what they claim to be: OSError too, for a sequence that ends early."""


class NotDicomError(KnownError):
    """A file that is empty, or does not begin as DICOM does."""


@dataclass(frozen=True, slots=True)
class Header:
    """A dataset without pixels, and where its pixels begin.

    `pixels_at` is the offset of the Pixel Data *element* in the file, or in what a deflated file inflates to; None
    when there is none. `pixels_start` are its first 12 bytes: tag, type and length.
    """

    dataset: Dataset
    syntax_uid: str
    pixels_at: int | None
    pixels_start: bytes

    @property
    def has_pixels(self) -> bool:
        return self.pixels_at is not None


@contextmanager
def quiet() -> Iterator[None]:
    """pydicom's warnings about one file are no warnings to the reader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


_PACKED = {
    b"Rar!\x1a\x07": "a RAR archive", b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive", b"\x1f\x8b": "packed with gzip", b"BZh": "packed with bzip2",
    b"\xfd7zXZ\x00": "packed with xz", b"PK\x03\x04": "a zip archive under another name", b"MSCF": "a cabinet archive",
}  # fmt: skip


def _what_else(start: bytes) -> str:
    """Why a file that begins like this is refused, with what to do where its contents may be images."""
    kind = next((said for begin, said in _PACKED.items() if start.startswith(begin)), "")
    return f"This file is {kind}, which is not opened here: unpack it and import what was in it." if kind else "This is not a DICOM file."


def is_plausible(start: bytes) -> bool:
    """Whether a file that begins like this may be DICOM: the preamble, or a first element of group 2 or 8."""
    if start[128:132] == b"DICM":
        return True
    if len(start) < 16:
        return False
    for order in ("<", ">"):
        group, element, length = struct.unpack(order + "HHI", start[:8])
        if group in (2, 8) and element < 0x20 and ((start[4:6].isalpha() and start[4:6].isupper()) or length < 256):
            return True
    return False


def read_header(path: Path, tags: list[int] | None = None) -> Header:
    """The header of one file; only `tags` where given (sequences whole).

    Raises KnownError where the file cannot be opened or is damaged, NotDicomError where it is no DICOM file.
    """
    try:
        with path.open("rb") as file, quiet():
            start = file.read(132)
            if not start:
                raise NotDicomError("The file is empty.")
            if not is_plausible(start):
                raise NotDicomError(_what_else(start))
            found = read_elements(file, tags)
            if found is not None:
                dataset, at = found
                file.seek(at)
                return _header(dataset, at, file.read(12))
            file.seek(0)
            is_deflated = deflated_from(file.read(META_BYTES)) is not None
            data = BoundedFile(io.BytesIO(inflated(path, HEADER_BYTES)) if is_deflated else file, str(path))
            data.seek(0)
            dataset = pydicom.dcmread(data, stop_before_pixels=True, force=True, specific_tags=tags)
            at = data.tell()
            data.seek(at)
            return _header(dataset, at, data.read(12), DEFLATED if is_deflated else "")
    except OSError as error:
        if error.strerror is None:  # pydicom's own: the bytes end early
            raise KnownError("The DICOM header is damaged and cannot be read.") from error
        raise KnownError(f"The file cannot be opened: {error.strerror}.") from error
    except UNREADABLE as error:
        raise KnownError("The DICOM header is damaged and cannot be read.") from error


def _header(dataset: FileDataset, at: int, pixels_start: bytes, syntax_uid: str = "") -> Header:
    syntax_uid = syntax_uid or text(dataset.file_meta, "TransferSyntaxUID")
    if not syntax_uid:
        implicit, little = dataset.original_encoding
        syntax_uid = "1.2.840.10008.1.2" if implicit else "1.2.840.10008.1.2.1" if little else "1.2.840.10008.1.2.2"
    return Header(dataset, syntax_uid, at if len(pixels_start) >= 8 else None, pixels_start)


def has(dataset: Dataset, keyword: str) -> bool:
    """Whether an element is there, whatever it holds: asked first, because most of those that are wanted are absent."""
    return _tag(keyword) in dataset


def value(dataset: Dataset, keyword: str) -> Any:
    """One value, or None where it is absent, empty or cannot be decoded."""
    if not has(dataset, keyword) or _element(dataset, _tag(keyword)) is None:
        return None
    try:
        with quiet():
            found = getattr(dataset, keyword, None)
            if isinstance(found, bytes | str) and not found.strip():
                return None
            return found
    except UNREADABLE:
        return None


def element(dataset: Dataset, tag: int) -> Any:
    """An element by its tag, for private ones; None where it is absent or cannot be decoded."""
    if tag not in dataset:
        return None
    try:
        with quiet():
            return dataset.get(tag)
    except UNREADABLE:
        return None


def text(dataset: Dataset, keyword: str) -> str:
    """One value as text, without the padding; values of a list joined by a backslash; empty when absent."""
    if not has(dataset, keyword):
        return ""
    decoded = decoded_text(dataset, keyword)
    if decoded is not None:
        padding = " \0=" if _text_tag(keyword)[1] else " \0"  # a name may end in empty groups: "Doe^Jane=="
        return "\\".join(part.lstrip(" \0").rstrip(padding) for part in decoded.text.split("\\"))
    vr, data = _raw(dataset, keyword)
    if vr in _PLAIN_TEXT:
        return "\\".join(part.strip(" \0") for part in data.decode("latin-1").split("\\"))
    found = value(dataset, keyword)
    if found is None:
        return ""
    try:
        parts = [str(part) for part in found] if _is_list(found) else [str(found)]
    except UNREADABLE:
        return ""
    return "\\".join(part.strip(" \0") for part in parts)


def decoded_text(dataset: Dataset, keyword: str) -> Decoded | None:
    """A text element's bytes as the file's character set reads them; None for other elements and values set here."""
    tag, is_name = _text_tag(keyword)
    element = _element(dataset, tag) if tag else None
    if not isinstance(element, RawDataElement) or not isinstance(element.value, bytes):
        return None
    terms = character_set(dataset)
    if not terms and not isinstance(dataset, FileDataset):
        return None  # an item that declares nothing has its data set's character set, which pydicom knows
    return _decode(element.value.rstrip(b" \0"), tuple(terms), is_name)


@lru_cache(maxsize=256)
def _decode(data: bytes, terms: tuple[str, ...], is_name: bool) -> Decoded:
    """The files of a series say the same names over and over."""
    return decode(data, list(terms), is_name)


def character_set(dataset: Dataset) -> list[str]:
    """The values of Specific Character Set; empty where it is absent."""
    found = text(dataset, "SpecificCharacterSet")
    return found.split("\\") if found else []


_PLAIN_TEXT = frozenset(("AE", "AS", "CS", "DA", "DT", "TM", "UI"))
_DECIMAL = frozenset(("DS", "IS"))
_BINARY = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d"}


@lru_cache(maxsize=1024)
def _tag(keyword: str) -> BaseTag:
    tag = tag_for_keyword(keyword)
    assert tag is not None, keyword
    return BaseTag(tag)


def _element(dataset: Dataset, tag: int) -> Any:
    """An element as it is, or None: also where not even its type can be made out."""
    try:
        return dataset.get_item(tag)
    except UNREADABLE:
        return None


def _raw(dataset: Dataset, keyword: str) -> tuple[str, bytes]:
    """The type and the bytes of a little endian element that nobody has decoded yet; empty for any other."""
    element = _element(dataset, _tag(keyword))
    if isinstance(element, RawDataElement) and isinstance(element.value, bytes) and element.is_little_endian:
        return element.VR or _dictionary_vr(keyword), element.value
    return "", b""


@lru_cache(maxsize=1024)
def _dictionary_vr(keyword: str) -> str:
    return str(dictionary_VR(_tag(keyword)))


_SHOWN = {
    "PatientName": "patient's name", "PatientID": "patient's ID", "StudyDescription": "study's description",
    "SeriesDescription": "series' description", "ReferringPhysicianName": "referring physician's name",
}  # fmt: skip


def doubtful_texts(dataset: Dataset) -> tuple[Problem, ...]:
    """What is to be said of each text of a header that is not in the character set the file declares."""
    said: list[Problem] = []
    for keyword, words in _SHOWN.items():
        decoded = decoded_text(dataset, keyword)
        if decoded is None or decoded.is_sure:
            continue
        declared = f"the declared character set ({declared_as(character_set(dataset))})"
        if decoded.lost:
            sentence = f"Parts of the {words} cannot be read in {declared}; {LOST} stands for each lost sign."
            said.append(Problem("warning", sentence))
        else:
            said.append(Problem("note", f"The {words} is not written in {declared}; it was read as {decoded.read_as}."))
    return tuple(said)


@lru_cache(maxsize=1024)
def _text_tag(keyword: str) -> tuple[int, bool]:
    tag = tag_for_keyword(keyword)
    vr = dictionary_VR(tag) if tag else ""
    return (tag or 0) if vr in ("PN", "LO", "SH", "LT", "ST", "UT", "UC") else 0, vr == "PN"


def numbers(dataset: Dataset, keyword: str) -> tuple[float, ...]:
    """All values as floats; empty when absent or when one of them is no number that is ever measured (1e30 and more)."""
    if not has(dataset, keyword):
        return ()
    vr, data = _raw(dataset, keyword)
    try:
        if vr in _DECIMAL:
            written = data.decode("latin-1").strip(" \0")
            parts = tuple(float(part) for part in written.split("\\")) if written else ()
        elif vr in _BINARY:
            parts = tuple(float(part) for (part,) in struct.iter_unpack(f"<{_BINARY[vr]}", data))
        else:
            found = value(dataset, keyword)
            parts = () if found is None else tuple(float(part) for part in (found if _is_list(found) else [found]))
    except UNREADABLE:
        return ()
    return parts if all(abs(part) < 1e30 for part in parts) else ()


def number(dataset: Dataset, keyword: str) -> float | None:
    """The first value as a float, or None."""
    found = numbers(dataset, keyword)
    return found[0] if found else None


def integer(dataset: Dataset, keyword: str) -> int | None:
    """The first value as an int, or None; also where it is beyond what a database or an array can count (63 bits)."""
    found = number(dataset, keyword)
    return None if found is None or abs(found) >= 2**63 else int(found)


def items(dataset: Dataset, keyword: str) -> list[Dataset]:
    """The items of a sequence; empty when absent or no sequence."""
    found = value(dataset, keyword)
    if not _is_list(found):
        return []
    whole = [item for item in found if isinstance(item, Dataset)]
    inherited = element(dataset, 0x00080005)  # Specific Character Set, PS3.5 7.5.1.2.1
    if inherited is not None:
        for item in whole:
            item.setdefault("SpecificCharacterSet", inherited)
    return whole


def _is_list(found: Any) -> bool:
    return hasattr(found, "__iter__") and not isinstance(found, str | bytes | Dataset) and not _is_name(found)


def _is_name(found: Any) -> bool:
    return isinstance(found, pydicom.valuerep.PersonName)
