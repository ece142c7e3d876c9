"""Whether a file still holds the object that was imported from it: another disc may lie in the drive by now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydicom.dataset import Dataset

from viewer.case.errors import KnownError
from viewer.case.study import Instance
from viewer.dicom.headers import NotDicomError, read_header, text
from viewer.dicom.identity import local_uid, sha256_of

TAGS = [0x00080018]
"""What `refuse_another` needs of a header: the SOP Instance UID."""


class AnotherObjectError(KnownError):
    """A file holds something else than what was imported from it: nothing of its series may be shown."""


def another_object(path: str) -> AnotherObjectError:
    """What is said of a file that is another one by now."""
    return AnotherObjectError(
        f"The file {path} no longer holds what was imported from it, so nothing of this series is shown.",
        "Put back the disc or folder that it came from, or import that again.",
    )


def holds(path: str, dataset: Dataset, uid: str) -> bool:
    """Whether the file at `path`, with this header, is the instance that the library knows by `uid`.

    A local UID was made from the bytes of the file (see `local_uid`), so these are compared where the UIDs differ.
    """
    stated = text(dataset, "SOPInstanceUID") or text(dataset.file_meta, "MediaStorageSOPInstanceUID")
    return stated == uid or local_uid("instance", [sha256_of(Path(path))]) == uid


def refuse_another(instance: Instance, dataset: Dataset) -> None:
    """Raise AnotherObjectError where the file of an instance, with this header, is another one by now."""
    if not holds(instance.path, dataset, instance.uid):
        raise another_object(instance.path)


def refuse_another_file(path: str, uid: str) -> None:
    """Raise AnotherObjectError where a file does not hold the instance `uid`; KnownError where it cannot be read."""
    if not holds(path, read_header(Path(path), TAGS).dataset, uid):
        raise another_object(path)


def refuse_another_volume(instance: Instance) -> None:
    """The same for a research volume, whose UID was made from its bytes."""
    if local_uid("research instance", [sha256_of(Path(instance.path))]) != instance.uid:
        raise another_object(instance.path)


def refuse_another_disc(instances: Sequence[Instance]) -> None:
    """A look at one file, for a series whose files have the sizes and times that they had: two discs may agree in these.

    Raises
    ------
    AnotherObjectError where it holds another object; KnownError where it cannot be read.
    """
    if instances:
        middle = instances[len(instances) // 2]
        refuse_another_file(middle.path, middle.uid)


def holds_still(path: Path, uid: str) -> bool:
    """Whether a file that is there holds the instance `uid`: a picture, or a research volume; what cannot be read does not."""
    try:
        return holds(str(path), read_header(path, TAGS).dataset, uid)
    except NotDicomError:
        return local_uid("research instance", [sha256_of(path)]) == uid
    except KnownError:
        return False
