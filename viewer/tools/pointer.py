"""What a tool hears and what it answers. No Qt, no VTK: a tool is tested by calling it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from viewer.case.edits import Edit
from viewer.case.geometry import Point
from viewer.case.measurement import Ruler
from viewer.case.volume import Window

Button = Literal["left", "middle", "right"]
Modifier = Literal["control", "shift", "alt"]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the mouse is: the point of the patient under it, the place in the pane, and how the pane looks.

    `normal_lps` points into the screen.
    """

    point_lps: Point
    xy_px: tuple[float, float]
    mm_per_px: float
    normal_lps: Point
    button: Button = "left"
    modifiers: frozenset[Modifier] = frozenset()


@dataclass(frozen=True, slots=True)
class ShowRuler:
    """Draw this ruler while the button is down; it replaces the stored one of the same id."""

    ruler: Ruler


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
class Nothing:
    """Drop any preview; nothing changes."""


Answer = ShowRuler | MakeEdit | MoveCrosshair | Select | Pan | Zoom | Scroll | SetWindow | Nothing
Answers = tuple[Answer, ...]


class Tool(Protocol):
    """A small state machine between a press and a release."""

    def press(self, pointer: Pointer) -> Answers: ...

    def move(self, pointer: Pointer) -> Answers: ...

    def release(self, pointer: Pointer) -> Answers: ...
