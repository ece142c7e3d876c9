"""What a tool hears and what it answers. No Qt, no VTK: a tool is tested by calling it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import numpy as np

from viewer.case.edits import Edit, Measurement
from viewer.case.geometry import Point
from viewer.case.prompt import Prompt
from viewer.case.volume import Mask, Window
from viewer.tools.canvas import Canvas

Button = Literal["left", "middle", "right"]
Modifier = Literal["control", "shift", "alt"]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is: the point of the patient under it, the place in the pane, and how the pane looks.

    `normal_lps` points into the screen, `right_lps` to its right: unit vectors.
    """

    point_lps: Point
    xy_px: tuple[float, float]
    mm_per_px: float
    normal_lps: Point
    button: Button = "left"
    modifiers: frozenset[Modifier] = frozenset()
    right_lps: Point = (1.0, 0.0, 0.0)

    @property
    def down_lps(self) -> Point:
        """Unit vector to the lower edge of the screen."""
        x, y, z = np.cross(self.normal_lps, self.right_lps)
        return float(x), float(y), float(z)


@dataclass(frozen=True, slots=True)
class Preview:
    """Draw this while it is being made or moved; it replaces the stored one of the same id."""

    record: Measurement


@dataclass(frozen=True, slots=True)
class AskWords:
    """What was drawn lacks its words, or its length: the reader is asked, and it is stored with the answer."""

    record: Measurement


@dataclass(frozen=True, slots=True)
class MakeEdit:
    """The gesture is complete: apply the edit, then ask the store what there is."""

    edit: Edit


@dataclass(frozen=True, slots=True)
class MoveCrosshair:
    point_lps: Point


@dataclass(frozen=True, slots=True)
class Select:
    """A record was clicked, or (both empty) the ground was."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Pan:
    """Move the picture's centre by this much."""

    by_lps: Point


@dataclass(frozen=True, slots=True)
class Zoom:
    factor: float
    about_lps: Point


@dataclass(frozen=True, slots=True)
class Scroll:
    """Go this many pictures on; negative goes back."""

    steps: int


@dataclass(frozen=True, eq=False, slots=True)
class SetWindow:
    window: Window


@dataclass(frozen=True, slots=True)
class DrawPrompt:
    """Draw this prompt while it is being made; None is one that is too small yet."""

    prompt: Prompt | None


@dataclass(frozen=True, slots=True)
class Prompted:
    """A prompt is complete."""

    prompt: Prompt


@dataclass(frozen=True, eq=False, slots=True)
class VoxelsChanged:
    """Show this label map: it is being painted on."""

    mask: Mask


@dataclass(frozen=True, eq=False, slots=True)
class PaintedVoxels:
    """A stroke is complete: what was painted lies on the canvas. `verb` says what was done."""

    canvas: Canvas
    verb: str


@dataclass(frozen=True, slots=True)
class DrawOutline:
    """Draw this outline while it is being made."""

    points_lps: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class CutVoxels:
    """An outline on a plane is complete; what happens to the voxels in it is the reader's setting."""

    points_lps: tuple[Point, ...]
    normal_lps: Point


@dataclass(frozen=True, slots=True)
class ClickedVoxels:
    """A region is to grow from here; with a normal, only in that plane."""

    point_lps: Point
    normal_lps: Point | None


@dataclass(frozen=True, slots=True)
class TurnPlanes:
    """Turn the planes that cut this view about the crosshair, clockwise on the screen."""

    degrees: float


@dataclass(frozen=True, slots=True)
class Nothing:
    """Drop any preview; nothing changes."""


VoxelAnswer = VoxelsChanged | PaintedVoxels | DrawOutline | CutVoxels | ClickedVoxels
Answer = (
    Preview | AskWords | MakeEdit | MoveCrosshair | Select | Pan | Zoom | Scroll | SetWindow | DrawPrompt | Prompted
    | VoxelAnswer | TurnPlanes | Nothing
)  # fmt: skip
Answers = tuple[Answer, ...]


class Tool(Protocol):
    """A small state machine between a press and a release."""

    def press(self, pointer: Pointer) -> Answers: ...

    def move(self, pointer: Pointer) -> Answers: ...

    def release(self, pointer: Pointer) -> Answers: ...


@runtime_checkable
class StepTool(Tool, Protocol):
    """A tool that goes on between presses, point by point."""

    @property
    def is_drawing(self) -> bool:
        """Whether something is begun and not complete."""

    def hover(self, pointer: Pointer) -> Answers:
        """The mouse moves with no button down."""

    def step_back(self) -> Answers:
        """Take the last point away."""

    def finish(self) -> Answers:
        """It is complete with the points that it has; dropped where these are too few."""
