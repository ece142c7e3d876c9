"""A DICOMDIR: the table of contents of a CD (DICOM PS3.3 F, PS3.10 8.6). It promises files; some CDs do not keep it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pydicom
from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.study import Problem
from viewer.dicom.headers import UNREADABLE, items, quiet, text

NAME = "dicomdir"
NAMED = 5
"""So many missing files are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a DICOMDIR promises: `present` are names as they are on the disk, `missing` as the DICOMDIR has them."""

    present: tuple[str, ...]
    missing: tuple[str, ...]


def is_dicomdir(name: str) -> bool:
    """Whether a file's name says that it is one; copies of several discs in one folder are "DICOMDIR-2" and the like."""
    return PurePosixPath(name.replace("\\", "/")).name.lower().startswith(NAME)


def read_references(path: Path) -> tuple[tuple[str, ...], ...]:
    """The Referenced File IDs of all records, each as the parts of a path below the DICOMDIR's folder.

    Raises
    ------
    KnownError where the file cannot be opened or is no DICOMDIR.
    """
    try:
        with path.open("rb") as file, quiet():
            dataset = pydicom.dcmread(file, force=True)
            records = items(dataset, "DirectoryRecordSequence")
            if not records and "DirectoryRecordSequence" not in dataset:
                raise KnownError("This DICOMDIR is damaged.", "Import the folder it lies in.")
            return tuple(dict.fromkeys(parts for record in records if (parts := _file_id(record))))
    except OSError as error:
        if error.strerror:
            raise KnownError(f"The file cannot be opened: {error.strerror}.", "Check its permissions.") from error
        raise KnownError("This DICOMDIR is damaged.", "Import the folder it lies in.") from error  # pydicom: it ends early
    except UNREADABLE as error:
        raise KnownError("This DICOMDIR is damaged.", "Import the folder it lies in.") from error


def _file_id(record: Dataset) -> tuple[str, ...]:
    parts = text(record, "ReferencedFileID").split("\\")
    whole = [part for name in parts for part in name.split("/") if part]  # some write one value with slashes
    return tuple(whole)


def look_up(references: Iterable[Sequence[str]], names: Iterable[str]) -> Contents:
    """Which of the files promised there are, among `names` relative to the DICOMDIR's folder, with slashes.

    Case does not count, nor does ISO 9660's version (";1") and its dot after a name without an ending.
    A reference that leads out of the folder is missing: it is found nowhere below it.
    """
    known = {plain_name(name): name for name in names}
    present: dict[str, None] = {}
    missing: dict[str, None] = {}
    for parts in references:
        name = known.get(plain_name("/".join(parts)))
        if name is None:
            missing["/".join(parts)] = None
        else:
            present[name] = None
    return Contents(tuple(present), tuple(missing))


def plain_name(name: str) -> str:
    """A file's name, or the names of a path, as they are compared."""
    return "/".join(part.split(";")[0].rstrip(".").casefold() for part in name.split("/"))


def missing_said(missing: Sequence[str], where: str) -> Problem:
    """One sentence on the files that are not there."""
    named = ", ".join(missing[:NAMED])
    more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
    files = "a file that is" if len(missing) == 1 else f"{len(missing)} files that are"
    text = f"The DICOMDIR lists {files} not there: {named}{more}; the disc or its copy is incomplete."
    return Problem("warning", text, where)
