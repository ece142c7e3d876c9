"""A prior laid over the pictures it was aligned with: blended, subtracted, or square by square."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from viewer.case.geometry import Point
from viewer.case.registration import Registration
from viewer.case.volume import Window
from viewer.scene.bent import bend_of
from viewer.scene.fusion import Fusion
from viewer.scene.marks import Mark, Pixels, TextMark
from viewer.scene.slab import Slab
from viewer.scene.slice_view import Slicer
from viewer.scene.value_text import value_text
from viewer.scene.view_state import PlaneView

Mode = Literal["blend", "difference", "checkerboard"]
MODES: tuple[Mode, ...] = ("blend", "difference", "checkerboard")
SQUARE_PX = 48
_MIDDLE = 128


@dataclass(frozen=True, eq=False, slots=True)
class PriorOverlay(Fusion):
    """The prior in its window (`prior_window_of`), as greys; `beneath` cuts the volume of the pictures, in theirs (`window_of`).

    A difference is grey where nothing changed, bright where these pictures are brighter than the prior, and dark where
    the prior was; both are taken as they are shown: in one window where values have one scale, as in CT, each in its own
    where they have none, as in MR. Beside the prior's pictures nothing is laid over.
    """

    beneath: Slicer = field(kw_only=True)
    window_of: Callable[[], Window] = field(kw_only=True)
    prior_window_of: Callable[[], Window] = field(kw_only=True)
    mode: Mode = "blend"
    bent: Registration | None = None
    """How the prior is bent besides, where it is."""

    def __post_init__(self) -> None:
        Fusion.__post_init__(self)
        if self.bent is not None and self.bent.bend is not None:
            self.slicer.bend_by(bend_of(self.bent, self.volume.geometry))

    @property
    def has_blend(self) -> bool:
        return self.mode == "blend"

    def next_mode(self) -> PriorOverlay | None:
        """The next way of laying over; None after the last."""
        at = MODES.index(self.mode) + 1
        return replace(self, mode=MODES[at]) if at < len(MODES) else None

    def lay_over(self, pixels: Pixels, view: PlaneView, slab: Slab | None = None) -> None:
        there = self._there(view)
        then = self._greys(self.slicer, there, slab, self.prior_window_of())
        inside = self.slicer.inside(there)
        if self.mode == "difference":  # of the values, not of the colours that are painted on them
            made = (_MIDDLE + (self._greys(self.beneath, view, slab, self.window_of()) - then) / 2)[..., None].repeat(3, axis=2)
        elif self.mode == "checkerboard":
            rows, columns = (np.arange(count) // SQUARE_PX for count in then.shape)
            made = np.where(((rows[:, None] + columns[None]) % 2 == 1)[..., None], then[..., None], pixels)
        else:
            made = pixels * np.float32(1 - self.blend) + then[..., None] * np.float32(self.blend)
        pixels[inside] = np.clip(made[inside] + 0.5, 0, 255).astype(np.uint8)

    def _greys(self, slicer: Slicer, view: PlaneView, slab: Slab | None, window: Window) -> npt.NDArray[np.float32]:
        """A plane in a window, 0 to 255."""
        slicer.slab = slab
        values = np.nan_to_num(slicer.values(view).astype(np.float32))
        low = np.float32(window.centre - window.width / 2)
        return np.asarray(np.clip((values - low) / np.float32(max(window.width, 1e-9)), 0, 1) * 255, np.float32)

    def text_at(self, point_lps: Point) -> str:
        if self.bent is None:
            return Fusion.text_at(self, point_lps)
        value = self.volume.value_at(self.bent.there(point_lps))
        return "" if value is None else f"{self.name} {value_text(value, self.volume.unit, self.volume.other_units)}".strip()

    def key(self, view: PlaneView) -> tuple[Mark, ...]:
        """What is laid over, at the right edge above the letter in its middle."""
        width, height = view.size_px
        said = f"{self.mode} {self.blend:.0%}" if self.mode == "blend" else self.mode
        return (TextMark((width - 13.0, height / 2 - 26), f"{self.name}: {said}", "text", "right"),)
