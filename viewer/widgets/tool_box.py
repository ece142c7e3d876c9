"""The tools of the views, made for what is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from viewer.case.geometry import Point
from viewer.case.prompt import PromptKind
from viewer.scene.view_state import PlaneView, to_point
from viewer.scene.windows import shades
from viewer.tools.crosshair import CrosshairTool
from viewer.tools.draw import DrawTool, Ground
from viewer.tools.drawn_kinds import drawn_kinds
from viewer.tools.freehand import FreehandTool
from viewer.tools.livewire import Livewire, PlaneValues
from viewer.tools.oblique import TurnTool
from viewer.tools.paint import BrushTool, ClickTool, ScissorsTool
from viewer.tools.pan import PanTool
from viewer.tools.pointer import Pointer, Tool
from viewer.tools.prompts import MarkTool, OutsideTool
from viewer.tools.region_window import RegionWindowTool
from viewer.tools.scroll import ScrollTool
from viewer.tools.select import SelectTool
from viewer.tools.window_level import WindowLevelTool
from viewer.tools.zoom import ZoomTool
from viewer.widgets.content import Content

DRAWN = (
    "ruler", "polyline", "bidirectional", "angle", "cobb angle", "rectangle", "ellipse", "freehand", "spline", "livewire",
    "arrow", "text", "probe", "vertebra", "calibration",
)  # fmt: skip
MARKS: Mapping[str, PromptKind] = {"mark point": "point", "mark box": "box", "mark scribble": "scribble", "mark lasso": "lasso"}
"""Tools that say what belongs to a structure."""
OUTSIDE = "mark outside"
BRUSHES = ("brush", "eraser")
VOXEL_TOOLS = (*BRUSHES, "scissors", "grow region", "fill region")
"""Tools that change the segment in hand."""
TURN = "turn planes"
TOOLS = ("select", "crosshair", TURN, *DRAWN, *MARKS, *VOXEL_TOOLS, "window level", "region window", "pan", "zoom", "scroll")
LIVEWIRE_PX = 200
"""Side of the square around a point in which the live wire looks for edges, in acquired pixels."""


def make_tools(
    content: Content, series_uid: str, author: Callable[[], str], pressed_view: Callable[[], str]
) -> dict[str, Tool]:
    """One tool for each name of `TOOLS`; none where there is nothing to see."""
    if content.source is None:
        return {}
    select = SelectTool(lambda: content.places(pressed_view()), author, content.calibrated)
    ground = Ground(series_uid, content.source.geometry.frame_uid, author, content.calibrated)
    wire = Livewire(lambda pointer, point: _values_around(content, pressed_view(), pointer, point))
    kinds = drawn_kinds(lambda: content.vertebrae, wire.make)
    return {
        "select": select,
        "crosshair": CrosshairTool(),
        TURN: TurnTool(lambda: content.crosshair),
        **{kind.name: DrawTool(kind, ground, select) for kind in kinds},
        "freehand": FreehandTool(ground, select),
        **{name: MarkTool(kind, lambda: content.prompting.positive) for name, kind in MARKS.items()},
        "brush": BrushTool(lambda: content.painting.settings, content.painting.canvas),
        "eraser": BrushTool(lambda: content.painting.settings, content.painting.canvas, erases=True),
        "scissors": ScissorsTool(),
        "grow region": ClickTool(),
        "fill region": ClickTool(in_slice=True),
        OUTSIDE: OutsideTool(WindowLevelTool(lambda: content.window)),
        "window level": WindowLevelTool(lambda: content.window),
        "region window": RegionWindowTool(lambda box: content.window_of(pressed_view(), box)),
        "pan": PanTool(),
        "zoom": ZoomTool(),
        "scroll": ScrollTool(),
    }


def _values_around(content: Content, view_name: str, pointer: Pointer, point_lps: Point) -> PlaneValues:
    """What the reader sees around a point, at the resolution of the pixels that were acquired."""
    assert content.source is not None
    step_mm = min(content.source.geometry.spacing_mm[1:])
    size = (LIVEWIRE_PX, LIVEWIRE_PX)
    view = PlaneView(view_name, point_lps, pointer.right_lps, pointer.down_lps, step_mm, size)
    values = np.nan_to_num(content.source.values(view).astype(np.float64))
    if not content.source.is_colour:
        values = shades(values, content.window, 255).astype(np.float64)
    corner = to_point(np.array(view.to_lps((0.5, 0.5))))
    return PlaneValues(values, corner, pointer.right_lps, pointer.down_lps, step_mm)
