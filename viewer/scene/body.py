"""What is asked of 3D: a body, and how it is to be seen. Small values that go to the process that renders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.case.geometry import Geometry, Point
from viewer.scene.camera import Camera

Quality = Literal["coarse", "fine"]


@dataclass(frozen=True, slots=True)
class BodyFile:
    """The voxels of a body in a .npy file that is mapped, not copied."""

    path: str
    geometry: Geometry
    unit: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What lies beyond the plane through `point_lps`, where `away_lps` points to, is not shown."""

    point_lps: Point
    away_lps: Point


@dataclass(frozen=True, slots=True)
class Snip:
    """Takes away what a closed line on the screen goes round (or, not `inside`, all else), through the whole body.

    The line's points are millimetres to the right of and below the middle of the camera's screen.
    """

    camera: Camera
    line_mm: tuple[tuple[float, float], ...]
    inside: bool = True


@dataclass(frozen=True, slots=True)
class Surface:
    """The outside of a structure: which numbers of the label map it is made of, and its colour."""

    numbers: tuple[int, ...]
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Surfaces:
    """Structures of a label map in a .npy file; another `version` says that its voxels changed."""

    path: str
    geometry: Geometry
    shown: tuple[Surface, ...]
    version: int = 0


@dataclass(frozen=True, slots=True)
class BodyState:
    """All that a picture of a body depends on but its quality.

    `shift` and `stretch` move and spread the values of the look, as a window does.
    """

    camera: Camera
    look: str
    size_px: tuple[int, int]
    shift: float = 0.0
    stretch: float = 1.0
    cuts: tuple[Cut, ...] = ()
    snips: tuple[Snip, ...] = ()
    surfaces: Surfaces | None = None
    body_shown: bool = True
