"""A second volume in colour over the pictures of the first: PET over CT, or any pair in one frame of reference."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from viewer.case.errors import KnownError
from viewer.case.geometry import Array, Point
from viewer.case.volume import Volume, Window
from viewer.scene.marks import LineMark, Mark, Pixels, TextMark
from viewer.scene.slab import Slab
from viewer.scene.slice_view import Slicer
from viewer.scene.value_text import value_text
from viewer.scene.view_state import PlaneView, to_point

SHADES = 256
CLEAR = 0.15
"""Below this part of the window the colour fades away, so that what takes up nothing does not darken the picture."""
BLENDS = tuple(step / 10 for step in range(11))
_KEY_PX, _KEY_STEPS, _LEAST_PX = 110.0, 22, (260, 300)
_CORNER_PX = 92.0
"""Room at the foot of a pane for the lines of its corner."""


def _hot_iron() -> npt.NDArray[np.uint8]:
    """The well-known colour palette Hot Iron (DICOM PS3.6 B.1.1)."""
    shade = np.arange(SHADES)
    ramps = (2 * shade, 2 * (shade - 128), 4 * (shade - 192))
    return np.stack([np.clip(ramp, 0, 255) for ramp in ramps], axis=1).astype(np.uint8)


def _between(*colours: tuple[int, int, int]) -> npt.NDArray[np.uint8]:
    places = np.linspace(0, SHADES - 1, len(colours))
    rows = np.array(colours, float)
    return np.stack([np.interp(np.arange(SHADES), places, rows[:, band]) for band in range(3)], axis=1).astype(np.uint8)


TABLES: Mapping[str, npt.NDArray[np.uint8]] = {
    "hot iron": _hot_iron(),
    "viridis": _between((68, 1, 84), (65, 68, 135), (42, 120, 142), (34, 168, 132), (122, 209, 81), (253, 231, 37)),
    "grey": _between((0, 0, 0), (255, 255, 255)),
}


@dataclass(frozen=True, eq=False, slots=True)
class Fusion:
    """`volume` over pictures whose frame of reference is `frame_uid`.

    `to_volume` turns points of the pictures into points of the volume, rigidly (a registration); None where both share
    a frame of reference. `blend` is the part of the colour, 0 to 1; `name` says which series it is.

    Raises `KnownError` where the frames differ and nothing says how they lie to each other.
    """

    volume: Volume
    frame_uid: str
    window: Window
    name: str = ""
    table: str = "hot iron"
    blend: float = 0.5
    to_volume: tuple[tuple[float, float, float, float], ...] | None = None
    slicer: Slicer = field(init=False)

    def __post_init__(self) -> None:
        if self.to_volume is None and self.volume.geometry.frame_uid != self.frame_uid:
            raise KnownError("The two series have no frame of reference in common.", "Register them first.")
        object.__setattr__(self, "slicer", Slicer(self.volume.geometry, self.volume.voxels))

    @property
    def has_blend(self) -> bool:
        """Whether `blend` changes what is seen."""
        return True

    def more(self, steps: int) -> Fusion:
        """More of the colour by tenths; negative is less."""
        return replace(self, blend=min(max(round(self.blend * 10) + steps, 0), 10) / 10)

    def next_table(self) -> Fusion:
        names = list(TABLES)
        return replace(self, table=names[(names.index(self.table) + 1) % len(names)])

    def up_to(self, highest: float) -> Fusion:
        """The window from 0 to a value: 5 for SUV 0 to 5."""
        return replace(self, window=Window(highest / 2, highest))

    def lay_over(self, pixels: Pixels, view: PlaneView, slab: Slab | None = None) -> None:
        """Blend the colours into the pixels of a plane, as thick as the slab that these are of."""
        self.slicer.slab = slab
        there = self._there(view)
        values = np.nan_to_num(self.slicer.values(there).astype(np.float32))
        low = self.window.centre - self.window.width / 2
        part = np.clip((values - np.float32(low)) / np.float32(max(self.window.width, 1e-9)), 0, 1)
        part[~self.slicer.inside(there)] = 0
        weight = (np.minimum(part / CLEAR, 1) * np.float32(self.blend))[..., None]
        colours = TABLES[self.table][np.rint(part * (SHADES - 1)).astype(np.intp)]
        pixels[...] = (pixels * (1 - weight) + colours * weight + 0.5).astype(np.uint8)

    def text_at(self, point_lps: Point) -> str:
        """``PET 4.2 SUV``; empty beside the volume."""
        moved = point_lps if self.to_volume is None else to_point(self._matrix @ (*point_lps, 1.0))
        value = self.volume.value_at(moved)
        return "" if value is None else f"{self.name} {value_text(value, self.volume.unit, self.volume.other_units)}".strip()

    def key(self, view: PlaneView) -> tuple[Mark, ...]:
        """The colours from the lower to the higher end of the window, at the right edge below the middle."""
        width, height = view.size_px
        if width < _LEAST_PX[0] or height < _LEAST_PX[1]:
            return ()
        tall = min(_KEY_PX, height / 2 - 18 - _CORNER_PX)
        x, step = width - 13.0, tall / _KEY_STEPS
        bottom = height / 2 + 18 + tall
        marks: list[Mark] = []
        for number in range(_KEY_STEPS):
            red, green, blue = (int(band) for band in TABLES[self.table][round(number / (_KEY_STEPS - 1) * (SHADES - 1))])
            y = bottom - number * step
            marks.append(LineMark((x, y), (x, y - step), (red, green, blue), 9.0))
        low, high = self.window.centre - self.window.width / 2, self.window.centre + self.window.width / 2
        unit = "" if self.volume.unit in ("raw", "HU") else f" {self.volume.unit}"
        marks.append(TextMark((x - 10, bottom - tall), f"{high:.4g}{unit}", "text", "right"))
        marks.append(TextMark((x - 10, bottom), f"{low:.4g}", "text", "right"))
        marks.append(TextMark((x - 10, bottom - tall / 2), f"{self.name} {self.blend:.0%}", "text", "right"))
        return tuple(marks)

    @property
    def _matrix(self) -> Array:
        return np.array(self.to_volume if self.to_volume is not None else np.eye(4)[:3])[:3]

    def _there(self, view: PlaneView) -> PlaneView:
        """The plane in the volume's own space."""
        if self.to_volume is None:
            return view
        turn = self._matrix[:, :3]
        return replace(
            view, centre_lps=to_point(self._matrix @ (*view.centre_lps, 1.0)), right_lps=to_point(turn @ view.right_lps),
            down_lps=to_point(turn @ view.down_lps),
        )  # fmt: skip
