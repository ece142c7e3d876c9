"""What the files of a part of a series lay over its pictures: drawings and shutters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import Instance
from viewer.case.volume import Stack
from viewer.dicom.decode import Decoder
from viewer.dicom.overlays import read_overlays
from viewer.dicom.shutters import read_shutters
from viewer.scene.drawings import Drawings, packed

T = TypeVar("T")


def drawings_of(stack: Stack, instances: Sequence[Instance], decoder: Decoder, tick: Tick) -> Drawings:
    """What lies over each picture of a stack; files that cannot be read for it have nothing."""
    if not stack.overlaid:
        return Drawings()
    paths = {instance.uid: instance.path for instance in instances}
    overlays, shutters = _Asked(paths, decoder, read_overlays), _Asked(paths, decoder, read_shutters)
    over, closed = {}, {}
    rows, columns = stack.pixels.shape[1:3]
    for index, plane in enumerate(stack.planes):
        tick(index / len(stack.planes), f"Reading drawings: {index} of {len(stack.planes)}")
        mask = np.zeros((rows, columns), bool)
        for overlay in overlays.of(plane.instance_uid):
            bits, (top, left) = overlay.on_frame(plane.frame), overlay.origin
            bottom, right = top + overlay.rows, left + overlay.columns
            if bits is not None and bottom <= rows and right <= columns:
                mask[top:bottom, left:right] |= bits
        if mask.any():
            over[index] = packed(mask)
        if found := shutters.of(plane.instance_uid):
            one = found[min(plane.frame, len(found) - 1)]
            if one.shutters:
                closed[index] = one
    return Drawings(over, closed)


class _Asked(Generic[T]):
    """What was read of each file, once."""

    def __init__(self, paths: Mapping[str, str], decoder: Decoder, read: Callable[[str], tuple[T, ...]]) -> None:
        self._paths, self._decoder, self._read = paths, decoder, read
        self._found: dict[str, tuple[T, ...]] = {}

    def of(self, uid: str) -> tuple[T, ...]:
        if uid not in self._found:
            try:
                self._found[uid] = self._decoder.call(self._read, self._paths[uid]) if uid in self._paths else ()
            except KnownError:
                self._found[uid] = ()
        return self._found[uid]
