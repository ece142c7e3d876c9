"""Mask files: a label map as .npy, and behind its voxels the number of the last edit that is in them.

The database is written first. When the program dies before the voxels are, the number in the file tells
which patches of the log are still to be put in.
"""

from __future__ import annotations

import os
import shutil
import struct
from pathlib import Path

import numpy as np

from viewer.case.disk import reserve
from viewer.case.errors import KnownError
from viewer.case.patch import Patch
from viewer.case.volume import Mask

_TRAILER = struct.Struct("<8sQ")
_MAGIC = b"LBOXEDIT"


def open_mask(path: Path, mode: str = "r") -> Mask:
    """The label map in a file, mapped, uint8 (k, j, i); `mode` is ``r`` or ``r+``.

    Raises
    ------
    KnownError when the file is missing or no label map.
    """
    try:
        mask = np.lib.format.open_memmap(path, mode=mode)
    except FileNotFoundError:
        raise KnownError(
            f"The mask file {path.name} is missing.", "Restore it from a backup, or segment again."
        ) from None
    except (ValueError, EOFError) as error:
        raise KnownError(f"{path.name} is not a label map.", "Segment again.") from error
    if mask.dtype != np.uint8 or mask.ndim != 3 or not mask.flags.c_contiguous:
        raise KnownError(f"{path.name} is not a label map: it holds {mask.dtype} in {mask.ndim} dimensions.")
    return mask


def files_of(segmentation: dict[str, object]) -> tuple[str, ...]:
    """Names of the files of a segmentation's record, as JSON."""
    return tuple(str(segmentation[name]) for name in ("mask_file", "uncertainty_file", "made_file") if segmentation.get(name))


def adopt_mask(source: Path, target: Path, number: int) -> None:
    """Move a finished mask file to its place; `number` is the last edit that it knows of."""
    open_mask(source)
    part = target.with_suffix(".part")
    shutil.move(source, part)
    _write_number(part, number)
    part.replace(target)


def last_edit_in(path: Path) -> int:
    """The number of the last edit whose voxels are in the file; 0 where it was never patched."""
    return _find_number(path) or 0


def is_behind(path: Path, last_patch: int, newest: int) -> bool:
    """Whether a file may lack voxels of edits up to `last_patch`; `newest` is the last edit of the whole log.

    A file that names a later edit than that tells of a log that lost its end. It is taken back to `newest`:
    the next edits get numbers that it would seem to hold already.
    """
    if not path.is_file():
        return False
    number = last_edit_in(path)
    if number > newest:
        _write_number(path, newest)
    return number < last_patch


def patch_mask(path: Path, patches: tuple[Patch, ...], number: int) -> None:
    """Put patches in, in order, then note that the file holds everything up to edit `number`."""
    mask = open_mask(path, "r+")
    reserve(path)
    for patch in patches:
        patch.write_into(mask)
    mask.flush()  # type: ignore[attr-defined]  # a memory map; voxels must be on disk before the number says so
    _write_number(path, number)


def _find_number(path: Path) -> int | None:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) < _TRAILER.size:
            return None
        file.seek(-_TRAILER.size, os.SEEK_END)
        magic, number = _TRAILER.unpack(file.read(_TRAILER.size))
    return int(number) if magic == _MAGIC else None


def _write_number(path: Path, number: int) -> None:
    known = _find_number(path) is not None
    with path.open("r+b") as file:
        file.seek(-_TRAILER.size if known else 0, os.SEEK_END)
        file.write(_TRAILER.pack(_MAGIC, number))
        file.flush()
        os.fsync(file.fileno())
