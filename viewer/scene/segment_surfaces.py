"""The segments on the screen as surfaces for 3D: the visible ones, in their colours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from viewer.case.segmentation import Segmentation
from viewer.case.volume import Mask
from viewer.scene.body import Surface, Surfaces
from viewer.scene.colour_tables import colour_of, label_colour
from viewer.scene.slice_view import Overlay


class SegmentSurfaces:
    """Holds a label map where another process can map it; `close` takes what was written for that away."""

    def __init__(self) -> None:
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def of(self, mask_kji: Mask | None, segmentation: Segmentation | None, visible: Iterable[int]) -> Surfaces | None:
        """Surfaces of the visible labels; a visible structure covers those of its parts that are not visible."""
        if mask_kji is None or segmentation is None:
            return None
        colours = {label.number: colour_of(label) for label in segmentation.labels}
        overlay = Overlay(segmentation.labels, frozenset(visible))
        shown = tuple(
            Surface(
                (*np.flatnonzero(overlay.table == number).tolist(), *overlay.further.get(number, ())),
                colours.get(number, label_colour(number)),
            )
            for number in sorted({*overlay.table[overlay.table > 0].tolist(), *overlay.further})
        )
        path = self._path_of(mask_kji)
        return Surfaces(str(path), segmentation.geometry, shown, path.stat().st_mtime_ns)

    def close(self) -> None:
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _path_of(self, mask_kji: Mask) -> Path:
        mapped = Path(str(getattr(mask_kji, "filename", None) or ""))
        if mapped.suffix == ".npy" and mapped.is_file() and np.load(mapped, mmap_mode="r").shape == mask_kji.shape:
            return mapped
        if self._scratch is None:  # a preview, or a result that no file holds yet
            self._scratch = tempfile.TemporaryDirectory(prefix="lightbox-3d-")
        path = Path(self._scratch.name, "mask.npy")
        np.save(path, mask_kji)
        return path
