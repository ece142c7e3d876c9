"""What the left button does, and what is measured with it."""

from __future__ import annotations

from functools import partial

from desktop.action import ALL, REVIEW, VIEWER, Action, has_image
from desktop.desk import Desk
from desktop.steps import marking, measuring, pointing


def _pick_tool(name: str, desk: Desk) -> None:
    desk.grid.pick_tool(name)


TOOLS = tuple(
    Action(f"tool.{name.replace(' ', '_')}", text, keys, VIEWER, partial(_pick_tool, name), has_image, "Tools", icon, True)
    for name, text, keys, icon in (
        ("select", "Select and move the crosshair", "S", "select"),
        ("window level", "Window and level", "W", "window"),
        ("region window", "Window from a region: drag a box", "Shift+Q", "region window"),
        ("pan", "Pan", "P", "pan"),
        ("zoom", "Zoom", "Z", "zoom"),
        ("scroll", "Scroll", "C", "scroll"),
    )
)  # fmt: skip

POINTER = (
    *(
        Action(f"pointer.{name}", f"Pointer {name}, faster while held", f"Ctrl+Shift+{name.capitalize()}", VIEWER, partial(pointing.move, right, down), has_image, "Tools")
        for name, right, down in (("left", -1, 0), ("right", 1, 0), ("up", 0, -1), ("down", 0, 1))
    ),
    Action("pointer.press", "Press the left button at the pointer, or let it go", "Ctrl+Shift+Space", VIEWER, pointing.press, has_image, "Tools"),
)  # fmt: skip

_DRAWN = tuple(
    Action(f"tool.{name.replace(' ', '_')}", text, keys, VIEWER, partial(_pick_tool, name), has_image, "Measure", icon, in_tool_bar)
    for name, text, keys, icon, in_tool_bar in (
        ("ruler", "Ruler", "R", "ruler", True),
        ("bidirectional", "Two directions at right angles (RECIST)", "Shift+R", "bidirectional", True),
        ("polyline", "Length along a line", "L", "polyline", False),
        ("angle", "Angle", "A", "angle", True),
        ("cobb angle", "Cobb angle", "Shift+A", "cobb", False),
        ("ellipse", "Ellipse", "E", "ellipse", True),
        ("rectangle", "Rectangle", "Shift+E", "rectangle", False),
        ("freehand", "Region by hand", "H", "freehand", True),
        ("spline", "Region through points (spline)", "Shift+H", "spline", False),
        ("livewire", "Region along edges (live wire)", "Shift+L", "livewire", False),
        ("probe", "Value at a point", "Q", "probe", True),
        ("arrow", "Arrow", "Shift+T", "arrow", False),
        ("text", "Text", "T", "text", True),
        ("vertebra", "Names of vertebrae", "Shift+V", "vertebra", False),
    )
)  # fmt: skip

MEASURE = (
    *_DRAWN,
    Action("tool.calibration", "Calibrate the picture by a known length", "K", VIEWER, partial(_pick_tool, "calibration"), measuring.can_be_calibrated, "Measure", "calibration", why=measuring.why_not_calibrated),
    Action("measure.step_back", "Take the last point away", "Backspace", VIEWER, lambda desk: desk.grid.step_back(), has_image, "Measure"),
    Action("measure.finish", "Finish what is being drawn", "Return", VIEWER, marking.enter, has_image, "Measure"),
    Action("measure.rename", "Rename the measurement", "F9", REVIEW, measuring.rename, measuring.has_measurement, "Measure", "rename"),
    Action("measure.to_report", "Write the measurement into the report", "Ctrl+M", REVIEW, measuring.to_report, measuring.has_measurement, "Measure", "to report"),
    Action("measure.copy_table", "Copy all measurements as a table", "Ctrl+Alt+C", ALL, measuring.copy_table, measuring.has_measurements, "Measure", "copy"),
)  # fmt: skip
