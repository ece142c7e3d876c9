"""The drawings that lie over the pictures of a part of a series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from viewer.case.errors import KnownError
from viewer.case.progress import Tick
from viewer.case.study import Instance
from viewer.case.volume import Stack
from viewer.dicom.decode import Decoder
from viewer.dicom.overlays import Overlay, read_overlays
from viewer.scene.drawings import packed

if TYPE_CHECKING:
    from viewer.scene.drawings import Drawings


def drawings_of(stack: Stack, instances: Sequence[Instance], decoder: Decoder, tick: Tick) -> Drawings:
    """What is drawn on each picture of a stack; files whose drawings cannot be read have none."""
    if not stack.overlaid:
        return {}
    paths = {instance.uid: instance.path for instance in instances}
    found: dict[str, tuple[Overlay, ...]] = {}
    drawings = {}
    rows, columns = stack.pixels.shape[1:3]
    for index, plane in enumerate(stack.planes):
        tick(index / len(stack.planes), f"Reading drawings: {index} of {len(stack.planes)}")
        uid = plane.instance_uid
        if uid not in found:
            try:
                found[uid] = decoder.call(read_overlays, paths[uid]) if uid in paths else ()
            except KnownError:
                found[uid] = ()
        mask = np.zeros((rows, columns), bool)
        for overlay in found[uid]:
            bits, (top, left) = overlay.on_frame(plane.frame), overlay.origin
            bottom, right = top + overlay.rows, left + overlay.columns
            if bits is not None and bottom <= rows and right <= columns:
                mask[top:bottom, left:right] |= bits
        if mask.any():
            drawings[index] = packed(mask)
    return drawings
