"""Disk space, taken before it is written through a memory map."""

from __future__ import annotations

import errno
import math
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError


def new_array(path: Path, dtype: npt.DTypeLike, shape: tuple[int, ...]) -> np.memmap[Any, np.dtype[Any]]:
    """A new .npy file of zeros, mapped to be written; all of its space is taken.

    Raises
    ------
    KnownError when there is not that much space, and no file stays behind; OSError when it cannot be written.
    """
    try:
        array = np.lib.format.open_memmap(path, "w+", np.dtype(dtype), shape)
        reserve(path)
    except OSError as error:
        path.unlink(missing_ok=True)
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        size = np.dtype(dtype).itemsize * math.prod(shape)
        text = f"There is no space left for {size / 1e6:,.0f} MB more on the disk."
        raise KnownError(text, f"Free some space where {path.parent} is.") from error
    return array


def reserve(path: Path) -> None:
    """Take the space of a whole file, its holes too.

    A new file is full of holes, and a write into a hole through a memory map, on a full disk, ends the process
    without a word (SIGBUS). After this no such write can fail.

    Raises
    ------
    OSError (ENOSPC) when there is not that much space.
    """
    if not hasattr(os, "posix_fallocate"):
        return
    facts = path.stat()
    holes = facts.st_size - 512 * facts.st_blocks  # st_blocks are of 512 bytes on every file system (POSIX)
    if holes > shutil.disk_usage(path.parent).free:  # asked first: trying would take all that is left for a moment
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if holes > 0:
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, facts.st_size)
