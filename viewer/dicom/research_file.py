"""NIfTI, NRRD and MetaImage files: told by their first bytes, with their size as the header claims it.

They name no patient, no study and no series; each file becomes one of its own, with UIDs made from its content.
"""

from __future__ import annotations

import gzip
import math
import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

from viewer.case.errors import KnownError
from viewer.case.study import Instance, Patient, Series, Study
from viewer.dicom.identity import local_uid, sha256_of
from viewer.dicom.same_file import seen_of

RESEARCH_CLASS = "2.25.233518309561418742219021427913215417611"
"""In place of a SOP Class UID: one file that holds a whole volume and is no DICOM. Known to Lightbox alone."""
NO_IDENTITY = "Research volume, no patient identity"
MOST_BYTES = 1 << 33
MOST_PACKED = 1100
"""No deflated data grow by more than a factor of 1032."""
_NIFTI_BYTES = {2: 1, 4: 2, 8: 4, 16: 4, 64: 8, 256: 1, 512: 2, 768: 4, 1024: 8, 1280: 8}
_BAD = "This {} file is damaged: its header cannot be read."


@dataclass(frozen=True, slots=True)
class ResearchFile:
    """What the first bytes say. `suffix` is the ending that readers know the format by; `sizes` from the fastest axis on."""

    format: str
    suffix: str
    sizes: tuple[int, ...]


def find_research_file(path: Path, name: str) -> ResearchFile | None:
    """The research volume that a file holds, `name` being the one the reader knows; None where it is something else.

    Raises
    ------
    KnownError where it is one that cannot be read: damaged, of several files, in colour, or of an impossible size.
    """
    with path.open("rb") as file:
        start = file.read(8192)
    packed = start[:2] == b"\x1f\x8b" and name.lower().endswith(".nii.gz")
    if packed:
        start = _unpacked(path)
    if len(start) >= 348 and (start[344:348] == b"n+1\0" or start[4:8] == b"n+2\0"):
        found = ResearchFile("NIfTI", ".nii.gz" if packed else ".nii", _nifti(start))
        if not packed and nifti_bytes(start) > path.stat().st_size:
            raise KnownError("This NIfTI file is cut short: it has fewer voxels than its header says.")
    elif start[:4] == b"NRRD" and start[4:8].isdigit():
        found = ResearchFile("NRRD", ".nrrd", _nrrd(start))
    elif name.lower().endswith((".mha", ".mhd")) and re.search(rb"^\s*NDims\s*=", start, re.MULTILINE):
        found = ResearchFile("MetaImage", ".mha", _meta_image(start))
    else:
        return None
    voxels = math.prod(found.sizes)
    if voxels > MOST_BYTES or voxels > path.stat().st_size * MOST_PACKED:
        raise KnownError(f"This {found.format} file claims {' x '.join(map(str, found.sizes))} voxels, which it cannot hold.")
    return found


def nifti_bytes(start: bytes) -> int:
    """How long a NIfTI file must be to hold its voxels, deflated or not; `start` is its header."""
    second, order = start[4:8] == b"n+2\0", _order(start)
    (kind,) = struct.unpack(f"{order}h", start[12:14] if second else start[70:72])
    (offset,) = struct.unpack(f"{order}q", start[168:176]) if second else struct.unpack(f"{order}f", start[108:112])
    return int(max(offset, 0) if math.isfinite(offset) else 0) + math.prod(_nifti(start)) * _NIFTI_BYTES[kind]


def records_of(found: ResearchFile, path: Path, name: str) -> tuple[Study, Series, Instance]:
    """The study, series and instance that stand for a file; the same for the same content wherever it lies."""
    digest = sha256_of(path)
    shown = Path(name.replace("\\", "/")).name
    patient = Patient(f"RESEARCH-{digest[:8].upper()}", NO_IDENTITY)
    study = Study(local_uid("research study", [digest]), patient, description=shown)
    series = Series(
        local_uid("research series", [digest]), study.uid, "OT", f"{shown} (research volume, {found.format})",
        frame_uid=local_uid("research frame", [digest]),
    )  # fmt: skip
    frames = math.prod(found.sizes[2:])
    uid = local_uid("research instance", [digest])
    seen = seen_of(str(path), patient)
    return study, series, Instance(uid, series.uid, RESEARCH_CLASS, str(path), frames, found.suffix, 1, seen)


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path, "rb") as file:
            return file.read(8192)
    except (OSError, EOFError, zlib.error) as error:
        raise KnownError(_BAD.format("NIfTI")) from error


def _order(start: bytes) -> str:
    order = "<" if struct.unpack("<i", start[:4])[0] in (348, 540) else ">"
    if struct.unpack(f"{order}i", start[:4])[0] not in (348, 540):
        raise KnownError(_BAD.format("NIfTI"))
    return order


def _nifti(start: bytes) -> tuple[int, ...]:
    """NIfTI-1 and -2 headers, either byte order (https://nifti.nimh.nih.gov/nifti-1, nifti-2)."""
    second, order = start[4:8] == b"n+2\0", _order(start)
    dimensions = struct.unpack(f"{order}8q", start[16:80]) if second else struct.unpack(f"{order}8h", start[40:56])
    (kind,) = struct.unpack(f"{order}h", start[12:14] if second else start[70:72])
    if kind not in _NIFTI_BYTES:
        raise KnownError("This NIfTI file holds colours, complex or other numbers that are no grey values.")
    if not 1 <= dimensions[0] <= 7:
        raise KnownError(_BAD.format("NIfTI"))
    return _trimmed(dimensions[1 : dimensions[0] + 1], "NIfTI")


def _nrrd(start: bytes) -> tuple[int, ...]:
    """http://teem.sourceforge.net/nrrd/format.html"""
    header = start.split(b"\n\n")[0].split(b"\r\n\r\n")[0].decode("latin-1")
    fields = {key.strip().lower(): value.strip() for key, value in re.findall(r"^([^#:\n]+):(?!=)(.*)$", header, re.MULTILINE)}
    if "data file" in fields or "datafile" in fields:
        raise KnownError("This NRRD file keeps its voxels in another file.", "Convert it to one file first.")
    try:
        sizes = tuple(int(size) for size in fields["sizes"].split())
    except (KeyError, ValueError) as error:
        raise KnownError(_BAD.format("NRRD")) from error
    return _trimmed(sizes, "NRRD")


def _meta_image(start: bytes) -> tuple[int, ...]:
    """https://itk.org/Wiki/ITK/MetaIO/Documentation"""
    fields = {key.lower(): value.strip() for key, value in re.findall(r"^\s*(\w+)\s*=\s*(.*?)\s*$", start.decode("latin-1"), re.MULTILINE)}
    if fields.get("elementdatafile", "").upper() != "LOCAL":
        raise KnownError("This MetaImage file keeps its voxels in another file.", "Convert it to one .mha file first.")
    if fields.get("elementnumberofchannels", "1") != "1":
        raise KnownError("This MetaImage file holds colours or vectors, no grey values.")
    try:
        sizes = tuple(int(size) for size in fields["dimsize"].split())
    except (KeyError, ValueError) as error:
        raise KnownError(_BAD.format("MetaImage")) from error
    return _trimmed(sizes, "MetaImage")


def _trimmed(sizes: tuple[int, ...], format: str) -> tuple[int, ...]:
    """Two to four positive sizes, without trailing axes of length one."""
    kept = list(sizes)
    while len(kept) > 3 and kept[-1] == 1:
        kept.pop()
    if min(kept, default=0) < 1:
        raise KnownError(f"This {format} file claims {' x '.join(map(str, kept))} voxels, which is no volume.")
    if not 2 <= len(kept) <= 4:
        raise KnownError(f"This {format} file has {len(kept)} axes; a volume has three, a series of volumes four.")
    return tuple(kept)
