"""A .npy file that is filled picture by picture, in any order and from several processes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class PixelFile:
    """Where picture n of a .npy file lies, shape (rows, columns) or (rows, columns, 3).

    Pictures are written, not mapped: that is quicker than touching every page of a new file, counts to nobody's
    memory, and a full disk is an OSError and not the end of the process.
    """

    path: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    data_at: int

    @staticmethod
    def create(path: Path, dtype: npt.DTypeLike, shape: tuple[int, ...]) -> PixelFile:
        """A new file of zeros, which takes no space yet where the file system knows sparse files."""
        kind = np.dtype(dtype)
        start = io.BytesIO()
        fields = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(start, fields)
        with path.open("xb") as file:
            file.write(start.getvalue())
            file.truncate(start.tell() + kind.itemsize * int(np.prod(shape, dtype=np.int64)))
        return PixelFile(str(path), kind, shape, start.tell())

    @staticmethod
    def open(path: Path) -> PixelFile:
        """A file that is there.

        Raises OSError, and ValueError where it is no .npy file.
        """
        with path.open("rb") as file:
            np.lib.format.read_magic(file)
            shape, _, kind = np.lib.format.read_array_header_1_0(file)
            return PixelFile(str(path), kind, shape, file.tell())

    def empty_picture(self) -> npt.NDArray[Any]:
        """Room for one picture, to be filled and written."""
        return np.empty(self.shape[1:], self.dtype)

    def write(self, index: int, picture: npt.NDArray[Any]) -> None:
        """Put a picture in its place. Raises OSError, with ENOSPC when the disk is full."""
        assert picture.dtype == self.dtype and picture.shape == self.shape[1:] and picture.flags.c_contiguous
        data = picture.reshape(-1).view(np.uint8).data
        with open(self.path, "r+b", buffering=0) as file:  # noqa: PTH123 - thousands of times
            file.seek(self.data_at + index * len(data))
            while data:
                data = data[file.write(data) :]

    def map(self) -> npt.NDArray[Any]:
        """The pictures, read-only; what is written later appears in them."""
        return np.memmap(self.path, self.dtype, "r", self.data_at, self.shape)
