"""Subtraction of a mask from the frames of a film (DSA): what the contrast medium adds is seen alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from viewer.case.volume import Stack

Difference = npt.NDArray[np.float32]
"""(rows, columns); 0 where nothing changed."""
PER_MILLE = 1000.0
DARKEST = 1 / 32
"""Of the brightest value: logarithms of darker ones would show little but noise."""


@dataclass(frozen=True, slots=True)
class Masking:
    """How some frames are subtracted (DICOM PS3.3 C.7.6.10, Mask Subtraction Sequence). Frames are counted from 0.

    The mask is the mean of `mask_frames`, or with `back` the frame that many before. `ranges` are the first and last
    frames that it holds for, none for all. `averaged` frames from each on are averaged first. `shift_px` moves the
    mask to the right and down.
    """

    mask_frames: tuple[int, ...] = ()
    back: int = 0
    ranges: tuple[tuple[int, int], ...] = ()
    averaged: int = 1
    shift_px: tuple[float, float] = (0.0, 0.0)

    def holds_for(self, frame: int) -> bool:
        inside = not self.ranges or any(first <= frame <= last for first, last in self.ranges)
        return inside and (not self.back or frame >= self.back)


@dataclass(slots=True, eq=False)
class Subtraction:
    """`maskings` of a film, and by how much the reader moved the mask beside that: pixels to the right and down.

    `logarithmic` says that values are proportional to the intensity of the beam (Pixel Intensity Relationship LIN):
    then 1000 times the difference of their logarithms is shown, which is the same for a vessel over bone and over lung.
    """

    maskings: tuple[Masking, ...]
    logarithmic: bool = False
    moved_px: tuple[float, float] = (0.0, 0.0)
    _masks: dict[tuple[tuple[int, ...], tuple[float, float]], Difference] = field(default_factory=dict)

    def masking_of(self, frame: int) -> Masking | None:
        """How a frame is subtracted; None where it is to be shown as it is."""
        return next((one for one in self.maskings if one.holds_for(frame)), None)

    def frame(self, stack: Stack, frame: int) -> Difference | None:
        """A frame minus its mask; None for one that is not subtracted. The stack's own values stay as they are."""
        masking = self.masking_of(frame)
        if masking is None:
            return None
        contrast = self._mean(stack, tuple(range(frame, min(frame + masking.averaged, len(stack.planes)))))
        shift = masking.shift_px[0] + self.moved_px[0], masking.shift_px[1] + self.moved_px[1]
        frames = (frame - masking.back,) if masking.back else masking.mask_frames
        if (frames, shift) not in self._masks:
            self._masks.clear()  # one mask serves many frames, and no film needs all of them at once
            self._masks[frames, shift] = moved(self._mean(stack, frames), *shift)
        return np.asarray(contrast - self._masks[frames, shift], np.float32)

    def with_mask(self, frame: int) -> Subtraction:
        """The same with one frame as the mask of all."""
        return Subtraction((Masking((frame,)),), self.logarithmic)

    def move(self, right_px: float, down_px: float) -> Subtraction:
        """The same with the mask moved further."""
        return replace(self, moved_px=(self.moved_px[0] + right_px, self.moved_px[1] + down_px), _masks={})

    def _mean(self, stack: Stack, frames: tuple[int, ...]) -> Difference:
        pixels = np.asarray(stack.pixels[list(frames)], np.float32)
        slopes = np.array([stack.planes[at].slope for at in frames], np.float32).reshape(-1, 1, 1)
        values = pixels * slopes + np.array([stack.planes[at].intercept for at in frames], np.float32).reshape(-1, 1, 1)
        mean = values.mean(axis=0)
        if not self.logarithmic:
            return np.asarray(mean, np.float32)
        least = max(float(np.max(stack.pixels[0])) * DARKEST, 1.0)
        return np.asarray(PER_MILLE * np.log(np.maximum(mean, least)), np.float32)


def moved(values: Difference, right_px: float, down_px: float) -> Difference:
    """A picture moved by parts of pixels, linear between them; its edge goes on where nothing comes in."""
    for axis, by in ((0, down_px), (1, right_px)):
        if by:
            last = values.shape[axis] - 1
            from_px = np.clip(np.arange(last + 1) - by, 0, last)
            low = np.floor(from_px).astype(int)
            part = (from_px - low).astype(np.float32).reshape((-1, 1) if axis == 0 else (1, -1))
            values = values.take(low, axis) * (1 - part) + values.take(np.minimum(low + 1, last), axis) * part
    return np.asarray(values, np.float32)
