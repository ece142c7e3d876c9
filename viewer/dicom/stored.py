"""The stored values of one picture, as its file holds them: before rescaling, windows and colours."""

from __future__ import annotations

from pathlib import Path

from viewer.case.errors import KnownError
from viewer.case.volume import Voxels
from viewer.dicom.codecs import decode_frame
from viewer.dicom.headers import integer, read_header
from viewer.dicom.pixels import source_of


def read_stored(path: str, frame: int) -> Voxels:
    """Stored values (rows, columns) of a frame, from 0; RGB (rows, columns, 3) of colours. Raises KnownError where there are none."""
    header = read_header(Path(path))
    source = source_of(header, path, frame, integer(header.dataset, "NumberOfFrames") or 1)
    try:
        return decode_frame(source)
    except ValueError as error:
        raise KnownError(f"The stored values of this picture cannot be read: {error}.") from error
