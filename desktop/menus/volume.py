"""3D: what the body looks like, from where, what is cut away, and what is exported."""

from __future__ import annotations

from functools import partial

from desktop.action import VIEWER, Action
from desktop.desk import Desk
from desktop.steps import volume
from desktop.steps.volume import has_body
from viewer.scene.camera import STANDARD


def _look_at(side: str, desk: Desk) -> None:
    desk.grid.volume_pane.look_at(side)


ROWS = (
    Action("volume.choose_look", "3D: choose a look", "Ctrl+3", VIEWER, volume.choose_look, has_body, "3D"),
    Action("volume.next_look", "3D: next look", "Ctrl+Alt+L", VIEWER, volume.next_look, has_body, "3D"),
    *(
        Action(f"volume.{side}", f"3D: from the {side}", f"Ctrl+Alt+{number}", VIEWER, partial(_look_at, side), has_body, "3D")
        for number, side in enumerate(STANDARD, 1)
    ),
    Action("volume.segments", "3D: segments as surfaces", "Shift+G", VIEWER, volume.toggle_segments, has_body, "3D"),
    Action("volume.body", "3D: body, or segments alone", "Ctrl+Alt+G", VIEWER, lambda desk: desk.grid.volume_pane.toggle_body(), has_body, "3D"),
    Action("volume.crop", "3D: box to crop", "Shift+X", VIEWER, lambda desk: desk.grid.volume_pane.toggle_crop(), has_body, "3D"),
    Action("volume.cut", "3D: cut at the plane of this view", "Ctrl+Alt+X", VIEWER, volume.toggle_cut, has_body, "3D"),
    Action("volume.scissors", "3D: scissors (Shift keeps what is inside)", "Ctrl+Alt+S", VIEWER, lambda desk: desk.grid.volume_pane.toggle_scissors(), has_body, "3D"),
    Action("volume.undo_scissors", "3D: put back what the scissors took", "Ctrl+Alt+Backspace", VIEWER, volume.undo_snip, has_body, "3D"),
    Action("volume.turntable", "3D: export a turntable (GIF or film)", "", VIEWER, volume.export_turntable, has_body, "3D"),
)  # fmt: skip
