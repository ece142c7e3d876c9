"""Reformats: turned planes, thick slabs, curved planes, and their export."""

from __future__ import annotations

from functools import partial

from desktop.action import VIEWER, Action
from desktop.desk import Desk
from desktop.steps import fusion, reformats
from viewer.widgets.tool_box import TURN


def _can_reformat(desk: Desk) -> bool:
    return desk.grid.reformats.source is not None


def _why_not(desk: Desk) -> str:
    return "Only a volume can be reformatted, once all of it is there."


def _turn(desk: Desk) -> None:
    desk.grid.pick_tool(TURN)


def _thicken(steps: int, desk: Desk) -> None:
    desk.grid.reformats.thicken(steps)


ROWS = (
    Action("reformat.turn", "Turn the planes about the crosshair", "Ctrl+R", VIEWER, _turn, _can_reformat, "View", why=_why_not),
    Action("reformat.straighten", "Straighten the planes", "Shift+Home", VIEWER, lambda desk: desk.grid.reformats.straighten(), _can_reformat, "View", why=_why_not),
    Action("reformat.slab", "Slab: thin, MIP, MinIP, mean", "Shift+M", VIEWER, lambda desk: desk.grid.reformats.next_mode(), _can_reformat, "View", why=_why_not),
    Action("reformat.thicker", "Thicker slab", ">", VIEWER, partial(_thicken, 1), _can_reformat, "View", why=_why_not),
    Action("reformat.thinner", "Thinner slab", "<", VIEWER, partial(_thicken, -1), _can_reformat, "View", why=_why_not),
    Action("fusion.choose", "Fuse with another series, or end that", "Ctrl+U", VIEWER, fusion.choose, _can_reformat, "View", why=_why_not),
    Action("fusion.more", "Fusion: more colour", "Ctrl+Up", VIEWER, partial(fusion.more, 1), fusion.is_fused, "View"),
    Action("fusion.less", "Fusion: less colour", "Ctrl+Down", VIEWER, partial(fusion.more, -1), fusion.is_fused, "View"),
    Action("fusion.window", "Fusion: next window (SUV 0 to 5, 7, 10)", "Ctrl+Right", VIEWER, fusion.next_window, fusion.is_fused, "View"),
    Action("fusion.colours", "Fusion: next colours", "Ctrl+Left", VIEWER, fusion.next_table, fusion.is_fused, "View"),
    Action("reformat.curved", "Lay the plane along the selected line flat, or go back", "Ctrl+Shift+U", VIEWER, reformats.straighten, reformats.can_straighten, "View", why=reformats.why_not_straighten),
    Action("reformat.curve", "Values over time in the selected region or at the crosshair, or hide them", "Ctrl+Shift+K", VIEWER, reformats.show_curve, reformats.has_times, "View", why=reformats.why_no_times),
    Action("reformat.export", "Export the pictures of this view as DICOM", "", VIEWER, reformats.export, reformats.can_export, "View", why=_why_not),
)  # fmt: skip
