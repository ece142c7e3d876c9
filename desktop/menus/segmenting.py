"""Segments by hand: begun, painted, changed as a whole, named and measured."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from desktop.action import ALL, VIEWER, Action
from desktop.desk import Desk
from desktop.steps import measures, taking_segments
from desktop.steps import segmenting as steps


def _pick_tool(name: str, desk: Desk) -> None:
    desk.grid.pick_tool(name)


MENU = "Segments"
_TOOLS = tuple(
    Action(f"tool.{name.replace(' ', '_')}", text, keys, VIEWER, partial(_pick_tool, name), steps.can_edit, MENU, icon, name == "brush", steps.why_not)
    for name, text, keys, icon in (
        ("brush", "Brush", "Shift+D", "brush"),
        ("eraser", "Eraser", "Shift+W", "eraser"),
        ("scissors", "Scissors", "/", "scissors"),
        ("grow region", "Grow a region from a click", "Shift+F", "grow"),
        ("fill region", "Fill a region of this slice", "Shift+I", "bucket"),
    )
)  # fmt: skip


def _row(id: str, text: str, keys: str, run: Callable[[Desk], None], icon: str = "") -> Action:
    return Action(f"segment.{id}", text, keys, VIEWER if keys else ALL, run, steps.has_segment, MENU, icon, why=steps.why_no_segment)


OPERATIONS = (
    _row("threshold", "Threshold…", "", steps.threshold),
    _row("otsu", "Threshold by Otsu's method", "", steps.otsu),
    _row("from_seeds", "Grow from seeds", "", steps.from_seeds),
    _row("margin", "Margin…", "", steps.margin),
    _row("hollow", "Hollow…", "", steps.hollow),
    _row("smooth", "Smooth…", "", steps.smooth),
    _row("fill_holes", "Fill holes…", "", steps.fill_holes),
    _row("between_slices", "Fill between slices…", "", steps.between_slices),
    _row("keep_largest", "Keep the largest island", "", steps.keep_largest),
    _row("remove_small", "Remove small islands…", "", steps.remove_small),
    _row("split", "Split islands into segments", "", steps.split),
    _row("union", "Add another segment…", "", partial(steps.combine, "union")),
    _row("subtract", "Subtract another segment…", "", partial(steps.combine, "subtract")),
    _row("intersect", "Keep what another segment shares…", "", partial(steps.combine, "intersect")),
    _row("copy", "Copy another segment…", "", partial(steps.combine, "copy")),
)
"""What is done to the whole segment in hand."""

NAMING = (
    _row("rename", "Rename the segment", "", steps.rename, "rename"),
    _row("term", "Name from the standard, with code…", "", steps.choose_term),
    _row("colour", "Colour of the segment…", "", steps.choose_colour),
    _row("lock", "Lock or unlock the segment", "Shift+K", steps.toggle_lock),
    _row("hide", "Hide or show the segment", "Alt+K", steps.hide),
    _row("alone", "Show this segment alone, or all", "Alt+Shift+K", steps.show_alone),
    _row("delete", "Delete the segment", "Shift+Del", steps.delete),
)

ROWS = (
    Action("segment.add", "New segment", "Ins", VIEWER, steps.add, steps.can_edit, MENU, "add", why=steps.why_not),
    Action("segment.begin", "New segmentation beside this one", "", ALL, steps.begin_another, steps.can_edit, MENU, why=steps.why_not),
    *_TOOLS,
    Action("brush.larger", "Larger brush", "]", VIEWER, partial(steps.resize, 1), steps.can_edit, MENU),
    Action("brush.smaller", "Smaller brush", "[", VIEWER, partial(steps.resize, -1), steps.can_edit, MENU),
    Action("brush.ball", "Brush: ball or disc", "\\", VIEWER, steps.toggle_ball, steps.can_edit, MENU),
    _row("next", "Next segment", ".", partial(steps.step, 1)),
    _row("previous", "Segment before", ",", partial(steps.step, -1)),
    *NAMING,
    *OPERATIONS,
    Action("segment.take", "Import segments (NRRD, NIfTI, STL)…", "", ALL, taking_segments.take_file, steps.can_edit, MENU, "import", why=steps.why_not),
    Action("segment.export", "Export segments…", "", ALL, steps.export, lambda desk: desk.segmenting.shown is not None, MENU, "export"),
    _row("measure_one", "Measure the segment", "=", measures.measure_segment),
    _row("copy_table", "Copy the statistics of all segments as a table", "", measures.copy_segments),
    _row("radiomics", "Radiomics of the segment, to the clipboard", "", measures.radiomics),
    Action("segment.measure", "Measure all segments anew", "", ALL, steps.measure, lambda desk: desk.segmenting.shown is not None, MENU),
)  # fmt: skip
