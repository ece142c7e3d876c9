"""The tools of the views, made for what is shown."""

from __future__ import annotations

from collections.abc import Callable

from viewer.tools.crosshair import CrosshairTool
from viewer.tools.pan import PanTool
from viewer.tools.pointer import Tool
from viewer.tools.ruler import RulerTool
from viewer.tools.scroll import ScrollTool
from viewer.tools.select import SelectTool
from viewer.tools.window_level import WindowLevelTool
from viewer.tools.zoom import ZoomTool
from viewer.widgets.content import Content

TOOLS = ("select", "crosshair", "ruler", "window level", "pan", "zoom", "scroll")


def make_tools(
    content: Content, series_uid: str, author: Callable[[], str], pressed_view: Callable[[], str]
) -> dict[str, Tool]:
    """One tool for each name of `TOOLS`; none where there is nothing to see."""
    if content.source is None:
        return {}
    select = SelectTool(lambda: content.places(pressed_view()), author, content.calibrated)
    frame_uid = content.source.geometry.frame_uid
    return {
        "select": select,
        "crosshair": CrosshairTool(),
        "ruler": RulerTool(series_uid, frame_uid, author, select, content.calibrated),
        "window level": WindowLevelTool(lambda: content.window),
        "pan": PanTool(),
        "zoom": ZoomTool(),
        "scroll": ScrollTool(),
    }
