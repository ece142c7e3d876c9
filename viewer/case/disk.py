"""Disk space, taken before it is written through a memory map."""

from __future__ import annotations

import os
from pathlib import Path


def reserve(path: Path) -> None:
    """Take the space of a whole file, its holes too.

    A new file is full of holes, and a write into a hole through a memory map, on a full disk, ends the process
    without a word (SIGBUS). After this no such write can fail.

    Raises
    ------
    OSError (ENOSPC) when there is not that much space.
    """
    if hasattr(os, "posix_fallocate") and (size := path.stat().st_size):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, size)
