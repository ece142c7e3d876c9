"""A file whose reader is stopped where no sensible header still goes on."""

from __future__ import annotations

import io
from typing import BinaryIO

from viewer.case.errors import KnownError

MOST_READS = 150_000
"""Half a second of a general reader, some seconds on a machine that is very busy; the largest real headers need a fifth of it."""


class BoundedFile(io.RawIOBase):
    """Reads like `file`; raises KnownError when it was asked too often, as by a header of endless empty elements."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        super().__init__()
        self._file = file
        self._left = MOST_READS
        self.name = name

    def read(self, size: int = -1, /) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise KnownError("The DICOM header is damaged: it goes on without an end.")
        return self._file.read(size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True
