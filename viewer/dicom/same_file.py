"""Whether a file still holds the object that was imported from it: another disc may lie in the drive by now.

Of a file that is left in its place the index keeps its size, its time and whom it names (`Instance.seen`). Looking at
these costs nothing; a file that differs is read again, and files that agree are looked into here and there, because two
discs may agree in sizes and times. No hash of the whole file is kept: leaving files in place is for those who do not want
them read through.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.study import Instance, Patient, Problem
from viewer.dicom.header_facts import patient_of
from viewer.dicom.headers import NotDicomError, read_header, text
from viewer.dicom.identity import local_uid, name_key, sha256_of
from viewer.dicom.whose import patient_words

TAGS = [0x00080005, 0x00080018, 0x00100010, 0x00100020, 0x00100021, 0x00100030, 0x00100040]
"""What `refuse_another` needs of a header: the SOP Instance UID, and whom it names."""
MOST_LOOKED_INTO = 32
"""Files of a series that are looked into although their sizes and times are the same: some 10 ms."""


class AnotherObjectError(KnownError):
    """A file holds something else than what was imported from it: nothing of its series may be shown."""


class Left(Protocol):
    """An object of the library and its file: an instance, or a document made of one."""

    @property
    def uid(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def seen(self) -> str: ...


_ADVICE = "Put back the disc or folder that it came from, or import that again."


def another_object(path: str) -> AnotherObjectError:
    """What is said of a file that is another one by now."""
    said = f"The file {path} no longer holds what was imported from it, so nothing of this series is shown."
    return AnotherObjectError(said, _ADVICE)


def seen_of(path: str, patient: Patient) -> str:
    """What is kept of a file that names `patient`, to know it again: its size, its time in ns, and a hash of whom it names.

    Empty where the file is gone.
    """
    facts = _facts(path)
    return f"{facts} {_whose(patient)}" if facts else ""


def holds(path: str, dataset: Dataset, uid: str) -> bool:
    """Whether the file at `path`, with this header, is the instance that the library knows by `uid`.

    A local UID was made from the bytes of the file (see `local_uid`), so these are compared where the UIDs differ.
    """
    stated = text(dataset, "SOPInstanceUID") or text(dataset.file_meta, "MediaStorageSOPInstanceUID")
    return stated == uid or local_uid("instance", [sha256_of(Path(path))]) == uid


def refuse_another(instance: Left, dataset: Dataset) -> None:
    """Raise AnotherObjectError where the file of an object, with this header, is another one by now."""
    if not holds(instance.path, dataset, instance.uid):
        raise another_object(instance.path)
    patient = patient_of(dataset)
    if names_another_now(instance.seen, patient):
        said = (
            f"The file {instance.path} names {patient_words(patient)} now, another patient than when it was imported, so "
            "nothing of this series is shown."
        )
        raise AnotherObjectError(said, _ADVICE)


def names_another_now(seen: str, patient: Patient) -> bool:
    """Whether a file that was `seen` names somebody else by now; where nothing was kept nobody knows."""
    return bool(seen) and seen.rpartition(" ")[2] != _whose(patient)


def refuse_another_file(instance: Left) -> None:
    """Raise AnotherObjectError where a file does not hold its instance; KnownError where it cannot be read."""
    refuse_another(instance, read_header(Path(instance.path), TAGS).dataset)


def refuse_another_volume(instance: Instance) -> None:
    """The same for a research volume, whose UID was made from its bytes."""
    if local_uid("research instance", [sha256_of(Path(instance.path))]) != instance.uid:
        raise another_object(instance.path)


def refuse_another_disc(instances: Sequence[Instance]) -> None:
    """A look into files from the first to the last, for a series whose files have the sizes and times that they had.

    Raises
    ------
    AnotherObjectError where one holds another object; KnownError where it cannot be read.
    """
    left = [instance for instance in instances if instance.seen] or instances[len(instances) // 2 :][:1]
    for number in range(min(len(left), MOST_LOOKED_INTO)):
        refuse_another_file(left[number * (len(left) - 1) // max(1, min(len(left), MOST_LOOKED_INTO) - 1)])


def has_changed(path: str, seen: str) -> bool:
    """Whether a file that is there has another size or time than when it was `seen`; where nothing was kept nobody knows."""
    return bool(seen) and _facts(path) not in ("", seen.rpartition(" ")[0])


def changed_since(instances: Sequence[Instance]) -> tuple[Problem, ...]:
    """The warning that files left in their place have another size or time than when they were imported."""
    changed = [one for one in instances if has_changed(one.path, one.seen)]
    if not changed:
        return ()
    count = "1 file of this series has" if len(changed) == 1 else f"{len(changed)} files of this series have"
    said = f"{count} changed since the import ({changed[0].path}); check that it is what was read before. Importing it again ends this."
    return (Problem("warning", said, changed[0].series_uid),)


def holds_still(path: Path, uid: str, seen: str = "") -> bool:
    """Whether a file that is there holds the instance `uid`: a picture, or a research volume; what cannot be read does not."""
    try:
        dataset = read_header(path, TAGS).dataset
        return holds(str(path), dataset, uid) and not names_another_now(seen, patient_of(dataset))
    except NotDicomError:
        return local_uid("research instance", [sha256_of(path)]) == uid
    except KnownError:
        return False


def _facts(path: str) -> str:
    try:
        facts = os.stat(path)  # noqa: PTH116 - thousands of times
    except (OSError, ValueError):
        return ""
    return f"{facts.st_size} {facts.st_mtime_ns}"


@lru_cache(maxsize=64)
def _whose(patient: Patient) -> str:
    facts = (patient.issuer, patient.id, name_key(patient.name), patient.birth_date)
    return hashlib.sha256("\n".join(facts).encode("utf-8", "replace")).hexdigest()[:16]
