"""Thumbnails of series that were not opened yet, each from one of its pictures."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import Instance, Series
from viewer.dicom.decode import Decoder
from viewer.dicom.load import load
from viewer.scene.marks import Pixels
from viewer.scene.thumbnail import thumbnail

MOST_FRAMES = 4
"""A file of more frames is not read for a thumbnail: all of them would have to be decoded."""


def small_picture(series: Series, instances: Sequence[Instance], decoder: Decoder, side_px: int, tick: Tick) -> Pixels | None:
    """The picture in the middle of a series, `side_px` wide and high; None where that takes more than one small file.

    Nothing is kept of it: a series is read in full when it is opened.
    """
    ordered = sorted(instances, key=lambda instance: (instance.number or 0, instance.uid))
    middle = ordered[len(ordered) // 2] if ordered else None
    if middle is None or middle.frames > MOST_FRAMES:
        return None
    with tempfile.TemporaryDirectory(prefix="lightbox-", ignore_cleanup_errors=True) as folder:
        try:
            loaded = load(series, [middle], Path(folder), decoder, tick)
            pixels = thumbnail(loaded.stack, loaded.volume, side_px)
        except KnownError:
            return None  # said when the series is opened
        del loaded  # its files are mapped
        return pixels
