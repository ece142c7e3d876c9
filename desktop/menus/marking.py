"""Structures outlined by marks: begun, marked, kept or left."""

from __future__ import annotations

from functools import partial

from desktop.action import ALL, VIEWER, Action
from desktop.desk import Desk
from desktop.steps import marking


def _pick_tool(name: str, desk: Desk) -> None:
    desk.grid.pick_tool(name)


def _why_not_correct(desk: Desk) -> str:
    return marking.why_not(desk) or "No segments are on the images."


ROWS = (
    Action("segments.mark", "Outline a new structure by marks", "Ctrl+Shift+G", ALL, marking.begin, marking.can_begin, "Findings", "mark", True, marking.why_not),
    Action("segments.correct", "Correct a structure by marks", "", ALL, marking.correct, marking.can_correct, "Findings", why=_why_not_correct),
    *(
        Action(f"tool.{name.replace(' ', '_')}", text, keys, VIEWER, partial(_pick_tool, name), marking.is_marking, "Findings", icon)
        for name, text, keys, icon in (
            ("mark point", "Mark points", "Shift+P", "mark point"),
            ("mark box", "Mark by a box", "Shift+B", "rectangle"),
            ("mark scribble", "Mark by a scribble", "Shift+S", "mark scribble"),
            ("mark lasso", "Mark by a lasso", "Shift+O", "freehand"),
        )
    ),
    Action("mark.inside", "Marks say what is inside", "+", VIEWER, partial(marking.set_positive, True), marking.is_marking, "Findings"),
    Action("mark.outside", "Marks say what is outside", "-", VIEWER, partial(marking.set_positive, False), marking.is_marking, "Findings"),
    Action("mark.keep", "Keep the marked structure", "", ALL, marking.keep, marking.is_marking, "Findings"),
    Action("mark.leave", "Leave the marked structure", "", ALL, marking.leave, marking.is_marking, "Findings"),
)  # fmt: skip
